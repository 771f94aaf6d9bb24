"""Several desks of one building that tell each other facts, without the exchange's files: what `Feature.shared` does.

`building` founds them, `told` gives what a desk has to say since it was asked last, `hear` has another one take it in,
`exchange` does both for two desks, in an order of the test's own. A test says `settled` when nobody has anything new.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.records import Conflict
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.sharing import Fact, LaterPerhaps, NotHeard, Sharing
from desk_app.services.desk.identity import Founding
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Read
from desk_app.services.staff.service import Staff
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock, FakeSecrets

SITE = 4711


@dataclass(frozen=True)
class Said:
    """One fact as it travels: whose, of which kind, as JSON."""

    desk: int
    name: str
    text: str

    @property
    def fact(self) -> Fact:
        """The fact as another PC reads it."""
        found: dict[str, Any] = json.loads(self.text)
        return found


@dataclass
class OneDesk:
    """A PC of the building, with its people."""

    services: Services
    number: int
    supervisor: Actor
    receptionist: Actor
    guard: Actor
    told_to: int = 0
    """The newest event that was told."""
    said: list[Said] = field(default_factory=list)
    """Everything it ever told, in this order."""
    heard: dict[int, int] = field(default_factory=dict)
    """By desk: how much of what that one told was heard here."""
    waiting: list[Said] = field(default_factory=list)
    """Facts about records that are not here yet."""
    refused: list[Said] = field(default_factory=list)

    def restart(self) -> None:
        """Close the program and open it again on the same data."""
        bench = self.services.bench
        bench.database.close()
        folder = DataFolder(bench.database.path.parent)
        self.services = assembly.open_services(folder, clock=bench.clock, secrets=bench.secrets)

    def conflicts(self) -> list[Conflict]:
        """Everything on its conflict desk."""
        return self.services.get(ConflictQueries).all(SYSTEM, 10_000)

    def close(self) -> None:
        """End of the test."""
        self.services.bench.database.close()


def found(root: Path, number: int, clock: FakeClock, site: int = SITE) -> OneDesk:
    """A PC of its own; `desk_fixtures.quick_pins` before, or it takes a second."""
    services = assembly.found(
        DataFolder(root / f"desk{number}"),
        Founding("云帆大厦", "YF", f"A{number}", number, site_number=site),
        assembly.FirstSupervisor("周敏", PIN),
        clock=clock,
        secrets=FakeSecrets(),
    )
    people = {role: _account(services, role, number) for role in (Role.RECEPTIONIST, Role.GUARD)}
    boss = Actor(_supervisor(services), "周敏", Role.SUPERVISOR)
    return OneDesk(services, number, boss, people[Role.RECEPTIONIST], people[Role.GUARD])


def _account(services: Services, role: Role, number: int) -> Actor:
    name = f"{'林小雨' if role is Role.RECEPTIONIST else '赵刚'}{number}"
    return Actor(services.get(Staff).add(SYSTEM, name, role, PIN).result, name, role)


def _supervisor(services: Services) -> int:
    from desk_app.services.staff.queries import StaffQueries

    found = services.get(StaffQueries).who_can_sign_in()
    return next(one.id for one in found if one.role is Role.SUPERVISOR)


def building(root: Path, desks: int, clock: FakeClock) -> list[OneDesk]:
    """PCs that believe each other."""
    made = [found(root, number, clock) for number in range(1, desks + 1)]
    for here in made:
        for other in made:
            if here is not other:
                admit(here, other)
    return made


def admit(here: OneDesk, other: OneDesk) -> None:
    """`here` believes `other` from now on."""
    bench = here.services.bench
    now, code = bench.clock.now(), other.services.bench.desk.desk_code
    with bench.database.write() as session:
        session.add(KnownDeskRow(desk=other.number, code=code, admitted_at=now, card_at=now, heard_at=now))
        for purpose in Purpose:
            public = open_signing_key(other.services.bench.secrets, purpose).public
            session.add(
                PassKeyRow(
                    id=bench.stamps.new_id(), purpose=purpose.value, public=public, desk=other.number,
                    desk_code=code, site=bench.desk.site_number, valid_from=now,
                )
            )  # fmt: skip


def told(desk: OneDesk) -> list[Said]:
    """What a desk has to say about everything that was touched there since it was asked last. It stays in `said`."""
    bench = desk.services.bench
    topics = {kind.name: kind.topic for feature in bench.features for kind in feature.events}
    with bench.database.read() as session:
        rows = session.execute(
            select(EventRow.id, EventRow.kind, EventRow.entity).where(EventRow.id > desk.told_to)
        ).all()
        desk.told_to = max((row.id for row in rows), default=desk.told_to)
        touched = [(topics.get(row.kind), row.entity) for row in rows]
        read = Read(bench, session, SYSTEM, bench.clock.now())
        said: list[Said] = []
        for one in _sharings(desk):
            about = {entity for topic, entity in touched if topic in one.topics}
            facts = one.tell(read, about) if about else ()
            said += [Said(desk.number, one.name, json.dumps(fact)) for fact in facts]
    desk.said += said
    return said


def hear(desk: OneDesk, said: Iterable[Said]) -> bool:
    """Take facts in, each in a transaction of its own; whether anything changed. What waits is heard once more."""
    before, waiting = _newest(desk), desk.waiting
    desk.waiting = []
    for one in itertools.chain(said, waiting):
        _hear_one(desk, one)
    return _newest(desk) != before


def _hear_one(desk: OneDesk, one: Said) -> None:
    bench = desk.services.bench
    sharing = next(each for each in _sharings(desk) if each.name == one.name)
    try:
        with bench.work(SYSTEM, "sync.hear", frozenset({Role.SYSTEM})) as work:
            sharing.hear(work, one.desk, one.fact)
    except LaterPerhaps:
        desk.waiting.append(one)
    except NotHeard:
        desk.refused.append(one)


def exchange(one: OneDesk, other: OneDesk, shuffle: Callable[[list[Said]], None] | None = None) -> bool:
    """Each hears from the other what it has not heard yet; whether anything changed."""
    for desk in (one, other):
        told(desk)
    there, here = _catch_up(other, one, shuffle), _catch_up(one, other, shuffle)
    return there or here


def _catch_up(here: OneDesk, there: OneDesk, shuffle: Callable[[list[Said]], None] | None) -> bool:
    facts = there.said[here.heard.get(there.number, 0) :]
    here.heard[there.number] = len(there.said)
    if shuffle is not None:
        shuffle(facts)
    return hear(here, facts)


def settled(desks: Sequence[OneDesk], dice: random.Random | None = None, most: int = 10) -> None:
    """Everybody tells everybody until nobody hears anything new. Fails for desks that never stop."""
    shuffle = dice.shuffle if dice is not None else None
    for _ in range(most):
        new = sum(len(told(one)) for one in desks)
        news = [_catch_up(here, there, shuffle) for here, there in itertools.permutations(desks, 2)]
        if not any(news) and not new:
            return
    raise AssertionError("the desks answer each other for ever")


def _sharings(desk: OneDesk) -> Iterator[Sharing]:
    return (one for feature in desk.services.bench.features for one in feature.shared)


def _newest(desk: OneDesk) -> int:
    with desk.services.bench.database.read() as session:
        return session.scalars(select(EventRow.id).order_by(EventRow.id.desc()).limit(1)).first() or 0
