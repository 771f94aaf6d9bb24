"""Papers reach the printer, or are kept and offered again."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, N_, load_words
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.printing.model import Document, Size
from desk_app.services.printing.ports import PrinterTrouble, lacks_printer, no_printer
from desk_app.services.printing.spool import JobState
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.tasks import Lane, Tasks
from tests.ui.printing.conftest import LIST, PASS, Bench, FakePort, Make, slip

TITLE = "张伟明 YF-A1-261123-001"
NAME = "Visitor pass · 张伟明 · YF-A1-261123-001"


def out_of_paper() -> PrinterTrouble:
    return PrinterTrouble(
        N_(
            "The printer {printer} did not print: {reason}. The paper is kept; see to the printer, then print again."
        ),
        printer="Lobby",
        reason=N_("out of paper"),
    )


def disk_full() -> StorageTrouble:
    return StorageTrouble(
        N_("The disk is full or does not answer: nothing was saved. Free some space, then try again.")
    )


@contextmanager
def full_disk(bench: Bench, patch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def refuse() -> None:
        raise disk_full()

    with patch.context() as while_full:
        while_full.setattr(bench.database, "write", refuse)
        yield


def test_a_paper_is_printed_and_told(bench: Bench) -> None:
    done: list[str] = []
    bench.desk.print(slip, owner=bench.window, done=lambda: done.append("done"))
    assert bench.port.printed == [(TITLE, None)]
    assert bench.told == f"Printed: {NAME}"
    assert done == ["done"] and bench.desk.waiting == 0 and bench.outbox.waiting() == ()


def test_the_printer_and_copies_chosen_for_the_kind_are_used(bench: Bench) -> None:
    bench.local.put(PASS.where, str(Where(Way.PRINTER, "Back office")))
    bench.local.put(PASS.copies, 2)
    bench.desk.print(slip, owner=bench.window)
    assert bench.port.printed == [(TITLE, "Back office")] * 2


def test_the_paper_size_chosen_on_this_pc(bench: Bench) -> None:
    assert bench.desk.size(PASS.id) is Size.A6
    bench.local.put(PASS.size, Size.RECEIPT_80.name)
    assert bench.desk.size(PASS.id) is Size.RECEIPT_80
    assert bench.desk.size(LIST.id) is Size.A4


@pytest.mark.parametrize("language", ["en", CHINESE])
@pytest.mark.parametrize("trouble", [no_printer, out_of_paper])
def test_trouble_is_told_and_the_paper_offered_again(
    bench: Bench, trouble: Callable[[], PrinterTrouble], language: str
) -> None:
    set_language(language)
    counts: list[int] = []
    bench.desk.waiting_changed.connect(counts.append)
    bench.port.trouble = trouble()
    done: list[str] = []
    bench.desk.print(slip, owner=bench.window, done=lambda: done.append("done"))
    assert bench.told == trouble().say(load_words(language, resources() / "i18n"))
    assert (language == CHINESE) == ("单据已保留" in bench.told or "单据" in bench.told)
    assert bench.desk.waiting == 1 and done == []
    (job,) = bench.outbox.waiting()
    bench.port.trouble = None
    bench.desk.print_again(job, Where(), owner=bench.window)
    assert bench.port.printed == [(TITLE, None)]
    assert counts[-1] == 0 and bench.outbox.waiting() == ()


def test_after_the_first_trouble_further_copies_wait_untried(bench: Bench) -> None:
    bench.local.put(PASS.copies, 3)
    bench.port.trouble = out_of_paper()
    bench.desk.print(slip, owner=bench.window)
    assert [job.state for job in bench.outbox.waiting()] == [
        JobState.FAILED,
        JobState.WAITING,
        JobState.WAITING,
    ]
    assert bench.desk.waiting == 3


def test_a_full_disk_says_so_and_nothing_is_printed_until_there_is_room(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_disk(bench, monkeypatch):
        bench.desk.print(slip, owner=bench.window)
        assert bench.port.printed == [] and "disk is full" in bench.told
        assert bench.desk.waiting == 1
        (held,) = bench.outbox.waiting()
        bench.desk.print_again(held, Where(), owner=bench.window)
        assert bench.port.printed == [] and bench.desk.waiting == 1
        assert bench.outbox.paper(held.id).pdf.startswith(b"%PDF")
    bench.desk.print_again(held, Where(), owner=bench.window)
    assert bench.port.printed == [(TITLE, None)] and bench.desk.waiting == 0


def test_a_paper_held_in_memory_can_be_given_up_and_saved(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with full_disk(bench, monkeypatch):
        bench.desk.print(slip, owner=bench.window)
        bench.desk.print(slip, owner=bench.window)
        first, second = bench.outbox.waiting()
        bench.asked.will_answer(tmp_path / "pass.pdf", True)
        bench.desk.save_paper(bench.outbox.paper(first.id), "pass", owner=bench.window, job=first.id)
        bench.desk.give_up(second, owner=bench.window)
    assert bench.desk.waiting == 0 and (tmp_path / "pass.pdf").read_bytes().startswith(b"%PDF")


def test_a_crash_between_keeping_and_printing_loses_nothing(make: Make) -> None:
    first = make()
    first.outbox.keep(_paper(first))
    again = make()
    again.desk.begin()
    assert again.desk.waiting == 1 and "before the program ended: 1" in again.told
    (job,) = again.outbox.waiting()
    again.desk.print_again(job, Where(), owner=again.window)
    assert again.port.printed == [(TITLE, None)]


def test_a_crash_while_printing_offers_the_paper_with_a_doubt(make: Make) -> None:
    first = make()
    (job,) = first.outbox.keep(_paper(first))
    first.outbox._spool._claim(job, None)
    again = make()
    assert again.outbox.waiting() == ()
    again.desk.begin()
    (found,) = again.outbox.waiting()
    assert found.trouble is not None and "program ended" in found.trouble.say(speaker.words)


def test_a_stale_paper_is_given_up_at_the_next_start(make: Make, clock) -> None:  # type: ignore[no-untyped-def]
    first = make()
    first.outbox.keep(_paper(first))
    clock.advance(days=8)
    again = make()
    again.desk.begin()
    assert again.desk.waiting == 0 and again.told == ""


def test_a_dead_printer_blocks_neither_records_nor_the_end(
    make: Make, qtbot: QtBot, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("left behind at the end: lane-printer")
    tasks, port = Tasks(lambda error, owner: None), FakePort(hangs=True)
    bench = make(tasks, port)
    bench.desk.print(slip, owner=bench.window)
    qtbot.waitUntil(port.reached.is_set)
    answers: list[int] = []
    tasks.run(lambda: 7, answers.append, owner=bench.window)
    bench.desk.print(lambda: slip("李娜", "YF-A1-261123-002"), owner=bench.window)
    qtbot.waitUntil(lambda: answers == [7] and len(bench.outbox.waiting()) == 1)
    began = time.monotonic()
    assert not tasks.close(0.3)
    assert time.monotonic() - began < 1
    again = make()
    again.desk.begin()
    assert [job.subject for job in again.outbox.waiting()] == ["张伟明", "李娜"]
    port.let_go.set()


def test_asking_each_time(bench: Bench) -> None:
    bench.local.put(PASS.where, str(Where(Way.ASK)))
    bench.asked.will_answer(1)
    bench.desk.print(slip, owner=bench.window)
    assert bench.port.printed == [(TITLE, "Back office")]
    bench.desk.print(slip, owner=bench.window)
    assert len(bench.port.printed) == 1 and bench.desk.waiting == 1


def test_asking_without_any_printer_keeps_the_paper(bench: Bench) -> None:
    bench.port.found = ()
    bench.local.put(PASS.where, str(Where(Way.ASK)))
    bench.desk.print(slip, owner=bench.window)
    assert bench.asked.questions[-1][0] == "tell" and bench.desk.waiting == 1


def test_saving_into_the_folder_of_the_kind(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    bench.local.put(PASS.where, str(Where(Way.FOLDER, str(tmp_path / "out"))))
    bench.local.put(PASS.copies, 3)
    bench.desk.print(slip, owner=bench.window)
    (file,) = (tmp_path / "out").iterdir()
    assert file.name.startswith("visitors.pass-") and "张" not in file.name
    assert "Saved as PDF" in bench.told and bench.port.printed == []


def test_a_folder_that_is_gone_keeps_the_paper(bench: Bench, tmp_path: Path) -> None:
    bench.local.put(PASS.where, str(Where(Way.FOLDER, str(tmp_path / "gone"))))
    bench.desk.print(slip, owner=bench.window)
    assert bench.desk.waiting == 1 and "was not saved" in bench.told


def test_missing_glyphs_are_told(bench: Bench) -> None:
    bench.desk.print(lambda: slip("王\U0001f600"), owner=bench.window)
    assert "cannot show these characters: \U0001f600" in bench.told


def test_trouble_in_making_is_shown_to_the_owner(bench: Bench) -> None:
    def make() -> None:
        raise UserError(N_("This print job is no longer there."))

    bench.desk.print(make, owner=bench.window)  # type: ignore[arg-type]
    assert bench.asked.questions == [("tell", "This print job is no longer there.")]
    assert bench.desk.waiting == 0


def test_a_page_that_closes_takes_no_paper_with_it(make: Make, qtbot: QtBot) -> None:
    tasks = Tasks(lambda error, owner: None)
    bench = make(tasks)
    page, done = QWidget(), []
    bench.desk.print(slip, owner=page, done=lambda: done.append("done"))
    page.deleteLater()
    qtbot.waitUntil(lambda: bench.port.printed == [(TITLE, None)])
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == [] and tasks.close()


def test_saving_as_pdf(bench: Bench, tmp_path: Path) -> None:
    bench.asked.will_answer(tmp_path / "x.pdf")
    bench.desk.save_pdf(slip, "pass", owner=bench.window)
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF") and bench.told == "Saved: x.pdf"
    bench.desk.save_pdf(slip, "pass", owner=bench.window)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_nothing_of_printing_runs_in_the_lane_of_records(bench: Bench) -> None:
    bench.desk.print(slip, owner=bench.window)
    lanes = bench.desk.tasks.lanes  # type: ignore[attr-defined]
    assert Lane.DESK not in lanes and lanes.count(Lane.PRINTER) == 1


def _paper(bench: Bench):  # type: ignore[no-untyped-def]
    from desk_app.services.printing.outbox import draw

    return draw(slip()).paper


def test_papers_are_not_shown_while_the_screen_is_locked(make: Make) -> None:
    bench = make(reader=lambda: None)
    bench.desk.waiting_dialog(bench.window)
    assert bench.desk.dialog is None


def test_what_waits_is_printed_anew_and_counts_no_copy(bench: Bench) -> None:
    bench.port.trouble = no_printer()
    bench.desk.print(slip, owner=bench.window)
    bench.port.trouble = None
    made: list[int] = []

    def again(copy: int) -> Document:
        made.append(copy)
        return slip("张伟民", copy=copy)

    def press() -> None:
        bench.desk.print_instead(
            PASS.id, "YF-A1-261123-001", again, lambda: made.append(99), owner=bench.window
        )

    assert bench.desk.next_copy(PASS.id, "YF-A1-261123-001", 5) == 0
    press()
    assert made == [0] and bench.port.printed == [("张伟民 YF-A1-261123-001", None)]
    assert bench.outbox.waiting() == ()
    press()
    assert made == [0, 99] and bench.desk.next_copy(PASS.id, "YF-A1-261123-001", 5) == 5


def test_what_is_void_waits_no_more(bench: Bench) -> None:
    bench.port.trouble = no_printer()
    bench.desk.print(slip, owner=bench.window)
    assert bench.desk.waiting == 1
    bench.desk.withdraw(PASS.id, "another", owner=bench.window)
    assert bench.desk.waiting == 1
    bench.desk.withdraw(PASS.id, "YF-A1-261123-001", owner=bench.window)
    assert bench.desk.waiting == 0 and bench.outbox.waiting() == ()


def test_who_sent_it_may_tell_of_what_waits(bench: Bench) -> None:
    bench.port.trouble = no_printer()
    heard: list[Exception] = []

    def stuck(trouble: Exception) -> bool:
        heard.append(trouble)
        return len(heard) == 1

    bench.desk.print(slip, owner=bench.window, stuck=stuck)
    assert lacks_printer(heard[0]) and bench.told == "" and bench.desk.waiting == 1
    bench.desk.print(slip, owner=bench.window, stuck=stuck)
    assert "No printer is set up" in bench.told


def test_a_paper_that_is_out_is_offered_once_more(bench: Bench) -> None:
    again: list[bool] = []
    bench.desk.print(slip, owner=bench.window, again=lambda: again.append(True))
    assert bench.told == f"Printed: {NAME}. Did it not come out well?"
    assert bench.toasts.toast.action.isVisible() and bench.toasts.toast.action.text() == "Print again"
    bench.toasts.toast.action.click()
    assert again == [True] and bench.told == ""
    bench.desk.print(slip, owner=bench.window)
    assert not bench.toasts.toast.action.isVisible()


def test_a_first_print_that_only_waited_is_no_copy(bench: Bench) -> None:
    copies: list[int] = []

    def make(copy: int) -> Document:
        copies.append(copy)
        return slip(copy=copy)

    bench.port.trouble = no_printer()
    bench.desk.print(lambda: make(0), owner=bench.window, again=lambda: None)
    assert bench.desk.waiting == 1 and "Did it not come out well" not in bench.told
    bench.port.trouble = None
    otherwise: list[bool] = []
    bench.desk.print_instead(
        PASS.id,
        "YF-A1-261123-001",
        make,
        lambda: otherwise.append(True),
        owner=bench.window,
        reprint=lambda: None,
    )
    assert copies == [0, 0] and otherwise == [] and bench.desk.waiting == 0
    assert "Did it not come out well" in bench.told
