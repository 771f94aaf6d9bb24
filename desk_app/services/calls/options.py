"""The settings of the call log."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_MONTHS = Setting(
    "calls.keep_months",
    6,
    N_("Months that calls are kept"),
    N_("After that, callers and what they said are taken out; the figures stay."),
    least=1,
    most=36,
)

SETTINGS = (KEEP_MONTHS,)
