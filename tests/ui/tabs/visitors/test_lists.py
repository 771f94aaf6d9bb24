"""The page around the visit: days, chips, reloads, scanned passes, dialogs for lists, and the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.sheets.reading import read_lines
from desk_app.services.visitors.importing import COLUMNS
from desk_app.services.visitors.queries import VisitCard, VisitorQueries
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.watch import ToWatch, WatchList
from desk_app.ui.tabs.visitors.announce import AnnounceDialog
from desk_app.ui.tabs.visitors.import_list import ImportDialog
from desk_app.ui.tabs.visitors.watch_list import WatchListDialog
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.visitors.conftest import CTRL, ID_NUMBER, Log, dialog_of, press, write

ALT = Qt.KeyboardModifier.AltModifier


def visible_chips(log: Log) -> dict[str, str]:
    return {key: made.text() for key, made in log.page.chips._buttons.items() if made.isVisible()}


def test_days_back_and_on(log: Log) -> None:
    today = log.page.today()
    old = log.come()
    log.desk.get(Visitors).check_out(log.people.receptionist, old.id)
    log.clock.advance(days=1)
    log.page.load()  # left open over midnight, it goes on with the new day
    assert log.rows == [] and log.page.lists.currentWidget() is log.page.empty
    assert not log.page.today_button.isVisible()
    log.press(Qt.Key.Key_Left, ALT, at=log.page)
    assert log.page.day == today and [one.id for one in log.rows] == [old.id]
    assert "23 Nov 2026, Mon" in log.page.day_label.text() and log.page.today_button.isVisible()
    log.press(Qt.Key.Key_Right, ALT, at=log.page)
    log.press(Qt.Key.Key_Right, ALT, at=log.page)
    assert log.page.day == today + timedelta(days=2)
    log.page.today_button.click()
    assert log.page.day == today + timedelta(days=1) and not log.page.today_button.isVisible()
    log.page.go(-1)
    log.type(name="李建国", phone="13812345670", host="1205")
    log.submit()
    assert log.page.day == today + timedelta(days=1) and [one.name for one in log.rows] == ["李建国"]


def test_what_needs_nobody_takes_no_room(log: Log) -> None:
    assert list(visible_chips(log)) == ["all", "expected", "inside", "left", "not_come"]
    log.desk.get(WatchList).add(log.people.supervisor, ToWatch("闹事", name="王海洋"))
    waiting = log.come(name="王海洋", phone="13812345679", request="w")
    log.come()
    assert visible_chips(log)["waiting"] == "To decide  1" and visible_chips(log)["inside"] == "On site  1"
    log.page.chips.choose("waiting")
    settle()
    assert [one.id for one in log.rows] == [waiting.id]
    log.desk.get(Visitors).refuse(log.people.supervisor, waiting.id, "不予接待")
    log.page.load()
    assert "waiting" in visible_chips(log) and log.rows == [], "chosen, it stays"
    log.page.chips.choose("all")
    assert "waiting" not in visible_chips(log)
    log.clock.advance(hours=11, minutes=30)
    log.page.load()
    assert visible_chips(log)["overstay"] == "After closing  1"
    log.desk.get(Visitors).close_day(SYSTEM)
    log.page.load()
    assert visible_chips(log)["unconfirmed"] == "Not signed out  1"
    times = [log.page.table.rows_model.index(0, at).data() for at in range(8)]
    assert "(20:00)" in times, "a time nobody saw looks like none that somebody saw"


def test_a_reload_keeps_the_row_and_the_visit(log: Log) -> None:
    first = log.come()
    log.page.table.select(first.id)
    log.clock.advance(minutes=5)
    log.come(name="李建国", phone="13812345670", request="2", party_size=3)
    log.ctx.bus.publish({"visits"})
    settle()
    assert [one.id for one in log.page.table.selection()] == [first.id] and log.panel.visit.id == first.id
    assert log.page.table.rows_model.index(0, 1).data() == "李建国 +2"


def test_a_visit_opened_from_elsewhere_is_marked_in_the_list(log: Log) -> None:
    first = log.come()
    second = log.come(name="李建国", phone="13812345670", request="2")
    log.page.table.select(second.id)
    log.page.show_record("visit", first.id)
    settle()
    assert log.panel.visit.id == first.id
    assert [one.id for one in log.page.table.selection()] == [first.id]
    log.page.table.select(second.id)
    assert log.panel.visit.id == second.id, "the row that was chosen before opens again"
    log.page.chips.choose("left")
    assert log.page.table.selection() == [] and log.panel.visit.id == second.id
    log.press(Qt.Key.Key_F4, at=log.page)
    assert log.card(second).visit.state is VisitState.LEFT


def test_a_late_answer_does_not_push_the_check_in_aside(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = log.come()
    log.open(visit)
    late: list[Callable[[VisitCard], None]] = []
    monkeypatch.setattr(
        type(log.ctx), "read",
        lambda self, question, *, owner, done, key="load": late.append(done) if key == "card" else None,
    )  # fmt: skip
    log.page.load()
    log.page.new_visitor()
    card = log.desk.get(VisitorQueries).card(log.people.receptionist, visit.id)
    for answer in late:
        answer(card)
    assert late and log.page.panel is None and log.form.isVisible()


def test_the_list_is_previewed_as_it_stands(log: Log) -> None:
    log.come()
    log.press(Qt.Key.Key_P, CTRL, at=log.page)
    (paper,) = log.previewed
    assert "23 Nov 2026" in str(paper)


# Announcing


def announcing(log: Log) -> AnnounceDialog:
    log.press(Qt.Key.Key_E, CTRL, at=log.page)
    dialog = dialog_of(log.page, AnnounceDialog)
    write(dialog.form, "name", "李建国")
    write(dialog.form, "host", "云帆科技")
    return dialog


def test_a_visitor_is_announced(log: Log) -> None:
    dialog = announcing(log)
    dialog.day.setText("明天")
    dialog.time_from.setText("930")
    dialog.time_until.setText("11")
    log.press(Qt.Key.Key_Return, CTRL, at=dialog.time_until)
    assert log.toast == "李建国 is announced."
    log.page.go(1)
    (visit,) = log.rows
    assert visit.state is VisitState.EXPECTED and visit.name == "李建国"
    assert log.page.table.rows_model.index(0, 0).data() == "~09:30"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("day", "下周"),
        ("day", ""),
        ("day", "昨天"),
        ("time_from", "25:99"),
        ("time_until", "x"),
        ("time_until", "8"),
    ],
)
def test_a_bad_day_or_time_is_told_and_nothing_announced(log: Log, field: str, text: str) -> None:
    dialog = announcing(log)
    dialog.time_from.setText("9")
    getattr(dialog, field).setText(text)
    dialog.save.click()
    settle()
    assert dialog.times.problem_of(field) and dialog.isVisible() and dialog.save.isEnabled()
    assert log.visits() == [] and dialog.form.name.text() == "李建国"
    write(dialog.form, "name", "李")
    getattr(dialog, field).setText("明天" if field == "day" else "10")
    dialog.save.click()
    assert dialog.form.main.problem_of("name") and not dialog.times.problem_of(field)
    press(dialog, "Cancel")


# A list


def choose(log: Log, path: Path, text: str | bytes) -> ImportDialog:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    press(log.page, "Import a list")
    dialog = dialog_of(log.page, ImportDialog)
    log.asked.will_answer(path)
    press(dialog, "Choose a file…")
    return dialog


GOOD = "姓名,电话,日期,时间,被访单位\n李建国,13812345678,2026-11-23,9:30,云帆科技\n王海洋,,,,1205\n"


def test_a_good_list_is_announced_whole(log: Log, tmp_path: Path) -> None:
    dialog = choose(log, tmp_path / "list.csv", GOOD)
    lines = [(one.line, one.text[0], one.text[1], one.problem) for one in dialog.table.rows_model.rows]
    assert lines == [(2, "李建国", "23 Nov 2026 09:30", ""), (3, "王海洋", "23 Nov 2026", "")]
    assert dialog.banner.accessibleName() == "2 visitors can be announced." and log.visits() == []
    dialog.announce.click()
    settle()
    assert {one.name for one in log.visits()} == {"李建国", "王海洋"}
    assert log.toast == "2 visitors are announced."


def test_a_list_with_something_to_mend_announces_nothing(log: Log, tmp_path: Path) -> None:
    dialog = choose(log, tmp_path / "list.csv", GOOD + "李,138,昨天,99:99,\n")
    told = [one.problem for one in dialog.table.rows_model.rows if one.problem]
    assert {one.split(":")[0] for one in told} == {"Name", "Phone", "Host", "Day", "From"}
    assert dialog.banner.accessibleName().startswith("5 things to mend") and not dialog.announce.isEnabled()
    dialog._announce()
    assert log.visits() == []
    press(dialog, "Cancel")


def test_what_is_no_spreadsheet_takes_the_earlier_list_away(log: Log, tmp_path: Path) -> None:
    dialog = choose(log, tmp_path / "list.csv", GOOD)
    bad = tmp_path / "photo.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
    log.asked.will_answer(bad)
    press(dialog, "Choose a file…")
    assert log.asked.questions[-1][0] == "tell" and dialog.table.rows_model.rowCount() == 0
    assert not dialog.announce.isEnabled() and not dialog.banner.isVisible()
    dialog._announce()
    press(dialog, "Choose a file…")
    assert log.visits() == [], "no file was chosen"
    press(dialog, "Cancel")


def test_the_template_can_be_filled_in(
    log: Log, tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("told: StorageTrouble")
    press(log.page, "Import a list")
    dialog = dialog_of(log.page, ImportDialog)
    press(dialog, "Save an empty template…")
    path = tmp_path / "visitors.xlsx"
    log.asked.will_answer(path)
    press(dialog, "Save an empty template…")
    assert len(read_lines(path)[0].cells) == len(COLUMNS) and log.toast == "The template is saved."
    log.asked.will_answer(path)
    press(dialog, "Choose a file…")
    assert dialog.announce.isEnabled(), "its own example can be read"
    log.asked.will_answer(tmp_path / "no" / "such" / "x.xlsx")
    press(dialog, "Save an empty template…")
    assert log.asked.questions[-1][0] == "tell"
    press(dialog, "Cancel")


# The watch list


@pytest.fixture
def watching(log_of: Callable[[Actor], Log], people: People) -> tuple[Log, WatchListDialog]:
    log = log_of(people.supervisor)
    press(log.page, "Watch list")
    return log, dialog_of(log.page, WatchListDialog)


def fill(dialog: WatchListDialog, **fields: str) -> None:
    for name, text in fields.items():
        dialog.form.field(name).setText(text)  # type: ignore[attr-defined]


def test_somebody_is_watched_until_it_ends(watching: tuple[Log, WatchListDialog]) -> None:
    log, dialog = watching
    fill(dialog, name="张伟明", id_number=ID_NUMBER, reason="闹事", until="12-31")
    press(dialog, "Add to the watch list")
    (entry,) = dialog.table.rows_model.rows
    cells = [dialog.table.rows_model.index(0, at).data() for at in range(6)]
    assert cells[0] == "张伟明" and cells[4:] == ["31 Dec 2026", "In force"] and ID_NUMBER not in cells
    assert dialog.form.draft()["name"] == "" and not dialog.end.isEnabled()
    dialog.table.select(entry.id)
    dialog.end.click()
    settle()
    assert (
        dialog.table.rows_model.index(0, 5).data() == "Ended" and not dialog.table.rows_model.rows[0].active
    )
    press(dialog, "Close")
    assert log.come().state is VisitState.ON_SITE


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": "闹事"}, "name"),
        ({"name": "张伟明"}, "reason"),
        ({"name": "张伟明", "reason": "闹事", "phone": "1381234567"}, "phone"),
        ({"name": "张伟明", "reason": "闹事", "until": "下周"}, "until"),
        ({"name": "张伟明", "reason": "闹事", "until": "昨天"}, "until"),
        ({"name": "长" * 61, "reason": "闹事"}, "name"),
        ({"id_number": "1" * 41, "reason": "闹事"}, "id_number"),
        ({"name": "张伟明", "reason": "长" * 201}, "reason"),
    ],
)
def test_each_problem_of_an_entry_stands_at_its_field(
    watching: tuple[Log, WatchListDialog], typed: dict[str, str], field: str
) -> None:
    log, dialog = watching
    fill(dialog, **typed)
    log.press(Qt.Key.Key_Return, CTRL, at=dialog.form.field("reason"))
    assert [name for name in dialog.form.draft() if dialog.form.problem_of(name)] == [field]
    assert dialog.table.rows_model.rowCount() == 0 and log.asked.questions == []
    press(dialog, "Close")


def test_an_expected_time_stands_in_the_list(log: Log) -> None:
    log.expect(time_from=time(14))
    log.expect(name="王海洋")
    assert [log.page.table.rows_model.index(row, 0).data() for row in range(2)] == ["~14:00", "~00:00"]
