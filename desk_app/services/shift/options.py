"""The settings of handovers and notices."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "shift.keep_years",
    3,
    N_("Years that handovers and notices are kept"),
    N_("After that, what was written in them is taken out; counts and times stay."),
    least=1,
    most=10,
)

SETTINGS = (KEEP_YEARS,)
