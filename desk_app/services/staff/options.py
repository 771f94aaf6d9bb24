"""The times of keeping of staff."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "staff.keep_years",
    2,
    N_("Years that phones of closed accounts are kept"),
    N_("After that, the phone is taken out; the name stays on records."),
    least=1,
    most=10,
)

SETTINGS = (KEEP_YEARS,)
