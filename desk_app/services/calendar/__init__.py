"""The building's working days: Monday to Friday, but for holidays and the days that make up for them.

Every feature that counts working days asks `days.py`. Nothing here knows a feature, and there is no table: the two
lists are settings of the building.
"""

from desk_app.services.calendar.options import SETTINGS
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(id="calendar", title=N_("Working days"), settings=SETTINGS, order=12)

__all__ = ["FEATURE"]
