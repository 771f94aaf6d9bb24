"""Tries a shared folder out as two PCs would use it, and names what is wrong with it; leaves nothing behind there.

Each step is a method of `_Examination`; what it finds is in `ailments`. Not here: mending, and what the exchange wrote.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from desk_app.services.core.clocks import Clock, to_ms
from desk_app.services.sync import names
from desk_app.services.sync.ailments import Ailment, Finding
from desk_app.services.sync.share import ShareAway, ShareFull, ShareReadOnly, ShareTrouble
from desk_app.services.sync.worker import WholeShare

_LARGE = 8 << 20
_RACES = 20
_LATE_S, _STEP_S = 10.0, 0.25
_SLOW_MS = 2_000
_LITTLE_BYTES = 200 << 20
_DRIFT_MS, _FAR_MS = 2 * 60_000, 10 * 60_000
_LONGEST = "~abcdefghijklmnopqrstuvwxyz-0123456789." + "z" * 25
_MOST_FOLDERS = 50


@dataclass
class Report:
    """What was found. `drift_ms`: by how much the server's clock is ahead; `step_ms`: how long a small step takes;
    `replaces`: whether giving a file another's name replaces that one. None where it could not be found out.
    """

    findings: list[Finding] = field(default_factory=list)
    step_ms: int | None = None
    drift_ms: int | None = None
    free_bytes: int | None = None
    replaces: bool | None = None
    aliens: int = 0

    @property
    def well(self) -> bool:
        """Whether the exchange works there; warnings do not count."""
        return not any(finding.told.fault for finding in self.findings)


def examine(
    connect: Callable[[], WholeShare], clock: Clock, *, pause: Callable[[float], None] = time.sleep
) -> Report:
    """Try a share out through two connections. Never raises ShareTrouble: that is what it reports."""
    examination = _Examination(connect(), connect(), clock, pause)
    examination.run()
    return examination.report


class _Examination:
    def __init__(
        self, one: WholeShare, other: WholeShare, clock: Clock, pause: Callable[[float], None]
    ) -> None:
        self.one, self.other, self.clock, self.pause = one, other, clock, pause
        self.report = Report()
        self._folder = f"doctor-{secrets.token_hex(4)}"
        self._made: set[str] = set()
        self._steps_ms: list[int] = []

    def run(self) -> None:
        """All steps; one that cannot go on does not stop the next, unless the folder itself is in the way."""
        steps = (
            self._aliens, self._writing, self._exclusive, self._race, self._renaming, self._replacing, self._names,
            self._anew, self._clock, self._large, self._deleting, self._room,
        )  # fmt: skip
        try:
            for step in steps:
                step()
        except ShareAway:
            self._found(Ailment.AWAY)
        except ShareReadOnly:
            self._found(Ailment.READ_ONLY)
        except ShareFull:
            self._found(Ailment.FULL)
        except ShareTrouble:
            self._found(Ailment.HELD)
        self._clean()
        if self._steps_ms:
            self.report.step_ms = sorted(self._steps_ms)[len(self._steps_ms) // 2]
            if self.report.step_ms > _SLOW_MS:
                self._found(Ailment.SLOW, ms=self.report.step_ms)

    def _aliens(self) -> None:
        with self._timed():
            files = self.one.files("")
        folders = self.one.folders("")
        alien = sum(entry.name != names.FORMAT for entry in files)
        for above in ("up", "relay", "join"):
            parties = self.one.folders(above) if above in folders else []
            for party in [one for one in parties if names.Party.parse(one)][:_MOST_FOLDERS]:
                alien += sum(not _is_ours(entry.name) for entry in self.one.files(f"{above}/{party}"))
        self.report.aliens = alien
        if alien:
            self._found(Ailment.ALIEN, n=alien)

    def _writing(self) -> None:
        path, content = self._new(), secrets.token_bytes(4_096)
        with self._timed():
            self.one.create(path, content)
        with self._timed():
            back = self.one.read(path, len(content))
        if back != content:
            self._found(Ailment.ALTERED)
        else:
            self._seen(path, content)

    def _seen(self, path: str, content: bytes) -> None:
        """Whether the other PC sees and reads it, and when."""
        waited = 0.0
        while not self._listed(path, len(content)) or self.other.read(path, len(content)) != content:
            if waited >= _LATE_S:
                self._found(Ailment.LIST_MISSING)
                return
            self.pause(_STEP_S)
            waited += _STEP_S
        if waited:
            self._found(Ailment.LIST_LATE, seconds=round(waited, 1))

    def _listed(self, path: str, size: int) -> bool:
        name = path.rpartition("/")[2]
        return any(entry.name == name and entry.size == size for entry in self.other.files(self._folder))

    def _exclusive(self) -> None:
        path = self._new()
        self.one.create(path, b"first")
        if self.other.create(path, b"second") or self.one.read(path, 100) != b"first":
            self._found(Ailment.NOT_EXCLUSIVE)

    def _race(self) -> None:
        with ThreadPoolExecutor(2) as both:
            for _ in range(_RACES):
                path = self._new()
                tries = [
                    both.submit(share.create, path, b"%d" % n)
                    for n, share in enumerate((self.one, self.other))
                ]
                won = [one.result() for one in tries]
                with suppress(ShareTrouble):
                    self.one.delete(path)
                if sum(won) != 1:
                    self._found(Ailment.NOT_EXCLUSIVE)
                    return

    def _renaming(self) -> None:
        old, new, content = self._new(), self._new(), secrets.token_bytes(2_048)
        self.one.create(old, content)
        if not self._renamed(old, new):
            self._found(Ailment.RENAME_REFUSED)
        elif not self._soon(
            lambda: self.other.read(new, 4_096) == content and self.other.read(old, 1) is None
        ):
            self._found(Ailment.RENAME_LOST)

    def _replacing(self) -> None:
        """Both may be: that one replaces the other, or is refused. Nothing third."""
        old, new = self._new(), self._new()
        self.one.create(old, b"newer")
        self.one.create(new, b"older")
        self.report.replaces = self._renamed(old, new)
        wanted = b"newer" if self.report.replaces else b"older"
        if not self._soon(lambda: self.other.read(new, 100) == wanted):
            self._found(Ailment.RENAME_LOST)

    def _renamed(self, old: str, new: str) -> bool:
        try:
            with self._timed():
                self.one.rename(old, new)
        except ShareAway:
            raise
        except (ShareTrouble, OSError):
            return False
        return True

    def _names(self) -> None:
        path = f"{self._folder}/{_LONGEST}"
        self._made.add(path)
        try:
            self.one.create(path, b"x")
        except (ShareFull, ShareReadOnly):
            raise
        except ShareTrouble:
            self._found(Ailment.NAMES)
            return
        unlisted = any(one.ailment is Ailment.LIST_MISSING for one in self.report.findings)
        if not unlisted and not self._soon(lambda: self._listed(path, 1)):
            self._found(Ailment.NAMES)

    def _anew(self) -> None:
        path = self._new()
        self.one.create(path, b"old content")
        self.other.read(path, 100)
        try:
            self.one.delete(path)
        except ShareReadOnly:
            return
        if not self.one.create(path, b"newer content"):
            return  # it cannot delete: that is found by another step
        if not self._soon(lambda: self.other.read(path, 100) == b"newer content"):
            self._found(Ailment.STALE)

    def _clock(self) -> None:
        path = self._new()
        self.one.create(path, b"x")
        now = to_ms(self.clock.now())
        written = [entry.modified_ms for entry in self.one.files(self._folder) if path.endswith(entry.name)]
        if not written:
            return
        drift = self.report.drift_ms = written[0] - now
        if abs(drift) > _DRIFT_MS:
            self._found(
                Ailment.CLOCK_FAR if abs(drift) > _FAR_MS else Ailment.CLOCK, minutes=abs(drift) // 60_000
            )

    def _large(self) -> None:
        path, content = self._new(), secrets.token_bytes(_LARGE)
        try:
            self.one.create(path, content)
            whole = self._soon(lambda: self.other.read(path, _LARGE) == content)
        except ShareAway:
            whole = False
        if not whole:
            self._found(Ailment.LARGE)

    def _deleting(self) -> None:
        path = self._new()
        self.one.create(path, b"x")
        try:
            with self._timed():
                self.one.delete(path)
            gone = self._soon(lambda: self.other.read(path, 1) is None)
        except ShareReadOnly:
            gone = False
        if not gone:
            self._found(Ailment.NO_DELETE)

    def _room(self) -> None:
        free = self.report.free_bytes = self.one.free_bytes()
        if free is not None and free < _LITTLE_BYTES:
            self._found(Ailment.LITTLE_ROOM, mb=free >> 20)

    def _new(self) -> str:
        path = f"{self._folder}/{names.part()}"
        self._made.add(path)
        return path

    def _soon(self, holds: Callable[[], bool]) -> bool:
        """Whether it holds now, or within the time that a lagging server is given."""
        waited = 0.0
        while not holds():
            if waited >= _LATE_S:
                return False
            self.pause(_STEP_S)
            waited += _STEP_S
        return True

    def _found(self, ailment: Ailment, **values: object) -> None:
        if all(one.ailment != ailment for one in self.report.findings):
            self.report.findings.append(Finding(ailment, values))

    @contextmanager
    def _timed(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._steps_ms.append(round((time.monotonic() - began) * 1000))

    def _clean(self) -> None:
        """Take away what was written, as far as the share lets it."""
        try:
            for path in self._made:
                self.one.delete(path)
            self.one.remove_folder(self._folder)
        except ShareTrouble:
            return


def _is_ours(name: str) -> bool:
    return names.BatchName.parse(name) is not None or names.is_part(name) or names.is_card(name)
