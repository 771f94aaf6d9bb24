"""R14: a real file server, killed, full, read-only and held by others; and what it does when two race for a name."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk_app.services.core.clocks import SystemClock
from desk_app.services.sync import names
from desk_app.services.sync.ailments import Ailment
from desk_app.services.sync.doctor import examine
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import Share, ShareAway, ShareFull, ShareReadOnly, ShareTrouble
from tests.proof.counts import counted
from tests.services.sync.samba.server import Samba

pytestmark = [
    pytest.mark.smb,
    pytest.mark.filterwarnings("ignore:unclosed SMB handle:ResourceWarning"),
]
UP = "up/1-01"
MIB = 1 << 20
REDUCED_AND_FULL = [30, pytest.param(300, marks=pytest.mark.full)]


def batch(number: int) -> str:
    return str(names.BatchName("ab12cd34", number, "0123456789abcdef"))


def put_until_there(share: Share, folder: str, name: str, content: bytes, most: int = 200) -> int:
    """As the rounds do it: again and again until it is there; how often it took."""
    for attempt in range(most):
        try:
            if put(share, folder, name, content, attempt):
                return attempt + 1
        except ShareTrouble:
            time.sleep(0.02)
    raise AssertionError("it never arrived")


def test_two_who_write_at_once_lose_nothing(samba: Samba) -> None:
    def write(desk: int) -> bool:
        share = samba.connect()
        return all(put(share, f"up/1-{desk:02d}", batch(n), b"%d-%d" % (desk, n)) for n in range(40))

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(write, (1, 2))) == [True, True]
    reader = samba.connect()
    for desk in (1, 2):
        folder = f"up/1-{desk:02d}"
        assert sorted(entry.name for entry in reader.files(folder)) == [batch(n) for n in range(40)]
        assert all(reader.read(f"{folder}/{batch(n)}", 100) == b"%d-%d" % (desk, n) for n in range(40))
    counted("R14", 80, note="files of two writers at once")


@pytest.mark.parametrize("rounds", [6, pytest.param(60, marks=pytest.mark.full)])
@pytest.mark.timeout(300)
def test_a_server_killed_in_the_middle_of_a_write(samba: Samba, rounds: int) -> None:
    seed = 20261122
    chance, share, cut = random.Random(seed), samba.connect(), 0
    killer = threading.Thread()

    def kill_beside(sent: int) -> None:
        nonlocal killer
        if sent == when:  # beside what is sent next
            killer = threading.Thread(target=samba.kill)
            killer.start()

    share.on_written = kill_beside
    for number in range(rounds):
        content, when = chance.randbytes(6 * MIB), chance.randrange(1, 7) * MIB
        seen = samba.files / UP / batch(number)
        try:
            put(share, UP, batch(number), content)
        except ShareTrouble:
            cut += 1
        killer.join()
        # Under its own name stands nothing or all of it.
        assert not seen.exists() or seen.read_bytes() == content
        when = 0
        samba.start()
        put_until_there(share, UP, batch(number), content)
        assert samba.connect().read(f"{UP}/{batch(number)}", 6 * MIB) == content
    assert cut > rounds // 2
    counted("R14", rounds, seed, note=f"server killed while a file was written, {cut} cut short")


def test_a_killed_server_is_away_and_its_return_is_noticed(samba: Samba) -> None:
    share = samba.connect()
    share.create(f"{UP}/{batch(1)}", b"x")
    samba.kill()
    for call in (lambda: share.files(UP), lambda: share.read(f"{UP}/{batch(1)}", 1)):
        with pytest.raises(ShareAway):
            call()
    samba.start()
    assert share.read(f"{UP}/{batch(1)}", 1) == b"x"


def test_a_share_that_is_read_only_says_so_and_is_read(samba: Samba) -> None:
    samba.connect().create(f"{UP}/{batch(1)}", b"x")
    share = samba.connect("closed")
    writes: tuple[Callable[[], object], ...] = (
        lambda: share.create(f"{UP}/{batch(2)}", b"x"),
        lambda: share.rename(f"{UP}/{batch(1)}", f"{UP}/{batch(2)}"),
        lambda: share.delete(f"{UP}/{batch(1)}"),
    )
    for write in writes:
        with pytest.raises(ShareReadOnly):
            write()
    assert share.read(f"{UP}/{batch(1)}", 1) == b"x"


@pytest.fixture
def small(samba: Samba) -> Iterator[Path]:
    """A share of 2 MiB."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=755", "tmpfs", samba.small], capture_output=True
    )
    if made.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield samba.small
    samba.forget()
    subprocess.run(["umount", "-l", samba.small], check=True)


def test_a_full_share_says_so_and_takes_it_when_there_is_room(samba: Samba, small: Path) -> None:
    share, content = samba.connect("small"), random.Random(1).randbytes(MIB + MIB // 2)
    assert put(share, UP, batch(1), content)
    with pytest.raises(ShareFull):
        put(share, UP, batch(2), content)
    assert not (small / UP / batch(2)).exists()
    for left in small.glob(f"{UP}/~*.part"):
        share.delete(f"{UP}/{left.name}")
    share.delete(f"{UP}/{batch(1)}")
    assert put(share, UP, batch(2), content)


def test_a_file_held_by_an_antivirus_is_written_when_it_lets_go(samba: Samba) -> None:
    share, scanner, path = samba.connect(), samba.connect(), f"{UP}/{batch(1)}"
    share.create(path, b"torn")
    with scanner.open_alone(path):
        touches: tuple[Callable[[], object], ...] = (
            lambda: share.read(path, 10),
            lambda: share.delete(path),
            lambda: share.rename(path, f"{UP}/{batch(2)}"),
        )
        for touch in touches:
            with pytest.raises(ShareTrouble, match="antivirus"):
                touch()
        assert put(share, UP, batch(3), b"others are not concerned")
    assert put(share, UP, batch(1), b"whole")


@pytest.mark.parametrize("rounds", REDUCED_AND_FULL)
@pytest.mark.timeout(300)
def test_of_two_who_create_a_name_one_succeeds(samba: Samba, rounds: int) -> None:
    shares = samba.connect(), samba.connect()

    def create(number: int, which: int) -> bool:
        return shares[which].create(f"{UP}/{batch(number)}", b"%d" % which)

    won = raced(rounds, create)
    assert [a + b for a, b in won] == [1] * rounds
    for number, (first, _) in enumerate(won):
        assert shares[1].read(f"{UP}/{batch(number)}", 1) == (b"0" if first else b"1")
    counted("R14", rounds, note="exclusive creation raced; one of two each time")


@pytest.mark.parametrize("rounds", REDUCED_AND_FULL)
@pytest.mark.timeout(300)
def test_what_happens_when_two_rename_to_one_name(samba: Samba, rounds: int) -> None:
    """Evidence, not a promise: nothing here may rely on what a server does then."""
    shares = samba.connect(), samba.connect()
    for number in range(rounds):
        for which, share in enumerate(shares):
            share.create(f"{UP}/~{number:015d}{which}.part", b"%d" % which)

    def rename(number: int, which: int) -> bool:
        return shares[which].rename_to_new(f"{UP}/~{number:015d}{which}.part", f"{UP}/{batch(number)}")

    won = raced(rounds, rename)
    both = sum(a and b for a, b in won)
    assert all(a or b for a, b in won)
    assert all(shares[0].read(f"{UP}/{batch(n)}", 1) in (b"0", b"1") for n in range(rounds))
    counted("R14", rounds, note=f"renaming raced; both were told that it worked in {both}")


def raced(rounds: int, step: Callable[[int, int], bool]) -> list[tuple[bool, bool]]:
    """Both do each step at the same moment."""
    ready = threading.Barrier(2)

    def run(which: int) -> list[bool]:
        won = []
        for number in range(rounds):
            ready.wait(30)
            won.append(step(number, which))
        return won

    with ThreadPoolExecutor(2) as both:
        one, other = both.map(run, (0, 1))
    return list(zip(one, other, strict=True))


def test_the_doctor_finds_a_real_server_well(samba: Samba) -> None:
    report = examine(lambda: samba.connect(), SystemClock())
    assert {one.ailment for one in report.findings} <= {Ailment.SLOW}
    assert (report.well, report.replaces) == (True, True)
    assert list(samba.files.iterdir()) == []


def test_the_doctor_finds_a_closed_server_read_only(samba: Samba) -> None:
    report = examine(lambda: samba.connect("closed"), SystemClock())
    assert [one.ailment for one in report.findings] == [Ailment.READ_ONLY]
