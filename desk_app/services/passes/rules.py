"""What the operating manual decides, chapter Exit passes: pure, no database, no clock of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from desk_app.services.calendar.days import WorkCalendar, after_working_days, working_days_between
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import (
    GOODS_KIND_NAMES,
    GoodsKind,
    Signatory,
    TenantCard,
    TenantStatus,
)
from desk_app.services.passes.carried_in import not_carried_in
from desk_app.services.passes.goods_kinds import propose
from desk_app.services.passes.records import ExitKind, LineDraft, PassDraft, PassState
from desk_app.services.visitors.records import Visit

S = PassState
OPEN = frozenset({S.ISSUED, S.PARTLY})
MOST_DAYS = 45
"""From today to the last day, both counted: what a code can say."""
UNUSED_DAYS = 30
"""So long an unused pass stays on the list of whom to phone."""

_NEW_INSTEAD = N_("This pass is used up. Nothing more can leave on it: issue a new one.")
_GONE_ALREADY = N_("This pass was revoked. Issue a new one instead.")
_TAKE_THE_NEW = N_("This pass was replaced. Use the pass that took its place.")
_RAN_OUT = N_("This pass has expired. Issue a new one: “copy” fills the form.")

WHY_NOT: dict[str, dict[PassState, Message]] = {
    "revoke": {
        S.USED: N_("This pass is used up: the goods have left. Revoking it would stop nothing."),
        S.REVOKED: N_("This pass was revoked already."),
        S.REPLACED: N_("This pass was replaced and is void already. Revoke the pass that took its place."),
    },
    "replace": {
        S.USED: _NEW_INSTEAD,
        S.EXPIRED: _RAN_OUT,
        S.REVOKED: _GONE_ALREADY,
        S.REPLACED: _TAKE_THE_NEW,
    },
    "print": {
        S.USED: _NEW_INSTEAD,
        S.EXPIRED: _RAN_OUT,
        S.REVOKED: _GONE_ALREADY,
        S.REPLACED: _TAKE_THE_NEW,
    },
}
"""Every step of the desk, and why it is not possible in a state (operating manual, Exit passes 10)."""


def state_now(kept: PassState, valid_until: datetime, now: datetime) -> PassState:
    """The state by the clock: what may still leave no longer may after the end."""
    return S.EXPIRED if kept in OPEN and now >= valid_until else kept


def require(step: str, state: PassState) -> None:
    """Raise IllegalStep, which says what to do instead, unless the step may be taken."""
    if state in WHY_NOT[step]:
        raise IllegalStep(WHY_NOT[step][state])


# Times


def last_day(day: date, until: date | None, today: date, valid_days: int) -> date:
    """The last day of a pass: as chosen, else the building's usual, as far as a code can say it."""
    if until is not None:
        return until
    return min(day + timedelta(days=valid_days - 1), today + timedelta(days=MOST_DAYS - 1))


def span(first: date, last: date, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when until when: from now or the first day's midnight, to the midnight after the last day."""
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    return max(now, start).astimezone(UTC), end.astimezone(UTC)


# Who may sign


def needs_kinds(draft: PassDraft, signatory: Signatory | None) -> bool:
    """Whether the kinds of goods must be named: the one who signed may not release all of them."""
    if draft.sealed or draft.kind is ExitKind.MOVE_OUT or signatory is None:
        return False
    return bool(signatory.kinds)


def signature_findings(draft: PassDraft, signatory: Signatory | None, today: date) -> list[Finding]:
    """What speaks against the signature; a company seal needs none (operating manual, Exit passes 2)."""
    if draft.sealed or signatory is None:
        return []
    found = []
    if not signatory.specimen:
        text = N_(
            "No specimen of {name}'s signature is on record: there is nothing to compare with. The company seal "
            "counts, or the supervisor decides."
        )
        found.append(_approval(text, name=signatory.name))
    if signatory.expired(today):
        found.append(
            _approval(
                N_("{name} may no longer sign: the authority ended on {day}."),
                name=signatory.name,
                day=signatory.expires,
            )
        )
    if draft.kind is ExitKind.MOVE_OUT and signatory.kinds:
        found.append(
            _approval(
                N_(
                    "{name} may sign for some kinds of goods only; a move-out needs more, or the company seal."
                ),
                name=signatory.name,
            )
        )
    if draft.kind is not ExitKind.MOVE_OUT:
        found += [
            replace(
                _approval(
                    N_("{name} may not sign for this kind of goods: {kind}."),
                    name=signatory.name,
                    kind=GOODS_KIND_NAMES[kind],
                ),
                field="goods",
            )
            for kind in _not_allowed(draft.goods, signatory)
        ]
        found += _unnamed(draft, signatory)
    return found


def _unnamed(draft: PassDraft, signatory: Signatory) -> list[Finding]:
    """Goods that look like a kind which is not named, and which the signature does not cover: somebody looks again."""
    if not signatory.kinds or not draft.goods:
        return []
    looks: dict[GoodsKind, list[str]] = {}
    for line in draft.lines:
        for kind in propose([line.name]).kinds:
            if kind not in draft.goods and kind not in signatory.kinds:
                looks.setdefault(kind, []).append(line.name.strip())
    text = N_("By its name this looks like {kind}, which is not among the kinds of goods chosen: {goods}.")
    return [
        Finding(
            Weight.WARNING, text, {"kind": GOODS_KIND_NAMES[kind], "goods": "、".join(names)}, field="goods"
        )
        for kind, names in looks.items()
    ]


def carried_findings(draft: PassDraft, visit: Visit | None) -> list[Finding]:
    """Tools that leave with a visitor who, by the log, did not carry them in (operating manual, Exit passes 5)."""
    if draft.kind is not ExitKind.TOOLS or visit is None:
        return []
    missing = not_carried_in((line.name for line in draft.lines), visit.belongings)
    if not missing:
        return []
    text = N_(
        "Not among what {name} carried in: {goods}. On record is: {belongings}. Names are compared, not quantities."
    )
    if not visit.belongings.strip():
        text = N_("Nothing is on record as carried in by {name}: there is nothing to compare the tools with.")
    values = {"name": visit.name, "goods": "、".join(missing), "belongings": visit.belongings.strip()}
    return [Finding(Weight.WARNING, text, values, "visit", visit.id)]


def _not_allowed(goods: Iterable[GoodsKind], signatory: Signatory) -> list[GoodsKind]:
    return [kind for kind in goods if signatory.kinds and kind not in signatory.kinds]


def _approval(text: Message, /, **values: object) -> Finding:
    return Finding(Weight.APPROVAL, text, values)


# Who may move out


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before it a move-out must be announced, and on which days people work."""

    days: int
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


def tenant_findings(kind: ExitKind, tenant: TenantCard | None, first: date, notice: Notice) -> list[Finding]:
    """What a tenant's own state forbids (operating manual, Exit passes 4). Nobody may set it aside."""
    if tenant is None:
        return []
    status, name = tenant.tenant.status, tenant.tenant.name
    if status is TenantStatus.MOVED_OUT:
        text = N_("{tenant} has moved out: there is no pass for it any more.")
        return [_refused(tenant, text, tenant=name)]
    if kind is not ExitKind.MOVE_OUT:
        return []
    return [*_notice_findings(tenant, first, notice), *_clearance_findings(tenant)]


def _notice_findings(tenant: TenantCard, first: date, notice: Notice) -> list[Finding]:
    name = tenant.tenant.name
    if tenant.tenant.status is not TenantStatus.MOVING_OUT or tenant.notice_on is None:
        text = N_("{tenant} has announced no move-out. The supervisor records the notice in the directory.")
        return [_refused(tenant, text, tenant=name)]
    if working_days_between(tenant.notice_on, first, notice.calendar) >= notice.days:
        return []
    text = N_(
        "The move-out was announced on {announced}; {n} working days must pass. The pass may begin on {earliest}."
    )
    earliest = after_working_days(tenant.notice_on, notice.days, notice.calendar)
    return [_refused(tenant, text, announced=tenant.notice_on, n=notice.days, earliest=earliest)]


def _clearance_findings(tenant: TenantCard) -> list[Finding]:
    if tenant.cleared:
        return []
    text = N_(
        "Finance has not cleared {tenant}. Ask finance; the supervisor records the clearance in the directory."
    )
    return [_refused(tenant, text, tenant=tenant.tenant.name)]


def _refused(tenant: TenantCard, text: Message, /, **values: object) -> Finding:
    return Finding(Weight.REFUSED, text, values, "tenant", tenant.tenant.id)


def unsettled(findings: Sequence[Finding], *, acknowledged: bool, approved: bool) -> tuple[Finding, ...]:
    """What still stands in the way: what nobody may set aside, alone; else all that nobody has dealt with."""
    refused = tuple(one for one in findings if one.weight is Weight.REFUSED)
    settled = {Weight.APPROVAL: approved, Weight.WARNING: acknowledged}
    return refused or tuple(one for one in findings if not settled[one.weight])


# What has left, and what is out


@dataclass(frozen=True, slots=True)
class Gone:
    """A release as the count of trips sees it: what left by line, on which trip, and whether that ended with it."""

    trip: int
    closes: bool
    moved: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a pass: trips used up, and by line what left on the present trip and what is out."""

    trips_used: int
    gone: Mapping[int, int]
    out: Mapping[int, int]


def standing(
    lines: Mapping[int, tuple[int, bool]],
    trips: int,
    releases: Sequence[Gone],
    returned: Mapping[int, int],
) -> Standing:
    """Count releases, in any order, and returns. `lines`: position → (quantity, returnable).

    A release says which trip it was: those before it are over, whether or not all of them are known. What two gates
    let out on one trip beyond the list counts against the next one, so that no more leaves than quantity by trips. On a
    pass that is used up the present trip is the last one.
    """
    used = max(sum(one.closes for one in releases), *(one.trip - 1 + one.closes for one in releases), 0)
    present = min(used + 1, trips)
    gone, out = {}, {}
    for position, (quantity, returnable) in lines.items():
        gone[position] = 0
        for trip in range(1, present + 1):
            on_it = sum(one.moved.get(position, 0) for one in releases if min(one.trip, present) == trip)
            gone[position] = max(0, gone[position] - quantity) + on_it if trip > 1 else on_it
        if returnable:
            left = sum(one.moved.get(position, 0) for one in releases)
            out[position] = max(0, left - returned.get(position, 0))
    return Standing(used, gone, out)


def remaining(
    lines: Mapping[int, LineDraft], gone: Mapping[int, int], trips_left: int
) -> tuple[dict[int, LineDraft], int]:
    """Lines by their place, and trips, of the pass that takes another's place: what has left is left.

    A line keeps its place, so that what left on the old paper counts against the new one. On the last trip only the
    rest may leave. With more trips to come the one that was begun counts as made: a new pass cannot say that one trip
    is smaller than the others.
    """
    if not any(gone.values()):
        return dict(lines), trips_left
    if trips_left > 1:
        return dict(lines), trips_left - 1
    rest = {
        place: replace(line, quantity=line.quantity - gone.get(place, 0))
        for place, line in lines.items()
        if line.quantity > gone.get(place, 0)
    }
    return rest, trips_left
