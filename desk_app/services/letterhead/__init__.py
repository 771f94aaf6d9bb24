"""What the company puts on its papers: name, address and phone, logo. All of it are settings of the building.

There is no table and no verb: `options.py` says what they are, `house_of` gives them to whoever makes a `Paper`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.letterhead.options import SETTINGS

FEATURE = Feature(id="letterhead", title=N_("Letterhead"), settings=SETTINGS, order=14)

__all__ = ["FEATURE"]
