"""The settings of the directory."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_YEARS = Setting(
    "directory.keep_years",
    2,
    N_("Years that people of moved-out tenants are kept"),
    N_("After that, contacts and signatories lose names and phones."),
    least=1,
    most=10,
)

SETTINGS = (KEEP_YEARS,)
