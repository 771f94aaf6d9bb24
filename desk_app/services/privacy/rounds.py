"""After an erasure: what lies beside the rows goes too, with the erasure itself; where that failed, in a round."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select, update

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import EnvironmentTrouble
from desk_app.services.journal.work import Bench, Service
from desk_app.services.privacy.events import PRIVACY
from desk_app.services.privacy.records import RequestKind
from desk_app.services.privacy.tables import RequestRow
from desk_app.services.retention import traces

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=Service)
_log = logging.getLogger(__name__)
_UNCLEARED = RequestRow.kind == RequestKind.ERASURE.value, RequestRow.cleared_at.is_(None)


def cleared_behind(
    verb: Callable[Concatenate[S, P], Changes[R]],
) -> Callable[Concatenate[S, P], Changes[R]]:
    """A verb behind which the traces are cleared before it is told as done: ask for it in the slow lane."""

    @functools.wraps(verb)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> Changes[R]:
        changes = verb(self, *args, **kwargs)
        try:
            traces_round(self.bench)
        except EnvironmentTrouble as trouble:  # what is erased is erased: the round goes on with it
            _log.warning("traces of an erasure wait for the next round: %s", type(trouble).__name__)
        return changes

    return run


def traces_round(bench: Bench) -> Changes[object] | None:
    """Wipe the search index and the write-ahead log behind erasures, also those of other desks; None when there was
    none since.

    While somebody reads, the log cannot be cut: the next round tries again.
    Backups keep what they hold until their own age is over: the receipt says so.
    """
    with bench.database.read() as session:
        ids = list(session.scalars(select(RequestRow.id).where(*_UNCLEARED)))
        left = traces.are_left(session)
    if not ids and not left:
        return None
    traces.wipe_index(bench)
    if not traces.fold_log(bench):
        return None
    with bench.database.write() as session:
        done = update(RequestRow).where(RequestRow.id.in_(ids)).values(cleared_at=bench.clock.now())
        session.execute(done)
        if left:
            traces.note_gone(session)
    traces.compact(bench)
    return Changes(None, {PRIVACY: frozenset(ids)})
