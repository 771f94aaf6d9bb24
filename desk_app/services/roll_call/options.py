"""The settings of the roll-call."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "roll_call.keep_years",
    1,
    N_("Years that roll-calls are kept"),
    N_("After that, the names on the list are taken out; the figures stay."),
    least=1,
    most=10,
)

SETTINGS = (KEEP_YEARS,)
