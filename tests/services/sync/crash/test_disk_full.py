"""R10: no file of this PC may grow beyond a size, whichever it is: what is refused is told, what was told to be
recorded is there, and once there is room everything goes on.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from desk_app.services.core.errors import StorageTrouble
from tests.desk_fixtures import quick_pins
from tests.proof.counts import counted
from tests.services.sync.crash.building import Seat
from tests.services.sync.house import House, copy_house, make_house

if sys.platform == "win32":
    pytest.skip("limits of Unix", allow_module_level=True)
import resource

SEED = 20261122
LEAST, MOST = 64 << 10, 4 << 20
ENTRIES = 40
REFUSED, SAID = "refused", "recorded"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    with pytest.MonkeyPatch.context() as patch:
        return make_house(tmp_path_factory.mktemp("full") / "house", patch, 1)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Writing beyond it is an error, as on a full disk: a short write first, then none at all."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def sizes(count: int) -> list[int]:
    """From the least to the most, closer together where they are small; none of them a multiple of a page."""
    draw = random.Random(SEED)
    step = (MOST / LEAST) ** (1 / (count - 1))
    return [round(LEAST * step**number) + draw.randrange(4096) for number in range(count)]


def work(house: House, seat: Seat, ends: Counter[str]) -> None:
    """Record and exchange; what is refused is refused with a word for people, and nothing else happens."""
    for number in range(ENTRIES):
        house.clock.advance(seconds=20)
        try:
            seat.write(f"第{number}条 " + "内容" * 200)
            ends[SAID] += 1
        except StorageTrouble:
            ends[REFUSED] += 1
        if number % 4 == 3:
            try:
                assert seat.sync.round(house.share).trouble is None
            except StorageTrouble:
                ends[REFUSED] += 1


def fill(house: House, size: int, ends: Counter[str], *, started: bool) -> None:
    """Work on a disk that is full at `size`. `started`: the program runs already when it becomes so."""
    seat = house.seats[0]
    if not started:
        seat.stop()
    with no_file_beyond(size):
        running = started or starts(seat)
        if running:
            work(house, seat, ends)
    if not running:
        ends["not started"] += 1
        seat.start()


def starts(seat: Seat) -> bool:
    """Whether its program finds enough room to start."""
    try:
        seat.start()
    except StorageTrouble:
        return False
    return True


def check(house: House) -> None:
    seat = house.seats[0]
    house.clock.advance(minutes=1)
    seat.write("又有空间了")
    house.settle()
    with seat.services.bench.database.raw() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with seat.services.bench.database.read() as session:
        assert set(session.scalars(text("SELECT words FROM duty_entries"))) == seat.said, (
            "neither lost nor half there"
        )
    assert list(house.root.glob("share/**/*.part")) == []
    assert house.office.incidents() == []


@pytest.mark.parametrize(
    "count", [4, pytest.param(200, marks=[pytest.mark.full, pytest.mark.timeout(900)])], ids=["some", "all"]
)
def test_what_finds_no_room_is_told_and_nothing_is_lost(
    built: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    quick_pins(monkeypatch)
    ends: Counter[str] = Counter()
    for number, size in enumerate(sizes(count)):
        house = copy_house(built, tmp_path / f"house{number}")
        try:
            fill(house, size, ends, started=number % 2 == 0)
            check(house)
        except BaseException as failed:
            failed.add_note(f"size {size}, place {number}")
            raise
        finally:
            house.close()
        shutil.rmtree(house.root)
    assert ends[SAID] and ends[REFUSED]
    told = ", ".join(f"{ends[one]} {one}" for one in sorted(ends))
    counted("R10", count, SEED, f"sizes of {LEAST >> 10} KiB to {MOST >> 20} MiB: {told}")
