"""One pass, many windows at the same moment: exactly one lets the goods out, all others say "already used"."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.secrets import FileStore
from desk_app.services.passes.records import ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.tables import ReleasedLineRow, ReleaseRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.proof.counts import counted
from tests.services.passes import racer
from tests.services.passes.gate_help import issue

WINDOWS = 8
SEED = 20261123


@pytest.fixture
def windows(
    desk: Services, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets
) -> Iterator[list[Services]]:
    """Eight programs on one desk's data, as eight windows are."""
    more = [assembly.open_services(folder, clock=clock, secrets=secrets) for _ in range(WINDOWS - 1)]
    yield [desk, *more]
    for one in more:
        one.bench.database.close()


@pytest.mark.parametrize(
    "races", [20, pytest.param(1_000, marks=[pytest.mark.full, pytest.mark.timeout(300)])]
)
def test_of_many_threads_exactly_one_gets_through(
    windows: list[Services], people: People, races: int
) -> None:
    dice, ended, began = random.Random(SEED), Counter[str](), time.perf_counter()
    with ThreadPoolExecutor(WINDOWS) as pool:
        for _ in range(races):
            given = issue(windows[0])
            some = dice.sample(windows, dice.randint(2, WINDOWS))
            raws = [dice.choice((given.code, given.short)) for _ in some]
            start = threading.Barrier(len(some))

            def press(one: Services, raw: str, start: threading.Barrier = start) -> str:
                start.wait(30)
                return racer.press(one.get(Releases), people.guard, raw)

            said = Counter(pool.map(press, some, raws))
            assert said == {"out": 1, "used_here": len(some) - 1}, f"seed {SEED}"
            ended += said
    print(f"{races} races, {dict(ended)}, seed {SEED}, {time.perf_counter() - began:.1f} s")
    assert ended["out"] == races == _releases(windows[0])
    counted("R21", races, SEED, "one pass, several windows at once: exactly one lets it through")


def test_parts_together_are_never_more_than_the_whole(windows: list[Services], people: People) -> None:
    dice, began = random.Random(SEED), time.perf_counter()

    def take(one: Services, raw: str, quantity: int, start: threading.Barrier) -> int:
        start.wait(30)
        draft = ReleaseDraft({1: quantity})
        try:
            one.get(Releases).release(people.guard, raw, 1, draft)
        except (NotReleased, InvalidInput):
            return 0
        return quantity

    with ThreadPoolExecutor(WINDOWS) as pool:
        for _ in range(8):
            given = issue(windows[0])
            start = threading.Barrier(WINDOWS)
            wanted = [dice.randint(1, 5) for _ in windows]
            presses = [
                pool.submit(take, one, given.code, n, start) for one, n in zip(windows, wanted, strict=True)
            ]
            out = sum(press.result() for press in presses)
            with windows[0].bench.database.read() as session:
                kept = session.scalars(
                    select(func.sum(ReleasedLineRow.quantity))
                    .join(ReleaseRow, ReleaseRow.id == ReleasedLineRow.release)
                    .where(ReleaseRow.root == given.claims.pass_id)
                ).one()
            assert out == kept <= 12 and out > 12 - 5, f"seed {SEED}"
    print(f"8 races for parts, seed {SEED}, {time.perf_counter() - began:.1f} s")


def test_one_mark_pressed_in_many_windows_leaves_once(windows: list[Services], people: People) -> None:
    given = issue(windows[0])
    start = threading.Barrier(WINDOWS)

    def press(one: Services) -> int:
        start.wait(30)
        draft = ReleaseDraft({1: 2}, request="the same press")
        return one.get(Releases).release(people.guard, given.code, 1, draft).result.release.id

    with ThreadPoolExecutor(WINDOWS) as pool:
        assert len(set(pool.map(press, windows))) == 1
    assert _releases(windows[0]) == 1


def test_of_many_processes_exactly_one_gets_through(
    folder: DataFolder,
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]],
    people: People,
) -> None:
    desk = _with_file_store(folder, founded_folder)
    context = multiprocessing.get_context("spawn")
    count, races = 4, 40
    start, ended, began = context.Barrier(count), Counter[str](), time.perf_counter()
    lines = [context.Pipe() for _ in range(count)]
    racers = [
        context.Process(target=racer.run, args=(folder.root, people.guard.staff_id, start, far), daemon=True)
        for _, far in lines
    ]
    try:
        for one in racers:
            one.start()
        assert [near.recv() for near, _ in lines] == ["ready"] * count
        for _ in range(races):
            given = issue(desk)
            for near, _ in lines:
                near.send(given.code)
            said = Counter(near.recv() for near, _ in lines)
            assert said == {"out": 1, "used_here": count - 1}
            ended += said
    finally:
        _end(racers, lines)
    print(f"{races} races of {count} processes, {dict(ended)}, {time.perf_counter() - began:.1f} s")
    assert _releases(desk) == races
    desk.bench.database.close()


def _end(racers: list, lines: list) -> None:  # type: ignore[type-arg]
    for one, (near, far) in zip(racers, lines, strict=True):
        near.send("")
        one.join(20)
        if one.is_alive():
            one.kill()
            one.join()
        near.close()
        far.close()


def _with_file_store(folder: DataFolder, founded: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> Services:
    """The desk of the tests with its secrets in files that every process can open."""
    shutil.copytree(founded[0], folder.root)
    store = FileStore(folder.secrets)
    for name, secret in founded[1].__dict__["_kept"].items():
        store.put(name, secret)
    return assembly.open_services(folder, clock=FakeClock(), secrets=store)


def _releases(desk: Services) -> int:
    with desk.bench.database.read() as session:
        return session.scalars(select(func.count()).select_from(ReleaseRow)).one()
