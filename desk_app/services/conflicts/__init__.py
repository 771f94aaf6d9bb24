"""The conflict desk: what two PCs did that cannot both be right. Each stays until somebody writes the outcome.

A feature that finds one opens it (`opening.open_conflict`, in its own transaction); the supervisor settles it.
"""

from desk_app.services.conflicts.events import EVENTS
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(id="conflicts", title=N_("Conflicts"), events=EVENTS, order=85)
