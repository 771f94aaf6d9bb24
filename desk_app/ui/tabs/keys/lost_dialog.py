"""Reports of lost keys: what is still open, printed again, found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Copy, LostReport
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import KEY_KIND, CopyState
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.tabs.keys import actions
from desk_app.ui.tabs.keys.papers import print_lost_report
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_WIDTH, _HEIGHT, _EDGE = 1080, 600, 40


@dataclass(frozen=True)
class Lost:
    """A report, and the copy it is about."""

    report: LostReport
    copy: Copy | None

    @property
    def id(self) -> int:
        """Of the report."""
        return self.report.id

    @property
    def missing(self) -> bool:
        """Whether the copy is lost still."""
        return self.copy is not None and self.copy.state is CopyState.LOST and self.report.found_at is None


def _state(one: Lost) -> tuple[Message, Tone]:
    if one.report.found_at is not None:
        return N_("Found again", "keys tab"), "positive"
    if one.report.became is not None:
        return N_("Lock change ordered", "lost key"), "info"
    return (
        (N_("Lock to be changed", "lost key"), "danger")
        if one.report.lock_change
        else (N_("Open", "lost key"), "warning")
    )


class LostReportsDialog(Dialog):
    """The list; what was found or followed up shows on demand."""

    opened = Signal(str, object)
    """Kind and record to be shown behind this dialog, which is closed."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        say(self, N_("Lost keys"), "setWindowTitle")
        self.table = RowTable(self._columns(), row_id=lambda one: one.id)
        self.table.selected_rows.connect(lambda _: self._say_fits())
        self.table.activated_row.connect(lambda _: self._show_key())
        self.closed = QCheckBox()
        say(self.closed, N_("Found and followed up too"))
        self.closed.toggled.connect(lambda _: self.load())
        self.how = Label(role="muted")
        self.how.setWordWrap(True)
        self.again = button(N_("Print the report"), self.print_it, icon="print")
        self.found = button(N_("Found again…", "keys tab"), self.found_again, icon="check")
        self.key = button(N_("Key", "keys tab"), self._show_key, icon="key")
        foot = row(self.again, self.found, self.key, None, button(N_("Close"), self.accept))
        head = row(said_label(N_("Lost keys"), "title"), None, self.closed)
        self.setLayout(column(head, self.table, self.how, foot, spacing=12, margins=24))
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        self.table.setFocus()
        self._say_fits()
        self.load()

    def _columns(self) -> Sequence[Column]:
        now = self._now
        return (
            Column(N_("Number"), lambda one: one.report.number, width=150, spare=1),
            Column(N_("Key", "keys tab"), lambda one: one.report.code, width=100),
            Column(N_("Place", "keys tab"), lambda one: one.report.place, tip=lambda one: one.report.place),
            Column(N_("Who lost it", "keys tab"), lambda one: one.report.who, width=120),
            Column(
                N_("When", "keys tab"),
                lambda one: format_moment(one.report.when, now=now()),
                sort_key=lambda one: one.report.when,
                width=140,
            ),
            Column(
                N_("Reported", "lost key"),
                lambda one: format_moment(one.report.reported_at, now=now()),
                sort_key=lambda one: one.report.reported_at,
                width=140,
                spare=2,
            ),
            Column(
                N_("State"),
                lambda one: tr(_state(one)[0]),
                tone=lambda one: _state(one)[1],
                pill=True,
                width=150,
            ),
        )

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def load(self) -> None:
        """Read the reports again."""
        reports, keys = self._ctx.services.get(KeyQueries), self._ctx.services.get(KeyRegisterQueries)
        open_only = not self.closed.isChecked()

        def answer(actor: Actor) -> list[Lost]:
            copies: Mapping[int, Copy] = {
                copy.id: copy for key in keys.keys(actor, "", None, True) for copy in key.copies
            }
            found = reports.lost_reports(actor, open_only)
            return [Lost(one, copies.get(one.copy)) for one in found]

        self._ctx.read(answer, owner=self, done=self._show, key="reports")

    def _show(self, reports: list[Lost]) -> None:
        self.table.set_rows(reports)
        if reports and not self.table.selection():
            self.table.select(reports[0].id)
        self._say_fits()

    @property
    def chosen(self) -> Lost | None:
        """The report chosen."""
        rows: list[Lost] = self.table.selection()
        return rows[0] if rows else None

    def _say_fits(self) -> None:
        one = self.chosen
        self.again.setEnabled(one is not None)
        self.found.setEnabled(one is not None and one.missing)
        self.key.setEnabled(one is not None and one.copy is not None)
        if one is not None:
            self.how.setText(one.report.how)
        elif not self.table.rows_model.rows:
            say(self.how, N_("No report of a lost key is open."))

    def print_it(self) -> None:
        """The written report once more."""
        if self.chosen is not None:
            print_lost_report(self._ctx, self, self.chosen.report)

    def found_again(self) -> None:
        """The key is here again."""
        if self.chosen is not None and self.chosen.copy is not None:
            actions.found_again(self._ctx, self, self.chosen.copy, lambda _: self.load())

    def _show_key(self) -> None:
        if self.chosen is not None and self.chosen.copy is not None:
            key = self.chosen.copy.key
            self.accept()
            self.opened.emit(KEY_KIND, key)
