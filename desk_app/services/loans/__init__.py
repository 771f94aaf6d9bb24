"""Umbrellas and other things that are lent, and what is handed out by number (operating manual, Umbrella lending).

`service.py` lends and takes back, `stock.py` keeps items, categories and counted stock, `suspensions.py` those who may
not borrow. Rules that need no database are in `rules.py`; what other features may use in `records.py` and `queries.py`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.loans.documents import DOCUMENTS
from desk_app.services.loans.events import EVENTS, ITEMS, LOANS
from desk_app.services.loans.options import SETTINGS

FEATURE = Feature(
    id="loans", title=N_("Lending"), events=EVENTS, settings=SETTINGS, documents=DOCUMENTS, order=50
)

__all__ = ["FEATURE", "ITEMS", "LOANS"]
