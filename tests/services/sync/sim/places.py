"""Where a party's data lies for a schedule, on a database whose program may end at every commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desk_app.services.core.clocks import DEFAULT_ZONE, from_ms
from desk_app.services.db.database import Database
from tests.services.sync.sim.sides import Clockwork, Life


class DeskClock:
    """The desk's clock as services see it."""

    zone = DEFAULT_ZONE

    def __init__(self, clockwork: Clockwork) -> None:
        self._clockwork = clockwork

    def now(self) -> datetime:
        return from_ms(self._clockwork.ms())

    def monotonic(self) -> float:
        return self._clockwork.world.ms / 1000


class MortalDatabase(Database):
    """A database whose program may end before and after each commit."""

    life: Life | None = None

    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as session:
            yield session
            if self.life is not None:
                self.life.before_commit()
        if self.life is not None:
            self.life.after_commit()


class Place:
    """Where a desk's data lies. It is used again by schedule after schedule: what the database's engine has learnt of
    statements stays, which is half of the time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.database = MortalDatabase(folder / "desk.db")

    def lay(self, data: bytes, mark: bytes | None) -> None:
        """This data lies here from now on."""
        self.database.close()
        for name in ("desk.db-wal", "desk.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / "desk.db").write_bytes(data)
        if mark is not None:
            (self.folder / "mark").write_bytes(mark)


class LongLife:
    """Nothing ends."""

    def before_commit(self) -> None: ...

    def after_commit(self) -> None: ...
