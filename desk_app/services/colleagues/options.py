"""The settings of the colleagues."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "colleagues.keep_years",
    2,
    N_("Years that colleagues who left are kept"),
    N_("After that, their name and phone are taken out."),
    least=2,
    most=10,
)

SETTINGS = (KEEP_YEARS,)
