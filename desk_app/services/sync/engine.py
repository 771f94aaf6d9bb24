"""One round of the exchange: pack, hear head office, publish, hear the others, relay, clean up.

Every step may fail or be cut off and is begun again in the next round. The database is never held while the share is
asked: the desk works on, whatever the share does.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk_app.services.core.changes import Topic
from desk_app.services.core.clocks import to_ms
from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.acks import Acks, Heard
from desk_app.services.sync.cards import own_card
from desk_app.services.sync.cleaning import Cleaning
from desk_app.services.sync.epochs import Epochs
from desk_app.services.sync.facts import Facts
from desk_app.services.sync.fetching import Quarantine
from desk_app.services.sync.hearing import Hearing
from desk_app.services.sync.master import Mastering
from desk_app.services.sync.names import Party
from desk_app.services.sync.ours import not_ours, require_ours
from desk_app.services.sync.packing import Packer
from desk_app.services.sync.publishing import Publisher, put, skew_of
from desk_app.services.sync.relaying import Relaying
from desk_app.services.sync.share import Share, ShareAway, ShareTrouble
from desk_app.services.sync.trusting import Trusting

MOST_PACKED = 200
"""Batches that are packed in a round: after years alone, the first rounds bring the past up piece by piece."""
_LONGEST_BREATH_S = 0.05
"""After each batch the writer is free for half as long as it took, at most this: who waits at the desk has her turn,
and so has another program on the same data, which only looks again every now and then.
"""
_log = logging.getLogger("sync")


@dataclass
class Round:
    """What one round came to. `trouble`: what ended it early; everything before counts."""

    packed: int = 0
    published: int = 0
    waiting: int = 0
    """Batches that were left for the next round by number."""
    held: int = 0
    """Batches that could not be put there; the next round in its turn tries again."""
    acked: bool = False
    heard: int = 0
    relayed: int = 0
    refused: int = 0
    skew_ms: int | None = None
    touched: Mapping[Topic, frozenset[int]] = field(default_factory=dict)
    trouble: ShareTrouble | None = None

    @property
    def unfinished(self) -> bool:
        """Whether another round should follow at once."""
        return self.trouble is None and (self.packed >= MOST_PACKED or self.waiting > 0)


class SyncDesk:
    """The exchange of one desk. Made once; used by one thread at a time.

    `mark`: a file beside the database, outside its backups; `machine`: this machine's own name.
    """

    def __init__(self, bench: Bench, mark: Path, machine: str) -> None:
        self._bench = bench
        self.party = Party(bench.desk.site_number, bench.desk.desk_number)
        quarantine = Quarantine(bench.database, bench.clock)
        self._epochs = Epochs(bench, mark, machine)
        self._facts = Facts(bench)
        self._packer = Packer(bench)
        self._trusting = Trusting(bench, self.party, quarantine)
        self._acks = Acks(bench, self.party, quarantine)
        self._publisher = Publisher(bench.database, bench.clock, self.party)
        self._hearing = Hearing(bench, self.party, quarantine, self._facts)
        self._mastering = Mastering(bench, self.party, quarantine)
        self._relaying = Relaying(bench, self.party)
        self._cleaning = Cleaning(bench, self.party)

    def connected(self) -> bool:
        """Whether this desk exchanges with a head office."""
        with self._bench.database.read() as session:
            return state.head_office(session) is not None

    def pack(self) -> int:
        """Pack what is not packed yet; how many batches. Needs no share."""
        if not self.connected():
            return 0
        self._epochs.settle()
        packed = 0
        began = time.perf_counter()
        while packed < MOST_PACKED and self._packer.pack():
            packed += 1
            time.sleep(min(_LONGEST_BREATH_S, (time.perf_counter() - began) / 2))
            began = time.perf_counter()
        if packed:
            self._epochs.note()
        return packed

    def round(self, share: Share) -> Round:
        """Everything once. Never raises ShareTrouble: it is in the answer."""
        done = Round()
        if not self.connected():
            return done
        try:
            self._exchange(share, done)
        except ShareTrouble as trouble:
            _log.info("the share was in the way: %s", trouble)
            done.trouble = trouble
        done.touched = _both(self._facts.take_touched(), self._mastering.take_touched())
        done.refused = self._hearing.refused
        self._note(done)
        return done

    def _exchange(self, share: Share, done: Round) -> None:
        """What goes up comes before what comes down, but for the keys and acks that it hangs on. What is in the way of
        one step is not in the way of the next, unless the share is gone.
        """
        self._require_ours(share)
        for step in (
            self._take_keys,
            self._ask_in,
            self._hear_ack,
            self._send,
            self._take_master,
            self._hear_others,
            self._help_others,
        ):
            try:
                step(share, done)
            except ShareAway:
                raise
            except ShareTrouble as trouble:
                _log.info("a part of the share was in the way: %s", trouble)
                done.trouble = done.trouble or trouble

    def _take_keys(self, share: Share, _done: Round) -> None:
        if self._trusting.take(share):
            self._hearing.patience.forget()

    def _send(self, share: Share, done: Round) -> None:
        done.packed = self.pack()
        published = self._publisher.publish(share)
        done.published, done.waiting, done.held = published.files, published.waiting, published.held
        done.skew_ms = skew_of(share, self.party, published)

    def _take_master(self, share: Share, _done: Round) -> None:
        self._mastering.take(share)

    def _hear_others(self, share: Share, done: Round) -> None:
        done.heard = self._hearing.listen(share)
        self._facts.hear_again()

    def _help_others(self, share: Share, done: Round) -> None:
        done.relayed = self._relaying.relay(share)
        self._cleaning.clean(share)

    def _require_ours(self, share: Share) -> None:
        """Raise WrongShare for a folder that is not this head office's: a drive letter that moved, an empty disk."""
        with self._bench.database.read() as session:
            known = state.head_office(session)
        if known is None:  # parted a moment ago
            raise not_ours("")
        require_ours(share, known)

    def _ask_in(self, share: Share, _done: Round) -> None:
        """As long as this desk is not admitted, its card lies where head office looks for it."""
        with self._bench.database.read() as session:
            if state.told(session).site_key:
                return
            known = state.head_office(session)
        raw = own_card(self._bench, known.share if known else "")
        put(share, names.join(self.party), names.card(frame.hash16_of(raw)), raw)

    def _hear_ack(self, share: Share, done: Round) -> None:
        heard, missing = self._acks.take(share)
        done.acked = heard is Heard.NEWS
        self._publisher.missing |= missing
        if heard is Heard.NOT_OURS:
            self._epochs.begin("head office has batches that this data does not know")

    def _note(self, done: Round) -> None:
        with self._bench.database.write() as session:
            last = state.last_round(session)
            at = to_ms(self._bench.clock.now()) if done.trouble is None else last.at
            skew = last.skew_ms if done.skew_ms is None else done.skew_ms
            state.put_last_round(session, replace(last, at=at, skew_ms=skew))


def _both(
    one: Mapping[Topic, frozenset[int]], other: Mapping[Topic, frozenset[int]]
) -> dict[Topic, frozenset[int]]:
    return {topic: one.get(topic, frozenset()) | other.get(topic, frozenset()) for topic in {*one, *other}}
