"""Desks that write batches as the protocol says, without a desk's program: what a test wants them to say."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.core.clocks import Stamps, from_ms
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.journal.events import make_event
from desk_app.services.sync import frame, names
from desk_app.services.sync.locks import HQ, BoxKey, Keys, Locks
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.share import Share

START_MS = 1_795_390_000_000


@dataclass
class PaperDesk:
    """One desk. `batches` is what it packed, in order; `put` puts one on the share."""

    office: HeadOffice
    party: Party
    seed: int = 0
    epoch: str = ""
    at: int = START_MS
    batches: list[tuple[BatchName, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(f"{self.party} {self.seed}")
        self.sync = SigningKey(Purpose.SYNC, self.random.randbytes(32))
        self.passes = SigningKey(Purpose.PASS, self.random.randbytes(32))
        self.box = BoxKey(self.random.randbytes(32))
        self.stamps = Stamps(lambda: from_ms(self.at), self.party.desk)
        self.audit: list[tuple[int, bytes]] = []
        self.begin()

    def begin(self, *closes: str) -> None:
        """A new epoch."""
        self.epoch, self.seq, self.prev, self.closes = (
            self.random.randbytes(4).hex(),
            0,
            "0" * 64,
            list(closes),
        )

    def card(self, share: str = "") -> bytes:
        header = {
            "party": str(self.party),
            "code": f"D{self.party.desk}",
            "building": f"Tower {self.party.site}",
            "sync": self.sync.public.hex(),
            "box": self.box.public.hex(),
            "pass": self.passes.public.hex(),
            "at": START_MS,
            "share": share,
        }
        return frame.write(frame.Kind.CARD, header, [], Locks(), self.sync)

    def event(
        self,
        kind: str = "visitor.checked_in",
        entity: int = 0,
        payload: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """A line for an event; the clock goes on by a second."""
        self.at += 1000
        made = make_event(
            self.stamps.new_id(),
            self.stamps.stamp(),
            kind,
            1,
            entity or self.random.randrange(1 << 40),
            from_ms(self.at),
            7,
            payload or {"state": "in"},
            private,
        )
        line: dict[str, Any] = {"k": "e", "id": made.id, "t": kind, "v": 1, "e": made.entity, "h": made.stamp}
        line |= {"w": self.at, "a": 7, "p": made.payload, "d": made.digest.hex()}
        if made.private is not None and made.seal is not None:
            line |= {"x": made.private, "s": made.seal.hex()}
        return line

    def entry(self, say: str = "done") -> dict[str, Any]:
        """A line for the next entry of the audit log."""
        seq, before = self.audit[-1] if self.audit else (0, bytes(32))
        digest = hashlib.sha256(before + say.encode()).digest()
        self.audit.append((seq + 1, digest))
        columns = {"seq": seq + 1, "action": say, "previous": _b64(before), "digest": _b64(digest)}
        return {"k": "a", "c": columns}

    def row(self, table: str, key: Sequence[object], columns: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"k": "r", "t": table, "p": list(key), "h": self.stamps.stamp(), "c": columns}

    def pack(
        self,
        *lines: Mapping[str, Any],
        facts: Sequence[Mapping[str, Any]] = (),
        name: str = "passes",
        **header: Any,
    ) -> BatchName:
        """Pack a batch; its name."""
        self.at += 1000
        self.seq += 1
        events = [one for one in lines if one.get("k") == "e"]
        stamps = [one["h"] for one in events]
        head: dict[str, Any] = {
            "share": self.office.config.share_id,
            "proto": 1,
            "min_reader": 1,
            "app": "1.0",
            "party": str(self.party),
            "epoch": self.epoch,
            "seq": self.seq,
            "prev": self.prev,
            "at": self.at,
            "lo": min(stamps, default=0),
            "hi": max(stamps, default=0),
            "stamp": self.stamps.stamp(),
            "n": len(events),
            "closes": self.closes if self.seq == 1 else [],
            "audit": [self.audit[-1][0], self.audit[-1][1].hex()] if self.audit else [],
            "seen": {"ack": 0, "trust": 0, "master": 0, "rev": 0, "peers": {}},
        }
        told = [{"n": name, "v": 1, "f": one} for one in facts]
        locks = Locks(self.office.keys.locks(self.party.site).sites, {HQ: self.office.keys.box.public})
        sections = [
            frame.Section(HQ, frame.to_lines(lines)),
            frame.Section(locks.site(self.party.site), frame.to_lines(told)),
        ]
        raw = frame.write(frame.Kind.BATCH, {**head, **header}, sections, locks, self.sync)
        self.prev = frame.digest_of(raw).hex()
        self.batches.append((BatchName(self.epoch, self.seq, frame.hash16_of(raw)), raw))
        return self.batches[-1][0]

    def raw(self, name: BatchName) -> bytes:
        return next(raw for one, raw in self.batches if one == name)

    def put(self, share: Share, *wanted: BatchName) -> None:
        """Put batches on the share: these, or all."""
        for name, raw in self.batches:
            if not wanted or name in wanted:
                share.create(f"{names.up(self.party)}/{name}", raw)

    def ack(self, share: Share) -> frame.Frame | None:
        """The newest ack on the share."""
        listed = sorted((names.Numbered.parse(e.name), e.name) for e in share.files(names.acks(self.party)))
        if not listed:
            return None
        raw = share.read(f"{names.acks(self.party)}/{listed[-1][1]}", frame.MOST_FILE)
        assert raw is not None
        return frame.read(frame.Kind.ACK, raw, [self.office.keys.sync.public])

    def keys(self) -> Keys:
        """With what this desk reads what head office tells its building."""
        site = self.party.site
        of = {(site, version): key for version, key in self.office.keys.site(site).items()}
        return Keys(of, self.box, f"desk:{self.party}")


def _b64(raw: bytes) -> dict[str, str]:
    return {"b64": base64.b64encode(raw).decode()}
