"""Months are closed by the supervisor, and opened again from where they were written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desk_app.services.core.people import Actor
from desk_app.services.mail.options import ARCHIVE_FOLDER
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.mail.close_month import CloseMonthDialog
from desk_app.ui.tabs.mail.months import Months, state_of
from tests.desk_fixtures import PIN, People
from tests.services.mail.sorting_desk import TODAY
from tests.ui.page_context import PaperTray
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.outgoing.conftest import Post, sign

NOVEMBER, DECEMBER = TODAY.replace(day=1), date(2026, 12, 1)


@pytest.fixture
def december(post_of: Callable[[Actor], Post], people: People) -> Post:
    """In December, November is over; a supervisor looks."""
    return in_december(post_of(people.supervisor))


def in_december(post: Post) -> Post:
    post.counter.post("12")
    post.counter.clock.advance(minutes=10 * 24 * 60)
    post.to_months()
    return post


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened in the PC's reader."""
    found: list[str] = []

    def take(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return found


def previewed(post: Post) -> int:
    """How many papers were shown."""
    tray = post.stage.ctx.printing
    assert isinstance(tray, PaperTray)
    return len(tray.previewed)


def states(months: Months) -> list[tuple[date, str]]:
    return [(one.id, str(state_of(one)[0])) for one in months.lines]


def close(post: Post) -> CloseMonthDialog:
    """The dialog, signed and sent."""
    post.months.first_step()
    dialog = post.dialog(CloseMonthDialog)
    sign(dialog.pad)
    dialog.submit()
    settle()
    return dialog


def test_the_month_to_close_is_chosen_and_the_running_one_waits(december: Post) -> None:
    months = december.months
    assert states(months) == [(DECEMBER, "Running"), (NOVEMBER, "To close")]
    assert months.chosen is not None and months.chosen.id == NOVEMBER
    months.table.select(DECEMBER)
    settle()
    months.first_step()
    assert not december.stage.window.findChildren(CloseMonthDialog)


def test_a_supervisor_closes_with_her_signature_into_the_folder_chosen_once(
    december: Post, tmp_path: Path, opened: list[str]
) -> None:
    december.stage.asked.will_answer(tmp_path)
    close(december)
    assert december.stage.ctx.local.get(ARCHIVE_FOLDER) == str(tmp_path)
    written = {path.suffix: path for path in tmp_path.glob("mail-*")}
    assert set(written) == {".pdf", ".xlsx"} and not written[".pdf"].stat().st_mode & 0o222, "read only"
    assert "is closed" in december.toast and written[".pdf"].name in december.toast
    december.load()
    assert states(december.months)[1] == (NOVEMBER, "Closed, archived")
    december.months.table.select(NOVEMBER)
    settle()
    december.months.first_step()
    assert opened == [str(written[".pdf"])]


def test_a_lost_archive_is_written_once_more(december: Post, tmp_path: Path) -> None:
    december.stage.asked.will_answer(tmp_path)
    close(december)
    for path in tmp_path.glob("mail-*"):
        path.unlink()
    december.load()
    december.months.table.select(NOVEMBER)
    settle()
    december.months.write_again()
    dialog = december.dialog(CloseMonthDialog)
    sign(dialog.pad)
    dialog.submit()
    settle()
    assert {path.name for path in tmp_path.glob("mail-*")} == {
        "mail-YF-A1-2026-11-copy.pdf",
        "mail-YF-A1-2026-11-copy.xlsx",
    }
    assert "mail-YF-A1-2026-11-copy.pdf" in december.toast
    december.load()
    assert states(december.months)[1] == (NOVEMBER, "Closed, archived")


def test_nothing_is_closed_without_signature_or_folder(december: Post) -> None:
    december.months.first_step()
    dialog = december.dialog(CloseMonthDialog)
    dialog.submit()
    assert "Sign first" in dialog.problem.text() and dialog.problem.isVisible()
    sign(dialog.pad)
    assert not dialog.problem.isVisible()
    dialog.submit()
    assert "Choose the folder" in dialog.problem.text(), "nobody chose one"
    assert dialog.isVisible()
    december.load()
    assert states(december.months)[1] == (NOVEMBER, "To close")


def test_it_can_be_looked_at_before(december: Post) -> None:
    december.place.print_list()
    december.months.first_step()
    december.dialog(CloseMonthDialog)._preview()
    assert previewed(december) == 2


def test_at_the_receptionists_desk_the_supervisor_gives_her_pin(
    post: Post, tmp_path: Path, people: People
) -> None:
    in_december(post)
    post.stage.ctx.local.put(ARCHIVE_FOLDER, str(tmp_path))
    post.place.print_list()
    assert previewed(post) == 0, "a month is read whole by the supervisor alone"
    post.months.first_step()
    asking = post.dialog(ApprovalDialog)
    asking.pin.setText(PIN)
    asking._enter()
    dialog = post.dialog(CloseMonthDialog)
    dialog._preview()
    assert previewed(post) == 1
    sign(dialog.pad)
    dialog.submit()
    post.load()
    closed = post.months.lines[1]
    assert closed.month.closed_by == people.supervisor.staff_id and closed.by == "周敏"


def test_whatever_fails_is_told_and_the_signature_stays(
    december: Post, tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("told: StorageTrouble")
    december.stage.ctx.local.put(ARCHIVE_FOLDER, str(tmp_path / "gone"))
    dialog = close(december)
    assert dialog.isVisible() and not dialog.pad.is_empty and dialog.sure.isEnabled()
    assert december.stage.asked.texts


def test_a_batch_that_is_not_finished_keeps_the_month_open(december: Post, tmp_path: Path) -> None:
    clock = december.counter.clock
    clock.advance(minutes=-10 * 24 * 60)
    december.counter.arrive()
    clock.advance(minutes=10 * 24 * 60)
    december.stage.ctx.local.put(ARCHIVE_FOLDER, str(tmp_path))
    close(december)
    assert any("is not finished" in text for text in december.stage.asked.texts)
    assert list(tmp_path.glob("mail-*")) == [], "whatever fails leaves no file"


def test_an_archive_is_found_by_what_it_is(december: Post, tmp_path: Path, opened: list[str]) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir(), there.mkdir()
    december.stage.ctx.local.put(ARCHIVE_FOLDER, str(here))
    close(december)
    (paper,) = here.glob("mail-*.pdf")
    paper.rename(there / "邮件.pdf")
    (here / "other.pdf").write_bytes(b"%PDF another")
    december.load()
    december.months.table.select(NOVEMBER)
    settle()
    december.months.first_step()
    assert opened == [] and "is not in" in december.toast
    december.stage.asked.will_answer(there)
    december.stage.ctx.toasts.toast.action.click()
    assert opened == [str(there / "邮件.pdf")]
    assert december.stage.ctx.local.get(ARCHIVE_FOLDER) == str(here), "the next month is written where it was"


def test_without_mail_there_is_nothing_to_close(post: Post) -> None:
    months = post.to_months()
    assert months.lists.currentWidget() is months.empty and months.chosen is None
    months.first_step()
