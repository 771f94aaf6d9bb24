"""The report of a day, a month or a year: every feature's section, whether they agree, and the day's closing.

`closing.py` has a day signed, `queries.py` gathers the sections, `records.py` is what leaves this folder;
`documents.py` prints it, `sheets.py` makes a spreadsheet of it, `files.py` saves both. A feature's own figures are in
its `report.py`; nothing here knows what they mean.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.report.closing import DayBook
from desk_app.services.report.documents import DOCUMENTS
from desk_app.services.report.events import EVENTS
from desk_app.services.report.queries import ReportQueries

FEATURE = Feature(
    id="report",
    title=N_("Report"),
    services=(DayBook,),
    queries=(ReportQueries,),
    events=EVENTS,
    documents=DOCUMENTS,
    order=95,
)
