"""Visitors type what they like: no label of any page may take it for markup, and nothing loads what it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QTextEdit

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.ui.tab_spec import tabs
from desk_app.ui.widgets.parts_page import PartsPage
from tests.desk_fixtures import People
from tests.ui.gate.build import arrive
from tests.ui.tabs.conftest import Stage, settle, stage_on

__all__ = ["stage_on"]

HOSTILE = "<img src='x.png'><b>王五</b>"


@pytest.mark.parametrize("tab", [one.id for one in tabs()])
def test_every_label_of_every_page_is_plain_text(
    stage_on: Callable[[Services, Actor], Stage], desk: Services, people: People, tab: str
) -> None:
    arrive(desk, people.supervisor, name="王五五", company=HOSTILE)
    stage = stage_on(desk, people.supervisor)
    page = next(one for one in tabs() if one.id == tab).build(stage.ctx)
    stage.show(page)
    if isinstance(page, PartsPage):
        for place in range(len(page.entries)):
            page.list.setCurrentRow(place)
            settle()
    labels = [one for one in QApplication.allWidgets() if isinstance(one, QLabel)]
    assert labels
    assert {one.text() for one in labels if one.textFormat() is not Qt.TextFormat.PlainText} == set()
    rich = [one for one in QApplication.allWidgets() if isinstance(one, QTextEdit | QTextBrowser)]
    assert [type(one).__name__ for one in rich] == [], "a document of text could load what it names"
