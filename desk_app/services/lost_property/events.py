"""What can happen to found items and lost reports, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

FOUND_ITEMS = Topic("found_items")
LOST_REPORTS = Topic("lost_reports")

TAKEN_IN = EventKind("found_item.taken_in", FOUND_ITEMS)
CONFIRMED = EventKind("found_item.confirmed", FOUND_ITEMS)
CORRECTED = EventKind("found_item.corrected", FOUND_ITEMS)
SHELVED = EventKind("found_item.shelved", FOUND_ITEMS)
TOLD = EventKind("found_item.told", FOUND_ITEMS)
NOTICED = EventKind("found_item.noticed", FOUND_ITEMS)
CLAIMED = EventKind("found_item.claimed", FOUND_ITEMS)
CLAIM_REFUSED = EventKind("found_item.claim_refused", FOUND_ITEMS)
RETURNED = EventKind("found_item.returned", FOUND_ITEMS)
DISPOSED = EventKind("found_item.disposed", FOUND_ITEMS)
PRINTED = EventKind("found_item.printed", FOUND_ITEMS)
FORGOTTEN = EventKind("found_item.forgotten", FOUND_ITEMS)
HEARD = EventKind("found_item.heard", FOUND_ITEMS)
"""Another desk told of what it keeps."""
REPORTED = EventKind("lost_report.reported", LOST_REPORTS)
REPORT_CORRECTED = EventKind("lost_report.corrected", LOST_REPORTS)
REPORT_TOLD = EventKind("lost_report.told", LOST_REPORTS)
REPORT_CLOSED = EventKind("lost_report.closed", LOST_REPORTS)
REPORT_FORGOTTEN = EventKind("lost_report.forgotten", LOST_REPORTS)

EVENTS = (
    TAKEN_IN, CONFIRMED, CORRECTED, SHELVED, TOLD, NOTICED, CLAIMED, CLAIM_REFUSED, RETURNED, DISPOSED, PRINTED, HEARD,
    REPORTED, REPORT_CORRECTED, REPORT_TOLD, REPORT_CLOSED, FORGOTTEN, REPORT_FORGOTTEN,
)  # fmt: skip
