"""Every test of a page begins in English and light."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desk_app.services.core.words import ENGLISH, Words
from desk_app.ui.i18n import speaker
from desk_app.ui.theme import look


@pytest.fixture(autouse=True)
def english_and_light(qapp: QApplication) -> Iterator[None]:
    look.use(qapp, "light")
    speaker.use(Words(ENGLISH))
    yield
    speaker.use(Words(ENGLISH))
