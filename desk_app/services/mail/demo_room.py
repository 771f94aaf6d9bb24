"""The demo building's mail room: what writes batches, counts and pieces, with everything that happens to them later.

What happens on which day is in `demo.py` and `demo_today.py`, what goes out in `demo_outgoing.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.demo.pen import DemoTenant, Mind, Pen
from desk_app.services.demo.people import any_name
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Tenant
from desk_app.services.mail import events, rules
from desk_app.services.mail.mapping import batch_facts, batch_private, piece_facts, piece_private
from desk_app.services.mail.options import HOLD_DAYS, MORNING_TARGET, MORNING_UNTIL, SORT_MINUTES
from desk_app.services.mail.records import MailKind, PieceState
from desk_app.services.mail.rows import CODES
from desk_app.services.mail.searching import piece_entry
from desk_app.services.mail.tables import AttemptRow, BatchCountRow, BatchRow, OrdinaryRow, PieceRow

LANE, OTHER_LANE, OUTGOING_LANE = 8, 9, 10
_SHELVES = ("A", "B", "C")
_PREFIXES = {"顺丰": "SF", "京东": "JD", "中通": "ZT", "圆通": "YT", "申通": "ST", "韵达": "YD", "EMS": "EM"}


@dataclass(frozen=True)
class Address:
    """For whom a piece is, as it is sorted."""

    tenant: int | None
    company: str
    unit: str
    recipient: str


class Room(Mind):
    """The mail of the demo building while it is written."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self._companies: dict[int, Tenant] = {}

    @property
    def boss(self) -> int:
        """The supervisor."""
        return next(one.staff_id for one in self.pen.staff if one.role is Role.SUPERVISOR)

    @property
    def clerk(self) -> int:
        """Whoever is at the desk."""
        return self.pick(self.pen.desk_staff).staff_id

    def companies(self) -> dict[int, Tenant]:
        """Every tenant by its id, also one that moved out since: read once."""
        if not self._companies:
            self._companies = {one.id: one for one in DirectoryQueries(self.pen.bench).tenants(SYSTEM)}
        return self._companies

    def address(self, tenant: DemoTenant | None = None) -> Address:
        """Mostly a contact of a tenant; sometimes somebody nobody entered as one."""
        whose = tenant or self.pick(self.pen.tenants)
        known = self.companies().get(whose.id)
        name = self.pick(whose.contacts) if self.rng.random() < 0.75 else any_name(self.rng)
        return Address(whose.id, known.name if known is not None else whose.name, whose.unit, name)

    # Batches

    def batch(self, at: datetime, carrier: str, counts: Mapping[MailKind, int], guard: str = "") -> BatchRow:
        """A carrier brings mail; with a guard's name, he took it two days before. `write` comes last."""
        pen = self.pen
        local = at.astimezone(pen.bench.clock.zone)
        row = pen.row(
            BatchRow,
            id=pen.id_at(at, LANE),
            number=pen.number(local.date()),
            carrier=carrier,
            carrier_person=any_name(self.rng),
            day=local.date(),
            arrived_at=at - timedelta(days=2) if guard else at,
            received_by=self.clerk,
            target_at=rules.target_time(
                local, MORNING_UNTIL.default, MORNING_TARGET.default, SORT_MINUTES.default
            ),
            taken_by_guard=guard,
        )
        pen.event(
            events.ARRIVED, row.id, at, row.received_by, batch_facts(row, dict(counts)), batch_private(row)
        )
        return row

    def write(self, row: BatchRow, announced: Mapping[MailKind, int], found: Mapping[MailKind, int]) -> None:
        """Write a batch as it stands at the end, with what was announced and sorted of each kind."""
        self.pen.add(BatchRow, row)
        for kind in dict.fromkeys((*announced, *found)):
            values = {"announced": announced.get(kind, 0), "sorted": found.get(kind, 0)}
            count = self.pen.row(BatchCountRow, batch=row.id, kind=kind.value, **values)
            self.pen.add(BatchCountRow, count)

    def finish(self, row: BatchRow, at: datetime, n: int, missing: int = 0) -> None:
        """All `n` pieces are sorted; now and then one is `missing`."""
        row.sorted_at, row.sorted_by = at, row.received_by
        row.difference = "少一件，已电话告知承运方" if missing else ""
        facts = {"number": row.number, "announced": n + missing, "sorted": n, "late": at > row.target_at}
        private = {"difference": row.difference} if missing else None
        self.pen.event(events.SORTED, row.id, at, row.sorted_by, facts, private)

    def ordinary(
        self,
        row: BatchRow,
        at: datetime,
        tenants: Sequence[int],
        kind: MailKind,
        most: int,
        delivered: datetime | None,
        keep_until: date | None = None,
    ) -> int:
        """Letters of a batch for these tenants, up to `most` for each; says how many."""
        total, left = 0, Counter[str]()
        for tenant in tenants:
            n = 1 + int(self.rng.random() * most)
            total, left[str(tenant)] = total + n, n
            count = self.pen.row(
                OrdinaryRow, id=self.pen.id_at(at, OTHER_LANE), batch=row.id, day=row.day, tenant=tenant,
                kind=kind.value, quantity=n, delivered_at=delivered, keep_until=keep_until,
            )  # fmt: skip
            self.pen.add(OrdinaryRow, count)
            facts = {"tenant": tenant, "kind": kind.value, "quantity": n, "count": n}
            self.pen.event(events.COUNTED, row.id, at, row.received_by, facts)
        if delivered is not None:
            said = {"number": row.number, "tenants": dict(left), "sent_back": False}
            self.pen.event(events.DELIVERED, row.id, delivered, row.received_by, said)
        return total

    # Pieces

    def piece(self, row: BatchRow, at: datetime, kind: MailKind, whose: Address) -> PieceRow:
        """A piece is registered. What happens to it is told afterwards; then `keep` writes it as it stands."""
        pen = self.pen
        return pen.row(
            PieceRow,
            id=pen.id_at(at, LANE),
            number=pen.number(row.day),
            code=ShortNumber(Kind.MAIL, pen.bench.desk.desk_number, pen.count(CODES)).digits,
            batch=row.id,
            kind=kind.value,
            carrier=row.carrier,
            state=(PieceState.UNMATCHED if whose.tenant is None else PieceState.STORED).value,
            day=row.day,
            arrived_at=row.arrived_at,
            registered_by=row.received_by,
            tenant=whose.tenant,
            company=whose.company,
            unit=whose.unit,
            recipient=whose.recipient,
            barcode=self._barcode(row.carrier, kind),
            place=self._place(whose),
            hold_until=row.arrived_at.astimezone(pen.bench.clock.zone).date()
            + timedelta(days=HOLD_DAYS.default),
        )

    def registered(self, row: PieceRow, at: datetime) -> None:
        """Its first event, with what is known then."""
        self.pen.event(events.REGISTERED, row.id, at, row.registered_by, piece_facts(row), piece_private(row))

    def keep(self, row: PieceRow) -> None:
        """Write a piece as it stands at the end."""
        self.pen.add(PieceRow, row)
        self.pen.find(piece_entry(row))

    def hand_over(self, row: PieceRow, at: datetime, mark: str = "") -> None:
        """Somebody collects it, signing on paper; one in seven for somebody else."""
        proxy = self.rng.random() < 0.14
        row.state, row.handed_at, row.handed_by = PieceState.HANDED_OVER.value, at, self.clerk
        row.handed_to = any_name(self.rng) if proxy or not row.recipient else row.recipient
        row.proxy, row.on_paper, row.hand_over = proxy, MailKind(row.kind).special, mark or str(row.id)
        how = {"proxy": proxy, "signed": False, "on_paper": row.on_paper, "pieces": 1}
        said = {"handed_to": row.handed_to}
        self.pen.event(events.HANDED_OVER, row.id, at, row.handed_by, {**piece_facts(row), **how}, said)

    def attempt(self, row: PieceRow, at: datetime, words: str, most: int) -> None:
        """A try to deliver it fails."""
        row.attempts += 1
        row.state = rules.resting_state(row.tenant, row.attempts, most).value
        by = self.clerk
        tried = self.pen.row(
            AttemptRow, id=self.pen.id_at(at, OTHER_LANE), piece=row.id, at=at, by=by, words=words
        )
        self.pen.add(AttemptRow, tried)
        facts = {**piece_facts(row), "attempts": row.attempts}
        self.pen.event(events.ATTEMPTED, row.id, at, by, facts, {"words": words})

    def _place(self, whose: Address) -> str:
        if whose.tenant is None:
            return "待查架"
        return f"{self.pick(_SHELVES)}-{1 + whose.tenant % 19:02d}"

    def _barcode(self, carrier: str, kind: MailKind) -> str:
        if kind in (MailKind.LETTER, MailKind.PRINTED, MailKind.NEWSPAPER, MailKind.MAGAZINE):
            return ""
        number = int(self.rng.random() * 10**11)
        return f"{_PREFIXES.get(carrier, 'XA')}{number:011d}"
