"""A desk's records come back: whole, in any order, from a program before or after, and nothing is counted twice."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desk_app.services import assembly
from desk_app.services.audit import chain
from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import PASS_SERIES
from desk_app.services.core.errors import IllegalStep, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.db.opening import open_database
from desk_app.services.demo.build import DEMO_PIN, build_demo
from desk_app.services.desk.identity import Founding, found_desk
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.finder.queries import Finder
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.sync import packing
from desk_app.services.sync.capture import begin_capture, shapes
from desk_app.services.sync.restoring import Restored, restore
from desk_app.services.sync.rows import changed_rows, driver, enqueue_all
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.proof.counts import counted
from tests.services.demo.conftest import NOW

SEED = 20261122
DIFFERS = {"staff", "counters", "desk"}
"""What a restore makes otherwise on purpose: PINs, counts, which PC is the desk."""
Lines = list[dict[str, Any]]
New = Callable[[], Services]


class Sender:
    """Head office as it would have it: every line a desk ever packed, in batches."""

    def __init__(self, services: Services) -> None:
        self.database = services.bench.database
        self.batches: list[Lines] = []
        self._event = self._audit = 0

    def pack(self, most: int = 1000) -> None:
        """Everything that is not packed yet, in one batch or more."""
        while self._batch(most):
            pass

    def _batch(self, most: int) -> bool:
        with self.database.write() as session:
            events = packing._events(session, self._event)
            upto_event = events[-1].id if events else self._event
            audits = packing._audits(session, self._audit, upto_event)
            rows, upto = changed_rows(session, most)
            driver(session).execute("DELETE FROM sync_row_changes WHERE seq <= ?", (upto,))
            lines = [packing._event_line(one) for one in events] + [
                packing._audit_line(one) for one in audits
            ]
            self._event = upto_event
            self._audit = audits[-1].seq if audits else self._audit
        lines += [{**one, "h": len(self.batches) + 1} for one in rows]
        self.batches.append(json.loads(json.dumps(lines)))
        return bool(lines)

    def lines(self, mixed: random.Random | None = None) -> Lines:
        """All of them; out of order, with some twice."""
        found = [line for batch in self.batches for line in batch]
        if mixed is not None:
            found += mixed.sample(found, len(found) // 10)
            mixed.shuffle(found)
        return found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Two days of the demo building, capturing; every test packs it anew."""
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        root = tmp_path_factory.mktemp("demo") / "data"
        built = build_demo(
            DataFolder(root), years=0.005, seed=7, clock=FakeClock(NOW), secrets=FakeSecrets()
        ).services
    yield built
    built.bench.database.close()


@pytest.fixture
def new(tmp_path: Path) -> Iterator[New]:
    """Makes an empty desk on another PC, hours later."""
    made: list[Services] = []

    def make() -> Services:
        folder, clock = DataFolder(tmp_path / f"new{len(made)}"), FakeClock(NOW + timedelta(hours=2))
        database = open_database(folder, clock)
        found_desk(database, clock, Founding("云帆国际大厦", "YF", "A1", site_number=7))
        made.append(assembly.assemble(database, clock=clock, secrets=FakeSecrets()))
        return made[-1]

    yield make
    for one in made:
        one.bench.database.close()


def all_of(services: Services) -> Sender:
    sender = Sender(services)
    with services.bench.database.write() as session:
        enqueue_all(session)
    sender.pack()
    return sender


def back(services: Services, lines: Lines) -> Restored:
    with services.bench.database.write() as session:
        return restore(services.bench, session, lines)


def tables(services: Services) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that travels, journal and audit log."""
    with services.bench.database.read() as session:
        connection = driver(session)
        names = sorted(shapes(connection).keys() | {"audit_entries", "journal_events"})
        return {one: sorted(connection.execute(f'SELECT * FROM "{one}"'), key=repr) for one in names}


def assert_same(one: Services, other: Services) -> None:
    mine, theirs = tables(one), tables(other)
    assert {name for name in mine if mine[name] != theirs[name]} <= DIFFERS
    assert [row[:4] for row in mine["staff"]] == [row[:4] for row in theirs["staff"]]


def counters(services: Services) -> dict[str, int]:
    with services.bench.database.read() as session:
        return dict(driver(session).execute("SELECT series, last FROM counters").fetchall())


def supervisor(services: Services) -> Actor:
    found = next(one for one in services.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR)
    return Actor(found.id, found.name, found.role)


def test_everything_comes_back_in_any_order(source: Services, new: New) -> None:
    """R27, R19 for rows: byte-equal, chain and search included."""
    sender, tries = all_of(source), 3
    for seed in range(tries):
        there = new()
        told = back(there, sender.lines(random.Random(SEED + seed) if seed else None))
        assert_same(source, there)
        assert (told.findings, told.left, told.unknown) == ((), 0, {})
        assert told.rows > 3000
        assert told.staff == 6
        with there.bench.database.read() as session:
            assert list(chain.verify(session)) == []
    counted("R27", tries, SEED, "two days of the demo building, all rows and events compared")


def test_search_finds_the_same_afterwards(source: Services, new: New) -> None:
    there = new()
    back(there, all_of(source).lines())
    by = supervisor(source)
    hits = 0
    for words in ("陈", "上海", "138", "K00", "YF-A1", "快递", "Lim", "0702"):
        mine = [(hit.kind, hit.id, hit.title) for hit in source.get(Finder).find(by, words)]
        assert mine == [(hit.kind, hit.id, hit.title) for hit in there.get(Finder).find(by, words)]
        hits += len(mine)
    assert hits > 50


def test_no_number_is_given_out_twice(source: Services, new: New) -> None:
    there = new()
    back(there, all_of(source).lines())
    before, after = counters(source), counters(there)
    kept = {"audit", "mail-round-from"}
    for series, last in before.items():
        if series in kept or series.startswith("forgotten-"):
            assert after[series] == last, series
        elif not series.startswith("number-"):
            assert after[series] >= last + 50 + 100, series  # two hours passed
    assert after[PASS_SERIES] >= before[PASS_SERIES] + 1_000
    assert after["number-261125"] >= before["number-261125"] + 50 + 100
    visit = (
        there.get(Visitors)
        .check_in(SYSTEM, Arrival("王秀英", phone="13800000001", host=Host(person="李行政")))
        .result.visit
    )
    with source.bench.database.read() as session:
        taken = {row[0] for row in driver(session).execute("SELECT number FROM visits")}
        shorts = {row[0] for row in driver(session).execute("SELECT short_code FROM visits")}
    assert visit.number not in taken
    assert visit.short_code not in shorts


def test_the_desk_works_on_and_the_chain_holds(source: Services, new: New) -> None:
    there = new()
    back(there, all_of(source).lines())
    by = supervisor(source)
    with pytest.raises(UserError):
        there.get(Staff).sign_in(by.staff_id, DEMO_PIN)
    there.get(DutyLog).write(by, EntryDraft("换机后第一条"))
    with there.bench.database.read() as session:
        assert list(chain.verify(session)) == []


def test_any_changes_of_any_table_come_back(source: Services, new: New, tmp_path: Path) -> None:
    """Rows of every table are changed and deleted at random, packed now and then, and arrive in any order."""
    random_ = random.Random(SEED)
    work = copied(source, tmp_path)
    try:
        sender = all_of(work)
        for _ in range(6):
            changed(work, random_)
            check_in_and_out(work, random_)
            if random_.random() < 0.7:
                sender.pack(random_.choice((7, 100, 1000)))
        sender.pack()
        assert len(sender.batches) > 20
        for seed in range(2):
            there = new()
            told = back(there, sender.lines(random.Random(seed)))
            assert told.left == 0
            assert_same(work, there)
    finally:
        work.bench.database.close()


def copied(source: Services, to: Path) -> Services:
    with source.bench.database.raw() as connection:
        connection.execute("VACUUM INTO ?", (str(to / "copy.db"),))
    folder = DataFolder(to / "copy")
    folder.root.mkdir()
    (to / "copy.db").rename(folder.database)
    return assembly.assemble(
        open_database(folder, FakeClock(NOW)), clock=FakeClock(NOW), secrets=source.bench.secrets
    )


def check_in_and_out(services: Services, random_: random.Random) -> None:
    visitors = services.get(Visitors)
    visit = visitors.check_in(
        SYSTEM, Arrival("访客", phone=f"138{random_.randrange(10**8):08}", host=Host(person="李行政"))
    ).result.visit
    if random_.random() < 0.5:
        visitors.check_out(SYSTEM, visit.id)


def changed(services: Services, random_: random.Random) -> None:
    """Some rows of half of the tables: another word in a column that may have any, or the row goes."""
    with services.bench.database.write() as session:
        connection = driver(session)
        for table, shape in shapes(connection).items():
            if table in DIFFERS | {"journal_events", "floors"} or random_.random() < 0.5:
                continue
            key = " AND ".join(f'"{one}" IS ?' for one in shape.key)
            columns = ", ".join(f'"{one}"' for one in shape.key)
            rows = connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY {columns}').fetchall()
            words = [one for one in shape.columns if one in ("remark", "words", "note", "name", "reason")]
            for row in random_.sample(rows, min(3, len(rows))):
                if words and random_.random() < 0.8:
                    connection.execute(
                        f'UPDATE "{table}" SET "{words[0]}" = ? WHERE {key}', (str(random_.random()), *row)
                    )
                else:
                    gone(connection, f'DELETE FROM "{table}" WHERE {key}', row)
        connection.execute(
            "UPDATE journal_events SET private = NULL WHERE id % 97 = ?", (random_.randrange(97),)
        )


def gone(connection: Any, sql: str, row: tuple[object, ...]) -> None:
    """Delete, where nothing refers to it."""
    with suppress(sqlite.IntegrityError):
        connection.execute(sql, row)


def row(table: str, stamp: int, key: list[object], columns: dict[str, object] | None) -> dict[str, Any]:
    return {"k": "r", "t": table, "p": key, "h": stamp, "c": columns}


def setting(stamp: int, key: str, value: str | None) -> dict[str, Any]:
    return row("settings", stamp, [key], None if value is None else {"key": key, "value": value})


def settings(services: Services) -> dict[str, str]:
    with services.bench.database.read() as session:
        return dict(driver(session).execute("SELECT key, value FROM settings").fetchall())


def test_the_newest_of_a_row_counts_also_when_it_is_gone(new: New) -> None:
    lines = [
        setting(1, "a", "old"),
        setting(3, "a", "new"),
        setting(2, "a", None),
        setting(1, "b", "1"),
        setting(2, "b", None),
    ]
    for _ in range(5):
        there = new()
        told = back(there, lines)
        assert (settings(there), told.rows) == ({"a": "new"}, 1)
        random.Random(len(lines)).shuffle(lines)
    one_by_one = new()
    with one_by_one.bench.database.write() as session:
        assert restore(one_by_one.bench, session, iter(lines)).rows == 1


def test_a_number_that_passed_from_one_row_to_another_finds_its_row(new: New) -> None:
    def closing(stamp: int, which: int, day: str) -> dict[str, Any]:
        columns = dict.fromkeys(("name", "signature", "words", "figures", "digest"), "")
        return row(
            "day_closings", stamp, [which], {"id": which, "day": day, "closed_at": 1, "by": 1, **columns}
        )

    there = new()
    told = back(
        there, [closing(1, 1, "2026-11-01"), closing(2, 2, "2026-11-01"), closing(2, 1, "2026-11-02")]
    )
    assert (told.left, told.rows) == (0, 2)
    assert [line[:2] for line in tables(there)["day_closings"]] == [(1, "2026-11-02"), (2, "2026-11-01")]
    assert back(new(), [closing(1, 1, "2026-11-01"), closing(2, 2, "2026-11-01")]).left == 1


def test_a_row_whose_parent_never_came_is_left_out_and_told(new: New) -> None:
    there = new()
    lines = [
        row("units", 1, [5], {"id": 5, "number": "0501", "floor": 9, "tenant": None, "active": 1}),
        setting(1, "a", "1"),
    ]
    told = back(there, lines)
    assert (told.left, told.rows, settings(there)) == (1, 1, {"a": "1"})


def test_a_newer_program_says_more_and_an_older_one_less(new: New) -> None:
    """R20: rows written by the program before, this one, and the next."""
    scan: dict[str, object] = {
        "id": 5,
        "at": 1,
        "gate": 2,
        "verdict": "ok",
        "pass_id": None,
        "record": None,
        "proven": 1,
        "by": 0,
    }
    there = new()
    told = back(
        there,
        [
            row("gate_scans", 1, [5], scan),  # before m0002: neither kind nor suspect
            row("gate_scans", 1, [6], {**scan, "id": 6, "kind": "visit", "suspect": 1}),
            row("gate_scans", 1, [7], {**scan, "id": 7, "kind": "", "suspect": 0, "lane": 3}),
            row("gate_lanes", 1, [1], {"id": 1}),
        ],
    )
    assert (told.unknown, told.rows, told.left) == ({"gate_scans.lane": 1, "gate_lanes": 1}, 3, 0)
    with there.bench.database.read() as session:
        found = driver(session).execute("SELECT id, kind, suspect FROM gate_scans ORDER BY id").fetchall()
    assert found == [(5, "", 0), (6, "visit", 1), (7, "", 0)]
    counted("R20", 3, None, "rows of the program before, this one and the next")


def test_a_pc_with_records_is_left_alone(desk: Services) -> None:
    with pytest.raises(IllegalStep), desk.bench.database.write() as session:
        restore(desk.bench, session, [])


def test_events_without_their_entry_are_covered_by_one_that_says_so(source: Services, new: New) -> None:
    sender = all_of(source)
    last = max(line["c"]["seq"] for line in sender.lines() if line["k"] == "a")
    there = new()
    told = back(there, [one for one in sender.lines() if one["k"] != "a" or one["c"]["seq"] < last])
    assert told.findings == ()
    assert told.last_audit == last - 1
    assert tables(there)["audit_entries"][-1]  # the chain goes on
    lost = new()
    entries = [one for one in sender.lines() if one["k"] == "a"]
    told = back(lost, [one for one in sender.lines() if one not in entries[:1]])
    assert told.findings


def test_a_desk_that_captures_marks_only_what_head_office_has_otherwise(source: Services, new: New) -> None:
    there = new()
    with there.bench.database.write() as session:
        begin_capture(driver(session))
    back(there, all_of(source).lines())
    with there.bench.database.read() as session:
        found = driver(session).execute('SELECT DISTINCT "table" FROM sync_row_changes').fetchall()
    assert {name for (name,) in found} == DIFFERS
