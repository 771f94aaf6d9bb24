"""How a report is said, once for paper, spreadsheet and command line: its title, its figures, what is amiss."""

from __future__ import annotations

from datetime import date, datetime

from desk_app.services.core.figures import Cell as Listed
from desk_app.services.core.figures import Disagreement, Figure, Section, Span, Tone, Unit
from desk_app.services.core.money import say_money
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.report.records import Closing, Report

TITLES: dict[Span, Message] = {
    Span.DAY: N_("End-of-day report", "report paper"),
    Span.MONTH: N_("Report of the month", "report paper"),
    Span.YEAR: N_("Report of the year", "report paper"),
}
NONE = "—"
_LENGTHS = {Span.DAY: 10, Span.MONTH: 7, Span.YEAR: 4}


def period_said(report: Report) -> str:
    """2026-11-22, 2026-11 or 2026: as files are named, too."""
    return report.period.first.isoformat()[: _LENGTHS[report.period.span]]


def title_said(report: Report, paper: Paper) -> str:
    """What this report is, and of when."""
    return f"{paper.words.text(TITLES[report.period.span])} {period_said(report)}"


def data_or_message(text: str, paper: Paper) -> str:
    """A message in the paper's language; what is data (a name, a number) as it is."""
    return paper.words.text(text) if isinstance(text, Message) else text


def amount(value: int | None, unit: Unit, paper: Paper) -> str:
    """A number in its unit."""
    if value is None:
        return NONE
    if unit is Unit.FEN:
        return say_money(value)
    if unit is Unit.PER_MILLE:
        return f"{value / 10:.1f} %"
    if unit is Unit.MINUTES:
        return paper.words.text(N_("{n} min", "report paper"), n=f"{value:,}")
    return f"{value:,}"


def label_said(figure: Figure, now: Figure | None, paper: Paper) -> str:
    """What a figure is called; of a closed day with what it is now, where this is something else."""
    label = paper.words.text(figure.label)
    if now is None:
        return label
    said = amount(now.value, now.unit, paper)
    return paper.words.text(N_("{figure} (now: {n})", "report paper"), figure=label, n=said)


def share(figure: Figure) -> int | None:
    """Which part of its whole a figure is, per mille; None where there is no whole."""
    return figure.value * 1000 // figure.of if figure.of and figure.value is not None else None


def cell_said(cell: Listed, kind: Unit | str, paper: Paper) -> str:
    """A listing's cell on paper."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return paper.moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return amount(cell, kind if isinstance(kind, Unit) else Unit.COUNT, paper)
    return data_or_message(cell, paper)


def verdict(figure: Figure) -> Message | None:
    """Whether a target was reached; None where there is none, or nothing to measure."""
    if figure.target is None or figure.value is None:
        return None
    return N_("missed", "report paper") if figure.missed else N_("reached", "report paper")


def amiss(report: Report) -> list[tuple[Section, Figure]]:
    """What a supervisor looks at first: missed targets, and figures that ought to be 0."""
    return [
        (section, figure)
        for section in report.sections
        for figure, _ in report.figures_of(section)
        if figure.missed or (figure.tone is Tone.BAD and figure.value)
    ]


def disagreement_said(one: Disagreement, report: Report, paper: Paper) -> str:
    """“Deposits taken”: Lending says ¥20.00, Drawer says ¥10.00."""
    words = paper.words
    told = [
        (section, figure)
        for section in report.sections
        for figure in section.figures
        if figure.ledger == one.ledger and figure.value is not None
    ]
    sides = [
        words.text(
            N_("{section} says {amount}", "report paper"),
            section=section.title,
            amount=amount(figure.value, figure.unit, paper),
        )
        for section, figure in told
    ]
    label = words.text(told[0][1].label) if told else one.ledger
    sides_said = words.text(N_(", ", "report paper")).join(sides)
    return words.text(N_("“{what}”: {sides}.", "report paper"), what=label, sides=sides_said)


def closing_said(closing: Closing, paper: Paper) -> str:
    """Who closed the day, when, and by what the figures are known."""
    return paper.words.text(
        N_("Closed and signed by {name}, {moment}. Figures: {mark}", "report paper"),
        name=closing.name,
        moment=paper.moment(closing.at),
        mark=closing.mark,
    )


def is_over(report: Report, paper: Paper) -> bool:
    """Whether the period had ended when the report was made."""
    return report.period.last < report.made_at.astimezone(paper.zone).date()
