"""What somebody misses, field by field in the order in which people tell it: who, what, where, when.

The phone comes first, as it rings: whoever called before is known by it, here as in repairs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.lost_property.categories import category_of
from desk_app.services.lost_property.records import CATEGORY_NAMES, Category, LostDraft, LostReport
from desk_app.services.repairs.records import KnownReporter
from desk_app.services.visitors.records import Host
from desk_app.ui.callers import suggest_callers
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.i18n import say
from desk_app.ui.tabs.lost_property.places import Place, suggest_places
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.form_dialog import lines_field
from desk_app.ui.widgets.moment_field import NOT_READ, MomentField
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_DAY_ENDS = time(23, 59)
_TIMES = ("lost_from", "lost_until")


class ReportFields(QWidget):
    """The fields of a lost report, by their names in LostDraft."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._tenant: tuple[int, str] | None = None
        self.form = Form(columns=2)
        self.what, self.floor = QLineEdit(), QLineEdit()
        self.phone, self.name = Picker(), Picker()
        self.category = Choice(CATEGORY_NAMES.items())
        self.features = lines_field(56, enter_moves_on=True)
        self.lost_from, self.lost_until = MomentField(ctx, past=True), MomentField(ctx, past=True)
        self.place, self.company = Picker(), Picker()
        self._chosen = False
        """Whether somebody chose the category: then words change it no more."""
        self._build()
        self._wire()

    def _build(self) -> None:
        hint = N_("Colour, make, size, marks: as they tell it", "lost property tab")
        add = self.form.add
        add("phone", N_("Phone"), self.phone, required=True)
        add("name", N_("Name"), self.name, required=True)
        add("company", N_("Company", "lost property tab"), self.company, span=2)
        add("what", N_("What is missed", "lost property tab"), self.what, required=True)
        add("category", N_("Kind", "lost property tab"), self.category)
        add("features", N_("How it looks", "lost property tab"), self.features, hint=hint, span=2)
        add("place", N_("Where it was lost", "lost property tab"), self.place)
        add("floor", N_("Floor"), self.floor)
        add("lost_from", N_("Last seen, if known", "lost property tab"), self.lost_from, span=2)
        add("lost_until", N_("Missed since, if known", "lost property tab"), self.lost_until, span=2)
        say(self.company, N_("Unit, company or person"), "setPlaceholderText")
        self.setLayout(column(self.form))

    def _wire(self) -> None:
        for picker in (self.phone, self.name):
            suggest_callers(self._ctx, self, picker, self.phone, self.recognise)
            picker.chosen.connect(lambda suggestion: self.recognise(suggestion.value))
        suggest_places(self._ctx, self, self.place)
        self.place.chosen.connect(self._take_place)
        suggest_hosts(self._ctx, self, self.company)
        self.company.chosen.connect(self._host)
        self.what.textChanged.connect(self._propose)
        self.category.activated.connect(lambda _: self._choose())
        for line in (self.what, self.place, self.floor):
            line.textChanged.connect(lambda _: self.changed.emit())
        self.features.textChanged.connect(lambda: self.changed.emit())
        self.category.value_changed.connect(lambda _: self.changed.emit())
        for moment in (self.lost_from, self.lost_until):
            moment.value_changed.connect(lambda _: self.changed.emit())
        self.form.submitted.connect(self.submitted)

    # What is typed

    def _propose(self) -> None:
        """The kind that the words name; what somebody chose stays."""
        kind = category_of(self.what.text())
        if kind is not None and not self._chosen:
            self.category.choose(kind)

    def _choose(self) -> None:
        self._chosen = True

    def _take_place(self, suggestion: Suggestion) -> None:
        if isinstance(suggestion.value, Place):
            self.floor.setText(suggestion.value.floor)

    def recognise(self, one: KnownReporter) -> None:
        """Somebody who called before: phone, name and company; on to what is missed."""
        self.phone.set_draft((one, one.phone or self.phone.text()))
        self.name.set_draft((one, one.name))
        if one.tenant is not None:
            self.company.set_draft((Host(one.tenant, one.company, one.unit, one.floor, ""), one.company))
        if self.name.text().strip():
            self.what.setFocus(Qt.FocusReason.TabFocusReason)

    def _host(self, suggestion: Suggestion) -> None:
        """The tenant; the person too, when nobody is named yet."""
        host: Host = suggestion.value
        self.company.set_draft((replace(host, person=""), host.tenant))
        if host.person and not self.name.text().strip():
            self.name.setText(host.person)

    @property
    def blank(self) -> bool:
        """Whether nothing is typed."""
        lines = (self.what, self.place, self.floor, self.name, self.phone, self.company)
        typed = any(one.text().strip() for one in lines) or self.features.toPlainText().strip()
        return not typed and not any(self._moment(one).draft() != (None, None) for one in _TIMES)

    def draft(self) -> LostDraft:
        """The report as it stands here."""
        host, company = self.company.draft()
        tenant = host.tenant_id if isinstance(host, Host) else None
        if tenant is None and self._tenant is not None and company == self._tenant[1]:
            tenant = self._tenant[0]
        return LostDraft(
            self.what.text(),
            self.category.value,
            self.features.toPlainText(),
            self.place.text(),
            self.floor.text(),
            self._read("lost_from", time()),
            self._read("lost_until", _DAY_ENDS),
            self.name.text(),
            self.phone.text(),
            tenant,
        )

    def _moment(self, name: str) -> MomentField:
        return self.lost_from if name == "lost_from" else self.lost_until

    def _read(self, name: str, whole_day: time) -> datetime | None:
        """The moment typed; of a day alone its beginning or end, but nothing that is still to come."""
        field = self._moment(name)
        day = field.day.value
        if field.value is not None or day is None or field.time.text().strip():
            return field.value
        now = field.now()
        moment = datetime.combine(day, whole_day, now.tzinfo)
        return min(moment, now) if day == now.date() else moment

    def unreadable(self) -> dict[str, DeskError]:
        """The times that do not read."""
        wrong = [one for one in _TIMES if self._moment(one).problem and self._read(one, time()) is None]
        return {one: UserError(NOT_READ) for one in wrong}

    # Filled, problems

    def fill(self, one: LostReport, company: str) -> None:
        """Write a report into the fields, to be mended."""
        self._chosen = True
        self._tenant = (one.tenant, company) if one.tenant is not None and company else None
        self.form.restore(
            {
                "what": one.what,
                "category": one.category,
                "features": one.features,
                "place": (None, one.place),
                "floor": one.floor,
                "name": (None, one.name),
                "phone": (None, one.phone),
                "company": (None, company),
            }
        )
        self.lost_from.write(one.lost_from)
        self.lost_until.write(one.lost_until)

    def show_problems(self, error: InvalidInput) -> bool:
        """Each problem at its field. False if one belongs to none of them."""
        named = {_RENAMED.get(name, name): one for name, one in error.problems.items()}
        return self.form.show_problems(InvalidInput(named))

    def reset(self) -> None:
        """Nothing is missed."""
        self._chosen, self._tenant = False, None
        self.form.reset()
        self.category.choose(Category.OTHER)

    def take_keyboard(self) -> None:
        """Ready to type."""
        self.phone.setFocus(Qt.FocusReason.ShortcutFocusReason)


_RENAMED = {"tenant": "company"}
