"""One line of goods in the form: name, quantity, unit, serial number, whether it comes back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.passes.goods_kinds import WITH_SERIAL, kind_of
from desk_app.services.passes.records import LineDraft
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.passes.pasted import UNITS, UNTOLD, count_and_unit, read_lines
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.picker import Picker, Suggestion

HEAD: tuple[Message | None, ...] = (
    None, N_("Name of the goods"), N_("Quantity"), N_("Unit", "goods"), N_("Serial number"),
    N_("Returns", "goods"), None,
)  # fmt: skip
WIDTHS = (22, 0, 64, 58, 0, 56, 34)
"""Pixels of each column; 0 for those that share what is left."""
TIGHT = (0, 0, 52, 52, 0, 46, 0)
"""The same where there is little room: no running number, and Ctrl+Delete alone deletes."""
_SOUNDS = dict(
    zip(
        UNITS,
        ("jian", "tai", "ge", "xiang", "tao", "zhang", "ba", "zhi", "bao", "juan", "kuai", "gen", "tiao", "tong",
         "ping", "ben", "dai", "kun", "liang", "bu", "zu", "pi", "pen", "fu", "mian", "he", "zhi", "fu", "shuang",
         "mi", "dun", "gongjin", "pingfangmi"),
        strict=False,
    )
)  # fmt: skip
_OFFERED, _LEAST = 8, 60
MOST_DIGITS = 8
"""Characters of a quantity: what does not fit into its field is no quantity."""
ADVISED = N_("Advised", "serial number")


def units_for(text: str) -> list[str]:
    """Units that begin with what was typed, or sound so; the usual ones for nothing."""
    typed = text.strip().casefold()
    fitting = [unit for unit in UNITS if unit.startswith(typed) or _SOUNDS.get(unit, "").startswith(typed)]
    return fitting[:_OFFERED]


class LineRow(QWidget):
    """The fields of a line, and what is wrong with it below them."""

    changed = Signal()
    unit_taken = Signal()
    """A unit was chosen from the suggestions: the same Enter goes on."""

    def __init__(self, returnable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._untold = False
        self._build(returnable)
        self.cells: list[QWidget] = [self.name, self.quantity, self.unit, self.serial, self.returnable]
        for field in (self.name, self.quantity, self.unit, self.serial):
            field.textChanged.connect(lambda *_: self._edited())
        self.name.textChanged.connect(lambda _: self._hint_serial())
        self.returnable.toggled.connect(lambda _: self.changed.emit())
        self.unit.query.connect(self._offer)
        self.unit.chosen.connect(lambda _: self.unit_taken.emit())

    def _build(self, returnable: bool) -> None:
        self.number = Label(role="caption")
        self.number.setFixedWidth(WIDTHS[0])
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.name, self.quantity, self.unit, self.serial = QLineEdit(), QLineEdit(), Picker(), QLineEdit()
        self.serial.setProperty(
            "barcodes", True
        )  # the scanner's listener lets it have what is no code of ours
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.quantity.setPlaceholderText("1")
        self.quantity.setMaxLength(MOST_DIGITS)
        self.quantity.setFixedWidth(WIDTHS[2])
        self.unit.setFixedWidth(WIDTHS[3])
        self.returnable = QCheckBox()
        self.returnable.setChecked(returnable)
        self.returnable.setFixedWidth(WIDTHS[5])
        for field, title in zip(
            (self.name, self.quantity, self.unit, self.serial, self.returnable), HEAD[1:6], strict=True
        ):
            assert title is not None
            say(field, title, "setAccessibleName")
        self.delete = button(N_("Delete the line (Ctrl+Delete)"), kind="icon", icon="trash")
        self.delete.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.delete.setFixedWidth(WIDTHS[6])
        self._problem = Label(role="problem")
        self._problem.setWordWrap(True)
        self._problem.setContentsMargins(WIDTHS[0] + 6, 0, 0, 4)
        self._problem.hide()
        fields = row(
            self.number,
            self.name,
            self.quantity,
            self.unit,
            self.serial,
            self.returnable,
            self.delete,
            spacing=6,
        )
        fields.setStretch(1, 3)
        fields.setStretch(4, 2)
        self.setLayout(column(fields, self._problem, spacing=2))

    def set_tight(self, tight: bool) -> None:
        """Save room, or not."""
        widths = TIGHT if tight else WIDTHS
        self.number.setHidden(tight)
        self.delete.setHidden(tight)
        self.quantity.setFixedWidth(widths[2])
        self.unit.setFixedWidth(widths[3])
        self.returnable.setFixedWidth(widths[5])
        for field in (self.name, self.serial):
            field.setMinimumWidth(_LEAST if tight else 0)
        self._problem.setContentsMargins(widths[0] + 6 if widths[0] else 0, 0, 0, 4)

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(one.text().strip() for one in (self.name, self.quantity, self.unit, self.serial))

    @property
    def readable(self) -> bool:
        """Whether the quantity is a number, or left out: that is one piece, unless a pasted list did not tell."""
        return self.told and (
            not self.quantity.text().strip() or count_and_unit(self.quantity.text())[0] is not None
        )

    @property
    def told(self) -> bool:
        """False while a quantity is asked that a pasted list did not tell."""
        return not self._untold or bool(self.quantity.text().strip())

    def draft(self) -> LineDraft:
        """The line as typed; a quantity that is no number counts as 0."""
        typed = self.quantity.text().strip()
        number, unit = count_and_unit(typed) if typed else (1 if self.told else UNTOLD, "")
        return LineDraft(
            self.name.text().strip(),
            number or 0,
            self.unit.text().strip() or unit,
            self.serial.text().strip(),
            self.returnable.isChecked() and not self.returnable.isHidden(),
        )

    def set_draft(self, line: LineDraft) -> None:
        """Show a line; the quantity `UNTOLD` is empty and asked for."""
        self._untold = line.quantity == UNTOLD
        self.quantity.setPlaceholderText("?" if self._untold else "1")
        self.name.setText(line.name)
        self.name.setCursorPosition(0)
        self.quantity.setText("" if self._untold else str(line.quantity))
        self.unit.set_draft((None, line.unit))
        self.serial.setText(line.serial)
        self.serial.setCursorPosition(0)
        self.returnable.setChecked(line.returnable)

    def after(self, cell: QWidget) -> QWidget | None:
        """Where Enter goes from a cell: over what is said already and what this line does not need; None: next line.

        A serial number is asked of what has one; whether a line returns is for the Tab key.
        """
        needs = {self.unit: not self.unit.text().strip(), self.serial: self._has_serial}
        told = self.split_name() if cell is self.name else self.write_out()
        if told:
            needs[self.unit] = False
        later = [self.quantity, self.unit, self.serial][0 if cell is self.name else self.cells.index(cell) :]
        return next((one for one in later if needs.get(one, not told)), None)

    def split_name(self) -> bool:
        """“会议桌 3张” typed as a name: the quantity and the unit go where they belong."""
        if self.quantity.text().strip() or self.unit.text().strip():
            return False
        found = read_lines(self.name.text())
        if len(found) != 1 or found[0].quantity == UNTOLD:
            return False
        self.name.setText(found[0].name)
        self.quantity.setText(str(found[0].quantity))
        self.unit.set_draft((None, found[0].unit))
        if found[0].serial and not self.serial.text().strip():
            self.serial.setText(found[0].serial)
        return True

    @property
    def _has_serial(self) -> bool:
        return kind_of(self.name.text()) in WITH_SERIAL

    def _hint_serial(self) -> None:
        """A quiet word where a serial number helps the guard; nothing is refused without one."""
        if self._has_serial:
            say(self.serial, ADVISED, "setPlaceholderText")
        else:
            speaker.forget(self.serial, "setPlaceholderText")
            self.serial.setPlaceholderText("")

    def write_out(self) -> bool:
        """Show what was understood: 五十 is 50, and the unit typed behind a number goes where it belongs.

        True when a unit was.
        """
        typed = self.quantity.text().strip()
        number, unit = count_and_unit(typed)
        if number is None or typed == str(number):
            return False
        self.quantity.setText(str(number))
        if unit and not self.unit.text().strip():
            self.unit.set_draft((None, unit))
        return bool(unit)

    def cell(self, name: str) -> QWidget:
        """The field that a problem names."""
        return {"quantity": self.quantity, "unit": self.unit, "serial": self.serial}.get(name, self.name)

    def show_problem(self, name: str, message: str, values: Mapping[str, object]) -> None:
        """Mark a field and say below the line what is wrong; of two the first is said."""
        restyle(self.cell(name), problem=True)
        if self._problem.isHidden():
            speaker.remember(self._problem, "setText", message, dict(values))
        speaker.remember(self.cell(name), "setAccessibleDescription", message, dict(values))
        self._problem.show()

    def clear_problem(self) -> None:
        """As if nothing had been wrong."""
        if self._problem.isHidden():
            return
        self._problem.hide()
        for one in (self.name, self.quantity, self.unit, self.serial):
            restyle(one, problem=False)
            one.setAccessibleDescription("")
            speaker.forget(one, "setAccessibleDescription")

    @property
    def problem(self) -> str:
        """What is said below the line."""
        return "" if self._problem.isHidden() else self._problem.text()

    def _offer(self, text: str) -> None:
        # A list under a unit that is complete would only take the Enter that leads on.
        offered = [] if text.strip() in UNITS else units_for(text)
        self.unit.offer(text, [Suggestion(unit, unit) for unit in offered])

    def _edited(self) -> None:
        self.clear_problem()
        restyle(self.quantity, asked=not self.told)
        self.changed.emit()
