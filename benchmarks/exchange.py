"""The exchange: what is packed and what head office takes in, a second, beside plain inserts of the same lines."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks.building import Building
from benchmarks.figures import Figure
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import frame, names
from desk_app.services.sync.cards import read_desk_card
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.locks import HQ, Keys
from desk_app.services.sync.service import Exchange

_ROUNDS = 25
"""Rounds of 200 batches: some hundred thousand lines are enough to tell a rate."""


def measure(made: Building, command: str = "python -m benchmarks --years 1 --only exchange") -> list[Figure]:
    """A desk that connects after some time alone brings everything up: packed, published, collected."""
    with made.opened(copy=True) as services, _folder() as place:
        share = FolderShare(_made(place / "share"))
        office = HeadOffice.init(place / "office", "head office")
        office.publish(share)
        services.get(Exchange).connect(SYSTEM, office.card(), None)
        desk = SyncDesk(services.bench, DataFolder(place).sync_mark, "machine")
        desk.round(share)
        card = next(iter(share.files(names.join(desk.party))))
        asked = share.read(f"{names.join(desk.party)}/{card.name}", 1 << 20) or b""
        office.admit(asked, None)
        office.publish(share)
        desk.round(share)  # the list of keys; and the first batches
        office.collect(share)
        before = set(_batches(share, desk.party))
        packing = _seconds(lambda: [desk.pack() for _ in range(_ROUNDS)])
        while desk.round(share).unfinished:
            pass
        fresh = [raw for raw in _batches(share, desk.party) if raw not in before]
        applying = _seconds(lambda: office.collect(share))
        signer = bytes.fromhex(read_desk_card(asked).sync)
        keys = Keys(box=office.keys.box, name=HQ)
        lines = [frame.read(frame.Kind.BATCH, raw, [signer]).open(HQ, keys).splitlines() for raw in fresh]
        raw_s = _seconds(lambda: _plain(place / "plain.db", lines))
        return _figures(lines, fresh, packing, applying, raw_s, command)


def _figures(
    lines: Sequence[Sequence[bytes]],
    files: Sequence[bytes],
    packing: float,
    applying: float,
    plain: float,
    command: str,
) -> list[Figure]:
    every = sum(map(len, lines))
    events = sum(json.loads(line)["k"] == "e" for of in lines for line in of)
    size = sum(map(len, files))
    return [
        Figure(
            "batches packed", f"{len(files) / packing:,.0f}/s, {every / packing:,.0f} lines/s", "", command
        ),
        Figure(
            "batches taken in at head office (SQLite)",
            f"{len(files) / applying:,.0f}/s, {every / applying:,.0f} lines/s, {events / applying:,.0f} events/s",
            "",
            command,
        ),
        Figure(
            "the same lines inserted plainly, a commit a batch", f"{every / plain:,.0f} lines/s", "", command
        ),
        Figure("packing, share of the plain rate", f"{plain / packing:.2f}", "0.33", command),
        Figure("taking in, share of the plain rate", f"{plain / applying:.2f}", "0.33", command),
        Figure("bytes on the share for an event, with its rows", f"{size / events:,.0f}", "", command),
    ]


@contextmanager
def _folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="exchange"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _batches(share: FolderShare, party: names.Party) -> list[bytes]:
    """Every batch of a desk, in order."""
    folder = names.up(party)
    listed = sorted(entry.name for entry in share.files(folder) if names.BatchName.parse(entry.name))
    found = (share.read(f"{folder}/{name}", frame.MOST_FILE) for name in listed)
    return [raw for raw in found if raw is not None]


def _plain(path: Path, lines: Sequence[Sequence[bytes]]) -> None:
    """A table, a line a row, durable after each batch: what SQLite itself can do."""
    connection = sqlite.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, line TEXT)")
    for of in lines:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO lines (line) VALUES (?)", [(line.decode(),) for line in of])
        connection.execute("COMMIT")
    connection.close()
