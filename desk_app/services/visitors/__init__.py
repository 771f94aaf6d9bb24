"""The visitor log: who comes, who is in the building, who left (operating manual, Visitors).

`service.py` holds the verbs of a visit, `watch.py` those of the watch list, `gate.py` what a scan at the gate does.
Rules that need no database are in `rules.py`; what other features may use is in `records.py` and `queries.py`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.visitors.closing import closing_round
from desk_app.services.visitors.demo import fill
from desk_app.services.visitors.documents import DOCUMENTS
from desk_app.services.visitors.events import EVENTS, VISITS, WATCH_LIST
from desk_app.services.visitors.forgetting import RETENTION
from desk_app.services.visitors.kit import PAPER_FORMS
from desk_app.services.visitors.master import MASTER
from desk_app.services.visitors.matters import visit_matters, visit_people
from desk_app.services.visitors.options import SETTINGS
from desk_app.services.visitors.passes import VisitLedger
from desk_app.services.visitors.pending import visits_to_decide
from desk_app.services.visitors.personal import personal
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.report import visitor_report
from desk_app.services.visitors.searching import EXPECTED_KIND, KIND, visit_entries
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.sharing import SHARED
from desk_app.services.visitors.watch import WatchList

FEATURE = Feature(
    id="visitors",
    title=N_("Visitors"),
    services=(Visitors, WatchList),
    queries=(VisitorQueries,),
    events=EVENTS,
    master=MASTER,
    settings=SETTINGS,
    search={VISITS: visit_entries},
    demo=fill,
    documents=DOCUMENTS,
    rounds=(closing_round,),
    pass_book=VisitLedger,
    matters=visit_matters,
    people={KIND: visit_people, EXPECTED_KIND: visit_people},
    report=visitor_report,
    personal=personal,
    looks=("visitors.reveal_document",),
    retention=RETENTION,
    pending=visits_to_decide,
    decisions=("visitors.admit", "visitors.refuse"),
    paper_forms=PAPER_FORMS,
    shared=SHARED,
    order=30,
)

__all__ = ["FEATURE", "VISITS", "WATCH_LIST"]
