"""What importing a list of tenants would do, and what is wrong with it, line by line. Writes nothing.

An empty cell changes nothing, an import gives up no unit and withdraws no contact: a list that lacks something is
more likely old than right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.directory import rules
from desk_app.services.directory.reading import Book
from desk_app.services.directory.records import ContactDraft, TenantDraft, TenantStatus
from desk_app.services.directory.tables import ContactRow, TenantRow
from desk_app.services.sheets.table import Row, Table, read_date

_YES = frozenset({"是", "已结清", "结清", "yes", "y", "true", "1", "√", "✓"})
_NO = frozenset({"否", "未结清", "欠费", "no", "n", "false", "0", "×", "✗"})
OWN_COLUMNS = ("short_name", "english_name", "mailbox", "after_hours_phone", "note")


class Action(StrEnum):
    """What an import does with a line."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    STOP = "stop"
    """It has problems."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line. `column` is the key of one of `lists.COLUMNS`."""

    line: int
    column: str
    error: DeskError


@dataclass(frozen=True, slots=True)
class PlannedTenant:
    """What becomes of one line."""

    line: int
    action: Action
    draft: TenantDraft
    tenant: int | None = None
    """Who it is on record; None for a new tenant."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units it gets → their floors."""
    contact: ContactDraft | None = None
    contact_id: int | None = None
    moved_in: date | None = None
    cleared: bool | None = None
    changed: frozenset[str] = frozenset()
    """Keys of the columns that say something new."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Equal plans do equal things."""

    table: Table
    rows: tuple[PlannedTenant, ...]
    problems: tuple[Problem, ...]

    def count(self, action: Action) -> int:
        """How many lines have this action."""
        return sum(row.action is action for row in self.rows)


def plan_of(table: Table, book: Book) -> Plan:
    """Compare a list with the directory."""
    lines: dict[str, int] = {}
    takers: dict[str, int] = {}
    rows, problems = [], []
    for row in table.rows:
        line = _Line(row, book)
        planned = line.plan()
        key = rules.tenant_key(planned.draft.name)
        if lines.setdefault(key, row.line) != row.line:
            line.trouble("name", N_("Line {line} names this tenant already."), line=lines[key])
        for unit in planned.units:
            if takers.setdefault(unit, row.line) != row.line:
                line.trouble(
                    "units", N_("Line {line} has unit {unit} already."), line=takers[unit], unit=unit
                )
        rows.append(replace(planned, action=Action.STOP) if line.problems else planned)
        problems += line.problems
    return Plan(table, tuple(rows), tuple(problems))


class _Line:
    """One line, compared with what is on record."""

    def __init__(self, row: Row, book: Book) -> None:
        self.row = row
        self.book = book
        self.problems: list[Problem] = []
        self.known = book.tenants.get(rules.tenant_key(row["name"]))

    def trouble(self, column: str, message: Message, **values: object) -> None:
        self.problems.append(Problem(self.row.line, column, UserError(message, **values)))

    def collect(self, error: UserError, column: str, names: Mapping[str, str] | None = None) -> None:
        """Note what a rule refused; `names` tells the rule's fields from the list's columns."""
        found = error.problems if isinstance(error, InvalidInput) else {column: error}
        self.problems += [
            Problem(self.row.line, (names or {}).get(key, key), one) for key, one in found.items()
        ]

    def plan(self) -> PlannedTenant:
        draft = self._draft()
        units = self._units()
        contact, contact_id = self._contact()
        moved_in, cleared = self._moved_in(), self._cleared()
        if self.known is not None and self.known.status == TenantStatus.MOVED_OUT:
            self.trouble("name", N_("This tenant has moved out. Let it move in again first."))
        changed = self._changed(draft, units, contact, contact_id, moved_in, cleared)
        action = Action.ADD if self.known is None else Action.CHANGE if changed else Action.SAME
        known = None if self.known is None else self.known.id
        return PlannedTenant(
            self.row.line, action, draft, known, units, contact, contact_id, moved_in, cleared, changed
        )

    def _draft(self) -> TenantDraft:
        known = _draft_of(self.known) if self.known is not None else TenantDraft(self.row["name"])
        typed = {key: self.row[key] for key in OWN_COLUMNS if self.row[key]}
        draft = replace(known, **typed)
        try:
            return rules.checked_tenant(draft)
        except InvalidInput as refused:
            self.collect(refused, "name")
            return draft

    def _units(self) -> dict[str, str]:
        told = self._told_floor()
        try:
            numbers = rules.split_units(self.row["units"])
        except UserError as refused:
            self.collect(refused, "units")
            return {}
        return {number: self._floor(number, told) for number in numbers if self._takes(number)}

    def _told_floor(self) -> str | None:
        """What the list says of the floor; None when it makes no sense."""
        try:
            return rules.checked_floor(self.row["floor"]) if self.row["floor"] else ""
        except UserError as refused:
            self.collect(refused, "floor")
            return None

    def _takes(self, number: str) -> bool:
        owner = self.book.owners.get(number)
        if owner is not None and owner is not self.known:
            self.trouble("units", N_("Unit {unit} belongs to {tenant}."), unit=number, tenant=owner.name)
        return owner is None

    def _floor(self, number: str, told: str | None) -> str:
        floor = rules.floor_of(number) or told or ""
        if not floor and told is not None and number not in self.book.owners:
            self.trouble("floor", N_("On which floor is unit {unit}? Fill in the floor."), unit=number)
        return floor

    def _contact(self) -> tuple[ContactDraft | None, int | None]:
        name = self.row["contact"]
        if not name:
            if self.row["phone"] or self.row["job"]:
                self.trouble("contact", N_("Whose phone or job is this? Fill in the contact."))
            return None, None
        known = self._known_contact(name)
        draft = ContactDraft(name) if known is None else _contact_of(known)
        draft = replace(draft, job=self.row["job"] or draft.job, phone=self.row["phone"] or draft.phone)
        try:
            draft = rules.checked_contact(draft)
        except InvalidInput as refused:
            self.collect(refused, "contact", {"name": "contact"})
        return draft, None if known is None else known.id

    def _known_contact(self, name: str) -> ContactRow | None:
        known = self.book.contacts.get(self.known.id, ()) if self.known is not None else ()
        return next((one for one in known if rules.tenant_key(one.name) == rules.tenant_key(name)), None)

    def _moved_in(self) -> date | None:
        text = self.row["moved_in"]
        day = read_date(text)
        if text and day is None:
            self.trouble("moved_in", N_("“{text}” is no day. Write it as 2026-11-23."), text=text[:20])
        return day

    def _cleared(self) -> bool | None:
        text = self.row["cleared"].casefold()
        if text and text not in _YES | _NO:
            self.trouble("cleared", N_("“{text}” is neither yes nor no."), text=text[:20])
        return text in _YES if text in _YES | _NO else None

    def _changed(
        self,
        draft: TenantDraft,
        units: Mapping[str, str],
        contact: ContactDraft | None,
        contact_id: int | None,
        moved_in: date | None,
        cleared: bool | None,
    ) -> frozenset[str]:
        if self.known is None:
            return frozenset(key for key, text in self.row.cells.items() if text)
        before = _draft_of(self.known)
        changed = {key for key in OWN_COLUMNS if getattr(draft, key) != getattr(before, key)}
        changed |= {"units"} if units else set()
        changed |= {"moved_in"} if moved_in not in (None, self.known.moved_in) else set()
        changed |= {"cleared"} if cleared not in (None, self.known.cleared) else set()
        return frozenset(changed | self._changed_contact(contact, contact_id))

    def _changed_contact(self, contact: ContactDraft | None, contact_id: int | None) -> set[str]:
        if contact is None:
            return set()
        if contact_id is None:
            return {"contact"}
        before = (
            next(one for one in self.book.contacts[self.known.id] if one.id == contact_id)
            if self.known
            else None
        )
        return {key for key in ("job", "phone") if getattr(contact, key) != getattr(before, key)}


def _draft_of(row: TenantRow) -> TenantDraft:
    return TenantDraft(
        row.name, row.short_name, row.english_name, row.mailbox, row.after_hours_phone, row.note
    )


def _contact_of(row: ContactRow) -> ContactDraft:
    return ContactDraft(row.name, row.job, row.phone, row.after_hours)
