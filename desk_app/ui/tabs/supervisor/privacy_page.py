"""Personal data: what people asked for, and who looked at what is masked; the way to everything about one person."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.looking import WHY_NAMES
from desk_app.services.core.people import Actor
from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.core.words import N_, plain
from desk_app.services.privacy.queries import PrivacyQueries
from desk_app.services.privacy.records import ASKED_NAMES, REQUEST_NAMES, Look, Request
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_time, say, tr
from desk_app.ui.printing.papers import today
from desk_app.ui.tabs.supervisor.actions_said import say_action
from desk_app.ui.tabs.supervisor.privacy_look_up import LookUpDialog
from desk_app.ui.tabs.supervisor.privacy_papers import print_notice
from desk_app.ui.tabs.supervisor.privacy_person import PersonView
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

REQUESTS, LOOKS = "requests", "looks"
_DAYS = 30
"""So far back the list of who looked begins."""


class PrivacyPage(Part):
    """Two lists under two chips; everything about one person over both."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Personal data"),
            N_(
                "A copy or erasure for whoever asks, and who looked at what is masked. All of it is on record.",
                "personal",
            ),
        )
        self._queries, self._staff = ctx.services.get(PrivacyQueries), ctx.services.get(StaffQueries)
        self._names: dict[int, str] = {}
        self._numbers: dict[int, str] = {}
        self.look_up = button(N_("Look up a person…", "personal"), self.ask, kind="primary", icon="search")
        self.notice = button(
            N_("Notice for the desk", "personal"), lambda: print_notice(ctx, self), icon="print"
        )
        self.tools.addWidget(self.notice)
        self.tools.addWidget(self.look_up)
        self.chips = FilterBar(
            [Chip(REQUESTS, N_("Requests", "personal")), Chip(LOOKS, N_("Who looked", "personal"))]
        )
        self.chips.chosen.connect(self._choose)
        self.requests = RowTable(self._request_columns(), lambda one: one.id)
        self.looks = RowTable(self._look_columns(), lambda one: one.seq)
        self.person = PersonView(ctx)
        self.person.left.connect(self._back)
        self.pages = QStackedWidget()
        self.lists = self._lists()
        self.pages.addWidget(self.lists)
        self.pages.addWidget(self.person)
        self.body.addWidget(self.pages, 1)

    def _lists(self) -> QWidget:
        now, day = self.ctx.services.bench.clock.now, today(self.ctx)
        self.who = Choice([(None, N_("All staff"))])
        self.since, self.until = DayField(now, past=True), DayField(now, past=True)
        self.since.set_value(day - timedelta(days=_DAYS))
        self.until.set_value(day)
        for field, name in (
            (self.who, N_("Person")),
            (self.since, N_("From day")),
            (self.until, N_("To day")),
        ):
            say(field, name, "setAccessibleName")
            say(field, name, "setToolTip")
        self.filters = QWidget()
        self.filters.setLayout(row(self.who, self.since, self.until, None))
        self.tables = QStackedWidget()
        self.tables.addWidget(self.requests)
        self.tables.addWidget(self.looks)
        self.filters.hide()
        for changed in (self.who.activated, self.since.value_changed, self.until.value_changed):
            changed.connect(lambda *_: self._load_looks())
        box = QWidget()
        layout = column(self.chips, self.filters, self.tables, spacing=12)
        layout.setStretch(2, 1)
        box.setLayout(layout)
        return box

    def load(self) -> None:
        """Both lists; the person in sight stays."""
        self.ctx.read(self._staff.names, owner=self, done=self._know, key="names")
        self.ctx.read(self._queries.requests, owner=self, done=self._show_requests, key="requests")
        self._load_looks()

    def ask(self) -> None:
        """Whom, and why."""
        LookUpDialog(self.ctx, self).start(self.show_person)

    def show_person(self, identity: Identity, records: list[PersonalRecord]) -> None:
        """What was found about them, until it leaves the screen."""
        self.pages.setCurrentWidget(self.person)
        self.person.show_person(identity, records)

    def _back(self) -> None:
        self.pages.setCurrentWidget(self.lists)
        self.load()

    def _choose(self, key: str) -> None:
        self.tables.setCurrentWidget(self.looks if key == LOOKS else self.requests)
        self.filters.setVisible(key == LOOKS)

    def _load_looks(self) -> None:
        last = self.until.value or today(self.ctx)
        first, who = self.since.value or last - timedelta(days=_DAYS), self.who.value
        services = self.ctx.services

        def look(by: Actor) -> tuple[list[Look], dict[int, str]]:
            found = self._queries.looks(by, first, last, who)
            return found, services.names_of(by, {one for look in found for one in look.of})

        self.ctx.read(look, owner=self, done=self._show_looks, key="looks")

    def _know(self, names: dict[int, str]) -> None:
        self._names, chosen = names, self.who.value
        self.who.offer([(None, N_("All staff")), *((key, plain(name)) for key, name in names.items())])
        self.who.choose(chosen)

    def _show_requests(self, requests: list[Request]) -> None:
        self.requests.set_rows(requests)
        self.chips.set_counts(**{REQUESTS: len(requests)})

    def _show_looks(self, found: tuple[list[Look], dict[int, str]]) -> None:
        looks, self._numbers = found
        self.looks.set_rows(looks)
        self.chips.set_counts(**{LOOKS: len(looks)})

    def _name(self, staff: int) -> str:
        return self._names.get(staff, "")

    def _request_columns(self) -> list[Column]:
        return [
            Column(N_("Number", "personal"), lambda one: one.number, width=170),
            Column(N_("When", "personal"), _when, lambda one: one.at, width=210),
            Column(N_("What", "personal"), lambda one: tr(REQUEST_NAMES[one.kind]), width=110),
            Column(N_("Who asks", "personal"), lambda one: tr(ASKED_NAMES[one.asked])),
            Column(N_("Reason", "personal"), lambda one: tr(WHY_NAMES[one.why])),
            Column(
                N_("Records", "personal"), lambda one: str(one.records), lambda one: one.records, "right", 80
            ),
            Column(
                N_("Must stay", "personal"),
                lambda one: str(one.stayed) if one.stayed else "",
                lambda one: one.stayed,
                "right",
                90,
            ),
            Column(N_("Done by", "personal"), lambda one: self._name(one.by), width=100, spare=1),
            Column(N_("Second person", "personal"), lambda one: self._name(one.second), width=100, spare=2),
        ]

    def _look_columns(self) -> list[Column]:
        return [
            Column(N_("When", "personal"), _when, lambda one: one.at, width=180),
            Column(N_("Who", "personal"), self._who, width=130),
            Column(N_("Second person", "personal"), lambda one: self._name(one.second), width=100, spare=2),
            Column(
                N_("What", "personal"),
                lambda one: say_action(one.action),
                tone=lambda one: "warning" if one.refused else None,
                least=220,
            ),
            Column(N_("Record", "personal"), self._about, width=170, spare=1),
            Column(
                N_("Reason", "personal"), lambda one: tr(WHY_NAMES[one.why]) if one.why else "", width=150
            ),
            Column(N_("In words", "personal"), lambda one: one.words, least=120, spare=3),
            Column(
                N_("Outcome", "personal"),
                lambda one: tr(_REFUSED if one.refused else _DONE),
                tone=lambda one: "warning" if one.refused else "neutral",
                pill=True,
                width=90,
            ),
        ]

    def _who(self, one: Look) -> str:
        name, beside = self._name(one.staff), self._name(one.beside)
        return tr(N_("{name}, at {other}'s session"), name=name, other=beside) if beside else name

    def _about(self, one: Look) -> str:
        return ", ".join(self._numbers[record] for record in one.of if record in self._numbers)


_DONE, _REFUSED = N_("Done", "personal"), N_("Refused", "personal")


def _when(one: Request | Look) -> str:
    return f"{format_day(one.at)} {format_time(one.at)}"
