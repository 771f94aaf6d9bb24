"""Keys and desks: a supervisor exchanges cards, renews, revokes, withdraws, confirms the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose
from desk_app.services.core.settings import LocalSettings
from desk_app.services.gate.options import GATE_NAMES, GATE_NUMBER
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.passes.record_file import write as write_records
from desk_app.services.passes.told import Told
from desk_app.services.settings.service import SettingsService
from desk_app.services.trust.keyfile import read_card
from desk_app.services.trust.queries import TrustQueries
from desk_app.services.trust.records import KeyState
from desk_app.services.trust.service import Trust
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.supervisor.editors import Numbered
from desk_app.ui.tabs.supervisor.gate_choice import GateChoice
from desk_app.ui.tabs.supervisor.keys_page import KeysPage
from desk_app.ui.tabs.supervisor.settings_page import SettingsPage
from desk_app.ui.widgets.field_value import write
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.trust.build import OtherDesk
from tests.ui.tabs.conftest import Stage, settle


@pytest.fixture
def shown(stage: Callable[..., Stage], people: People) -> tuple[Stage, KeysPage]:
    made = stage(people.supervisor)
    page = KeysPage(made.ctx)
    made.show(page)
    return made, page


def choose(shown: tuple[Stage, KeysPage], path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    shown[0].asked.will_answer(path)
    shown[1].choose_card()


def test_a_desk_is_admitted_by_phone(
    shown: tuple[Stage, KeysPage], desk: Services, people: People, tmp_path: Path
) -> None:
    _, page = shown
    other = OtherDesk(desk)
    choose(shown, tmp_path / "b1.deskkey", other.file())
    digits = other.card().fingerprint
    assert digits not in page.dialog.digits.text(), "it is to be heard, not copied"
    page.dialog.typed.setText("12345")
    page.dialog.send()
    assert page.dialog.form.problem_of("fingerprint")
    assert desk.get(TrustQueries).desks(people.supervisor) == []
    page.dialog.typed.setText(digits)
    page.dialog.send()
    settle()
    assert not page.dialog.isVisible()
    assert page.desks.select(2)


def test_a_desk_never_heard_from_stops_releases_and_the_page_says_so(
    shown: tuple[Stage, KeysPage], desk: Services, people: People, tmp_path: Path
) -> None:
    stage, page = shown
    other = OtherDesk(desk)
    assert not page.unheard.isVisible()
    choose(shown, tmp_path / "b1.deskkey", other.file())
    page.dialog.brought.setChecked(True)
    page.dialog.send()
    settle()
    assert page.unheard.isVisible() and "B1" in page.unheard.accessibleName()
    told = Told(site=other.site, desk=other.number, made_at=desk.bench.clock.now())
    (tmp_path / "b1.deskrecords").write_bytes(write_records(told, other.keys[Purpose.SYNC]))
    stage.asked.will_answer(tmp_path / "b1.deskrecords")
    page.unheard.action.click()
    settle()
    assert not page.unheard.isVisible() and "Desk B1" in stage.toast


def test_a_replaced_pc_by_hand(
    shown: tuple[Stage, KeysPage], desk: Services, people: People, tmp_path: Path
) -> None:
    _, page = shown
    desk.get(Trust).admit(people.supervisor, read_card(OtherDesk(desk).file()), None)
    newer = OtherDesk(desk, 50)
    choose(shown, tmp_path / "b1.deskkey", newer.file())
    page.dialog.brought.setChecked(True)
    assert page.dialog.digits.text() == newer.card().fingerprint
    page.dialog.send()
    assert page.dialog.form.problem_of("replaces")
    page.dialog.place.setChecked(True)
    page.dialog.send()
    [known] = desk.get(TrustQueries).desks(people.supervisor)
    assert known.fingerprint == newer.card().fingerprint


@pytest.mark.parametrize("raw", [b"", b"x" * 99_999, None])
def test_a_file_that_is_no_card(
    shown: tuple[Stage, KeysPage],
    tmp_path: Path,
    raw: bytes | None,
    expected_logs: Callable[[str], None],
) -> None:
    stage, page = shown
    if raw is None:
        expected_logs("The file cannot be used")
        stage.asked.will_answer(tmp_path / "gone.deskkey")
        page.choose_card()
    else:
        choose(shown, tmp_path / "x.deskkey", raw)
    assert not hasattr(page, "dialog")
    assert len(stage.asked.questions) == 2


def test_the_own_card_is_saved(
    shown: tuple[Stage, KeysPage], tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    stage, page = shown
    expected_logs("The file cannot be used")
    stage.asked.will_answer(tmp_path / "a1.deskkey")
    page.save()
    assert read_card((tmp_path / "a1.deskkey").read_bytes()).fingerprint == page.fingerprint.text()
    stage.asked.will_answer(tmp_path / "no" / "a1.deskkey")
    page.save()
    assert stage.asked.questions[-1][0] != "save_as", "it was told"


def test_the_keys_are_renewed_after_a_yes(shown: tuple[Stage, KeysPage], clock: FakeClock) -> None:
    stage, page = shown
    before = page.fingerprint.text()
    page.rotate()
    assert page.fingerprint.text() == before
    clock.advance(days=400)
    page.load()
    assert "over a year" in page.age.text()
    stage.asked.will_answer(True)
    page.rotate()
    assert page.fingerprint.text() != before
    assert "over a year" not in page.age.text()
    assert "key card" in stage.toast


def test_a_key_is_revoked_and_a_desk_withdrawn(
    shown: tuple[Stage, KeysPage], desk: Services, people: People, clock: FakeClock
) -> None:
    stage, page = shown
    desk.get(Trust).admit(people.supervisor, read_card(OtherDesk(desk).file()), None)
    page.load()
    theirs = next(one for one in desk.get(TrustQueries).keys(people.supervisor) if not one.own)
    own = next(one for one in desk.get(TrustQueries).keys(people.supervisor) if one.own)
    page.keys.select((own.id, own.purpose))
    assert not page.revoke.isEnabled(), "it signs with this one"
    page.keys.select((theirs.id, theirs.purpose))
    page.revoke_chosen()
    page.revoking.send()
    assert page.revoking.form.problem_of("reason")
    page.revoking.form.restore({"reason": "被盗"})
    page.revoking.day.setText("??")
    page.revoking.send()
    assert page.revoking.form.problem_of("since")
    day = (clock.now() - timedelta(days=2)).astimezone(speaker.zone).date()
    page.revoking.day.set_value(day)
    page.revoking.hour.setText("930")
    page.revoking.send()
    found = next(one for one in desk.get(TrustQueries).keys(people.supervisor) if one.id == theirs.id)
    assert (found.state, found.reason) == (KeyState.REVOKED, "被盗")
    assert found.ended_at == datetime(day.year, day.month, day.day, 9, 30, tzinfo=speaker.zone)
    page.desks.select(2)
    stage.asked.will_answer("撤岗")
    page.withdraw_chosen()
    assert not desk.get(TrustQueries).desks(people.supervisor)[0].active
    assert not page.withdraw.isEnabled()


def test_a_doubtful_clock_is_told_and_confirmed(
    shown: tuple[Stage, KeysPage], desk: Services, people: People, clock: FakeClock
) -> None:
    stage, page = shown
    assert not page.clock.isVisible()
    clock.advance(days=3)
    desk.get(Gate).scan(people.guard, "1")
    clock.advance(days=-2)
    page.load()
    assert page.clock.isVisible()
    stage.asked.will_answer("")
    page.confirm_clock()
    assert stage.asked.questions[-1][0] == "tell"
    stage.asked.will_answer("电池没电")
    page.confirm_clock()
    assert not page.clock.isVisible()
    assert not desk.get(GateQueries).clock(people.guard).behind


def test_the_gate_of_this_pc_is_chosen_by_name(
    stage: Callable[..., Stage], desk: Services, people: People
) -> None:
    made = stage(people.supervisor)
    page = SettingsPage(made.ctx)
    made.show(page)
    desk.get(SettingsService).change(people.supervisor, GATE_NAMES, "北门，货运门")
    page.load()
    one = page.rows[GATE_NUMBER.key]
    assert isinstance(one.field, GateChoice)
    assert [one.field.itemText(n) for n in range(4)] == ["No gate", "1 · 北门", "2 · 货运门", "Gate 3"]
    assert (one.field.count(), one.value(), one.dirty) == (9, 0, False)
    write(one.field, 2)
    page.load()
    assert (one.value(), one.dirty) == (2, True), "what is being changed stays"
    page.save()
    assert made.ctx.local.get(GATE_NUMBER) == 2
    assert LocalSettings(made.ctx.folder.local_settings).get(GATE_NUMBER) == 2
    page.load()
    assert (one.value(), one.dirty) == (2, False)


def test_the_gates_are_named_beside_their_numbers(
    stage: Callable[..., Stage], desk: Services, people: People
) -> None:
    made = stage(people.supervisor)
    desk.get(SettingsService).change(people.supervisor, GATE_NAMES, "北门，货运门")
    page = SettingsPage(made.ctx)
    made.show(page)
    one = page.rows[GATE_NAMES.key]
    assert isinstance(one.field, Numbered)
    assert ([field.text() for field in one.field.fields[:3]], len(one.field.fields)) == (
        ["北门", "货运门", ""],
        8,
    )
    assert not one.dirty, "the other commas are no change"
    one.field.fields[1].clear()
    one.field.fields[2].setText("地下, 二层")
    assert one.dirty
    page.save()
    assert made.ctx.services.bench.settings.get(GATE_NAMES) == "北门,,地下 二层"
    page.load()
    assert [field.text() for field in one.field.fields[:3]] == ["北门", "", "地下 二层"]
