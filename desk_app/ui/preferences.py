"""This PC's own settings: language, look, window. Needed before the database is open; no Qt here."""

from __future__ import annotations

import locale

from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import CHINESE, ENGLISH, N_, plain

LANGUAGE = Setting(
    "ui.language",
    "",
    N_("Language"),
    N_("Of the window and of what this PC prints."),
    Scope.LOCAL,
    choices={"": N_("As the operating system"), CHINESE: plain("中文"), ENGLISH: plain("English")},
)
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


def system_language() -> str:
    """The language of the operating system, as far as the product speaks it."""
    name = (locale.getlocale()[0] or "").lower()
    return CHINESE if name.startswith(("zh", "chinese")) else ENGLISH
