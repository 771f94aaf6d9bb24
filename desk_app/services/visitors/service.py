"""The verbs of a visit. One transaction each; rules are in `rules.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.looking import Why, checked_words
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS, Role
from desk_app.services.core.sealing import Sealer
from desk_app.services.core.sharing import desk_of_id
from desk_app.services.core.text.masks import mask_document
from desk_app.services.core.typed import shortened_reason
from desk_app.services.core.words import N_
from desk_app.services.db.own import given_out_by
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.trust.heard import desk_code
from desk_app.services.visitors import events, rules
from desk_app.services.visitors.announced import called_off
from desk_app.services.visitors.hosting import resolved
from desk_app.services.visitors.mapping import facts, personal, set_host, to_visit
from desk_app.services.visitors.merging import Step, leavings
from desk_app.services.visitors.options import CLOSING_TIME, PHONE_NEEDED, PURPOSES_WITH_ID, UNDO_MINUTES
from desk_app.services.visitors.overdue import forgotten_visits, missed_visits
from desk_app.services.visitors.passes import PassMaker
from desk_app.services.visitors.records import Arrival, CheckedIn, Expectation, Visit, VisitState
from desk_app.services.visitors.tables import BreakRow, PhotoRow, VisitRow
from desk_app.services.visitors.typed import Asked, checked_arrival, checked_expectation
from desk_app.services.visitors.watch import DOCUMENT, watch_match
from desk_app.services.visitors.words import again, say, words_on


class Visitors(Service):
    """Who comes and goes (operating manual, Visitors)."""

    area = "visitors"

    @command(allow=DESK, back_entry=True)
    def check_in(self, work: Work, arrival: Arrival) -> CheckedIn:
        """Somebody stands at the desk: on site now, unless the watch list stops them.

        Whoever was announced is checked in on the announced visit: never two records of one coming. Saving one form
        twice checks in once. Raises InvalidInput, or AlreadyHere for a phone that is on site and `again` unsaid.
        """
        before = _by_request(work, arrival.request)
        if before is not None:
            return CheckedIn(to_visit(before), before.state == VisitState.WAITING)
        arrival = checked_arrival(arrival, _asked(work), work.today)
        arrival = replace(arrival, host=resolved(self.bench, work.by, arrival.host))
        row = _expected_row(work, arrival)
        was_expected = row is not None
        elsewhere = None
        if row is not None and desk_of_id(row.id) != work.desk.desk_number:
            elsewhere, row = row, None  # announced at another desk: a visit of this one's
        if not arrival.again:
            _refuse_twice(work, arrival)
        _refuse_badge(work, arrival.badge)
        match = watch_match(work, arrival)
        if row is None:
            row = VisitRow(id=work.new_id(), number=work.number(), day=work.today, state="", purpose="")
        _fill(work, row, arrival)
        if match is not None:
            row.state, row.watch_entry = VisitState.WAITING, match
            row.seen_at = work.now
            work.record(events.STOPPED, row.id, {**facts(row), "entry": match}, personal(row))
        else:
            _let_in(work, row)
            work.record(events.CHECKED_IN, row.id, facts(row), personal(row))
        _keep(work, row, arrival)
        if match is None:
            say(work, row, Step.CAME)
        if elsewhere is not None:
            called_off(work, elsewhere, row.number)
        return CheckedIn(to_visit(row, has_photo=arrival.photo is not None), match is not None, was_expected)

    @command(allow=SUPERVISORS, back_entry=True)
    def admit(self, work: Work, visit_id: int, reason: str) -> Visit:
        """The supervisor lets somebody in whom the watch list stopped."""
        row = _row(work, visit_id, "admit")
        work.require_after(row.seen_at)
        row.reason = shortened_reason(reason)
        _give_up_badge(work, row)
        _let_in(work, row)
        say(work, row, Step.CAME)
        work.note(reasoned=True)
        work.record(events.ADMITTED, row.id, facts(row), {"reason": row.reason})
        return to_visit(row)

    @command(allow=SUPERVISORS)
    def refuse(self, work: Work, visit_id: int, reason: str) -> Visit:
        """The supervisor sends somebody away; no pass is printed (operating manual, Visitors 7)."""
        row = _row(work, visit_id, "refuse")
        row.state, row.reason = VisitState.REFUSED, shortened_reason(reason)
        work.note(reasoned=True)
        work.record(events.REFUSED, row.id, facts(row), {"reason": row.reason})
        return to_visit(row)

    @command(allow=DESK)
    def expect(self, work: Work, expectation: Expectation) -> Visit:
        """A tenant announces a visitor. Raises InvalidInput."""
        return to_visit(_announce(work, self._checked(work, expectation)))

    @command(allow=DESK)
    def expect_many(self, work: Work, expectations: Sequence[Expectation]) -> int:
        """A tenant announces a list: all of it or, when one line is wrong, none. Raises InvalidInput."""
        checked = [self._checked(work, one) for one in expectations]
        for one in checked:
            _announce(work, one)
        return len(checked)

    def _checked(self, work: Work, one: Expectation) -> Expectation:
        checked = checked_expectation(one, work.today)
        return replace(checked, host=resolved(self.bench, work.by, checked.host))

    @command(allow=DESK)
    def cancel(self, work: Work, visit_id: int, reason: str = "") -> Visit:
        """An announced visitor will not come."""
        row = _row(work, visit_id, "cancel")
        row.state, row.reason = VisitState.CANCELLED, reason.strip()
        work.record(events.CANCELLED, row.id, facts(row), {"reason": row.reason} if row.reason else None)
        return to_visit(row)

    @command(allow=EVERYONE, back_entry=True)
    def step_out(self, work: Work, visit_id: int) -> Visit:
        """Lunch, the car: out and in within one visit."""
        row = _row(work, visit_id, "step_out")
        if work.is_back_entry:
            work.require_after(row.arrived_at, _last_back(work, row))
        row.state, row.seen_at = VisitState.ON_BREAK, work.now
        work.session.add(BreakRow(id=work.new_id(), visit=row.id, out_at=work.now))
        say(work, row, Step.AWAY)
        work.record(events.STEPPED_OUT, row.id, facts(row))
        return to_visit(row)

    @command(allow=EVERYONE, back_entry=True)
    def come_back(self, work: Work, visit_id: int) -> Visit:
        """Back from a break."""
        row = _row(work, visit_id, "come_back")
        if work.is_back_entry:
            work.require_after(_out_since(work, row))
        row.state, row.seen_at = VisitState.ON_SITE, work.now
        _end_break(work, row)
        say(work, row, Step.BACK)
        work.record(events.CAME_BACK, row.id, facts(row))
        return to_visit(row)

    @command(allow=EVERYONE, back_entry=True)
    def check_out(
        self,
        work: Work,
        visit_id: int,
        badge_returned: bool | None = None,
        left_at: datetime | None = None,
        by: str = "desk",
        reason: str = "",
    ) -> Visit:
        """The visitor left. `left_at` corrects a "probably left" to the real time; `by` is desk or gate.

        `reason`: why the supervisor, who then acts, confirms what the gate alone does not.
        Raises UserError for a time before the arrival or in the future.
        """
        row = _row(work, visit_id, "check_out")
        if work.is_back_entry:
            work.require_after(row.arrived_at, _last_back(work, row), _out_since(work, row))
        moment = left_at or work.now
        if moment > work.now or (row.arrived_at is not None and moment < row.arrived_at):
            raise UserError(N_("The time of leaving lies between the arrival and now."))
        _end_break(work, row)
        row.left_by = "correction" if left_at else by
        row.state, row.left_at, row.seen_at = VisitState.LEFT, moment, moment
        row.badge_returned = badge_returned if row.badge else None
        say(work, row, Step.LEFT, moment)
        work.record(
            events.CHECKED_OUT,
            row.id,
            {**facts(row), "by": row.left_by, "badge_returned": row.badge_returned},
        )
        if reason:
            work.note(reason=reason)
        return to_visit(row)

    @command(allow=EVERYONE, meanwhile=True)
    def undo_check_out(self, work: Work, visit_id: int) -> Visit:
        """A slip: the visitor is still here. Raises IllegalStep when it is too long ago."""
        row = _row(work, visit_id, "undo_check_out")
        _require_left_here(work, row)
        minutes = work.setting(UNDO_MINUTES)
        if row.left_at is None or work.now - work.typed_at(row.id, row.left_at) > timedelta(minutes=minutes):
            raise IllegalStep(
                N_("A check-out can be undone for {minutes} minutes. Check the visitor in again."),
                minutes=minutes,
            )
        row.state, row.left_at, row.left_by, row.seen_at = VisitState.ON_SITE, None, "", work.now
        row.badge_returned = None
        _give_up_badge(work, row)
        say(work, row, Step.SEEN)
        work.record(events.CHECK_OUT_UNDONE, row.id, facts(row))
        return to_visit(row)

    @command(allow=EVERYONE)
    def see(self, work: Work, visit_id: int) -> Visit:
        """Somebody listed as overstaying or probably left was seen: still in the building."""
        row = _row(work, visit_id, "see")
        if row.state == VisitState.PROBABLY_LEFT:
            _give_up_badge(work, row)
            row.state, row.left_at, row.left_by = VisitState.ON_SITE, None, ""
        row.seen_at = work.now
        say(work, row, Step.SEEN)
        work.record(events.SEEN, row.id, facts(row))
        return to_visit(row)

    @command(allow=DESK, meanwhile=True)
    def correct(self, work: Work, visit_id: int, arrival: Arrival) -> Visit:
        """Mend what was typed. The times stay; a document is kept unless a new one is typed. Raises InvalidInput."""
        row = _row(work, visit_id, "correct")
        _require_own(work, row)
        kept = row.id_sealed is not None and not arrival.id_number.strip()
        asked = Asked(work.setting(PHONE_NEEDED), () if kept else work.setting(PURPOSES_WITH_ID))
        arrival = checked_arrival(arrival, asked, min(work.today, row.day))
        arrival = replace(arrival, host=resolved(self.bench, work.by, arrival.host))
        if arrival.badge != row.badge:
            _refuse_badge(work, arrival.badge)
        _fill(work, row, arrival)
        _keep(work, row, arrival)
        again(work, row)
        work.record(events.CORRECTED, row.id, facts(row), personal(row))
        return to_visit(row)

    @command(allow=DESK, meanwhile=True)
    def print_pass(self, work: Work, visit_id: int) -> Visit:
        """Count one more print of the pass: the first is the original, every later one is a copy.

        Raises IllegalStep for a visitor who is not in the building: refused means no pass.
        """
        row = _row(work, visit_id, "print_pass")
        _require_own(work, row)
        row.copies += 1
        work.record(events.PASS_PRINTED, row.id, {"copy": row.copies - 1})
        return to_visit(row, has_photo=_has_photo(work, row))

    @command(allow=SUPERVISORS, meanwhile=True)
    def reveal_document(self, work: Work, visit_id: int, words: str, why: Why = Why.OTHER) -> str:
        """The document's whole number, against a reason that is on record (operating manual, Visitors 1).

        Raises InvalidInput ("words") when another reason than those offered says nothing.
        """
        row = _row(work, visit_id)
        work.note(why=why.value, reason=checked_words(why, words), visit=visit_id)
        number = Sealer(work.secrets).open(DOCUMENT, row.id_sealed) if row.id_sealed else None
        if number is None:
            raise NotFound(N_("No document number is kept for this visit, or its key is on another PC."))
        return number

    @command(allow=frozenset({Role.SYSTEM}))
    def close_day(self, work: Work) -> int:
        """At closing time: who was not seen to leave has "probably left", who did not come is a no-show.

        Returns how many visits were closed. Runs again without harm; catches up on days the PC was off.
        """
        closing = rules.last_closing(work.now, work.setting(CLOSING_TIME), self.bench.clock.zone)
        here = work.desk.desk_number
        forgotten = work.session.scalars(forgotten_visits(closing, here)).all()
        for row in forgotten:
            seen = row.seen_at or closing
            row.state, row.left_by = VisitState.PROBABLY_LEFT, "closing"
            row.left_at = max(seen, _closing_after(seen, closing))
            _end_break(work, row)
            say(work, row, Step.PROBABLY_LEFT, row.left_at)
            work.record(events.PROBABLY_LEFT, row.id, facts(row))
        missed = work.session.scalars(missed_visits(closing, work.now, here)).all()
        for row in missed:
            row.state = VisitState.NO_SHOW
            work.record(events.NO_SHOW, row.id, facts(row))
        return len(forgotten) + len(missed)


class AlreadyHere(IllegalStep):
    """A visitor with this phone is on site; `visit_id` says which visit."""

    def __init__(self, visit_id: int, name: str, since: datetime | None) -> None:
        super().__init__(
            N_(
                "{name} is already on site with this phone number. Check out the earlier visit, or check in once more."
            ),
            name=name,
        )
        self.visit_id = visit_id
        self.since = since


class AlreadyWaiting(IllegalStep):
    """This visitor waits for the supervisor's decision; `visit` is theirs."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(N_("{name} is already waiting for the supervisor's decision."), name=visit.name)
        self.visit = visit


def _asked(work: Work) -> Asked:
    return Asked(work.setting(PHONE_NEEDED), work.setting(PURPOSES_WITH_ID))


def _row(work: Work, visit_id: int, step: str | None = None) -> VisitRow:
    row = work.session.get(VisitRow, visit_id)
    if row is None:
        raise NotFound(N_("This visit is not on record."))
    if step is not None:
        rules.require(step, VisitState(row.state))
    return row


def _require_own(work: Work, row: VisitRow) -> None:
    """What was typed is mended, and printed, where it was typed."""
    desk = desk_of_id(row.id)
    if desk != work.desk.desk_number:
        announced = N_("Desk {desk} took this announcement: only there can this be done.")
        came = N_("Desk {desk} checked this visitor in: only there can this be done.")
        raise IllegalStep(
            came if row.arrived_at else announced,
            desk=desk_code(work.session, desk),
        )


def _require_left_here(work: Work, row: VisitRow) -> None:
    """A check-out is undone by the desk that made it; the others go by what it says."""
    left = leavings(row.arrived_at or work.now, words_on(work.session, row.id))
    other = next((one.desk for one in left if one.desk != work.desk.desk_number), None)
    if other is not None:
        raise IllegalStep(
            N_("Desk {desk} checked this visitor out: only there can it be undone."),
            desk=desk_code(work.session, other),
        )


def _by_request(work: Work, request: str) -> VisitRow | None:
    if not request:
        return None
    # The second condition is the index's own: without it the whole table is read.
    return work.session.scalars(
        select(VisitRow).where(VisitRow.request == request, VisitRow.request != "")
    ).first()


def _expected_row(work: Work, arrival: Arrival) -> VisitRow | None:
    """The announced visit that this arrival is: as chosen, or by phone, or by name and host, today."""
    if arrival.expected_id is not None:
        return _row(work, arrival.expected_id, "check_in")
    today = work.session.scalars(
        select(VisitRow).where(VisitRow.day == work.today, VisitRow.state == VisitState.EXPECTED)
    ).all()
    for row in today:
        if row.phone and row.phone == arrival.phone:
            return row
    same_name = [row for row in today if row.name == arrival.name and not (row.phone and arrival.phone)]
    hosted = [row for row in same_name if row.host_tenant == arrival.host.tenant_id]
    return hosted[0] if len(hosted) == 1 else None


def _refuse_twice(work: Work, arrival: Arrival) -> None:
    if not arrival.phone:
        return
    inside = [state.value for state in rules.IN_BUILDING | {VisitState.WAITING}]
    here = work.session.scalars(
        select(VisitRow).where(VisitRow.phone == arrival.phone, VisitRow.state.in_(inside))
    ).first()
    if here is None or here.name != arrival.name:
        return
    came = here.arrived_at or here.seen_at
    if work.is_back_entry and came is not None and came > work.now:
        return  # an earlier coming of theirs, entered after the later one
    if here.state == VisitState.WAITING:
        raise AlreadyWaiting(to_visit(here))
    raise AlreadyHere(here.id, here.name, here.arrived_at)


def _refuse_badge(work: Work, badge: str) -> None:
    holder = _holder(work, badge) if badge else None
    if holder is not None:
        problem = UserError(
            N_("Badge {badge} is with {name}. Take another one."), badge=badge, name=holder.name
        )
        raise InvalidInput({"badge": problem})


def _give_up_badge(work: Work, row: VisitRow) -> None:
    """Somebody is inside again whose badge was given to the next visitor meanwhile: it is no longer theirs."""
    holder = _holder(work, row.badge) if row.badge else None
    if holder is not None and holder.id != row.id:
        row.badge = ""


def _holder(work: Work, badge: str) -> VisitRow | None:
    inside = [state.value for state in rules.IN_BUILDING]
    own = given_out_by(VisitRow.id, work.desk.desk_number)  # another desk has badges of its own
    return work.session.scalars(
        select(VisitRow).where(VisitRow.state.in_(inside), VisitRow.badge == badge, own)
    ).first()


def _fill(work: Work, row: VisitRow, arrival: Arrival) -> None:
    """Write what was typed into the row."""
    row.name, row.phone, row.company = arrival.name, arrival.phone, arrival.company
    row.purpose, row.party_size, row.plate = arrival.purpose, arrival.party_size, arrival.plate
    row.badge, row.belongings, row.remark = arrival.badge, arrival.belongings, arrival.remark
    row.permit_number, row.permit_until, row.escort = (
        arrival.permit.number,
        arrival.permit.until,
        arrival.permit.escort,
    )
    row.request = arrival.request or row.request or ""
    set_host(row, arrival.host)
    if arrival.id_number:
        sealer = Sealer(work.secrets)
        row.id_kind, row.id_mask = arrival.id_kind, mask_document(arrival.id_number)
        row.id_sealed = sealer.seal(DOCUMENT, arrival.id_number)
        row.id_index = sealer.index(DOCUMENT, arrival.id_number)


def _keep(work: Work, row: VisitRow, arrival: Arrival) -> None:
    """The row is written once, whole: its columns' defaults are part of the record that is given back."""
    work.session.add(row)
    work.session.flush()
    if arrival.photo is not None:
        work.session.merge(PhotoRow(visit=row.id, jpeg=arrival.photo))


def _let_in(work: Work, row: VisitRow) -> None:
    """On site from now, with a pass of this visit's own."""
    row.state, row.arrived_at, row.seen_at, row.day = VisitState.ON_SITE, work.now, work.now, work.today
    row.received_by = work.by.staff_id
    PassMaker(work).give(row)


def _announce(work: Work, one: Expectation) -> VisitRow:
    zone = work.local(work.now).tzinfo
    assert zone is not None
    start, end = rules.window(one.day, one.time_from, one.time_until, zone)
    row = VisitRow(
        id=work.new_id(),
        number=work.number(),
        state=VisitState.EXPECTED,
        day=one.day,
        name=one.name,
        phone=one.phone,
        company=one.company,
        purpose=one.purpose,
        party_size=one.party_size,
        plate=one.plate,
        remark=one.remark,
        expected_from=start,
        expected_until=end,
        received_by=work.by.staff_id,
    )
    set_host(row, one.host)
    work.session.add(row)
    work.session.flush()  # the columns' defaults are part of the record that is given back
    work.record(events.EXPECTED, row.id, facts(row), personal(row))
    return row


def _out_since(work: Work, row: VisitRow) -> datetime | None:
    return work.session.scalars(
        select(func.max(BreakRow.out_at)).where(BreakRow.visit == row.id, BreakRow.back_at.is_(None))
    ).one()


def _last_back(work: Work, row: VisitRow) -> datetime | None:
    return work.session.scalars(select(func.max(BreakRow.back_at)).where(BreakRow.visit == row.id)).one()


def _end_break(work: Work, row: VisitRow) -> None:
    open_break = work.session.scalars(
        select(BreakRow).where(BreakRow.visit == row.id, BreakRow.back_at.is_(None))
    ).first()
    if open_break is not None:
        open_break.back_at = work.now


def _closing_after(seen: datetime, closing: datetime) -> datetime:
    """The closing time of the day on which somebody was last seen."""
    days = (closing - seen) // timedelta(days=1)
    return closing - timedelta(days=days)


def _has_photo(work: Work, row: VisitRow) -> bool:
    return work.session.get(PhotoRow, row.id) is not None
