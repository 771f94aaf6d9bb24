"""The drawer: deposits and fees in cash, counted when a shift ends (operating manual, Shift and day).

`booking.py` is what other features call inside their own transaction; nothing else writes a movement. To book a new
kind of money: a member of `MovementKind`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.drawer.documents import DOCUMENTS
from desk_app.services.drawer.events import DRAWER, EVENTS
from desk_app.services.drawer.forgetting import RETENTION
from desk_app.services.drawer.options import SETTINGS
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.report import drawer_report
from desk_app.services.drawer.service import Drawer

FEATURE = Feature(
    id="drawer",
    title=N_("Drawer"),
    services=(Drawer,),
    queries=(DrawerQueries,),
    events=EVENTS,
    documents=DOCUMENTS,
    report=drawer_report,
    retention=RETENTION,
    settings=SETTINGS,
    order=20,
)

__all__ = ["DRAWER", "FEATURE"]
