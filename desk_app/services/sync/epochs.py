"""A new epoch: whenever this data may not be the newest of its kind, it starts a chain of its own and closes the old.

A restored copy would give new batches the numbers of lost ones; a copied PC would write under its twin's name. The mark
beside the database, outside every backup of it, tells the first; the machine's own name tells the second.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Bench
from desk_app.services.sync import state
from desk_app.services.sync.mark import Mark
from desk_app.services.sync.tables import HeldRow, OutboxRow, PackedRowRow, RowChangeRow

MOST_CLOSED = 40
"""Epochs that the first batch of a new one closes: what is older has been closed before."""
_log = logging.getLogger("sync")


@dataclass(frozen=True)
class Epochs:
    """Watches over this desk's epoch. `mark`: the file beside the database; `machine`: this machine's own name."""

    bench: Bench
    mark: Path
    machine: str

    def settle(self) -> bool:
        """Begin a new epoch if this data may be a copy; whether one was begun."""
        with self.bench.database.read() as session:
            chain = state.chain(session)
        reason = self._reason(chain)
        if reason:
            self.begin(reason)
        elif not self._is_noted(chain):
            self.note()  # the program ended between a packing and its mark
        return bool(reason)

    def begin(self, reason: str) -> None:
        """Begin a new epoch; what is not acknowledged of the old one is packed again."""
        with self.bench.database.write() as session:
            begin_epoch(session, self.machine)
        _log.info("a new epoch of batches begins: %s", reason)
        self.note()

    def note(self) -> None:
        """Write how far this desk has come beside the database. Late is no harm: only a mark ahead tells something."""
        with self.bench.database.read() as session:
            chain = state.chain(session)
        before = Mark.read(self.mark)
        now = Mark(chain.epoch, chain.seq, max(before.id, chain.event), max(before.stamp, chain.stamp))
        try:
            now.write(self.mark)
        except OSError as trouble:
            _log.info("the mark could not be written: %s", trouble.strerror)

    def _is_noted(self, chain: state.Chain) -> bool:
        mark = Mark.read(self.mark)
        return (mark.epoch, mark.seq) == (chain.epoch, chain.seq)

    def _reason(self, chain: state.Chain) -> str:
        if not chain.epoch:
            return "the first"
        if chain.machine != self.machine:
            return "another machine"
        mark = Mark.read(self.mark)
        if mark.epoch == chain.epoch and mark.seq > chain.seq:
            return "the data is older than its mark"
        if mark.epoch and mark.epoch != chain.epoch and mark.epoch not in chain.closes:
            return "the mark is of an epoch that this data does not know"
        return ""


def begin_anew(session: Session) -> None:
    """Another head office, or the same one after a parting: everything is packed again, from the first event on."""
    old = state.chain(session)
    for table in (OutboxRow, PackedRowRow, HeldRow):
        session.execute(delete(table))
    closes = (*old.closes, old.epoch) if old.epoch else ()
    newest = session.execute(select(func.max(EventRow.id))).scalar() or 0
    state.put_chain(session, state.Chain(closes=closes, stamp=old.stamp, alone=newest))


def begin_epoch(session: Session, machine: str) -> None:
    """Close the epoch and begin another, within the caller's transaction."""
    old = state.chain(session)
    undone = OutboxRow.acked_at.is_(None)
    again = select(PackedRowRow.table, PackedRowRow.key, literal(False)).distinct()
    session.execute(
        insert(RowChangeRow).prefix_with("OR IGNORE").from_select(["table", "key", "gone"], again)
    )
    session.execute(delete(PackedRowRow))
    session.execute(delete(OutboxRow).where(undone))
    closes = (*old.closes, old.epoch) if old.epoch else ()
    state.put_chain(
        session,
        replace(
            old,
            epoch=secrets.token_hex(4),
            seq=0,
            prev=state.NO_BATCH,
            closes=closes[-MOST_CLOSED:],
            event=old.sure_event,
            audit=old.sure_audit,
            machine=machine,
        ),
    )
