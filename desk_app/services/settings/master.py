"""The building's settings are head office's to say; those of one PC lie in its own file (`Scope.LOCAL`)."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.settings.service import SETTINGS

MASTER = (MasterTable("settings", SETTINGS, N_("Setting", "master"), ("key",)),)
