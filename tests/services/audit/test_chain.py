"""Whoever edits, removes or reorders a row of the audit log or the journal is found out, and the row is named."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from desk_app.services import assembly
from desk_app.services.audit.chain import Fault, Finding, verify
from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.staff.pins import PEPPER
from tests.fakes import FakeClock, FakeSecrets

ENTRIES = 200


@pytest.fixture(scope="module")
def log(
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    """A desk with 200 audit entries: verbs that wrote events, and refusals that wrote none.

    Made once: whatever a test does to it is rolled back.
    """
    folder = DataFolder(tmp_path_factory.mktemp("log") / "data")
    shutil.copytree(founded_folder[0], folder.root)
    secrets = FakeSecrets()
    secrets.put(PEPPER, bytes(32))
    desk = assembly.open_services(folder, clock=FakeClock(), secrets=secrets)
    receptionist, guard, _ = founded_folder[2]
    write_log(desk, Actor(receptionist, "林小雨", Role.RECEPTIONIST), Actor(guard, "赵刚", Role.GUARD))
    assert faults(desk) == []
    yield desk
    desk.bench.database.close()


def write_log(desk: Services, receptionist: Actor, guard: Actor) -> None:
    calls, number = desk.get(Calls), 0
    while newest(desk) < ENTRIES:
        number += 1
        call = calls.take_call(
            receptionist, TypedCall("13812345678", "何女士", about=f"第{number}次来电")
        ).result
        calls.pass_on(receptionist, call.id)
        if number % 5 == 0:
            with pytest.raises(NotPermitted):
                calls.pass_on(guard, call.id)


def newest(desk: Services) -> int:
    with desk.bench.database.read() as session:
        return int(session.execute(text("SELECT max(seq) FROM audit_entries")).scalar_one())


def faults(desk: Services) -> list[Finding]:
    with desk.bench.database.read() as session:
        return list(verify(session))


def rows_of(desk: Services, table: str, key: str) -> list[int]:
    with desk.bench.database.read() as session:
        return list(session.scalars(text(f"SELECT {key} FROM {table} ORDER BY {key}")))


class Undone(Exception):
    """Takes the tampering back."""


@contextmanager
def tampered(desk: Services) -> Iterator[Session]:
    """Write behind the program's back; everything is as it was afterwards."""
    try:
        with desk.bench.database.write() as session:
            yield session
            raise Undone
    except Undone:
        pass


def found(desk: Services, statement: str, **values: object) -> list[Finding]:
    with tampered(desk) as session:
        done = session.execute(text(statement), values)
        assert done.rowcount  # type: ignore[attr-defined]
        return list(verify(session))


EDITS = {
    "at": "at + 1",
    "staff": "staff + 1",
    "beside": "beside + 1",
    "role": "role || 'x'",
    "action": "action || 'x'",
    "outcome": "'failed'",
    "detail": "detail || ' '",
    "digest": "randomblob(32)",
    "previous": "randomblob(32)",
}


@pytest.mark.parametrize("column", sorted(EDITS))
def test_an_edit_of_any_column_is_named_at_every_entry(log: Services, column: str) -> None:
    faults = found(log, f"UPDATE audit_entries SET {column} = {EDITS[column]}")
    named = {one.row for one in faults if one.fault is Fault.ENTRY_EDITED}
    assert named == set(rows_of(log, "audit_entries", "seq"))


def test_every_entry_edited_alone_is_named(log: Services) -> None:
    columns = itertools.cycle(sorted(EDITS))
    for seq, column in zip(rows_of(log, "audit_entries", "seq"), columns, strict=False):
        faults = found(log, f"UPDATE audit_entries SET {column} = {EDITS[column]} WHERE seq = :seq", seq=seq)
        assert faults[0].row == seq and {one.row for one in faults} <= {seq, seq + 1}
        assert Finding(Fault.ENTRY_EDITED, seq) in faults


@pytest.mark.parametrize("odd", [0, 1])
def test_every_removed_entry_is_named_by_the_next(log: Services, odd: int) -> None:
    entries = rows_of(log, "audit_entries", "seq")
    faults = found(
        log, "DELETE FROM audit_entries WHERE seq % 2 = :odd AND seq < :last", odd=odd, last=entries[-1]
    )
    named = {one.row for one in faults if one.fault is Fault.ENTRY_MISSING}
    assert named == {seq + 1 for seq in entries[:-1] if seq % 2 == odd}


@pytest.mark.parametrize("seq", [1, 2, 77, 140, 199])
def test_one_removed_entry_is_named(log: Services, seq: int) -> None:
    faults = found(log, "DELETE FROM audit_entries WHERE seq = :seq", seq=seq)
    assert faults[0] == Finding(Fault.ENTRY_MISSING, seq + 1)


@pytest.mark.parametrize("seq", [1, 2, 50, 77, 140, 190, 199, 200])
def test_entries_cut_off_at_the_end_are_missed(log: Services, seq: int) -> None:
    """The counter knows how long the chain is; only a copy of it elsewhere would show that both were cut."""
    loose = [event for event, owner in owner_of_events(log).items() if owner >= seq]
    faults = found(log, "DELETE FROM audit_entries WHERE seq >= :seq", seq=seq)
    assert faults == [
        Finding(Fault.END_MISSING, seq),
        *(Finding(Fault.EVENTS_LOOSE, event) for event in loose),
    ]


def test_reordered_entries_are_named(log: Services) -> None:
    entries = rows_of(log, "audit_entries", "seq")
    with tampered(log) as session:
        # Each even one changes places with the odd one after it.
        session.execute(text("UPDATE audit_entries SET seq = -(seq + 1) WHERE seq % 2 = 0"))
        session.execute(text("UPDATE audit_entries SET seq = seq - 1 WHERE seq > 1"))
        session.execute(text("UPDATE audit_entries SET seq = -seq WHERE seq < 0"))
        assert {one.row for one in verify(session)} >= set(entries[1:-1])


EVENT_EDITS = {
    "stamp": "stamp + 1",
    "kind": "kind || 'x'",
    "version": "version + 1",
    "entity": "entity + 1",
    "at": "at + 1",
    "actor": "actor + 1",
    "payload": "payload || ' '",
    "seal": "randomblob(48)",
    "digest": "randomblob(32)",
}


@pytest.mark.parametrize("column", sorted(EVENT_EDITS))
def test_an_edit_of_any_column_is_named_at_every_event(log: Services, column: str) -> None:
    faults = found(log, f"UPDATE journal_events SET {column} = {EVENT_EDITS[column]}")
    named = {one.row for one in faults if one.fault is Fault.EVENT_EDITED}
    assert named == set(rows_of(log, "journal_events", "id"))


def test_every_event_edited_alone_is_named(log: Services) -> None:
    columns = itertools.cycle(sorted(EVENT_EDITS))
    for event, column in zip(rows_of(log, "journal_events", "id"), columns, strict=False):
        faults = found(
            log, f"UPDATE journal_events SET {column} = {EVENT_EDITS[column]} WHERE id = :id", id=event
        )
        assert faults[0] == Finding(Fault.EVENT_EDITED, event)


def test_every_edited_private_part_is_named(log: Services) -> None:
    """Where there was one, and where there was none."""
    faults = found(log, "UPDATE journal_events SET private = '{}'")
    named = {one.row for one in faults if one.fault is Fault.PRIVATE_EDITED}
    assert named == set(rows_of(log, "journal_events", "id"))


def test_every_removed_event_is_found_at_the_entry_that_wrote_it(log: Services) -> None:
    owners = owner_of_events(log)
    for event in [*owners][::5]:
        faults = found(log, "DELETE FROM journal_events WHERE id = :id", id=event)
        assert faults[0] == Finding(Fault.EVENTS_CHANGED, owners[event])


def test_events_cut_off_at_the_end_are_found(log: Services) -> None:
    owners = owner_of_events(log)
    for event in [*owners][::9]:
        faults = found(log, "DELETE FROM journal_events WHERE id >= :id", id=event)
        assert faults[0] == Finding(Fault.EVENTS_CHANGED, owners[event])


def test_reordered_events_are_found(log: Services) -> None:
    for one, other in [*itertools.pairwise(rows_of(log, "journal_events", "id"))][::5]:
        with tampered(log) as session:
            for old, new in ((one, -1), (other, one), (-1, other)):
                session.execute(
                    text("UPDATE journal_events SET id = :new WHERE id = :old"), {"old": old, "new": new}
                )
            assert {one.row for one in verify(session)} >= {one, other}


def test_an_event_that_no_verb_wrote_is_found(log: Services) -> None:
    last = rows_of(log, "journal_events", "id")[-1]
    faults = found(
        log,
        "INSERT INTO journal_events SELECT id + 1, stamp, kind, version, entity, at, actor, payload, private, seal, "
        "digest FROM journal_events WHERE id = :id",
        id=last,
    )
    assert faults[-1] == Finding(Fault.EVENTS_LOOSE, last + 1)


def test_private_parts_that_expired_are_no_fault(log: Services) -> None:
    assert found(log, "UPDATE journal_events SET private = NULL") == []
    draw = random.Random(5)
    with tampered(log) as session:
        for event in draw.sample(rows_of(log, "journal_events", "id"), 60):
            session.execute(text("UPDATE journal_events SET private = NULL WHERE id = :id"), {"id": event})
        assert list(verify(session)) == []


def test_a_forger_who_mends_the_entry_is_found_at_the_next(log: Services) -> None:
    """Without a key a forger can compute digests; then every later entry must be forged too, and the last one gives
    it away to whoever wrote its digest down."""
    from desk_app.services.audit import chain
    from desk_app.services.audit.tables import AuditRow

    for seq in rows_of(log, "audit_entries", "seq")[:-1:7]:
        with tampered(log) as session:
            row = session.get_one(AuditRow, seq)
            row.staff += 1
            row.digest = chain._digest(row)
            session.flush()
            assert list(verify(session)) == [Finding(Fault.ENTRY_MISSING, seq + 1)]


def owner_of_events(desk: Services) -> dict[int, int]:
    """The audit entry of each event."""
    events = iter(rows_of(desk, "journal_events", "id"))
    with desk.bench.database.read() as session:
        wrote = session.execute(text("SELECT seq, events FROM audit_entries ORDER BY seq"))
        return {next(events): seq for seq, count in wrote for _ in range(count)}
