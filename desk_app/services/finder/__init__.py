"""The question behind the field on top of the window: what fits these letters, of everything this role may see.

How it is found lies in `search`; what can be found is said by each feature.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.finder.queries import Finder

FEATURE = Feature(id="finder", title=N_("Search"), queries=(Finder,), order=14)
