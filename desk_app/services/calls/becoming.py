"""A call becomes another feature's record: a repair report, a complaint, an expected visit.

The feature that makes the record calls `become` inside its own verb, so that record and call change together or not
at all. What fills that feature's form is the `Call` itself.
"""

from __future__ import annotations

from desk_app.services.calls import events
from desk_app.services.calls.mapping import facts, to_call
from desk_app.services.calls.records import Call
from desk_app.services.calls.service import row_of
from desk_app.services.journal.work import Work


def become(work: Work, call_id: int, record: int, kind: str) -> Call:
    """Note in the caller's transaction that the call lives on as `record`, whose search hits say `kind`.

    The call waits for nobody any more. Raises NotFound, and IllegalStep when it already became something.
    """
    row = row_of(work, call_id, "become")
    row.became, row.became_kind = record, kind
    work.record(events.BECAME, row.id, {**facts(row), "became": record, "kind": kind})
    return to_call(row)
