"""The audit log: who did, tried or looked at what; filtered, and its chain verified."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from PySide6.QtWidgets import QLineEdit

from desk_app.services.audit.chain import Finding, Outcome
from desk_app.services.audit.queries import PAGE, AuditQueries
from desk_app.services.audit.records import AuditEntry, AuditFilter
from desk_app.services.audit.service import AuditCopies
from desk_app.services.checking import wrong
from desk_app.services.core.people import ROLE_NAMES, Actor
from desk_app.services.core.words import N_, Message
from desk_app.services.finder.queries import Finder
from desk_app.services.printing.listing import SheetRows
from desk_app.services.search.records import Hit
from desk_app.services.sheets.writing import Cell
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_time, say, speaker, tr
from desk_app.ui.printing.papers import save_sheet, today
from desk_app.ui.tabs.supervisor.actions_said import area_titles, concerned, say_action, say_detail
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

OUTCOMES: dict[Outcome, Message] = {
    Outcome.DONE: N_("Done", "audit"),
    Outcome.REFUSED: N_("Refused", "audit"),
    Outcome.FAILED: N_("Failed", "audit"),
}
_TONES: dict[Outcome, Tone] = {
    Outcome.DONE: "positive",
    Outcome.REFUSED: "warning",
    Outcome.FAILED: "danger",
}


class AuditPage(Part):
    """Newest first, a page at a time."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Audit log"),
            N_("Who did, tried or looked at what. It cannot be changed without a trace."),
        )
        self._queries, self._staff = ctx.services.get(AuditQueries), ctx.services.get(StaffQueries)
        self._names: dict[int, str] = {}
        self._records: dict[int, str] = {}
        self._entries: list[AuditEntry] = []
        self._about: tuple[int, ...] | None = None
        self._build()
        self.record.returnPressed.connect(self._look_up)
        self.record.textChanged.connect(self._record_typed)
        for box in (self.who, self.outcome, self.area):
            box.activated.connect(lambda: self.load())
        self.since.value_changed.connect(lambda: self.load())
        self.until.value_changed.connect(lambda: self.load())
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _build(self) -> None:
        now = self.ctx.services.bench.clock.now
        self.verify = button(N_("Verify the chain"), self.verify_chain, icon="link")
        self.copy = button(N_("Save as Excel file…"), self.save_copy, icon="download")
        self.tools.addWidget(self.copy)
        self.tools.addWidget(self.verify)
        self.banner = Banner(closable=True)
        self.who, self.outcome, self.area = ComboBox(), ComboBox(), ComboBox()
        self.record = QLineEdit()
        self.record.setClearButtonEnabled(True)
        self.record.setMinimumWidth(180)
        say(self.record, N_("Number of a record, Enter"), "setPlaceholderText")
        self.since, self.until = DayField(now, past=True), DayField(now, past=True)
        for field, name in (
            (self.who, N_("Person")), (self.outcome, N_("Outcome")), (self.area, N_("Area")),
            (self.since, N_("From day")), (self.until, N_("To day")), (self.record, N_("Record", "audit")),
        ):  # fmt: skip
            say(field, name, "setAccessibleName")
            say(field, name, "setToolTip")
        say(self.since, N_("From day"), "setPlaceholderText")
        say(self.until, N_("To day"), "setPlaceholderText")
        self.table = RowTable(self._columns(), lambda one: one.seq)
        self.more = button(N_("Older entries"), self.load_more, kind="link")
        self.body.addWidget(self.banner)
        self.body.addLayout(row(self.record, self.who, self.area, self.outcome, self.since, self.until, None))
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(None, self.more, None))

    def _columns(self) -> list[Column]:
        return [
            Column(N_("No."), lambda one: str(one.seq), lambda one: one.seq, "right", 72),
            Column(N_("When"), lambda one: _when(one.at), lambda one: one.at, width=216),
            Column(N_("Who"), self._who, width=120),
            Column(N_("What"), lambda one: say_action(one.action)),
            Column(
                N_("Outcome"), lambda one: tr(OUTCOMES[one.outcome]),
                tone=lambda one: _TONES[one.outcome], pill=True, width=96,
            ),
            Column(N_("Details"), lambda one: say_detail(one, self._records)),
        ]  # fmt: skip

    def _who(self, one: AuditEntry) -> str:
        name = self._names.get(one.staff) or tr(ROLE_NAMES[one.role])
        beside = self._names.get(one.beside)
        return tr(N_("{name}, at {other}'s session"), name=name, other=beside) if beside else name

    def _filter(self) -> AuditFilter:
        zone = self.ctx.services.bench.clock.zone
        since, until, outcome = self.since.value, self.until.value, self.outcome.currentData()
        return AuditFilter(
            since=datetime.combine(since, time(), zone) if since else None,
            until=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
            staff=self.who.currentData(),
            outcome=Outcome(outcome) if outcome else None,
            action=self.area.currentData() or "",
            records=self._about,
        )

    def _look_up(self) -> None:
        """Which records the typed number belongs to; the list is then theirs alone."""
        text = self.record.text().strip()
        if text:
            finder = self.ctx.services.get(Finder)
            self.ctx.read(lambda by: finder.find(by, text), owner=self, done=self._found, key="record")

    def _found(self, hits: list[Hit]) -> None:
        if hits:
            self.banner.hide()
        else:
            self.banner.tell(N_("No record is found by “{text}”."), "warning", text=self.record.text())
        self._about = tuple(hit.id for hit in hits)
        self.load()

    def _record_typed(self, text: str) -> None:
        if not text and self._about is not None:
            self._about = None
            self.load()

    def save_copy(self) -> None:
        """The entries in sight as a spreadsheet; that they were taken away is on record."""
        entries, copies = tuple(self._entries), self.ctx.services.get(AuditCopies)
        if not entries:
            return
        zone, columns = self.ctx.services.bench.clock.zone, self._columns()

        def rows() -> SheetRows:
            cells = [[_cell(column, one, zone) for column in columns] for one in entries]
            return [tr(column.title) for column in columns], cells

        def saved() -> None:
            self.ctx.do(lambda by: copies.copied(by, len(entries)), owner=self)

        save_sheet(self.ctx, self, tr(N_("Audit log")), rows, today(self.ctx), saved)

    def load(self) -> None:
        """From the newest entry on."""
        self.ctx.read(self._staff.names, owner=self, done=self._know, key="names")
        only = self._filter()
        self.ctx.read(lambda by: self._queries.entries(by, only), owner=self, done=self._show)

    def load_more(self) -> None:
        """The page before the oldest one shown."""
        if self._entries:
            only, before = self._filter(), self._entries[-1].seq
            self.ctx.read(lambda by: self._queries.entries(by, only, before), owner=self, done=self._append)

    def _know(self, names: dict[int, str]) -> None:
        self._names = names
        self._fill(
            self.who, {None: N_("All staff"), **{key: Message(name, "=") for key, name in names.items()}}
        )
        self.table.viewport().update()

    def _learn(self, entries: list[AuditEntry]) -> None:
        """What the records of these entries are called, whichever feature's they are."""
        services, ids = self.ctx.services, {one for entry in entries for one in concerned(entry)}

        def look(by: Actor) -> dict[int, str]:
            return self._staff.names(by) | services.names_of(by, ids)

        self.ctx.read(look, owner=self, done=self._learned)

    def _learned(self, names: dict[int, str]) -> None:
        self._records = self._records | names
        self.table.set_rows(self._entries)

    def _show(self, entries: list[AuditEntry]) -> None:
        self._entries = entries
        self._learn(entries)
        self.table.set_rows(entries)
        self.more.setVisible(len(entries) == PAGE)

    def _append(self, entries: list[AuditEntry]) -> None:
        self._entries += entries
        self._learn(entries)
        self.table.set_rows(self._entries)
        self.more.setVisible(len(entries) == PAGE)

    def verify_chain(self) -> None:
        """Walk the whole chain; minutes on ten years, so in the slow lane."""
        actor = self.ctx.actor
        self.verify.setEnabled(False)
        self.banner.tell(N_("Verifying every entry …"), "info")
        self.ctx.tasks.run(
            lambda: self._queries.faults(actor),
            self._verified,
            self._not_verified,
            owner=self,
            lane=Lane.SLOW,
        )

    def _verified(self, findings: list[Finding]) -> None:
        self.verify.setEnabled(True)
        if findings:
            first = wrong(findings[0])
            said = tr(first.sentence, **first.values)
            self.banner.tell(N_("Faults: {n}. The first: {what}"), "danger", n=len(findings), what=said)
        else:
            self.banner.tell(N_("The chain is whole: no entry and no event was changed."), "positive")

    def _not_verified(self, error: Exception) -> None:
        self.verify.setEnabled(True)
        self.banner.hide()
        self.ctx.errors.show(error, self)

    def _fill(self, box: ComboBox, names: Mapping[Any, Message]) -> None:
        chosen = box.currentData()
        box.clear()
        for value, name in names.items():
            box.addItem(tr(name), value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _retell(self, _language: str = "") -> None:
        self._fill(self.outcome, {None: N_("Every outcome"), **OUTCOMES})
        self._fill(self.area, {None: N_("Every area"), **area_titles()})
        self._know(self._names)


def _cell(column: Column, one: AuditEntry, zone: tzinfo) -> Cell:
    """Moments and numbers as themselves, the rest as it stands in the list."""
    if column.sort_key is None:
        return column.text(one)
    value: Cell = column.sort_key(one)
    return (
        value.astimezone(zone).replace(tzinfo=None, microsecond=0) if isinstance(value, datetime) else value
    )


def _when(moment: datetime) -> str:
    return f"{format_day(moment)} {format_time(moment, seconds=True)}"
