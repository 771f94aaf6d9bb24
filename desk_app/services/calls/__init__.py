"""The call log: who rang, for whom, what about, and whether the message was passed on (operating manual, Visitors).

`service.py` holds the verbs, `queries.py` the questions, `rules.py` what needs no database. A feature whose record a
call becomes (a repair report) calls `becoming.become` in its own transaction; nothing here knows that feature.
"""

from desk_app.services.calls.demo import fill
from desk_app.services.calls.events import CALLS, EVENTS
from desk_app.services.calls.forgetting import RETENTION
from desk_app.services.calls.kit import PAPER_FORMS
from desk_app.services.calls.options import SETTINGS
from desk_app.services.calls.personal import personal
from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.report import call_report
from desk_app.services.calls.searching import KIND, call_entries, call_people
from desk_app.services.calls.service import Calls
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(
    id="calls",
    title=N_("Calls"),
    services=(Calls,),
    queries=(CallQueries,),
    events=EVENTS,
    search={CALLS: call_entries},
    people={KIND: call_people},
    demo=fill,
    report=call_report,
    personal=personal,
    retention=RETENTION,
    settings=SETTINGS,
    paper_forms=PAPER_FORMS,
    order=35,
)

__all__ = ["CALLS", "FEATURE"]
