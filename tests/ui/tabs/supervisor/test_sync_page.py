"""The supervisor's page of the exchange: connecting with digits, what stands there, the stick, disconnecting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.joining.file import read_join_file
from desk_app.services.sync.engine import Round
from desk_app.services.sync.options import SHARE_FOLDER, SYNC_EVERY_S
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.troubles import away
from desk_app.ui.sync import doctor_view
from desk_app.ui.sync.doctor_view import Line
from desk_app.ui.tabs.supervisor import sync_connect
from desk_app.ui.tabs.supervisor.sync_connect import ConnectDialog
from desk_app.ui.tabs.supervisor.sync_page import SyncPage
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office
from tests.ui.tabs.conftest import Stage, settle

USABLE = sync_connect.usable


@pytest.fixture
def stage_(stage, people: People) -> Stage:
    return stage(people.supervisor)


@pytest.fixture
def page(stage_: Stage) -> SyncPage:
    made = SyncPage(stage_.ctx)
    stage_.show(made)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Head office; its card lies in a file."""
    made = Office(MemoryShare())
    (tmp_path / "card.headoffice").write_bytes(made.card())
    return made


@pytest.fixture(autouse=True)
def healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a fault, and nobody looks at a real one."""
    monkeypatch.setattr(doctor_view, "examine", lambda folder: [])
    monkeypatch.setattr(sync_connect, "usable", lambda folder, known, party: None)


def connected(page: SyncPage, office: Office) -> SyncPage:
    page.ctx.services.get(Exchange).connect(SYSTEM, office.card(), office.digits)
    page.load()
    return page


def test_a_desk_alone_offers_to_connect_and_nothing_else(page: SyncPage) -> None:
    assert not page.alone.isHidden() and page.shown.isHidden() and page.now.isHidden()


def test_connecting_wants_folder_card_and_digits(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path
) -> None:
    page.connect_now()
    dialog = page.dialog
    dialog.submit()
    assert all(dialog.form.problem_of(one) for one in ("folder", "card", "fingerprint"))
    stage_.asked.will_answer(tmp_path, tmp_path / "card.headoffice")
    dialog.folder.choose()
    assert "fit for the exchange" in dialog.doctor.told.text()
    dialog.card.choose()
    assert "总部" in dialog.told.text() and dialog.digits.isHidden()
    dialog.typed.setText("0" * 30)
    dialog.submit()
    assert dialog.form.problem_of("fingerprint") and not page.standing.connected
    dialog.typed.setText(office.digits)
    dialog.submit()
    assert page.standing.connected and page.standing.head_office == "总部"
    assert page.ctx.local.get(SHARE_FOLDER) == str(tmp_path)
    assert page.facts.digits.text() == page.standing.fingerprint and not page.facts.waiting.isHidden()


def filled(page: SyncPage, stage_: Stage, office: Office, folder: Path, tmp_path: Path) -> ConnectDialog:
    page.connect_now()
    stage_.asked.will_answer(folder, tmp_path / "card.headoffice")
    page.dialog.folder.choose()
    page.dialog.card.choose()
    page.dialog.typed.setText(office.digits)
    return page.dialog


def test_a_folder_that_cannot_be_used_is_told_before_anything_is_done(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_connect, "usable", USABLE)
    dialog = filled(page, stage_, office, tmp_path / "gone", tmp_path)
    dialog.submit()
    assert "cannot be used now" in stage_.asked.texts[-1] and "cannot be reached" in dialog.form.problem_of(
        "folder"
    )
    assert not page.ctx.services.get(SyncQueries).standing(SYSTEM).connected
    assert page.ctx.local.get(SHARE_FOLDER) == ""
    dialog.folder.line.setText(str(tmp_path))
    dialog.submit()
    assert "nothing of head office 总部" in dialog.form.problem_of("folder")
    stage_.asked.will_answer(True)
    dialog.reject()


def test_whoever_wants_to_connects_although_the_folder_is_away(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_connect, "usable", USABLE)
    dialog = filled(page, stage_, office, tmp_path / "gone", tmp_path)
    stage_.asked.will_answer(True)
    dialog.submit()
    assert page.standing.connected and page.ctx.local.get(SHARE_FOLDER) == str(tmp_path / "gone")


def test_the_doctors_answer_moves_no_field_and_a_second_one_has_its_own_time(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = away().message
    monkeypatch.setattr(
        doctor_view, "examine", lambda folder: [Line("danger", trouble, trouble) for _ in range(4)]
    )
    page.connect_now()
    dialog = page.dialog
    settle()
    before = dialog.size(), dialog.card.mapTo(dialog, dialog.card.rect().topLeft())
    dialog.doctor.examine(tmp_path)
    settle()
    assert (dialog.size(), dialog.card.mapTo(dialog, dialog.card.rect().topLeft())) == before
    assert len(dialog.doctor.lines) == 4 and dialog.doctor.bar.isHidden()
    first = dialog.doctor.told.text()
    clock = stage_.ctx.services.bench.clock
    assert isinstance(clock, FakeClock)
    clock.advance(seconds=3)
    dialog.doctor.examine_again(tmp_path)
    assert dialog.doctor.told.text() != first
    dialog.reject()


def test_what_is_no_card_is_told_beside_the_field(page: SyncPage, stage_: Stage, tmp_path: Path) -> None:
    (tmp_path / "other.headoffice").write_bytes(b"no card")
    page.connect_now()
    stage_.asked.will_answer(tmp_path / "other.headoffice")
    page.dialog.card.choose()
    assert "not a card of head office" in page.dialog.form.problem_of("card")
    stage_.asked.will_answer(True)  # nothing of it is kept
    page.dialog.reject()


def test_digits_are_shown_to_whoever_brought_the_file_alone(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path
) -> None:
    page.connect_now()
    stage_.asked.will_answer(tmp_path / "card.headoffice")
    page.dialog.card.choose()
    page.dialog.brought.setChecked(True)
    assert page.dialog.digits.text() == office.digits and not page.dialog.typed.isEnabled()
    stage_.asked.will_answer(True)
    page.dialog.reject()


def test_a_folder_that_is_ill_is_told_with_what_to_do(
    page: SyncPage, office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trouble = away().message
    monkeypatch.setattr(doctor_view, "examine", lambda folder: [Line("danger", trouble, trouble)])
    connected(page, office).ctx.local.put(SHARE_FOLDER, str(tmp_path))
    page.try_folder()
    assert [one.text() for one in page.doctor.lines] == [away().message]


def test_rounds_and_what_was_in_the_way_are_listed(page: SyncPage, office: Office) -> None:
    connected(page, office)
    assert page.rounds_card.isHidden()
    page.ctx.exchange._done(Round(published=3))
    page.ctx.exchange._done(Round(trouble=away()))
    assert [one.trouble is None for one in page.rounds.rows_model.rows] == [False, True]
    assert not page.banner.isHidden() and "cannot be reached" in page.banner._text.text()


def test_interval_and_folder_are_this_pcs(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path
) -> None:
    connected(page, office)
    page.facts.every.setValue(120)
    page.facts.every.editingFinished.emit()
    stage_.asked.will_answer(tmp_path)
    page.change_folder()
    assert (page.ctx.local.get(SYNC_EVERY_S), page.ctx.local.get(SHARE_FOLDER)) == (120, str(tmp_path))
    assert page.facts.folder.text() == str(tmp_path)


def test_a_stick_is_asked_for_and_what_it_came_to_is_told(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(page, office)
    rounds = [Round(published=2, heard=1), Round(trouble=away())]
    monkeypatch.setattr(
        type(page.ctx.exchange), "on_stick", lambda self, folder, done, failed: done(rounds.pop(0))
    )
    stage_.asked.will_answer(True, tmp_path, True, tmp_path)
    page.on_stick()
    assert "2 batches written, 1 heard" in stage_.toast
    page.on_stick()
    assert "cannot be reached" in stage_.asked.texts[-1] and page.stick.isEnabled()


def test_disconnecting_asks_and_says_what_stays(page: SyncPage, stage_: Stage, office: Office) -> None:
    connected(page, office)
    page.disconnect_now()
    assert page.standing.connected
    stage_.asked.will_answer(True)
    page.disconnect_now()
    assert not page.ctx.services.get(SyncQueries).standing(SYSTEM).connected
    assert not page.alone.isHidden()


def test_the_card_for_head_office_is_saved(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path
) -> None:
    connected(page, office)
    stage_.asked.will_answer(tmp_path / "desk.dcd")
    page.save_card()
    assert (tmp_path / "desk.dcd").read_bytes() == page.ctx.services.get(SyncQueries).card(SYSTEM)


def test_a_shortened_audit_log_is_told(page: SyncPage, office: Office) -> None:
    connected(page, office)
    standing = page.standing
    page._show(replace(standing, audit_cut=True))
    assert not page.banner.isHidden() and "audit log" in page.banner._text.text()
    page._show(replace(standing, audit_cut=False))
    assert page.banner.isHidden() or "audit log" not in page.banner._text.text()


def test_a_join_file_is_saved_and_its_code_shown_once(page: SyncPage, stage_: Stage, tmp_path: Path) -> None:
    target = tmp_path / "YF-B1.lobbyjoin"
    stage_.asked.will_answer(target)
    page.make_join_file()
    page.joining.code.setText("B1")
    page.joining.send()
    assert len(stage_.asked.texts[-1].split()) == 5, "in groups, to be read out"
    made = read_join_file(target.read_bytes(), stage_.asked.texts[-1], stage_.ctx.services.bench.clock.now())
    assert (made.place.code, made.place.site_code) == ("B1", "YF")


def test_a_file_that_cannot_be_saved_is_told_in_our_own_words(
    page: SyncPage, stage_: Stage, office: Office, tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("could not be saved")
    connected(page, office)
    stage_.asked.will_answer(tmp_path / "gone" / "desk.dcd", tmp_path / "gone" / "b1.lobbyjoin")
    page.save_card()
    assert "there is no such file or folder" in stage_.asked.texts[-1]
    page.make_join_file()
    page.joining.code.setText("B1")
    page.joining.send()
    assert "there is no such file or folder" in stage_.asked.texts[-1]


def test_beginning_anew_is_offered_only_where_two_pcs_wrote(page: SyncPage, office: Office) -> None:
    connected(page, office)
    assert not page.counts.isVisible()
    page._show(replace(page.standing, forked=True))
    assert page.counts.isVisible() and page.counts.text() == "This PC counts: begin anew …"


def test_a_join_file_with_this_desks_code_is_refused_at_its_field(page: SyncPage) -> None:
    page.make_join_file()
    page.joining.code.setText("A1")
    page.joining.send()
    assert page.joining.form.problem_of("desk_code")
    page.joining.accept()
