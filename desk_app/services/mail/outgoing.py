"""The verbs of what goes out: posted with its postage, handed to the carrier, reconciled week by week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.drawer.booking import book, unbook
from desk_app.services.drawer.records import MovementKind
from desk_app.services.journal.marks import NO_MARK, Mark, done_before, mark, require_asked
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.mail import events, months, rules
from desk_app.services.mail.mapping import outgoing_facts, outgoing_private, to_outgoing, to_reconciliation
from desk_app.services.mail.options import CARRIERS
from desk_app.services.mail.postage import TAKES_BACK, carriers_of_week, reconciled
from desk_app.services.mail.records import (
    OUTGOING_KIND,
    MailKind,
    Month,
    Outgoing,
    OutgoingDraft,
    Postage,
    Reconciliation,
)
from desk_app.services.mail.rows import addressee_of, outgoing_row
from desk_app.services.mail.tables import OutgoingRow, ReconciliationRow
from desk_app.services.mail.typed import (
    checked_carrier,
    checked_day,
    checked_outgoing,
    checked_reason,
    checked_statement,
)


class OutgoingMail(Service):
    """Express and registered items of tenants and visitors, and their postage (operating manual, Mail sorting 6)."""

    area = "outgoing_mail"

    @command(allow=DESK)
    def post(self, work: Work, draft: OutgoingDraft) -> Outgoing:
        """Take an item to be sent. Cash goes into the drawer. The same form saved twice posts once.

        Raises InvalidInput.
        """
        addressee = addressee_of(work.session, draft.tenant)
        draft, fen = checked_outgoing(draft, addressee, work.setting(CARRIERS))
        pressed = mark(draft.request, draft)
        before = done_before(work, OutgoingRow, draft.request)
        if before is not None:
            require_asked(work, events.POSTED, before.id, pressed)
            return to_outgoing(before)
        months.require_running(work)
        _require_new_barcode(work, draft.barcode)
        company = addressee.tenant.name if addressee is not None else ""
        row = _new_row(work, draft, fen, company)
        _write(work, row, pressed=pressed)
        if draft.paid is Postage.CASH:
            book(work, MovementKind.POSTAGE, fen, record_kind=OUTGOING_KIND, record=row.id, number=row.number)
        return to_outgoing(row)

    @command(allow=DESK)
    def void(self, work: Work, outgoing: int, reason: str) -> Outgoing:
        """A slip: it is not sent. On its own day, before the carrier took it, the entry is void; later it stays as it
        is, and a new entry of today takes its postage back: that one is returned. Cash goes back in both cases.

        Raises InvalidInput ("reason"), NotFound, IllegalStep for what was taken back already.
        """
        row = outgoing_row(work.session, outgoing)
        said = checked_reason(reason)
        _require_standing(work, row)
        months.require_running(work)
        work.note(reasoned=True)
        if (
            row.day == work.today
            and row.gone_at is None
            and not months.is_closed(work.session, row.day, work.today)
        ):
            row.void = True
            work.record(events.VOIDED, row.id, outgoing_facts(row), {"words": said})
        else:
            row = _correcting(work, row, said)
        if row.paid == Postage.CASH:
            unbook(work, OUTGOING_KIND, row.corrects or row.id, row.number)
        return to_outgoing(row)

    @command(allow=DESK)
    def gone(self, work: Work, ids: Collection[int]) -> int:
        """The carrier took these; says how many that were still here. Raises NotFound."""
        rows = [outgoing_row(work.session, one) for one in dict.fromkeys(ids)]
        left = [row for row in rows if row.gone_at is None and not row.void and row.corrects is None]
        if left:
            months.require_running(work)
        for row in left:
            row.gone_at = work.now
            work.record(events.GONE, row.id, outgoing_facts(row))
        return len(left)

    @command(allow=DESK)
    def reconcile(
        self, work: Work, monday: date, carrier: str, stated: str, explanation: str
    ) -> Reconciliation:
        """Hold a carrier's statement of a past week against the register. A second statement replaces the first while
        the month is open. `stated` is typed in yuan; where it differs, `explanation` says why.

        Raises InvalidInput, IllegalStep.
        """
        carrier = checked_carrier(carrier, work.setting(CARRIERS))
        first, after = rules.week_of(checked_day("monday", monday))
        if after > work.today:
            raise IllegalStep(N_("This week is not over yet: reconcile it from Monday on."))
        months.require_open(work.session, after - timedelta(days=1), work.today)
        registered = carriers_of_week(work.session, first).get(carrier, (0, 0))[1]
        fen, words = checked_statement(stated, explanation, registered)
        row = reconciled(work.session, first, carrier)
        if row is None:
            row = ReconciliationRow(id=work.new_id(), monday=first, carrier=carrier)
            work.session.add(row)
        else:
            months.require_open(work.session, first, work.today)
        row.registered, row.stated, row.explanation = registered, fen, words
        row.at, row.by = work.now, work.by.staff_id
        facts = {"monday": first.isoformat(), "carrier": carrier, "registered": registered, "stated": fen}
        work.record(events.RECONCILED, row.id, facts, {"explanation": words} if words else None)
        return to_reconciliation(row)

    @command(allow=SUPERVISORS)
    def close_month(self, work: Work, first: date, digest: str, body: str = "") -> Month:
        """Close a past month; `digest` is the SHA-256 of its archived paper. Its entries are read only afterwards.

        `body`: the SHA-256 of the paper before its seal: a damaged seal is told from a strange file by it.

        Raises InvalidInput ("first"), and IllegalStep while the month runs or a batch of it is unsorted.
        """
        return months.close(work, checked_day("first", first), digest, body)

    @command(allow=SUPERVISORS)
    def copy_month(self, work: Work, first: date, digest: str, body: str = "") -> Month:
        """The lost archive of a closed month was written once more; the month stays as it is, the copy is on record.

        Raises InvalidInput ("first"), and IllegalStep for a month that is not closed.
        """
        return months.copied(work, checked_day("first", first), digest, body)


def _new_row(work: Work, draft: OutgoingDraft, fen: int, company: str) -> OutgoingRow:
    return OutgoingRow(
        id=work.new_id(),
        number=work.number(),
        kind=draft.kind.value,
        carrier=draft.carrier,
        day=work.today,
        at=work.now,
        by=work.by.staff_id,
        tenant=draft.tenant,
        company=company,
        sender=draft.sender,
        phone=draft.phone,
        destination=draft.destination,
        barcode=draft.barcode,
        postage=fen,
        paid=draft.paid.value,
        void=False,
        request=draft.request,
    )


def _write(work: Work, row: OutgoingRow, words: str = "", pressed: Mark = NO_MARK) -> None:
    work.session.add(row)
    private = outgoing_private(row) or {}
    if words:
        private["words"] = words
    work.record(events.POSTED, row.id, outgoing_facts(row) | pressed.facts, private or None)


def _require_standing(work: Work, row: OutgoingRow) -> None:
    """Raise IllegalStep for an entry that takes another one back, and for one that was taken back."""
    if row.corrects is not None:
        raise IllegalStep(
            N_("{number} takes an earlier entry back: post a new one instead."), number=row.number
        )
    if _taken_back(work, row):
        raise IllegalStep(N_("{number} was taken back already. Nothing was changed."), number=row.number)


def _taken_back(work: Work, row: OutgoingRow) -> bool:
    return row.void or done_before(work, OutgoingRow, _mark(row)) is not None


def _mark(row: OutgoingRow) -> str:
    """The mark of the entry that takes this one back: an entry is taken back once."""
    return f"{TAKES_BACK}{row.id}"


def _correcting(work: Work, row: OutgoingRow, words: str) -> OutgoingRow:
    draft = OutgoingDraft(
        kind=MailKind(row.kind), carrier=row.carrier, tenant=row.tenant, sender=row.sender, phone=row.phone,
        destination=row.destination, paid=Postage(row.paid), request=_mark(row),
    )  # fmt: skip
    new = _new_row(work, draft, -row.postage, row.company)
    new.corrects = row.id
    _write(work, new, words)
    return new


def _require_new_barcode(work: Work, barcode: str) -> None:
    if not barcode:
        return
    same = select(OutgoingRow).where(OutgoingRow.barcode == barcode, OutgoingRow.void.is_(False))
    standing = (one for one in work.session.scalars(same) if not _taken_back(work, one))
    if (other := next(standing, None)) is not None:
        text = N_("{number} has this barcode already.")
        raise InvalidInput({"barcode": UserError(text, number=other.number)})
