"""The desk of the mail's tests, with short words for what it does all the time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.demo.scribble import signature
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import ContactDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.journal.tables import EventRow
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import (
    Batch,
    BatchDraft,
    HandOverDraft,
    MailKind,
    Outgoing,
    OutgoingDraft,
    Piece,
    PieceDraft,
)
from tests.desk_fixtures import People
from tests.fakes import FakeClock

K = MailKind
SIGNATURE = signature(random.Random(4))
TODAY = date(2026, 11, 23)
"""A Monday; the clock of the tests shows 9:00."""


@dataclass
class Counter:
    """Three tenants on two floors, and a receptionist who sorts."""

    desk: Services
    people: People
    clock: FakeClock
    cloud: int = field(init=False)
    star: int = field(init=False)
    gone: int = field(init=False)

    def __post_init__(self) -> None:
        self.cloud = self.move_in(
            "深圳云帆科技有限公司", "云帆科技", "1205", mailbox="A12", english_name="Yunfan Tech"
        )
        self.star = self.move_in("北极星咨询有限公司", "北极星", "1801", mailbox="B07")
        self.gone = self.move_in("旧梦影业有限公司", "旧梦影业", "0903", mailbox="C03")
        people = self.desk.get(TenantPeople)
        people.add_contact(self.boss, self.cloud, ContactDraft("张伟明", "行政"))
        people.add_contact(self.boss, self.star, ContactDraft("Elena Petrova", "前台"))

    def move_in(self, name: str, short: str, unit: str, **more: str) -> int:
        boss, directory = self.people.supervisor, self.desk.get(Directory)
        return directory.add_tenant(boss, TenantDraft(name, short, **more), unit).result

    def move_out(self, tenant: int, forwarding: str = "") -> None:
        boss, directory = self.people.supervisor, self.desk.get(Directory)
        directory.announce_move_out(boss, tenant, TODAY)
        directory.clear_finance(boss, tenant)
        directory.moved_out(boss, tenant, forwarding)

    @property
    def arrivals(self) -> Arrivals:
        return self.desk.get(Arrivals)

    @property
    def pieces(self) -> Pieces:
        return self.desk.get(Pieces)

    @property
    def posts(self) -> OutgoingMail:
        return self.desk.get(OutgoingMail)

    @property
    def ask(self) -> MailQueries:
        return self.desk.get(MailQueries)

    @property
    def clerk(self) -> Any:
        return self.people.receptionist

    @property
    def boss(self) -> Any:
        return self.people.supervisor

    def arrive(self, carrier: str = "邮局", **counts: int) -> Batch:
        said = {MailKind(kind): n for kind, n in (counts or {"letter": 3}).items()}
        return self.arrivals.arrive(self.clerk, BatchDraft(carrier, said)).result

    def sort(
        self, batch: Batch, kind: MailKind = K.REGISTERED, tenant: int | None = None, **more: Any
    ) -> Any:
        draft = PieceDraft(batch.id, kind, tenant, **more)
        return self.arrivals.sort(self.clerk, draft).result

    def piece(self, kind: MailKind = K.REGISTERED, tenant: int | None = 0, **more: Any) -> Piece:
        """A piece of a batch of its own; of the first tenant if none is named."""
        batch = self.arrive(**{kind.value: 1})
        found = self.sort(batch, kind, self.cloud if tenant == 0 else tenant, **more)
        assert isinstance(found, Piece)
        return found

    def hand_over(self, *pieces: Piece, name: str = "张伟明", **more: Any) -> list[Piece]:
        draft = HandOverDraft(tuple(one.id for one in pieces), name, **{"signature": SIGNATURE, **more})
        return self.pieces.hand_over(self.clerk, draft).result

    def post(self, postage: str = "12.50", **more: Any) -> Outgoing:
        fields = {"carrier": "顺丰", "tenant": self.cloud, "destination": "上海", "postage": postage, **more}
        return self.posts.post(self.clerk, OutgoingDraft(fields.pop("kind", K.EXPRESS), **fields)).result

    def now(self, piece: Piece) -> Piece:
        """The piece as it stands."""
        return self.ask.card(self.clerk, piece.id).piece

    def batch(self, batch: Batch) -> Batch:
        """The batch as it stands."""
        return self.ask.batch(self.clerk, batch.id)

    @property
    def cash(self) -> int:
        return self.desk.get(DrawerQueries).state(self.clerk).cash

    def events(self) -> int:
        """How many events are on record."""
        with self.desk.bench.database.read() as session:
            return session.execute(select(func.count()).select_from(EventRow)).scalar_one()


class Refused:
    """A step that is refused with its own sentence and changes nothing."""

    said: str = ""
    fields: tuple[str, ...] = ()
    values: Mapping[str, object] = {}

    def __init__(self, counter: Counter, *errors: type[Exception]) -> None:
        self._counter, self._errors = counter, errors or (IllegalStep,)

    def __enter__(self) -> Refused:
        self._before = self._counter.events()
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        assert isinstance(error, self._errors), f"not refused: {error!r}"
        assert self._counter.events() == self._before, "refused and changed something"
        self.said, self.values = str(error), getattr(error, "values", {})
        self.fields = tuple(error.problems) if isinstance(error, InvalidInput) else ()
        return True
