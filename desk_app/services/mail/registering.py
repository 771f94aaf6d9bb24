"""A piece becomes a record of its own, and leaves the desk. Called within a verb's transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select

from desk_app.services.blobs.store import kept_signature
from desk_app.services.db.base import MOST_ID
from desk_app.services.directory.reading import moved_out
from desk_app.services.directory.records import Addressee
from desk_app.services.journal.marks import NO_MARK, Mark
from desk_app.services.journal.work import Work
from desk_app.services.mail import events, rules
from desk_app.services.mail.mapping import piece_facts, piece_private
from desk_app.services.mail.options import ATTEMPTS, HOLD_DAYS
from desk_app.services.mail.records import HandOverDraft, MailKind, PieceDraft, PieceState
from desk_app.services.mail.rows import batch_row, new_code
from desk_app.services.mail.tables import BatchRow, PieceRow

_ORDINARY = [kind.value for kind in MailKind if not kind.special]


def register(
    work: Work, batch: BatchRow, draft: PieceDraft, addressee: Addressee | None, pressed: Mark = NO_MARK
) -> PieceRow:
    """Write a piece whose draft is checked. It is held from the day on which it arrived."""
    row = PieceRow(
        id=work.new_id(),
        number=work.number(),
        code=new_code(work),
        batch=batch.id,
        kind=draft.kind.value,
        carrier=batch.carrier,
        day=work.today,
        arrived_at=batch.arrived_at,
        registered_by=work.by.staff_id,
        hold_until=work.local(batch.arrived_at).date() + timedelta(days=work.setting(HOLD_DAYS)),
        attempts=0,
        signature="",
        hand_over="",
        request=draft.request,
    )
    fill_in(row, draft, addressee)
    row.state = (PieceState.UNMATCHED if addressee is None else PieceState.STORED).value
    work.session.add(row)
    work.record(events.REGISTERED, row.id, piece_facts(row) | pressed.facts, piece_private(row))
    return row


def fill_in(row: PieceRow, draft: PieceDraft, addressee: Addressee | None) -> None:
    """What a checked draft says of a piece."""
    row.kind = draft.kind.value
    row.tenant = addressee.tenant.id if addressee is not None else None
    row.company = addressee.tenant.name if addressee is not None else ""
    row.unit, row.recipient, row.barcode = draft.unit, draft.recipient, draft.barcode
    row.place, row.damaged, row.remark = draft.place, draft.damaged, draft.remark


def give_out(work: Work, rows: Collection[PieceRow], draft: HandOverDraft, pressed: Mark = NO_MARK) -> None:
    """Somebody collects these pieces on one signature; the draft is checked."""
    signature = kept_signature(work, draft.signature)
    together = draft.request or str(work.new_id())
    work.require_after(*(batch_row(work.session, row.batch).arrived_at for row in rows))
    for row in rows:
        row.state = PieceState.HANDED_OVER.value
        row.handed_at, row.handed_by = work.now, work.by.staff_id
        row.handed_to, row.proxy = draft.name, draft.proxy
        row.signature, row.on_paper, row.hand_over = signature, draft.on_paper and not signature, together
        how = {"proxy": row.proxy, "signed": bool(signature), "on_paper": row.on_paper, "pieces": len(rows)}
        said = {"handed_to": draft.name} if draft.name else None
        work.record(events.HANDED_OVER, row.id, {**piece_facts(row), **how, **pressed.facts}, said)


def take_back(work: Work, row: PieceRow) -> None:
    """It was handed over by a slip: it lies here as before."""
    row.handed_at, row.handed_by, row.handed_to, row.proxy = None, 0, "", False
    row.signature, row.on_paper, row.hand_over = "", False, ""
    row.state = rules.resting_state(row.tenant, row.attempts, work.setting(ATTEMPTS)).value
    work.record(events.HAND_OVER_UNDONE, row.id, piece_facts(row))


def into_mailboxes(work: Work, day: date, tenants: Collection[int]) -> int:
    """Letters from the unmatched pile that found their tenant go on the round with the others; says how many.

    Those of a moved-out tenant stay at the desk.
    """
    wanted = select(PieceRow).where(
        PieceRow.state == PieceState.STORED.value, PieceRow.kind.in_(_ORDINARY), PieceRow.day <= day
    )
    theirs = set(tenants) - moved_out(work.session)
    rows = [row for row in work.session.scalars(wanted).all() if row.tenant in theirs]
    if rows:
        give_out(work, rows, HandOverDraft(tuple(row.id for row in rows), ""))
    return len(rows)


def out_of_mailboxes(work: Work, day: date, tenants: Collection[int]) -> int:
    """Letters that went on the round a moment ago by a slip are here again; says how many."""
    wanted = select(PieceRow).where(
        PieceRow.tenant.in_([one for one in tenants if 0 <= one <= MOST_ID]),
        PieceRow.state == PieceState.HANDED_OVER.value,
        PieceRow.kind.in_(_ORDINARY),
        PieceRow.day <= day,
        PieceRow.handed_to == "",
    )
    rows = [
        row
        for row in work.session.scalars(wanted).all()
        if row.handed_at is not None and rules.a_moment_ago(work.typed_at(row.id, row.handed_at), work.now)
    ]
    for row in rows:
        take_back(work, row)
    return len(rows)
