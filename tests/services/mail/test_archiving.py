"""A month's two files: signed, read only, whole or not there; and what a check makes of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk_app.services.codes.signing import Purpose, rotate_signing_key
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted, StorageTrouble
from desk_app.services.mail import archive_files, sealing
from desk_app.services.mail.archive_records import ArchiveFiles, Verdict
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.records import PieceState
from tests.fakes import FakeSecrets
from tests.services.loans.paper_samples import DESK, paper
from tests.services.mail.archive_room import DECEMBER, NOVEMBER, PHONE, Room, november, quiet, sheets
from tests.services.mail.sorting_desk import SIGNATURE, Counter
from tests.services.printing.paper import _run as run
from tests.services.printing.paper import text_of

V = Verdict


@pytest.fixture
def room(counter: Counter) -> Room:
    """A month of everything."""
    return november(counter)


@pytest.fixture
def calm(counter: Counter) -> Room:
    """A month of hardly anything."""
    return quiet(counter)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """An empty folder for archives."""
    folder = tmp_path / "archives"
    folder.mkdir()
    return folder


def closed(room: Room, folder: Path) -> ArchiveFiles:
    return room.close(paper(), folder).result.files


def verdict(room: Room, pdf: bytes, book: bytes | None = None) -> Verdict:
    return room.ask.check(room.counter.clerk, pdf, book).verdict


def test_a_month_is_archived_closed_and_found_genuine(room: Room, shelf: Path) -> None:
    done = room.close(paper(), shelf)
    files, month = done.result.files, done.result.month
    assert sorted(shelf.iterdir()) == sorted([files.pdf, files.book])
    assert files.pdf.name == "mail-YF-A1-2026-11.pdf"
    pdf, book = files.pdf.read_bytes(), files.book.read_bytes()
    assert (month.first, month.digest) == (NOVEMBER, sealing.digest_of(pdf))
    assert done.touched, "pages are told"
    found = room.ask.check(room.counter.clerk, pdf, book)
    assert (found.verdict, found.month, found.book_fits) == (V.GENUINE, month, True)
    assert room.ask.check(room.counter.clerk, pdf, book + b" ").book_fits is False
    with pytest.raises(IllegalStep):
        closed(room, shelf)


def test_the_paper_is_signed_locked_and_numbered(room: Room, shelf: Path) -> None:
    files = closed(room, shelf)
    pdf = files.pdf.read_bytes()
    text = "".join(text_of(pdf).split())
    assert room.counter.boss.name in text and "预览" not in text and "共" in text
    book = sealing.digest_of(files.book.read_bytes())
    assert book in text.replace(" ", "") and room.ask.key(room.counter.boss).replace(" ", "") in text
    told = run("pdfinfo", pdf, "-").decode()
    assert "change:no" in told and "addNotes:no" in told and "print:yes" in told and "copy:yes" in told
    for path in (files.pdf, files.book):
        assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert PHONE.encode() not in pdf and PHONE not in text


def test_the_spreadsheet_has_texts_money_and_days_and_is_locked(room: Room, shelf: Path) -> None:
    import openpyxl

    files = closed(room, shelf)
    found = sheets(files.book.read_bytes())
    assert len(found) == 9 and PHONE not in str(found)
    outgoing = found["寄件登记"]
    assert outgoing[0][8] == "邮资" and [row[8] for row in outgoing[1:]] == [12.5, 20, 99, -20, 0]
    assert "=HYPERLINK(1)" in [row[4] for row in found["本月逐件登记的邮件"]]
    assert all(isinstance(row[1], datetime) for row in outgoing[1:])
    batches = found["到件批次"]
    assert (
        all(isinstance(row[2], datetime) for row in batches[1:]) and sum(row[6] for row in batches[1:]) == 29
    )
    figures = {row[0]: row[1] for row in found["本月汇总"]}
    assert figures["签字人"] == room.counter.boss.name and figures["本月邮资"] == 12.5
    read = openpyxl.load_workbook(files.book)
    assert all(sheet.protection.sheet and sheet.protection.password for sheet in read.worksheets)
    assert not any(cell.data_type == "f" for sheet in read for row in sheet.iter_rows() for cell in row)
    money = next(cell for cell in read["寄件登记"][2] if cell.value == 12.5)
    assert "¥" in money.number_format and "0.00" in money.number_format


def test_both_papers_tell_the_same(room: Room, shelf: Path) -> None:
    files = closed(room, shelf)
    text = "".join(text_of(files.pdf.read_bytes()).split())
    for rows in sheets(files.book.read_bytes()).values():
        for row in rows:
            for cell in row:
                if isinstance(cell, str) and len(cell) < 5:
                    assert "".join(cell.split()) in text
                elif isinstance(cell, float):
                    assert f"¥{abs(cell):,.2f}" in text


# What a check makes of a file


def test_a_changed_file_is_found_out(calm: Room, shelf: Path) -> None:
    pdf = closed(calm, shelf).pdf.read_bytes()
    assert verdict(calm, pdf[:500] + b"x" + pdf[501:]) is V.CHANGED
    sealed = sealing.opened(pdf)
    assert sealed is not None
    assert verdict(calm, sealed.body + b" " + pdf[len(sealed.body) :]) is V.CHANGED
    other = pdf.replace(sealed.signature.hex().encode(), bytes(64).hex().encode())
    assert verdict(calm, other) is V.CHANGED


def test_anything_else_is_no_archive(calm: Room) -> None:
    for raw in (b"", b"%PDF-1.4\n%%EOF\n", b"\n%mail-archive/1 ", b"\n%mail-archive/1 eA== 00 00\n"):
        assert verdict(calm, raw) is V.STRANGE


def test_a_seal_cut_off_or_of_a_stranger_says_nothing(calm: Room, shelf: Path) -> None:
    pdf = closed(calm, shelf).pdf.read_bytes()
    sealed = sealing.opened(pdf)
    assert sealed is not None
    assert verdict(calm, sealed.body) is V.STRANGE, "it ends before the line that is missing"
    stranger = rotate_signing_key(FakeSecrets(), Purpose.SYNC)
    forged = sealing.sealed(sealed.body, sealed.seal.book, NOVEMBER, DESK, calm.now, stranger)
    assert verdict(calm, forged) is V.CHANGED
    assert verdict(calm, forged.replace(b"%PDF", b"%PDf", 1)) is V.STRANGE


def test_made_and_never_closed_is_told_apart(calm: Room) -> None:
    pdf = calm.ask.seal(calm.counter.boss, NOVEMBER, b"%PDF-1.4 something", "0" * 64)
    assert verdict(calm, pdf) is V.NOT_CLOSED


def test_without_its_key_it_is_still_the_file(calm: Room, shelf: Path, secrets: FakeSecrets) -> None:
    pdf = closed(calm, shelf).pdf.read_bytes()
    rotate_signing_key(calm.counter.desk.bench.secrets, Purpose.SYNC)
    assert verdict(calm, pdf) is V.UNSIGNED


def test_guards_check_nothing_and_the_desk_closes_nothing(calm: Room, shelf: Path) -> None:
    with pytest.raises(NotPermitted):
        calm.ask.check(calm.counter.people.guard, b"")
    with pytest.raises(NotPermitted):
        calm.close(paper(), shelf, by=calm.counter.clerk)
    assert not list(shelf.iterdir())


# Whatever fails leaves the month open and no file


def still_open(room: Room, folder: Path) -> bool:
    months = {one.first: one for one in room.counter.ask.months(room.counter.boss)}
    return months[NOVEMBER].closed_at is None and not list(folder.iterdir())


def test_no_signature_no_archive(calm: Room, shelf: Path) -> None:
    with pytest.raises(InvalidInput):
        calm.close(paper(), shelf, picture=b"")
    with pytest.raises(IllegalStep):
        calm.close(paper(), shelf, first=DECEMBER)
    assert still_open(calm, shelf)


def test_a_folder_that_is_not_there(calm: Room, shelf: Path) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        calm.close(paper(), shelf / "gone")
    assert "gone" in str(trouble.value.values["folder"])
    assert still_open(calm, shelf)


def no_space(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["fsync", "link"])
def test_a_full_disk_leaves_nothing_half(
    calm: Room, shelf: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    calls: list[int] = []
    real: Callable[..., Any] = getattr(os, step)

    def second(*args: Any, **more: Any) -> Any:
        calls.append(1)
        return no_space() if len(calls) > 1 else real(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(archive_files.os, step, second)
        if step == "link":
            patched.setattr(Path, "rename", no_space)
        with pytest.raises(StorageTrouble) as trouble:
            closed(calm, shelf)
    assert trouble.value.values["reason"] and still_open(calm, shelf)
    assert closed(calm, shelf).pdf.exists()


def test_a_stick_that_lies_is_found_out(calm: Room, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lambda self: b"something else")
        with pytest.raises(StorageTrouble):
            closed(calm, shelf)
    assert still_open(calm, shelf)


def test_without_links_a_rename_does(calm: Room, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(archive_files.os, "link", no_links)
    files = closed(calm, shelf)
    assert verdict(calm, files.pdf.read_bytes()) is V.GENUINE and len(list(shelf.iterdir())) == 2


def test_a_file_that_lies_there_is_never_written_over(calm: Room, shelf: Path) -> None:
    there = shelf / "mail-YF-A1-2026-11.xlsx"
    there.write_text("of a program that was killed")
    files = closed(calm, shelf)
    assert (files.pdf.name, files.book.name) == ("mail-YF-A1-2026-11-2.pdf", "mail-YF-A1-2026-11-2.xlsx")
    assert there.read_text() == "of a program that was killed" and len(list(shelf.iterdir())) == 3
    assert verdict(calm, files.pdf.read_bytes(), files.book.read_bytes()) is V.GENUINE


def test_a_file_that_comes_meanwhile_is_not_written_over_either(calm: Room, shelf: Path) -> None:
    files = archive_files.files_of(shelf, DESK, NOVEMBER)
    files.book.write_text("somebody's")
    with pytest.raises(StorageTrouble) as trouble:
        archive_files.write(files, b"pdf", b"book")
    assert trouble.value.values["name"] == files.book.name
    assert [one.read_text() for one in shelf.iterdir()] == ["somebody's"]


def test_any_changed_byte_of_the_seal_is_found_out(calm: Room, shelf: Path) -> None:
    pdf = closed(calm, shelf).pdf.read_bytes()
    sealed = sealing.opened(pdf)
    assert sealed is not None
    start = len(sealed.body) + 1
    for at in range(start, len(pdf) - 1, 7):
        other = b"!" if pdf[at : at + 1] != b"!" else b"?"
        assert verdict(calm, pdf[:at] + other + pdf[at + 1 :]) is V.CHANGED, at


def test_a_lost_archive_is_written_once_more(calm: Room, shelf: Path) -> None:
    first = closed(calm, shelf)
    digest = sealing.digest_of(first.pdf.read_bytes())
    text = text_of(first.pdf.read_bytes())
    for path in (first.pdf, first.book):
        path.unlink()
    archiving, boss = calm.archiving(paper()), calm.counter.boss
    for _ in range(2):
        done = archiving.copy(boss, NOVEMBER, shelf, SIGNATURE, calm.now).result
    assert done.files.pdf.name == "mail-YF-A1-2026-11-copy-2.pdf" and done.month.digest == digest
    pdf, book = done.files.pdf.read_bytes(), done.files.book.read_bytes()
    found = calm.ask.check(calm.counter.clerk, pdf, book)
    assert (found.verdict, found.month, found.book_fits) == (V.COPY, done.month, True)
    assert "副本" in text_of(pdf) and "副本" not in text
    assert verdict(calm, pdf[:-30] + b"!" + pdf[-29:]) is V.CHANGED
    (said,) = calm.rows(
        "SELECT detail FROM audit_entries WHERE action = 'outgoing_mail.copy_month' ORDER BY seq DESC LIMIT 1"
    )
    assert sealing.digest_of(pdf) in str(said)
    with pytest.raises(IllegalStep):
        archiving.copy(boss, DECEMBER, shelf, SIGNATURE, calm.now)
    with pytest.raises(NotPermitted):
        archiving.copy(calm.counter.clerk, NOVEMBER, shelf, SIGNATURE, calm.now)


class Refusing(OutgoingMail):
    """Its months do not close."""

    def close_month(self, *_: Any) -> Changes[Any]:  # type: ignore[override]
        raise StorageTrouble("the disk is full")


def test_a_month_that_does_not_close_takes_its_files_along(calm: Room, shelf: Path) -> None:
    with pytest.raises(StorageTrouble):
        calm.close(paper(), shelf, post=Refusing(calm.counter.desk.bench))
    assert still_open(calm, shelf)


def test_what_changed_meanwhile_is_not_closed(
    calm: Room, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = archive_files.write

    def meanwhile(*args: Any) -> None:
        write(*args)
        waiting = next(one for one in calm.month().pieces if one.piece.state is PieceState.STORED)
        calm.counter.hand_over(waiting.piece)

    with monkeypatch.context() as patched:
        patched.setattr(archive_files, "write", meanwhile)
        with pytest.raises(IllegalStep):
            closed(calm, shelf)
    assert still_open(calm, shelf)
