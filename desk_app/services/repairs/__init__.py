"""One ledger for repairs, complaints and requests (operating manual, Repair intake).

`service.py` takes in, dispatches and closes; `clocks.py` is pure and says what is to be done by when. Rules without a
database are in `rules.py`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.repairs.events import EVENTS, PRICES, REPAIRS
from desk_app.services.repairs.options import SETTINGS

FEATURE = Feature(id="repairs", title=N_("Repairs"), events=EVENTS, settings=SETTINGS, order=65)

__all__ = ["FEATURE", "PRICES", "REPAIRS"]
