"""One ledger for repairs, complaints and requests (operating manual, Repair intake).

`service.py` takes in, dispatches and closes, `steps.py` is what every step shares; `clocks.py` is pure and says what is
to be done by when, in the hours of `hours.py`. Rules without a database are in `rules.py`, what is typed in `typed.py`;
what other features may use is in `records.py` and `queries.py`.
"""

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.repairs.demo import fill
from desk_app.services.repairs.documents import DOCUMENTS
from desk_app.services.repairs.events import EVENTS, PRICES, REPAIRS
from desk_app.services.repairs.forgetting import RETENTION
from desk_app.services.repairs.kit import PAPER_FORMS
from desk_app.services.repairs.master import MASTER
from desk_app.services.repairs.matters import order_named, order_people, repair_matters
from desk_app.services.repairs.options import SETTINGS
from desk_app.services.repairs.personal import personal
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import KIND
from desk_app.services.repairs.report import repair_report
from desk_app.services.repairs.rounds import missed_round
from desk_app.services.repairs.searching import order_entries
from desk_app.services.repairs.service import Repairs

FEATURE = Feature(
    id="repairs",
    title=N_("Repairs"),
    services=(Repairs,),
    queries=(RepairQueries,),
    events=EVENTS,
    master=MASTER,
    settings=SETTINGS,
    documents=DOCUMENTS,
    search={REPAIRS: order_entries},
    demo=fill,
    rounds=(missed_round,),
    retention=RETENTION,
    matters=repair_matters,
    people={KIND: order_people},
    codes={Kind.REPAIR: order_named},
    report=repair_report,
    paper_forms=PAPER_FORMS,
    personal=personal,
    order=65,
)

__all__ = ["FEATURE", "PRICES", "REPAIRS"]
