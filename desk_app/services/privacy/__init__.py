"""Personal data of one person: a copy for them, erasure, and who looked (operating manual, People and things).

`service.py` looks up, gives and erases, each against a reason on record and a second colleague's word; features say
what is theirs in `personal.py` and `Feature.looks`. Nothing here knows a feature by name.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.privacy.documents import DOCUMENTS
from desk_app.services.privacy.events import EVENTS, PRIVACY
from desk_app.services.privacy.options import SETTINGS
from desk_app.services.privacy.queries import PrivacyQueries
from desk_app.services.privacy.rounds import traces_round
from desk_app.services.privacy.service import Privacy
from desk_app.services.privacy.sharing import SHARED

FEATURE = Feature(
    id="privacy",
    title=N_("Personal data"),
    services=(Privacy,),
    queries=(PrivacyQueries,),
    events=EVENTS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    slow_rounds=(traces_round,),
    shared=SHARED,
    looks=("privacy.look_up", "privacy.export", "privacy.erase"),
    order=92,
)

__all__ = ["FEATURE", "PRIVACY"]
