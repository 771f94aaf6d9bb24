"""When colleagues who left are forgotten: once a day."""

from __future__ import annotations

from desk_app.services.colleagues.forgetting import left_before
from desk_app.services.colleagues.options import KEEP_YEARS
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.changes import Changes
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.forgetting import kept_since
from desk_app.services.journal.work import Bench


def forgetting_round(bench: Bench) -> Changes[object] | None:
    """Forget who left long enough ago; None when there is nobody."""
    with bench.database.read() as session:
        if session.scalars(left_before(kept_since(bench, KEEP_YEARS)).limit(1)).first() is None:
            return None
    return Colleagues(bench).forget_old(SYSTEM)
