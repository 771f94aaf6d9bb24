"""A share in a process of its own: given up in time, replaced, ended with its owner. R26's part below the window."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.cli import main
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import load_words
from desk_app.services.sync.remote import COMMAND, RemoteShare, worker_command
from desk_app.services.sync.share import ShareAway, ShareTrouble
from desk_app.services.sync.troubles import broken, read_only
from desk_app.services.sync.wire import trouble_fields, trouble_of
from tests.proof.counts import counted

FILE = "up/1-01/ab12cd34-0000000001-0123456789abcdef.lbx"
ROOT = Path(__file__).parents[3]
Open = Callable[..., RemoteShare]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens shares of one folder; `words` after the folder make its process sleep."""
    shares: list[RemoteShare] = []

    def open_share(patience_s: float = 20, *words: str) -> RemoteShare:
        command = [sys.executable, "-m", "tests.services.sync.slow_worker", str(tmp_path), *words]
        shares.append(RemoteShare(tmp_path, patience_s, command=command if words else None))
        return shares[-1]

    yield open_share
    for share in shares:
        share.close()


def workers() -> set[int]:
    """Processes that this one started and that are still there."""
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,comm="], capture_output=True, text=True
    )
    return {int(line.split()[0]) for line in listed.stdout.splitlines() if "ps" not in line.split()[1]}


def test_a_share_that_sleeps_is_given_up_in_time_and_closed_at_once(opened: Open) -> None:
    before = workers()
    share = opened(0.2, "120")
    for call in (lambda: share.files("up"), lambda: share.create(FILE, b"x"), lambda: share.read(FILE, 1)):
        began = time.monotonic()
        with pytest.raises(ShareAway, match="does not answer"):
            call()
        assert time.monotonic() - began < 5
    began = time.monotonic()
    share.close()
    assert time.monotonic() - began < 1
    assert workers() <= before
    counted("R26", 3, note="calls that sleep 120 s were given up")


def test_close_ends_a_call_that_hangs(opened: Open) -> None:
    share = opened(100, "120")
    caught: list[BaseException] = []
    hanging = threading.Event()

    def call() -> None:
        hanging.set()
        try:
            share.files("up")
        except ShareTrouble as trouble:
            caught.append(trouble)

    thread = threading.Thread(target=call)
    thread.start()
    hanging.wait(10)
    began = time.monotonic()
    share.close()
    assert time.monotonic() - began < 1
    thread.join(5)
    assert [type(one) for one in caught] == [ShareAway]
    with pytest.raises(ShareAway):
        share.files("up")


def test_after_a_call_was_given_up_the_next_one_has_a_new_process(opened: Open, tmp_path: Path) -> None:
    share = opened(3, "120", "delete")
    assert share.create(FILE, b"x")
    share._patience_s = 0.2
    with pytest.raises(ShareAway):
        share.delete(FILE)
    share._patience_s = 20
    assert share.read(FILE, 1) == b"x"


def test_a_process_that_died_is_replaced(opened: Open) -> None:
    share = opened()
    assert share.create(FILE, b"x")
    worker = share._worker
    assert worker is not None
    worker._process.kill()
    worker._process.wait(10)
    assert share.read(FILE, 1) == b"x"


def test_a_program_that_does_not_start_is_a_share_that_is_away(tmp_path: Path) -> None:
    for command in (
        ["no-such-program-here"],
        [sys.executable, "-c", "pass"],
        [sys.executable, "-c", "print(1)"],
    ):
        share = RemoteShare(tmp_path, 5, command=command)
        with pytest.raises(ShareAway):
            share.files("up")
        share.close()


def test_the_process_ends_with_its_owner_even_when_it_hangs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.services.sync.slow_worker", str(tmp_path), "120"]
    owner = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from desk_app.services.sync.remote import RemoteShare\n"
        f"share = RemoteShare(Path({str(tmp_path)!r}), 100, command={command!r})\n"
        "threading.Thread(target=lambda: share.files('up'), daemon=True).start()\n"
        "while share._worker is None: pass\n"
        "print(share._worker._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", owner], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
    deadline = time.monotonic() + 10
    while running(worker) and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert not running(worker)


def running(process: int) -> bool:
    """Whether a process is there and not just waiting to be forgotten."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(listed.strip()) and not listed.startswith("Z")


def test_troubles_arrive_as_they_were(tmp_path: Path) -> None:
    words = load_words("zh_CN", ROOT / "resources" / "i18n")
    for trouble in (read_only(), broken(reason_of(OSError(5, "x")))):
        told = trouble_of(list(trouble_fields(trouble)))
        assert type(told) is type(trouble)
        assert told.say(words) == trouble.say(words)
    assert trouble_of([b"done"]) is None


def test_a_missing_folder_is_away_and_is_not_made(opened: Open, tmp_path: Path) -> None:
    share = RemoteShare(tmp_path / "gone")
    with pytest.raises(ShareAway, match="cannot be reached"):
        share.create(FILE, b"x")
    share.close()
    assert not (tmp_path / "gone").exists()


def test_a_frozen_program_starts_its_console_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "desk-app.exe").touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "desk-app-window.exe"))
    assert worker_command(tmp_path) == [str(tmp_path / "desk-app.exe"), COMMAND, str(tmp_path)]
    monkeypatch.setattr(sys, "executable", str(tmp_path / "other" / "desk-app"))
    assert worker_command(tmp_path)[0] == str(tmp_path / "other" / "desk-app")


def test_nobody_sees_the_command_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help", "--lang", "en"])
    assert COMMAND not in capsys.readouterr().out
