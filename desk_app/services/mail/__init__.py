"""The mail desk: what arrives and for whom, where it lies, who fetched it; what goes out (manual, Mail sorting).

Guards see none of it, here neither. `arrivals.py` takes batches in and sorts, `pieces.py` holds what is registered one
by one, `outgoing.py` the postage. Rules without a database are in `rules.py`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.mail.events import BATCHES, EVENTS, OUTGOING, PIECES
from desk_app.services.mail.options import SETTINGS

FEATURE = Feature(id="mail", title=N_("Mail"), events=EVENTS, settings=SETTINGS, order=60)

__all__ = ["BATCHES", "FEATURE", "OUTGOING", "PIECES"]
