"""What happens by itself: what is old is forgotten."""

from __future__ import annotations

from desk_app.services.core.changes import Changes
from desk_app.services.duty_log.forgetting import KEPT
from desk_app.services.duty_log.options import KEEP_YEARS
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.journal.work import Bench
from desk_app.services.retention import forgetting_round


def old_forgotten(bench: Bench) -> Changes[object] | None:
    """Forget what is old enough; None when there is nothing."""
    return forgetting_round(bench, KEPT, KEEP_YEARS, DutyLog(bench).forget_old)
