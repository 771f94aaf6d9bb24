"""The duty log and its incidents (operating manual, Shift and day).

An entry is never changed: a correction is a further entry that points to it. The times of an incident are entries too.
`service.py` holds the verbs, `queries.py` the questions, `rules.py` what needs no database, `standard.py` the kinds of
incidents every desk knows; `open.py` is for whoever must know what still runs.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.duty_log.demo import fill
from desk_app.services.duty_log.documents import DOCUMENTS
from desk_app.services.duty_log.events import DUTY_LOG, EVENTS, INCIDENTS
from desk_app.services.duty_log.forgetting import RETENTION
from desk_app.services.duty_log.master import MASTER
from desk_app.services.duty_log.options import SETTINGS
from desk_app.services.duty_log.personal import personal
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.duty_log.report import duty_report
from desk_app.services.duty_log.searching import incident_entries
from desk_app.services.duty_log.service import DutyLog

FEATURE = Feature(
    id="duty_log",
    title=N_("Duty log"),
    services=(DutyLog,),
    queries=(DutyQueries,),
    events=EVENTS,
    master=MASTER,
    settings=SETTINGS,
    search={INCIDENTS: incident_entries},
    documents=DOCUMENTS,
    demo=fill,
    report=duty_report,
    retention=RETENTION,
    personal=personal,
    order=75,
)

__all__ = ["DUTY_LOG", "FEATURE", "INCIDENTS"]
