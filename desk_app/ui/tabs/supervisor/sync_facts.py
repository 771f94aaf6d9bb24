"""With whom and through what this desk exchanges, and its own digits, large while head office must compare them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.sync.options import SYNC_EVERY_S
from desk_app.services.sync.records import Standing
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_duration, format_moment, format_number, say, tr
from desk_app.ui.sync.runner import SyncRunner
from desk_app.ui.sync.said import CLOCK_AMBER, CLOCK_RED, skew_of
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.press import PushButton

_NEVER = N_("not yet", "exchange")


class FactsCard(Card):
    """Facts of the connection. `folder` and `every_changed` are this PC's to change."""

    every_changed = Signal(int)

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self.state = Pill()
        self.name, self.round_, self.ack = Label(role="heading"), Label(), Label()
        self.clock, self.parked = Label(), Label()
        self.folder: PushButton = button(N_("Choose …"), kind="link", tip=N_("Change the folder …"))
        self.folder.setProperty("flush", True)
        self.digits, self.small = Label(role="title"), Label()
        for one in (self.digits, self.small):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.every = NumberField(SYNC_EVERY_S.least or 0, SYNC_EVERY_S.most or 0)
        self.every.setFixedWidth(96)
        say(self.every, SYNC_EVERY_S.label, "setAccessibleName")
        self.every.setValue(ctx.local.get(SYNC_EVERY_S))
        self.every.editingFinished.connect(lambda: self.every_changed.emit(self.every.value()))
        self.body.addLayout(row(self.name, self.state, None, spacing=12))
        self.body.addWidget(self._read_out())
        self.body.addLayout(self._facts())

    def _read_out(self) -> QWidget:
        self.waiting = QWidget()
        told = said_label(
            N_(
                "Head office has not admitted this desk yet. Phone it and read these digits out; it goes on by itself "
                "as soon as they agree."
            ),
            wrap=True,
        )
        self.waiting.setLayout(column(told, self.digits, spacing=6))
        return self.waiting

    def _facts(self) -> QGridLayout:
        seconds = row(self.every, said_label(N_("seconds")), None, spacing=6)
        facts: tuple[tuple[Message, QWidget | None], ...] = (
            (N_("Shared folder on this PC"), self.folder),
            (N_("Exchange every"), None),
            (N_("Last sync"), self.round_),
            (N_("Last word of head office"), self.ack),
            (N_("This PC's clock"), self.clock),
            (N_("News parked"), self.parked),
            (N_("This desk's digits"), self.small),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        left = Qt.AlignmentFlag.AlignLeft
        for line, (name, value) in enumerate(facts):
            grid.addWidget(said_label(name, "label"), line, 0)
            if value is None:
                grid.addLayout(seconds, line, 1)
            else:
                grid.addWidget(value, line, 1, left if value is self.folder else Qt.AlignmentFlag(0))
        return grid

    def show_standing(self, standing: Standing, exchange: SyncRunner, now: datetime) -> None:
        """How it stands now."""
        self.name.setText(standing.head_office)
        if standing.revoked_since is not None:
            self.state.show_state(N_("Taken off the list", "desk"), "danger")
        elif standing.admitted:
            self.state.show_state(N_("Admitted", "state of a desk"), "positive")
        else:
            self.state.show_state(N_("Waiting to be admitted"), "warning")
        self.waiting.setVisible(not standing.admitted and standing.revoked_since is None)
        self.digits.setText(standing.fingerprint)
        self.small.setText(standing.fingerprint)
        folder = exchange.folder
        self.folder.setText(str(folder) if folder else tr(N_("Choose …")))
        self.round_.setText(_moment(standing.last_round, now))
        self.ack.setText(_moment(standing.last_ack, now))
        self.parked.setText(format_number(standing.parked))
        self._show_clock(standing)

    def _show_clock(self, standing: Standing) -> None:
        skew = skew_of(standing)
        self.clock.set_tone(None if skew <= CLOCK_AMBER else "warning" if skew <= CLOCK_RED else "danger")
        if standing.last_round is None:
            say(self.clock, _NEVER)
        elif skew <= CLOCK_AMBER:
            say(self.clock, N_("agrees with the share's"))
        elif standing.skew_ms > 0:
            say(self.clock, N_("{much} behind the share's"), much=format_duration(skew))
        else:
            say(self.clock, N_("{much} ahead of the share's"), much=format_duration(skew))


def _moment(moment: datetime | None, now: datetime) -> str:
    return tr(_NEVER) if moment is None else format_moment(moment, now=now)
