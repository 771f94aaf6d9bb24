"""Head office's receiving side by the book: what is whole, in its turn, once; and what it may never see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desk_app.services.sync import frame, names
from desk_app.services.sync.locks import HQ, Keys
from desk_app.services.sync.names import BatchName, Party
from tests.services.sync.office import Office

Number = tuple[str, int]


@dataclass
class Collector:
    """What head office holds of each desk: batches by epoch and number."""

    office: Office
    held: dict[Party, dict[Number, bytes]] = field(default_factory=lambda: defaultdict(dict))
    torn: int = 0

    def collect(self) -> None:
        """Take in what lies under `up` and `relay`. Two contents of one number never may."""
        signers = [bytes.fromhex(one.card.sync) for one in self.office.desks]
        for path, name in self._listed():
            raw = self.office.share.read(path, frame.MOST_FILE)
            try:
                found = frame.read(frame.Kind.BATCH, raw or b"", signers)
            except frame.Refused:
                self.torn += 1
                continue
            assert found.hash16 == name.hash16, "a file under another's name"
            assert (found.header["epoch"], found.header["seq"]) == (name.epoch, name.seq)
            party = Party.parse(found.header["party"])
            assert party is not None and raw is not None
            before = self.held[party].setdefault((name.epoch, name.seq), raw)
            assert before == raw, "two batches of one number"

    def _listed(self) -> Iterator[tuple[str, BatchName]]:
        share = self.office.share
        for top in ("up", "relay"):
            for party in share.folders(top):
                for entry in share.files(f"{top}/{party}"):
                    name = BatchName.parse(entry.name)
                    assert name is not None or names.is_part(entry.name), entry.name
                    if name is not None:
                        yield f"{top}/{party}/{entry.name}", name

    def acknowledge(self) -> None:
        """Say up to where everything is here, of each epoch of each desk."""
        for party, batches in self.held.items():
            upto = {}
            for epoch in {epoch for epoch, _ in batches}:
                last = 0
                while (epoch, last + 1) in batches:
                    last += 1
                if last:
                    upto[epoch] = (last, frame.digest_of(batches[epoch, last]))
            self.office.ack(party, upto)

    def headers(self, party: Party) -> list[tuple[Number, bytes, dict[str, Any]]]:
        """Each batch that is held: number, bytes, header; in order."""
        found = []
        for number, raw in sorted(self.held[party].items()):
            found.append((number, raw, dict(frame.peek(frame.Kind.BATCH, raw))))
        return found

    def lines(self, party: Party) -> list[dict[str, Any]]:
        """Everything a desk sent up, batch by batch."""
        keys = Keys(box=self.office.box, name=HQ)
        signers = [bytes.fromhex(one.card.sync) for one in self.office.desks]
        return [
            line
            for _, raw in sorted(self.held[party].items())
            for line in frame.lines_of(frame.read(frame.Kind.BATCH, raw, signers).open(HQ, keys))
        ]
