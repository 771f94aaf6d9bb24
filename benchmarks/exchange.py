"""The exchange: what is packed and what head office takes in, a second, beside SQLite alone writing the same rows.

SQLite alone writes what the batches say, each row into its own table with that table's keys and indexes, ready made,
one durable transaction (WAL, synchronous=FULL) a batch: for packing into a desk's tables, for taking in into head
office's. It checks no foreign keys, since a row may come batches before the one it names. Taking in commits for several
batches together, but keeps each as a file of its own beside the database, durably: as often does SQLite alone commit.

Earlier versions of this table held both against one table without an index, a line a row, and measured only the last
of the batches. That is no insert of the same rows; it is still measured, last, without a goal. Packing pauses after
each batch for up to half as long as it took, so that the desk's own work has its turn: those pauses are not measured.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from benchmarks.building import Building
from benchmarks.figures import Figure
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.db.opening import open_database
from desk_app.services.headoffice import reading
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.store import SqliteStore
from desk_app.services.sync import frame, names
from desk_app.services.sync.capture import quoted
from desk_app.services.sync.cards import read_desk_card
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.fetching import Quarantine
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.locks import HQ, Keys
from desk_app.services.sync.packing import Packer
from desk_app.services.sync.publishing import Publisher
from desk_app.services.sync.restored_rows import value_of
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.trusting import Trusting

_MOST = 400
"""Batches: a hundred thousand lines are enough to tell a rate."""
_COMMAND = "python -m benchmarks --only exchange"
_EVENT = {
    "id": "id",
    "stamp": "h",
    "kind": "t",
    "version": "v",
    "entity": "e",
    "at": "w",
    "actor": "a",
    "payload": "p",
    "private": "x",
}
_Statements = Mapping[str, list[list[Any]]]
"""What one transaction is given: by statement, the values of its rows."""


@dataclass(frozen=True)
class _Batch:
    """One as it lies on the share, and what it says for head office."""

    sealed: reading.Sealed
    lines: list[bytes]


@dataclass(frozen=True)
class _Alone:
    """Seconds of SQLite alone, into each kind of tables; and how many rows head office has of it."""

    desk: float
    office: float
    lines: float
    rows: int


def measure(made: Building) -> list[Figure]:
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
        bench = services.bench
        Trusting(bench, desk.party, Quarantine(bench.database, bench.clock)).take(share)
        packing = _seconds(lambda: _packed(Packer(bench)))
        while Publisher(bench.database, bench.clock, desk.party).publish(share).waiting:
            pass
        applying = _seconds(lambda: office.collect(share))
        batches = _read(share, desk.party, office, bytes.fromhex(read_desk_card(asked).sync))
        return _figures(batches, packing, applying, _alone(place, office, batches))


def _packed(packer: Packer) -> None:
    for _ in range(_MOST):
        if not packer.pack():
            return


def _figures(batches: Sequence[_Batch], packing: float, applying: float, alone: _Alone) -> list[Figure]:
    lines = sum(len(one.lines) for one in batches)
    events = sum(int(one.sealed.frame.header["n"]) for one in batches)
    size, number = sum(len(one.sealed.raw) for one in batches), len(batches)

    def told(what: str, seconds: float) -> Figure:
        return Figure(
            what, f"{number / seconds:,.0f} batches/s, {lines / seconds:,.0f} lines/s", "", _COMMAND
        )

    def of_it(what: str, ratio: float, goal: str = "") -> Figure:
        return Figure(what, f"{ratio:.2f} ×", goal, _COMMAND)

    goal = "at least 0.33 ×"
    return [
        told(f"batches packed, {events:,} events and {lines - events:,} other lines", packing),
        told("the same rows into a desk's tables by SQLite alone", alone.desk),
        of_it("packing, of SQLite's speed", alone.desk / packing, goal),
        told("batches taken in at head office (SQLite)", applying),
        told(f"the same {alone.rows:,} rows into head office's tables by SQLite alone", alone.office),
        of_it("taking in, of SQLite's speed", alone.office / applying, goal),
        told("the same lines into one table without an index", alone.lines),
        of_it("packing, of that", alone.lines / packing),
        of_it("taking in, of that", alone.lines / applying),
        Figure("bytes on the share for an event, with its rows", f"{size / events:,.0f}", "", _COMMAND),
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


def _read(share: FolderShare, party: names.Party, office: HeadOffice, signer: bytes) -> list[_Batch]:
    """Every batch of a desk, in order."""
    folder, keys = names.up(party), Keys(box=office.keys.box, name=HQ)
    found = []
    for name in sorted(filter(None, (names.BatchName.parse(one.name) for one in share.files(folder)))):
        raw = share.read(f"{folder}/{name}", frame.MOST_FILE) or b""
        counting = [reading.Signer(signer, None, None)]
        sealed = reading.sealed(
            raw, name, f"{folder}/{name}", party, counting, True, office.config.share_id, 0
        )
        found.append(_Batch(sealed, sealed.frame.open(HQ, keys).splitlines()))
    return found


def _alone(place: Path, office: HeadOffice, batches: Sequence[_Batch]) -> _Alone:
    """What SQLite alone takes for all of it."""
    open_database(DataFolder(place / "desk"), SystemClock()).close()
    SqliteStore(place / "office.db").close()
    for_desk = [_statements(_desk_rows(one)) for one in batches]
    keys = office.keys.keys(batches[0].sealed.party.site)
    for_office = [_statements(_office_rows(reading.opened(one.sealed, keys))) for one in batches]
    return _Alone(
        _seconds(lambda: _write(DataFolder(place / "desk").database, for_desk)),
        _seconds(lambda: _write(place / "office.db", for_office)),
        _seconds(lambda: _plain(place / "plain.db", batches)),
        sum(len(rows) for of in for_office for rows in of.values()),
    )


def _desk_rows(batch: _Batch) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the desk that a batch tells of, by table."""
    for line in frame.lines_of(b"\n".join(batch.lines)):
        if line["k"] == "e":
            seal, digest = bytes.fromhex(line.get("s", "")), bytes.fromhex(line["d"])
            columns = {name: line.get(key) for name, key in _EVENT.items()}
            yield "journal_events", {**columns, "seal": seal or None, "digest": digest}
        elif line["c"] is not None:
            columns = {name: value_of(value) for name, value in line["c"].items()}
            yield "audit_entries" if line["k"] == "a" else line["t"], columns


def _office_rows(found: reading.Opened) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of head office that a batch becomes, by table."""
    of: Mapping[str, Iterable[dict[str, Any]]] = {
        "events": found.events,
        "rows": found.rows.values(),
        "audit": found.audit,
        "facts": found.facts.values(),
        "unknown_lines": found.unknown,
    }
    for table, rows in of.items():
        for row in rows:
            yield table, row
    name, party = found.sealed.name, str(found.sealed.party)
    of_it = {"party": party, "epoch": name.epoch, "seq": name.seq}
    events = len(found.events)
    yield "batches", {**of_it, "digest": found.sealed.frame.digest, "events": events, "came_at": 0}
    yield "untold", {**of_it, "site": found.sealed.party.site, "lines": "\n".join(found.told)}


def _statements(rows: Iterable[tuple[str, dict[str, Any]]]) -> _Statements:
    """Ready made; of a row that comes twice the later one stays."""
    made: dict[str, list[list[Any]]] = defaultdict(list)
    for table, columns in rows:
        listed, places = ", ".join(map(quoted, columns)), ", ".join("?" * len(columns))
        made[f"INSERT OR REPLACE INTO {quoted(table)} ({listed}) VALUES ({places})"].append(
            [*columns.values()]
        )
    return made


def _write(path: Path, batches: Sequence[_Statements]) -> None:
    """Durable after each batch."""
    connection = _durable(path)
    for statements in batches:
        connection.execute("BEGIN IMMEDIATE")
        for sql, rows in statements.items():
            connection.executemany(sql, rows)
        connection.execute("COMMIT")
    connection.close()


def _plain(path: Path, batches: Sequence[_Batch]) -> None:
    """A line a row, durable after each batch."""
    connection = _durable(path)
    connection.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, line TEXT)")
    connection.close()
    insert = "INSERT INTO lines (line) VALUES (?)"
    _write(path, [{insert: [[line.decode()] for line in one.lines]} for one in batches])


def _durable(path: Path) -> Any:
    connection = sqlite.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
