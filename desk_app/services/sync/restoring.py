"""A desk's records come back: events, audit entries and rows as head office kept them, into an empty database.

Rows come in any order and may come twice: the newest stamp of each counts. A row that cannot stand yet (another still
has its number) waits until all are in. Past the mappings, as `rows` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from desk_app.services.audit import chain
from desk_app.services.audit.chain import Finding
from desk_app.services.core.changes import Topic
from desk_app.services.core.clocks import from_ms
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.feature import topics_of
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Bench
from desk_app.services.search.index import put
from desk_app.services.sync.capture import captures, mark_all, shape_of
from desk_app.services.sync.counting_on import lift_counters
from desk_app.services.sync.restored_rows import RestoredRows, value_of
from desk_app.services.sync.rows import driver

Line = Mapping[str, Any]
_AT_ONCE = 500
_MOST_FINDINGS = 100
_EVENT = (
    "INSERT INTO journal_events (id, stamp, kind, version, entity, at, actor, payload, private, seal, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_SEALED = (("visits", "id_sealed"), ("found_items", "secret_sealed"), ("found_item_claims", "words_sealed"))
_CHANGED_HERE = ("staff", "counters", "desk")
"""What head office has otherwise: PINs are gone, counts go on above what may be on paper, another PC is the desk."""
_LOOSE = (
    "SELECT id, digest FROM journal_events"
    " WHERE id > (SELECT coalesce(max(last_event), 0) FROM audit_entries) ORDER BY id"
)
_PORTION = "SELECT DISTINCT entity FROM journal_events WHERE entity > ? ORDER BY entity LIMIT 1000"
_KINDS = "SELECT DISTINCT entity, kind FROM journal_events WHERE entity BETWEEN ? AND ?"


@dataclass(frozen=True)
class Restored:
    """What came back, and what did not."""

    events: int
    audit: int
    rows: int
    unknown: Mapping[str, int] = field(default_factory=dict)
    """Tables and columns ("table.column") of a newer program, and how many values of them were left aside."""
    left: int = 0
    """Rows that fit with no others: something that they refer to never reached head office."""
    staff: int = 0
    """People at work who need a new PIN."""
    sealed: int = 0
    """Document numbers and other words that only the old PC's keys open."""
    findings: tuple[Finding, ...] = ()
    """Faults of the audit chain, a hundred at most: empty when all of it came back."""
    last_event: int = 0
    last_audit: int = 0
    """The newest that head office had."""


def restore(bench: Bench, session: Session, lines: Iterable[Line]) -> Restored:
    """Take in the lines of head office's restore files (`hq` of PROTOCOL.md), in any order, within the transaction.

    The database is migrated and has no journal yet; `found_desk` may have named the desk. Of each row the newest stamp
    counts. Afterwards nobody has a PIN, and the old PC's signing keys are gone: both are made anew by whoever calls.
    Raises IllegalStep for a database that has records; KeyError, TypeError or ValueError for lines that make no sense.
    """
    connection = driver(session)
    if connection.execute("SELECT 1 FROM journal_events UNION ALL SELECT 1 FROM audit_entries").fetchone():
        raise IllegalStep(N_("There are records on this PC already. Nothing was restored."))
    connection.execute("PRAGMA defer_foreign_keys=ON")
    with RestoredRows(connection) as rows:
        _take_in(connection, lines, rows)
        left = rows.settle()
    last_event, last_audit = (
        _newest(connection, "journal_events", "id"),
        _newest(connection, "audit_entries", "seq"),
    )
    events, audit = _count(connection, "journal_events"), _count(connection, "audit_entries")
    _go_on(bench, session, connection, last_event, last_audit)
    session.expire_all()
    return Restored(
        events=events,
        audit=audit,
        rows=rows.written,
        unknown=dict(rows.unknown),
        left=left,
        staff=_count(connection, "staff WHERE active"),
        sealed=sum(_count(connection, f"{table} WHERE {column} IS NOT NULL") for table, column in _SEALED),
        findings=tuple(islice(chain.verify(session), _MOST_FINDINGS)),
        last_event=last_event,
        last_audit=last_audit,
    )


def _take_in(connection: Any, lines: Iterable[Line], rows: RestoredRows) -> None:
    waiting = iter(lines)
    audit = _audit_insert(connection)
    while some := list(islice(waiting, _AT_ONCE)):
        connection.executemany(_EVENT, [_event(one) for one in some if one["k"] == "e"])
        entries = [one["c"] for one in some if one["k"] == "a"]
        connection.executemany(audit, [{k: value_of(v) for k, v in one.items()} for one in entries])
        rows.take([one for one in some if one["k"] == "r"])


def _audit_insert(connection: Any) -> str:
    """How an audit entry is written: every column that this program's table has."""
    columns = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info('audit_entries')")]
    names, places = ", ".join(columns), ", ".join(f":{one}" for one in columns)
    return f"INSERT INTO audit_entries ({names}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608 - the schema's


def _event(line: Line) -> tuple[object, ...]:
    seal = bytes.fromhex(line["s"]) if "s" in line else None
    head = line["id"], line["h"], line["t"], line["v"], line["e"], line["w"], line["a"]
    return *head, line["p"], line.get("x"), seal, bytes.fromhex(line["d"])


def _go_on(bench: Bench, session: Session, connection: Any, last_event: int, last_audit: int) -> None:
    """What this PC makes of it: counts, PINs, search, and marks for what head office has otherwise."""
    moment = connection.execute("SELECT at FROM journal_events WHERE id = ?", (last_event,)).fetchone()
    connection.execute("UPDATE staff SET pin = '', must_change = 1")
    connection.execute(
        "INSERT INTO counters VALUES (?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
        (chain.SERIES, last_audit),
    )
    lift_counters(connection, bench.clock, from_ms(moment[0]) if moment else None)
    _cover_loose_events(bench, session, connection)
    _index(bench, session, connection)
    if captures(connection):
        connection.execute("DELETE FROM sync_row_changes")
        for table in _CHANGED_HERE:
            shape = shape_of(connection, table)
            assert shape is not None
            mark_all(connection, shape)


def _cover_loose_events(bench: Bench, session: Session, connection: Any) -> None:
    """Events whose entry never reached head office: an entry of the restore stands for them, and says so."""
    loose = connection.execute(_LOOSE)
    events = loose.fetchall()
    if events:
        chain.append(session, SYSTEM, bench.clock.now(), "sync.restored", chain.Outcome.DONE, {}, events)


def _index(bench: Bench, session: Session, connection: Any) -> None:
    """The search index: every record that the journal speaks of, the oldest first over all features."""
    topics = topics_of(bench.features)
    makers = {topic: make for feature in bench.features for topic, make in feature.search.items()}
    last = -1
    while ids := [row[0] for row in connection.execute(_PORTION, (last,))]:
        by_topic: dict[Topic, set[int]] = {}
        for record, kind in connection.execute(_KINDS, (ids[0], ids[-1])):
            if topics.get(kind) in makers:
                by_topic.setdefault(topics[kind], set()).add(record)
        entries = [entry for topic, some in by_topic.items() for entry in makers[topic](session, some)]
        put(session.connection(), entries)
        last = ids[-1]


def _newest(connection: Any, table: str, column: str) -> int:
    sql = f"SELECT max({column}) FROM {table}"  # noqa: S608 # fixed SQL: names said above
    return connection.execute(sql).fetchone()[0] or 0


def _count(connection: Any, which: str) -> int:
    sql = f"SELECT count(*) FROM {which}"  # noqa: S608 # fixed SQL: names said above
    return int(connection.execute(sql).fetchone()[0])
