"""Special mail that goes back only when the supervisor approved it, and months of mail that are over and not closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from sqlalchemy import select

from desk_app.services.core.clocks import id_moment
from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_
from desk_app.services.journal.happened import last_time_of
from desk_app.services.journal.work import Read
from desk_app.services.mail import events, months, rules
from desk_app.services.mail.records import (
    MONTH_KIND,
    PIECE_KIND,
    RETURN_REASON_NAMES,
    PieceState,
    ReturnReason,
)
from desk_app.services.mail.tables import PieceRow

DECIDE, CLOSE = "decide_return", "close_mail_month"
_AREA = "mail"
_MOST = 200


def mail_to_decide(read: Read) -> Iterator[Pending]:
    """Returns asked for, then the months (operating manual, Mail sorting 4 and 6)."""
    wanted = select(PieceRow).where(PieceRow.state == PieceState.RETURN_ASKED.value)
    rows = read.session.scalars(wanted.order_by(PieceRow.id).limit(_MOST)).all()
    asked = last_time_of(read.session, events.RETURN_ASKED, [row.id for row in rows])
    for row in rows:
        yield Pending(
            _AREA,
            PIECE_KIND,
            row.id,
            N_("{number} for {company} is to go back: {why}."),
            asked.get(row.id, id_moment(row.id)),
            {
                "number": row.number,
                "company": row.company or row.recipient,
                "why": RETURN_REASON_NAMES[ReturnReason(row.reason)],
            },
            row.form_number,
            step=DECIDE,
        )
    yield from _months(read)


def _months(read: Read) -> Iterator[Pending]:
    """One line for all of them: they are closed one after the other, the oldest first."""
    over = [
        one.first
        for one in months.months(read.session, read.today)
        if one.closed_at is None and rules.month_after(one.first) <= read.today
    ]
    if over:
        oldest = min(over)
        since = datetime.combine(rules.month_after(oldest), time(), read.bench.clock.zone)
        text = N_("Months of mail to close and archive: {n}, the oldest {month}.")
        values = {"n": len(over), "month": f"{oldest:%Y-%m}"}
        yield Pending(
            _AREA, MONTH_KIND, oldest.toordinal(), text, since, values, f"{oldest:%Y-%m}", step=CLOSE
        )
