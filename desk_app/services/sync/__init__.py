"""Exchange with the other desks and head office through a shared folder that is slow, lies and vanishes.

PROTOCOL.md says what is written and why. `frame` is the form of every file, `names` their names, `locks` who can read
what, `share` the folder; `packing` → `publishing` send, `hearing` and `acks` receive, `engine` is one round of it all.
Knows features through `Feature.shared` alone. Not here: what head office does (`headoffice`), pages (`ui.sync`).
To add something that travels between desks: a `Sharing` in the feature; to head office everything goes by itself.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.sync.events import EVENTS
from desk_app.services.sync.proposals import MasterQueries
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.service import Exchange

FEATURE = Feature(
    id="sync",
    title=N_("Exchange with head office"),
    services=(Exchange,),
    queries=(SyncQueries, MasterQueries),
    events=EVENTS,
    order=95,
)
