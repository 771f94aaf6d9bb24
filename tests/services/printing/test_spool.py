"""A paper is kept until it is printed, offered again after a restart, and forgotten afterwards."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from desk_app.services.core.clocks import Stamps
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.words import N_, load_words
from desk_app.services.db.opening import open_database
from desk_app.services.printing.ports import Paper, PrinterTrouble, no_printer
from desk_app.services.printing.spool import JobState, Spool
from tests.fakes import FakeClock
from tests.services.printing.conftest import FakePrinter

PAPER = Paper("visitor_pass", "访客证 欧阳𠮷祎", b"%PDF-1.3 the-secret-of-the-pass " * 40)


def jammed() -> PrinterTrouble:
    return PrinterTrouble(
        N_("The printer {printer} did not print: {reason}."), printer="前台", reason=N_("paper jam")
    )


def test_a_paper_is_printed_and_its_content_forgotten(spool: Spool, printer: FakePrinter) -> None:
    job = spool.keep(PAPER)
    assert [one.id for one in spool.open_jobs()] == [job]
    done = spool.print(job, printer)
    assert printer.printed == [(PAPER, None)]
    assert (done.state, done.subject, done.tries, done.trouble) == (JobState.PRINTED, "", 1, None)
    assert spool.open_jobs() == ()
    with pytest.raises(NotFound):
        spool.paper(job)


def test_no_byte_of_a_printed_paper_stays_on_disk(
    spool: Spool, printer: FakePrinter, data: DataFolder, clock: FakeClock
) -> None:
    spool.print(spool.keep(PAPER), printer)
    spool._database.close()
    kept = b"".join(path.read_bytes() for path in data.root.iterdir() if path.is_file())
    assert b"the-secret-of-the-pass" not in kept
    assert "欧阳𠮷祎".encode() not in kept


def test_a_failed_paper_is_kept_with_the_reason_and_printed_later(spool: Spool, printer: FakePrinter) -> None:
    job = spool.keep(PAPER, "前台")
    printer.trouble = jammed()
    failed = spool.print(job, printer)
    assert failed.state is JobState.FAILED
    assert failed.trouble is not None
    assert spool.paper(job) == PAPER
    printer.trouble = None
    assert spool.print(job, printer, "备用").tries == 2
    assert printer.printed == [(PAPER, "备用")]


def test_the_reason_is_said_in_the_readers_language(spool: Spool, printer: FakePrinter) -> None:
    job = spool.keep(PAPER)
    printer.trouble = jammed()
    spool.print(job, printer)
    trouble = spool.job(job).trouble
    assert trouble is not None
    words = load_words("zh_CN", resources() / "i18n")
    assert "卡纸" in trouble.say(words)


def test_papers_wait_over_a_restart(
    spool: Spool, printer: FakePrinter, data: DataFolder, clock: FakeClock
) -> None:
    first, second = spool.keep(PAPER), spool.keep(PAPER)
    printer.trouble = no_printer()
    spool.print(second, printer)
    spool._database.close()
    database = open_database(data, clock)
    again = Spool(database, clock, Stamps(clock.now, 1, floor=Stamps(clock.now, 1).stamp()))
    assert again.recover() == 0
    assert [(job.id, job.state) for job in again.open_jobs()] == [
        (first, JobState.WAITING),
        (second, JobState.FAILED),
    ]
    assert again.paper(first) == PAPER
    database.close()


def test_what_was_being_printed_at_a_crash_is_in_doubt_not_printed_twice(spool: Spool) -> None:
    job = spool.keep(PAPER)
    spool._claim(job, None)
    assert spool.open_jobs() == ()
    assert spool.recover() == 1
    (doubtful,) = spool.open_jobs()
    assert doubtful.state is JobState.FAILED
    assert doubtful.trouble is not None
    assert "before you print again" in str(doubtful.trouble)


def test_a_bug_in_a_printer_keeps_the_paper_too(spool: Spool, printer: FakePrinter) -> None:
    job = spool.keep(PAPER)
    printer.trouble = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        spool.print(job, printer)
    assert spool.job(job).state is JobState.FAILED
    assert spool.paper(job) == PAPER


def test_two_threads_print_it_once(spool: Spool) -> None:
    job, started, go = spool.keep(PAPER), threading.Event(), threading.Event()

    class Slow(FakePrinter):
        def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
            started.set()
            assert go.wait(10)
            super().print_pdf(paper, printer)

    slow = Slow()
    thread = threading.Thread(target=spool.print, args=(job, slow))
    thread.start()
    assert started.wait(10)
    with pytest.raises(IllegalStep):
        spool.print(job, slow)
    with pytest.raises(IllegalStep):
        spool.give_up(job)
    go.set()
    thread.join(10)
    assert len(slow.printed) == 1
    assert spool.job(job).state is JobState.PRINTED


def test_a_paper_nobody_needs_is_given_up(spool: Spool, printer: FakePrinter) -> None:
    job = spool.keep(PAPER)
    assert spool.give_up(job).state is JobState.GIVEN_UP
    for step in (lambda: spool.print(job, printer), lambda: spool.give_up(job)):
        with pytest.raises(IllegalStep):
            step()


def test_an_unknown_job(spool: Spool, printer: FakePrinter) -> None:
    with pytest.raises(NotFound):
        spool.print(1, printer)


def test_old_papers_are_forgotten(spool: Spool, printer: FakePrinter, clock: FakeClock) -> None:
    printed, stale = spool.keep(PAPER), spool.keep(PAPER)
    spool.print(printed, printer)
    clock.advance(days=31)
    fresh = spool.keep(PAPER)
    assert spool.forget(before=clock.now() - timedelta(days=7)) == 1
    assert spool.job(stale).state is JobState.GIVEN_UP
    assert [job.id for job in spool.open_jobs()] == [fresh]
    with pytest.raises(NotFound):
        spool.job(printed)


def test_a_paper_shows_no_content_in_a_log_line() -> None:
    assert "secret" not in repr(PAPER)
