"""The report as a spreadsheet, to send on and count with: a sheet of figures, one of courses, one of listings.

A name that begins with "=" is a text, a day is a day, money is money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from desk_app.services.core.figures import Axis, Course, Figure, Listing, Section, Unit
from desk_app.services.core.figures import Cell as Listed
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.report.records import Report
from desk_app.services.report.wording import data_or_message, disagreement_said, share, title_said, verdict
from desk_app.services.sheets.cells import (
    NO_GUESSING,
    Cell,
    Money,
    Month,
    Share,
    cell_formats,
    sheet_name,
    write_cell,
)

Row = tuple[Cell, ...]
_FIGURES = (
    (N_("Section", "report sheet"), 18), (N_("Figure", "report sheet"), 40), (N_("Value", "report sheet"), 18),
    (N_("Of", "report sheet"), 12), (N_("Share", "report sheet"), 10), (N_("Target", "report sheet"), 12),
    (N_("Target met", "report sheet"), 14), (N_("When", "report sheet"), 22),
    (N_("Now, where it is another", "report sheet"), 18),
)  # fmt: skip
_COURSES = (
    (N_("Section", "report sheet"), 18), (N_("Course", "report sheet"), 30),
    (N_("Hour, day, month or name", "report sheet"), 28), (N_("Number", "report sheet"), 12),
)  # fmt: skip
_WIDTHS = (34, 34, 34, 26, 26, 26, 26, 26)
"""Of the listings' columns, in characters: each list has columns of its own."""


def report_book(report: Report, paper: Paper) -> bytes:
    """The report as XLSX."""
    from xlsxwriter import Workbook

    say, target = paper.words.text, BytesIO()
    book = Workbook(target, dict(NO_GUESSING))
    book.set_properties({"title": title_said(report, paper), "author": paper.desk.building})
    put = _Putter(book, paper)
    figures = put.sheet(N_("Figures", "report sheet"), [width for _, width in _FIGURES])
    heads: Row = tuple(say(title) for title, _ in _FIGURES)
    put.rows(figures, 0, [heads], head=True)
    put.rows(figures, 1, [*_about(report, paper), *_figures(report, paper)])
    figures.freeze_panes(1, 2)
    courses = put.sheet(N_("Courses", "report sheet"), [width for _, width in _COURSES])
    put.rows(courses, 0, [tuple(say(title) for title, _ in _COURSES)], head=True)
    put.rows(courses, 1, list(_courses(report, paper)))
    courses.freeze_panes(1, 0)
    _put_listings(put, put.sheet(N_("Listings", "report sheet"), _WIDTHS), report, paper)
    book.close()
    return target.getvalue()


class _Putter:
    """Puts rows onto the sheets of a workbook."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self._book, self._paper, self._formats = book, paper, cell_formats(book)

    def sheet(self, title: Message, widths: Sequence[float]) -> Any:
        """A new sheet, its columns so many characters wide, as wide as the paper when it is printed."""
        made = self._book.add_worksheet(sheet_name(self._paper.words.text(title)))
        for at, width in enumerate(widths):
            made.set_column(at, at, width)
        made.set_paper(9)
        made.set_landscape()
        made.fit_to_pages(1, 0)
        return made

    def rows(self, sheet: Any, first: int, rows: Sequence[Row], *, head: bool = False) -> int:
        """Write the rows from line `first` on; gives the line below them."""
        for number, row in enumerate(rows, first):
            for at, cell in enumerate(row):
                if head:
                    sheet.write_string(number, at, str(cell), self._formats["head"])
                else:
                    write_cell(sheet, (number, at), cell, self._paper.zone, self._formats)
        return first + len(rows)


def _about(report: Report, paper: Paper) -> Iterator[Row]:
    """What the report is of, and what contradicts itself in it."""
    say, title = paper.words.text, title_said(report, paper)
    period = report.period
    yield title, say(N_("First day", "report sheet")), period.first
    yield title, say(N_("Last day", "report sheet")), period.last
    yield title, say(N_("Made at", "report sheet")), report.made_at
    if report.closing is not None:
        yield title, say(N_("Closed and signed at", "report sheet")), report.closing.at
        yield title, say(N_("Signed by", "report sheet")), report.closing.name
    yield title, say(N_("Entered after it was closed", "report sheet")), report.late
    yield title, say(N_("Figures that changed since it was signed", "report sheet")), report.changed
    for one in report.disagreements:
        warning = say(N_("The records do not agree", "report paper"))
        yield title, warning, disagreement_said(one, report, paper)


def _figures(report: Report, paper: Paper) -> Iterator[Row]:
    say = paper.words.text
    for section in report.sections:
        for one, now in report.figures_of(section):
            part, met = share(one), verdict(one)
            yield (
                say(section.title),
                say(one.label) + (f" ({say(_MINUTES)})" if one.unit is Unit.MINUTES else ""),
                _measured(one.value, one.unit),
                _measured(one.of, one.unit),
                None if part is None else Share(part),
                _measured(one.target, one.unit),
                None if met is None else say(met),
                say(_when(one)),
                None if now is None else _measured(now.value, now.unit),
            )


_MINUTES = N_("minutes", "report sheet")


def _when(figure: Figure) -> Message:
    return N_("How it stands", "report paper") if figure.now else N_("In this time", "report paper")


def _measured(value: int | None, unit: Unit) -> Cell:
    of: dict[Unit, Callable[[int], Cell]] = {Unit.FEN: Money, Unit.PER_MILLE: Share}
    return None if value is None else of.get(unit, int)(value)


def _courses(report: Report, paper: Paper) -> Iterator[Row]:
    say = paper.words.text
    for section in report.sections:
        for course in section.courses:
            for point, n in course.points.items():
                yield say(section.title), say(course.label), _point(course, point, paper), n


def _point(course: Course, point: str, paper: Paper) -> Cell:
    if course.axis is Axis.DAYS:
        return date.fromisoformat(point)
    if course.axis is Axis.MONTHS:
        return Month(date.fromisoformat(f"{point}-01"))
    return f"{point}:00" if course.axis is Axis.HOURS else data_or_message(point, paper)


def _put_listings(put: _Putter, sheet: Any, report: Report, paper: Paper) -> None:
    """One below the other, each under its title and heads."""
    line = 0
    for section in report.sections:
        for listing in section.listings:
            line = _put_listing(put, sheet, line, section, listing, paper) + 1


def _put_listing(
    put: _Putter, sheet: Any, line: int, section: Section, listing: Listing, paper: Paper
) -> int:
    say = paper.words.text
    line = put.rows(sheet, line, [(say(section.title), say(listing.title))], head=True)
    heads: Row = tuple(say(one.label) for one in listing.headings)
    line = put.rows(sheet, line, [heads], head=True)
    rows = [
        tuple(_listed(cell, heading.kind, paper) for cell, heading in zip(row, listing.headings, strict=True))
        for row in listing.rows
    ]
    line = put.rows(sheet, line, rows or [(say(N_("Nothing", "report sheet")),)])
    if listing.more:
        line = put.rows(sheet, line, [(say(N_("… and {n} more", "report paper"), n=listing.more),)])
    return line


def _listed(cell: Listed, kind: Unit | str, paper: Paper) -> Cell:
    if isinstance(cell, int):
        return _measured(cell, kind if isinstance(kind, Unit) else Unit.COUNT)
    return data_or_message(cell, paper) if isinstance(cell, str) else cell
