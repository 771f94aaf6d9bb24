"""Copies that were out before the desks told each other of keys are told of all the same."""

from __future__ import annotations

from collections.abc import Sequence

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, select

from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.sharing import desk_of_id
from desk_app.services.db.migrations import m0007_custody
from desk_app.services.journal.work import Read
from desk_app.services.keys.sharing import SHARED
from desk_app.services.keys.tables import CustodyRow
from tests.services.keys.conftest import Board


def migrated(desk: Services) -> Sequence[CustodyRow]:
    with desk.bench.database.write() as session:
        m0007_custody.upgrade(Operations(MigrationContext.configure(session.connection())))
    with desk.bench.database.read() as session:
        return session.scalars(select(CustodyRow)).all()


def given_back(board: Board, copy: int) -> None:
    handout = board.borrow(copy)
    board.give_back(handout.id, *(line.id for line in handout.lines))


def test_a_copy_that_is_out_gets_its_first_step_and_is_told_of(board: Board) -> None:
    one, two = board.key(copies=2)
    out = board.borrow(one).id
    given_back(board, two)
    bench = board.desk.bench
    with bench.database.write() as session:
        session.execute(delete(CustodyRow))  # as it was before there were any

    (step,) = migrated(board.desk)
    assert (step.copy, step.handout, step.prev, step.out) == (one, out, 0, True)
    assert step.desk == desk_of_id(step.id) == bench.desk.desk_number and step.holder
    with bench.database.read() as session:
        told = list(SHARED[0].tell(Read(bench, session, SYSTEM, bench.clock.now()), {out}))
    assert [(fact["id"], fact["copy"], fact["holder"]) for fact in told] == [(step.id, one, step.holder)]
    assert len(migrated(board.desk)) == 1, "once is enough"


def test_its_return_comes_after_that_step(board: Board) -> None:
    (copy,) = board.key()
    handout = board.borrow(copy)
    with board.desk.bench.database.write() as session:
        session.execute(delete(CustodyRow))
    (first,) = migrated(board.desk)
    board.give_back(handout.id, *(line.id for line in handout.lines))
    with board.desk.bench.database.read() as session:
        last = session.scalars(select(CustodyRow).where(~CustodyRow.out)).one()
    assert last.prev == first.id
