"""The building's kinds of incidents are head office's to say."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.duty_log.events import INCIDENTS

MASTER = (
    MasterTable(
        "incident_kinds", INCIDENTS, N_("Kind of incident", "master"), ("name",), retired={"active": 0}
    ),
)
