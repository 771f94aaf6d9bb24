"""The settings of the working days."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

HOLIDAYS = Setting(
    "calendar.holidays",
    "",
    N_("Public holidays"),
    N_("Days such as 2026-10-01, separated by commas. They are no working days."),
)
EXTRA_DAYS = Setting(
    "calendar.extra_days",
    "",
    N_("Working days at weekends"),
    N_("Saturdays and Sundays that make up for a holiday, such as 2026-10-10, separated by commas."),
)

SETTINGS = (HOLIDAYS, EXTRA_DAYS)
