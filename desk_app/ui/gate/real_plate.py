"""Which plate really stands at the gate: tapped, typed or scanned; the carrier's name if it is another, too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.text.plates import PROVINCES, parse_plate
from desk_app.services.core.words import N_
from desk_app.services.passes.records import AtGate
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.gate.pad import BACK, Pad, type_into
from desk_app.ui.gate.plate_row import Real
from desk_app.ui.i18n import say, tr
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, column, row, said_label

_A_ROW = 10
_HEADS = (*(PROVINCES[at : at + _A_ROW] for at in range(0, 30, _A_ROW)), PROVINCES[30:] + "使")
_REST = ("1234567890", "ABCDEFGHJK", "LMNPQRSTUV", f"WXYZ学警挂港澳{BACK}")
_LONGEST, _LONGEST_NAME = 16, 80


class PlateDialog(Dialog):
    """`real` is there once it was accepted: empty where it is as on the pass."""

    def __init__(self, goods: AtGate, real: Real, parent: QWidget) -> None:
        super().__init__(parent)
        self._goods = goods
        self.real = real
        self.plate, self.carrier = QLineEdit(real.plate), QLineEdit(real.carrier)
        self.plate.setMaxLength(_LONGEST)
        self.carrier.setMaxLength(_LONGEST_NAME)
        for field in (self.plate, self.carrier):
            field.setProperty("role", "gate-number")
            field.returnPressed.connect(self._said)
        say(self, N_("What stands at the gate?"), "setWindowTitle")
        say(self.plate, N_("Plate at the gate"), "setPlaceholderText")
        say(self.plate, N_("Plate at the gate"), "setAccessibleName")
        say(self.carrier, N_("Carrier, if it is another"), "setPlaceholderText")
        say(self.carrier, N_("Carrier, if it is another"), "setAccessibleName")
        self.hint = Label()
        self.hint.setProperty("role", "gate-until")
        self.heads, self.rest = Pad(_HEADS), Pad(_REST)
        self._pads = QStackedWidget()
        for pad in (self.heads, self.rest):
            self._pads.addWidget(pad)
            pad.pressed.connect(lambda key: type_into(self.plate, key))
        self.plate.textChanged.connect(self._typed)
        self._build()
        self._typed()
        self.plate.setFocus()

    def _build(self) -> None:
        title = said_label(N_("What stands at the gate?"))
        title.setProperty("role", "gate-title")
        on_pass = Label(tr(N_("On the pass: {plate}"), plate=self._goods.plate) if self._goods.plate else "")
        on_pass.setProperty("role", "gate-next")
        self.back, self.ok = BigButton(), BigButton()
        say(self.back, N_("Back (Esc)"))
        say(self.ok, N_("OK (Enter)", "gate"))
        self.ok.setProperty("kind", "gate-main")
        self.back.clicked.connect(self.reject)
        self.ok.clicked.connect(self._said)
        for made in (self.back, self.ok):
            made.setAutoDefault(False)
        fields = row(self.plate, self.carrier, spacing=10)
        fields.setStretch(0, 1)
        fields.setStretch(1, 1)
        answers = row(self.back, None, self.ok, spacing=10)
        self.setLayout(
            column(row(title, None, on_pass), fields, self.hint, self._pads, answers, spacing=10, margins=20)
        )

    def take(self, scanned: str) -> bool:
        """Something was scanned: whether it is a plate, which is now in the field."""
        try:
            plate = parse_plate(scanned)
        except UserError:
            return False
        self.plate.setText(plate)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is in the fields; here it would press what happens to be first."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _typed(self, _text: str = "") -> None:
        """The province first, then the rest; a plate of no known form is kept as it stands there."""
        text = self.plate.text()
        self._pads.setCurrentWidget(self.rest if text else self.heads)
        try:
            parse_plate(text)
            said = ""
        except UserError:
            said = tr(N_("No usual plate yet; it is kept as typed.")) if text.strip() else " "
        self.hint.setText(said or " ")

    def _said(self) -> None:
        plate, carrier = _plate(self.plate.text()), " ".join(self.carrier.text().split())
        goods = self._goods
        self.real = Real(
            "" if plate == compact_code(goods.plate) else plate, "" if carrier == goods.carrier else carrier
        )
        self.accept()


def _plate(text: str) -> str:
    try:
        return parse_plate(text)
    except UserError:
        return compact_code(text)
