"""Facts of other desks find the feature that knows them: in one transaction a batch, each fact for itself."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from desk_app.services.core.changes import Topic
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.sharing import LaterPerhaps, NotHeard, Sharing
from desk_app.services.journal.events import canonical
from desk_app.services.journal.work import Bench, Work
from desk_app.services.sync.names import Party
from desk_app.services.sync.tables import HeardRow, ParkedRow

ACTION = "sync.hear"
_PARKED_AT_ONCE = 500
_log = logging.getLogger("sync")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that facts came from: heard once."""

    party: str
    epoch: str
    seq: int
    digest: bytes


@dataclass
class Facts:
    """Hears facts. `touched` collects what they changed, for the pages."""

    bench: Bench
    touched: dict[Topic, set[int]] = field(default_factory=dict)
    senseless: int = 0
    """Facts that made no sense, since the program started."""

    @cached_property
    def _sharings(self) -> Mapping[str, Sharing]:
        return {one.name: one for feature in self.bench.features for one in feature.shared}

    def hear(self, source: Source, told: Sequence[tuple[Party, Iterable[Mapping[str, Any]]]]) -> None:
        """Take in what the desks of this building told, and that this file was heard: together or not at all."""
        with self.bench.work(SYSTEM, ACTION, {Role.SYSTEM}) as work:
            work.quiet = True
            for party, lines in told:
                if self._is_another(party):
                    for line in lines:
                        self._hear(work, party, line)
            mark = insert(HeardRow).on_conflict_do_nothing()
            values = {
                "party": source.party,
                "epoch": source.epoch,
                "seq": source.seq,
                "digest": source.digest,
            }
            work.session.execute(mark, {**values, "heard_at": work.now})
            work.note(file=f"{source.party} {source.epoch}-{source.seq}")
        self._collect(work)

    def hear_again(self) -> None:
        """What was parked may make sense now: a record came, or the program is newer."""
        with self.bench.database.read() as session:
            found = session.scalars(select(ParkedRow).order_by(ParkedRow.id).limit(_PARKED_AT_ONCE)).all()
            waiting = [(row.id, Party.parse(row.party), json.loads(row.line)) for row in found]
        if not waiting:
            return
        with self.bench.work(SYSTEM, ACTION, {Role.SYSTEM}) as work:
            work.quiet = True
            for number, party, line in waiting:
                if party is not None and self._try(work, party, line):
                    work.session.execute(delete(ParkedRow).where(ParkedRow.id == number))
        self._collect(work)

    def take_touched(self) -> dict[Topic, frozenset[int]]:
        """What changed since the last time."""
        found = {topic: frozenset(ids) for topic, ids in self.touched.items()}
        self.touched = {}
        return found

    def _is_another(self, party: Party) -> bool:
        here = self.bench.desk
        return party.site == here.site_number and party.desk != here.desk_number

    def _hear(self, work: Work, party: Party, line: Mapping[str, Any]) -> None:
        if self._try(work, party, line):
            return
        parked = {"party": str(party), "line": canonical(line), "parked_at": work.now}
        work.session.execute(insert(ParkedRow), parked)

    def _try(self, work: Work, party: Party, line: Mapping[str, Any]) -> bool:
        """Whether a fact is dealt with: heard, or senseless for ever."""
        sharing, fact = self._sharings.get(str(line.get("n"))), line.get("f")
        if sharing is None or type(line.get("v")) is not int or line["v"] > sharing.version:
            return False
        if not isinstance(fact, dict):
            self.senseless += 1
            return True
        try:
            with work.attempt():
                sharing.hear(work, party.desk, fact)
        except LaterPerhaps:
            return False
        except NotHeard:
            self.senseless += 1
            _log.info("a fact made no sense: %s of %s", sharing.name, party)
        except Exception:
            # A fault of ours or a trick of theirs: one fact must not keep all others from being heard.
            _log.exception("a fact could not be heard: %s", sharing.name)
            return False
        return True

    def _collect(self, work: Work) -> None:
        for topic, ids in work.touched.items():
            self.touched.setdefault(topic, set()).update(ids)
