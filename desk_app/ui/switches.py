"""Language and look, switched for the whole program and remembered on this PC."""

from __future__ import annotations

import contextlib

from PySide6.QtWidgets import QApplication

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.preferences import LANGUAGE, THEME, system_language
from desk_app.ui.theme import look


def use_theme(name: str) -> None:
    """Dress the program."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        look.use(app, name)


def choose_theme(name: str, local: LocalSettings) -> None:
    """Dress the program and remember it."""
    use_theme(name)
    with contextlib.suppress(StorageTrouble):  # then it holds until the program closes
        local.put(THEME, name)


def choose_language(language: str, local: LocalSettings) -> None:
    """Speak a language and remember it; an empty one is that of the operating system."""
    set_language(language or system_language())
    with contextlib.suppress(StorageTrouble):
        local.put(LANGUAGE, language)


def other_theme(local: LocalSettings) -> None:
    """From light to dark, or back."""
    choose_theme("light" if look.theme.dark else "dark", local)


def other_language(local: LocalSettings) -> None:
    """From Chinese to English, or back."""
    choose_language(ENGLISH if speaker.words.language == CHINESE else CHINESE, local)
