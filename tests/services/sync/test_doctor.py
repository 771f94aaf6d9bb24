"""R17: each way in which a shared folder can be wrong is named, and nothing else is; a well one is called well."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_app.cli import main
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.words import load_words
from desk_app.services.sync import doctor as examining
from desk_app.services.sync.ailments import TOLD, Ailment
from desk_app.services.sync.doctor import Report, examine
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.share import Entry
from desk_app.services.sync.troubles import away, full, held, read_only
from tests.fakes import FakeClock
from tests.proof.counts import counted
from tests.services.sync.memory_share import MemoryShare

ROOT = Path(__file__).parents[3]
CLOCK = FakeClock()


class Well(MemoryShare):
    """A share in memory, in full."""

    free: int | None = 10 << 30
    removed = ""

    def __init__(self) -> None:
        super().__init__(lambda: to_ms(CLOCK.now()))
        self.lock = threading.Lock()

    def free_bytes(self) -> int | None:
        return self.free

    def remove_folder(self, path: str) -> None:
        self.removed = path


class Away(Well):
    def files(self, folder: str) -> list[Entry]:
        raise away()


class GoneMidway(Well):
    def rename(self, old: str, new: str) -> None:
        raise away()


class ReadOnly(Well):
    def create(self, path: str, content: bytes) -> bool:
        raise read_only()


class Full(Well):
    def create(self, path: str, content: bytes) -> bool:
        raise full()


class QuotaInTheMiddle(Well):
    def create(self, path: str, content: bytes) -> bool:
        if len(content) > 1 << 20:
            raise full()
        return super().create(path, content)


class LittleRoom(Well):
    free = 5 << 20


class Held(Well):
    def create(self, path: str, content: bytes) -> bool:
        raise held()


class Altering(Well):
    def read(self, path: str, most: int) -> bytes | None:
        content = super().read(path, most)
        return (
            content and bytes([content[0] ^ 1]) + content[1:] if content and len(content) == 4096 else content
        )


class CutsLarge(Well):
    def create(self, path: str, content: bytes) -> bool:
        return super().create(path, content[: 1 << 22])


class HidesFiles(Well):
    def files(self, folder: str) -> list[Entry]:
        return []


class LaggingList(Well):
    asked = 0

    def files(self, folder: str) -> list[Entry]:
        self.asked += 1
        return super().files(folder) if self.asked > 5 else []


class Stale(Well):
    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, bytes | None] = {}

    def read(self, path: str, most: int) -> bytes | None:
        now = super().read(path, most)
        return self.seen.setdefault(path, now) if now is not None else None


class NotExclusive(Well):
    def create(self, path: str, content: bytes) -> bool:
        self.content[path] = content, self.now_ms()
        return True


class ExclusiveUnlessAtOnce(Well):
    """Right one after the other, wrong at the same time."""

    def create(self, path: str, content: bytes) -> bool:
        if content in (b"0", b"1"):
            self.content[path] = content, self.now_ms()
            return True
        return super().create(path, content)


class LosesRenamed(Well):
    def rename(self, old: str, new: str) -> None:
        self.content.pop(old, None)
        self.content.pop(new, None)


class RefusesRenaming(Well):
    def rename(self, old: str, new: str) -> None:
        raise held()


class ShortNames(Well):
    def create(self, path: str, content: bytes) -> bool:
        folder, _, name = path.rpartition("/")
        return super().create(f"{folder}/{name[:30]}", content)


class CapitalNames(Well):
    def files(self, folder: str) -> list[Entry]:
        return [
            Entry(one.name if one.name.endswith(".part") else one.name.upper(), one.size, one.modified_ms)
            for one in super().files(folder)
        ]


class KeepsAll(Well):
    def delete(self, path: str) -> None:
        raise read_only()


class PretendsToDelete(Well):
    def delete(self, path: str) -> None:
        return


class ClockAhead(Well):
    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.now_ms = lambda: to_ms(CLOCK.now()) + minutes * 60_000


class Alien(Well):
    def __init__(self) -> None:
        super().__init__()
        self.content["format.lbf"] = b"x", 0
        self.content["desktop.ini"] = b"x", 0
        self.content["up/1-01/Copy of a.lbx"] = b"x", 0
        self.content["up/1-01/ab12cd34-0000000001-0123456789abcdef.lbx"] = b"x", 0


class Slow(Well):
    """Its steps are long by the watch that the test holds."""


@pytest.fixture(autouse=True)
def a_smaller_large_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_LARGE", 5 << 20)


def looked(share: Well) -> Report:
    return examine(lambda: share, CLOCK, pause=lambda _s: None)


CASES: tuple[tuple[Callable[[], Well], set[Ailment]], ...] = (
    (Away, {Ailment.AWAY}),
    (GoneMidway, {Ailment.AWAY}),
    (ReadOnly, {Ailment.READ_ONLY}),
    (Full, {Ailment.FULL}),
    (QuotaInTheMiddle, {Ailment.FULL}),
    (LittleRoom, {Ailment.LITTLE_ROOM}),
    (Held, {Ailment.HELD}),
    (Altering, {Ailment.ALTERED}),
    (CutsLarge, {Ailment.LARGE}),
    (HidesFiles, {Ailment.LIST_MISSING}),
    (LaggingList, {Ailment.LIST_LATE}),
    (Stale, {Ailment.STALE}),
    (NotExclusive, {Ailment.NOT_EXCLUSIVE}),
    (ExclusiveUnlessAtOnce, {Ailment.NOT_EXCLUSIVE}),
    (LosesRenamed, {Ailment.RENAME_LOST}),
    (RefusesRenaming, {Ailment.RENAME_REFUSED}),
    (ShortNames, {Ailment.NAMES}),
    (CapitalNames, {Ailment.NAMES}),
    (KeepsAll, {Ailment.NO_DELETE}),
    (PretendsToDelete, {Ailment.NO_DELETE}),
    (lambda: ClockAhead(3), {Ailment.CLOCK}),
    (lambda: ClockAhead(-11), {Ailment.CLOCK_FAR}),
    (Alien, {Ailment.ALIEN}),
)


def test_each_fault_is_named() -> None:
    named = set()
    for make, wanted in CASES:
        share = make()
        report = looked(share)
        found = {one.ailment for one in report.findings}
        assert found == wanted, type(share).__name__
        assert report.well == (not any(TOLD[one].fault for one in found))
        named |= wanted
    assert named == set(Ailment) - {Ailment.SLOW}
    counted("R17", len(CASES), note=f"{len(named)} kinds of fault")


def test_a_well_share_is_called_well_and_left_empty() -> None:
    share = Well()
    report = looked(share)
    assert (report.well, report.findings, share.content) == (True, [], {})
    assert share.removed.startswith("doctor-")
    assert (report.replaces, report.drift_ms, report.free_bytes) == (True, 0, 10 << 30)


def test_a_slow_share_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1_000_000, 3))
    monkeypatch.setattr(examining.time, "monotonic", lambda: float(next(ticks)))
    report = looked(Slow())
    assert [(one.ailment, one.values) for one in report.findings] == [(Ailment.SLOW, {"ms": 3000})]
    assert report.well


def test_a_folder_is_examined_and_left_as_it_was(tmp_path: Path) -> None:
    report = examine(lambda: FolderShare(tmp_path), CLOCK, pause=lambda _s: None)
    found = {one.ailment for one in report.findings}
    assert found <= {Ailment.LITTLE_ROOM, Ailment.CLOCK_FAR}  # the test's clock stands still
    assert list(tmp_path.iterdir()) == []


def test_every_sentence_is_complete_in_both_languages() -> None:
    chinese = load_words("zh_CN", ROOT / "resources" / "i18n")
    assert set(TOLD) == set(Ailment)
    for told in TOLD.values():
        for sentence in (told.said, told.todo):
            assert chinese.knows(sentence)
            assert re.findall(r"{\w+}", sentence) == re.findall(r"{\w+}", chinese.text(sentence, **Figures()))


class Figures(dict[str, Any]):
    """Puts each placeholder in the place of itself."""

    def __init__(self) -> None:
        super().__init__({name: f"{{{name}}}" for name in ("mb", "seconds", "minutes", "ms", "n")})


@pytest.fixture
def data(tmp_path: Path) -> Iterator[list[str]]:
    yield ["--data", str(tmp_path / "data"), "--lang", "en"]


def test_the_command_says_what_is_well_and_what_is_not(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    assert main(["share", "doctor", str(share), *data]) == 0
    assert "The exchange works in this folder" in capsys.readouterr().out
    assert main(["share", "doctor", str(tmp_path / "gone"), *data]) == 1
    assert "cannot be reached" in capsys.readouterr().out
    (tmp_path / "file").write_bytes(b"x")
    assert main(["share", "doctor", str(tmp_path / "file"), *data]) == 2
    assert "is no folder" in capsys.readouterr().err
    assert main(["share", "doctor", str(tmp_path / "gone"), "--json", *data]) == 1
    assert '"name": "away", "fault": true' in capsys.readouterr().out


def test_the_command_wants_a_folder(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["share", "doctor", *data]) == 2
    assert "No shared folder is set" in capsys.readouterr().err
