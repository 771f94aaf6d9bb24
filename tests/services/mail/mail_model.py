"""What the state machine of mail believes: counted by hand, without the program's own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desk_app.services.mail.records import MailKind, PieceState, Postage

ATTEMPTS = 2


@dataclass
class PieceModel:
    """One registered or unmatched piece."""

    id: int
    batch: int
    kind: MailKind
    state: PieceState
    tenant: int | None
    barcode: str = ""
    attempts: int = 0
    handed_at: datetime | None = None
    goes: PieceState = PieceState.RETURNED
    left: bool = False

    def rest(self) -> None:
        """It lies here again, as it did."""
        if self.tenant is None:
            self.state = PieceState.UNMATCHED
        else:
            self.state = PieceState.UNDELIVERABLE if self.attempts >= ATTEMPTS else PieceState.STORED


@dataclass
class BatchModel:
    """One batch; `ordinary` by tenant and kind."""

    id: int
    announced: Counter[MailKind]
    ordinary: Counter[tuple[int, MailKind]] = field(default_factory=Counter)
    finished: bool = False

    def sorted(self, model: Model) -> Counter[MailKind]:
        """How many of each kind were sorted out of it."""
        found: Counter[MailKind] = Counter(one.kind for one in model.pieces if one.batch == self.id)
        for (_, kind), n in self.ordinary.items():
            found[kind] += n
        return found

    def barcodes(self, model: Model) -> set[str]:
        """The carriers' barcodes in it."""
        return {one.barcode for one in model.pieces if one.batch == self.id and one.barcode}


@dataclass
class OutModel:
    """One entry of outgoing mail. `over`: it cannot be taken back (any more)."""

    id: int
    carrier: str
    paid: Postage
    fen: int
    day: date
    gone: bool = False
    void: bool = False
    over: bool = False
    corrects: bool = False

    def counts(self, *paid: Postage) -> bool:
        """Whether its postage counts, among these ways to pay."""
        return not self.void and self.paid in paid


@dataclass
class Model:
    """The whole desk."""

    batches: list[BatchModel] = field(default_factory=list)
    pieces: list[PieceModel] = field(default_factory=list)
    out: list[OutModel] = field(default_factory=list)
    put_in: int = 0

    def cash(self) -> int:
        """What must lie in the drawer."""
        return self.put_in + _sum(one for one in self.out if one.counts(Postage.CASH))

    def week(self, monday: date) -> Counter[str]:
        """By carrier: what its statement of this week should say."""
        found: Counter[str] = Counter()
        for one in self.out:
            if one.counts(Postage.CASH, Postage.ACCOUNT) and monday <= one.day < monday + timedelta(days=7):
                found[one.carrier] += one.fen
        return found


def _sum(entries: Iterable[OutModel]) -> int:
    return sum(one.fen for one in entries)
