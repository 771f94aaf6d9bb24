"""The audit log held against what head office has of it: whoever shortens or rewrites it here is found out.

The chain alone tells an edited entry; that a log was cut off, or forged up to its end, only a copy elsewhere tells.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.audit.tables import AuditRow
from desk_app.services.sync import state


def is_cut(session: Session) -> bool:
    """Whether the newest entry that head office acknowledged is not in the log here, as it was.

    After a backup was restored it is not, until the log here is the longer one again.
    """
    told = state.told(session)
    if not told.audit or state.is_replacing(session):
        return False
    digest = session.execute(select(AuditRow.digest).where(AuditRow.seq == told.audit)).scalar()
    return digest is None or digest.hex() != told.audit_head


def packed_upto(session: Session, packed: int) -> int:
    """After which entry to go on packing. `packed`: the newest one that was.

    A log that ends before that one was cut off: its last entry is packed once more, so that what is written from now
    on reaches head office, and contradicts what is there.
    """
    newest = session.execute(select(func.max(AuditRow.seq))).scalar() or 0
    return packed if newest >= packed else max(0, newest - 1)
