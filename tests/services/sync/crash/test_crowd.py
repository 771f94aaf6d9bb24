"""R15: eight desks and two head offices at once on one folder; some are killed, some stand still for a while."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select, text

from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync.tables import HeardRow, OutboxRow
from tests.desk_fixtures import quick_pins
from tests.proof.counts import counted
from tests.services.sync.crash.desk_process import FileSecrets, save_secrets
from tests.services.sync.house import House, make_house, recorded

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and processes of Unix")
SEED = 20261122
OFFICES = 2


@dataclass
class Crowd:
    """The processes of a house. `places`: by place the number of its process."""

    root: Path
    names: Sequence[str]
    spawner: subprocess.Popen[str]
    places: list[int] = field(default_factory=list)
    killed: int = 0
    stopped: int = 0

    def start(self, name: str) -> int:
        assert self.spawner.stdin is not None and self.spawner.stdout is not None
        self.spawner.stdin.write(f"{name}\n")
        self.spawner.stdin.flush()
        return int(self.spawner.stdout.readline())

    def kill(self, place: int) -> None:
        """End one; it is gone when this returns."""
        try:
            while True:
                os.kill(self.places[place], signal.SIGKILL)
                time.sleep(0.002)
        except ProcessLookupError:
            self.killed += 1

    def disturb(self, draw: random.Random, end: float) -> None:
        """Until `end`: kill one and start it again, or let one stand still while the others go on."""
        still: dict[int, float] = {}
        while time.monotonic() < end:
            time.sleep(draw.uniform(0.02, 0.2))
            place = draw.randrange(len(self.names))
            if place in still:
                continue
            if draw.random() < 0.5:
                self.kill(place)
                self.places[place] = self.start(self.names[place])
            else:
                os.kill(self.places[place], signal.SIGSTOP)
                still[place] = time.monotonic() + draw.uniform(0.05, 0.8)
                self.stopped += 1
            for one in [one for one, until in still.items() if until < time.monotonic()]:
                os.kill(self.places[one], signal.SIGCONT)
                del still[one]


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house of so many desks, its programs ended and its secrets in files."""
    quick_pins(monkeypatch)
    made = make_house(tmp_path / "house", monkeypatch, request.param)
    for seat in made.seats:
        save_secrets(seat.secrets, made.root / f"desk{seat.number}.secrets")
    save_secrets(made.office_secrets, made.root / "office.secrets")
    yield made
    made.close()


def run_crowd(house: House, seed: int, seconds: float) -> Crowd:
    offset = house.clock.now().timestamp() - time.time()
    command = [sys.executable, "-m", "tests.services.sync.crash.crowd_process", house.root, offset]
    spawner = subprocess.Popen(map(str, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    desks = [f"desk{seat.number}" for seat in house.seats]
    crowd = Crowd(house.root, [*desks, *["office"] * OFFICES], spawner)
    try:
        assert spawner.stdout is not None and spawner.stdout.readline() == "ready\n"
        crowd.places = [crowd.start(name) for name in crowd.names]
        crowd.disturb(random.Random(seed), time.monotonic() + seconds)
    finally:
        for place in range(len(crowd.places)):
            crowd.kill(place)
        spawner.communicate(timeout=30)
    return crowd


def start_again(house: House) -> None:
    house.clock.advance(hours=1)
    secrets = FileSecrets(house.root / "office.secrets")
    house.office = HeadOffice.open(house.root / "office", clock=house.clock, secrets=secrets)
    for seat in house.seats:
        seat.secrets = FileSecrets(house.root / f"desk{seat.number}.secrets")
        seat.start()


def check(house: House) -> tuple[int, int]:
    """Nothing lost, nothing twice, no ghosts, each has heard the others; entries and batches there are."""
    said_by_all, batches_of_all = 0, 0
    assert house.office.incidents() == []
    for seat in house.seats:
        said = set((house.root / f"desk{seat.number}.said").read_text("utf-8").splitlines())
        with seat.services.bench.database.raw() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        with seat.services.bench.database.read() as session:
            words = list(session.scalars(text("SELECT words FROM duty_entries")))
            batches = {(row.epoch, row.seq) for row in session.scalars(select(OutboxRow))}
        assert said <= set(words), "what was said to be recorded is on record"
        assert len(words) == len(set(words))
        assert house.at_head_office(seat) == recorded(seat), "head office has it all, and nothing else"
        for mate in house.seats:
            if mate is not seat:
                with mate.services.bench.database.read() as session:
                    of = select(HeardRow.epoch, HeardRow.seq).where(HeardRow.party == str(seat.party))
                    assert {(row.epoch, row.seq) for row in session.execute(of)} == batches
        said_by_all, batches_of_all = said_by_all + len(said), batches_of_all + len(batches)
    return said_by_all, batches_of_all


@pytest.mark.parametrize(
    ("house", "seconds", "seed"),
    [
        pytest.param(3, 3, SEED, id="some"),
        *(
            pytest.param(8, 60, SEED + n, marks=[pytest.mark.full, pytest.mark.timeout(600)], id=f"all-{n}")
            for n in range(3)
        ),
    ],
    indirect=["house"],
)
def test_a_crowd_loses_and_doubles_nothing(house: House, seconds: int, seed: int) -> None:
    crowd = run_crowd(house, seed, seconds)
    ended = house.root / "ended"
    assert not ended.exists(), ended.read_text("utf-8")
    start_again(house)
    house.settle()
    said, batches = check(house)
    assert crowd.killed > seconds and crowd.stopped > seconds and said > 10 * seconds
    note = f"{len(house.seats)} desks, {OFFICES} head offices, {seconds} s: "
    note += f"{crowd.killed} killed, {crowd.stopped} stopped; {said} entries in {batches} batches"
    counted("R15", 1, seed, note)
