"""The product's head office in the world: its real store on SQLite, its archive, its keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Set
from pathlib import Path

from sqlalchemy import func, select

from desk_app.services.headoffice import marks
from desk_app.services.headoffice.archive import Archive
from desk_app.services.headoffice.config import Config
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.store import SqliteStore
from desk_app.services.headoffice.tables import EVENTS, METADATA, QUARANTINE
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share, ShareTrouble
from tests.fakes import FakeSecrets
from tests.services.sync.sim.places import DeskClock, LongLife, MortalDatabase, Place
from tests.services.sync.sim.sides import Clockwork, Life


class RealOffice:
    """Head office of the product."""

    def __init__(
        self,
        place: Place,
        config: Config,
        secrets: FakeSecrets,
        now: Clockwork,
        life: Life,
        give_back: Callable[[Place], None],
    ) -> None:
        self._place, self._config, self._secrets = place, config, secrets
        self._now, self._give_back = now, give_back
        place.database.life = life
        self._store = _store(place.database)
        shutil.rmtree(place.folder / "archive", ignore_errors=True)
        self.restart()

    def restart(self) -> None:
        folder, keys = self._place.folder, OfficeKeys(self._secrets)
        archive = Archive(folder / "archive")
        self.office = HeadOffice(folder, self._config, DeskClock(self._now), keys, self._store, archive)

    def round(self, share: Share) -> None:
        for step in (self.office.collect, self.office.publish):
            try:
                step(share)
            except ShareTrouble:
                continue

    def events(self) -> Mapping[int, bytes]:
        with self._store.read() as session:
            return {row[0]: bytes(row[1]) for row in session.execute(select(EVENTS.c.id, EVENTS.c.digest))}

    def forks(self) -> Set[Party]:
        found = (Party.parse(one.party) for one in self.office.incidents() if one.kind is Trouble.FORK)
        return {one for one in found if one is not None}

    def quarantined(self) -> int:
        with self._store.read() as session:
            return session.execute(select(func.count()).select_from(QUARANTINE)).scalar_one()

    def save(self) -> object:
        with self._place.database.raw() as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return (self._place.folder / "desk.db").read_bytes()

    def restore(self, backup: object) -> None:
        assert isinstance(backup, bytes)
        self._place.lay(backup, None)
        self.restart()

    def forget_archive(self) -> None:
        shutil.rmtree(self._place.folder / "archive", ignore_errors=True)
        self.restart()

    def lives(self, life: Life) -> None:
        self._place.database.life = life

    def decide(self) -> None:
        for one in self.office.incidents(open_only=True):
            if one.kind is Trouble.FORK:
                self.office.settle(one.id, "")

    def give_up(self, party: Party) -> None:
        with self._store.read() as session:
            known = sorted({*marks.marks(session, party), *(one for one, _ in marks.missing(session, party))})
        for epoch in known:
            self.office.close_epoch(party, epoch)

    def copy(self) -> bytes:
        """`save`, and let go of it."""
        saved = self.save()
        self._place.database.close()
        assert isinstance(saved, bytes)
        return saved

    def close(self) -> None:
        self._place.database.life = None
        self._place.database.close()
        self._give_back(self._place)


def beginning(folder: Path, now: Clockwork, secrets: FakeSecrets) -> RealOffice:
    """A head office that knows nobody yet."""
    place = Place(folder)
    with place.database.write() as session:
        METADATA.create_all(session.connection())
    config = Config("总部", "ab" * 16, now.ms())
    return RealOffice(place, config, secrets, now, LongLife(), lambda _: None)


def _store(database: MortalDatabase) -> SqliteStore:
    store = SqliteStore.__new__(SqliteStore)
    store._database = database
    return store
