"""Colleagues: the property company's people, with an account or without (operating manual, Key register 2).

They sign for keys and are sent to repairs. Accounts and PINs are the staff feature's. Other features ask
`reading.colleague_of` within their transaction.
"""

from desk_app.services.colleagues.demo import fill
from desk_app.services.colleagues.events import COLLEAGUES, EVENTS
from desk_app.services.colleagues.forgetting import RETENTION
from desk_app.services.colleagues.master import MASTER
from desk_app.services.colleagues.options import SETTINGS
from desk_app.services.colleagues.personal import personal
from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.reading import colleague_people
from desk_app.services.colleagues.records import KIND
from desk_app.services.colleagues.searching import colleague_entries
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(
    id="colleagues",
    title=N_("Colleagues"),
    services=(Colleagues,),
    queries=(ColleagueQueries,),
    events=EVENTS,
    master=MASTER,
    search={COLLEAGUES: colleague_entries},
    people={KIND: colleague_people},
    settings=SETTINGS,
    retention=RETENTION,
    demo=fill,
    personal=personal,
    order=15,
)

__all__ = ["COLLEAGUES", "FEATURE"]
