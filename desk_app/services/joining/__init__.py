"""A further PC becomes a desk of a building, or takes the place of one that is gone.

`code` and `file` are the sealed file that is carried to the new PC, `snapshot` what is given along, `taking_in` how it
comes in, `service` the verbs. The new PC's own way, from the file to a desk that works, is above the features:
`desk_app.joining`. Not here: how records travel afterwards (`sync`).
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.joining.events import EVENTS
from desk_app.services.joining.service import Joining

FEATURE = Feature(id="joining", title=N_("Further PCs"), services=(Joining,), events=EVENTS, order=96)
