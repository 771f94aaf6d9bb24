"""The language of this PC: of its window, and of what it prints by itself."""

from __future__ import annotations

import locale

from desk_app.services.core.settings import LocalSettings, Scope, Setting
from desk_app.services.core.words import CHINESE, ENGLISH, N_, plain

LANGUAGE = Setting(
    "ui.language",
    "",
    N_("Language"),
    N_("Of the window and of what this PC prints."),
    Scope.LOCAL,
    choices={"": N_("As the operating system"), CHINESE: plain("中文"), ENGLISH: plain("English")},
)


def system_language() -> str:
    """The language of the operating system, as far as the product speaks it."""
    name = (locale.getlocale()[0] or "").lower()
    return CHINESE if name.startswith(("zh", "chinese")) else ENGLISH


class Spoken:
    """The language of this process's window; "" while there is none."""

    language = ""


spoken = Spoken()


def paper_language(local: LocalSettings) -> str:
    """Of what is printed or saved by itself: as the window speaks, else as chosen for this PC, else Chinese: the
    building's. The operating system's is nobody's choice.
    """
    return spoken.language or local.get(LANGUAGE) or CHINESE
