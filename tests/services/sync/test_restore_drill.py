"""R27: the database is replaced by one of its hourly backups. Lost is only what was on this PC alone."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from desk_app.services.backups.service import BackupDesk
from desk_app.services.core.people import SYSTEM
from desk_app.services.db.backups import Backups
from desk_app.services.headoffice.incidents import Trouble
from tests.desk_fixtures import quick_pins
from tests.proof.counts import counted
from tests.services.sync.house import House, copy_house, epoch_of, make_house, published, put_back, recorded

SEED = 20261122
HOURS = 6


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    with pytest.MonkeyPatch.context() as patch:
        return make_house(tmp_path_factory.mktemp("drill") / "house", patch)


def hour(house: House, draw: random.Random, told: list[int]) -> None:
    """An hour at both desks: work, packing, exchange, in any order; the share may be away all the time."""
    one, two = house.seats
    for _ in range(draw.randrange(2, 7)):
        house.clock.advance(minutes=draw.uniform(1, 8))
        match draw.randrange(8):
            case 0 | 1 | 2:
                told[0] += 1
                draw.choice((one, one, two)).write(f"第{told[0]}条")
            case 3:
                one.sync.pack()
            case 4 | 7:
                one.sync.round(house.share)
            case 5:
                two.sync.round(house.share)
            case 6:
                house.receive()


def drill(house: House, seed: int) -> tuple[int, int, float]:
    """Hours of work with a backup each, then one of them is put back.

    Events lost, events that only head office still has, seconds until the desk worked.
    """
    draw, told, one = random.Random(seed), [0], house.seats[0]
    backups = Backups(one.folder, house.clock, one.services.bench.database.key)
    for _ in range(HOURS):
        hour(house, draw, told)
        backups.make("hourly")
    hour(house, draw, told)
    before, safe, epoch = recorded(one), published(one), epoch_of(one)
    backup = draw.choice(backups.list())
    one.services.get(BackupDesk).order_restore(SYSTEM, backup.path.name)
    before |= recorded(one)
    began = time.monotonic()
    put_back(one, backup)
    one.said.clear()
    one.write("恢复后第一条")
    took = time.monotonic() - began
    hour(house, draw, told)
    house.settle()
    check(house, before, safe, epoch)
    there = house.at_head_office(one).keys()
    return len(before.keys() - there), len(there - recorded(one).keys()), took


def check(house: House, before: dict[int, bytes], safe: set[int], epoch: str) -> None:
    one = house.seats[0]
    there, here = house.at_head_office(one), recorded(one)
    assert safe <= there.keys(), "lost is only what was never on the share"
    ever = {**before, **here}
    assert there.items() <= ever.items(), "head office has nothing that was never recorded"
    if safe - here.keys():
        assert epoch_of(one) != epoch, "numbers that were used are not used again"
    odd = {found.kind for found in house.office.incidents()} - {Trouble.AUDIT_CUT}
    assert not odd, "a restored desk is no copied one"


@pytest.mark.parametrize(
    "drills", [4, pytest.param(50, marks=[pytest.mark.full, pytest.mark.timeout(600)])], ids=["some", "all"]
)
def test_a_backup_put_back_loses_only_what_was_here_alone(
    built: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drills: int
) -> None:
    quick_pins(monkeypatch)
    ends = []
    for number in range(drills):
        house = copy_house(built, tmp_path / f"house{number}")
        try:
            ends.append(drill(house, SEED + number))
        except AssertionError as failed:
            failed.add_note(f"seed {SEED + number}")
            raise
        finally:
            house.close()
        shutil.rmtree(house.root)
    lost, kept, longest = (
        sum(end[0] for end in ends),
        sum(end[1] for end in ends),
        max(end[2] for end in ends),
    )
    assert lost and kept, "some were never on the share, some were"
    note = f"hourly backups put back: {kept} events head office still had, {lost} were on this PC alone; "
    note += f"work after {longest:.1f} s at most"
    counted("R27", drills, SEED, note)
