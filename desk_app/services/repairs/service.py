"""The verbs of an order. One transaction each; rules are in `rules.py`, how a report comes in in `taking_in.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from desk_app.services.blobs.pictures import checked_picture
from desk_app.services.blobs.store import kept_signature
from desk_app.services.colleagues.reading import colleague_of
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import DESK, SUPERVISORS, Role
from desk_app.services.core.words import N_
from desk_app.services.directory.records import Trade
from desk_app.services.journal.marks import done_before, require_same, same_words
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.repairs import events, rules
from desk_app.services.repairs.calling_back import again, require_untouched, take_back_rework
from desk_app.services.repairs.clocks import held_until, times_of
from desk_app.services.repairs.mapping import facts, missed_calls, personal, standing, to_order, to_price
from desk_app.services.repairs.options import UNDO_MINUTES, WORK_FROM, WORK_UNTIL
from desk_app.services.repairs.records import (
    ClockKind,
    Order,
    OrderDraft,
    OrderKind,
    OrderState,
    Price,
    PricedLine,
)
from desk_app.services.repairs.steps import (
    Step,
    forget_missed,
    last_step,
    note_missed,
    order_row,
    put_back,
    row_for,
    tell,
    write_prices,
)
from desk_app.services.repairs.tables import OrderRow, PricedRow, PriceRow
from desk_app.services.repairs.taking_in import (
    add_pictures,
    change_urgency,
    failed_before,
    fill,
    join,
    known_for,
    new_order,
    open_target,
    photo_count,
    pictures_of,
    price_now,
    received,
    rework,
)
from desk_app.services.repairs.typed import (
    checked_arrival,
    checked_hold,
    checked_order,
    checked_price,
    checked_price_lines,
    checked_promise,
    checked_words,
)

S = OrderState


class Repairs(Service):
    """Repairs, complaints and requests, from the report to its closing (operating manual, Repair intake)."""

    area = "repairs"

    @command(allow=DESK)
    def take_in(self, work: Work, draft: OrderDraft) -> Order:
        """A report. With `join` it counts as a repeat of that order, with `rework_of` as its rework.

        The same form saved twice takes in one. Raises InvalidInput; NotFound and IllegalStep for a call or lost key
        that already became something.
        """
        before = done_before(work, OrderRow, draft.request)
        if before is not None:
            require_same(same_words(draft.description, before.description))
            return to_order(work, before)
        draft = checked_order(draft, known_for(work, draft))
        target = open_target(work, "join", draft.join) if draft.join is not None else None
        failed = failed_before(work, draft.rework_of) if draft.rework_of is not None else None
        row = new_order(work, draft, pictures_of(draft.photos))
        if failed is not None and target is None:
            rework(work, row, failed)
        if target is not None:
            join(work, row, target)
        received(work, row, draft)
        return _shown(work, row)

    @command(allow=DESK)
    def pass_on(self, work: Work, order: int) -> Order:
        """The department of a complaint or request knows of it. Raises IllegalStep."""
        row = row_for(work, order, "pass_on")
        rules.require_passable(row.number, OrderKind(row.kind), row.passed_on_at)
        step = Step(work, row)
        row.passed_on_at = step.at
        step.end(events.PASSED_ON)
        return _shown(work, row)

    @command(allow=DESK)
    def dispatch(self, work: Work, order: int, colleague: int, promised: datetime | None) -> Order:
        """Somebody is sent, or somebody else than before. A paid service waits until its price is confirmed.

        Raises InvalidInput ("colleague", "promised"), IllegalStep.
        """
        row = row_for(work, order, "dispatch")
        _require_price(work, row)
        who = colleague_of(work.session, colleague)
        if who is None or not who.active:
            raise InvalidInput({"colleague": UserError(N_("Choose a colleague who works here."))})
        checked_promise(promised, work.now)
        step = Step(work, row)
        row.state, row.dispatched_at = S.DISPATCHED.value, step.at
        row.colleague, row.colleague_name = who.id, who.name
        row.promised_at = promised or row.promised_at
        row.passed_on_at = row.passed_on_at or step.at
        row.progress_at = step.at
        step.end(events.DISPATCHED, said={"colleague": who.id}, private={"name": who.name})
        return _shown(work, row)

    @command(allow=DESK)
    def arrive(self, work: Work, order: int, at: datetime | None) -> Order:
        """Whoever was sent is there: now, or at an earlier time that came to be known. Raises InvalidInput ("at")."""
        row = row_for(work, order, "arrive")
        _require_price(work, row)
        step = Step(work, row)
        arrived = checked_arrival(at, row.dispatched_at or row.received_at, step.at)
        if row.arrived_at is None:
            row.arrived_at = arrived
            _in_time_after_all(step)
        row.state, row.progress_at = S.ON_SITE.value, step.at
        step.end(events.ARRIVED, said={"at": arrived.isoformat()})
        return _shown(work, row)

    @command(allow=DESK)
    def progress(self, work: Work, order: int, words: str) -> Order:
        """How it goes, in words. Raises InvalidInput ("words"), IllegalStep."""
        row = row_for(work, order, "progress")
        said = checked_words("words", words, N_("Write how it goes: a few words are enough."))
        step = Step(work, row)
        row.progress_at = step.at
        step.end(events.PROGRESSED, said)
        return _shown(work, row)

    @command(allow=DESK)
    def follow_up(self, work: Work, order: int, words: str) -> Order:
        """Whoever complained was told how it stands. Raises InvalidInput ("words"), IllegalStep."""
        row = row_for(work, order, "follow_up")
        said = checked_words("words", words, N_("Write what was said: a few words are enough."))
        step = Step(work, row)
        row.followed_up_at = step.at
        step.end(events.FOLLOWED_UP, said)
        return _shown(work, row)

    @command(allow=DESK)
    def hold(self, work: Work, order: int, why: str, until: date) -> Order:
        """It waits for something until a day; its clocks stand still. Raises InvalidInput ("why", "until")."""
        row = row_for(work, order, "hold")
        said = checked_hold(why, until, work.today, over=self._goes_on(until) <= work.now)
        step = Step(work, row)
        row.held_state, row.state = row.state, S.ON_HOLD.value
        row.hold_why, row.hold_since, row.hold_until = said, step.at, self._goes_on(until)
        step.end(events.HELD, said, {"until": until.isoformat()})
        return _shown(work, row)

    def _goes_on(self, until: date) -> datetime:
        """The end of that day's work."""
        end, zone = self.bench.settings.get(WORK_UNTIL), self.bench.clock.zone
        if end > self.bench.settings.get(WORK_FROM):
            return datetime.combine(until, end, zone).astimezone(UTC)
        return datetime.combine(until + timedelta(days=1), time(), zone).astimezone(UTC)

    @command(allow=DESK)
    def resume(self, work: Work, order: int) -> Order:
        """It goes on where it stood. Raises IllegalStep."""
        row = row_for(work, order, "resume")
        step = Step(work, row)
        row.held_ms = round(held_until(step.facts, step.at, step.times).total_seconds() * 1000)
        row.state, row.held_state = row.held_state or S.RECEIVED.value, ""
        row.hold_why, row.hold_since, row.hold_until = "", None, None
        row.progress_at = step.at
        if row.followed_up_at is not None:
            row.followed_up_at = step.at
        step.end(events.RESUMED)
        return _shown(work, row)

    @command(allow=DESK)
    def price(self, work: Work, order: int, lines: Sequence[PricedLine], confirmed: bool) -> Order:
        """What a paid service will cost, and whether the customer agreed. Raises InvalidInput ("prices.0.name")."""
        row = row_for(work, order, "price")
        found = checked_price_lines(lines)
        step = Step(work, row)
        step.keep_prices()
        row.paid, row.surcharge = True, price_now(work, found, row).surcharge
        row.price_confirmed_at = step.at if confirmed else None
        write_prices(work, row.id, found)
        step.end(
            events.PRICED, said={"lines": len(found), "surcharge": row.surcharge, "confirmed": confirmed}
        )
        return _shown(work, row)

    @command(allow=DESK)
    def done(
        self, work: Work, order: int, words: str, signature: bytes | None, result_photo: bytes | None
    ) -> Order:
        """It works again, or is settled. The customer's signature and a picture if there are any.

        Raises InvalidInput ("words", "signature", "result_photo"), IllegalStep.
        """
        row = row_for(work, order, "done")
        _require_price(work, row)
        said = checked_words("words", words, N_("Write what was done: a few words are enough."))
        signed = kept_signature(work, signature or None)
        result = [checked_picture(result_photo, "result_photo")] if result_photo else []
        step = Step(work, row)
        step.keep_photos(add_pictures(work, row.id, result))
        row.state, row.done_at, row.done_words = S.DONE.value, step.at, said
        row.passed_on_at = row.passed_on_at or step.at
        row.signature = signed or row.signature
        step.end(events.DONE, said, {"signed": bool(row.signature)})
        return _shown(work, row)

    @command(allow=DESK)
    def call_back(self, work: Work, order: int, satisfied: bool, why: str) -> Order:
        """Whoever reported it was asked. Not satisfied: a rework order is made at once, and says so in `reworked_as`.

        Raises InvalidInput ("why"), IllegalStep.
        """
        row = row_for(work, order, "call_back")
        said = checked_words("why", why, None if satisfied else N_("Write why they are not satisfied."))
        step = Step(work, row)
        row.state, row.called_back_at, row.called_back_by = S.CALLED_BACK.value, step.at, work.by.staff_id
        row.satisfied, row.dissatisfied_why = satisfied, "" if satisfied else said
        if not satisfied:
            again(work, row, said)
        step.end(events.CALLED_BACK, said, {"satisfied": satisfied, "rework": row.reworked_as})
        return _shown(work, row)

    @command(allow=DESK)
    def missed_call(self, work: Work, order: int, words: str) -> Order:
        """Nobody answered: the attempt is on record, the call-back stays due. Raises InvalidInput ("words")."""
        row = row_for(work, order, "missed_call")
        said = checked_words("words", words, N_("Write that nobody answered."))
        step = Step(work, row)
        step.end(
            events.NOT_REACHED, said, {"attempt": missed_calls(work.session, [row.id]).get(row.id, 0) + 1}
        )
        return _shown(work, row)

    @command(allow=DESK)
    def close(self, work: Work, order: int) -> Order:
        """Nothing is left to do. Raises IllegalStep."""
        row = row_for(work, order, "close")
        step = Step(work, row)
        row.state, row.closed_at = S.CLOSED.value, step.at
        step.end(events.CLOSED)
        return _shown(work, row)

    @command(allow=DESK)
    def correct(self, work: Work, order: int, draft: OrderDraft) -> Order:
        """Mend what was typed about a report; times, owner and number stay. Raises InvalidInput, IllegalStep.

        A paid service stays one once the customer has confirmed its price.
        """
        row = row_for(work, order, "correct")
        draft = checked_order(draft, known_for(work, draft))
        rules.require_still_paid(
            row.number, OrderState(row.state), draft.paid, row.price_confirmed_at if row.paid else None
        )
        step = Step(work, row)
        change_urgency(step, draft.urgency)
        fill(row, draft)
        if not row.paid:
            write_prices(work, row.id, ())
            row.surcharge, row.price_confirmed_at = 0, None
        work.record(events.CORRECTED, row.id, facts(row), personal(row))
        return _shown(work, row)

    @command(allow=DESK)
    def add_photo(self, work: Work, order: int, raw: bytes) -> Order:
        """A picture more, six at most. Raises InvalidInput ("photo"), IllegalStep."""
        row = row_for(work, order, "add_photo")
        if photo_count(work.session, row.id) >= rules.MOST_PHOTOS:
            text = N_("An order has room for {most} pictures.")
            raise InvalidInput({"photo": UserError(text, most=rules.MOST_PHOTOS)})
        (position,) = add_pictures(work, row.id, [checked_picture(raw, "photo")])
        work.record(events.PHOTO_ADDED, row.id, {"number": row.number, "position": position})
        return _shown(work, row)

    @command(allow=DESK)
    def print_order(self, work: Work, order: int) -> Order:
        """Count one more print: the first is the original in three parts, every later one is marked as a copy."""
        row = row_for(work, order, "print_order")
        row.copies += 1
        work.record(events.PRINTED, row.id, {"number": row.number, "copy": row.copies - 1})
        return _shown(work, row)

    @command(allow=DESK)
    def undo(self, work: Work, order: int) -> Order:
        """The last step was a slip: everything is as before it. Raises IllegalStep when it is too late."""
        row = row_for(work, order, "undo")
        line = last_step(work, row.id)
        if line is None:
            raise IllegalStep(N_("{number} has no step that could be taken back."), number=row.number)
        rules.require_in_time(row.number, line.at, work.now, work.setting(UNDO_MINUTES))
        made = row.reworked_as if line.state == S.CALLED_BACK else None
        if made is not None:
            require_untouched(work, made)
        at = Step(work, row).at
        put_back(work, row, line)
        if made is not None:
            take_back_rework(work, made, row)
        tell(work, row, at, "", state=row.state)
        work.record(events.UNDONE, row.id, {**standing(row), "step": line.id})
        return _shown(work, row)

    @command(allow=SUPERVISORS)
    def save_price(
        self, work: Work, price: int | None, trade: Trade, name: str, fen: str, unit: str, active: bool
    ) -> Price:
        """A line of the price list, new or mended; `fen` as typed, in yuan. Raises InvalidInput, NotFound."""
        draft = checked_price(trade, name, fen, unit, active=active)
        row = PriceRow(id=work.new_id()) if price is None else work.session.get(PriceRow, price)
        if row is None:
            raise NotFound(N_("This line of the price list is not on record."))
        row.trade, row.name, row.fen = draft.trade.value, draft.name, draft.fen
        row.unit, row.active = draft.unit, draft.active
        work.session.add(row)
        said = {"trade": row.trade, "name": row.name, "fen": row.fen, "active": row.active}
        work.record(events.PRICE_SAVED, row.id, said)
        return to_price(row)

    @command(allow=[Role.SYSTEM])
    def note_missed(self, work: Work) -> int:
        """Put the clocks that were missed on record, each once; returns how many were new."""
        times = times_of(self.bench)
        # The condition is the index's own: without it the whole table is read.
        rows = work.session.scalars(select(OrderRow).where(OrderRow.closed_at.is_(None)))
        return sum(note_missed(work, row, times) for row in rows.all())


def _require_price(work: Work, row: OrderRow) -> None:
    wanted = select(PricedRow.order).where(PricedRow.order == row.id).limit(1)
    priced = work.session.execute(wanted).scalar() is not None
    confirmed = row.price_confirmed_at is not None
    rules.require_price(row.number, paid=row.paid, confirmed=confirmed, priced=priced)


def _in_time_after_all(step: Step) -> None:
    """An arrival that came to be known late was in time if it was at its own time."""
    row, due = step.row, step.due(ClockKind.ARRIVAL)
    if due is not None and row.arrived_at is not None and row.arrived_at <= due:
        forget_missed(row, ClockKind.ARRIVAL)


def _shown(work: Work, row: OrderRow) -> Order:
    work.session.flush()
    return to_order(work, order_row(work, row.id))
