"""The recovery code: what is on the sheet brings everything back, on this PC, another account or another PC."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services import assembly, at_rest
from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.backups.service import BackupDesk
from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core import recovery_code, sealed_keys
from desk_app.services.core.errors import IllegalStep, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.recovery_code import WrongCode, grouped, new_code, read_code, wrong_groups
from desk_app.services.core.recovery_file import CodeState
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore
from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Code
from desk_app.services.printing.outbox import draw
from desk_app.services.printing.preview import page_image
from desk_app.services.staff.service import Staff
from desk_app.services.trust.recovery import RecoveryCodes, RecoveryQueries
from desk_app.services.trust.recovery_sheet import recovery_sheet
from desk_app.services.trust.service import Trust
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock
from tests.memory_keyring import MemoryKeyring

WORDS = "kite lamp river moss"


def make(services: Services, people: People) -> str:
    return services.get(RecoveryCodes).make(people.supervisor).result.digits


def state(services: Services, people: People) -> CodeState:
    return services.get(RecoveryQueries).safety(people.supervisor).code


# The code


@given(st.integers(0, 47), st.integers(1, 9))
def test_every_mistyped_digit_is_found_in_its_group(at: int, off: int) -> None:
    code = new_code()
    slip = code[:at] + str((int(code[at]) + off) % 10) + code[at + 1 :]
    assert wrong_groups(slip) == [at // 6]
    with pytest.raises(WrongCode) as caught:
        read_code(slip)
    assert caught.value.values == {"groups": str(at // 6 + 1)}


@given(st.integers(0, 46))
def test_neighbours_exchanged_are_found(at: int) -> None:
    code = new_code()
    slip = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if code[at] != code[at + 1] and at % 6 != 5:
        assert wrong_groups(slip) == [at // 6]


def test_groups_exchanged_are_found() -> None:
    found = 0
    for _ in range(50):
        groups = list(grouped(new_code()))
        groups[2], groups[5] = groups[5], groups[2]
        found += wrong_groups("".join(groups)) == [2, 5]
    assert found == 50


def test_it_is_read_however_it_is_typed() -> None:
    code = new_code()
    assert len(code) == 48 and len({new_code() for _ in range(100)}) == 100
    for typed in (code, " ".join(grouped(code)), "-".join(grouped(code)) + "\n", "　".join(grouped(code))):
        assert read_code(typed) == code
    wide = "".join(chr(0xFF10 + int(digit)) for digit in code)
    assert read_code(wide) == code
    for typed in ("", "abc", code[:-1], code + "1", code[:-1] + "x"):
        with pytest.raises(WrongCode, match="groups"):
            read_code(typed)


def test_it_has_133_random_bits() -> None:
    assert recovery_code.GROUPS * (recovery_code.GROUP_DIGITS - 1) * 3.3219 > 128


# Coming back


def test_a_replaced_account_loses_nothing(
    sealed: Services, folder: DataFolder, clock: FakeClock, people: People, ring: MemoryKeyring
) -> None:
    code = make(sealed, people)
    sealed.get(RecoveryCodes).confirm(people.supervisor)
    assert state(sealed, people) is CodeState.KEPT
    sealed.get(Trust).rotate(people.supervisor)
    public = open_signing_key(sealed.bench.secrets, Purpose.PASS).public
    sealed.bench.database.close()
    before = dict(ring.held)
    ring.held.clear()
    with pytest.raises(at_rest.KeysMissing):
        assembly.open_services(folder, clock=clock)
    assert not ring.held, "no new key was made in silence"
    assert not at_rest.wants_passphrase(folder)
    with pytest.raises(WrongCode, match="not the code"):
        at_rest.recover(folder, new_code())
    store = at_rest.recover(folder, " ".join(grouped(code)))
    secrets = {name: value for (_, name), value in ring.held.items() if name != "recovery-code"}
    assert secrets == {name: value for (_, name), value in before.items() if name != "recovery-code"}
    again = assembly.open_services(folder, clock=clock, secrets=store)
    assert open_signing_key(again.bench.secrets, Purpose.PASS).public == public, "also those made after it"
    assert again.get(Staff).sign_in(people.supervisor.staff_id, PIN).staff_id == people.supervisor.staff_id
    assert state(again, people) is CodeState.USED
    newer = make(again, people)
    again.bench.database.close()
    ring.held.clear()
    with pytest.raises(WrongCode, match="not the code"):
        at_rest.recover(folder, code)
    at_rest.recover(folder, newer)
    assembly.open_services(folder, clock=clock).bench.database.close()


def test_a_backup_opens_on_another_pc(
    sealed: Services,
    folder: DataFolder,
    clock: FakeClock,
    people: People,
    ring: MemoryKeyring,
    tmp_path: Path,
) -> None:
    code = make(sealed, people)
    backup = sealed.get(BackupDesk).make(people.supervisor).result
    sealed.bench.database.close()
    ring.held.clear()
    other = DataFolder(tmp_path / "other")
    other.root.mkdir()
    shutil.copy(backup.path, other.database)
    shutil.copy(folder.backups / "recovery.sealed", other.recovery)
    with pytest.raises(at_rest.KeysMissing):
        assembly.open_services(other, clock=clock)
    at_rest.recover(other, code)
    services = assembly.open_services(other, clock=clock, converting=lambda: None)
    assert services.get(Staff).sign_in(people.supervisor.staff_id, PIN)
    services.bench.database.close()


def test_the_copy_beside_the_backups_helps_where_the_first_is_damaged(
    sealed: Services, folder: DataFolder, clock: FakeClock, people: People, ring: MemoryKeyring
) -> None:
    code = make(sealed, people)
    sealed.get(BackupDesk).make(people.supervisor)
    sealed.bench.database.close()
    ring.held.clear()
    folder.recovery.write_bytes(b"rubbish")
    at_rest.recover(folder, code)
    assembly.open_services(folder, clock=clock).bench.database.close()


def tiring(put: Callable[[str, str, str], None], most: int) -> Callable[[str, str, str], None]:
    """A key store that takes so many secrets before the power fails."""
    left = [most]

    def tired(service: str, name: str, value: str) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        put(service, name, value)

    return tired


def test_cut_short_it_is_done_again(
    sealed: Services,
    folder: DataFolder,
    clock: FakeClock,
    people: People,
    ring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = make(sealed, people)
    sealed.bench.database.close()
    for survivors in range(len(ring.held) - 1):
        ring.held.clear()
        with monkeypatch.context() as patch:
            patch.setattr(ring, "set_password", tiring(ring.set_password, survivors))
            with pytest.raises(KeyboardInterrupt):
                at_rest.recover(folder, code)
        with pytest.raises(at_rest.KeysMissing):
            assembly.open_services(folder, clock=clock)
    at_rest.recover(folder, code)
    assembly.open_services(folder, clock=clock).bench.database.close()


def test_a_pc_without_a_key_store_keeps_them_by_a_passphrase(
    sealed: Services,
    folder: DataFolder,
    clock: FakeClock,
    people: People,
    ring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    code = make(sealed, people)
    sealed.bench.database.close()
    ring.held.clear()
    ring.priority = 0  # type: ignore[misc]
    assert at_rest.wants_passphrase(folder)
    with pytest.raises(UserError, match="characters"):
        at_rest.recover(folder, code, "short")
    at_rest.recover(folder, code, WORDS)
    services = assembly.open_services(folder, clock=clock, secrets=assembly.unlocked_keys(folder, WORDS))
    assert isinstance(services.bench.secrets, FileStore)
    assert {path.name for path in folder.secrets.iterdir()} == {"keys.sealed"}
    services.bench.database.close()
    # forgotten as well: the code replaces it
    at_rest.recover(folder, code, "quilt 94 hotel november")
    again = assembly.unlocked_keys(folder, "quilt 94 hotel november")
    assembly.open_services(folder, clock=clock, secrets=again).bench.database.close()


def test_an_unwritable_file_is_tried_again_at_the_next_start(
    sealed: Services,
    folder: DataFolder,
    clock: FakeClock,
    people: People,
    ring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    code = make(sealed, people)
    caplog.set_level(logging.CRITICAL, "at_rest")
    with monkeypatch.context() as patch:

        def full(*_: object) -> bool:
            raise OSError(28, "no space")

        patch.setattr(at_rest, "refresh", full)
        sealed.get(Trust).rotate(people.supervisor)
    public = open_signing_key(sealed.bench.secrets, Purpose.PASS).public
    sealed.bench.database.close()
    assembly.open_services(folder, clock=clock).bench.database.close()
    ring.held.clear()
    store = at_rest.recover(folder, code)
    assert open_signing_key(store, Purpose.PASS).public == public


# On record, on paper


def test_it_is_on_record_and_its_digits_nowhere(sealed: Services, people: People, folder: DataFolder) -> None:
    with pytest.raises(IllegalStep):
        sealed.get(RecoveryCodes).confirm(people.supervisor)
    held = sealed.get(RecoveryCodes).make(people.supervisor).result
    assert held.digits not in repr(held)
    sealed.get(RecoveryCodes).confirm(people.supervisor)
    entries = sealed.get(AuditQueries).entries(SYSTEM, AuditFilter(action="recovery."))
    assert [entry.action for entry in entries if entry.outcome == "done"] == [
        "recovery.confirm",
        "recovery.make",
    ]
    with sealed.bench.database.raw() as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type='table'").fetchall()
        rows = "".join(repr(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in tables)
    for shape in (held.digits, held.digits[:12], held.digits[-12:]):
        assert shape not in rows
        assert not [
            path
            for path in folder.root.rglob("*")
            if path.is_file() and path.suffix != ".in-keyring" and shape.encode() in path.read_bytes()
        ]


def test_plain_files_get_no_code(desk: Services, people: People) -> None:
    with pytest.raises(IllegalStep, match="passphrase"):
        make(desk, people)
    safety = desk.get(RecoveryQueries).safety(people.supervisor)
    assert safety.code is CodeState.NONE and not safety.code_due


def test_the_sheet_shows_digits_and_the_same_to_scan(desk: Services, clock: FakeClock) -> None:
    code = new_code()
    paper = Paper(Words(ENGLISH, {}), desk.bench.desk, clock.zone)
    drawn = draw(recovery_sheet(code, clock.now(), paper))
    assert not drawn.missing
    image = page_image(drawn.paper.pdf, 0, 150)
    found = zxingcpp.read_barcodes(memoryview(image.rgb).cast("B", (image.height, image.width, 3)))
    assert [one.text for one in found] == [code]
    assert Code(code).digits == code
