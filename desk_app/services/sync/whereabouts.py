"""Where each record is: on this PC, on the share, at head office. Asked for the rows of a list, by index alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.db.base import MOST_ID
from desk_app.services.journal.tables import EventRow
from desk_app.services.sync import state
from desk_app.services.sync.records import Where
from desk_app.services.sync.tables import OutboxRow, PackedRowRow, RowChangeRow
from desk_app.services.sync.unsent import on_share_up_to, own_work

_AT_ONCE = 500


def where_of(session: Session, ids: Collection[int]) -> dict[int, Where]:
    """Where all is that this desk has recorded of each record: its newest change counts.

    What only came from other desks came through the share. A record that has no event, and a desk that exchanges with
    nobody: on this PC.
    """
    found = dict.fromkeys(ids, Where.HERE)
    wanted = [one for one in found if 0 <= one <= MOST_ID]
    if not wanted or state.head_office(session) is None:
        return found
    sure, shared = state.chain(session).sure_event, on_share_up_to(session)
    newest, own = func.max(EventRow.id), func.coalesce(func.max(EventRow.id).filter(own_work()), 0)
    for some in _portions(wanted):
        asked = select(EventRow.entity, newest, own).where(EventRow.entity.in_(some))
        heard = set()
        for record, event, its_own in session.execute(asked.group_by(EventRow.entity)):
            if its_own <= max(sure, shared):
                found[record] = Where.HEAD_OFFICE if event <= sure else Where.SHARE
                if its_own < event:
                    heard.add(record)
        _hold_back(session, [one for one in some if one not in heard], found)
    return found


def _hold_back(session: Session, some: Collection[int], found: dict[int, Where]) -> None:
    """What the events say does not count further than the record's own row has come."""
    keys = {f"[{one}]": one for one in some}
    batch = (OutboxRow.epoch == PackedRowRow.epoch) & (OutboxRow.seq == PackedRowRow.seq)
    packed = select(PackedRowRow.key, OutboxRow.published_at).join(OutboxRow, batch)
    open_ = packed.where(PackedRowRow.key.in_(keys), OutboxRow.acked_at.is_(None))
    for key, published in session.execute(open_):
        if published is None:
            found[keys[key]] = Where.HERE
        elif found[keys[key]] is Where.HEAD_OFFICE:
            found[keys[key]] = Where.SHARE
    for key in session.scalars(select(RowChangeRow.key).where(RowChangeRow.key.in_(keys))):
        found[keys[key]] = Where.HERE


def _portions(wanted: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
