"""Lost property: what was found, what is missed, and who proves it to be theirs (operating manual, Lost property).

`service.py` has the verbs of found items, `reports.py` those of lost reports. What is secret about an item is sealed
by `sealed.py` alone and leaves only against a claimant's own words; `matching.py`, `words.py` and `keeping.py` are
pure. What other features may use is in `records.py` and `queries.py`.
"""

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.lost_property.counting import counted
from desk_app.services.lost_property.demo import fill
from desk_app.services.lost_property.documents import DOCUMENTS
from desk_app.services.lost_property.events import EVENTS, FOUND_ITEMS, LOST_REPORTS
from desk_app.services.lost_property.forgetting import RETENTION
from desk_app.services.lost_property.kit import PAPER_FORMS
from desk_app.services.lost_property.matters import item_named, item_people, lost_matters, report_people
from desk_app.services.lost_property.options import SETTINGS
from desk_app.services.lost_property.pending import items_to_decide
from desk_app.services.lost_property.personal import personal
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND
from desk_app.services.lost_property.report import lost_property_report
from desk_app.services.lost_property.reports import LostReports
from desk_app.services.lost_property.searching import found_entries, lost_entries
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.lost_property.sharing import SHARED

FEATURE = Feature(
    id="lost_property",
    title=N_("Lost property"),
    services=(LostProperty, LostReports),
    queries=(LostPropertyQueries,),
    events=EVENTS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    search={FOUND_ITEMS: found_entries, LOST_REPORTS: lost_entries},
    demo=fill,
    retention=RETENTION,
    shared=SHARED,
    matters=lost_matters,
    people={FOUND_KIND: item_people, LOST_KIND: report_people},
    codes={Kind.FOUND_ITEM: item_named},
    report=lost_property_report,
    pending=items_to_decide,
    decisions=("lost_property.dispose", "lost_property.give_back", "lost_property.correct"),
    counted=counted,
    paper_forms=PAPER_FORMS,
    personal=personal,
    looks=("lost_property.secrets",),
    order=70,
)

__all__ = ["FEATURE", "FOUND_ITEMS", "LOST_REPORTS"]
