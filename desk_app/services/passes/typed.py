"""What was typed, cleaned and checked: every problem at its field, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from desk_app.services.codes.claims import GATES
from desk_app.services.codes.goods import MAX_PIECES
from desk_app.services.core.text.plates import parse_plate
from desk_app.services.core.typed import LEAST_WORDS, Problems
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import Signatory, TenantCard
from desk_app.services.passes import rules
from desk_app.services.passes.records import ExitKind, LineDraft, PassDraft
from desk_app.services.visitors.records import Visit, VisitState

MOST_LINES = 60
MOST_NAME, MOST_UNIT, MOST_SERIAL = 60, 10, 40
MOST_HOLDER, MOST_PLACE, MOST_CARRIER, MOST_REMARK, MOST_WAIVER = 100, 20, 60, 500, 200
MOST_TRIPS = 255
_IN_BUILDING = (VisitState.ON_SITE, VisitState.ON_BREAK)


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks need to know: the day, the building's usual, and whose pass it is."""

    today: date
    valid_days: int
    tenant: TenantCard | None = None
    visit: Visit | None = None
    """The visit that the draft names, if it is on record."""

    def signatory(self, wanted: int | None) -> Signatory | None:
        """One of the tenant's signatories on record."""
        people = self.tenant.signatories if self.tenant is not None else ()
        return next((one for one in people if one.id == wanted), None)


def checked_draft(typed: PassDraft, known: Known) -> PassDraft:
    """The draft as it is issued, with first and last day. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    draft = replace(
        _whose(problems, typed, known),
        goods=tuple(dict.fromkeys(typed.goods)),
        lines=_lines(problems, typed.lines),
        carrier=problems.line("carrier", typed.carrier, MOST_CARRIER),
        carrier_phone=problems.phone("carrier_phone", typed.carrier_phone),
        plate=problems.if_typed("plate", parse_plate, typed.plate),
        gates=_gates(problems, typed.gates),
        remark=problems.lines("remark", typed.remark, MOST_REMARK),
        waiver=problems.line("waiver", typed.waiver, MOST_WAIVER),
    )
    if not 1 <= draft.trips <= MOST_TRIPS:
        problems.say("trips", N_("A pass is for 1 to {most} trips."), most=MOST_TRIPS)
    _visited(problems, draft, known)
    draft = _days(problems, draft, known)
    _due(problems, draft)
    draft = _signed(problems, draft, known)
    problems.done()
    return draft


def checked_lines(typed: tuple[LineDraft, ...]) -> tuple[LineDraft, ...]:
    """Lines of goods alone, for a template. Raises InvalidInput."""
    problems = Problems()
    lines = _lines(problems, typed)
    problems.done()
    return lines


def _whose(problems: Problems, typed: PassDraft, known: Known) -> PassDraft:
    """Tenant, holder and unit. Only contractors' tools leave without a tenant (operating manual, Exit passes 1)."""
    holder = problems.line("holder", typed.holder, MOST_HOLDER)
    unit = problems.line("unit", typed.unit, MOST_PLACE)
    if known.tenant is not None:
        tenant = known.tenant.tenant
        return replace(
            typed,
            tenant=tenant.id,
            holder=tenant.name,
            unit=unit or (tenant.units[0] if tenant.units else ""),
        )
    if typed.kind is not ExitKind.TOOLS:
        problems.say("holder", N_("Choose the tenant whose goods leave."))
    elif len(holder) < LEAST_WORDS:
        problems.say("holder", N_("Type the contractor's company, or choose a tenant."))
    return replace(typed, tenant=None, holder=holder, unit=unit)


def _lines(problems: Problems, typed: tuple[LineDraft, ...]) -> tuple[LineDraft, ...]:
    if not typed:
        problems.say("lines", N_("Type at least one line of goods."))
    if len(typed) > MOST_LINES:
        problems.say("lines", N_("A pass has room for {most} lines. Issue a second one."), most=MOST_LINES)
        return typed
    lines = tuple(_line(problems, f"lines.{index}", line) for index, line in enumerate(typed))
    pieces = [line.quantity for line in lines]
    _once_each(problems, lines)
    if max(pieces, default=0) <= MAX_PIECES < sum(pieces):
        problems.say("lines", N_("A pass is for {most} pieces at most. Issue a second one."), most=MAX_PIECES)
    return lines


def _line(problems: Problems, at: str, typed: LineDraft) -> LineDraft:
    line = replace(
        typed,
        name=problems.line(f"{at}.name", typed.name, MOST_NAME),
        unit=problems.line(f"{at}.unit", typed.unit, MOST_UNIT),
        serial=problems.line(f"{at}.serial", typed.serial, MOST_SERIAL),
    )
    if not any(char.isalnum() for char in line.name):
        problems.say(f"{at}.name", N_("Say what it is."))
    if not 1 <= line.quantity <= MAX_PIECES:
        problems.say(f"{at}.quantity", N_("The quantity is 1 to {most}."), most=MAX_PIECES)
    return line


def _once_each(problems: Problems, lines: tuple[LineDraft, ...]) -> None:
    """A serial number is one thing's: it stands on one line. Words such as “none” are no number."""
    first: dict[str, int] = {}
    for index, line in enumerate(lines):
        serial = "".join(line.serial.casefold().split())
        if not any(char.isdigit() for char in serial):
            continue
        before = first.setdefault(serial, index)
        if before != index:
            text = N_("Line {n} has this serial number already.")
            problems.say(f"lines.{index}.serial", text, n=before + 1)


def _visited(problems: Problems, draft: PassDraft, known: Known) -> None:
    """Tools leave with somebody who came: today, or earlier and is still inside."""
    if draft.visit is None:
        return
    visit = known.visit
    if visit is None:
        problems.say("visit", N_("This visit is not on record."))
    elif visit.arrived_at is None or (visit.day != known.today and visit.state not in _IN_BUILDING):
        problems.say("visit", N_("This visit is not of today, and nobody is in the building on it any more."))


def _gates(problems: Problems, typed: tuple[int, ...]) -> tuple[int, ...]:
    """The gates in order; all of them is the same as any."""
    gates = tuple(sorted(set(typed)))
    if any(not 1 <= gate <= GATES for gate in gates):
        problems.say("gates", N_("Gates have the numbers 1 to {most}."), most=GATES)
    return () if len(gates) == GATES else gates


def _days(problems: Problems, draft: PassDraft, known: Known) -> PassDraft:
    """The first and the last day, both told from now on."""
    today, latest = known.today, known.today + timedelta(days=rules.MOST_DAYS - 1)
    day = draft.day or today
    if day < today:
        problems.say("day", N_("The day has passed. Choose today or a later day."))
    if day > latest:
        problems.say("day", N_("A pass lies within {most} days from today."), most=rules.MOST_DAYS)
        return replace(draft, day=day)
    until = rules.last_day(day, draft.until, today, known.valid_days)
    if until < day:
        problems.say("until", N_("The last day is not before the first."))
    if until > latest:
        problems.say("until", N_("A pass lies within {most} days from today."), most=rules.MOST_DAYS)
    return replace(draft, day=day, until=until)


def _due(problems: Problems, draft: PassDraft) -> None:
    """When returnable goods must be back (operating manual, Exit passes 3)."""
    returnable = any(line.returnable for line in draft.lines)
    if draft.kind is ExitKind.RETURNABLE and draft.lines and not returnable:
        problems.say("lines", N_("Mark the goods that come back as returnable."))
    if draft.due is None and (returnable or draft.kind is ExitKind.RETURNABLE):
        problems.say("due", N_("Say until when the returnable goods must be back."))
    if draft.due is not None and draft.day is not None and draft.due < draft.day:
        problems.say("due", N_("Goods cannot be due back before they leave."))


def _signed(problems: Problems, draft: PassDraft, known: Known) -> PassDraft:
    """Who signed: a signatory whose signature was compared, or the company seal. Any other name is dropped.

    Without a specimen nothing was compared, whatever was ticked: unless there is the seal, the supervisor decides.
    """
    signatory = known.signatory(draft.signatory)
    if draft.signatory is not None and signatory is None and "holder" not in problems.found:
        problems.say("signatory", N_("This person is not on record as a signatory of the tenant."))
    unproven = signatory is not None and not signatory.specimen
    if not draft.signature or unproven:
        draft = replace(draft, signature=False)
        if unproven and not draft.sealed:
            return _kinds_named(problems, draft, signatory)
        if not draft.sealed:
            problems.say("signatory", _unsigned(draft))
        return replace(draft, signatory=None)
    if draft.signatory is None and not draft.sealed:
        problems.say("signatory", _unsigned(draft))
    return _kinds_named(problems, draft, signatory)


def _kinds_named(problems: Problems, draft: PassDraft, signatory: Signatory | None) -> PassDraft:
    if rules.needs_kinds(draft, signatory) and not draft.goods:
        problems.say("goods", N_("Name the kinds of goods: who signed may not release all of them."))
    return draft


def _unsigned(draft: PassDraft) -> Message:
    if draft.signatory is None:
        return N_("Choose who signed, or check the company seal.")
    return N_("Compare the signature with the specimen and tick it, or check the company seal.")
