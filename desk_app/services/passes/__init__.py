"""Exit passes: goods leave only against one (operating manual, Exit passes).

`service.py` holds the verbs of the desk, `releases.py` those of the gate, `book.py` what the gate's verdict asks.
Rules that need no database are in `rules.py`; what other features may use is in `records.py` and `queries.py`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.passes.book import PassLedger
from desk_app.services.passes.demo import fill
from desk_app.services.passes.documents import DOCUMENTS
from desk_app.services.passes.events import EVENTS, EXIT_PASSES
from desk_app.services.passes.forgetting import RETENTION
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.kit import pass_kit
from desk_app.services.passes.master import MASTER
from desk_app.services.passes.matters import pass_matters, pass_people
from desk_app.services.passes.meeting import GateRecordQueries, GateRecords, returns_round
from desk_app.services.passes.options import SETTINGS
from desk_app.services.passes.outcomes import OutcomeQueries
from desk_app.services.passes.personal import personal
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import KIND
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.report import pass_report
from desk_app.services.passes.searching import pass_entries
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.sharing import SHARED

FEATURE = Feature(
    id="passes",
    title=N_("Exit passes"),
    services=(ExitPasses, Releases, GateRecords),
    queries=(PassQueries, ReleaseQueries, OutcomeQueries, GateRecordQueries),
    events=EVENTS,
    master=MASTER,
    settings=SETTINGS,
    documents=DOCUMENTS,
    search={EXIT_PASSES: pass_entries},
    demo=fill,
    pass_book=PassLedger,
    matters=pass_matters,
    people={KIND: pass_people},
    report=pass_report,
    personal=personal,
    retention=RETENTION,
    decisions=("passes.issue", "passes.replace", "passes.revoke", "releases.override"),
    kit=pass_kit,
    shared=SHARED,
    slow_rounds=(returns_round,),
    order=40,
)

__all__ = ["EXIT_PASSES", "FEATURE"]
