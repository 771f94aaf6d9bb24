"""The supervisor's word at the gate, by finger and at night: a pad for the PIN, reasons to tap, everything large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.gate.pad import BACK, DIGITS, GAP, Pad, type_into
from desk_app.ui.i18n import say, tr
from desk_app.ui.widgets.parts import column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

FOR_GOODS: tuple[Message, ...] = (
    N_("Front desk confirmed by phone"),
    N_("Clock or date was wrong"),
    N_("Tenant present"),
)
FOR_VISITORS: tuple[Message, ...] = (
    N_("Front desk confirmed by phone"),
    N_("Host confirmed by phone"),
    N_("Visitor known in person"),
)
FOR_THE_GATE: tuple[Message, ...] = (N_("New PC at this gate"), N_("This PC was moved"))
_KEY, _COLUMNS = 84, 2


class GateApproval(ApprovalDialog):
    """The program's own question, dressed for the gate; `quick` are reasons to tap. Nothing else differs."""

    def __init__(
        self,
        ctx: AppContext,
        title: Message,
        explanation: Message,
        decisions: Sequence[Decision],
        parent: QWidget,
        quick: Sequence[Message],
    ) -> None:
        self._quick = tuple(quick)
        super().__init__(ctx, title, explanation, decisions, parent)

    def arrange(self, said: QVBoxLayout, answers: QHBoxLayout) -> None:
        """Fields on the left, the pad on the right; what it says and the reasons to tap go across."""
        self.pad = Pad((*DIGITS, f"{GAP}0{BACK}"), _KEY)
        self.pad.pressed.connect(lambda key: type_into(self.pin, key))
        self.pad.setVisible(self.needs_pin)
        self.pad.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        across = row(column(self.form, None), self.pad, spacing=24)
        across.setStretch(0, 1)
        said.setSpacing(6)
        self.setLayout(column(said, across, self._chips(), answers, spacing=14, margins=20))
        self.setMinimumWidth(820)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the wrapped sentences need: left to itself, a window of wrapped lines is too low."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setMinimumHeight(layout.totalHeightForWidth(max(self.width(), self.minimumWidth())))
        super().showEvent(event)

    def _chips(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        self.chips: list[BigButton] = []
        for place, reason in enumerate((*self._quick, N_("Other reason …"))):
            made = BigButton()
            made.setProperty("pad", "reason")
            made.setAutoDefault(False)
            say(made, reason)
            made.clicked.connect(lambda _=False, reason=reason, place=place: self._tapped(reason, place))
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(made, place // _COLUMNS, place % _COLUMNS)
            self.chips.append(made)
        return grid

    def _tapped(self, reason: Message, place: int) -> None:
        if place == len(self.chips) - 1:
            self.reason.clear()
            self.reason.setFocus()
        else:
            self.reason.setText(tr(reason))


def ask_supervisor(
    ctx: AppContext,
    owner: QWidget,
    title: Message,
    explanation: Message,
    decisions: Sequence[Decision],
    quick: Sequence[Message],
    decided: Callable[[Decided], object],
) -> GateApproval:
    """Open the question; `decided` is called once she has said it."""
    dialog = GateApproval(ctx, title, explanation, decisions, owner, quick)

    def accepted() -> None:
        if dialog.decided is not None:
            decided(dialog.decided)

    dialog.accepted.connect(accepted)
    dialog.open()
    return dialog
