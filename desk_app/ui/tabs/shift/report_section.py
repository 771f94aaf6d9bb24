"""A section of the report on the screen: figures, targets, plots, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.services.core.figures import Axis, Course, Figure, Heading, Listing, Section, Tone, Unit
from desk_app.services.core.figures import Cell as Listed
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.report.bars import bars_of
from desk_app.services.report.records import Report
from desk_app.services.report.wording import amount, cell_said, label_said, share, verdict
from desk_app.ui.i18n import tr
from desk_app.ui.theme import Tone as Look
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.plot import Plot, PlotBar
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import ROW_HEIGHT, RowTable

_LOOKS: dict[Tone, Look] = {Tone.GOOD: "positive", Tone.NOTE: "warning", Tone.BAD: "danger"}
_SHOWN_ROWS = 8
"""A list is so high at most, and scrolls."""


def tone_of(figure: Figure) -> Look | None:
    """How a figure is coloured: a missed target red, a reached one green, others as they are meant unless 0."""
    if figure.target is not None:
        return "danger" if figure.missed else None if figure.value is None else "positive"
    return _LOOKS.get(figure.tone) if figure.value else None


def mark_of(report: Report, section: Section) -> Look | None:
    """The worst of its figures: red before amber."""
    looks = {tone_of(figure) for figure, _ in report.figures_of(section)}
    return next((one for one in ("danger", "warning") if one in looks), None)


def section_view(section: Section, report: Report, paper: Paper) -> QWidget:
    """Everything it tells, from top to bottom."""
    figures = report.figures_of(section)
    blocks: list[QWidget] = [
        *_figures(
            N_("In this time", "report paper"), [p for p in figures if _plain(p[0]) and not p[0].now], paper
        ),
        *_figures(
            N_("How it stands", "report paper"), [p for p in figures if _plain(p[0]) and p[0].now], paper
        ),
        *_targets([pair for pair in figures if pair[0].target is not None], paper),
        *_plots(section.courses, report, paper),
        *(list_view(listing, paper) for listing in section.listings if listing.rows),
    ]
    whole = QWidget()
    whole.setLayout(column(*blocks, None, spacing=12))
    return whole


def _plain(figure: Figure) -> bool:
    return figure.target is None


def _figures(
    title: Message, pairs: Sequence[tuple[Figure, Figure | None]], paper: Paper
) -> Iterator[QWidget]:
    """Two columns, read down the first, then down the second."""
    if not pairs:
        return
    card, grid = Card(title), QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    half = -(-len(pairs) // 2)
    for place, (figure, now) in enumerate(pairs):
        side, line = divmod(place, half)
        for at, label in enumerate(_cells(figure, now, paper)):
            grid.addWidget(label, line, side * 4 + at)
    for at, stretch in ((0, 1), (4, 1)):
        grid.setColumnStretch(at, stretch)
    grid.setColumnMinimumWidth(3, 24)
    card.body.addLayout(grid)
    yield card


def _cells(figure: Figure, now: Figure | None, paper: Paper) -> tuple[Label, Label, Label]:
    name, value, part = Label(label_said(figure, now, paper)), Label(), Label(role="caption")
    name.setWordWrap(True)
    value.setText(amount(figure.value, figure.unit, paper))
    font = value.font()
    font.setBold(True)
    value.setFont(font)
    value.set_tone(tone_of(figure))
    value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    per_mille = share(figure)
    part.setText(f"{(per_mille + 5) // 10} %" if per_mille else "")
    part.setMinimumWidth(36)
    return name, value, part


def _targets(pairs: Sequence[tuple[Figure, Figure | None]], paper: Paper) -> Iterator[QWidget]:
    if not pairs:
        return
    card, grid = Card(N_("Targets", "report page")), QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for line, (figure, now) in enumerate(pairs):
        is_, must = amount(figure.value, figure.unit, paper), amount(figure.target, figure.unit, paper)
        grid.addWidget(Label(label_said(figure, now, paper)), line, 0)
        grid.addWidget(Label(is_), line, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(
            said_label(N_("must be {target}", "report page"), "muted", target=plain(must)), line, 2
        )
        said = verdict(figure)
        if said is not None:
            grid.addWidget(Pill(said, tone_of(figure) or "neutral"), line, 3)
    grid.setColumnStretch(0, 1)
    card.body.addLayout(grid)
    yield card


def _plots(courses: Sequence[Course], report: Report, paper: Paper) -> Iterator[QWidget]:
    """Two beside each other, a course over days across the page. What has nothing to draw is left out."""
    drawn = [one for one in courses if any(one.points.values())]
    narrow = [one for one in drawn if one.axis is not Axis.DAYS]
    for one in drawn:
        if one.axis is Axis.DAYS:
            yield _plot(one, report, paper)
    for start in range(0, len(narrow), 2):
        pair = QWidget()
        line = row(spacing=12)
        for one in narrow[start : start + 2]:
            line.addWidget(_plot(one, report, paper), 1, Qt.AlignmentFlag.AlignTop)
        pair.setLayout(line)
        yield pair


def _plot(course: Course, report: Report, paper: Paper) -> Plot:
    made = Plot(course.label, lying=course.axis is Axis.NAMES)
    made.show_bars([PlotBar(bar.label, bar.value) for bar in bars_of(course, report.period, paper)])
    return made


@dataclass(frozen=True, slots=True)
class _Row:
    place: int
    cells: tuple[Listed, ...]


def _column(at: int, heading: Heading, paper: Paper) -> Column:
    align: Literal["left", "right"] = "right" if isinstance(heading.kind, Unit) else "left"
    return Column(
        heading.label, lambda one: cell_said(one.cells[at], heading.kind, paper), align=align, least=90
    )


def list_view(listing: Listing, paper: Paper) -> QWidget:
    """A list as a table, with how many more there are."""
    columns = [_column(at, heading, paper) for at, heading in enumerate(listing.headings)]
    table = RowTable(columns, row_id=lambda one: one.place)
    rows = [_Row(place, cells) for place, cells in enumerate(listing.rows)]
    table.set_rows(rows)
    table.setFixedHeight((min(len(rows), _SHOWN_ROWS) + 1) * ROW_HEIGHT + 8)
    card = Card(listing.title)
    card.body.addWidget(table)
    if listing.more:
        card.body.addWidget(Label(tr(N_("… and {n} more", "report paper"), n=listing.more), "muted"))
    return card
