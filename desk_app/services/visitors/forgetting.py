"""What of the visitor log is forgotten: first the whole document number and the picture, then the person.

Purpose, times, host's unit and floor stay for the figures. Who is in the building or still expected is never touched.
"""

from __future__ import annotations

from sqlalchemy import case, func, select

from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Hanging, Kept, Retained, Unit, begin_of_day, end_of_day
from desk_app.services.visitors import events
from desk_app.services.visitors.options import KEEP_DOCUMENT_DAYS, KEEP_MONTHS, KEEP_PHOTO_DAYS
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.searching import EXPECTED_KIND, KIND
from desk_app.services.visitors.tables import PhotoRow, VisitRow, WatchRow

_CAME = (VisitState.LEFT.value, VisitState.PROBABLY_LEFT.value, VisitState.REFUSED.value)
_NEVER_CAME = (VisitState.NO_SHOW.value, VisitState.CANCELLED.value)
_DAY = begin_of_day(VisitRow.day)
_ENDED = case(
    (
        VisitRow.state.in_(_CAME),
        func.coalesce(VisitRow.left_at, VisitRow.seen_at, VisitRow.arrived_at, _DAY),
    ),
    (VisitRow.state.in_(_NEVER_CAME), _DAY),
)
_KINDS = (KIND, EXPECTED_KIND)
_PHOTO = Hanging(PhotoRow.visit, None)
_VISIT = {
    "name": "",
    "phone": "",
    "company": "",
    "host_name": "",
    "host_person": "",
    "plate": "",
    "belongings": "",
    "remark": "",
    "id_mask": "",
    "id_index": None,
    "id_sealed": None,
    "permit_number": "",
    "escort": "",
    "reason": "",
}

RETENTION = (
    Retained(
        N_("Visits: names, phones, companies, whom they saw; watch-list entries that ended"),
        KEEP_MONTHS,
        Unit.MONTHS,
        (
            Kept(VisitRow, _ENDED, _VISIT, events.FORGOTTEN, [_PHOTO], _KINDS),
            Kept(
                WatchRow,
                case((WatchRow.active.is_(False), WatchRow.added_at), else_=end_of_day(WatchRow.until)),
                {"name": "", "phone": "", "id_mask": "", "id_index": None, "reason": "", "active": False},
                events.WATCH_FORGOTTEN,
            ),
        ),
    ),
    Retained(
        N_("Visitors’ document numbers"),
        KEEP_DOCUMENT_DAYS,
        Unit.DAYS,
        (
            Kept(
                VisitRow,
                _ENDED,
                {"id_index": None, "id_sealed": None},
                None,
                left=VisitRow.id_sealed.is_not(None),
                private=False,
            ),
        ),
    ),
    Retained(
        N_("Visitors’ pictures"),
        KEEP_PHOTO_DAYS,
        Unit.DAYS,
        (
            Kept(
                VisitRow,
                _ENDED,
                {},
                None,
                [_PHOTO],
                left=select(PhotoRow.visit).where(PhotoRow.visit == VisitRow.id).exists(),
                private=False,
            ),
        ),
    ),
)
