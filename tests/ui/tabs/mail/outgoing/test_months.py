"""Months are closed by the supervisor, and opened again from where they were written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.mail.options import ARCHIVE_FOLDER
from desk_app.services.mail.records import Month
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.close_month import CloseMonthDialog
from desk_app.ui.tabs.mail.months import Months, state_of
from tests.desk_fixtures import PIN, People
from tests.services.mail.sorting_desk import TODAY
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.outgoing.conftest import Post, sign

NOVEMBER, DECEMBER = TODAY.replace(day=1), date(2026, 12, 1)
PAPER = b"%PDF the archive"


@dataclass
class Papers:
    """What was asked of the archive; it writes a paper of its own and closes the month."""

    post: Post
    previewed: list[tuple[date, Actor | None]] = field(default_factory=list)
    archived: list[dict[str, Any]] = field(default_factory=list)
    trouble: Exception | None = None

    def preview(self, _ctx: object, _owner: object, first: date, by: Actor | None = None) -> None:
        self.previewed.append((first, by))

    def archive(
        self, ctx: Any, _owner: object, first: date, done: Callable[[Month, Path], object], **asked: Any
    ) -> None:
        self.archived.append(asked)
        if self.trouble is not None:
            asked["failed"](self.trouble)
            return
        path = asked["folder"] / f"{first:%Y-%m}.pdf"
        path.write_bytes(PAPER)
        digest = hashlib.sha256(PAPER).hexdigest()
        by = asked["by"] or ctx.actor
        done(self.post.counter.posts.close_month(by, first, digest).result, path)


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


def wire(post: Post, monkeypatch: pytest.MonkeyPatch) -> Papers:
    made = Papers(post)
    monkeypatch.setattr(papers, "preview_month", made.preview)
    monkeypatch.setattr(papers, "archive_month", made.archive)
    return made


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
    december: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: list[str]
) -> None:
    made = wire(december, monkeypatch)
    december.stage.asked.will_answer(tmp_path)
    close(december)
    (asked,) = made.archived
    assert asked["folder"] == tmp_path and asked["signature"].startswith(b"\x89PNG") and asked["by"] is None
    assert december.stage.ctx.local.get(ARCHIVE_FOLDER) == str(tmp_path)
    assert "is closed" in december.toast and "2026-11.pdf" in december.toast
    december.load()
    assert states(december.months)[1] == (NOVEMBER, "Closed, archived")
    december.months.table.select(NOVEMBER)
    settle()
    december.months.first_step()
    assert opened == [str(tmp_path / "2026-11.pdf")]


def test_nothing_is_closed_without_signature_or_folder(
    december: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = wire(december, monkeypatch)
    december.months.first_step()
    dialog = december.dialog(CloseMonthDialog)
    dialog.submit()
    assert "Sign first" in dialog.problem.text() and dialog.problem.isVisible()
    sign(dialog.pad)
    assert not dialog.problem.isVisible()
    dialog.submit()
    assert "Choose the folder" in dialog.problem.text(), "nobody chose one"
    assert not made.archived and dialog.isVisible()


def test_it_can_be_looked_at_before(december: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    made = wire(december, monkeypatch)
    december.place.print_list()
    december.months.first_step()
    december.dialog(CloseMonthDialog)._preview()
    assert made.previewed == [(NOVEMBER, None)] * 2


def test_at_the_receptionists_desk_the_supervisor_gives_her_pin(
    post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, people: People
) -> None:
    in_december(post)
    made = wire(post, monkeypatch)
    post.stage.ctx.local.put(ARCHIVE_FOLDER, str(tmp_path))
    post.place.print_list()
    assert made.previewed == [], "a month is read whole by the supervisor alone"
    post.months.first_step()
    asking = post.dialog(ApprovalDialog)
    asking.pin.setText(PIN)
    asking._enter()
    dialog = post.dialog(CloseMonthDialog)
    dialog._preview()
    sign(dialog.pad)
    dialog.submit()
    ((_, shown_to),) = made.previewed
    by = made.archived[0]["by"]
    assert by is not None and by.staff_id == people.supervisor.staff_id and shown_to == by
    post.load()
    assert states(post.months)[1] == (NOVEMBER, "Closed, archived")


def test_whatever_fails_is_told_and_the_signature_stays(
    december: Post,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    expected_logs: Callable[[str], None],
) -> None:
    expected_logs("told: StorageTrouble")
    made = wire(december, monkeypatch)
    made.trouble = StorageTrouble(N_("The folder is full."))
    december.stage.ctx.local.put(ARCHIVE_FOLDER, str(tmp_path))
    dialog = close(december)
    assert dialog.isVisible() and not dialog.pad.is_empty and dialog.sure.isEnabled()
    assert any("full" in text for text in december.stage.asked.texts)


def test_an_archive_is_found_by_what_it_is(
    december: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: list[str]
) -> None:
    wire(december, monkeypatch)
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir(), there.mkdir()
    december.stage.ctx.local.put(ARCHIVE_FOLDER, str(here))
    close(december)
    (here / "2026-11.pdf").rename(there / "邮件.pdf")
    (here / "other.pdf").write_bytes(b"%PDF another")
    december.load()
    december.months.table.select(NOVEMBER)
    settle()
    december.months.first_step()
    assert opened == [] and "is not in" in december.toast
    december.stage.asked.will_answer(there)
    december.stage.ctx.toasts.toast.action.click()
    assert opened == [str(there / "邮件.pdf")]


def test_without_mail_there_is_nothing_to_close(post: Post) -> None:
    months = post.to_months()
    assert months.lists.currentWidget() is months.empty and months.chosen is None
    months.first_step()
