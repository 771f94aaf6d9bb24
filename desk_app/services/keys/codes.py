"""The digits on tags of copies and rings and on slips of borrowings: one series."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.feature import Named
from desk_app.services.journal.work import Read, Work
from desk_app.services.keys.reading import copies, rings
from desk_app.services.keys.records import HANDOUT_KIND, KEY_KIND
from desk_app.services.keys.tables import CopyRow, HandoutRow, RingRow

SERIES = "key-codes"


def new_code(work: Work) -> str:
    """The digits of the next tag or slip."""
    return ShortNumber(Kind.KEY, work.desk.desk_number, work.count(SERIES)).digits


def key_named(read: Read, digits: str) -> Named | None:
    """What a tag or slip leads to: the borrowing while the copy or ring is out, else the key."""
    session = read.session
    slip = session.scalars(select(HandoutRow.id).where(HandoutRow.code == digits)).first()
    if slip is not None:
        return Named(HANDOUT_KIND, slip)
    found = copies(session, CopyRow.tag == digits)
    for ring in () if found else rings(session, RingRow.tag == digits):
        found = sorted(ring.copies, key=lambda copy: copy.handout is None)
    for copy in found[:1]:
        return Named(KEY_KIND, copy.key) if copy.handout is None else Named(HANDOUT_KIND, copy.handout)
    return None
