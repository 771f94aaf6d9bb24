"""What all papers about exit passes have in common: the gates' names, how goods and people are said.

The kinds of paper are in `documents.py`, with the pass itself; what the gate gives out is in `slips.py`, what the
desk works through in `lists.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk_app.services.codes.short_number import ShortNumber, parse
from desk_app.services.core.words import N_
from desk_app.services.gate.places import NUMBERED, Gate
from desk_app.services.passes.records import ExitLine
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Align, Column, Field, Table, TextSize


@dataclass(frozen=True)
class PassPaper(Paper):
    """A desk's paper that names gates."""

    gates: tuple[Gate, ...] = ()

    def gate(self, number: int) -> str:
        """What people call a gate; nothing for 0, a PC that is none."""
        named = next((one.name for one in self.gates if one.number == number), "")
        return named or (self.words.text(NUMBERED, n=number) if number else "")

    def any_of(self, numbers: Iterable[int]) -> str:
        """The gates that may release a pass, in words."""
        return comma(map(self.gate, numbers), self) or self.words.text(N_("Any gate", "pass paper"))


def comma(parts: Iterable[str], paper: Paper) -> str:
    """Parts in one line, as the language separates them."""
    return paper.words.text(N_(", ", "pass paper")).join(part for part in parts if part)


def said(*fields: Field) -> tuple[Field, ...]:
    """Those that have something to say."""
    return tuple(field for field in fields if field.value)


def grouped(short_code: str) -> str:
    """A short number in groups, as it is read out over the phone."""
    number = parse(short_code)
    return number.format() if isinstance(number, ShortNumber) else short_code


def total(lines: Sequence[ExitLine], paper: Paper) -> str:
    """How much it is: what the guard counts first."""
    pieces = sum(line.quantity for line in lines)
    return paper.words.text(
        N_("Lines: {lines} · pieces: {pieces}", "pass paper"), pieces=pieces, lines=len(lines)
    )


def wide_table(lines: Sequence[ExitLine], paper: Paper, *, ticks: bool = False) -> Table:
    """Every line of a pass on a sheet; `ticks`: a box for each line that was compared. Widths: millimetres of A5."""
    say = paper.words.text
    columns = [
        Column(say(N_("No.", "pass paper")), 11, Align.RIGHT),
        Column(say(N_("Goods", "pass paper")), 48),
        Column(say(N_("Quantity", "pass paper")), 21, Align.RIGHT),
        Column(say(N_("Serial number", "pass paper")), 30),
        Column(say(N_("Return", "pass paper")), 16, Align.CENTRE),
    ]
    if ticks:
        columns.append(Column(say(N_("Checked", "pass paper")), 17, tick=True))
    back = say(N_("Yes", "pass paper"))
    rows = tuple(
        (str(place), line.name, _count(line), line.serial, back if line.returnable else "")
        for place, line in enumerate(lines, 1)
    )
    return Table(tuple(columns), rows, max_lines=4)


def narrow_table(lines: Sequence[ExitLine], paper: Paper) -> Table:
    """Every line on a roll: what there is no room for stands below the name."""
    say = paper.words.text
    columns = (
        Column(say(N_("Goods", "pass paper")), 50),
        Column(say(N_("Quantity", "pass paper")), 22, Align.RIGHT),
    )
    rows = tuple((f"{place}. {_name(line, paper)}", _count(line)) for place, line in enumerate(lines, 1))
    return Table(columns, rows, max_lines=5, size=TextSize.NORMAL)


def goods_line(lines: Sequence[ExitLine], paper: Paper) -> str:
    """The goods of a pass in one text, for lists."""
    return comma((f"{line.name} {_count(line)}" for line in lines), paper)


def _name(line: ExitLine, paper: Paper) -> str:
    marks = [f"SN {line.serial}"] if line.serial else []
    if line.returnable:
        marks.append(paper.words.text(N_("to return", "pass paper")))
    return "\n".join((line.name, " · ".join(marks))) if marks else line.name


def _count(line: ExitLine) -> str:
    return f"{line.quantity} {line.unit}".rstrip()
