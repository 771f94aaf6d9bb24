"""The supervisor protects the keys of this PC: on record, asked for the present passphrase, never told again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core import logs, sealed_keys
from desk_app.services.core.errors import IllegalStep, InvalidInput, KeysLocked, NotPermitted
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.sealed_keys import Strength, WrongPassphrase
from desk_app.services.core.secrets import FileStore, Kept
from desk_app.services.trust.protection import KeyProtection
from desk_app.services.trust.queries import TrustQueries
from desk_app.services.trust.service import Trust
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.trust.test_story import own_pass

WORDS, NEXT = "kite lamp river moss", "quilt 94 hotel november"
WRONG, WEAK = "wrong words here", "123456789012"


@pytest.fixture
def filed(
    desk: Services,
    folder: DataFolder,
    clock: FakeClock,
    secrets: FakeSecrets,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Services]:
    """A desk whose keys lie in files."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    desk.bench.database.close()
    store = FileStore(folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    services = assembly.open_services(folder, clock=clock, secrets=store)
    yield services
    services.bench.database.close()


def actions(desk: Services) -> list[tuple[str, str]]:
    entries = desk.get(AuditQueries).entries(SYSTEM, AuditFilter(action="protection."))
    return [(entry.action.split(".")[1], str(entry.outcome)) for entry in entries]


def test_set_change_and_take_away(
    filed: Services, people: People, folder: DataFolder, clock: FakeClock
) -> None:
    care, queries, boss = filed.get(KeyProtection), filed.get(TrustQueries), people.supervisor
    before = queries.key_age(boss).fingerprint
    assert queries.kept(boss) is Kept.OPEN
    care.protect(boss, WORDS)
    assert queries.kept(boss) is Kept.PROTECTED
    assert queries.key_age(boss).fingerprint == before
    with pytest.raises(KeysLocked):
        assembly.open_services(folder, clock=clock, secrets=FileStore(folder.secrets))
    with pytest.raises(WrongPassphrase):
        assembly.unlocked_keys(folder, NEXT)
    care.protect(boss, NEXT, WORDS)
    again = assembly.open_services(folder, clock=clock, secrets=assembly.unlocked_keys(folder, NEXT))
    assert again.get(TrustQueries).key_age(boss).fingerprint == before
    again.bench.database.close()
    care.unprotect(boss, NEXT)
    assert queries.kept(boss) is Kept.OPEN
    with pytest.raises(IllegalStep, match="No passphrase"):
        care.unprotect(boss, NEXT)
    assert [name for name, _ in actions(filed)] == ["remove_passphrase", "set_passphrase", "set_passphrase"]


def test_a_wrong_present_one_is_on_record_and_changes_nothing(
    filed: Services, people: People, folder: DataFolder
) -> None:
    care, boss = filed.get(KeyProtection), people.supervisor
    care.protect(boss, WORDS)
    before = (folder.secrets / "keys.sealed").read_bytes()
    with pytest.raises(InvalidInput) as caught:
        care.protect(boss, NEXT, WRONG)
    assert list(caught.value.problems) == ["present"]
    with pytest.raises(InvalidInput):
        care.unprotect(boss, WRONG)
    with pytest.raises(InvalidInput) as caught:
        care.protect(boss, "123456789012", WORDS)
    assert list(caught.value.problems) == ["passphrase"]
    assert (folder.secrets / "keys.sealed").read_bytes() == before
    assert actions(filed) == [
        ("remove_passphrase", "refused"),
        ("set_passphrase", "refused"),
        ("set_passphrase", "done"),
    ]


def test_only_the_supervisor(filed: Services, people: People, folder: DataFolder) -> None:
    for by in (people.receptionist, people.guard):
        with pytest.raises(NotPermitted):
            filed.get(KeyProtection).protect(by, WORDS)
    assert not (folder.secrets / "keys.sealed").exists()


def test_where_the_operating_system_keeps_them_there_is_nothing_to_set(
    desk: Services, people: People
) -> None:
    with pytest.raises(IllegalStep, match="operating system"):
        desk.get(KeyProtection).protect(people.supervisor, WORDS)
    with pytest.raises(IllegalStep, match="operating system"):
        desk.get(KeyProtection).unprotect(people.supervisor, WORDS)
    assert desk.get(TrustQueries).kept(people.supervisor) in (Kept.KEYRING, Kept.WINDOWS)


def test_renewed_keys_are_sealed_and_old_passes_stay_good(
    filed: Services, people: People, folder: DataFolder, clock: FakeClock
) -> None:
    filed.get(KeyProtection).protect(people.supervisor, WORDS)
    filed.get(Trust).rotate(people.supervisor)
    now = open_signing_key(filed.bench.secrets, Purpose.PASS).public
    assert open_signing_key(assembly.unlocked_keys(folder, WORDS), Purpose.PASS).public == now
    assert [path.name for path in folder.secrets.iterdir()] == ["keys.sealed"]


def shapes(secret: bytes) -> Iterator[bytes]:
    """A secret as it may be written down: raw, in Python's way, in hexadecimal, in base64."""
    import base64

    yield secret
    yield repr(secret)[2:-1].encode()
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    yield base64.b64encode(secret).rstrip(b"=")
    yield base64.urlsafe_b64encode(secret).rstrip(b"=")


def files_with(root: Path, wanted: list[bytes]) -> set[str]:
    return {
        path.name
        for path in root.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    }


def test_no_log_database_or_backup_holds_a_key_or_the_passphrase(
    filed: Services, people: People, folder: DataFolder, caplog: pytest.LogCaptureFixture
) -> None:
    """A day with keys made, used, renewed, protected and refused, everything logged there is."""
    from desk_app.services.core.clocks import SystemClock
    from desk_app.services.db.backups import Backups

    # Tracebacks quote the source: nothing of it may hold the words.
    caplog.set_level(logging.DEBUG)
    handler = logs.start_logging(folder.logs, logging.DEBUG)
    log, store, boss = logging.getLogger("test"), filed.bench.secrets, people.supervisor
    assert isinstance(store, FileStore)
    seen: dict[bytes, None] = {}

    def note() -> None:
        for name in ("pass-key", "sync-key", "pin-pepper", "field-key", "index-key"):
            if (secret := store.get(name)) is not None:
                seen[secret] = None

    try:
        own_pass(filed, people)
        note()
        filed.get(KeyProtection).protect(boss, WORDS)
        filed.get(Trust).rotate(boss)
        note()
        for attempt in (
            lambda: filed.get(KeyProtection).protect(boss, NEXT, WRONG),
            lambda: filed.get(KeyProtection).protect(boss, WEAK, WORDS),
            lambda: FileStore(folder.secrets).unlock(WRONG),
            lambda: FileStore(folder.secrets).get("pass-key"),
        ):
            try:
                attempt()
            except Exception as error:
                log.info("refused: %r", error, exc_info=True)
        log.info("%r %r", store, filed.bench.secrets.__dict__)
        Backups(folder, SystemClock()).make("by-hand")
    finally:
        logs.stop_logging(handler)
    assert len(seen) >= 4, "keys of before and after the renewal"
    secret_bytes = [shape for secret in seen for shape in shapes(secret)]
    words = [one.encode() for one in (WORDS, NEXT, WRONG, WEAK)]
    assert (folder.logs / logs.LOG_NAME).stat().st_size > 1000
    assert files_with(folder.root, [*secret_bytes, *words]) == set()
    everything = caplog.text.encode()
    assert not [one for one in (*secret_bytes, *words) if one in everything]
    with filed.bench.database.read() as session:
        assert list(verify(session)) == []
