"""After an erasure: what lies beside the rows goes too, in the slow lane."""

from __future__ import annotations

from sqlalchemy import select, update

from desk_app.services.core.changes import Changes
from desk_app.services.journal.work import Bench
from desk_app.services.privacy.events import PRIVACY
from desk_app.services.privacy.records import RequestKind
from desk_app.services.privacy.tables import RequestRow
from desk_app.services.retention import traces

_UNCLEARED = RequestRow.kind == RequestKind.ERASURE.value, RequestRow.cleared_at.is_(None)


def traces_round(bench: Bench) -> Changes[object] | None:
    """Wipe the search index and the write-ahead log behind erasures; None when there was none since.

    Backups keep what they hold until their own age is over: the receipt says so.
    """
    with bench.database.read() as session:
        ids = list(session.scalars(select(RequestRow.id).where(*_UNCLEARED)))
    if not ids:
        return None
    traces.wipe_index(bench)
    with bench.database.write() as session:
        done = update(RequestRow).where(RequestRow.id.in_(ids)).values(cleared_at=bench.clock.now())
        session.execute(done)
    traces.fold_log(bench)
    traces.compact(bench)
    return Changes(None, {PRIVACY: frozenset(ids)})
