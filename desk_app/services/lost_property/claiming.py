"""Claims: a claimant's words go on record before anything secret is shown; at most one claim is granted."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.blobs.store import kept_signature
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.lost_property import events
from desk_app.services.lost_property.mapping import report_facts
from desk_app.services.lost_property.records import ClaimDraft, FoundState
from desk_app.services.lost_property.sealed import open_claim, seal_why, seal_words
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow


def put_on_record(work: Work, row: FoundRow, words: str) -> ClaimRow:
    """The claimant's words, as typed before anything was shown."""
    claim = ClaimRow(id=work.new_id(), item=row.id, at=work.now, by=work.by.staff_id)
    claim.words_sealed = seal_words(work.secrets, claim.id, words)
    work.session.add(claim)
    work.record(events.CLAIMED, row.id, {"number": row.number, "claim": claim.id})
    return claim


def open_claims(work: Work, item: int) -> list[ClaimRow]:
    """Claims that are not decided, the newest first."""
    wanted = select(ClaimRow).where(ClaimRow.item == item, ClaimRow.granted.is_(None))
    return list(work.session.scalars(wanted.order_by(ClaimRow.id.desc())))


def undecided(work: Work, item: int, words: str = "") -> ClaimRow:
    """The claim in question: the newest one with these words, or the newest. Raises IllegalStep when there is none."""
    said = "".join(words.split())
    for one in open_claims(work, item):
        if not said or "".join(open_claim(work.secrets, one)[0].split()) == said:
            return one
    raise IllegalStep(N_("First type what the claimant says of it: no claim with these words is on record."))


def refuse(work: Work, claim: ClaimRow, why: str) -> None:
    """The words do not fit, or nothing proves it."""
    claim.granted, claim.decided_at, claim.decided_by = False, work.now, work.by.staff_id
    claim.why_sealed = seal_why(work.secrets, claim.id, why)


def grant(work: Work, row: FoundRow, claim: ClaimRow, draft: ClaimDraft) -> None:
    """It is theirs: who it is goes on the claim, and the item leaves. Raises InvalidInput ("signature")."""
    claim.granted, claim.decided_at, claim.decided_by = True, work.now, work.by.staff_id
    claim.name, claim.phone, claim.proof = draft.name, draft.phone, draft.proof
    claim.document_kind, claim.document_mask = draft.document_kind, draft.document_number
    claim.signature = kept_signature(work, draft.signature)
    claim.lost_report, claim.request = draft.lost_report, draft.request
    row.state, row.returned_at = FoundState.RETURNED.value, work.now


def granted(work: Work, item: int) -> ClaimRow:
    """The claim on which it was given back. Raises NotFound."""
    row = work.session.scalars(
        select(ClaimRow).where(ClaimRow.item == item, ClaimRow.granted.is_(True))
    ).first()
    if row is None:
        raise NotFound(N_("This claim is not on record."))
    return row


def claimant(claim: ClaimRow) -> dict[str, object]:
    """Who it was given to: the private part of the event."""
    return _said(claim.name, claim.phone, claim.document_kind, claim.document_mask, claim.proof)


def told_of(draft: ClaimDraft) -> dict[str, object]:
    """The same of a draft that is checked."""
    return _said(draft.name, draft.phone, draft.document_kind, draft.document_number, draft.proof)


def _said(name: str, phone: str, kind: str, document: str, proof: str) -> dict[str, object]:
    said = {"name": name, "phone": phone, "document_kind": kind, "document": document, "proof": proof}
    return {key: value for key, value in said.items() if value}


def report_row(work: Work, report: int) -> LostRow:
    """What is missed. Raises NotFound, IllegalStep when it was closed."""
    row = work.session.get(LostRow, report)
    if row is None:
        raise NotFound(N_("This lost report is not on record."))
    if not row.open:
        raise IllegalStep(N_("{number} was closed already. Nothing was changed."), number=row.number)
    return row


def settle_reports(work: Work, item: int, theirs: int | None) -> None:
    """The item has left: the report that it was is closed, others who were told of it go on looking."""
    told = select(LostRow).where(LostRow.open.is_(True), LostRow.found == item)
    for row in work.session.scalars(told).all():
        if row.id != theirs:
            row.found = None
            work.record(events.REPORT_CORRECTED, row.id, report_facts(row))
    if theirs is not None:
        row = report_row(work, theirs)
        row.found, row.open = item, False
        work.record(events.REPORT_CLOSED, row.id, report_facts(row))
