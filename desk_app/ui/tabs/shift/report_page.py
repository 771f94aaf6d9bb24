"""The day, the month, the year in figures; the day is closed and signed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QWidget

from desk_app.services.catalogue import topics
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.figures import Period, Section, Span
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.report.queries import ReportQueries
from desk_app.services.report.records import Closing, Report
from desk_app.services.report.wording import amiss, closing_said, disagreement_said
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.printing.papers import desk_paper, today
from desk_app.ui.tabs.shift.report_close import close_day
from desk_app.ui.tabs.shift.report_papers import (
    preview_report,
    print_report,
    print_signed,
    save_pdf,
    save_xlsx,
)
from desk_app.ui.tabs.shift.report_section import mark_of, section_view
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import look
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.menus import menu_button
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, row
from desk_app.ui.widgets.press import PushButton

_CHIPS = (
    Chip(Span.DAY, N_("Day", "report page")),
    Chip(Span.MONTH, N_("Month", "report page")),
    Chip(Span.YEAR, N_("Year", "report page")),
)
_SIDE, _MARK = 208, 18


class ReportPage(Part):
    """Sections at the left with their marks, the one chosen at the right. Alt+Left and Alt+Right: a step in time."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Report", "shift tab"),
            N_("The day, the month, the year in figures; the day is closed and signed here.", "shift tab"),
        )
        self._ask = ctx.services.get(ReportQueries)
        self._chosen: date | None = None
        self._section = ""
        self.report: Report | None = None
        """The one in sight."""
        self._build()
        self.chips.chosen.connect(lambda _: self.load())
        self.day_field.value_changed.connect(self._typed)
        self.sections.currentRowChanged.connect(self._pick)
        speaker.language_changed.connect(self._retell)
        look.changed.connect(self._retell)
        ctx.bus.follow(self, topics(), self._changed)

    # Build

    def _build(self) -> None:
        self.preview = button(N_("Preview", "report page"), lambda: self._with(preview_report), icon="eye")
        self.print = button(N_("Print", "report page"), lambda: self._with(print_report), icon="print")
        save = menu_button(
            N_("Save", "report page"),
            "save",
            (
                (N_("Save as PDF…", "report page"), lambda: self._with(save_pdf)),
                (N_("Save as Excel file…"), lambda: self._with(save_xlsx)),
                (N_("Closed day as it was signed", "report page"), self._again),
            ),
        )
        self.close_it = button(
            N_("Close and sign the day", "report page"), self._close, kind="primary", icon="signature"
        )
        for tool in (self.preview, self.print, save, self.close_it):
            self.tools.addWidget(tool)
        self.body.addLayout(self._build_head())
        self.state, self.differ, self.late = Banner(), Banner(), Banner()
        for banner in (self.differ, self.state, self.late):
            self.body.addWidget(banner)
        self.nothing = EmptyState(
            "chart",
            N_("Nothing happened in this time", "report page"),
            N_("As soon as something is on record, its figures stand here.", "report page"),
        )
        self.nothing.hide()
        self.body.addWidget(self.nothing, 1)
        self.body.addWidget(self._build_sections(), 1)

    def _build_head(self) -> QHBoxLayout:
        self.chips = FilterBar(_CHIPS)
        self.told = Label(role="heading")
        self.day_field = DayField(self.ctx.services.bench.clock.now, past=True)
        self.day_field.setFixedWidth(150)
        say(self.day_field, N_("Day to show", "report page"), "setAccessibleName")
        back = self._step(N_("Back", "report page"), -1, "left")
        self.on = self._step(N_("On", "report page"), 1, "right")
        self.to_today = button(N_("Today"), partial(self.go, 0), kind="quiet")
        return row(self.chips, back, self.told, self.on, self.to_today, None, self.day_field, spacing=10)

    def _step(self, message: Message, step: int, side: str) -> PushButton:
        on = partial(self.go, step)
        return button(message, on, kind="icon", icon=f"chevron-{side}", key=f"Alt+{side.title()}")

    def _build_sections(self) -> QWidget:
        self.sections = QListWidget()
        self.sections.setProperty("role", "side")
        self.sections.setFixedWidth(_SIDE)
        self.sections.setIconSize(QSize(_MARK, _MARK))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.sections, N_("Sections of the report", "report page"), "setAccessibleName")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole = QWidget()
        inside = row(self.sections, self.area, spacing=12)
        inside.setStretch(1, 1)
        self.whole.setLayout(inside)
        return self.whole

    # The time

    @property
    def span(self) -> Span:
        """How long a time is shown."""
        return Span(self.chips.current)

    @property
    def day(self) -> date:
        """A day of it: the one chosen, or today, also after midnight."""
        return self._chosen or today(self.ctx)

    def go(self, step: int) -> None:
        """So many days, months or years on, or back; 0 is today. Never into what has not come."""
        period = Period.of(self.span, self.day)
        near = {-1: period.first - timedelta(days=1), 1: period.last + timedelta(days=1)}
        day = near.get(step, today(self.ctx))
        self._choose(min(day, today(self.ctx)) if Period.of(self.span, day).first > today(self.ctx) else day)

    def _typed(self, day: object) -> None:
        if isinstance(day, date):
            self._choose(day)

    def _choose(self, day: date) -> None:
        self._chosen = None if day == today(self.ctx) else day
        self.load()

    # Read and show

    def _changed(self) -> None:
        if self.span is Span.DAY:  # a month and a year are read when they are asked for
            self.load()

    def load(self) -> None:
        """Read the report; what is in sight stays until it is there."""
        span, day, actor = self.span, self.day, self.ctx.actor
        self._say_time()
        lane = Lane.SEARCH if span is Span.DAY else Lane.SLOW
        self.ctx.tasks.latest(
            "report",
            lambda: self._ask.report(actor, span, day),
            self._show,
            self._failed,
            owner=self,
            lane=lane,
        )

    def _failed(self, error: Exception) -> None:
        """A day to come was typed: that is said, and today is shown."""
        self.ctx.errors.show(error, self)
        if isinstance(error, InvalidInput):
            self._choose(today(self.ctx))

    def _say_time(self) -> None:
        period = Period.of(self.span, self.day)
        whole = {Span.DAY: format_day(self.day, weekday=True), Span.YEAR: str(self.day.year)}
        self.told.setText(whole.get(self.span, self.day.isoformat()[:7]))
        self.on.setEnabled(period.last < today(self.ctx))
        self.to_today.setVisible(not period.first <= today(self.ctx) <= period.last)

    def _show(self, report: Report) -> None:
        before, self.report = self.report, report
        if before is not None and replace(before, made_at=report.made_at) == report:
            return  # nothing is painted anew that did not change
        self._say_state(report)
        happened = any(figure.value for one in report.sections for figure in one.figures)
        self.nothing.setVisible(not happened)
        self.whole.setVisible(happened)
        one_day = report.period.span is Span.DAY
        self.close_it.setVisible(one_day and report.closing is None)
        self._list(report)
        self._pick(self.sections.currentRow())

    def _say_state(self, report: Report) -> None:
        paper, closing = desk_paper(self.ctx), report.closing
        for banner in (self.state, self.differ, self.late):
            banner.hide()
        if report.disagreements:
            said = " ".join(disagreement_said(one, report, paper) for one in report.disagreements)
            self.differ.tell(
                N_("The records do not agree: {what}", "report page"), "danger", what=plain(said)
            )
        if closing is not None:
            self.state.tell(plain(closing_said(closing, paper)), "positive")
        if report.late or report.changed:
            self.late.tell(
                N_("Entered after closing: {late}. Figures that changed since: {n}.", "report page"),
                "warning",
                late=report.late,
                n=report.changed,
            )

    def _list(self, report: Report) -> None:
        """Sections with their marks; the one chosen stays chosen."""
        keys = [one.feature for one in report.sections]
        with QSignalBlocker(self.sections):
            self.sections.clear()
            for one in report.sections:
                self.sections.addItem(self._item(one, report))
            self.sections.setCurrentRow(keys.index(self._section) if self._section in keys else 0)

    def _item(self, section: Section, report: Report) -> QListWidgetItem:
        mark, n = mark_of(report, section), sum(one is section for one, _ in amiss(report))
        title = tr(section.title)
        item = QListWidgetItem(tr(_WITH_MARK, title=title, n=n) if n else title)
        if mark is not None:
            item.setIcon(icon("warning", mark))
        return item

    def _pick(self, place: int) -> None:
        report = self.report
        if report is None or not 0 <= place < len(report.sections):
            return
        section = report.sections[place]
        at = self.area.verticalScrollBar().value() if section.feature == self._section else 0
        self._section = section.feature
        self.area.setWidget(section_view(section, report, desk_paper(self.ctx)))
        self.area.verticalScrollBar().setValue(at)

    def _retell(self, _what: object = None) -> None:
        self._say_time()
        if self.report is not None:
            self._say_state(self.report)
            self._list(self.report)
            self._pick(self.sections.currentRow())

    # What is done with it

    def _with(self, what: Callable[[AppContext, QWidget, Report], None]) -> None:
        if self.report is not None:
            what(self.ctx, self, self.report)

    def _again(self) -> None:
        if self.report is None or self.report.closing is None:
            self.ctx.toasts.show(N_("This day is not closed: nothing was signed yet.", "report page"))
        else:
            print_signed(self.ctx, self, self.report.period.last)

    def _close(self) -> None:
        """Nobody signs a day that cannot be closed yet: that is asked first."""
        if (report := self.report) is None:
            return
        self.ctx.read(
            lambda by: self._ask.require_closable(by, report.period.last),
            owner=self,
            done=lambda _: close_day(self.ctx, self, report, self._closed),
            key="closable",
        )

    def _closed(self, closing: Closing) -> None:
        self.ctx.toasts.show(
            N_("Closed and signed: {day}", "report page"), day=plain(closing.day.isoformat())
        )
        self.load()


_WITH_MARK = N_("{title} ({n})")
