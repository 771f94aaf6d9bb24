"""Head office's list of keys becomes whom this PC believes: called by whoever has proven that the list is genuine.

The list only ever adds: a desk, a key, an end. What the supervisor ended or revoked here stays so, and desks that she
admitted by a card and that are not on the list are left alone. This desk's own keys in use are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.journal.work import Work
from desk_app.services.trust import events
from desk_app.services.trust.ring import KEYS_SINCE
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow


@dataclass(frozen=True, slots=True)
class Listed:
    """The two keys that one PC signs with, as the list has them.

    `code` names the desk; empty where the list does not. `ended`: another PC took its place, or it is gone. `revoked`:
    stolen; what it signed from then on does not count.
    """

    desk: int
    code: str
    sync: bytes
    pass_key: bytes
    since: datetime
    ended: datetime | None = None
    revoked: datetime | None = None

    @property
    def in_force(self) -> bool:
        """Whether the desk signs with them."""
        return self.ended is None and self.revoked is None


def listed(work: Work, desks: Sequence[Listed]) -> None:
    """Believe this building's desks as the list says; the same list again leaves no trace."""
    own = {open_signing_key(work.secrets, purpose).public for purpose in Purpose}
    rows = {row.public: row for row in work.session.scalars(select(PassKeyRow))}
    known = {row.desk: row for row in work.session.scalars(select(KnownDeskRow))}
    for number in sorted({one.desk for one in desks}):
        sets = [one for one in desks if one.desk == number]
        keys = [each for one in sets for each in _keys(work, one, own, rows)]
        named = number != work.desk.desk_number and _write_desk(work, sets, known.get(number), bool(keys))
        if keys or named:
            facts = {"desk": number, "keys": sorted(set(keys)), "in_force": any(one.in_force for one in sets)}
            work.record(events.LISTED, number, facts)


def _keys(work: Work, one: Listed, own: Iterable[bytes], rows: dict[bytes, PassKeyRow]) -> list[int]:
    """Bring both keys of a set up to date; the ids of those that changed."""
    changed = []
    for purpose, public in ((Purpose.SYNC, one.sync), (Purpose.PASS, one.pass_key)):
        if public in own:
            continue
        row = rows.get(public)
        if row is None:
            row = rows[public] = _new(work, one, purpose, public)
            changed.append(row.id)
        elif row.desk != one.desk or row.purpose != purpose.value:
            continue  # one PC was copied from the other: a person sorts that out, by cards
        ends = _sooner(row.retired_at, one.ended), _sooner(row.revoked_at, one.revoked)
        if (row.retired_at, row.revoked_at) != ends:
            row.retired_at, row.revoked_at = ends
            changed.append(row.id)
    return changed


def _new(work: Work, one: Listed, purpose: Purpose, public: bytes) -> PassKeyRow:
    row = PassKeyRow(
        id=work.new_id(),
        purpose=purpose.value,
        public=public,
        desk=one.desk,
        desk_code=one.code,
        site=work.desk.site_number,
        valid_from=KEYS_SINCE,  # passes were given out before head office heard of the key
        retired_at=None,
        revoked_at=None,
        by=work.by.staff_id,
    )
    work.session.add(row)
    return row


def _sooner(known: datetime | None, told: datetime | None) -> datetime | None:
    return min((one for one in (known, told) if one is not None), default=None)


def _write_desk(work: Work, sets: Sequence[Listed], row: KnownDeskRow | None, news: bool) -> bool:
    """The desk itself; whether that changed anything. One that was withdrawn here counts again with new keys only."""
    newest = max(sets, key=lambda one: one.since)
    in_force = any(one.in_force for one in sets)
    code = newest.code or (row.code if row is not None else str(newest.desk))
    if row is None:
        if in_force:
            row = KnownDeskRow(
                desk=newest.desk, code=code, admitted_at=work.now, card_at=newest.since, heard_at=None
            )
            work.session.add(row)
        return in_force
    active = in_force and (row.active or news)
    if (row.code, row.active) == (code, active):
        return False
    if active and not row.active:
        row.heard_at = None  # another PC, or a new beginning: nothing of it is here yet
    row.code, row.active = code, active
    return True
