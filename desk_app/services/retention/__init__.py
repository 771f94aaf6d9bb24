"""Times of keeping: people are forgotten, figures stay. Features say what (`Feature.retention`), here is when and how.

`kept.py` is what features write with; `forgetting.py` takes out, `rounds.py` does it daily, `rules.py` says when a rule
counts: announced first, 24 hours that really passed (`waiting.py`) later in force; for the first time also at a
supervisor's word. `traces.py` clears what lies beside the rows.
Nothing here knows a feature by name. What is open is never touched, however old.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.retention.events import EVENTS
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.rounds import purge_round
from desk_app.services.retention.service import Retention

FEATURE = Feature(
    id="retention",
    title=N_("Times of keeping"),
    services=(Retention,),
    queries=(RetentionQueries,),
    events=EVENTS,
    slow_rounds=(purge_round,),
    order=90,
)
