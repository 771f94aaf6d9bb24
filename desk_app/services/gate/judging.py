"""One code, one verdict, in one transaction: what the scan and the release at the gate have in common.

The steps are in `codes.verdict`; here they get what this PC knows: the keys, the features' pass books, the time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from desk_app.services.codes.answers import Code
from desk_app.services.codes.claims import PassClaims
from desk_app.services.codes.ledger import GateContext, PassBook, PassRecord, Revocation, Use
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.verdict import Verdict, judge_scan
from desk_app.services.gate.options import AMBER_HOURS, RED_HOURS
from desk_app.services.gate.trusted_time import floor_of
from desk_app.services.journal.work import Bench
from desk_app.services.trust.ring import Elsewhere, elsewhere, key_ring


def judge(
    bench: Bench,
    session: Session,
    raw: str,
    *,
    gate: int,
    now: datetime,
    despite: Collection[Code] = (),
    floor: datetime | None = None,
    books: PassBooks | None = None,
) -> Verdict:
    """The verdict on what was scanned or typed at a gate, as of `now`. No input raises.

    `despite`: what the supervisor has set aside; everything else still counts. `floor` instead of the newest time
    this PC has seen: for a question about another time, or read before. `books` of this transaction, if the caller
    asks them too.
    """
    books = books or PassBooks(bench, session)
    context = GateContext(
        site=bench.desk.site_number,
        gate=gate,
        now=now,
        floor=floor_of(session, now) if floor is None else floor,
        zone=bench.clock.zone,
        alone=books.elsewhere.alone,
        amber_after=timedelta(hours=bench.settings.get(AMBER_HOURS)),
        red_after=timedelta(hours=bench.settings.get(RED_HOURS)),
    )
    return judge_scan(read_scan(raw), key_ring(bench, session), context, books, despite)


class PassBooks:
    """The features' pass books as the one ledger of the verdict. For one transaction: they remember."""

    def __init__(self, bench: Bench, session: Session) -> None:
        self._session = session
        self._claims: dict[int, PassClaims | None] = {}
        self._uses: dict[int, Sequence[Use]] = {}
        self._books: Sequence[PassBook] = [open_book(bench, session) for open_book in bench.pass_books]

    def claims(self, pass_id: int) -> PassClaims | None:
        """The pass as it was signed, from whichever feature knows it."""
        if pass_id not in self._claims:
            found = (one for book in self._books if (one := book.claims(pass_id)) is not None)
            self._claims[pass_id] = next(found, None)
        return self._claims[pass_id]

    def code(self, pass_id: int) -> str | None:
        """Its digits, from whichever feature knows them."""
        return next((found for book in self._books if (found := book.code(pass_id)) is not None), None)

    def is_another(self, pass_id: int, code: str) -> bool:
        """Whether any feature was told of a different code of this number."""
        return any(book.is_another(pass_id, code) for book in self._books)

    def spent(self, claims: PassClaims) -> Use | None:
        """The use by which nothing may leave any more."""
        return next((found for book in self._books if (found := book.spent(claims)) is not None), None)

    def learn(self, claims: PassClaims) -> None:
        """Every feature keeps what a proven pass says."""
        for book in self._books:
            book.learn(claims)

    def revocation(self, pass_id: int) -> Revocation | None:
        """Whether any feature took it back."""
        return next((found for book in self._books if (found := book.revocation(pass_id)) is not None), None)

    def uses(self, pass_id: int) -> Sequence[Use]:
        """Its releases, oldest first."""
        if pass_id not in self._uses:
            found = (use for book in self._books for use in book.uses(pass_id))
            self._uses[pass_id] = sorted(found, key=lambda use: use.at)
        return self._uses[pass_id]

    def records_of(self, pass_ids: Collection[int]) -> Mapping[int, PassRecord]:
        """By pass, the record it belongs to, from whichever feature knows it."""
        found: dict[int, PassRecord] = {}
        for book in self._books:
            found |= book.records_of([one for one in pass_ids if one not in found])
        return found

    def record_of(self, pass_id: int) -> PassRecord | None:
        """The record that one pass belongs to."""
        return self.records_of((pass_id,)).get(pass_id)

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """The other desks."""
        return elsewhere(self._session)

    def last_counter(self, desk: int, most: int) -> int:
        """The highest count that any feature knows a pass of a desk by."""
        return max((book.last_counter(desk, most) for book in self._books), default=0)

    def revocations_at(self) -> datetime | None:
        """Up to when other desks' revocations are here."""
        return self.elsewhere.heard_at

    def gates_at(self) -> datetime | None:
        """Up to when other gates' records are here: they come with the revocations."""
        return self.elsewhere.heard_at
