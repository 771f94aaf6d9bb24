"""Who works the desk, and signing in.

Roles and permissions are in `core.people`; the check itself is in `journal.work`, for every verb alike.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.staff.forgetting import RETENTION
from desk_app.services.staff.master import MASTER
from desk_app.services.staff.options import KEEP_YEARS
from desk_app.services.staff.patience import IDLE_MINUTES, SUPERVISORS_LEAST
from desk_app.services.staff.personal import personal
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import EVENTS, Staff
from desk_app.services.staff.sharing import SHARED

FEATURE = Feature(
    id="staff",
    title=N_("Staff"),
    services=(Staff,),
    queries=(StaffQueries,),
    events=EVENTS,
    master=MASTER,
    personal=personal,
    settings=(IDLE_MINUTES, SUPERVISORS_LEAST, KEEP_YEARS),
    retention=RETENTION,
    shared=SHARED,
    order=10,
)
