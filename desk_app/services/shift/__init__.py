"""Handing over the shift, and notices that must be read (operating manual, Shift and day).

`service.py` holds the verbs of a handover, `notices.py` those of notices, `looking.py` asks every feature what is to be
counted and what stands open, `snapshot.py` keeps it. Rules without a database are in `rules.py`. A new thing to count:
`Feature.counted` of its own feature.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.shift.demo import fill
from desk_app.services.shift.documents import DOCUMENTS
from desk_app.services.shift.events import EVENTS, NOTICES, SHIFTS
from desk_app.services.shift.forgetting import RETENTION
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.options import SETTINGS
from desk_app.services.shift.queries import NoticeQueries, ShiftQueries
from desk_app.services.shift.report import shift_report
from desk_app.services.shift.service import Shifts
from desk_app.services.shift.sharing import SHARED

FEATURE = Feature(
    id="shift",
    title=N_("Shift handover"),
    services=(Shifts, Notices),
    queries=(ShiftQueries, NoticeQueries),
    events=EVENTS,
    documents=DOCUMENTS,
    demo=fill,
    report=shift_report,
    settings=SETTINGS,
    retention=RETENTION,
    shared=SHARED,
    order=80,
)

__all__ = ["FEATURE", "NOTICES", "SHIFTS"]
