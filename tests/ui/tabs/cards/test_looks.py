"""Both languages and every size of window: nothing is untranslated, nothing runs over."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea

from desk_app.services.core.matters import Person
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.ui.i18n import speaker
from tests.ui.tabs.cards.conftest import Counter
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.page.test_looks import texts

LATIN = re.compile(r"[A-Za-z]{2,}")
MADE_UP = re.compile(r"A parcel lies.*|Hand over|Ctrl")


@pytest.fixture
def busy(counter: Counter) -> Counter:
    counter.lobby.come("张伟明", "13812345678", company="华岳国际贸易（深圳）有限责任公司", badge="V017")
    counter.lobby.parcel(Person("张伟明", "13812345678"))
    counter.type("5678")
    return counter


def test_everything_is_said_in_chinese_after_a_switch(busy: Counter) -> None:
    try:
        speaker.use(load_words(CHINESE, resources() / "i18n"))
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = {text for text in texts(busy.page) if LATIN.search(MADE_UP.sub("", text))}
        assert left == set()
    finally:
        speaker.use(load_words(ENGLISH, resources() / "i18n"))


@pytest.mark.parametrize(("width", "height"), [(1290, 700), (1844, 1012), (884, 600)])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_nothing_runs_over_at_any_size(busy: Counter, language: str, width: int, height: int) -> None:
    try:
        speaker.use(load_words(language, resources() / "i18n"))
        busy.stage.window.resize(width, height)
        settle()
        assert busy.page.width() <= width
        area = busy.view.findChild(QScrollArea)
        assert area is not None and area.widget().width() <= area.viewport().width()
        for one in busy.page.findChildren(QAbstractButton):
            if one.isVisible() and one.text():
                assert one.width() >= one.minimumSizeHint().width(), one.text()
    finally:
        speaker.use(load_words(ENGLISH, resources() / "i18n"))
