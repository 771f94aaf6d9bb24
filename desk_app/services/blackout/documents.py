"""The blackout kit on paper: cover, every feature's lists, numbered forms to write on. One paper, on A4.

Phones are masked on the lists of people, as on all paper that is left lying about; whom to call stands whole. No
number of anybody's document is on any of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.blackout.records import Form, Kit
from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Block,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Grid,
    Heading,
    Size,
    Space,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import grouped

KIT = "blackout.kit"
DOCUMENTS = (DocumentKind(KIT, N_("Blackout kit"), (Size.A4,), DESK),)

_STEPS = (
    N_("Note the time, and tell the duty supervisor.", "blackout paper"),
    N_("Use the forms at the end: one for each thing that happens, with day and time.", "blackout paper"),
    N_("A spoilt form stays in the kit, crossed out: every number is accounted for.", "blackout paper"),
    N_("Tick off on these lists who leaves, and what comes back.", "blackout paper"),
    N_("When power is back: scan each form in the tab “Shift”, page “Back-entry”.", "blackout paper"),
    N_("Destroy the lists when everything is typed in: they hold personal data.", "blackout paper"),
)
_WIDTH_MM, _ACROSS = 86.0, 2
_HEIGHT_MM, _PER_PAGE = 122.0, 4
_ONE_LINE = 20
"""Characters of a label that stand on one line of a form."""


def kit_paper(
    kit: Kit,
    paper: Paper,
    lists: Sequence[Document],
    kinds: Iterable[PaperForm],
    *,
    phones: Sequence[str],
    made_by: str,
    now: datetime,
) -> Document:
    """The whole kit: each part counts its own pages. `phones`: name and number, as the setting has them."""
    forms = [page for kind in kinds for page in _pages(kind, kit, paper)]
    title = paper.words.text(N_("Blackout kit {number}", "blackout paper"), number=kit.number)
    cover = Document(
        KIT,
        title,
        Size.A4,
        (
            paper.letterhead(paper.desk.desk_code),
            Heading(title, note=paper.moment(now)),
            _facts(kit, paper, made_by, now),
            Space(2),
            Heading(paper.words.text(N_("When the power is gone", "blackout paper")), minor=True),
            *_steps(paper),
            Space(2),
            Heading(paper.words.text(N_("Whom to call", "blackout paper")), minor=True),
            _phones(phones, paper),
            Space(2),
            Heading(paper.words.text(N_("What is in this kit", "blackout paper")), minor=True),
            _contents(lists, kit, paper),
        ),
        number=kit.number,
        subject=kit.number,
    )
    flat = [part for one in lists for part in (replace(one, counterparts=()), *one.counterparts)]
    return replace(cover, counterparts=(*flat, *forms))


def _facts(kit: Kit, paper: Paper, made_by: str, now: datetime) -> Fields:
    say = paper.words.text
    return Fields(
        (
            Field(say(N_("Lists as of", "blackout paper")), paper.moment(now), strong=True),
            Field(say(N_("Desk", "blackout paper")), f"{paper.desk.site_code}-{paper.desk.desk_code}"),
            Field(say(N_("Numbers given out", "blackout paper")), paper.moment(kit.made_at)),
            Field(say(N_("Made by", "blackout paper")), made_by or say(N_("The program"))),
        ),
        columns=2,
    )


def _steps(paper: Paper) -> Iterator[Block]:
    for place, step in enumerate(_STEPS, 1):
        yield Text(f"{place}.  {paper.words.text(step)}", TextSize.LARGE)


def _phones(phones: Sequence[str], paper: Paper) -> Table:
    say = paper.words.text
    rows = [one.rpartition(" ") for one in phones if one.strip()]
    return Table(
        (
            Column(say(N_("Who", "blackout paper")), 2),
            Column(say(N_("Phone", "blackout paper")), 1.4),
            Column(say(N_("Called at", "blackout paper")), 1),
        ),
        tuple((name or number, number if name else "") for name, _, number in rows),
        size=TextSize.LARGE,
    )


def _contents(lists: Sequence[Document], kit: Kit, paper: Paper) -> Table:
    say = paper.words.text
    rows = [(one.title, "") for one in lists]
    if kit.open:
        numbers = [grouped(form.number) for form in kit.open]
        said = N_("{n}: {first} to {last}", "blackout paper")
        rows.append(
            (
                say(N_("Numbered forms", "blackout paper")),
                say(said, n=len(numbers), first=numbers[0], last=numbers[-1]),
            )
        )
    return Table(
        (Column(say(N_("Paper", "blackout paper")), 2), Column(say(N_("Numbers", "blackout paper")), 2)),
        tuple(rows),
    )


def _pages(kind: PaperForm, kit: Kit, paper: Paper) -> Iterator[Document]:
    forms = [form for form in kit.open if form.kind == kind.kind]
    title = paper.words.text(kind.title)
    for start in range(0, len(forms), _PER_PAGE):
        cells = tuple(_cell(form, kind, paper) for form in forms[start : start + _PER_PAGE])
        grid = Grid(cells, _WIDTH_MM, _HEIGHT_MM, _ACROSS, gap_mm=4.0, framed=True)
        yield Document(KIT, title, Size.A4, (grid,), number=kit.number)


def _cell(form: Form, kind: PaperForm, paper: Paper) -> tuple[Block, ...]:
    say = paper.words.text
    head = Columns(
        (
            (
                Text(say(kind.title), TextSize.LARGE, bold=True, max_lines=2),
                Text(grouped(form.number), TextSize.LARGE, bold=True),
                Text(form.kit, TextSize.SMALL, muted=True),
            ),
            (Code(form.number, size_mm=20.0),),
        ),
        (2.4, 1.0),
    )
    lines = (*kind.lines, N_("Written by", "blackout paper"))
    happened = say(N_("Day and time", "blackout paper"))
    return head, Table(
        (Column(happened, 1.15), Column("", 1.0)), tuple((_to_write(say(one)), "") for one in lines)
    )


def _to_write(label: str) -> str:
    """High enough to write on by hand; a long label is."""
    return label if len(label) > _ONE_LINE else f"{label}\n\N{NO-BREAK SPACE}"
