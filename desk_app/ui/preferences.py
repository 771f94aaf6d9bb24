"""This PC's own settings: language, look, window. Needed before the database is open; no Qt here."""

from __future__ import annotations

from desk_app.services.core.language import LANGUAGE, system_language
from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_

__all__ = ["LANGUAGE", "LAST_CHECKED", "MAXIMISED", "SHOWN", "THEME", "system_language"]

THEME = Setting(
    "ui.theme",
    "light",
    N_("Look"),
    N_("Dark is easier on the eyes in the night shift."),
    Scope.LOCAL,
    choices={"light": N_("Light", "theme"), "dark": N_("Dark", "theme")},
)
MAXIMISED = Setting(
    "ui.maximised",
    True,
    N_("Fill the screen"),
    N_("The window takes the whole screen when the program starts."),
    Scope.LOCAL,
)
LAST_CHECKED = Setting(
    "db.last_checked", "", N_("Data last checked"), N_("Kept by the program."), Scope.LOCAL
)

SHOWN = (LANGUAGE, THEME, MAXIMISED)
"""What the settings dialog offers of them."""
