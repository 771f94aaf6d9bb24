"""The verbs of what arrives: taken in, sorted, put into the mailboxes. One transaction each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from desk_app.services.blobs.store import kept_signature
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.journal.marks import done_before, mark, require_asked
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.mail import events, months, rules
from desk_app.services.mail.mapping import batch_facts, batch_private, counts_of, to_batch, to_piece
from desk_app.services.mail.options import CARRIERS, MORNING_TARGET, MORNING_UNTIL, SORT_MINUTES
from desk_app.services.mail.ordinary import (
    count,
    counted_before,
    just_ticked_off,
    kept_apart,
    look_further,
    on_round,
    take_away,
)
from desk_app.services.mail.records import Batch, BatchDraft, MailKind, Piece, PieceDraft
from desk_app.services.mail.registering import into_mailboxes, out_of_mailboxes, register
from desk_app.services.mail.rows import (
    add_sorted,
    batch_row,
    known_for,
    open_batch,
    require_new_barcode,
)
from desk_app.services.mail.tables import BatchCountRow, BatchRow, OrdinaryRow, PieceRow
from desk_app.services.mail.typed import (
    checked_batch,
    checked_day,
    checked_difference,
    checked_piece,
    checked_quantity,
)


class Arrivals(Service):
    """Batches from the carriers, and where each letter of them went (operating manual, Mail sorting 1 to 3)."""

    area = "mail_arrivals"

    @command(allow=DESK, back_entry=True)
    def arrive(self, work: Work, draft: BatchDraft) -> Batch:
        """A carrier brought mail, or a guard hands over what he took. The same form saved twice is one batch.

        What the guard took arrived when he took it; it is to be sorted from now on. Raises InvalidInput.
        """
        draft = checked_batch(draft, work.setting(CARRIERS), work.now)
        pressed = mark(draft.request, draft, sorted(draft.counts.items()))
        before = done_before(work, BatchRow, draft.request)
        if before is not None:
            require_asked(work, events.ARRIVED, before.id, pressed)
            return to_batch(work.session, before)
        months.require_running(work)
        row = _new_batch(work, draft)
        work.session.add(row)
        work.session.flush()  # its counts hang on it
        work.session.add_all(
            BatchCountRow(batch=row.id, kind=kind.value, announced=n, sorted=0)
            for kind, n in draft.counts.items()
        )
        work.record(
            events.ARRIVED, row.id, batch_facts(row, dict(draft.counts)) | pressed.facts, batch_private(row)
        )
        return to_batch(work.session, row)

    @command(allow=DESK, back_entry=True)
    def sort(self, work: Work, draft: PieceDraft) -> Piece | int:
        """Say for whom a piece is. A letter for a tenant is counted: how many of its kind the tenant has now in this
        batch. Anything else is registered; without a tenant it goes to the unmatched pile.

        The same form saved twice registers, or counts, once. Raises InvalidInput, NotFound, and IllegalStep for a
        finished batch.
        """
        pressed = mark(draft.request, draft)
        before = done_before(work, PieceRow, draft.request)
        if before is not None:
            require_asked(work, events.REGISTERED, before.id, pressed)
            return to_piece(work.session, before)
        counted = counted_before(work, draft.batch, pressed)
        if counted is not None:
            return counted
        batch = open_batch(work.session, draft.batch)
        work.require_after(batch.arrived_at)
        months.require_running(work)
        known = known_for(work.session, draft.tenant, draft.unit)
        draft = checked_piece(draft, known)
        add_sorted(work.session, batch.id, draft.kind, draft.quantity)
        if known.addressee is not None and not draft.kind.special:
            return count(work, batch, known.addressee, draft.kind, draft.quantity, pressed)
        require_new_barcode(work.session, batch.id, draft.barcode)
        return to_piece(work.session, register(work, batch, draft, known.addressee, pressed))

    @command(allow=DESK, meanwhile=True)
    def unsort(self, work: Work, batch: int, kind: MailKind, tenant: int, quantity: int) -> None:
        """A slip: so many letters were not this tenant's. Raises InvalidInput ("quantity"), NotFound, IllegalStep."""
        row = open_batch(work.session, batch)
        months.require_running(work)
        quantity = checked_quantity(quantity)
        left = take_away(work, row, tenant, kind, quantity)
        add_sorted(work.session, row.id, kind, -quantity)
        facts = {"tenant": tenant, "kind": kind.value, "quantity": -quantity, "count": left}
        work.record(events.COUNTED, row.id, facts)

    @command(allow=DESK, back_entry=True)
    def finish(self, work: Work, batch: int, difference: str) -> Batch:
        """All of it is sorted; where that is not what the carrier said, `difference` says why.

        Raises InvalidInput ("difference"), NotFound, and IllegalStep for a finished batch.
        """
        row = open_batch(work.session, batch)
        months.require_running(work)
        work.require_after(row.arrived_at)
        announced, found = (one[row.id] for one in counts_of(work.session, [row.id]))
        words = ""
        if not rules.reconciles(announced, found):
            words = checked_difference(difference, sum(announced.values()), sum(found.values()))
        row.sorted_at, row.sorted_by, row.difference = work.now, work.by.staff_id, words
        facts = {
            "number": row.number,
            "announced": sum(announced.values()),
            "sorted": sum(found.values()),
            "late": work.now > row.target_at,
        }
        work.record(events.SORTED, row.id, facts, {"difference": words} if words else None)
        return to_batch(work.session, row)

    @command(allow=DESK, back_entry=True)
    def deliver(self, work: Work, day: date, tenants: Collection[int]) -> int:
        """The round was made: the ordinary mail of these tenants, of that day and left from before, is in their
        mailboxes. Says how many pieces; what is kept apart for a moved-out tenant stays.
        """
        day, tenants = checked_day("day", day), set(tenants)
        look_further(work)
        rows = on_round(work.session, day, tenants)
        _tick_off(work, rows)
        return sum(row.quantity for row in rows) + into_mailboxes(work, day, tenants)

    @command(allow=DESK, meanwhile=True)
    def undeliver(self, work: Work, day: date, tenants: Collection[int]) -> int:
        """A slip: what was ticked off for these tenants a moment ago, on the round of that day, is still here.

        Says how many pieces. Raises IllegalStep when nothing was, or too long ago.
        """
        day, tenants = checked_day("day", day), set(tenants)
        rows = just_ticked_off(work, day, tenants)
        for batch in dict.fromkeys(row.batch for row in rows):
            left = _clear_ticks([row for row in rows if row.batch == batch])
            number = batch_row(work.session, batch).number
            work.record(events.UNDELIVERED, batch, {"number": number, "tenants": dict(left)})
        found = sum(row.quantity for row in rows) + out_of_mailboxes(work, day, tenants)
        if not found:
            text = N_("A tick of the round can be taken back for {minutes} minutes; there is none of them.")
            raise IllegalStep(text, minutes=rules.UNDO_MINUTES)
        return found

    @command(allow=DESK)
    def send_back(self, work: Work, tenant: int) -> int:
        """The ordinary mail that was kept apart for a moved-out tenant goes on to its new address or, its time being
        over, back with a return label. Says how many pieces. Raises IllegalStep while it has to be kept.
        """
        rows = kept_apart(work, tenant)
        _tick_off(work, rows, sent_back=True)
        return sum(row.quantity for row in rows)


def _new_batch(work: Work, draft: BatchDraft) -> BatchRow:
    target = rules.target_time(
        work.local(work.now),
        work.setting(MORNING_UNTIL),
        work.setting(MORNING_TARGET),
        work.setting(SORT_MINUTES),
    )
    return BatchRow(
        id=work.new_id(),
        number=work.number(),
        carrier=draft.carrier,
        carrier_person=draft.carrier_person,
        signature=kept_signature(work, draft.signature),
        day=work.today,
        arrived_at=draft.taken_at or work.now,
        received_by=work.by.staff_id,
        target_at=target,
        taken_by_guard=draft.taken_by_guard,
        difference="",
        request=draft.request,
    )


def _clear_ticks(rows: Collection[OrdinaryRow]) -> Counter[str]:
    left: Counter[str] = Counter()
    for row in rows:
        row.delivered_at = None
        left[str(row.tenant)] += row.quantity
    return left


def _tick_off(work: Work, rows: Collection[OrdinaryRow], *, sent_back: bool = False) -> None:
    """Ordinary mail leaves the desk: one event for each batch it came in."""
    if rows:
        months.require_running(work)
    left: dict[int, Counter[str]] = {}
    for row in rows:
        row.delivered_at = work.now
        left.setdefault(row.batch, Counter())[str(row.tenant)] += row.quantity
    for batch, tenants in left.items():
        work.require_after(batch_row(work.session, batch).arrived_at)
        facts = {"number": batch_row(work.session, batch).number, "tenants": dict(tenants)}
        work.record(events.DELIVERED, batch, {**facts, "sent_back": sent_back})
