"""The key register: who has which key, and what hangs where (operating manual, Key register).

`service.py` hands out and takes back, `register.py` keeps keys, copies, rings and hooks, `faults.py` what is lost or
broken. Rules that need no database are in `rules.py`; what other features may use in `records.py` and `queries.py`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.keys.events import EVENTS, HANDOUTS, KEYS
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.options import SETTINGS
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.service import Keys

FEATURE = Feature(
    id="keys",
    title=N_("Keys"),
    services=(Keys, KeyTroubles),
    queries=(KeyQueries,),
    events=EVENTS,
    settings=SETTINGS,
    order=55,
)

__all__ = ["FEATURE", "HANDOUTS", "KEYS"]
