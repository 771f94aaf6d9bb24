"""Lost property: what was found, what is missed, and who proves it to be theirs (operating manual, Lost property).

What is secret about an item is sealed in the file and leaves only against a claimant's own words; `matching.py` is
pure.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.lost_property.events import EVENTS, FOUND_ITEMS, LOST_REPORTS
from desk_app.services.lost_property.options import SETTINGS

FEATURE = Feature(id="lost_property", title=N_("Lost property"), events=EVENTS, settings=SETTINGS, order=70)

__all__ = ["FEATURE", "FOUND_ITEMS", "LOST_REPORTS"]
