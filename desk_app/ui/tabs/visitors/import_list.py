"""A list of expected visitors from a spreadsheet: choose, look, announce. Nothing half-imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.sheets.reading import read_table
from desk_app.services.sheets.writing import write_xlsx
from desk_app.services.visitors.importing import COLUMNS, LineProblem, PlannedList, plan_list
from desk_app.services.visitors.service import Visitors
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.tabs.visitors.columns import host_line
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

KIND = N_("Spreadsheets")
_TITLES = {one.key: one.label for one in COLUMNS}


@dataclass(frozen=True)
class _Line:
    """One line of the preview: what will be announced, or what is wrong."""

    line: int
    text: tuple[str, str, str] = ("", "", "")
    problem: str = ""


PREVIEW = (
    Column(N_("Line"), lambda one: str(one.line), sort_key=lambda one: one.line, align="right", width=56),
    Column(N_("Name"), lambda one: one.text[0], width=120),
    Column(N_("Day"), lambda one: one.text[1], width=150),
    Column(N_("Host"), lambda one: one.text[2]),
    Column(N_("To mend"), lambda one: one.problem, tone=lambda one: "danger" if one.problem else None),
)


class ImportDialog(Dialog):
    """Three steps in one window."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._plan: PlannedList | None = None
        say(self, N_("Import a list of visitors"), "setWindowTitle")
        self.banner = Banner()
        self.table = RowTable(PREVIEW, row_id=lambda one: (one.line, one.problem))
        self.announce = button(N_("Announce all"), self._announce, kind="primary", icon="check")
        self.announce.setEnabled(False)
        hint = N_(
            "An Excel or CSV file, a line for each visitor: name, phone, day, time, host. Nothing is saved yet."
        )
        self.setLayout(
            column(
                said_label(N_("Import a list of visitors"), "title"),
                said_label(hint, "muted", wrap=True),
                row(
                    button(N_("Choose a file…"), self.choose, icon="folder"),
                    button(N_("Save an empty template…"), self._template, kind="link"),
                    None,
                ),
                self.banner,
                self.table,
                row(None, button(N_("Cancel"), self.reject), self.announce),
                spacing=12,
                margins=24,
            )
        )
        self.resize(860, 560)

    def choose(self) -> None:
        """Ask which file, and read it."""
        path = self._ctx.ask.open_file(self, tr(N_("Choose a file…")), FileKind(tr(KIND), ("xlsx", "csv")))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and show what it would announce."""
        clock = self._ctx.services.bench.clock
        today = clock.now().astimezone(clock.zone).date()
        self._ctx.tasks.run(
            lambda: plan_list(read_table(path, COLUMNS), today),
            self._show,
            self._unread,
            owner=self,
            lane=Lane.SLOW,
        )

    def _unread(self, error: Exception) -> None:
        """The list chosen before must not be announced in the place of this one."""
        self._plan = None
        self.table.set_rows([])
        self.banner.hide()
        self.announce.setEnabled(False)
        self._ctx.errors.show(error, self)

    def _show(self, plan: PlannedList) -> None:
        self._plan = plan
        good = [
            _Line(
                line,
                (one.name, f"{format_day(one.day)} {_clock(one.time_from)}".strip(), host_line(one.host)),
            )
            for line, one in plan.lines
        ]
        bad = [_Line(one.line, (one.name, "", ""), _said(one)) for one in plan.problems]
        self.table.set_rows(sorted(good + bad, key=lambda one: one.line))
        self.announce.setEnabled(plan.ready)
        if plan.problems:
            self.banner.tell(
                N_("{n} things to mend in the file. Mend them there and choose it again: nothing was saved."),
                "warning",
                n=len(plan.problems),
            )
        elif plan.ignored:
            self.banner.tell(
                N_("{n} visitors can be announced. Columns that are not used: {columns}"),
                "warning",
                n=len(plan.lines),
                columns=plain("、".join(plan.ignored)),
            )
        else:
            self.banner.tell(N_("{n} visitors can be announced."), "positive", n=len(plan.lines))

    def _announce(self) -> None:
        if self._plan is None or not self._plan.ready:
            return
        self.announce.setEnabled(False)
        many, visitors = [one for _, one in self._plan.lines], self._ctx.services.get(Visitors)
        self._ctx.do(lambda actor: visitors.expect_many(actor, many), owner=self, done=self._done)

    def _done(self, count: int) -> None:
        self._ctx.toasts.show(N_("{n} visitors are announced."), n=count)
        self.accept()

    def _template(self) -> None:
        path = self._ctx.ask.save_as(
            self, tr(N_("Save an empty template…")), "visitors.xlsx", FileKind(tr(KIND), ("xlsx",))
        )
        if path is None:
            return
        titles = [speaker.words.text(one.label) for one in COLUMNS]
        example = [one.example for one in COLUMNS]
        self._ctx.tasks.run(
            lambda: write_xlsx(path, "visitors", titles, [example]),
            lambda _: self._ctx.toasts.show(N_("The template is saved.")),
            lambda error: self._ctx.errors.show(error, self),
            owner=self,
            lane=Lane.SLOW,
        )


def _clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""


def _said(problem: LineProblem) -> str:
    return f"{tr(_TITLES.get(problem.column, problem.column))}: {problem.error.say(speaker.words)}"
