"""R9: any system call of publishing fails, or is the last one: a clean error, no half file under a full name, and the
next time it is there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services.sync import names
from tests.proof.counts import counted
from tests.services.sync.crash import publisher_process
from tests.services.sync.crash.publisher_process import FOLDER, TROUBLE, contents

FAULTS = (
    "error=EIO",
    "error=ENOSPC",
    "error=ESTALE",
    "error=EACCES",
    "error=EDQUOT",
    "error=EINTR",
    "signal=KILL",
)
CALLS = "openat,read,write,fsync,close,rename,unlink,newfstatat,fstat,mkdir"


def traceable() -> bool:
    """Whether this account may watch a process at all."""
    if sys.platform == "win32" or shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not traceable(), reason="strace may not watch processes here")


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Forks a publisher at each line."""
    (tmp_path / "share").mkdir()
    command = [sys.executable, "-m", "tests.services.sync.crash.publisher_process", str(tmp_path / "share")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    yield process
    process.communicate(timeout=30)


def publish_with(publisher: subprocess.Popen[bytes], fault: str, when: int, log: Path) -> int:
    """Let one publish whose call number `when` fails so; its exit code."""
    assert publisher.stdin is not None and publisher.stdout is not None
    publisher.stdin.write(b"\n")
    pid = int(publisher.stdout.readline())
    inject = f"inject={CALLS}:{fault}:when={when + 1}"  # the first call is the waiting one
    command = ["strace", "-f", "-p", str(pid), "-o", str(log), "-e", f"trace={CALLS}", "-e", inject]
    strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert strace.stderr is not None and "attached" in strace.stderr.readline()
    publisher.stdin.write(b"x")
    status = int(publisher.stdout.readline().split()[1])
    strace.communicate(timeout=30)
    return status


@pytest.mark.parametrize(
    "step", [9, pytest.param(1, marks=[pytest.mark.full, pytest.mark.timeout(900)])], ids=["some", "all"]
)
def test_whatever_call_fails_no_half_file_counts_and_the_next_time_it_is_there(
    publisher: subprocess.Popen[bytes], tmp_path: Path, step: int
) -> None:
    share, log, ends = tmp_path / "share", tmp_path / "strace", Counter[int]()
    for number, fault in enumerate(FAULTS):
        when = 1 + number % step
        while True:
            status = publish_with(publisher, fault, when, log)
            said = log.read_text()
            if "INJECTED" not in said and "SIGKILL" not in said:
                assert status == 0
                break
            assert status in (0, TROUBLE, -9), said[-2000:]
            ends[status] += 1
            check_and_resume(share)
            when += step
        clear(share)
    assert ends[TROUBLE] and ends[-9]
    counted("R9", ends.total(), note=f"{ends[TROUBLE]} told, {ends[-9]} killed, {ends[0]} without harm")


def check_and_resume(share: Path) -> None:
    """Nothing under a full name is half there; then publish without faults."""
    for path in (share / FOLDER).iterdir():
        assert names.is_part(path.name) or path.read_bytes() == contents()[path.name]
    assert publisher_process.publish(share) == 0
    for name, content in contents().items():
        assert (share / FOLDER / name).read_bytes() == content
    clear(share)


def clear(share: Path) -> None:
    for path in (share / FOLDER).iterdir():
        path.unlink()
