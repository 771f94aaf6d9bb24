"""A head office in a few lines, for tests of the desk's side alone: it signs what a test wants it to say."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk_app.services.codes.signing import Purpose, SigningKey, fingerprint
from desk_app.services.sync import frame, names
from desk_app.services.sync.cards import DeskCard, read_desk_card
from desk_app.services.sync.locks import HQ, BoxKey, Keys, Locks, seal_box
from desk_app.services.sync.names import BatchName, Numbered, Party
from desk_app.services.sync.share import Share


@dataclass
class Admitted:
    """A desk on the list."""

    card: DeskCard
    ended: int | None = None
    revoked: int | None = None


@dataclass
class Office:
    """Head office. Every file it writes has the next number."""

    share: Share
    share_id: str = "ab" * 16
    root: SigningKey = field(default_factory=lambda: SigningKey(Purpose.SYNC, secrets.token_bytes(32)))
    sync: SigningKey = field(default_factory=lambda: SigningKey(Purpose.SYNC, secrets.token_bytes(32)))
    box: BoxKey = field(default_factory=lambda: BoxKey(secrets.token_bytes(32)))
    site_keys: dict[int, dict[int, bytes]] = field(default_factory=dict)
    desks: list[Admitted] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))
    now_ms: Callable[[], int] = lambda: 1_700_000_000_000

    def card(self) -> bytes:
        header = {
            "name": "总部",
            "root": self.root.public.hex(),
            "sync": self.sync.public.hex(),
            "box": self.box.public.hex(),
            "share": self.share_id,
            "at": 1,
        }
        return frame.write(frame.Kind.HEAD_OFFICE, header, [], Locks(), self.root)

    @property
    def digits(self) -> str:
        return fingerprint(self.root.public, self.sync.public, self.box.public)

    def open(self) -> None:
        """Put the folder's format there."""
        raw = frame.write(frame.Kind.FORMAT, self._head({"at": 1}), [], Locks(), self.root)
        self.share.create(names.FORMAT, raw)

    def admit(self, raw: bytes) -> Party:
        card = read_desk_card(raw)
        self.desks.append(Admitted(card))
        self.site_keys.setdefault(card.party.site, {1: secrets.token_bytes(32)})
        self.trust()
        return card.party

    def trust(self, *, signer: SigningKey | None = None, number: int | None = None) -> int:
        lines = [self._line(one) for one in self.desks]
        header = {
            "expires": 4_000_000_000_000,
            "hq": {"sync": self.sync.public.hex(), "box": self.box.public.hex()},
        }
        section = frame.Section("open", frame.to_lines(lines))
        return self._put(
            frame.Kind.TRUST, names.DOWN_TRUST, "tru", header, [section], signer or self.root, number
        )

    def ack(
        self,
        party: Party,
        epochs: Mapping[str, tuple[int, bytes]],
        *,
        missing: Collection[tuple[str, int]] = (),
        forks: Sequence[str] = (),
        at: int | None = None,
        number: int | None = None,
        signer: SigningKey | None = None,
    ) -> int:
        header = {
            "party": str(party),
            "at": self.now_ms() if at is None else at,
            "epochs": {epoch: [seq, digest.hex()] for epoch, (seq, digest) in epochs.items()},
            "missing": [list(one) for one in missing],
            "forks": list(forks),
            "revoked": None,
            "audit": [],
        }
        return self._put(frame.Kind.ACK, names.acks(party), "ack", header, [], signer or self.sync, number)

    def ack_all(self, party: Party) -> int:
        """Say that everything on the share is here."""
        upto: dict[str, tuple[int, bytes]] = {}
        for name, raw in self.batches(party):
            upto[name.epoch] = max(upto.get(name.epoch, (0, b"")), (name.seq, frame.digest_of(raw)))
        return self.ack(party, upto)

    def feed(self, site: int, told: Sequence[Mapping[str, Any]]) -> int:
        section = frame.Section(self._locks().site(site), frame.to_lines(told))
        header = {"site": site, "at": 1, "prev": ""}
        return self._put(frame.Kind.FEED, names.feed(site), "lbx", header, [section], self.sync, None)

    def batches(self, party: Party) -> list[tuple[BatchName, bytes]]:
        folder, found = names.up(party), []
        for entry in self.share.files(folder):
            name = BatchName.parse(entry.name)
            raw = self.share.read(f"{folder}/{entry.name}", frame.MOST_FILE)
            if name is not None and raw is not None:
                found.append((name, raw))
        return sorted(found)

    def lines(self, party: Party) -> list[dict[str, Any]]:
        """Everything a desk sent up, in order."""
        keys = Keys(box=self.box, name=HQ)
        signers = [bytes.fromhex(one.card.sync) for one in self.desks]
        opened = (frame.read(frame.Kind.BATCH, raw, signers).open(HQ, keys) for _, raw in self.batches(party))
        return [line for one in opened for line in frame.lines_of(one)]

    def facts(self, party: Party) -> list[dict[str, Any]]:
        """Everything a desk told its building, in order."""
        keys = Keys({(party.site, version): key for version, key in self.site_keys[party.site].items()})
        signers = [bytes.fromhex(one.card.sync) for one in self.desks]
        read = [frame.read(frame.Kind.BATCH, raw, signers) for _, raw in self.batches(party)]
        opened = [one.open(to, keys) for one in read for to in one.readers() if to.startswith("site:")]
        return [line for one in opened for line in frame.lines_of(one)]

    def _line(self, one: Admitted) -> dict[str, Any]:
        card, box = one.card, bytes.fromhex(one.card.box)
        keys = self.site_keys[card.party.site].items()
        counts = one.ended is None and one.revoked is None
        boxes = [
            [version, seal_box(box, key, f"site-key:{card.party.site}:{version}".encode()).hex()]
            for version, key in keys
        ]
        return {
            "party": str(card.party),
            "sync": card.sync,
            "box": card.box,
            "pass": card.pass_key,
            "since": card.at,
            "ended": one.ended,
            "revoked": one.revoked,
            "site_keys": boxes if counts else [],
        }

    def _locks(self) -> Locks:
        newest = {site: max(keys.items()) for site, keys in self.site_keys.items()}
        return Locks(newest)

    def _head(self, header: Mapping[str, Any]) -> dict[str, Any]:
        return {"share": self.share_id, "proto": 1, **header}

    def _put(
        self,
        kind: frame.Kind,
        folder: str,
        ending: str,
        header: Mapping[str, Any],
        sections: Sequence[frame.Section],
        signer: SigningKey,
        number: int | None,
    ) -> int:
        n = next(self.numbers) if number is None else number
        head = {"at": 1, **self._head(header), "n": n}
        raw = frame.write(kind, head, sections, self._locks(), signer)
        self.share.create(f"{folder}/{Numbered(n, frame.hash16_of(raw), ending)}", raw)
        return n
