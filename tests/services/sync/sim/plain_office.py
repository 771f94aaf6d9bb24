"""Head office by the book, in memory and in few lines: what the product's must do, without its speed and its store.

The desk's side is tried against it alone; the product's own head office must come to the same.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.sync import frame, names
from desk_app.services.sync.cards import DeskCard, read_desk_card
from desk_app.services.sync.locks import HQ, BoxKey, Keys, Locks, seal_box
from desk_app.services.sync.names import BatchName, Numbered, Party
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import Share, ShareTrouble
from tests.services.sync.sim.sides import Clockwork, Life

GRACE = 7 * 24 * 3_600_000
_LONG = 4_000_000_000_000


@dataclass
class HeadOfficeKeys:
    """What head office is."""

    share: str = "ab" * 16
    root: SigningKey = field(default_factory=lambda: SigningKey(Purpose.SYNC, secrets.token_bytes(32)))
    sync: SigningKey = field(default_factory=lambda: SigningKey(Purpose.SYNC, secrets.token_bytes(32)))
    box: BoxKey = field(default_factory=lambda: BoxKey(secrets.token_bytes(32)))
    site_keys: dict[int, bytes] = field(default_factory=lambda: defaultdict(lambda: secrets.token_bytes(32)))

    def card(self) -> bytes:
        """For the desks."""
        header = {"name": "总部", "root": self.root.public.hex(), "sync": self.sync.public.hex()}
        rest = {"box": self.box.public.hex(), "share": self.share, "at": 1}
        return frame.write(frame.Kind.HEAD_OFFICE, {**header, **rest}, [], Locks(), self.root)


@dataclass
class _Data:
    """What it has committed."""

    cards: dict[Party, DeskCard] = field(default_factory=dict)
    events: dict[int, bytes] = field(default_factory=dict)
    marks: dict[tuple[Party, str], list[bytes]] = field(default_factory=lambda: defaultdict(list))
    """Digests of what was applied of an epoch, from its first batch on; empty ones for gaps."""
    closed: dict[tuple[Party, str], int] = field(default_factory=dict)
    gone: set[Party] = field(default_factory=set)
    forks: set[tuple[Party, str]] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    """What stands on the share by its will."""
    number: int = 0
    applied: int = 0


class PlainOffice:
    """Head office. Its data survives `restart`, for nothing is changed in halves."""

    def __init__(self, keys: HeadOfficeKeys, now: Clockwork, life: Life) -> None:
        self.keys, self._now, self._life = keys, now, life
        self.data = _Data()
        self.refused = 0

    def admit(self, raw: bytes) -> None:
        """A desk counts from now on."""
        card = read_desk_card(raw)
        self.data.cards[card.party] = card
        self.data.files = {path: one for path, one in self.data.files.items() if not path.startswith(names.DOWN_TRUST)}
        fields = {"expires": _LONG, "hq": {"sync": self.keys.sync.public.hex(), "box": self.keys.box.public.hex()}}
        section = frame.Section("open", frame.to_lines(map(self._line, self.data.cards.values())))
        self._say(frame.Kind.TRUST, names.DOWN_TRUST, "tru", fields, [section], self.keys.root)

    def round(self, share: Share) -> None:
        """Collect, then answer."""
        try:
            missing = {party: self._collect(share, party) for party in sorted(self.data.cards)}
            for party in sorted(self.data.cards):
                self._ack(party, missing[party])
            header = {"share": self.keys.share, "proto": 1, "at": 1}
            form = frame.write(frame.Kind.FORMAT, header, [], Locks(), self.keys.root)
            self._format(share, form)
            for path, content in self.data.files.items():
                folder, _, name = path.rpartition("/")
                put(share, folder, name, content)
        except ShareTrouble:
            pass

    def _format(self, share: Share, content: bytes) -> None:
        if share.read(names.FORMAT, len(content) + 1) != content:
            share.delete(names.FORMAT)
            share.create(names.FORMAT, content)

    def restart(self) -> None: ...

    def give_up(self, party: Party) -> None:
        self.data.gone.add(party)

    def events(self) -> Mapping[int, bytes]:
        return self.data.events

    def forks(self) -> Set[Party]:
        return {party for party, _ in self.data.forks}

    def quarantined(self) -> int:
        return self.refused

    def close(self) -> None: ...

    # --- Collecting -------------------------------------------------------------------------------------------

    def _collect(self, share: Share, party: Party) -> list[tuple[str, int]]:
        """Apply what is there; the numbers that should be there and cannot be read."""
        listed: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for folder in [names.up(party), *(names.relay(one) for one in sorted(self.data.cards))]:
            for entry in share.files(folder):
                name = BatchName.parse(entry.name)
                if name is not None:
                    listed[name.epoch][name.seq].add(f"{folder}/{entry.name}")
        missing = []
        for epoch in sorted(listed):
            missing += [(epoch, seq) for seq in self._epoch(share, party, epoch, listed[epoch])]
        return missing

    def _epoch(self, share: Share, party: Party, epoch: str, listed: Mapping[int, Set[str]]) -> list[int]:
        marks = self.data.marks[party, epoch]
        self._compare(share, party, epoch, listed, marks)
        while (party, epoch) not in self.data.forks:
            seq = len(marks) + 1
            whole = {one.digest: one for one in self._whole(share, party, epoch, seq, listed.get(seq, ()))}
            if len(whole) > 1:
                self._fork(party, epoch)
            elif whole:
                found = next(iter(whole.values()))
                after = marks[-1].hex() if marks else "0" * 64
                if found.header["prev"] == after or not after:
                    self._apply(party, epoch, found)
                    continue
            elif self._may_skip(party, epoch) and any(one > seq for one in listed):
                marks.append(b"")
                continue
            break
        return [seq for seq in range(len(marks) + 1, max(listed) + 1)]

    def _compare(
        self, share: Share, party: Party, epoch: str, listed: Mapping[int, Set[str]], marks: list[bytes]
    ) -> None:
        """A whole file of a number that was applied already, with other content, is a twin's."""
        for seq in (one for one in listed if one <= len(marks) and marks[one - 1]):
            others = {path for path in listed[seq] if marks[seq - 1][:8].hex() not in path}
            if any(one.digest != marks[seq - 1] for one in self._whole(share, party, epoch, seq, others)):
                self._fork(party, epoch)

    def _fork(self, party: Party, epoch: str) -> None:
        self.data.forks.add((party, epoch))

    def _whole(
        self, share: Share, party: Party, epoch: str, seq: int, paths: Set[str] | tuple[str, ...]
    ) -> Iterator[frame.Frame]:
        for path in sorted(paths):
            raw = share.read(path, frame.MOST_FILE)
            try:
                found = frame.read(frame.Kind.BATCH, raw or b"", [bytes.fromhex(self.data.cards[party].sync)])
            except frame.Refused:
                self.refused += 1
                continue
            header = found.header
            if (header["party"], header["epoch"], header["seq"]) != (str(party), epoch, seq):
                continue
            if f"-{found.hash16}.lbx" in path and header["share"] == self.keys.share:
                yield found

    def _may_skip(self, party: Party, epoch: str) -> bool:
        closed = self.data.closed.get((party, epoch))
        return party in self.data.gone or (closed is not None and self._now.ms() - closed >= GRACE)

    def _apply(self, party: Party, epoch: str, found: frame.Frame) -> None:
        lines = list(frame.lines_of(found.open(HQ, Keys(box=self.keys.box, name=HQ))))
        site = {(party.site, 1): self.keys.site_keys[party.site]}
        to = next(one for one in found.readers() if one.startswith("site:"))
        facts = list(frame.lines_of(found.open(to, Keys(site))))
        self._life.before_commit()
        for line in lines:
            if line["k"] == "e":
                self.data.events.setdefault(line["id"], bytes.fromhex(line["d"]))
        for old in found.header["closes"]:
            self.data.closed.setdefault((party, old), self._now.ms())
        self.data.marks[party, epoch].append(found.digest)
        if facts:
            told = {"party": str(party), "epoch": epoch, "seq": found.header["seq"], "facts": facts}
            section = frame.Section(f"site:{party.site}:1", frame.to_lines([told]))
            fields = {"site": party.site, "prev": ""}
            self._say(frame.Kind.FEED, names.feed(party.site), "lbx", fields, [section], self.keys.sync)
        self._life.after_commit()

    # --- Answering --------------------------------------------------------------------------------------------

    def _ack(self, party: Party, missing: list[tuple[str, int]]) -> None:
        upto: dict[str, list[Any]] = {}
        for (whose, epoch), marks in self.data.marks.items():
            if whose == party and any(marks):
                seq = max(at for at, digest in enumerate(marks, 1) if digest)
                upto[epoch] = [seq, marks[seq - 1].hex()]
        fields = {
            "party": str(party),
            "epochs": upto,
            "missing": [list(one) for one in missing[:50]],
            "forks": sorted(epoch for whose, epoch in self.data.forks if whose == party),
            "revoked": None,
            "audit": [],
        }
        folder = names.acks(party)
        before = sorted(path for path in self.data.files if path.startswith(f"{folder}/"))
        for old in before[:-2]:
            del self.data.files[old]
        self._say(frame.Kind.ACK, folder, "ack", fields, [], self.keys.sync)

    def _say(
        self,
        kind: frame.Kind,
        folder: str,
        ending: str,
        fields: Mapping[str, object],
        sections: list[frame.Section],
        signer: SigningKey,
    ) -> None:
        self.data.number = max(self.data.number + 1, self._now.ms() // 1000)
        header = {"share": self.keys.share, "proto": 1, "n": self.data.number, "at": self._now.ms(), **fields}
        locks = Locks({site: (1, key) for site, key in self.keys.site_keys.items()})
        raw = frame.write(kind, header, sections, locks, signer)
        self.data.files[f"{folder}/{Numbered(self.data.number, frame.hash16_of(raw), ending)}"] = raw

    def _line(self, card: DeskCard) -> dict[str, Any]:
        site = card.party.site
        sealed = seal_box(bytes.fromhex(card.box), self.keys.site_keys[site], f"site-key:{site}:1".encode())
        keys = {"sync": card.sync, "box": card.box, "pass": card.pass_key}
        times = {"since": card.at, "ended": None, "revoked": None}
        return {"party": str(card.party), **keys, **times, "site_keys": [[1, sealed.hex()]]}
