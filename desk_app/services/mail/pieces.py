"""The verbs of a registered piece. One transaction each; which step fits which state is in `rules.py`."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted, UserError
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.typed import checked_words
from desk_app.services.core.words import N_
from desk_app.services.journal.happened import last_time_of
from desk_app.services.journal.marks import mark, require_asked
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.mail import events, months, rules
from desk_app.services.mail.mapping import piece_facts, piece_private, to_piece, to_pieces
from desk_app.services.mail.options import ATTEMPTS
from desk_app.services.mail.records import (
    HandOverDraft,
    MailKind,
    Piece,
    PieceDraft,
    PieceState,
    ReturnReason,
)
from desk_app.services.mail.registering import fill_in, give_out, take_back
from desk_app.services.mail.rows import (
    add_sorted,
    addressee_of,
    batch_row,
    known_for,
    piece_row,
    require_new_barcode,
)
from desk_app.services.mail.tables import AttemptRow, PieceRow
from desk_app.services.mail.typed import (
    MOST_WORDS,
    checked_hand_over,
    checked_note,
    checked_piece,
    checked_place,
    checked_reason,
    checked_return,
)

S = PieceState
_SAY_WHY = N_("Say why: it stays on record.")


class Pieces(Service):
    """What lies here one by one, and how it leaves (operating manual, Mail sorting 3 to 5)."""

    area = "mail_pieces"

    @command(allow=DESK)
    def match(self, work: Work, piece: int, tenant: int, unit: str, recipient: str) -> Piece:
        """A piece of the unmatched pile is for this tenant. An empty recipient leaves the old one.

        Raises InvalidInput, NotFound, IllegalStep.
        """
        row = _row_for(work, piece, "match")
        known = known_for(work.session, tenant, unit)
        draft = _as_typed(row, tenant, unit, recipient or row.recipient)
        fill_in(row, checked_piece(draft, known), known.addressee)
        row.state = S.STORED.value
        work.record(events.MATCHED, row.id, piece_facts(row), piece_private(row))
        return to_piece(work.session, row)

    @command(allow=DESK)
    def move(self, work: Work, piece: int, place: str) -> Piece:
        """It lies somewhere else now. Raises InvalidInput ("place"), NotFound, IllegalStep."""
        row = _row_for(work, piece, "move")
        place = checked_place(place)
        if place != row.place:
            before, row.place = row.place, place
            work.record(events.MOVED, row.id, {**piece_facts(row), "before": before})
        return to_piece(work.session, row)

    @command(allow=DESK)
    def correct(self, work: Work, piece: int, draft: PieceDraft) -> Piece:
        """Mend what was typed about a piece; its batch stays, and its kind too once the batch is finished.

        Raises InvalidInput, NotFound, IllegalStep, also for a piece of a closed month.
        """
        row = _row_for(work, piece, "correct")
        months.require_open(work.session, row.day, work.today)
        known = known_for(work.session, draft.tenant, draft.unit)
        draft = checked_piece(draft, known)
        require_new_barcode(work.session, row.batch, draft.barcode, row.id)
        if draft.kind != row.kind:
            _count_as(work, row, draft.kind)
        fill_in(row, draft, known.addressee)
        if row.state != S.RETURN_ASKED:
            row.state = rules.resting_state(row.tenant, row.attempts, work.setting(ATTEMPTS)).value
        work.record(events.CORRECTED, row.id, piece_facts(row), piece_private(row))
        return to_piece(work.session, row)

    @command(allow=DESK)
    def attempt(self, work: Work, piece: int, words: str) -> Piece:
        """A try to deliver it failed; the last one of those allowed makes it undeliverable.

        Raises InvalidInput, NotFound, IllegalStep.
        """
        row = _row_for(work, piece, "attempt")
        said = checked_note(words)
        row.attempts += 1
        row.state = rules.resting_state(row.tenant, row.attempts, work.setting(ATTEMPTS)).value
        work.session.add(
            AttemptRow(id=work.new_id(), piece=row.id, at=work.now, by=work.by.staff_id, words=said)
        )
        facts = {**piece_facts(row), "attempts": row.attempts}
        work.record(events.ATTEMPTED, row.id, facts, {"words": said} if said else None)
        return to_piece(work.session, row)

    @command(allow=DESK)
    def hand_over(self, work: Work, draft: HandOverDraft) -> list[Piece]:
        """Somebody collects pieces of one company: special mail against a signature, also by a proxy, by name.

        The same form saved twice hands over once. Raises InvalidInput, NotFound, IllegalStep.
        """
        pressed = mark(draft.request, draft)
        before = _handed_before(work, draft.request)
        if before:
            require_asked(work, events.HANDED_OVER, before[0].id, pressed)
            return to_pieces(work.session, before)
        rows = [piece_row(work.session, one) for one in dict.fromkeys(draft.pieces)]
        for row in rows:
            rules.require_step("hand_over", S(row.state), row.number)
        draft = checked_hand_over(draft, special=any(MailKind(row.kind).special for row in rows))
        if len({row.tenant for row in rows}) > 1:
            text = N_("These pieces are for several companies: hand over those of one at a time.")
            raise InvalidInput({"pieces": UserError(text)})
        months.require_running(work)
        give_out(work, rows, draft, pressed)
        return to_pieces(work.session, rows)

    @command(allow=DESK)
    def undo_hand_over(self, work: Work, piece: int) -> Piece:
        """A slip: it is still here. Others of the same signature stay handed over. Raises NotFound, IllegalStep."""
        row = _row_for(work, piece, "undo_hand_over")
        if row.handed_at is not None:
            rules.require_in_time(row.handed_at, work.now)
            months.require_open(work.session, work.local(row.handed_at).date(), work.today)
        take_back(work, row)
        return to_piece(work.session, row)

    # Back, or on to another address

    @command(allow=DESK)
    def ask_return(self, work: Work, piece: int, reason: ReturnReason, words: str) -> Piece:
        """Send it back, or on. Ordinary mail gets its label at once; special mail a form, which the supervisor
        approves first. Raises InvalidInput, NotFound, IllegalStep.
        """
        row = _row_for(work, piece, "ask_return")
        said = checked_return(reason, words, addressee_of(work.session, row.tenant))
        row.reason, row.reason_words, row.asked_by = reason.value, said, work.by.staff_id
        if MailKind(row.kind).special:
            row.state, row.form_number = S.RETURN_ASKED.value, work.number()
        else:
            row.state = rules.sent_back_as(reason).value
        facts = {**piece_facts(row), "reason": row.reason, "form": row.form_number}
        work.record(events.RETURN_ASKED, row.id, facts, {"words": said} if said else None)
        return to_piece(work.session, row)

    @command(allow=SUPERVISORS)
    def approve_return(self, work: Work, piece: int, reason: str) -> Piece:
        """The supervisor lets special mail go: its label may be printed. Raises InvalidInput, NotFound, IllegalStep."""
        row = _row_for(work, piece, "approve_return")
        said = checked_note(reason, "reason")
        row.state = rules.sent_back_as(ReturnReason(row.reason)).value
        row.approved_by, row.approved_at = work.by.staff_id, work.now
        facts = {**piece_facts(row), "reason": row.reason, "form": row.form_number}
        work.record(events.RETURN_APPROVED, row.id, facts, {"words": said} if said else None)
        return to_piece(work.session, row)

    @command(allow=SUPERVISORS)
    def refuse_return(self, work: Work, piece: int, reason: str) -> Piece:
        """The supervisor keeps it here; it stands as before. Raises InvalidInput, NotFound, IllegalStep."""
        row = _row_for(work, piece, "refuse_return")
        _stay(work, row, events.RETURN_REFUSED, checked_reason(reason))
        return to_piece(work.session, row)

    @command(allow=DESK)
    def keep_after_all(self, work: Work, piece: int, words: str) -> Piece:
        """Its return was a slip, or its owner turned up: it lies here as before, while no carrier took it.

        Ordinary mail only on the day of the slip; once the supervisor approved, only by her. Raises NotPermitted,
        InvalidInput ("words"), NotFound, IllegalStep.
        """
        row = _row_for(work, piece, "keep_after_all")
        if row.sent_on_at is not None:
            raise IllegalStep(N_("{number} left already. Nothing was changed."), number=row.number)
        if row.approved_by and work.by.role not in SUPERVISORS:
            raise NotPermitted(N_("Its return was approved: only the supervisor takes that back."))
        if not MailKind(row.kind).special:
            _require_asked_today(work, row)
        _stay(work, row, events.KEPT_AFTER_ALL, checked_words("words", words, MOST_WORDS, _SAY_WHY))
        return to_piece(work.session, row)

    @command(allow=DESK)
    def sent_on(self, work: Work, piece: int) -> Piece:
        """The carrier took a returned or redirected piece. Raises NotFound, IllegalStep."""
        row = _row_for(work, piece, "sent_on")
        if row.sent_on_at is not None:
            raise IllegalStep(N_("{number} left already. Nothing was changed."), number=row.number)
        row.sent_on_at = work.now
        work.record(events.SENT_ON, row.id, piece_facts(row))
        return to_piece(work.session, row)

    @command(allow=SUPERVISORS)
    def close(self, work: Work, piece: int, reason: str) -> Piece:
        """It was handed out without a signature, or cannot be found: only the supervisor tidies it away, with a reason.

        Raises InvalidInput ("reason"), NotFound, IllegalStep.
        """
        row = _row_for(work, piece, "close")
        row.closed_why = checked_reason(reason)
        row.state, row.closed_by = S.CLOSED.value, work.by.staff_id
        work.record(events.CLOSED, row.id, piece_facts(row), {"words": row.closed_why})
        return to_piece(work.session, row)


def _row_for(work: Work, piece: int, step: str) -> PieceRow:
    row = piece_row(work.session, piece)
    rules.require_step(step, S(row.state), row.number)
    months.require_running(work)
    return row


def _stay(work: Work, row: PieceRow, event: EventKind, said: str) -> None:
    """Nobody asks for its return any more: it stands as before."""
    form, row.form_number = row.form_number, ""
    row.reason, row.reason_words, row.asked_by = "", "", 0
    row.approved_by, row.approved_at = 0, None
    row.state = rules.resting_state(row.tenant, row.attempts, work.setting(ATTEMPTS)).value
    work.record(event, row.id, {**piece_facts(row), "form": form}, {"words": said})


def _require_asked_today(work: Work, row: PieceRow) -> None:
    asked = last_time_of(work.session, events.RETURN_ASKED, [row.id]).get(row.id)
    if asked is None or work.local(asked).date() != work.today:
        text = N_("{number} got its label on an earlier day: it counts as sent.")
        raise IllegalStep(text, number=row.number)


def _as_typed(row: PieceRow, tenant: int, unit: str, recipient: str) -> PieceDraft:
    return PieceDraft(
        batch=row.batch,
        kind=MailKind(row.kind),
        tenant=tenant,
        unit=unit,
        recipient=recipient,
        barcode=row.barcode,
        place=row.place,
        damaged=row.damaged,
        remark=row.remark,
    )


def _count_as(work: Work, row: PieceRow, kind: MailKind) -> None:
    """It was sorted as another kind. Raises InvalidInput ("kind") once the batch is finished: its counts stand."""
    batch = batch_row(work.session, row.batch)
    if batch.sorted_at is not None:
        text = N_("Batch {number} is finished: its counts stand, and so does the kind of this piece.")
        raise InvalidInput({"kind": UserError(text, number=batch.number)})
    add_sorted(work.session, row.batch, MailKind(row.kind), -1)
    add_sorted(work.session, row.batch, kind, 1)


def _handed_before(work: Work, request: str) -> list[PieceRow]:
    """The pieces that were handed over on this mark already."""
    if not request:
        return []
    wanted = select(PieceRow).where(PieceRow.hand_over == request).order_by(PieceRow.id)
    return list(work.session.scalars(wanted))
