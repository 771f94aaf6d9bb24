"""The other desks of the building are heard from their own folders and from head office's feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from desk_app.services.core.clocks import from_ms
from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.facts import Facts, Source
from desk_app.services.sync.fetching import (
    PROTO,
    Quarantine,
    content_of,
    moment_ms,
    newest_first,
    verified,
    whole,
)
from desk_app.services.sync.locks import Keys
from desk_app.services.sync.names import BatchName, Numbered, Party
from desk_app.services.sync.patience import Patience
from desk_app.services.sync.seen import FEED, Heard, heard_of, is_covered, upto
from desk_app.services.sync.share import Entry, Share
from desk_app.services.sync.site_keys import reading_keys
from desk_app.services.sync.tables import HeardRow, HeldRow
from desk_app.services.sync.trusting import Signer, signers
from desk_app.services.trust.heard import heard_batches

_Found = tuple[str, Numbered, Entry]
_Told = tuple[Party, list[Mapping[str, Any]]]
_AT_ONCE = 300
"""Files that are heard in a round; the rest in the next one."""


@dataclass
class Hearing:
    """Hears the others."""

    bench: Bench
    party: Party
    quarantine: Quarantine
    facts: Facts
    patience: Patience = field(default_factory=Patience)
    refused: int = 0
    _paths: list[str] = field(default_factory=list)
    """Heard in this round."""

    def listen(self, share: Share) -> int:
        """Hear what is new; how many files. Raises ShareTrouble; what was heard before counts."""
        with self.bench.database.read() as session:
            known, keys = state.head_office(session), reading_keys(session, self.bench.secrets, self.party)
            parties = signers(session)
        if known is None or not keys.sites:
            return 0
        self.refused, self._paths = 0, []
        self.patience.begin_round()
        heard = self._feed(share, known, keys)
        for party in (one for one in map(Party.parse, sorted(parties)) if one is not None):
            if party.site == self.party.site and party != self.party:
                heard += self._desk(share, known, keys, party, parties[str(party)])
        if self._paths:
            self.quarantine.release(self._paths)
        return heard

    def _desk(
        self, share: Share, known: state.KnownHeadOffice, keys: Keys, party: Party, counting: list[Signer]
    ) -> int:
        folder, heard = names.up(party), 0
        newest: dict[str, int] = {}
        for name, entry in self._unheard(share, folder, party)[:_AT_ONCE]:
            path = f"{folder}/{name}"
            try:
                raw = content_of(share, path)
                if raw is None:
                    continue
                found = batch_of(raw, name, party, counting, known.share)
                lines = list(frame.lines_of(_section_for(found, self.party.site, keys)))
            except frame.Refused as refused:
                self._refuse(path, entry, refused)
                continue
            self._hold(party, name, raw)
            source = Source(str(party), name.epoch, name.seq, found.digest)
            if not self.facts.hear(source, [(party, lines)]):
                self._refuse(path, entry, frame.Refused(frame.Fault.NEWER))
                continue
            self._counts(path)
            self._note_seen(party, found.header)
            newest[name.epoch] = max(newest.get(name.epoch, 0), moment_ms(found, "at"))
            heard += 1
        self._note_fresh(party, newest)
        return heard

    def _unheard(self, share: Share, folder: str, party: Party) -> list[tuple[BatchName, Entry]]:
        """What was not heard yet, in order; what was refused before comes last."""
        listed = [
            (name, entry)
            for entry in share.files(folder)
            if entry.size <= frame.MOST_FILE and (name := BatchName.parse(entry.name)) is not None
        ]
        with self.bench.database.read() as session:
            wanted = select(HeardRow.epoch, HeardRow.seq).where(HeardRow.party == str(party))
            known = {(epoch, seq) for epoch, seq in session.execute(wanted)}
        unheard = sorted(one for one in listed if (one[0].epoch, one[0].seq) not in known)
        return self.patience.in_turn(unheard, lambda one: (f"{folder}/{one[0]}", one[1]))

    def _hold(self, party: Party, name: BatchName, raw: bytes) -> None:
        """Keep it until head office has it: this may be the only whole copy soon."""
        with self.bench.database.write() as session:
            values = {"party": str(party), "epoch": name.epoch, "seq": name.seq, "content": raw}
            mark = insert(HeldRow).on_conflict_do_nothing()
            session.execute(
                mark,
                {**values, "hash16": name.hash16, "heard_at": self.bench.clock.now(), "relayed_at": None},
            )

    def _note_fresh(self, party: Party, newest: Mapping[str, int]) -> None:
        """Up to when everything of that desk is here: the gate asks it. `newest`: by epoch, in milliseconds."""
        if not newest:
            return
        with self.bench.database.write() as session:
            for epoch, at in newest.items():
                far = upto(session, str(party), epoch)
                if far.sure == far.newest:
                    heard_batches(session, party.desk, from_ms(at), self.bench.clock.now())

    def _note_seen(self, party: Party, header: Mapping[str, Any]) -> None:
        """How far that desk has heard this one: what both have need not stay on the share."""
        peers = header.get("seen", {}).get("peers", {}) if isinstance(header.get("seen"), dict) else {}
        mine = peers.get(str(self.party)) if isinstance(peers, dict) else None
        if not isinstance(mine, dict) or not all(type(seq) is int for seq in mine.values()):
            return
        with self.bench.database.write() as session:
            last = state.last_round(session)
            seen = {**last.seen, str(party): {**last.seen.get(str(party), {}), **mine}}
            state.put_last_round(session, replace(last, seen=seen))

    def _feed(self, share: Share, known: state.KnownHeadOffice, keys: Keys) -> int:
        """Every file of the feed once, in order; and of the revoked passes the newest list, never an older one."""
        with self.bench.database.read() as session:
            wanted = select(HeardRow.seq, HeardRow.digest).where(HeardRow.party == FEED)
            done = {(seq, digest[:8].hex()) for seq, digest in session.execute(wanted)}
            told = state.told(session)
        listed = sorted(
            newest_first(share, names.feed(self.party.site), "lbx"), key=lambda one: one[1].number
        )
        fresh = [one for one in listed if (one[1].number, one[1].hash16) not in done]
        heard = 0
        for one in self._in_turn(fresh)[:_AT_ONCE]:
            kind = frame.Kind.SNAPSHOT if one[1].snapshot else frame.Kind.FEED
            heard += self._office_file(share, one, kind, known, keys)
        listed = list(newest_first(share, names.revoked(self.party.site), "rev", told.rev))
        for one in self._in_turn(listed):
            name = one[1]
            if self._office_file(share, one, frame.Kind.REVOKED, known, keys):
                self._note_revoked(name.number)
                return heard + 1
        return heard

    def _in_turn(self, found: Iterable[_Found]) -> list[_Found]:
        return self.patience.in_turn(found, lambda one: (one[0], one[2]))

    def _office_file(
        self, share: Share, one: _Found, kind: frame.Kind, known: state.KnownHeadOffice, keys: Keys
    ) -> bool:
        """Whether a file of head office's was heard; what does not count goes into quarantine."""
        path, name, entry = one
        try:
            raw = content_of(share, path)
            if raw is None:
                return False
            found = verified(kind, raw, name.hash16, [bytes.fromhex(known.sync)], known.share)
            if whole(found, "n") != name.number:
                raise frame.Refused(frame.Fault.NAME)
            told = list(_told(found, self.party.site, keys))
        except frame.Refused as refused:
            self._refuse(path, entry, refused)
            return False
        self._counts(path)
        upto_there = heard_of(found.header) if kind is frame.Kind.SNAPSHOT else {}
        source = Source(FEED, kind.name.lower(), name.number, found.digest)
        self.facts.hear(source, self._news(told, upto_there), upto_there)
        return True

    def _news(self, told: Sequence[_Told], whole: Heard) -> list[_Told]:
        """Without the desks of which a snapshot says nothing beyond what is here already."""
        with self.bench.database.read() as session:
            return [one for one in told if not is_covered(session, str(one[0]), whole.get(str(one[0]), {}))]

    def _note_revoked(self, number: int) -> None:
        with self.bench.database.write() as session:
            state.put_told(session, replace(state.told(session), rev=number))

    def _counts(self, path: str) -> None:
        self.patience.heard(path)
        self._paths.append(path)

    def _refuse(self, path: str, entry: Entry, refused: frame.Refused) -> None:
        self.patience.refused(path, entry)
        self.refused += refused.fault is not frame.Fault.NEWER
        self.quarantine.put(path, refused.fault)


def batch_of(raw: bytes, name: BatchName, party: Party, counting: list[Signer], share_id: str) -> frame.Frame:
    """A batch whose name, desk and keys hold. Raises Refused."""
    found = verified(frame.Kind.BATCH, raw, name.hash16, [one.sync for one in counting], share_id)
    header = found.header
    if whole(found, "min_reader") > PROTO:
        raise frame.Refused(frame.Fault.NEWER)
    if header.get("party") != str(party):
        raise frame.Refused(frame.Fault.OTHER_DESK)
    if (header.get("epoch"), header.get("seq")) != (name.epoch, name.seq):
        raise frame.Refused(frame.Fault.NAME)
    signer = next(one for one in counting if one.sync == found.signer)
    if not signer.counts_at(moment_ms(found, "at")):
        raise frame.Refused(frame.Fault.STRANGER)
    return found


def _section_for(found: frame.Frame, site: int, keys: Keys) -> bytes:
    """The lines for a building, with whatever version of its key. Raises Refused."""
    return b"".join(found.open(to, keys) for to in found.readers() if to.startswith(f"site:{site}:"))


def _told(found: frame.Frame, site: int, keys: Keys) -> Iterator[_Told]:
    if found.header.get("site") != site:
        raise frame.Refused(frame.Fault.OTHER_DESK)
    for line in frame.lines_of(_section_for(found, site, keys)):
        party, facts = Party.parse(str(line.get("party"))), line.get("facts")
        if party is None or party.site != site or not isinstance(facts, list):
            raise frame.Refused(frame.Fault.CONTENT)
        if not all(isinstance(one, dict) for one in facts):
            raise frame.Refused(frame.Fault.CONTENT)
        yield party, facts
