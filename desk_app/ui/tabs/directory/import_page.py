"""Importing a list of tenants: choose a file, look at what would happen, import all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.directory.importing import Imported
from desk_app.services.directory.lists import read_tenants, save_template
from desk_app.services.directory.planning import Action, Plan
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.service import Directory
from desk_app.ui.ask import FileKind
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.directory.columns import ACTION_NAMES, PREVIEW_COLUMNS
from desk_app.ui.tabs.directory.preview import PreviewLine, preview_of
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable

ALL = "all"


class ImportPage(QWidget):
    """Keyboard: Ctrl+O chooses a file, Ctrl+Enter imports, Escape goes back."""

    left = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(DirectoryQueries)
        self._directory = ctx.services.get(Directory)
        self._plan: Plan | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        self.back = button(N_("Back to the list"), self.leave, kind="quiet", icon="arrow-left")
        self.template = button(N_("Save an empty list…"), self.save_template, icon="download")
        self.choose = button(N_("Choose a file…"), self.choose_file, icon="folder", key="Ctrl+O")
        self.confirm = button(
            N_("Import", "directory"), self.import_all, kind="primary", icon="check", key="Ctrl+Return"
        )
        self.banner = Banner()
        self.bar = FilterBar(
            [
                Chip(ALL, N_("All lines", "directory")),
                Chip(Action.STOP.value, ACTION_NAMES[Action.STOP], "danger"),
                Chip(Action.ADD.value, ACTION_NAMES[Action.ADD], "positive"),
                Chip(Action.CHANGE.value, ACTION_NAMES[Action.CHANGE], "accent"),
                Chip(Action.SAME.value, ACTION_NAMES[Action.SAME]),
            ]
        )
        self.table = RowTable(PREVIEW_COLUMNS, lambda line: line.planned.line)
        say(self.table, N_("Preview of the import"), "setAccessibleName")
        self.nothing = EmptyState(
            "upload",
            N_("Choose the building's list"),
            N_("Excel (.xlsx) or CSV, one tenant a line. You see every line before anything is saved."),
            N_("Choose a file…"),
            self.choose_file,
        )
        self.list = QStackedWidget()
        self.list.addWidget(self.nothing)
        self.list.addWidget(self.table)
        self.detail = Label(role="problem")
        self.detail.setWordWrap(True)
        self.detail.hide()
        title = said_label(N_("Import tenants"), "title")
        head = row(self.back, title, None, self.template, self.choose, self.confirm)
        self.setLayout(column(head, self.banner, self.bar, self.list, self.detail, spacing=12, margins=20))

    def _wire(self) -> None:
        self.bar.chosen.connect(self._show)
        self.table.selected_rows.connect(self._explain)
        speaker.language_changed.connect(self._show)

    def start(self) -> None:
        """Begin with no file."""
        self._plan = None
        self.banner.hide()
        self._show()

    def leave(self) -> None:
        """Back to the list; nothing was saved unless it was imported."""
        self.start()
        self.left.emit()

    def choose_file(self) -> None:
        """Ask for a file and plan its import."""
        kind = FileKind(tr(N_("Lists", "directory")), ("xlsx", "csv", "txt"))
        path = self._ctx.ask.open_file(self, tr(N_("Choose a list of tenants")), kind)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read a file and plan its import, off the GUI thread."""
        actor = self._ctx.actor

        def work() -> Plan:
            return self._queries.plan_import(actor, read_tenants(path))

        self.banner.tell(N_("Reading {file} …"), file=plain(path.name))
        self._ctx.tasks.run(work, self._planned, self._unreadable, owner=self, lane=Lane.SLOW)

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        wrong, todo = plan.count(Action.STOP), plan.count(Action.ADD) + plan.count(Action.CHANGE)
        if wrong:
            message = N_(
                "Lines to mend: {n}. Correct the file and choose it again; nothing is saved until then."
            )
            self.banner.tell(message, "danger", n=wrong)
        elif todo:
            self.banner.tell(N_("Lines to import: {n}. Look through them, then import."), "info", n=todo)
        else:
            self.banner.tell(
                N_("The directory says all of this already. There is nothing to import."), "positive"
            )
        self.bar.choose(Action.STOP.value if wrong else ALL)
        self._show()
        if plan.problems:
            self.table.select(plan.problems[0].line)

    def _explain(self, lines: list[PreviewLine]) -> None:
        """The chosen line's problems in full, each on a line of its own."""
        said = [sentence for line in lines for sentence in line.complaints()]
        self.detail.setText("\n".join(said))
        self.detail.setVisible(bool(said))

    def _unreadable(self, error: Exception) -> None:
        self.start()
        self._ctx.errors.show(error, self)

    def import_all(self) -> None:
        """Import what the preview shows."""
        plan = self._plan
        if plan is None or not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        self._ctx.do(
            lambda by: self._directory.import_tenants(by, plan),
            owner=self,
            done=self._imported,
            failed=self._refused,
        )

    def _imported(self, done: Imported) -> None:
        self._plan = None
        self._show()
        self.banner.tell(
            N_("Imported. New: {added}, changed: {changed}, as before: {same}."),
            "positive",
            action=N_("Show the list"),
            on=self.leave,
            added=done.added,
            changed=done.changed,
            same=done.same,
        )

    def _refused(self, error: Exception) -> bool:
        if self._plan is not None:
            table, actor = self._plan.table, self._ctx.actor
            self._ctx.tasks.run(
                lambda: self._queries.plan_import(actor, table), self._planned, owner=self, lane=Lane.SLOW
            )
        return False

    def save_template(self) -> None:
        """Save an empty list to fill in."""
        kind = FileKind(tr(N_("Excel", "directory")), ("xlsx",))
        path = self._ctx.ask.save_as(self, tr(N_("Save an empty list")), f"{tr(N_('Tenants'))}.xlsx", kind)
        if path is not None:
            words = speaker.words
            self._ctx.tasks.run(
                lambda: save_template(path, words),
                lambda _: self._ctx.toasts.show(N_("Saved as {file}"), file=plain(path.name)),
                lambda error: self._ctx.errors.show(error, self),
                owner=self,
                lane=Lane.SLOW,
            )

    def _show(self, *_: object) -> None:
        plan = self._plan
        lines = preview_of(plan) if plan else []
        self.bar.setVisible(plan is not None)
        if plan is not None:
            self.bar.set_counts(
                **{ALL: len(lines)}, **{action.value: plan.count(action) for action in Action}
            )
        self.table.set_rows([one for one in lines if self.bar.current in (ALL, one.planned.action.value)])
        self.list.setCurrentWidget(self.table if plan else self.nothing)
        ready = (
            plan is not None
            and not plan.problems
            and any(one.planned.action is not Action.SAME for one in lines)
        )
        self.confirm.setEnabled(ready)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
