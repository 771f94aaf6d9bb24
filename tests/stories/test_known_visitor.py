"""A known visitor by keyboard: name digits, Enter, Enter, pass on paper; the pass scanned, F4, gone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pytestqt.qtbot import QtBot

from desk_app.opening import Program
from desk_app.services import assembly
from desk_app.services.catalogue import document_kinds
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.settings import LocalSettings
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.visitors.documents import PASS
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Host, Visit, VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.ui.main_window import MainWindow
from desk_app.ui.tabs.visitors.page import VisitorsPage
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeSecrets
from tests.stories.test_first_day import focused, press, types

pytestmark = [
    pytest.mark.story,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
]
A_SCANNER_MS = "2"


def scan(code: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", A_SCANNER_MS, code + "\n"], check=True)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Where passes come out on this PC."""
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def program(
    qtbot: QtBot,
    tmp_path: Path,
    papers: Path,
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    """The program on a founded desk that knows one visitor and prints passes into a folder."""
    quick_pins(monkeypatch)
    root, secrets, staff = founded_folder
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: secrets)
    folder = DataFolder(tmp_path / "data")
    shutil.copytree(root, folder.root)
    services = assembly.open_services(folder)
    by, visitors = Actor(staff[2], "周敏", Role.SUPERVISOR), services.get(Visitors)
    arrival = Arrival("张伟明", "13812345678", host=Host(tenant="云帆科技", unit="1205", floor="12"))
    visitors.check_out(by, visitors.check_in(by, arrival).result.visit.id)
    services.bench.database.close()
    local = LocalSettings(folder.local_settings)
    kind = next(one for one in document_kinds() if one.id == PASS)
    local.put(kind.where, str(Where(Way.FOLDER, str(papers))))
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.open_up(maximised=False)
    made = Program(window, folder, local)
    made.start()
    yield made
    made.end()


def sign_in(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    doors = program.desk.frame.doors
    members = doors.sign_in_page
    qtbot.waitUntil(lambda: focused(members.pad.field))
    types(PIN)
    press("Return")
    qtbot.waitUntil(lambda: program.desk is not None and program.desk.session.open)


def code_on(paper: Path) -> str:
    """What a scanner reads from the paper."""
    document = pypdfium2.PdfDocument(paper)
    try:
        image = document[0].render(scale=4).to_pil()
    finally:
        document.close()
    found = [one.text for one in zxingcpp.read_barcodes(image) if "QR" in str(one.format)]
    assert len(found) == 1, found
    return found[0]


def test_a_known_visitor_comes_and_goes(program: Program, papers: Path, qtbot: QtBot) -> None:
    sign_in(program, qtbot)
    desk = program.desk
    assert desk is not None and desk.frame.place is not None
    page = desk.frame.place.open("visitors")
    assert isinstance(page, VisitorsPage) and page.check_in is not None
    name = page.check_in.form.name

    def today() -> list[Visit]:
        return desk.services.get(VisitorQueries).visits(desk.session.actor, page.today())

    press("ctrl+n")
    qtbot.waitUntil(lambda: focused(name))
    types("5678")
    qtbot.waitUntil(lambda: name.takes_enter)
    press("Return")
    qtbot.waitUntil(lambda: focused(page.check_in.save))  # type: ignore[union-attr]
    press("Return")
    qtbot.waitUntil(lambda: any(one.state is VisitState.ON_SITE for one in today()))
    (visit,) = [one for one in today() if one.state is VisitState.ON_SITE]
    qtbot.waitUntil(lambda: len(list(papers.glob("*.pdf"))) == 1, timeout=15_000)
    code = code_on(next(papers.glob("*.pdf")))
    assert code == visit.pass_code and "张" not in next(papers.glob("*.pdf")).name
    scan(code)
    qtbot.waitUntil(lambda: page.panel is not None and page.panel.visit.id == visit.id)
    assert name.text() == "", "not a digit of the scan is left in the form"
    press("F4")
    qtbot.waitUntil(lambda: all(one.state is VisitState.LEFT for one in today()))
