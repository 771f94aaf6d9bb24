"""One card per person and per company: whatever is open with them, from every feature that announces it.

Knows no feature by name: it asks `Feature.matters`, `Feature.people` and `Feature.codes`.
"""

from desk_app.services.cards.documents import DOCUMENTS
from desk_app.services.cards.queries import CardQueries
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(id="cards", title=N_("Who is it?"), queries=(CardQueries,), documents=DOCUMENTS, order=90)

__all__ = ["FEATURE"]
