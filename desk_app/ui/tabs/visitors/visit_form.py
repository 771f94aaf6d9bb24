"""The fields of a visit, for checking in, announcing and correcting: in the order in which people speak.

Type two letters or four digits of somebody known, Enter takes the first, Enter again checks in. What a purpose or a
setting does not ask for is not in sight.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.visitors.options import PHONE_NEEDED, PURPOSES_WITH_ID
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import (
    ID_KIND_NAMES,
    PURPOSE_NAMES,
    Arrival,
    Host,
    IdKind,
    KnownVisitor,
    Permit,
    Purpose,
)
from desk_app.services.visitors.typed import MOST_IN_PARTY
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.tabs.visitors.suggestions import suggest_visitors
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class VisitForm(QWidget):
    """Main fields, and a section of further ones."""

    submitted = Signal()
    filled = Signal()
    """A known visitor was chosen and stands in the fields: one more Enter checks in."""

    def __init__(self, ctx: AppContext, *, recall: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._expected: int | None = None
        self._build()
        self._wire(recall)
        self._adapt()

    def _build(self) -> None:
        settings = self._ctx.services.bench.settings
        self.main = Form()
        self.name = Picker()
        self.main.add(
            "name", N_("Visitor"), self.name, required=True, hint=N_("Name, pinyin initials or phone digits")
        )
        self.phone = Picker()
        self.main.add("phone", N_("Phone"), self.phone, required=settings.get(PHONE_NEEDED))
        self.host = Picker()
        self.main.add("host", N_("Host"), self.host, required=True, hint=N_("Unit, company or person"))
        self.main.add("host_person", N_("Person visited"), QLineEdit())
        self.purpose = Choice(list(PURPOSE_NAMES.items()))
        self.main.add("purpose", N_("Purpose"), self.purpose)
        self._build_special()
        self._build_more()
        self.setLayout(column(self.main, self.more, None, spacing=8))

    def _build_special(self) -> None:
        """Fields that only some purposes ask for."""
        self.id_kind = Choice(list(ID_KIND_NAMES.items()))
        self.main.add("id_kind", N_("ID document"), self.id_kind)
        self.main.add("id_number", N_("Document number"), QLineEdit(), required=True)
        self.main.add("permit_number", N_("Permit number"), QLineEdit(), required=True)
        self.permit_until = DayField(self._ctx.services.bench.clock.now, nearest=True)
        self.main.add("permit_until", N_("Permit valid until"), self.permit_until, required=True)
        self.main.add("escort", N_("Accompanied by"), QLineEdit(), required=True)

    def _build_more(self) -> None:
        self.more = Section(N_("Company, badge, plate …"))
        self.extra = Form(columns=2)
        self.extra.add("company", N_("From company"), QLineEdit(), span=2)
        party = NumberField(1, MOST_IN_PARTY)
        self.extra.add("party_size", N_("Party size"), party, initial=1)
        self.extra.add("badge", N_("Badge"), QLineEdit())
        self.extra.add("plate", N_("Plate"), QLineEdit())
        self.extra.add("belongings", N_("Things carried in"), QLineEdit())
        remark = QPlainTextEdit()
        remark.setMaximumHeight(64)
        remark.setTabChangesFocus(True)
        self.extra.add("remark", N_("Remark"), remark, span=2)
        self.more.body.addWidget(self.extra)

    def _wire(self, recall: bool) -> None:
        suggest_hosts(self._ctx, self, self.host)
        self.host.chosen.connect(self._host_chosen)
        self.name.textEdited.connect(lambda _: self._forget_announced())
        self.purpose.value_changed.connect(lambda _: self._adapt())
        for form in (self.main, self.extra):
            form.submitted.connect(self.submitted)
        if recall:
            for picker in (self.name, self.phone):
                suggest_visitors(self._ctx, self, picker)
                picker.chosen.connect(self._recalled)

    def _adapt(self) -> None:
        """Show what this purpose asks for (operating manual, Visitors 1 and 8)."""
        purpose: Purpose = self.purpose.value
        wants_id = purpose.value in self._ctx.services.bench.settings.get(PURPOSES_WITH_ID)
        for name in ("id_kind", "id_number"):
            self.main.show_field(name, wants_id)
        if wants_id and self.id_kind.value is IdKind.NONE:
            self.id_kind.choose(IdKind.ID_CARD)
        for name in ("permit_number", "permit_until", "escort"):
            self.main.show_field(name, purpose is Purpose.CONTRACTOR)
        if purpose is Purpose.CONTRACTOR:
            self.more.set_open(True)  # the company is asked too

    def _forget_announced(self) -> None:
        """Another name is another person: the announced visit that filled the form is not theirs."""
        self._expected = None

    def _host_chosen(self, suggestion: Suggestion) -> None:
        host: Host = suggestion.value
        self.host.set_draft((replace(host, person=""), host.tenant))
        if host.person:
            self.main.restore({"host_person": host.person})

    def _recalled(self, suggestion: Suggestion) -> None:
        known: KnownVisitor = suggestion.value
        queries = self._ctx.services.get(VisitorQueries)
        self._ctx.read(
            lambda actor: queries.recalled(actor, known.visit_id),
            owner=self,
            done=self._fill_and_tell,
            key="recalled",
        )

    def _fill_and_tell(self, arrival: Arrival) -> None:
        self.fill(arrival)
        self.filled.emit()

    def fill(self, arrival: Arrival) -> None:
        """Write a visit into the fields; the document is always asked anew."""
        self._expected = arrival.expected_id
        host = arrival.host
        self.purpose.choose(arrival.purpose)
        self.main.restore(
            {
                "name": (None, arrival.name),
                "phone": (None, arrival.phone),
                "host": (
                    replace(host, person="") if host.tenant or host.unit else None,
                    host.tenant or host.unit,
                ),
                "host_person": host.person,
                "permit_number": arrival.permit.number,
                "permit_until": arrival.permit.until,
                "escort": arrival.permit.escort,
            }
        )
        extra: dict[str, Any] = {
            "company": arrival.company,
            "party_size": arrival.party_size,
            "badge": arrival.badge,
            "plate": arrival.plate,
            "belongings": arrival.belongings,
            "remark": arrival.remark,
        }
        self.extra.restore(extra)
        self.more.set_open(any(value not in ("", 1) for key, value in extra.items() if key != "company"))

    def arrival(self) -> Arrival:
        """What stands in the fields."""
        main, extra = self.main.draft(), self.extra.draft()
        chosen, typed = main["host"]
        host: Host = chosen or Host(tenant=typed)
        return Arrival(
            name=main["name"][1],
            phone=main["phone"][1],
            company=extra["company"],
            purpose=main["purpose"],
            host=replace(host, person=main["host_person"]),
            party_size=extra["party_size"],
            plate=extra["plate"],
            badge=extra["badge"],
            belongings=extra["belongings"],
            remark=extra["remark"],
            id_kind=main["id_kind"] or IdKind.NONE,
            id_number=main["id_number"],
            permit=Permit(main["permit_number"], self.permit_until.value, main["escort"]),
            expected_id=self._expected,
        )

    def show_problems(self, invalid: InvalidInput) -> None:
        """Each problem at its field, the first gets the keyboard; the section opens if one is in it."""
        if not invalid.problems.keys().isdisjoint(self.extra.draft()):
            self.more.set_open(True)  # before: what is not in sight takes no focus
        self.extra.show_problems(invalid)
        self.main.show_problems(invalid)

    def reset(self) -> None:
        """Empty, for the next visitor."""
        self._expected = None
        self.main.reset()
        self.extra.reset()
        self.more.set_open(False)
        self._adapt()

    @property
    def blank(self) -> bool:
        """Whether nothing says who comes to whom."""
        return not any(field.text().strip() for field in (self.name, self.phone, self.host))

    @property
    def dirty(self) -> bool:
        """Whether something was typed."""
        return self.main.dirty or self.extra.dirty
