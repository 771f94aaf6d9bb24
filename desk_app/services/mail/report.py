"""What the mail desk has to tell of a period (operating manual, Shift and day: end-of-day report).

The figures are here; courses and lists of what is left to do are in `report_lists.py`. Void entries count nowhere, one
that takes an earlier one back counts with a minus, as on the money list.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import and_, select

from desk_app.services.core.figures import Figure, Period, Section, Tone, Unit
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.periods import (
    end_of,
    entered_after,
    how_many,
    in_moments,
    on_days,
    parts,
    total,
    written,
)
from desk_app.services.journal.work import Read
from desk_app.services.mail import rules
from desk_app.services.mail.postage import money_between, unreconciled
from desk_app.services.mail.records import MailKind, PieceState, Postage
from desk_app.services.mail.report_lists import came_late, courses, listings, overdue, waiting_here
from desk_app.services.mail.tables import AttemptRow, BatchRow, OrdinaryRow, OutgoingRow, PieceRow

S = PieceState
_SPECIAL = PieceRow.kind.in_([kind.value for kind in MailKind if kind.special])
_SENT: dict[Postage, Message] = {
    Postage.CASH: N_("Sent, postage in cash", "report"),
    Postage.ACCOUNT: N_("Sent, postage on account", "report"),
    Postage.RECIPIENT: N_("Sent, postage paid by the recipient", "report"),
}
_MONEY: dict[Postage, Message] = {
    Postage.CASH: N_("Postage in cash", "report"),
    Postage.ACCOUNT: N_("Postage on account", "report"),
    Postage.RECIPIENT: N_("Postage that the recipients pay", "report"),
}


def mail_report(read: Read, period: Period) -> Section:
    """What came, what was handed over or went back, what still lies here, what was sent and what it cost."""
    figures = (*_arrived(read, period), *_left(read, period), *_here(read, period), *_sent(read, period))
    kinds = (BatchRow, PieceRow, OutgoingRow)
    late = entered_after(read, period, *((row.id, row.number, row.day) for row in kinds))
    lists = (*listings(read, period, figures), *late.listings)
    return Section("mail", N_("Mail"), figures, courses(read, period), lists, late.count)


def _arrived(read: Read, period: Period) -> tuple[Figure, ...]:
    came = on_days(BatchRow.day, period)
    batches = parts(
        read, {"all": BatchRow.id != 0, "odd": BatchRow.difference != "", "late": came_late(read)}, came
    )
    letters = on_days(OrdinaryRow.day, period)
    counted = total(read, OrdinaryRow.quantity, letters)
    boxed = total(
        read,
        OrdinaryRow.quantity,
        letters,
        OrdinaryRow.delivered_at.is_not(None),
        OrdinaryRow.keep_until.is_(None),
    )
    of = {
        "special": _SPECIAL,
        "damaged": PieceRow.damaged.is_(True),
        "closed": PieceRow.state == S.CLOSED.value,
    }
    pieces = parts(read, of, on_days(PieceRow.day, period))
    return (
        Figure("batches", N_("Mail batches", "report"), batches["all"]),
        Figure(
            "batches_late",
            N_("Not in the mailboxes in time", "report"),
            batches["late"],
            tone=Tone.BAD,
            of=batches["all"],
        ),
        Figure(
            "differences",
            N_("Batches with another number than announced", "report"),
            batches["odd"],
            tone=Tone.NOTE,
        ),
        Figure("ordinary", N_("Letters and printed matter", "report"), counted),
        Figure("in_mailboxes", N_("Of these in the mailboxes", "report"), boxed, of=counted),
        Figure("special", N_("Special mail registered", "report"), pieces["special"]),
        Figure("damaged", N_("Mail that came damaged", "report"), pieces["damaged"], tone=Tone.NOTE),
        Figure("closed", N_("Mail closed without signature", "report"), pieces["closed"], tone=Tone.NOTE),
    )


def _left(read: Read, period: Period) -> tuple[Figure, ...]:
    """Steps of the period, whenever the piece came."""
    handed = in_moments(PieceRow.handed_at, read, period), PieceRow.state == S.HANDED_OVER.value
    left = parts(read, {"all": PieceRow.id != 0, "proxy": PieceRow.proxy.is_(True)}, *handed)
    states = (S.RETURNED, S.REDIRECTED)
    ends = {one.value: PieceRow.state == one.value for one in states}
    sent = parts(read, ends, in_moments(PieceRow.sent_on_at, read, period))
    approved = how_many(read, in_moments(PieceRow.approved_at, read, period))
    tries = how_many(read, written(read, AttemptRow.id, AttemptRow.at, period))
    return (
        Figure("handed_over", N_("Mail handed over", "report"), left["all"]),
        Figure("proxy", N_("Handed to a proxy", "report"), left["proxy"], of=left["all"]),
        Figure("attempts", N_("Failed attempts to deliver", "report"), tries, tone=Tone.NOTE),
        Figure("returns_approved", N_("Mail returns approved", "report"), approved),
        Figure("returned", N_("Mail sent back", "report"), sent[S.RETURNED]),
        Figure("redirected", N_("Mail redirected", "report"), sent[S.REDIRECTED]),
    )


def _here(read: Read, period: Period) -> tuple[Figure, ...]:
    of = {one.value: PieceRow.state == one.value for one in rules.HERE}
    here = parts(read, {**of, "overdue": overdue(read, period)}, waiting_here(period))
    end = end_of(read, period)
    unsorted = how_many(read, BatchRow.sorted_at.is_(None), BatchRow.arrived_at < end)

    def now(key: str, label: Message, n: int, tone: Tone = Tone.NOTE) -> Figure:
        return Figure(key, label, n, tone=tone, now=True)

    return (
        now("batches_open", N_("Batches still to be sorted", "report"), unsorted),
        now("waiting", N_("Mail to collect", "report"), here[S.STORED], Tone.PLAIN),
        now("unmatched", N_("Unmatched mail", "report"), here[S.UNMATCHED]),
        now("undeliverable", N_("Undeliverable mail", "report"), here[S.UNDELIVERABLE]),
        now("returns_asked", N_("Mail returns to be approved", "report"), here[S.RETURN_ASKED]),
        now("overdue", N_("Mail held too long", "report"), here["overdue"], Tone.BAD),
    )


def _sent(read: Read, period: Period) -> tuple[Figure, ...]:
    pieces, money = Counter[Postage](), Counter[Postage]()
    for line in money_between(read.session, period.first, period.last + timedelta(days=1)):
        pieces[line.paid] += line.pieces
        money[line.paid] += line.postage
    taken_back = select(OutgoingRow.corrects).where(
        OutgoingRow.day >= period.first, OutgoingRow.corrects.is_not(None)
    )
    of = {
        "void": OutgoingRow.void.is_(True),
        "taken_back": OutgoingRow.corrects.is_not(None),
        "left": and_(
            OutgoingRow.gone_at.is_(None),
            OutgoingRow.void.is_(False),
            OutgoingRow.corrects.is_(None),
            OutgoingRow.id.not_in(taken_back),
        ),
    }
    count = parts(read, of, on_days(OutgoingRow.day, period))
    weeks = len(unreconciled(read.session, period.first, period.last, read.today))
    return (
        *(Figure(f"sent_{one}", label, pieces[one]) for one, label in _SENT.items()),
        *(
            Figure(
                f"postage_{one}",
                label,
                money[one],
                Unit.FEN,
                ledger="postage_cash" if one is Postage.CASH else "",
            )
            for one, label in _MONEY.items()
        ),
        Figure("void", N_("Entries of sent mail void", "report"), count["void"], tone=Tone.NOTE),
        Figure(
            "taken_back", N_("Earlier entries taken back", "report"), count["taken_back"], tone=Tone.NOTE
        ),
        Figure(
            "left_here", N_("Posted and not yet with the carrier", "report"), count["left"],
            tone=Tone.NOTE, now=True,
        ),
        Figure(
            "weeks", N_("Carriers' weeks not reconciled", "report"), weeks, tone=Tone.NOTE, now=True
        ),
    )  # fmt: skip
