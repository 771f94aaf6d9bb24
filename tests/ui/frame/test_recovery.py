"""The recovery code in the window: printed after the first start, asked for when the keys are gone, reminded of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk_app.opening import Program
from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core import sealed_keys
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.recovery_code import grouped, new_code
from desk_app.services.core.recovery_file import CodeState
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore, KeyringStore, service_name
from desk_app.services.core.settings import LocalSettings
from desk_app.services.db.cipher import is_plain
from desk_app.services.printing.ports import Paper, no_printer
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.trust.recovery import RecoveryCodes, RecoveryQueries
from desk_app.ui import errors
from desk_app.ui import recovery_sheet as sheet_module
from desk_app.ui.main_window import MainWindow
from desk_app.ui.pages.recovery import RecoveryPage
from desk_app.ui.pages.recovery_sheet import RecoverySheetPage
from desk_app.ui.recovery_dialog import RecoveryDialog
from desk_app.ui.recovery_sheet import SheetBox
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import Asked, FakeSecrets
from tests.memory_keyring import MemoryKeyring, ring

__all__ = ["ring"]

Start = Callable[[DataFolder], Program]
WORDS = "kite lamp river moss"


class Tray:
    """A printer that keeps what it was given, once it has paper."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.empty = False

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        if self.empty:
            raise no_printer()
        self.papers.append(paper)


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Tray:
    tray = Tray()
    original = SheetBox.__init__

    def init(self: SheetBox, *args: object, **named: object) -> None:
        original(self, *args, **{**named, "make_port": lambda: tray})  # type: ignore[arg-type]

    monkeypatch.setattr(sheet_module.SheetBox, "__init__", init)
    return tray


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ring: MemoryKeyring) -> Iterator[Start]:
    """Starts the program on a folder; everything is ended afterwards."""
    quick_pins(monkeypatch)
    monkeypatch.setattr(errors, "qInstallMessageHandler", lambda handler: None)
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
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
def closed(desk: Services, folder: DataFolder, secrets: FakeSecrets, ring: MemoryKeyring) -> DataFolder:
    """A founded desk, plain and closed; its keys are in the key store of the account."""
    desk.bench.database.close()
    store = KeyringStore(service_name(folder.root), folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    return folder


@pytest.fixture
def lost(closed: DataFolder, ring: MemoryKeyring) -> tuple[DataFolder, str]:
    """Encrypted, with a code; then the account's key store is emptied."""
    services = assembly.open_services(closed, converting=lambda: None)
    code = services.get(RecoveryCodes).make(SYSTEM).result.digits
    services.bench.database.close()
    ring.held.clear()
    return closed, code


def asked(program: Program) -> Asked:
    assert isinstance(program.asker, Asked)
    return program.asker


def boss(program: Program) -> Actor:
    assert program.desk is not None
    people = program.desk.services.get(StaffQueries).who_can_sign_in()
    one = next(one for one in people if one.role is Role.SUPERVISOR)
    return Actor(one.id, one.name, one.role)


def code_state(program: Program) -> CodeState:
    assert program.desk is not None
    return program.desk.services.get(RecoveryQueries).safety(SYSTEM).code


def page_of(program: Program, qtbot: QtBot) -> RecoveryPage:
    qtbot.waitUntil(lambda: isinstance(program.window.page, RecoveryPage))
    page = program.window.page
    assert isinstance(page, RecoveryPage)
    return page


def found_desk(program: Program, qtbot: QtBot) -> RecoverySheetPage:
    qtbot.waitUntil(lambda: program.first_start is not None)
    page = program.first_start
    assert page is not None
    page.desk.restore({"building": "中信大厦", "site_code": "ZX", "desk_code": "A1", "desk_number": 1})
    page.person.restore({"name": "周敏", "pin": PIN, "again": PIN})
    page._finish()
    qtbot.waitUntil(lambda: isinstance(program.window.page, RecoverySheetPage))
    sheet = program.window.page
    assert isinstance(sheet, RecoverySheetPage)
    return sheet


def texts_of(program: Program) -> str:
    return " ".join(label.text() for label in program.window.findChildren(QLabel))


def test_the_first_start_ends_with_the_sheet(
    start: Start, folder: DataFolder, qtbot: QtBot, tray: Tray
) -> None:
    program = start(folder)
    page = found_desk(program, qtbot)
    assert not page.safe.isEnabled(), "nothing is on paper yet"
    tray.empty = True
    page.sheet.print_button.click()
    qtbot.waitUntil(lambda: "No printer" in page.sheet.told.accessibleName())
    assert not page.safe.isEnabled()
    tray.empty = False
    page.sheet.print_button.click()
    qtbot.waitUntil(page.safe.isEnabled)
    assert [(paper.kind, paper.subject) for paper in tray.papers] == [("recovery.sheet", "")]
    page.safe.click()
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    assert not is_plain(folder.database)
    assert code_state(program) is CodeState.KEPT
    with program.desk.services.bench.database.raw() as connection:
        assert connection.execute("SELECT count(*) FROM print_jobs").fetchone() == (0,), "never in the outbox"
    program.desk.session.sign_in(boss(program))
    qtbot.waitUntil(lambda: program.desk.frame.place is not None)  # type: ignore[union-attr]
    assert not program.desk.frame.banner.isVisible()


def test_put_off_supervisors_are_reminded_until_it_is_done(
    start: Start, folder: DataFolder, qtbot: QtBot, tray: Tray
) -> None:
    program = start(folder)
    page = found_desk(program, qtbot)
    page.sheet.show_box.setChecked(True)
    shown = " ".join(line.text() for line in page.sheet.digits).split()
    assert len(shown) == 8 and page.safe.isEnabled()
    page.later.click()
    qtbot.waitUntil(lambda: program.desk is not None)
    desk = program.desk
    assert desk is not None
    assert shown[0] not in texts_of(program)
    person = boss(program)
    desk.session.sign_in(Actor(person.staff_id, person.name, Role.SUPERVISOR))
    banner = desk.frame.banner
    qtbot.waitUntil(banner.isVisible)
    assert banner.accessibleName().startswith("Print the recovery code")
    asked(program).will_answer(PIN)
    banner.action.click()
    errand = desk.recovery.errand
    qtbot.waitUntil(lambda: errand.dialog is not None)
    dialog = errand.dialog
    assert isinstance(dialog, RecoveryDialog)
    assert code_state(program) is CodeState.MADE
    dialog.sheet.print_button.click()
    qtbot.waitUntil(dialog.safe.isEnabled)
    dialog.safe.click()
    qtbot.waitUntil(lambda: not banner.isVisible())
    assert code_state(program) is CodeState.KEPT and len(tray.papers) == 1


def test_a_wrong_pin_makes_no_code(start: Start, closed: DataFolder, qtbot: QtBot, tray: Tray) -> None:
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    desk = program.desk
    assert desk is not None
    assert not is_plain(closed.database), "this start encrypted it"
    desk.session.sign_in(boss(program))
    qtbot.waitUntil(desk.frame.banner.isVisible)
    asked(program).will_answer("918273")
    desk.frame.banner.action.click()
    qtbot.waitUntil(lambda: asked(program).questions[-1][0] == "tell")
    assert desk.recovery.errand.dialog is None and code_state(program) is CodeState.NONE


def test_nobody_else_is_reminded(start: Start, closed: DataFolder, qtbot: QtBot) -> None:
    program = start(closed)
    qtbot.waitUntil(lambda: program.desk is not None)
    desk = program.desk
    assert desk is not None
    people = desk.services.get(StaffQueries).who_can_sign_in()
    clerk = next(one for one in people if one.role is Role.RECEPTIONIST)
    desk.session.sign_in(Actor(clerk.id, clerk.name, clerk.role))
    program.tasks.close()
    assert not desk.frame.banner.isVisible()


def test_lost_keys_come_back_by_the_code(
    start: Start, lost: tuple[DataFolder, str], qtbot: QtBot, ring: MemoryKeyring
) -> None:
    folder, code = lost
    program = start(folder)
    page = page_of(program, qtbot)
    groups = list(grouped(code))
    groups[3] = groups[3][:-1] + str((int(groups[3][-1]) + 1) % 10)
    page.code.setText(" ".join(groups))
    page.open_button.click()
    assert "group 4" in page.problem.text() and page.open_button.isEnabled()
    page.code.setText(new_code())
    page.open_button.click()
    qtbot.waitUntil(lambda: "Next try in 1 s" in page.problem.text())
    assert not page.open_button.isEnabled()
    page._tick()
    assert page.open_button.isEnabled() and "Next try" not in page.problem.text()
    assert not ring.held
    program.recovery.scanned(code)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    assert len(program.desk.services.get(StaffQueries).who_can_sign_in()) == 3
    assert code_state(program) is CodeState.USED
    program.desk.session.sign_in(boss(program))
    qtbot.waitUntil(program.desk.frame.banner.isVisible)
    assert "was used" in program.desk.frame.banner.accessibleName()


def test_without_a_key_store_a_new_passphrase_seals_them(
    start: Start, lost: tuple[DataFolder, str], qtbot: QtBot, ring: MemoryKeyring
) -> None:
    folder, code = lost
    ring.priority = 0  # type: ignore[misc]
    program = start(folder)
    page = page_of(program, qtbot)
    assert page.new.isVisible()
    page.take_scan(code)
    page.new.setText(WORDS)
    page.repeated.setText(WORDS + "x")
    page.open_button.click()
    assert "different" in page.problem.text()
    page.repeated.setText(WORDS)
    page.open_button.click()
    qtbot.waitUntil(lambda: program.desk is not None)
    assert FileStore(folder.secrets).protected


def test_a_forgotten_passphrase_is_replaced(
    start: Start, lost: tuple[DataFolder, str], qtbot: QtBot, ring: MemoryKeyring
) -> None:
    from desk_app.services import at_rest

    folder, code = lost
    ring.priority = 0  # type: ignore[misc]
    at_rest.recover(folder, code, "quilt 94 hotel november")
    program = start(folder)
    qtbot.waitUntil(lambda: program.passphrase is not None and program.passphrase.isVisible())
    assert program.passphrase is not None
    program.passphrase.forgotten_button.click()
    page = page_of(program, qtbot)
    page.take_scan(code)
    page.new.setText(WORDS)
    page.repeated.setText(WORDS)
    page.open_button.click()
    qtbot.waitUntil(lambda: program.desk is not None)


def test_ending_before_the_sheet_is_done_closes_the_records(
    start: Start, folder: DataFolder, qtbot: QtBot
) -> None:
    program = start(folder)
    found_desk(program, qtbot)
    program.end()
    assert not folder.database.with_name("desk.db-wal").exists()
