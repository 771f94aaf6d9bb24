"""The settings of the conflict desk."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "conflicts.keep_years",
    2,
    N_("Years that settled conflicts are kept"),
    N_("After that, their words are taken out."),
    least=1,
    most=10,
)

SETTINGS = (KEEP_YEARS,)
