"""Papers of the tab: printed, shown and saved; a month is archived and closed from the window, and checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import Actor
from desk_app.services.mail import documents as kinds
from desk_app.services.mail.archive_records import Archived
from desk_app.services.mail.records import MailKind, ReturnReason, View
from desk_app.services.printing.model import Document
from desk_app.ui.tabs.mail import papers
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.mail.archive_room import NOVEMBER, Room, quiet
from tests.services.mail.sorting_desk import SIGNATURE, TODAY, Counter
from tests.ui.tabs.conftest import Stage

K = MailKind


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    return Counter(desk, people, clock)


@pytest.fixture
def front(stage: Callable[[Actor], Stage], people: People) -> Stage:
    """The receptionist's window."""
    return stage(people.receptionist)


def printed(front: Stage) -> list[Document]:
    return front.ctx.printing.printed  # type: ignore[attr-defined, no-any-return]


def shown(front: Stage) -> list[Document]:
    return front.ctx.printing.previewed  # type: ignore[attr-defined, no-any-return]


def test_labels_and_the_slip_are_printed(front: Stage, counter: Counter) -> None:
    pieces = [counter.piece(place="A-1"), counter.piece(K.EXPRESS)]
    papers.print_labels(front.ctx, front.window, pieces)
    papers.print_hand_over(front.ctx, front.window, pieces, "李四", proxy=True)
    label, slip = printed(front)
    assert (label.kind, slip.kind) == (kinds.LABEL, kinds.HAND_OVER)
    assert all(one.code in str(label) and one.number in str(slip) for one in pieces)
    assert "李四" in str(slip) and counter.clerk.name in str(slip)
    papers.print_labels(front.ctx, front.window, [])
    assert len(printed(front)) == 2 and front.toast


def test_the_form_is_printed_first_and_the_label_after_the_approval(front: Stage, counter: Counter) -> None:
    piece = counter.piece()
    asked = counter.pieces.ask_return(counter.clerk, piece.id, ReturnReason.UNCLEAR, "").result
    papers.print_return_form(front.ctx, front.window, asked)
    with pytest.raises(IllegalStep):  # told by the print desk; the tray of the tests raises it
        papers.print_return_label(front.ctx, front.window, asked)
    assert [one.kind for one in printed(front)] == [kinds.RETURN_FORM]
    assert asked.form_number in str(printed(front)[0])
    counter.pieces.approve_return(counter.boss, piece.id, "同意")
    papers.print_return_label(front.ctx, front.window, piece)
    assert printed(front)[-1].kind == kinds.RETURN_LABEL


def test_sheets_are_shown_with_what_is_on_record_now(front: Stage, counter: Counter) -> None:
    counter.piece(place="A-1")
    item = counter.post("12.50")
    rounds = counter.ask.round_sheet(counter.clerk, TODAY)
    papers.preview_round(front.ctx, front.window, rounds, TODAY)
    papers.preview_money(front.ctx, front.window, TODAY)
    papers.preview_week(front.ctx, front.window, TODAY)
    delivery, money, week = shown(front)
    assert [one.kind for one in shown(front)] == [kinds.ROUND, kinds.MONEY, kinds.WEEK]
    assert "1205" in str(delivery) and item.number in str(money) and "¥12.50" in str(week)


def test_lists_are_shown_and_saved(front: Stage, counter: Counter, tmp_path: Path) -> None:
    piece, item = counter.piece(), counter.post("12.50")
    batch = counter.arrive(letter=2)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=2)
    counts, owner = counter.ask.ordinary(counter.clerk, TODAY), front.window
    papers.print_list(front.ctx, owner, [piece], View.WAITING, TODAY)
    papers.print_outgoing(front.ctx, owner, [item], TODAY)
    papers.print_ordinary(front.ctx, owner, counts, TODAY)
    pieces, sent, letters = shown(front)
    assert piece.number in str(pieces) and item.number in str(sent) and "深圳云帆科技有限公司" in str(letters)
    saves = (
        lambda: papers.save_list(front.ctx, owner, [piece], View.DAY, TODAY),
        lambda: papers.save_outgoing(front.ctx, owner, [item], TODAY),
        lambda: papers.save_ordinary(front.ctx, owner, counts, TODAY),
    )
    for number, save in enumerate(saves):
        front.asked.will_answer(tmp_path / f"{number}.xlsx")
        save()
        assert (tmp_path / f"{number}.xlsx").stat().st_size > 2000
    papers.save_list(front.ctx, owner, [piece], View.WAITING, TODAY)
    assert len(list(tmp_path.glob("*.xlsx"))) == 3, "asked and not answered: nothing is saved"


# The archive


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "archives"
    folder.mkdir()
    return folder


@pytest.fixture
def room(counter: Counter) -> Room:
    return quiet(counter)


def test_a_month_is_looked_at_archived_and_checked(front: Stage, room: Room, shelf: Path) -> None:
    boss, ctx, owner = room.counter.boss, front.ctx, front.window
    papers.preview_month(ctx, owner, NOVEMBER, by=boss)
    assert shown(front)[-1].kind == kinds.ARCHIVE and shown(front)[-1].watermark
    done: list[Archived] = []
    papers.archive_month(ctx, owner, NOVEMBER, done.append, folder=shelf, signature=SIGNATURE, by=boss)
    (archived,) = done
    assert archived.month.closed_by == boss.staff_id and archived.files.pdf.parent == shelf
    front.asked.will_answer(archived.files.pdf)
    papers.check_archive(ctx, owner)
    assert front.asked.questions[-1] == (
        "tell",
        "This is the file that was closed. Its signature is genuine.",
    )
    papers.check_archive(ctx, owner)
    assert front.asked.questions[-1][0] == "open_file", "nothing chosen, nothing said"


def test_another_file_is_told_apart(
    front: Stage, room: Room, shelf: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("cannot be read")
    other = shelf / "other.pdf"
    other.write_bytes(b"%PDF-1.4")
    front.asked.will_answer(other, shelf / "gone.pdf")
    papers.check_archive(front.ctx, front.window)
    assert front.asked.texts[-1].startswith("This is no archive of mail")
    papers.check_archive(front.ctx, front.window)
    assert "gone.pdf" in front.asked.texts[-1]


def test_what_fails_is_told_and_nothing_is_closed(front: Stage, room: Room, shelf: Path) -> None:
    taken: list[Exception] = []

    def take(error: Exception) -> bool:
        taken.append(error)
        return True

    for by, folder in ((room.counter.boss, shelf / "gone"), (None, shelf)):
        papers.archive_month(
            front.ctx,
            front.window,
            NOVEMBER,
            lambda _: None,
            folder=folder,
            signature=SIGNATURE,
            by=by,
            failed=take,
        )
    assert len(taken) == 2 and not front.asked.questions
    papers.archive_month(
        front.ctx, front.window, NOVEMBER + timedelta(days=30), lambda _: None, folder=shelf, signature=SIGNATURE,
        by=room.counter.boss,
    )  # fmt: skip
    assert front.asked.questions, "the window tells what nobody took"
    assert not list(shelf.iterdir())
