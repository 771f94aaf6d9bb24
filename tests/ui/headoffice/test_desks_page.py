"""The desks in head office's window: how each stands, revoking all its PCs, join files for new ones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.desk import DeskKind
from desk_app.services.joining.file import read_join_file
from desk_app.services.sync.names import Party
from desk_app.ui.headoffice.columns import DESKS
from desk_app.ui.headoffice.pages import DesksPage
from tests.fakes import FakeClock
from tests.services.headoffice.desks import PaperDesk
from tests.ui.headoffice.conftest import Stage


def own_row(desk: PaperDesk) -> dict[str, object]:
    """What a desk's own row says of it."""
    return {
        "building": "云帆大厦",
        "site_code": "YF",
        "site_number": desk.party.site,
        "desk_code": f"D{desk.party.desk}",
        "desk_number": desk.party.desk,
        "kind": "reception",
        "zone": "Asia/Shanghai",
    }


def at_work(stage: Stage, clock: FakeClock) -> DesksPage:
    """A desk whose first batch is here, chosen in the list."""
    desk = stage.admitted(7, 1)
    desk.at = to_ms(clock.now())
    desk.pack(desk.event(), desk.row("desk", [1], own_row(desk)))
    desk.put(stage.share)
    stage.rounds.now()
    page: DesksPage = stage.tab(DesksPage)
    stage.choose(page)
    return page


def test_every_pc_that_was_the_desk_is_revoked_since_the_moment_that_is_typed(
    stage: Stage, clock: FakeClock
) -> None:
    old = stage.admitted(7, 1)
    clock.advance(days=2)
    stage.office.admit(PaperDesk(stage.office, old.party, seed=1).card(), replaces=True)
    stage.rounds.load()
    page = stage.tab(DesksPage)
    stage.choose(page)
    page.revoke()
    dialog = page.revoking
    told = [one.text() for one in dialog.findChildren(type(page.hint)) if ":" in one.text()]
    digits = [pc.fingerprint for pc in stage.office.desks()[0].keys]
    assert all(any(each in one for one in told) for each in digits)
    dialog.reject()
    assert stage.office.desks()[0].counts
    page.revoke()
    dialog = page.revoking
    dialog.time.setText("")
    dialog.send()
    assert dialog.form.problem_of("time") and stage.office.desks()[0].counts
    since = clock.now() - timedelta(days=1)
    local = since.astimezone(clock.zone)
    dialog.day.set_value(local.date())
    dialog.time.set_value(local.time())
    dialog.send()
    assert [one.revoked for one in stage.office.desks()[0].keys] == [to_ms(since)] * 2
    assert not dialog.isVisible() and not any(one.isEnabled() for one in page.buttons)


def test_now_is_the_moment_when_nothing_else_is_typed(stage: Stage, clock: FakeClock) -> None:
    stage.admitted(7, 1)
    clock.advance(seconds=30)
    stage.rounds.load()
    page = stage.tab(DesksPage)
    stage.choose(page)
    page.revoke()
    page.revoking.send()
    assert stage.office.desks()[0].revoked == to_ms(clock.now()), "not the minute that began before"


def test_a_withdrawn_desk_may_still_turn_out_to_be_stolen(stage: Stage) -> None:
    stage.admitted(7, 1)
    stage.office.withdraw(Party(7, 1))
    stage.rounds.load()
    page = stage.tab(DesksPage)
    stage.choose(page)
    assert [one.isEnabled() for one in page.buttons] == [False, True]


def test_a_desk_that_is_silent_for_days_stands_out(stage: Stage, clock: FakeClock) -> None:
    page = at_work(stage, clock)
    heard = next(one for one in DESKS if one.title == "Last heard")
    tones = []
    for days in (0, 1, 2):
        clock.advance(days=days)
        stage.rounds.load()
        (row,) = page.table.rows_model.rows
        tones.append((heard.tone(row) if heard.tone else None, page.waiting(stage.rounds.view)))
    assert tones == [(None, 0), ("warning", 0), ("danger", 1)]
    assert "3 d" in page.hint.text() and stage.office.desks()[0].keys[0].fingerprint in page.hint.text()
    stage.office.withdraw(Party(7, 1))
    stage.rounds.load()
    assert page.waiting(stage.rounds.view) == 0, "nothing is expected of it"


def test_a_join_file_is_saved_and_its_code_shown_once(stage: Stage, clock: FakeClock, tmp_path: Path) -> None:
    page = at_work(stage, clock)
    page.make_join_file()
    dialog = page.dialog
    dialog.send()
    assert dialog.form.problem_of("desk_code"), "without a code of its own"
    dialog.code.setText("b1")
    dialog.way.choose(DeskKind.GATE)
    file = tmp_path / "b1.lobbyjoin"
    stage.asked.will_answer(file)
    dialog.send()
    code = dialog.shown.code.text()
    read = read_join_file(file.read_bytes(), code, clock.now())
    assert (read.place.party, read.place.code, read.place.kind) == (Party(7, 2), "B1", "gate")
    assert (read.place.folder, read.place.replaces) == ("/share", False)
    page.make_join_file()
    page.dialog.code.setText("B2")
    stage.asked.will_answer(tmp_path / "b2.lobbyjoin")
    page.dialog.send()
    code = page.dialog.shown.code.text()
    second = read_join_file((tmp_path / "b2.lobbyjoin").read_bytes(), code, clock.now())
    assert second.place.party == Party(7, 3), "the first one's number is given out"


def test_a_join_file_in_the_place_of_a_lost_pc(stage: Stage, clock: FakeClock, tmp_path: Path) -> None:
    page = at_work(stage, clock)
    page.make_join_file()
    dialog = page.dialog
    dialog.way.choose(Party(7, 1))
    assert not dialog.code.isEnabled()
    stage.asked.will_answer(tmp_path / "a.lobbyjoin")
    dialog.send()
    read = read_join_file((tmp_path / "a.lobbyjoin").read_bytes(), dialog.shown.code.text(), clock.now())
    assert (read.place.party, read.place.code, read.place.replaces) == (Party(7, 1), "D1", True)


def test_a_disk_that_refuses_shows_no_code(stage: Stage, clock: FakeClock, tmp_path: Path) -> None:
    page = at_work(stage, clock)
    page.make_join_file()
    page.dialog.code.setText("B1")
    stage.asked.will_answer(tmp_path / "nowhere" / "b1.lobbyjoin")
    page.dialog.send()
    assert not hasattr(page.dialog, "shown")
    assert "could not be saved" in stage.asked.texts[-1]


def test_without_a_desk_there_is_no_building_to_join(stage: Stage) -> None:
    stage.rounds.load()
    assert not stage.tab(DesksPage).join.isEnabled()
