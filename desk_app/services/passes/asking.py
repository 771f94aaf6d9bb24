"""What the checks and findings need from elsewhere: the tenant, the calendar, what is open with whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from desk_app.services.calendar.days import work_calendar
from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.matters import Matter, Party
from desk_app.services.core.people import Actor
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Tenant, TenantCard, TenantStatus
from desk_app.services.journal.work import Bench, Read
from desk_app.services.passes import rules
from desk_app.services.passes.options import NOTICE_DAYS, VALID_DAYS
from desk_app.services.passes.records import ExitKind, PassDraft
from desk_app.services.passes.typed import Known
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Visit


def known_for(read: Read, bench: Bench, draft: PassDraft) -> Known:
    """The day, the building's usual, tenant and visit. Raises InvalidInput for a tenant that is not on record."""
    tenant = tenant_of(bench, read.by, draft)
    return Known(read.today, read.setting(VALID_DAYS), tenant, _visit_of(bench, read.by, draft))


def _visit_of(bench: Bench, by: Actor, draft: PassDraft) -> Visit | None:
    if draft.visit is None:
        return None
    try:
        return VisitorQueries(bench).card(by, draft.visit).visit
    except NotFound:
        return None


def tenant_of(bench: Bench, by: Actor, draft: PassDraft) -> TenantCard | None:
    """The tenant that was chosen, or that the typed holder names exactly. Raises InvalidInput for an unknown one."""
    directory = DirectoryQueries(bench)
    wanted = draft.tenant if draft.tenant is not None else _named(directory.tenants(by), draft.holder)
    if wanted is None:
        return None
    try:
        return directory.tenant(by, wanted)
    except NotFound as unknown:
        raise InvalidInput({"holder": unknown}) from unknown


def _named(tenants: Iterable[Tenant], typed: str) -> int | None:
    """The one tenant of this name; whoever is in the building goes before those who have left."""
    said = " ".join(typed.split()).casefold()
    if not said:
        return None
    found = [one for one in tenants if said in _names(one)]
    present = [one for one in found if one.status is not TenantStatus.MOVED_OUT]
    found = present or found
    return found[0].id if len(found) == 1 else None


def _names(tenant: Tenant) -> set[str]:
    return {one.casefold() for one in (tenant.name, tenant.short_name, tenant.english_name)}


def findings_on(read: Read, bench: Bench, draft: PassDraft, known: Known) -> tuple[Finding, ...]:
    """Everything that speaks against a draft, the heaviest first (operating manual, Exit passes 2, 4 and 5)."""
    found = lapsed_findings(bench, draft, known)
    found += rules.signature_findings(draft, known.signatory(draft.signatory), known.today)
    named = {(one.kind, one.record) for one in found if one.kind}
    party = party_of(draft, known)
    for matter in open_matters(read, bench, party) if party is not None else ():
        if matter.owed and (matter.kind, matter.record) not in named:
            found.append(Finding(Weight.WARNING, matter.text, matter.values, matter.kind, matter.record))
    found += rules.carried_findings(draft, known.visit)
    return tuple(sorted(found, key=lambda one: list(Weight).index(one.weight), reverse=True))


def lapsed_findings(bench: Bench, draft: PassDraft, known: Known) -> list[Finding]:
    """What the tenant's own state forbids."""
    notice = rules.Notice(bench.settings.get(NOTICE_DAYS), work_calendar(bench.settings))
    return rules.tenant_findings(draft.kind, known.tenant, _first_day(draft.day, known.today), notice)


def _first_day(day: date | None, today: date) -> date:
    """The first day while the form is being filled: within what a pass can say."""
    return min(max(day or today, today), today + timedelta(days=rules.MOST_DAYS))


def party_of(draft: PassDraft, known: Known) -> Party | None:
    """Whom exit clearance asks about. Tools are carried by the contractor: there the phone is theirs."""
    tenant = known.tenant.tenant.id if known.tenant is not None else None
    phone = _phone(draft.carrier_phone) if draft.kind is ExitKind.TOOLS else ""
    if tenant is None and draft.visit is None and not phone:
        return None
    return Party(tenant, draft.visit, phone)


def _phone(typed: str) -> str:
    """A phone number while it is being typed: none until it is one."""
    try:
        return str(parse_phone(typed))
    except UserError:
        return ""


def open_matters(read: Read, bench: Bench, party: Party) -> list[Matter]:
    """What every feature knows to be open, what is owed first."""
    found = [matter for ask in bench.matters for matter in ask(read, party)]
    return sorted(found, key=lambda matter: not matter.owed)
