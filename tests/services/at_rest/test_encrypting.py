"""What lies on the disk tells nobody anything, and no cut on the way there loses a record."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from desk_app.services import assembly, at_rest
from desk_app.services.backups.service import BackupDesk
from desk_app.services.catalogue import Services
from desk_app.services.checking import check
from desk_app.services.core import logs, sealed_keys
from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble, StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore, KeyringStore, service_name
from desk_app.services.db import converting
from desk_app.services.db.backups import Backups
from desk_app.services.db.cipher import DatabaseKey, is_plain
from desk_app.services.db.converting import convert
from desk_app.services.db.health import quick_look
from desk_app.services.db.opening import open_database, stored_version
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.trust.protection import KeyProtection
from desk_app.services.trust.recovery import RecoveryQueries
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import FakeClock

NAME = "林小雨"
WORDS = "kite lamp river moss"
KEY = DatabaseKey(bytes(range(32)))


def names(services: Services) -> set[str]:
    return {one.name for one in services.get(StaffQueries).who_can_sign_in()}


def readable(folder: DataFolder) -> set[str]:
    """The files in which a name, or the head of a plain database, can be read."""
    shapes = (NAME.encode(), NAME.encode("utf-16-le"), FOUNDING.building.encode(), b"SQLite format 3")
    return {
        path.name
        for path in folder.root.rglob("*")
        if path.is_file() and any(shape in path.read_bytes() for shape in shapes)
    }


def test_a_desk_of_before_is_encrypted_at_its_next_start(plain: DataFolder, clock: FakeClock) -> None:
    Backups(plain, clock).make("daily")
    (plain.backups / "damaged-20260101-000000.db").write_bytes(b"SQLite format 3\x00" + NAME.encode() * 999)
    assert readable(plain) >= {"desk.db"}
    told: list[bool] = []
    services = assembly.open_services(plain, clock=clock, converting=lambda: told.append(True))
    try:
        assert told == [True] and names(services) == {"周敏", NAME, "赵刚"}
        backups = services.get(BackupDesk).files
        assert [one.reason for one in backups.list()] == ["daily", "before-encryption"]
        assert backups.count_plain() == 3
        backups.encrypt_all()
        services.get(BackupDesk).files.make("hourly")
        assert backups.count_plain() == 0 and len(backups.list()) == 3
        assert readable(plain) == set(), "files, logs, write-ahead log and backups"
        assert list(check(plain, services.bench.database.key)) == []
        assert quick_look(plain.database, services.bench.database.key)
    finally:
        services.bench.database.close()
    again = assembly.open_services(plain, clock=clock, converting=lambda: told.append(False))
    assert told == [True] and names(again) == {"周敏", NAME, "赵刚"}
    again.bench.database.close()


def test_commands_leave_the_form_as_it_is(plain: DataFolder, clock: FakeClock) -> None:
    assembly.open_services(plain, clock=clock).bench.database.close()
    assert is_plain(plain.database)


def test_a_new_desk_is_encrypted_from_its_first_byte(
    tmp_path: Path, ring: object, clock: FakeClock, desk: Services
) -> None:
    new = DataFolder(tmp_path / "new")
    services = assembly.found(new, FOUNDING, assembly.FirstSupervisor(NAME, PIN), clock=clock)
    assert readable(new) == set()
    services.bench.database.close()
    assert readable(new) == set() and not is_plain(new.database)


def test_another_key_or_none_opens_nothing(sealed: Services, folder: DataFolder, clock: FakeClock) -> None:
    sealed.bench.database.close()
    for key in (KEY, None):
        with pytest.raises(DatabaseDamaged):
            stored_version(folder.database, key)
        with pytest.raises(DatabaseDamaged):
            open_database(folder, clock, key)


def test_backups_open_with_the_same_key_alone(
    sealed: Services, folder: DataFolder, clock: FakeClock, people: People, tmp_path: Path
) -> None:
    key = sealed.bench.database.key
    made = sealed.get(BackupDesk).make(people.supervisor).result
    sealed.get(Staff).add(people.supervisor, "后来的人", people.guard.role, PIN)
    sealed.bench.database.close()
    elsewhere = tmp_path / "stick" / made.path.name
    elsewhere.parent.mkdir()
    shutil.copy(made.path, elsewhere)
    wrong = Backups(folder, clock, KEY)
    with pytest.raises(DatabaseTrouble, match="no backup"):
        wrong.restore(wrong.found_at(elsewhere))
    right = Backups(folder, clock, key)
    right.restore(right.found_at(elsewhere))
    assert not is_plain(folder.database) and "before-restore" in {one.reason for one in right.list()}
    again = assembly.open_services(folder, clock=clock)
    assert names(again) == {"周敏", NAME, "赵刚"}
    again.bench.database.close()


def test_a_plain_backup_restored_is_encrypted_at_the_next_start(plain: DataFolder, clock: FakeClock) -> None:
    backup = Backups(plain, clock).make("by-hand")
    services = assembly.open_services(plain, clock=clock, converting=lambda: None)
    key = services.bench.database.key
    services.bench.database.close()
    Backups(plain, clock, key).restore(backup)
    assert is_plain(plain.database)
    assembly.open_services(plain, clock=clock, converting=lambda: None).bench.database.close()
    assert not is_plain(plain.database)


def test_a_passphrase_set_encrypts_and_taken_away_makes_plain(
    desk: Services,
    folder: DataFolder,
    clock: FakeClock,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    kept = dict(desk.bench.secrets.__dict__["_kept"])
    desk.bench.database.close()
    store = FileStore(folder.secrets)
    for name, secret in kept.items():
        store.put(name, secret)

    def start(passphrase: str = "") -> Services:
        keys = assembly.unlocked_keys(folder, passphrase)
        return assembly.open_services(folder, clock=clock, secrets=keys, converting=lambda: None)

    services = start()
    assert is_plain(folder.database), "a lock with its key beside it"
    assert not services.get(RecoveryQueries).safety(people.supervisor).rest.wanted
    services.get(KeyProtection).protect(people.supervisor, WORDS)
    assert services.get(RecoveryQueries).safety(people.supervisor).rest.wanted
    services.bench.database.close()
    services = start(WORDS)
    assert not is_plain(folder.database) and NAME in names(services)
    services.get(KeyProtection).unprotect(people.supervisor, WORDS)
    services.bench.database.close()
    services = start()
    assert is_plain(folder.database) and NAME in names(services)
    services.bench.database.close()


class PowerCut(BaseException):
    """The plug is pulled."""


STEPS = ("_export", "_flush", "_swap", "_wipe", "sync_folder")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_cut_at_any_step_leaves_the_old_or_the_new_file_whole(
    plain: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    original = getattr(converting, step)

    def cut(*args: object, **named: object) -> None:
        if after:
            original(*args, **named)
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(converting, step, cut)
        patch.setattr(converting, "_remove", lambda path: None)  # nobody tidies up after a power cut
        with pytest.raises(PowerCut):
            convert(plain.database, KEY, plain=False)
    database = open_database(plain, clock, KEY)
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM staff")).scalar() == 3
    database.close()
    convert(plain.database, KEY, plain=False)
    assert not is_plain(plain.database)
    assert readable(plain) == set()
    assert {path.name for path in plain.root.glob("desk.db*")} == {"desk.db"}


def test_a_full_disk_is_seen_first_and_the_desk_works_on(
    plain: DataFolder, clock: FakeClock, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "_SPARE_BYTES", 1 << 60)
    with pytest.raises(StorageTrouble, match="too full"):
        convert(plain.database, KEY, plain=False)
    services = assembly.open_services(plain, clock=clock, converting=lambda: None)
    rest = services.get(RecoveryQueries).safety(people.supervisor).rest
    services.bench.database.close()
    assert is_plain(plain.database)
    assert rest.wanted and not rest.encrypted and rest.lacking_bytes > 1 << 60


def test_a_disk_that_fails_on_the_way_lets_the_desk_work_on(
    plain: DataFolder,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[[str], None],
) -> None:
    expected_logs("was not changed")

    def broken(path: Path) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(converting, "_flush", broken)
    services = assembly.open_services(plain, clock=clock, converting=lambda: None)
    assert NAME in names(services)
    services.bench.database.close()
    assert is_plain(plain.database)
    assert not list(plain.root.glob("*.converting"))


def test_what_a_cut_left_among_the_backups_goes(sealed: Services, folder: DataFolder) -> None:
    backups = sealed.get(BackupDesk).files
    backups.encrypt_all()
    head = b"SQLite format 3\x00" + NAME.encode() * 99
    kept = backups.list()[0].path
    for name in ("desk-20260101-000000-hourly.part", f"{kept.name}.converted", f"{kept.name}.converting"):
        (folder.backups / name).write_bytes(head)
    folder.database.with_suffix(".part").write_bytes(head)
    backups.encrypt_all()
    assert readable(folder) == set() and [one.path for one in backups.list()] == [kept]


def test_somebody_who_has_it_open_is_not_disturbed(plain: DataFolder, clock: FakeClock) -> None:
    database = open_database(plain, clock)
    with database.read() as session:
        session.execute(text("SELECT 1 FROM staff"))
        with pytest.raises(DatabaseTrouble):
            convert(plain.database, KEY, plain=False)
    database.close()
    assert is_plain(plain.database)


def test_the_key_is_never_told(
    sealed: Services, folder: DataFolder, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    handler = logs.start_logging(folder.logs, logging.DEBUG)
    key = sealed.bench.database.key
    assert key is not None
    raw = KeyringStore(service_name(folder.root), folder.secrets).get(at_rest.KEY_SECRET)
    assert raw is not None and key == DatabaseKey(raw)
    log = logging.getLogger("test")
    try:
        sealed.bench.database._writer.echo = True
        with sealed.bench.database.write() as session:
            session.execute(text("SELECT count(*) FROM staff"))
        log.info("%r %s %r", key, key, sealed.bench.database.__dict__)
        for attempt in (lambda: stored_version(folder.database, KEY), lambda: sealed_broken(folder, key)):
            try:
                attempt()
            except Exception as error:
                log.info("refused: %r", error, exc_info=True)
    finally:
        sealed.bench.database._writer.echo = False
        logs.stop_logging(handler)
    told = capfd.readouterr()
    said = caplog.text + told.out + told.err
    said += "".join(path.read_text(errors="replace") for path in folder.logs.iterdir())
    assert "SELECT count" in said and "refused" in said
    assert raw.hex() not in said.lower() and repr(raw)[2:-1] not in said
    with pytest.raises(TypeError):
        key.__reduce__()


def sealed_broken(folder: DataFolder, key: DatabaseKey) -> None:
    convert(folder.root / "gone" / "desk.db", key, plain=True)
    broken = folder.root / "broken.db"
    broken.write_bytes(b"SQLite format 3\x00" + bytes(8192))
    convert(broken, key, plain=False)
