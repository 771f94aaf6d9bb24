"""Who is on the phone and where it is: known by the number, everything else about them fills itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Floor, Unit
from desk_app.services.repairs.records import KnownReporter
from desk_app.ui.callers import suggest_callers
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.repairs.places import Place, fitting, place_of, read_place, suggest_places
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, column
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_WIDEST_LIST = 300


class WhoWhere(QWidget):
    """Phone, caller, place, company."""

    changed = Signal()
    submitted = Signal()
    known = Signal()
    """Somebody known stands in the fields: on to what is wrong, or to the place when that is not known."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._floors: list[Floor] = []
        self._build()
        self._wire()

    def _build(self) -> None:
        self.form = Form(columns=2, enter_skips=True)
        self.phone, self.reporter, self.where = Picker(), Picker(), Picker()
        self.company = QLineEdit()
        self.form.add("phone", N_("Phone"), self.phone)
        self.form.add("reporter", N_("Caller", "repairs tab"), self.reporter)
        self.form.add("where", N_("Where", "repairs tab"), self.where, required=True)
        self.form.add("company", N_("Company", "repairs tab"), self.company)
        say(self.phone, N_("Number or name", "repairs tab"), "setPlaceholderText")
        say(self.where, N_("Unit, company or place", "repairs tab"), "setPlaceholderText")
        self.about = Label(role="caption")
        self.about.setWordWrap(True)
        self.about.hide()
        self.setLayout(column(self.form, self.about, spacing=4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suggestions may be wider than their field."""
        super().resizeEvent(event)
        self.phone.set_list_width(min(self.width(), _WIDEST_LIST))

    def _wire(self) -> None:
        for picker in (self.phone, self.reporter):
            suggest_callers(self._ctx, self, picker, self.phone, self.fill)
            picker.chosen.connect(self._take)
        suggest_places(self._ctx, self, self.where)
        self.where.chosen.connect(lambda suggestion: self._settle(suggestion.value))
        self.where.editingFinished.connect(self._look_up)
        for field in (self.phone, self.reporter, self.where, self.company):
            field.textChanged.connect(lambda _: self.changed.emit())
        self.form.submitted.connect(self.submitted)
        self.form.passed.connect(self.known)

    # Who

    def _take(self, suggestion: Suggestion) -> None:
        self.fill(suggestion.value)
        after = self.where if not self.where.text().strip() else None
        if after is not None:
            after.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.known.emit()

    def fill(self, one: KnownReporter) -> None:
        """Write somebody known into the fields. What was typed for another person before is replaced."""
        unit = Unit(0, one.unit, Floor(0, one.floor, 0), one.tenant, one.company) if one.unit else None
        self.form.restore(
            {
                "phone": (one, one.phone or self.phone.text()),
                "reporter": (one, one.name),
                "company": one.company,
                **({"where": (unit, one.unit)} if unit is not None else {}),
            }
        )
        said = N_("{n} open reports of theirs", "repairs tab")
        self._tell(tr(said, n=one.open) if one.open else "")
        self._leave_filled()

    def _leave_filled(self) -> None:
        """Enter was faster than the answer: the keyboard stands in a field that has just been filled."""
        here = next((one for one in (self.reporter, self.company) if one.hasFocus()), None)
        if here is not None and here.text().strip():
            self.form.pass_on(here)

    # Where

    def _settle(self, unit: Unit) -> None:
        """The company in the unit; whoever was named before stays."""
        if unit.tenant_name and not self.company.text().strip():
            self.company.setText(unit.tenant_name)
            self._leave_filled()
        self._tell(" · ".join(part for part in (unit.floor.label, unit.tenant_name) if part))

    def _look_up(self) -> None:
        """A number typed in full is the unit, without choosing it from the list."""
        text = self.where.text()
        if not text.strip() or self.where.choice is not None:
            return
        directory = self._ctx.services.get(DirectoryQueries)

        def ask(actor: Actor) -> tuple[list[Unit], list[Floor]]:
            return fitting(directory.units(actor), text)[:1], directory.floors(actor)

        def done(found: tuple[list[Unit], list[Floor]]) -> None:
            units, self._floors = found
            if text == self.where.text() and units and units[0].number == read_place(text).unit:
                self.where.set_draft((units[0], units[0].number))
                self._settle(units[0])
            self.changed.emit()

        self._ctx.read(ask, owner=self, done=done, key="unit")

    @property
    def place(self) -> Place:
        """Where it is, as far as it is known."""
        unit = self.where.draft()[0]
        if isinstance(unit, Unit):
            return place_of(unit)
        return read_place(self.where.text(), self._floors)

    def _tell(self, text: str) -> None:
        say(self.about, plain(text))
        self.about.setVisible(bool(text))

    @property
    def blank(self) -> bool:
        """Whether nothing is typed."""
        fields = (self.phone, self.reporter, self.where, self.company)
        return not any(field.text().strip() for field in fields)

    def reset(self) -> None:
        """Nobody, nowhere."""
        self.form.reset()
        self._tell("")
