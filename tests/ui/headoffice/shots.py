"""Pictures of head office's window: `python -m tests.ui.headoffice.shots FOLDER`, with QT_QPA_PLATFORM=offscreen."""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from desk_app.services.core.secrets import FileStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import LANGUAGES
from desk_app.services.headoffice.deeds import DEEDS
from desk_app.services.headoffice.incidents import Trouble, raise_incident
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.totals import By
from desk_app.services.sync.names import Party
from desk_app.services.sync.troubles import away
from desk_app.ui.headoffice.first import FirstPage
from desk_app.ui.headoffice.office_page import OfficePage
from desk_app.ui.headoffice.report_page import ReportPage
from desk_app.ui.headoffice.rounds import OfficeRounds
from desk_app.ui.i18n import set_language
from desk_app.ui.theme import THEMES, load_fonts, look
from tests.fakes import Asked, FakeClock, InstantTasks
from tests.services.headoffice.desks import PaperDesk
from tests.ui.headoffice.conftest import ClosingShare, Stage

SIZES = ((1366, 728), (1920, 1040))


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def shoot(
    office: HeadOffice, share: ClosingShare, root: Path, to: Path, name: str, size: tuple[int, int]
) -> None:
    """Every page, the dialog, the share away, the first start."""
    clock, asked = FakeClock(), Asked()
    rounds = OfficeRounds(InstantTasks(), lambda: office, lambda path: share, clock)
    page = OfficePage(rounds, asked, LocalSettings(root / "local.json"))
    stage = Stage(office, share, page, rounds, asked, InstantTasks())
    if not rounds.view.waiting:
        stage.desk(4, 2)
    window = QMainWindow()
    window.setCentralWidget(page)
    window.resize(*size)
    window.show()
    rounds.load()
    rounds.now()
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        tab = page.pages[place]
        if isinstance(tab, ReportPage):
            tab.first.set_value(tab.last.value.replace(year=2020) if tab.last.value else None)
            tab.load()
            for by in (By.DAY, By.DESK, By.BUILDING):
                tab.by.choose(by)
                settle()
                window.grab().save(str(to / f"{name}-report-{by}.png"))
        settle()
        window.grab().save(str(to / f"{name}-office-{place}.png"))
    page.pages[1]._begin(rounds.view.waiting[0].raw)  # type: ignore[union-attr]
    settle()
    page.pages[1].dialog.grab().save(str(to / f"{name}-admit.png"))  # type: ignore[union-attr]
    page.pages[1].dialog.hide()  # type: ignore[union-attr]
    rounds.trouble = away()
    rounds.changed.emit()
    page.tabs.setCurrentIndex(0)
    settle()
    window.grab().save(str(to / f"{name}-office-away.png"))
    first = FirstPage(root / "office", asked)
    window.setCentralWidget(first)
    settle()
    window.grab().save(str(to / f"{name}-office-first.png"))
    window.close()
    window.deleteLater()
    rounds.stop()


def main(to: Path) -> None:
    app = QApplication([])
    load_fonts(app)
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        office = HeadOffice.init(
            root / "office",
            "云帆物业总部",
            clock=clock,
            secrets=FileStore(root / "keys"),
            share="\\\\files\\front",
        )
        share = ClosingShare(root / "share")
        kinds = [kind for place, kind in enumerate(DEEDS) for _ in range(place * 7 % 31)]
        for site, desk in ((1, 1), (1, 2), *((site, 1) for site in range(2, 11))):
            one = PaperDesk(office, Party(site, desk))
            office.admit(one.card())
            one.pack(*[one.event(kind) for kind in kinds[site * 9 :]])
            one.put(share)
        name, raw = one.batches[0]
        share.create(f"up/{one.party}/{str(name).replace('0000000001', '0000000002')}", raw[:-1] + b"x")
        with office.store.write() as session:
            raise_incident(session, Trouble.FORK, "2-1", {"seq": 4}, clock.now(), "00aa11bb")
        for language, theme, size in product(LANGUAGES, THEMES, SIZES):
            set_language(language)
            look.use(app, theme)
            shoot(office, share, root, to, f"{language}-{theme}-{size[0]}", size)
        office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
