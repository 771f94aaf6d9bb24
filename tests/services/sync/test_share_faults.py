"""R9 and R11: the N-th call to the operating system fails or is the last one; the share is full at any size.

Whatever happens, a file's own name stands for the whole file or for none, and the next round brings it there.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services.sync import names
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.plain_files import create_plain
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import ShareAway, ShareFull, ShareReadOnly, ShareTrouble
from desk_app.services.sync.troubles import as_trouble
from tests.proof.counts import counted

UP, NAME = "up/1-01", str(names.BatchName("ab12cd34", 1, "0123456789abcdef"))
ROOT = Path(__file__).parents[3]
CALLS = ("openat", "write", "fsync", "close", "rename", "unlink", "mkdir", "read", "newfstatat")
FAULTS = ("error=EIO", "error=ENOSPC", "error=ESTALE", "signal=KILL")
SEED = 20261122
CONTENT = random.Random(SEED).randbytes(2_500_000)


class Published:
    """Puts the file there in processes that a tracer disturbs."""

    def __init__(self, folder: Path) -> None:
        self.share = folder / "share"
        self._said = folder / "strace.txt"
        (folder / "content").write_bytes(CONTENT)
        command = [
            sys.executable,
            "-m",
            "tests.services.sync.publish_once",
            self.share,
            NAME,
            folder / "content",
        ]
        self._program = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def disturbed(self, call: str, fault: str, nth: int) -> tuple[int, bool]:
        """How it ended, and whether the fault came about."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        print(file=self._program.stdin, flush=True)
        process = int(self._program.stdout.readline())
        self._said.unlink(missing_ok=True)
        wait_for(process, "State:\tT (stopped)")
        what = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={nth}"]
        command = ["strace", "-q", "-p", str(process), "-o", self._said, *what]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL):
            wait_for(process, "TracerPid:\t0\n", there=False)
            os.kill(process, signal.SIGCONT)
        ended = int(self._program.stdout.readline())
        return ended, ended == -signal.SIGKILL or "(INJECTED)" in self._said.read_text()

    def close(self) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.stdout.close()
        self._program.wait(10)


def wait_for(process: int, words: str, *, there: bool = True) -> None:
    """Until the system says this, or no longer says this, about a process."""
    deadline = time.monotonic() + 10
    while (words in Path(f"/proc/{process}/status").read_text()) != there:
        assert time.monotonic() < deadline
        time.sleep(0.001)


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Published]:
    if shutil.which("strace") is None:
        pytest.skip("no strace on this machine")
    if subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode:
        pytest.skip("processes may not be traced here")
    one = Published(tmp_path)
    yield one
    one.close()


@pytest.mark.parametrize(
    ("faults", "torn"),
    [
        pytest.param(("error=EIO", "signal=KILL"), False, id="reduced"),
        pytest.param(FAULTS, False, id="all-fresh", marks=pytest.mark.full),
        pytest.param(FAULTS, True, id="all-torn", marks=pytest.mark.full),
    ],
)
@pytest.mark.timeout(600)
def test_whichever_call_fails_the_next_round_mends_it(
    published: Published, faults: tuple[str, ...], torn: bool
) -> None:
    """`torn`: a part of the file stands under its name already, as a direct writing leaves it."""
    tried = 0
    calls = CALLS if torn or len(faults) > 2 else CALLS[:7]
    for call in calls:
        for fault in faults:
            nth, came_about = 1, True
            while came_about:
                begin(published.share, torn)
                ended, came_about = published.disturbed(call, fault, nth)
                assert ended in (0, 1, 2, -signal.SIGKILL), (call, fault, nth)
                assert_whole_or_none(published.share, torn)
                assert put(FolderShare(published.share), UP, NAME, CONTENT), (call, fault, nth)
                assert (published.share / UP / NAME).read_bytes() == CONTENT
                tried += came_about
                nth += 1
            assert nth > 2 or call in ("unlink", "mkdir", "rename")
    counted(
        "R9", tried, note=f"calls {', '.join(calls)}; {', '.join(faults)}{'; torn before' if torn else ''}"
    )


def begin(share: Path, torn: bool) -> None:
    shutil.rmtree(share, ignore_errors=True)
    share.mkdir()
    if torn:
        (share / UP).mkdir(parents=True)
        (share / UP / NAME).write_bytes(CONTENT[:1000])


def assert_whole_or_none(share: Path, torn: bool) -> None:
    place = share / UP / NAME
    assert not place.exists() or place.read_bytes() in ((CONTENT, CONTENT[:1000]) if torn else (CONTENT,))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; `mount -o remount` gives it another size."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", place], capture_output=True
    ).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def resize(disk: Path, pages: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={pages * 4}k", disk], check=True)


def test_a_share_that_is_full_at_any_size_keeps_no_half_file(disk: Path) -> None:
    """R11: of ten files some find room; none is half there; with room all arrive."""
    content = {n: random.Random(n).randbytes(3_000 + 4_000 * n) for n in range(10)}
    share, cut = FolderShare(disk), 0
    for pages in range(1, 101):
        for left in (disk / "up").glob("*/*"):
            left.unlink()
        resize(disk, pages)
        for n, bytes_of in content.items():
            name = str(names.BatchName("ab12cd34", n, "0123456789abcdef"))
            place = disk / UP / name
            try:
                assert put(share, UP, name, bytes_of, n % 2 * 3)
            except ShareFull:
                cut += 1
            # Renamed into place it is whole; written directly it is whole, or was taken away again.
            assert not place.exists() or place.read_bytes() == bytes_of
        assert not list((disk / "up").glob("*/~*"))
        resize(disk, 200)
        for n, bytes_of in content.items():
            assert put(share, UP, str(names.BatchName("ab12cd34", n, "0123456789abcdef")), bytes_of)
    assert cut > 100
    counted("R11", 100, note=f"sizes of the share, {cut} files found no room at first")


def test_a_short_write_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:777])))
    share = FolderShare(tmp_path)
    assert share.create("a.lbx", CONTENT[:100_000])
    monkeypatch.undo()
    assert share.read("a.lbx", 100_000) == CONTENT[:100_000]


def test_a_write_that_does_nothing_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _handle, _data: 0)
    with pytest.raises(ShareAway):
        FolderShare(tmp_path).create("a.lbx", b"content")


def test_a_folder_that_cannot_be_flushed_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EINVAL, "flush")

    monkeypatch.setattr(os, "fsync", refuse)
    assert FolderShare(tmp_path).create("a.lbx", b"content")


@pytest.mark.parametrize("name", ["fsync", "close"])
def test_flushing_and_closing_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    real = getattr(os, name)

    def fails(handle: int) -> None:
        if name == "close":
            real(handle)
        raise OSError(errno.EDQUOT, "quota")

    monkeypatch.setattr(os, name, fails)
    with pytest.raises(OSError, match="quota"):
        create_plain(tmp_path / "a.lbx", b"content")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def windows(code: int, number: int = errno.EINVAL) -> OSError:
    fault = OSError(number, "said by Windows")
    fault.winerror = code  # type: ignore[attr-defined,unused-ignore]
    return fault


def said(*numbers: int) -> list[OSError]:
    return [OSError(number, "said by Linux") for number in numbers]


def test_each_fault_of_the_system_has_its_meaning() -> None:
    meanings: dict[type[ShareTrouble], tuple[OSError, ...]] = {
        ShareFull: (*said(errno.ENOSPC, errno.EDQUOT), windows(112), windows(1295)),
        ShareReadOnly: (*said(errno.EACCES, errno.EPERM, errno.EROFS), windows(5, errno.EACCES)),
        ShareAway: (
            *said(errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.EHOSTDOWN, errno.ECONNRESET),
            *said(errno.ENOENT),
            windows(53, errno.ENOENT), windows(64), windows(59), windows(1326, errno.EACCES), OSError("no number"),
        ),
        ShareTrouble: (*said(errno.EBUSY, errno.ETXTBSY), windows(32, errno.EACCES), windows(33, errno.EACCES)),
    }  # fmt: skip
    for kind, faults in meanings.items():
        assert [type(as_trouble(fault)) for fault in faults] == [kind] * len(faults)


def test_links_are_never_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "share", tmp_path / "outside"
    for folder in (root / "up", outside):
        folder.mkdir(parents=True)
    (outside / "secret.lbx").write_bytes(b"secret")
    (root / "up" / "1-01").symlink_to(outside)
    (root / "up" / "a.lbx").symlink_to(outside / "secret.lbx")
    os.mkfifo(root / "up" / "b.lbx")
    share = FolderShare(root)
    assert (share.files("up"), share.folders("up"), share.files("up/1-01")) == ([], [], [])
    assert [share.read(f"up/{name}", 99) for name in ("a.lbx", "b.lbx", "1-01/secret.lbx")] == [None] * 3
    with pytest.raises(ShareTrouble, match="stands where the folder"):
        share.create("up/1-01/new.lbx", b"x")
    assert not share.create("up/a.lbx", b"x")
    with pytest.raises(FileNotFoundError):
        share.rename("up/a.lbx", "up/c.lbx")
    share.delete("up/a.lbx")
    share.delete("up/1-01/secret.lbx")
    assert [one.name for one in outside.iterdir()] == ["secret.lbx"]
    assert not (root / "up" / "a.lbx").is_symlink()


def test_a_missing_root_is_away_for_every_call_and_never_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for root in (tmp_path / "gone", tmp_path / "gone" / "deep", tmp_path / "file"):
        share = FolderShare(root)
        calls = (
            lambda: share.files("up"), lambda: share.files(""), lambda: share.folders("up"), lambda: share.read("a", 1),  # noqa: B023
            lambda: share.create("a", b""), lambda: share.create("up/1-01/a", b""), lambda: share.rename("a", "b"),  # noqa: B023
            lambda: share.delete("a"), lambda: share.delete("up/a"), share.free_bytes, lambda: share.remove_folder("a"),  # noqa: B023
        )  # fmt: skip
        for call in calls:
            with pytest.raises(ShareAway):
                call()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file"]


def test_names_that_are_no_text_are_told_harmlessly(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"bad\xff.lbx")).touch()
    assert [entry.name for entry in FolderShare(tmp_path).files("")] == ["bad?.lbx"]
