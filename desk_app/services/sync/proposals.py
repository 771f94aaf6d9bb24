"""What this desk changed of the master data and head office has not decided yet: it counts here, and it is told so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.master import Columns, MasterTable
from desk_app.services.core.people import EVERYONE, SUPERVISORS
from desk_app.services.core.words import Message
from desk_app.services.journal.work import Bench, Queries, Read, query
from desk_app.services.sync import master_rows as rows
from desk_app.services.sync import state
from desk_app.services.sync.tables import MasterRow, RowChangeRow


@dataclass(frozen=True, slots=True)
class Changed:
    """One column of a row: as head office says, and as it is here."""

    column: str
    was: str
    is_: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that this desk changed, added or took away: proposed, waiting for head office."""

    table: str
    title: Message
    """What kind of row it is."""
    key: tuple[int | str, ...]
    name: str
    """By which people know it."""
    is_new: bool
    is_gone: bool
    changed: tuple[Changed, ...]
    sent: bool
    """Whether it is in a batch already."""
    stuck: bool = False
    """It is head office's word that could not go in here: another row of this desk has its number or tag."""


@dataclass(frozen=True, slots=True)
class MasterStanding:
    """Head office's master data on this PC."""

    version: int
    """0: none came yet."""
    expires: datetime | None
    expired: bool
    """It should have been renewed: whatever changed since then at head office is not here."""
    proposals: int
    stuck: int


class MasterQueries(Queries):
    """What of the master data is this desk's own word."""

    area = "master"

    @query(allow=SUPERVISORS)
    def proposals(self, read: Read) -> list[Proposal]:
        """Every row that differs from what head office says; none while this desk works alone."""
        return list(_proposals(self.bench, read.session))

    @query(allow=EVERYONE)
    def master(self, read: Read) -> MasterStanding:
        """The version that counts here, and how much is not decided."""
        told = state.told(read.session)
        found = list(_proposals(self.bench, read.session))
        return MasterStanding(
            told.master,
            state.moment(told.master_expires),
            0 < told.master_expires < to_ms(read.now),
            sum(not one.stuck for one in found),
            sum(one.stuck for one in found),
        )


def note_packed(session: Session, bench: Bench, upto: int, stamp: int) -> set[tuple[str, str]]:
    """The rows of master data whose marks go into the batch of this stamp: those that are proposals are known by it.

    Gives table and key of those that are as they were given along (`master_rows.GIVEN`): no word of this desk's own.
    """
    tables = {one.table: one for feature in bench.features for one in feature.master}
    given = set[tuple[str, str]]()
    wanted = select(RowChangeRow.table, RowChangeRow.key).where(
        RowChangeRow.seq <= upto, RowChangeRow.table.in_(tables)
    )
    known = {(row.table, row.key): row for row in session.scalars(_of_marks(upto))}
    for name, key in session.execute(wanted.distinct()).all():
        table, parts = tables[name], tuple(json.loads(key))
        held = known.get((name, rows.key_text(parts)))
        here = rows.row_here(session, table, parts)
        if rows.same(here, rows.as_here(table, here, rows.said_of(held))):
            if held is not None and held.packed == rows.GIVEN:
                given.add((name, key))
            elif held is not None:
                held.packed = 0
            continue
        if held is None:
            held = MasterRow(table=name, key=rows.key_text(parts))
            session.add(held)
        held.packed = stamp
    return given


def _of_marks(upto: int) -> Select[MasterRow]:
    """What is known of head office's word on the rows that are marked."""
    marked = (RowChangeRow.table == MasterRow.table) & (RowChangeRow.key == MasterRow.key)
    return select(MasterRow).join(RowChangeRow, marked).where(RowChangeRow.seq <= upto)


def _proposals(bench: Bench, session: Session) -> Iterator[Proposal]:
    if state.head_office(session) is None:
        return
    for table in rows.master_tables(bench):
        held = {
            tuple(json.loads(row.key)): row
            for row in session.scalars(select(MasterRow).where(MasterRow.table == table.table))
        }
        here = rows.rows_here(session, table)
        for key in sorted({*held, *here}, key=str):
            found = _proposal(table, key, here.get(key), held.get(key))
            if found is not None:
                yield found


def _proposal(
    table: MasterTable, key: rows.Key, here: Columns | None, held: MasterRow | None
) -> Proposal | None:
    said = rows.said_of(held)
    if rows.same(here, rows.as_here(table, here, said)):
        return None
    either = here or said or {}
    return Proposal(
        table.table,
        table.title,
        key,
        " ".join(str(either[name]) for name in table.names if either.get(name)),
        is_new=said is None,
        is_gone=here is None,
        changed=tuple(_changed(here, said)),
        sent=held is not None and held.packed > 0,
        stuck=held is not None and held.stuck != "",
    )


def _changed(here: Columns | None, said: Columns | None) -> Iterator[Changed]:
    """Column by column; of a row that one side does not have, every column that says something."""
    for name in here or said or {}:
        was, now = (said or {}).get(name), (here or {}).get(name)
        if was != now:
            yield Changed(name, "" if was is None else str(was), "" if now is None else str(now))
