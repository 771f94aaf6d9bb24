"""Colleagues: the property company's people, with an account or without (operating manual, Key register 2).

They sign for keys and are sent to repairs. Accounts and PINs are the staff feature's.
"""

from desk_app.services.colleagues.events import COLLEAGUES, EVENTS
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(id="colleagues", title=N_("Colleagues"), events=EVENTS, order=15)

__all__ = ["COLLEAGUES", "FEATURE"]
