"""The guard's window has its own look and language; the rest of the program gets its own back when it is hidden."""

from __future__ import annotations

import contextlib

from PySide6.QtWidgets import QApplication

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.settings import LocalSettings, Setting, T
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.gate.options import LANGUAGE, LOOK, SOUND
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.theme import look


class Dress:
    """Look, language and sound of this PC's guard window; each change is kept."""

    def __init__(self, local: LocalSettings) -> None:
        self._local = local
        self._before: tuple[str, str] | None = None

    def put_on(self) -> None:
        """The window is shown."""
        if self._before is None:
            self._before = (look.theme.name, speaker.words.language)
        _use(self._local.get(LOOK), self._local.get(LANGUAGE))

    def take_off(self) -> None:
        """The window is hidden."""
        if self._before is not None:
            _use(*self._before)
            self._before = None

    @property
    def sound(self) -> bool:
        """Whether verdicts sound."""
        return self._local.get(SOUND)

    def other_sound(self) -> None:
        """On or off."""
        self._keep(SOUND, not self.sound)

    def other_look(self) -> None:
        """Night or day."""
        name = "light" if look.theme.dark else "dark"
        self._keep(LOOK, name)
        _use(name, "")

    def other_language(self) -> None:
        """Chinese or English."""
        name = ENGLISH if speaker.words.language == CHINESE else CHINESE
        self._keep(LANGUAGE, name)
        _use(look.theme.name, name)

    def _keep(self, setting: Setting[T], value: T) -> None:
        with contextlib.suppress(StorageTrouble):  # then it holds until the program closes
            self._local.put(setting, value)


def _use(theme: str, language: str) -> None:
    app = QApplication.instance()
    if theme != look.theme.name and isinstance(app, QApplication):
        look.use(app, theme)
    if language and language != speaker.words.language:
        set_language(language)
