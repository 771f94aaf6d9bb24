"""What of the mail is counted when a shift is handed over: the registered pieces that nobody fetched yet."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from desk_app.services.core.counting import Countable
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.mail import rules
from desk_app.services.mail.records import MailKind
from desk_app.services.mail.tables import PieceRow

_BULKY = frozenset({MailKind.PARCEL, MailKind.EXPRESS})
"""They lie on the shelves; the rest fits into a drawer."""
_FEW = 3


def counted(read: Read) -> Iterator[Countable]:
    """Parcels and express; then everything flat. Letters in the mailboxes are nobody's count."""
    wanted = (
        select(PieceRow.kind, PieceRow.place, func.count())
        .where(PieceRow.state.in_([one.value for one in rules.HERE]))
        .group_by(PieceRow.kind, PieceRow.place)
    )
    rows = read.session.execute(wanted).all()
    bulky = [(place, n) for kind, place, n in rows if MailKind(kind) in _BULKY]
    flat = [(place, n) for kind, place, n in rows if MailKind(kind) not in _BULKY]
    yield Countable(
        "mail:parcels", N_("Parcels and express items waiting", "to count"), _sum(bulky), where=_where(bulky)
    )
    yield Countable(
        "mail:flat", N_("Registered letters and slips waiting", "to count"), _sum(flat), where=_where(flat)
    )


def _sum(rows: list[tuple[str, int]]) -> int:
    return sum(n for _, n in rows)


def _where(rows: list[tuple[str, int]]) -> str:
    places = sorted({place for place, _ in rows if place})
    return "、".join(places) if len(places) <= _FEW else ""
