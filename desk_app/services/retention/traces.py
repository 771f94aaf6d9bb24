"""What lies beside the rows: terms in the search index, the write-ahead log, papers in the spool, old backups."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from desk_app.services.core.paths import DataFolder
from desk_app.services.db.backups import Backups
from desk_app.services.journal.happened import last_of, set_last
from desk_app.services.journal.work import Bench
from desk_app.services.printing.outbox import STALE_AFTER
from desk_app.services.printing.spool import Spool
from desk_app.services.search.index import tidy

_LEFT = "traces-left"
"""A series of the program's own: 1 while traces of what was forgotten at another desk's word lie about."""
COMPACTED_BYTES = 400 * 1024 * 1024
"""A larger file would keep the desk waiting for more than a few seconds."""


def note_left(session: Session) -> None:
    """Somebody was forgotten because another desk said so: what lies beside the rows goes with the next slow round."""
    set_last(session, _LEFT, 1)


def are_left(session: Session) -> bool:
    """Whether that is still to be done."""
    return last_of(session, _LEFT) > 0


def note_gone(session: Session) -> None:
    """It was done."""
    set_last(session, _LEFT, 0)


def wipe_index(bench: Bench) -> None:
    """Terms of entries that left the search index are merged away, a little at a time."""
    start, more = True, True
    while more:
        with bench.database.write() as session:
            more = tidy(session.connection(), start=start)
        start = False


def clear_spool(bench: Bench) -> None:
    """Papers that nobody printed for a week are given up, the traces of older ones dropped."""
    Spool(bench.database, bench.clock, bench.stamps).forget(bench.clock.now() - STALE_AFTER)


def fold_log(bench: Bench) -> bool:
    """The write-ahead log goes into the database and is cut to nothing; False while somebody reads: try again later."""
    with bench.database.raw() as connection:
        busy, _pages, _folded = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def compact(bench: Bench) -> bool:
    """Write the database anew, without what a page that was split has left in its unused part: SQLite overwrites
    what is deleted, not that. Verbs wait meanwhile; whether it was done: a large file is left to time.
    """
    with bench.database.raw() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        if pages * connection.execute("PRAGMA page_size").fetchone()[0] > COMPACTED_BYTES:
            return False
        connection.execute("VACUUM")
    fold_log(bench)
    return True


def drop_backups(bench: Bench, days: int) -> int:
    """Remove backups older than that, never the newest one; gives how many."""
    folder = DataFolder(bench.database.path.parent)
    return Backups(folder, bench.clock, bench.database.key).drop_older(
        bench.clock.now() - timedelta(days=days)
    )
