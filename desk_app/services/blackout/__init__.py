"""The blackout kit: lists on paper for when the power is gone, numbered forms to write on, and what became of them.

What stands on the lists is each feature's own (`Feature.kit`, `Feature.paper_forms`); here they are put together,
numbered, printed and saved. That something is typed in afterwards is the journal's affair (`journal.back_entry`).
"""

from desk_app.services.blackout.documents import DOCUMENTS
from desk_app.services.blackout.events import EVENTS
from desk_app.services.blackout.forgetting import RETENTION
from desk_app.services.blackout.options import SETTINGS
from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.report import back_entry_report
from desk_app.services.blackout.rounds import kit_round
from desk_app.services.blackout.service import Blackout
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(
    id="blackout",
    title=N_("Blackout kit"),
    services=(Blackout,),
    queries=(BlackoutQueries,),
    events=EVENTS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    slow_rounds=(kit_round,),
    report=back_entry_report,
    retention=RETENTION,
    order=90,
)
