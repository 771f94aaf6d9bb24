"""Two collectors at once, a crash after the commit, a head office restored from its backup: all counts, and once."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk_app.services.core.errors import EnvironmentTrouble
from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import EVENTS
from desk_app.services.headoffice.turn import Collected
from desk_app.services.headoffice.workers import collect_together
from desk_app.services.sync import frame
from desk_app.services.sync.names import Party
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare
from tests.services.headoffice.worlds import a_world, admit_all, files_of, path_of


@pytest.fixture
def other(office: HeadOffice, clock: FakeClock, tmp_path: Path) -> Iterator[HeadOffice]:
    """The same head office, opened by another program."""
    opened = HeadOffice.open(office.folder, clock=clock, secrets=FileStore(tmp_path / "keys"))
    yield opened
    opened.close()


def test_two_collectors_at_once_count_everything_once(
    office: HeadOffice, other: HeadOffice, share: PlainShare
) -> None:
    desks = a_world(office, 7, batches=12)
    admit_all(office, desks)
    chance = random.Random(7)
    for party, name, raw in files_of(desks):
        share.create(path_of(party, name, chance), raw)
    gate, found, failed = threading.Barrier(2), [], []

    def collect(which: HeadOffice) -> None:
        try:
            gate.wait()
            found.append(which.collect(share))
        except Exception as trouble:
            failed.append(trouble)

    threads = [threading.Thread(target=collect, args=(one,)) for one in (office, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    office.collect(share)
    packed = sum(len(desk.batches) for desk in desks)
    assert sum(one.batches for one in found) == packed, "each batch by one of them"
    assert office.incidents() == []
    assert office.status().events == sum(one.events for one in found)
    with office.store.read() as session:
        assert session.execute(select(func.count()).select_from(EVENTS)).scalar() == office.status().events


def test_two_that_publish_at_once_say_the_same(
    office: HeadOffice, other: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event(), facts=[{"root": 5}])
    desk.put(share)
    other.collect(share)
    first, second = office.publish(share), other.publish(share)
    assert first.issued > 0
    assert (second.issued, second.written) == (0, 0)


def test_a_crash_between_commit_and_ack_only_delays(
    office: HeadOffice, other: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event())
    desk.put(share)
    office.collect(share)  # and here it is killed
    assert desk.ack(share) is None
    assert other.collect(share).batches == 0
    other.publish(share)
    ack = desk.ack(share)
    assert ack is not None
    assert ack.header["epochs"][desk.epoch][0] == 1


def test_an_ack_that_vanished_is_put_there_again(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event())
    desk.put(share)
    office.collect(share)
    office.publish(share)
    before = {path: path.read_bytes() for path in share.root.rglob("*") if path.is_file()}
    shutil.rmtree(share.root / "down")
    (share.root / "format.lbf").write_bytes(b"?")
    office.publish(share)
    after = {path: path.read_bytes() for path in share.root.rglob("*") if path.is_file()}
    assert before == after


def test_a_head_office_restored_from_its_backup_catches_up(
    tmp_path: Path, clock: FakeClock, share: PlainShare
) -> None:
    folder, keys = tmp_path / "office", FileStore(tmp_path / "keys")
    office = HeadOffice.init(folder, "总部", clock=clock, secrets=keys)
    desk = PaperDesk(office, Party(1, 1))
    office.admit(desk.card())
    first = desk.pack(desk.event(), facts=[{"root": 1}])
    desk.put(share)
    office.collect(share)
    office.publish(share)
    office.close()
    shutil.copy(folder / "headoffice.db", tmp_path / "backup.db")
    office = HeadOffice.open(folder, clock=clock, secrets=keys)
    later = [desk.pack(desk.event(), facts=[{"root": n}]) for n in (2, 3)]
    desk.put(share)
    clock.advance(minutes=1)
    office.collect(share)
    office.publish(share)
    ends = office.export()
    told = desk.ack(share)
    office.close()
    for suffix in ("", "-wal", "-shm"):
        (folder / f"headoffice.db{suffix}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup.db", folder / "headoffice.db")
    shutil.rmtree(share.root / "up")  # the desk cleaned up: all was acknowledged
    shutil.move(folder / "archive", tmp_path / "archive")
    clock.advance(minutes=1)
    office = HeadOffice.open(folder, clock=clock, secrets=keys)
    office.collect(share)
    office.publish(share)
    back = desk.ack(share)
    assert told is not None
    assert back is not None
    assert back.header["n"] > told.header["n"], "the ack goes back, and counts: the desk publishes again"
    assert back.header["epochs"][desk.epoch] == [1, _hex(desk, first)]
    desk.put(share, later[0])
    shutil.move(tmp_path / "archive", folder / "archive")
    office.close()
    office = HeadOffice.open(folder, clock=clock, secrets=keys)
    office.collect(share)
    assert office.export() == ends, "one batch from the desk, one from what head office kept"
    assert office.incidents() == []
    office.close()


def test_a_process_that_is_killed_or_refuses_is_told(
    tmp_path: Path, expected_logs: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs("a process of collecting failed")
    with pytest.raises(EnvironmentTrouble) as told:
        collect_together(tmp_path / "nowhere", 1, str(tmp_path))
    assert "headoffice init" in str(told.value.values["reason"])
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **how: start(killed, **how))
    with pytest.raises(EnvironmentTrouble) as told:
        collect_together(tmp_path / "nowhere", 2, str(tmp_path))
    assert told.value.values["reason"] == "exit code -9"


def test_a_process_starts_from_wherever_and_whatever_the_locale_is(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share").mkdir()
    HeadOffice.init(tmp_path / "office", "总部", clock=clock, secrets=FileStore(tmp_path / "keys")).close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert collect_together(Path("office"), 2, "share") == Collected()


def _hex(desk: PaperDesk, name: object) -> str:
    return next(frame.digest_of(raw).hex() for one, raw in desk.batches if one == name)
