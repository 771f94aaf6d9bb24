"""The plate to compare, too large to overlook, and what really stands at the gate when it is another one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from desk_app.services.core.words import N_
from desk_app.services.passes.records import AtGate
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, row


@dataclass(frozen=True)
class Real:
    """What stands at the gate, as far as it is other than on the pass."""

    plate: str = ""
    carrier: str = ""

    def other_plate(self, goods: AtGate) -> bool:
        """Whether the pass names a plate and this is another: released with it on record, or refused."""
        return bool(goods.plate and self.plate)


class PlateRow(QFrame):
    """`show_goods` for a pass. `as_on_pass` and `another` tell which the guard has pressed."""

    as_on_pass = Signal()
    another = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-drive")
        self.plate = Label()
        self.plate.setProperty("role", "gate-plate-large")
        self.who = FitText(24, 30)
        self.same, self.other = BigButton(), BigButton()
        self.same.setIconSize(QSize(28, 28))
        self.same.clicked.connect(lambda: self.as_on_pass.emit())
        self.other.clicked.connect(lambda: self.another.emit())
        inside = row(self.plate, self.who, self.same, self.other, spacing=12)
        inside.setStretch(1, 1)
        inside.setContentsMargins(8, 4, 8, 4)
        self.setLayout(inside)
        self._shown: tuple[AtGate, Real, bool] | None = None
        speaker.language_changed.connect(self.retell)

    def show_goods(self, goods: AtGate, real: Real, *, done: bool) -> None:
        """The pass and what is at the gate; `done`: they have left, nothing can be said any more."""
        self._shown = (goods, real, done)
        self.retell()

    def retell(self, _language: str = "") -> None:
        """Say it again."""
        if self._shown is None:
            return
        goods, real, done = self._shown
        differs = real != Real()
        self.plate.setText(goods.plate or tr(N_("No plate", "gate")))
        restyle(self.plate, named="true" if goods.plate else "false")
        at_gate = " · ".join(filter(None, (real.plate, real.carrier)))
        text = tr(N_("Here: {what}", "gate"), what=at_gate) if differs else goods.carrier
        self.who.show_text(text, "warning" if differs else "text")
        say(self.same, N_("As on the pass"))
        say(self.other, N_("Another plate … (P)") if goods.plate else N_("Note the plate … (P)"))
        self.same.setVisible(not done and bool(goods.plate or goods.carrier or differs))
        self.other.setVisible(not done)
        restyle(self.same, chosen="false" if differs else "true")
        restyle(self.other, chosen="true" if differs else "false")
        self.same.setIcon(icon("check", "muted" if differs else "positive"))
        self.setAccessibleName(" ".join(filter(None, (self.plate.text(), text))))
