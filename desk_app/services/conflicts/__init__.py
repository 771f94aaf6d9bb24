"""The conflict desk: what two PCs did that cannot both be right. Each stays until somebody writes the outcome.

A feature that finds one opens it (`opening.open_conflict`, in its own transaction); the supervisor settles it.
Finding them is not here: that is the business of whose records they are.
"""

from desk_app.services.conflicts.events import EVENTS
from desk_app.services.conflicts.forgetting import RETENTION
from desk_app.services.conflicts.options import SETTINGS
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.service import Conflicts
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(
    id="conflicts",
    title=N_("Conflicts"),
    services=(Conflicts,),
    queries=(ConflictQueries,),
    events=EVENTS,
    retention=RETENTION,
    settings=SETTINGS,
    order=85,
)
