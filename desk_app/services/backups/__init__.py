"""The supervisor's hand on the backups: who made or restored one, and when, goes on record.

How a backup is made lies in `db.backups`; the timer and a damaged database go there directly.
"""

from desk_app.services.backups.service import BackupDesk
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_

FEATURE = Feature(id="backups", title=N_("Backups"), services=(BackupDesk,), order=13)
