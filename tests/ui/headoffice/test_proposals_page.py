"""What desks propose: in words, accepted, refused, or accepted by themselves for a building."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desk_app.services.headoffice import master
from desk_app.services.sync.fault_words import FAULTS
from desk_app.ui.headoffice import advice, changes
from desk_app.ui.headoffice.columns import TROUBLES
from desk_app.ui.headoffice.pages import ProposalsPage
from desk_app.ui.i18n import tr
from tests.services.headoffice.desks import PaperDesk
from tests.ui.headoffice.conftest import Stage

_FLOOR = {"id": 5, "label": "18", "position": 18, "active": 1}


_HEARD = {"ack": 1, "trust": 1, "master": 1, "rev": 0, "peers": {}}


@pytest.fixture
def desk(stage: Stage) -> PaperDesk:
    """A desk of a building that has begun: what it says from now on is proposed."""
    one = stage.admitted(7, 1)
    one.pack(one.row("floors", [1], {**_FLOOR, "id": 1, "label": "1"}))
    one.put(stage.share)
    stage.rounds.now()
    return one


def say(stage: Stage, desk: PaperDesk, columns: dict[str, Any] | None, table: str = "floors") -> None:
    """A row as the desk has it now."""
    key = columns["key"] if columns and "key" in columns else 5
    desk.pack(desk.row(table, [key], columns), seen=_HEARD)
    desk.put(stage.share)
    stage.rounds.now()


def words(stage: Stage) -> list[list[str]]:
    page = stage.tab(ProposalsPage)
    shown = page.table.rows_model.columns
    return [[one.text(row) for one in shown] for row in page.table.rows_model.rows]


def test_a_proposal_is_told_in_words_and_accepted(stage: Stage, desk: PaperDesk) -> None:
    say(stage, desk, _FLOOR)
    page = stage.tab(ProposalsPage)
    assert words(stage) == [["D1 · 7-01", "Floor", "18", "new"]]
    stage.choose(page)
    assert page.hint.text() == "in use: yes · label: 18 · order: 18"
    page.decide(accept=True)
    assert words(stage) == [] and page.hint.isHidden()
    say(stage, desk, {**_FLOOR, "label": "18F", "active": 0})
    assert words(stage) == [["D1 · 7-01", "Floor", "18F", "in use: yes → no; label: 18 → 18F"]]
    stage.choose(page)
    page.decide(accept=False)
    assert len(words(stage)) == 1, "refusing asks"
    stage.asked.will_answer(True)
    page.decide(accept=False)
    assert words(stage) == []
    with stage.office.store.read() as session:
        assert master.rows_of(session, 7)["floors", json.dumps([5])] == _FLOOR


def test_a_row_that_a_desk_takes_away_and_a_setting(stage: Stage, desk: PaperDesk) -> None:
    say(stage, desk, _FLOOR)
    stage.office.deciding.decide(None, accept=True, site=7)
    say(stage, desk, None)
    say(stage, desk, {"key": "sync.every_s", "value": "60"}, "settings")
    found = words(stage)
    assert found[0][3] == "taken away"
    assert found[1][1:3] == ["Setting", changes.setting_name("sync.every_s")]
    assert changes.setting_name("of.a.newer.program") == "of.a.newer.program"


def test_a_desks_whole_directory_is_accepted_at_once(stage: Stage, desk: PaperDesk) -> None:
    say(stage, desk, _FLOOR)
    say(stage, desk, {"key": "sync.every_s", "value": "60"}, "settings")
    page = stage.tab(ProposalsPage)
    page.accept_all()
    assert len(words(stage)) == 2, "it asks"
    stage.asked.will_answer(True)
    page.accept_all()
    assert words(stage) == [] and not page.all.isEnabled()


def test_a_building_accepts_by_itself_when_it_is_ticked(stage: Stage, desk: PaperDesk) -> None:
    stage.rounds.load()
    page = stage.tab(ProposalsPage)
    page.choose_automatic()
    tick = page.dialog.ticks[7]
    assert not tick.isChecked()
    tick.setChecked(True)
    page.dialog.send()
    say(stage, desk, _FLOOR)
    assert words(stage) == []
    page.choose_automatic()
    assert page.dialog.ticks[7].isChecked()
    page.dialog.ticks[7].setChecked(False)
    page.dialog.send()
    say(stage, desk, {**_FLOOR, "label": "19"})
    assert len(words(stage)) == 1, "a person decides again"


def test_every_trouble_and_fault_has_advice_and_every_number_its_word() -> None:
    assert set(advice.ADVICE) == set(TROUBLES)
    assert all(tr(advice.fault_advice(fault)) for fault in FAULTS)
    assert advice.said_detail({"first": 3, "last": 4}) == "from number 3 · to number 4"
    assert advice.said_detail({"later": 1}) == "later 1"
