"""What happens by itself: what is older than is kept is forgotten, once a day."""

from __future__ import annotations

from desk_app.services.core.changes import Changes
from desk_app.services.journal.work import Bench
from desk_app.services.lost_property.forgetting import KEPT
from desk_app.services.lost_property.options import KEEP_YEARS
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.retention import forgetting_round


def old_forgotten(bench: Bench) -> Changes[object] | None:
    """Forget what is old enough; None when there is nothing."""
    return forgetting_round(bench, KEPT, KEEP_YEARS, LostProperty(bench).forget_old)
