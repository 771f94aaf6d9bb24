"""Facts of other desks find the feature that knows them: in transactions of a few, each fact for itself."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from desk_app.services.core.changes import Topic
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.sharing import LaterPerhaps, NotHeard, Sharing
from desk_app.services.journal.events import canonical
from desk_app.services.journal.work import Bench, Work
from desk_app.services.sync.names import Party
from desk_app.services.sync.seen import FEED, Heard, note_heard, note_snapshot
from desk_app.services.sync.tables import HeardRow, ParkedRow

ACTION = "sync.hear"
_PARKED_AT_ONCE = 500
MOST_PARKED, MOST_PARKED_CHARACTERS = 5_000, 8 << 20
"""Of a desk. What it tells beyond stays in its batches, until the program here is newer or they are in a snapshot."""
_AT_ONCE = 100
"""Facts of a transaction."""
_BREATH_S = 0.002
"""Between two of them, for whoever waits to write."""
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
    _parked: int = 0
    """The last parked fact that was tried again."""
    _told: set[int] = field(default_factory=set)
    """Facts whose failure is in the log."""
    _full: set[str] = field(default_factory=set)
    _left: int = 0
    """Facts of the file at hand that are neither understood nor kept."""

    @cached_property
    def _sharings(self) -> Mapping[str, Sharing]:
        return {one.name: one for feature in self.bench.features for one in feature.shared}

    def hear(
        self,
        source: Source,
        told: Sequence[tuple[Party, Iterable[Mapping[str, Any]]]],
        whole: Heard = MappingProxyType({}),
    ) -> bool:
        """Take in what the desks of this building told; with the last of it, that this file was heard. In portions: the
        desk's own verbs wait for none of them for long, and hearing a part again changes nothing.

        `whole`: up to where a snapshot tells everything. False: this desk's file has more that is not understood than
        is kept (`MOST_PARKED`); it does not count as heard, and is heard again later.
        """
        self._full, self._left = self._full_now(), 0
        facts = ((party, line) for party, lines in told if self._is_another(party) for line in lines)
        portion = list(islice(facts, _AT_ONCE))
        while len(portion) == _AT_ONCE:
            with self._work() as work:
                self._hear_all(work, portion)
            time.sleep(_BREATH_S)
            portion = list(islice(facts, _AT_ONCE))
        with self._work() as work:
            self._hear_all(work, portion)
            if not self._left:
                self._mark(work, source, whole)
            elif source.party == FEED:  # the next snapshot tells what is left out now
                self._mark(work, source, MappingProxyType({}))
        return not self._left or source.party == FEED

    def _full_now(self) -> set[str]:
        """Desks of which so much is parked that nothing more is. Asked once a file: a file is parked whole or not."""
        size = func.sum(func.length(ParkedRow.line))
        many = or_(func.count() >= MOST_PARKED, size >= MOST_PARKED_CHARACTERS)
        wanted = select(ParkedRow.party).group_by(ParkedRow.party).having(many)
        with self.bench.database.read() as session:
            return set(session.scalars(wanted))

    @contextmanager
    def _work(self) -> Iterator[Work]:
        with self.bench.work(SYSTEM, ACTION, {Role.SYSTEM}) as work:
            work.quiet = True
            yield work
        self._collect(work)

    def _hear_all(self, work: Work, facts: Iterable[tuple[Party, Mapping[str, Any]]]) -> None:
        for party, line in facts:
            self._hear(work, party, line)

    @staticmethod
    def _mark(work: Work, source: Source, whole: Heard) -> None:
        mark = insert(HeardRow).on_conflict_do_nothing()
        values = {
            "party": source.party,
            "epoch": source.epoch,
            "seq": source.seq,
            "digest": source.digest,
        }
        work.session.execute(mark, {**values, "heard_at": work.now})
        if source.party != FEED:
            note_heard(work.session, source.party, source.epoch, source.seq, work.now)
        note_snapshot(work.session, whole, work.now)
        work.note(file=f"{source.party} {source.epoch}-{source.seq}")

    def hear_again(self) -> None:
        """What was parked may make sense now: a record came, or the program is newer. A part of it at every round,
        in turn.
        """
        with self.bench.database.read() as session:
            wanted = select(ParkedRow).where(ParkedRow.id > self._parked).order_by(ParkedRow.id)
            found = session.scalars(wanted.limit(_PARKED_AT_ONCE)).all()
            waiting = [(row.id, Party.parse(row.party), json.loads(row.line)) for row in found]
        self._parked = waiting[-1][0] if len(waiting) == _PARKED_AT_ONCE else 0
        for start in range(0, len(waiting), _AT_ONCE):
            with self._work() as work:
                for number, party, line in waiting[start : start + _AT_ONCE]:
                    if party is not None and self._try(work, party, line):
                        work.session.execute(delete(ParkedRow).where(ParkedRow.id == number))

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
        if str(party) in self._full:
            self._left += 1
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
            told = hash((party, canonical(line)))
            if told not in self._told:
                self._told.add(told)
                _log.exception("a fact could not be heard: %s", sharing.name)
            return False
        return True

    def _collect(self, work: Work) -> None:
        for topic, ids in work.touched.items():
            self.touched.setdefault(topic, set()).update(ids)
