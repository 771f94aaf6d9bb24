"""The report of a lost key becomes another feature's record: the repair report of the lock change.

The feature that makes the record calls `become` inside its own verb, so that both change together or not at all. What
fills that feature's form is the `LostReport` itself.
"""

from __future__ import annotations

from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.keys import events
from desk_app.services.keys.reading import lost_reports
from desk_app.services.keys.records import LostReport
from desk_app.services.keys.tables import CopyRow, LostRow


def become(work: Work, report: int, record: int, kind: str) -> LostReport:
    """Note in the caller's transaction that a lost report lives on as `record`, whose search hits say `kind`.

    Raises NotFound, and IllegalStep when it already became something.
    """
    row = work.session.get(LostRow, report)
    if row is None:
        raise NotFound(N_("This report of a lost key is not on record."))
    if row.became is not None:
        raise IllegalStep(N_("The lock change of this report was ordered already."))
    row.became, row.became_kind = record, kind
    key = work.session.get_one(CopyRow, row.copy).key
    said = {"copy": row.copy, "report": row.id, "number": row.number, "became": record, "kind": kind}
    work.record(events.FOLLOWED_UP, key, said)
    work.session.flush()
    return lost_reports(work.session, LostRow.id == row.id)[0]
