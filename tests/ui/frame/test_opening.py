"""The program's flow on real files and real lanes: opening, trouble, first start, restore, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.opening import Program
from desk_app.services import assembly
from desk_app.services.backups.service import BackupDesk
from desk_app.services.catalogue import Services
from desk_app.services.core import sealed_keys
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.db.backups import Backups
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.trust.protection import KeyProtection
from desk_app.ui import errors
from desk_app.ui.main_window import MainWindow
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import Asked, FakeSecrets

Start = Callable[[DataFolder], Program]


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, secrets: FakeSecrets) -> Iterator[Start]:
    """Starts the program on a folder; everything is ended afterwards."""
    quick_pins(monkeypatch)
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: secrets)
    monkeypatch.setattr(errors, "qInstallMessageHandler", lambda handler: None)  # the test's own one stays
    programs: list[Program] = []

    def begin(folder: DataFolder) -> Program:
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        program = Program(window, folder, LocalSettings(folder.local_settings), asker=Asked())
        programs.append(program)
        program.start()
        return program

    yield begin
    for program in programs:
        program.end()


@pytest.fixture
def closed(desk: Services, folder: DataFolder) -> DataFolder:
    """A founded desk, its database closed."""
    desk.bench.database.close()
    return folder


def asked(program: Program) -> Asked:
    assert isinstance(program.asker, Asked)
    return program.asker


def damage(folder: DataFolder) -> None:
    folder.database.write_bytes(b"rubbish" * 4096)


def trouble_shown(program: Program) -> bool:
    return program.window.page is program.trouble


def test_it_opens_and_asks_who_is_there(start: Start, closed: DataFolder, qtbot: QtBot) -> None:
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    page = program.desk.frame.doors.sign_in_page
    qtbot.waitUntil(lambda: len(page.people) == 3)
    assert page.building.text() == "云帆大厦"
    assert "云帆大厦" in program.window.windowTitle()


def test_an_empty_folder_begins_the_first_start(start: Start, folder: DataFolder, qtbot: QtBot) -> None:
    program = start(folder)
    qtbot.waitUntil(lambda: program.first_start is not None)
    page = program.first_start
    assert page is not None
    page.go(2)
    typed = {"building": "中信大厦", "site_code": "zx", "desk_code": "a1", "desk_number": 2}
    page.desk.restore({**typed, "site_number": "16777216"})
    page._to_person()
    assert page.desk.problem_of("site_number")
    page.desk.restore({**typed, "site_number": "4711"})
    page._to_person()
    page.person.restore({"name": "周敏", "pin": PIN, "again": PIN})
    page._finish()
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    desk = program.desk.services.bench.desk
    assert (desk.site_code, desk.desk_code, desk.desk_number) == ("ZX", "A1", 2)
    assert desk.site_number == 4711, "the second PC of a building that has its number"
    people = program.desk.services.get(StaffQueries).who_can_sign_in()
    assert [(one.name, one.role, one.must_change) for one in people] == [("周敏", Role.SUPERVISOR, False)]


def test_a_first_start_that_is_refused_leaves_nothing(start: Start, folder: DataFolder, qtbot: QtBot) -> None:
    program = start(folder)
    qtbot.waitUntil(lambda: program.first_start is not None)
    page = program.first_start
    assert page is not None
    page._to_person()
    assert page.steps.currentIndex() == 0, "a desk without a name is not taken"
    assert page.desk.problem_of("building")
    page.desk.restore({"building": "中信大厦", "site_code": "ZX", "desk_code": "A1"})
    page._to_person()
    page.person.restore({"name": "周敏", "pin": "123456", "again": "654321"})
    page._finish()
    assert page.person.problem_of("pin")
    assert page.person.problem_of("again")
    page.person.restore({"name": "周", "pin": PIN, "again": PIN})
    page._finish()
    qtbot.waitUntil(lambda: page.person.problem_of("name") != "")
    program.tasks.close()
    assert not Path(f"{folder.database}-wal").exists()
    program.window.close()
    again = start(folder)
    del again


def test_a_damaged_database_offers_the_newest_backup(
    start: Start, closed: DataFolder, qtbot: QtBot, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("not opened")
    Backups(closed, SystemClock()).make("hourly")
    damage(closed)
    program = start(closed)
    qtbot.waitUntil(lambda: trouble_shown(program))
    assert program.trouble.restore_button.isVisible()
    program.trouble.restore_button.click()
    assert asked(program).questions[-1][0] == "confirm"
    assert trouble_shown(program), "without a yes nothing happens"
    asked(program).will_answer(True)
    program.trouble.restore_button.click()
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    qtbot.waitUntil(lambda: len(program.desk.frame.doors.sign_in_page.people) == 3)  # type: ignore[union-attr]
    assert list(closed.backups.glob("damaged-*.db")), "the damaged data is kept"


def test_newer_data_is_told_and_left_alone(
    start: Start, closed: DataFolder, qtbot: QtBot, expected_logs: Callable[[str], None]
) -> None:
    import sqlcipher3.dbapi2 as sqlite

    expected_logs("not opened")
    connection = sqlite.connect(str(closed.database))
    connection.execute("PRAGMA user_version=999")
    connection.close()
    before = closed.database.read_bytes()
    program = start(closed)
    qtbot.waitUntil(lambda: trouble_shown(program))
    assert "999" in program.trouble._what.text()
    assert not program.trouble.restore_button.isVisible(), "a backup would lose the newer records"
    assert closed.database.read_bytes() == before


def test_a_network_folder_is_refused(
    start: Start,
    folder: DataFolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[[str], None],
    tmp_path: Path,
) -> None:
    from desk_app.services.db import opening

    expected_logs("not opened")
    monkeypatch.setattr(opening, "is_network", lambda path: True)
    program = start(folder)
    qtbot.waitUntil(lambda: trouble_shown(program))
    assert "file server" in program.trouble._what.text()
    asked(program).will_answer(tmp_path / "elsewhere")
    program.trouble.folder_button.click()
    assert program.end() == DataFolder(tmp_path / "elsewhere")


def test_try_again_tries_again(
    start: Start, closed: DataFolder, qtbot: QtBot, expected_logs: Callable[[str], None]
) -> None:
    from desk_app.services.db.hold import Hold

    expected_logs("not opened")
    other = Hold(closed)
    other.take()
    program = start(closed)
    qtbot.waitUntil(lambda: trouble_shown(program))
    assert "another window" in program.trouble._what.text()
    other.release()
    program.trouble.again_button.click()
    qtbot.waitUntil(lambda: program.desk is not None)


def test_a_second_start_wakes_the_first(start: Start, closed: DataFolder, qtbot: QtBot) -> None:
    first = start(closed)
    qtbot.waitUntil(lambda: first.desk is not None)
    first.window.showMinimized()
    second = start(closed)
    assert second.desk is None
    assert not second.window.isVisible()
    qtbot.waitUntil(lambda: not first.window.isMinimized())


def test_restoring_goes_back_and_is_on_record(start: Start, closed: DataFolder, qtbot: QtBot) -> None:
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    services = program.desk.services
    people = services.get(StaffQueries).who_can_sign_in()
    boss = next(one for one in people if one.role is Role.SUPERVISOR)
    actor = services.get(Staff).sign_in(boss.id, PIN)
    backup = services.get(BackupDesk).make(actor).result
    services.get(Staff).add(SYSTEM, "后来的人", Role.GUARD, PIN)
    program.desk.session.sign_in(actor)
    program.desk.session.restore_wanted.emit(backup.path.name)
    qtbot.waitUntil(lambda: program.desk is not None and program.desk.services is not services)
    restored = program.desk.services
    assert "后来的人" not in [one.name for one in restored.get(StaffQueries).who_can_sign_in()]
    from desk_app.services.audit.queries import AuditQueries
    from desk_app.services.audit.records import AuditFilter

    entries = restored.get(AuditQueries).entries(SYSTEM, AuditFilter(action="backups."))
    assert entries[0].action == "backups.note_restored"
    assert entries[0].beside == boss.id
    assert not program.desk.session.open, "everybody signs in again"
    program.desk.session.sign_in(actor)
    assert "was restored" in program.desk.toasts.toast.text.text()


def test_the_end_comes_within_three_seconds_whatever_hangs(
    closed: DataFolder,
    start: Start,
    qtbot: QtBot,
    expected_logs: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading

    from desk_app.ui.tasks import Lane

    expected_logs("left behind at the end")
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    let_go, over = threading.Event(), threading.Event()
    program.tasks.run(lambda: (let_go.wait(60), over.set()), owner=program, lane=Lane.SLOW)
    granted: list[float] = []
    join = threading.Thread.join

    def joined(thread: threading.Thread, timeout: float | None = None) -> None:
        granted.append(60.0 if timeout is None else timeout)
        join(thread, timeout)

    with monkeypatch.context() as watched:
        watched.setattr(threading.Thread, "join", joined)
        program.end()
    hung = not over.is_set()
    let_go.set()
    assert hung, "the end did not wait for it"
    assert granted and max(granted) < 3.0


def test_a_second_start_says_that_it_is_open_and_ends(
    start: Start, closed: DataFolder, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    first = start(closed)
    second = start(closed)
    assert not second.window.isVisible()
    assert capsys.readouterr().err == (
        "The program is already open on this data; its window was brought to the front.\n"
    )
    qtbot.waitUntil(lambda: first.desk is not None)


# Keys that want a passphrase

WORDS = "kite lamp river moss"


@pytest.fixture
def locked(
    closed: DataFolder, secrets: FakeSecrets, start: Start, monkeypatch: pytest.MonkeyPatch
) -> DataFolder:
    """A closed desk whose keys lie in files, protected."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: FileStore(folder))
    store = FileStore(closed.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    store.protect(WORDS)
    return closed


def give(program: Program, words: str) -> None:
    assert program.passphrase is not None
    program.passphrase.field.setText(words)
    program.passphrase.open_button.click()


def wait_for_question(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.passphrase is not None and program.window.page is program.passphrase)


def test_protected_keys_are_asked_for_before_the_desk_opens(
    start: Start, locked: DataFolder, qtbot: QtBot
) -> None:
    program = start(locked)
    wait_for_question(program, qtbot)
    page = program.passphrase
    assert page is not None
    assert program.desk is None
    assert page.lost.isHidden()
    give(program, "wrong words here")
    assert page.field.text() == "", "nothing typed stays"
    qtbot.waitUntil(lambda: page.problem.isVisible())
    assert "Next try in 1 s" in page.problem.text()
    assert str(locked.secrets) in page.lost.text()
    assert not page.open_button.isEnabled()
    page._tick()
    assert page.open_button.isEnabled()
    give(program, WORDS)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.passphrase is None
    assert program.desk is not None
    qtbot.waitUntil(lambda: len(program.desk.frame.doors.sign_in_page.people) == 3)  # type: ignore[union-attr]


def test_a_restore_asks_nobody_again_and_is_on_record(start: Start, locked: DataFolder, qtbot: QtBot) -> None:
    program = start(locked)
    wait_for_question(program, qtbot)
    give(program, WORDS)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    services = program.desk.services
    boss = next(one for one in services.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR)
    actor = services.get(Staff).sign_in(boss.id, PIN)
    services.get(KeyProtection).protect(actor, "quilt 94 hotel november", WORDS)
    backup = services.get(BackupDesk).make(actor).result
    program.desk.session.sign_in(actor)
    program.desk.session.restore_wanted.emit(backup.path.name)
    qtbot.waitUntil(lambda: program.desk is not None and program.desk.services is not services)
    assert program.passphrase is None


def test_keys_are_asked_for_before_a_desk_is_founded(start: Start, locked: DataFolder, qtbot: QtBot) -> None:
    assembly.remove_database(locked)
    program = start(locked)
    wait_for_question(program, qtbot)
    give(program, WORDS)
    qtbot.waitUntil(lambda: program.first_start is not None)


def test_a_damaged_key_file_is_told(
    start: Start, locked: DataFolder, qtbot: QtBot, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("not opened")
    sealed = locked.secrets / "keys.sealed"
    sealed.write_bytes(sealed.read_bytes()[:-1])
    program = start(locked)
    wait_for_question(program, qtbot)
    give(program, WORDS)
    qtbot.waitUntil(lambda: trouble_shown(program))
    assert "damaged" in program.trouble._what.text()


def test_the_wait_grows_to_a_minute(qtbot: QtBot, start: Start, locked: DataFolder) -> None:
    program = start(locked)
    wait_for_question(program, qtbot)
    page = program.passphrase
    assert page is not None
    waits = []
    for _ in range(8):
        page.refuse()
        page.ask()
        assert not page.open_button.isEnabled(), "another page in between shortens nothing"
        waits.append(page._left)
        while page._left:
            page._tick()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_codes_with_letters_go_to_whoever_is_in_sight(
    start: Start, closed: DataFolder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    seen: list[str] = []
    monkeypatch.setattr(program.desk.frame, "scan_foreign", seen.append)
    program.scanner.foreign.emit("wxp://f2f0")
    assert seen == ["wxp://f2f0"]


@pytest.mark.parametrize("taken", [True, False])
def test_a_code_that_a_page_takes_leaves_the_field_it_was_typed_into(
    start: Start, closed: DataFolder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    seen: list[str] = []
    monkeypatch.setattr(type(program.desk.frame), "takes_barcodes", property(lambda _: True))
    monkeypatch.setattr(program.desk.frame, "scan_foreign", lambda raw: bool(seen.append(raw)) or taken)
    for name in ("take_back", "give_again"):
        monkeypatch.setattr(program.scanner, name, lambda name=name: seen.append(name))
    program.scanner.foreign.emit("SF1234567890")
    assert seen == ["take_back", "SF1234567890", *([] if taken else ["give_again"])]
    program.scanner.repeated.emit()
    assert seen[-1] == "take_back"
