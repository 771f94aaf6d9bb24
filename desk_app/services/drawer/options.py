"""The settings of the drawer."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "drawer.keep_years",
    10,
    N_("Years that remarks in the drawer’s book are kept"),
    N_("After that, the words are taken out; amounts and times stay."),
    least=5,
    most=30,
)

SETTINGS = (KEEP_YEARS,)
