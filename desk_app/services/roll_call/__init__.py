"""Roll-call: who is in the building, ticked off by floor until everybody is accounted for, drill or real.

A roll-call takes its own copy of the on-site list, so that it reads the same whatever is checked in or out meanwhile.
`service.py` holds the verbs, `rules.py` what needs no database, `documents.py` the list on paper.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.roll_call.documents import DOCUMENTS
from desk_app.services.roll_call.events import EVENTS, ROLL_CALLS
from desk_app.services.roll_call.forgetting import RETENTION
from desk_app.services.roll_call.kit import roll_call_kit
from desk_app.services.roll_call.options import SETTINGS
from desk_app.services.roll_call.personal import personal
from desk_app.services.roll_call.queries import RollCallQueries
from desk_app.services.roll_call.report import roll_call_report
from desk_app.services.roll_call.service import RollCalls

FEATURE = Feature(
    id="roll_call",
    title=N_("Roll-call"),
    services=(RollCalls,),
    queries=(RollCallQueries,),
    events=EVENTS,
    documents=DOCUMENTS,
    report=roll_call_report,
    personal=personal,
    retention=RETENTION,
    settings=SETTINGS,
    kit=roll_call_kit,
    order=36,
)

__all__ = ["FEATURE", "ROLL_CALLS"]
