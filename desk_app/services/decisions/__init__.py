"""Approvals in one place: what waits for the supervisor, and what was decided on a day.

No tables: what waits is in each feature's `pending.py`, what was decided in the audit log. To add a kind of decision,
a feature announces it (`Feature.pending`, `Feature.decisions`) and its verb notes that a reason is on record.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.decisions.queries import DecisionQueries

FEATURE = Feature(id="decisions", title=N_("Decisions"), queries=(DecisionQueries,), order=94)
