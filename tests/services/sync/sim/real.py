"""The product in the world: the desk's engine on a real database, with real keys. A template is made once a process.

Everything random is drawn from the schedule's number while it lives (`seeded`), so a schedule can be played again.
"""

from __future__ import annotations

import atexit
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import func, select

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.clocks import Stamps
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.sharing import desk_of_id
from desk_app.services.db.database import Database
from desk_app.services.db.opening import open_database
from desk_app.services.desk.identity import Founding, found_desk, read_desk
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Bench
from desk_app.services.settings.values import StoredSettings
from desk_app.services.staff.service import role_of
from desk_app.services.sync import frame, locks, names, state
from desk_app.services.sync.capture import ensure_capture
from desk_app.services.sync.cards import own_card
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.locks import Keys, Locks
from desk_app.services.sync.mark import Mark
from desk_app.services.sync.names import Party
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.share import Share
from desk_app.services.sync.tables import HeldRow, OutboxRow, ParkedRow, QuarantineRow
from tests.fakes import FakeSecrets
from tests.services.sync.sim import feature
from tests.services.sync.sim.faulty_share import FaultyShare, Server
from tests.services.sync.sim.places import DeskClock, LongLife, Place
from tests.services.sync.sim.real_office import RealOffice, beginning
from tests.services.sync.sim.sides import Batch, Clockwork, Deed, Life, OfficeSide, WorldTime
from tests.services.sync.sim.world import PARTIES, PRIVATE

_BEGIN_MS = 1_795_300_000_000
"""A day before the schedules begin."""


@dataclass(frozen=True, slots=True)
class _Copy:
    data: bytes
    mark: bytes | None


class RealDesk:
    """One desk of the product."""

    def __init__(
        self,
        party: Party,
        place: Place,
        secrets: FakeSecrets,
        now: Clockwork,
        life: Life,
        machine: str = "machine",
    ) -> None:
        self.party, self._place, self._secrets = party, place, secrets
        self._now, self._life, self._machine = now, life, machine
        self._folder, self._mark = place.folder, place.folder / "mark"
        self._seen_event = 0
        self._seen_batches: set[bytes] = set()
        self._open()

    def _open(self) -> None:
        self._database = self._place.database
        self._database.life = self._life
        self.restart()

    def restart(self) -> None:
        self.bench, mark = bench_of(self._database, self._secrets, self._now), Mark.read(self._mark)
        self.bench.stamps.follow(mark.id, mark.stamp)
        self._sync = SyncDesk(self.bench, self._mark, self._machine)

    def work(self, deed: Deed) -> None:
        with self.bench.work(SYSTEM, f"sim.{deed.kind}", {Role.SYSTEM}) as work:
            feature.do(work, deed)

    def round(self, share: Share) -> None:
        self._sync.round(share)

    def passes(self) -> list[int]:
        with self._database.read() as session:
            return feature.passes(session)

    def recorded(self) -> Mapping[int, bytes]:
        with self._database.read() as session:
            wanted = select(EventRow.id, EventRow.digest).where(EventRow.id > self._seen_event)
            found = {row[0]: row[1] for row in session.execute(wanted)}
        self._seen_event = max(found, default=self._seen_event)
        return found

    def all_events(self) -> Mapping[int, bytes]:
        with self._database.read() as session:
            return {row[0]: row[1] for row in session.execute(select(EventRow.id, EventRow.digest))}

    def redemptions(self) -> Mapping[int, int]:
        with self._database.read() as session:
            known = feature.redemptions(session)
            for line in map(json.loads, session.scalars(select(ParkedRow.line))):
                known |= dict.fromkeys(line["f"]["redeemed"], line["f"]["pass"])
        return known

    def redeemed(self) -> Set[int]:
        with self._database.read() as session:
            return {made for made in feature.redemptions(session) if desk_of_id(made) == self.party.desk}

    def waiting(self) -> Set[int]:
        with self._database.read() as session:
            sure = state.chain(session).sure_event
            return set(session.scalars(select(EventRow.id).where(EventRow.id > sure)))

    def batches(self) -> Mapping[bytes, Batch]:
        found = {}
        with self._database.read() as session:
            for row in session.execute(_BATCHES):
                digest, epoch, seq, events, first, last = row
                if digest not in self._seen_batches:
                    wanted = select(EventRow.id).where(EventRow.id.between(first, last))
                    ids = frozenset(session.scalars(wanted)) if events else frozenset()
                    found[digest] = Batch(self.party, epoch, seq, ids)
        self._seen_batches |= set(found)
        return found

    def held(self) -> Set[bytes]:
        with self._database.read() as session:
            return {frame.digest_of(one) for one in session.scalars(select(HeldRow.content))}

    def lives(self, life: Life) -> None:
        self._database.life = life

    def decide(self) -> None:
        Exchange(self.bench).begin_epoch(SYSTEM)

    def quarantined(self) -> Set[str]:
        """Files that did not count here."""
        with self._database.read() as session:
            return set(session.scalars(select(QuarantineRow.path)))

    def told_forked(self) -> bool:
        with self._database.read() as session:
            return bool(state.told(session).forks)

    def save(self) -> _Copy:
        with self._database.raw() as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        mark = self._mark.read_bytes() if self._mark.exists() else None
        return _Copy((self._folder / "desk.db").read_bytes(), mark)

    def copy(self) -> _Copy:
        """`save`, and let go of it."""
        saved = self.save()
        self._database.close()
        return saved

    def restore(self, backup: object, *, whole: bool) -> None:
        assert isinstance(backup, _Copy)
        if whole:
            self._mark.unlink(missing_ok=True)
        self._place.lay(backup.data, backup.mark if whole else None)
        self._seen_event = 0
        self._open()

    def twin(self, *, same_machine: bool) -> RealDesk:
        place, backup = template().place(), self.save()
        place.lay(backup.data, backup.mark)
        machine = self._machine if same_machine else "another machine"
        clock = Clockwork(self._now.world)
        clock.wrong_ms = self._now.wrong_ms + 777
        return RealDesk(self.party, place, copied(self._secrets), clock, self._life, machine)

    def close(self) -> None:
        self._database.close()
        template().give_back(self._place)


_BATCHES = select(
    OutboxRow.digest,
    OutboxRow.epoch,
    OutboxRow.seq,
    OutboxRow.events,
    OutboxRow.first_event,
    OutboxRow.last_event,
)


def bench_of(database: Database, secrets: FakeSecrets, now: Clockwork) -> Bench:
    """The tools of a desk with one small feature, as the program's start makes them."""
    known, clock = read_desk(database), DeskClock(now)
    assert known is not None
    with database.read() as session:
        floor = session.execute(select(func.max(EventRow.stamp))).scalar() or 0
    return Bench(
        database=database,
        clock=clock,
        stamps=Stamps(clock.now, known[0].desk_number, floor),
        desk=known[0],
        secrets=secrets,
        settings=StoredSettings(database),
        role_of=role_of,
        features=(feature.FEATURE,),
    )


def copied(secrets: FakeSecrets) -> FakeSecrets:
    """The same secrets on another PC."""
    other = FakeSecrets()
    other.__dict__.update(_kept=dict(secrets.__dict__["_kept"]))
    return other


class Template:
    """Three desks that head office has admitted and heard once; every schedule begins with a copy of them."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self.root = Path(tempfile.mkdtemp(prefix="desk-sim-", dir=memory if memory.is_dir() else None))
        atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        self.time = WorldTime(_BEGIN_MS)
        self.secrets = {party: FakeSecrets() for party in PARTIES}
        self.office_secrets = FakeSecrets()
        self.share = FaultyShare(Server(Random(1), lambda: self.time.ms), "template")
        self._free: list[Place] = []
        self._places = 0
        self._make()

    def _make(self) -> None:
        blank = DataFolder(self.root / "blank")
        clock = Clockwork(self.time)
        open_database(blank, DeskClock(clock)).close()
        desks = [self._founded(party, blank.database.read_bytes(), clock) for party in PARTIES]
        office = beginning(self.root / "office", clock, self.office_secrets)
        self.card = office.office.card()
        for desk in desks:
            Exchange(desk.bench).connect(SYSTEM, self.card, None)
            office.office.admit(own_card(desk.bench, office.office.config.share_id))
        for _ in range(3):
            office.round(self.share)
            for desk in desks:
                self.time.pass_by(1000)
                desk.round(self.share)
        self._data = {desk.party: desk.copy() for desk in desks}
        self.config, self._office = office.office.config, office.copy()

    def _founded(self, party: Party, blank: bytes, clock: Clockwork) -> RealDesk:
        place = Place(self.root / f"first {party}")
        place.lay(blank, None)
        found_desk(place.database, DeskClock(clock), _founding(party))
        with place.database.write() as session:
            feature.make_tables(session.connection())
            ensure_capture(session.connection().connection.driver_connection)
        return RealDesk(party, place, self.secrets[party], clock, LongLife())

    def site_keys(self) -> Keys:
        """What every building's desks can open."""
        keys = OfficeKeys(self.office_secrets)
        return Keys({(party.site, 1): keys.site(party.site)[1] for party in PARTIES})

    def place(self) -> Place:
        """A place for a desk's data."""
        if not self._free:
            self._places += 1
            self._free.append(Place(self.root / f"place {self._places}"))
        return self._free.pop()

    def office(self) -> Place:
        """A place with head office's data, for a schedule."""
        place = self.place()
        place.lay(self._office, None)
        return place

    def give_back(self, place: Place) -> None:
        """It is free again."""
        self._free.append(place)

    def desk(self, party: Party) -> Place:
        """A place with a desk's data, for a schedule."""
        place, saved = self.place(), self._data[party]
        place.lay(saved.data, saved.mark)
        return place


def _founding(party: Party) -> Founding:
    return Founding("云帆大厦", f"S{party.site}", f"A{party.desk}", party.desk, site_number=party.site)


@cache
def template() -> Template:
    """Made at the first call, the same in every process."""
    with seeded(0):
        return Template()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Everything that is random in the product is drawn from one number, meanwhile."""
    random = Random(seed)
    old = secrets.token_bytes, secrets.token_hex, locks.X25519PrivateKey
    secrets.token_bytes = lambda count=32: random.randbytes(count or 32)  # type: ignore[assignment]
    secrets.token_hex = lambda count=32: random.randbytes(count or 32).hex()  # type: ignore[assignment]
    locks.X25519PrivateKey = _seeded_keys(random)  # type: ignore[misc]
    try:
        yield
    finally:
        secrets.token_bytes, secrets.token_hex, locks.X25519PrivateKey = old  # type: ignore[misc]


def _seeded_keys(random: Random) -> type[X25519PrivateKey]:
    class Seeded:
        """X25519 keys from the schedule's number."""

        from_private_bytes = staticmethod(X25519PrivateKey.from_private_bytes)

        @staticmethod
        def generate() -> X25519PrivateKey:
            return X25519PrivateKey.from_private_bytes(random.randbytes(32))

    return Seeded  # type: ignore[return-value]


class RealSides:
    """The product's desks, with head office by the book."""

    def desk(self, party: Party, now: Clockwork, life: Life) -> RealDesk:
        return RealDesk(party, template().desk(party), copied(template().secrets[party]), now, life)

    def office(self, now: Clockwork, life: Life) -> OfficeSide:
        made = template()
        return RealOffice(made.office(), made.config, copied(made.office_secrets), now, life, made.give_back)

    def start(self) -> Mapping[str, bytes]:
        return {path: file.content for path, file in template().share.server.files.items()}

    def forgery(self, random: Random, party: Party, like: bytes) -> tuple[str, bytes] | None:
        return forged(random, party, like)

    def secrets_in(self, content: bytes) -> bool:
        return readable(content, template().site_keys())


def forged(random: Random, party: Party, like: bytes) -> tuple[str, bytes] | None:
    """A batch that follows `like` in everything but who signed it: a stranger, or another desk that counts."""
    try:
        header = dict(frame.peek(frame.Kind.BATCH, like))
    except frame.Refused:
        return None
    header |= {"party": str(party), "seq": header["seq"] + 1, "prev": frame.digest_of(like).hex(), "n": 1}
    sections = header.pop("sections")
    others = [template().secrets[one] for one in PARTIES if one != party]
    secrets = random.choice([FakeSecrets(), *others])
    event = {
        "k": "e",
        "id": 5,
        "t": "sim.redeemed",
        "v": 1,
        "e": 5,
        "h": 5 << 16,
        "w": 5,
        "a": 0,
        "p": "{}",
        "d": "00",
    }
    lines = {one["to"]: frame.to_lines([event]) if one["to"] == "hq" else b"" for one in sections}
    fact = {
        "n": "sim.pass",
        "v": 1,
        "f": {"pass": party.desk << 8, "issued": True, "redeemed": [party.desk << 8]},
    }
    lines = {to: line or frame.to_lines([fact]) for to, line in lines.items()}
    keys = OfficeKeys(template().office_secrets)
    reach = Locks({one.site: (1, keys.site(one.site)[1]) for one in PARTIES}, {"hq": keys.box.public})
    signer = open_signing_key(secrets, Purpose.SYNC)
    raw = frame.write(frame.Kind.BATCH, header, [frame.Section(*one) for one in lines.items()], reach, signer)
    name = names.BatchName(header["epoch"], header["seq"], frame.hash16_of(raw))
    return f"{names.up(party)}/{name}", raw


def readable(content: bytes, keys: Keys) -> bool:
    """Whether what is personal in the deeds stands in a file, as it is or for whoever has a building's key."""
    needle = PRIVATE.encode()
    if needle in content or json.dumps(PRIVATE).encode()[1:-1] in content:
        return True
    for kind in (one for one in frame.Kind if content.startswith(one.value)):
        try:
            found = frame._taken_apart(kind, content)
            opened = [found.open(to, keys) for to in found.readers() if to != "hq"]
        except frame.Refused:
            return False
        return any(needle in one or json.dumps(PRIVATE).encode()[1:-1] in one for one in opened)
    return False
