"""Whoever signs accompanies an outside worker: who that is, offered from the contractors in the building."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.keys.records import Escorted
from desk_app.services.visitors.records import Visit
from desk_app.ui.tabs.keys.people import suggest_visitors_here
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class EscortSection(QWidget):
    """Name, company, phone; folded away while nobody is accompanied."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = Section(N_("Accompanies an outside worker"))
        self.form = Form(columns=2)
        self.name = Picker()
        self.form.add("name", N_("Outside worker", "keys tab"), self.name, required=True, span=2)
        self.form.add("company", N_("From company"), QLineEdit())
        self.form.add("phone", N_("Phone"), QLineEdit())
        self.section.body.addWidget(self.form)
        self.setLayout(column(self.section))
        suggest_visitors_here(ctx, self, self.name)
        self.name.chosen.connect(self._chosen)
        self.name.value_changed.connect(lambda _: self.changed.emit())
        self.form.submitted.connect(self.submitted)
        self.section.toggled.connect(self._toggled)

    def _toggled(self, open_: bool) -> None:
        """Opening it puts the keyboard there, with those in the building offered."""
        if open_ and self.section.heading.hasFocus():
            self.name.setFocus()
            self.name.query.emit(self.name.text())
        self.changed.emit()

    def _chosen(self, suggestion: Suggestion) -> None:
        visit: Visit = suggestion.value
        self.form.restore({"company": visit.company, "phone": visit.phone})

    @property
    def value(self) -> Escorted | None:
        """Who is accompanied; None while the section is closed."""
        if not self.section.heading.isChecked():
            return None
        draft = self.form.draft()
        visit, name = draft["name"]
        return Escorted(name, draft["company"], draft["phone"], visit.id if visit is not None else None)

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """A problem at its field; the section opens. False when none is here."""
        self.form.clear_problems()
        mine = {name: one for name, one in problems.items() if name in self.form.draft()}
        if not mine:
            return False
        self.section.set_open(True)
        return self.form.show_problems(InvalidInput(mine))

    def reset(self) -> None:
        """Nobody is accompanied."""
        self.form.reset()
        self.section.set_open(False)
