"""Pictures of the board, the register and the lists: `python -m tests.ui.tabs.keys.board_shots FOLDER [PART OF A NAME]`
(QT_QPA_PLATFORM=offscreen). On the demo building: boards as full as they are."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import KeyCategory
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.keys.key_form import KeyDialog
from desk_app.ui.tabs.keys.page import KeysPage
from desk_app.ui.tabs.keys.register_dialog import RINGS, RegisterDialog
from desk_app.ui.tabs.keys.ring_form import RingDialog
from desk_app.ui.tabs.keys.statistics_dialog import YEAR, StatisticsDialog
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock
from tests.services.demo.conftest import make
from tests.ui.page_context import SignedIn, make_context

SIZES = ((1290, 650), (1844, 960))
NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


class Scenes:
    """What is photographed: every public method puts one thing on the screen."""

    def __init__(self, page: KeysPage, services: Services, boss: Actor) -> None:
        self._page, self._services, self._boss = page, services, boss

    def all(self) -> dict[str, Callable[[], object]]:
        names = [name for name in vars(Scenes) if not name.startswith("_") and name != "all"]
        return {name.replace("_", "-"): getattr(self, name) for name in names}

    def board(self) -> None:
        self._page.board_button.setChecked(True)
        self._page.board.search.clear()
        self._page.board.grid.setFocus()

    def searched(self) -> None:
        self.board()
        self._page.board.search.setText("pdf")

    def out(self) -> None:
        self.board()
        hook = next(one for one in self._page.board.hooks if one.copies and one.copies[0].holder)
        self._page.board.grid.go_to(hook.name)
        self._page.board.open(hook)

    def list(self) -> None:
        self._page.board_button.setChecked(False)
        self._page.to_lending()

    def key(self) -> None:
        self.list()
        self._page.show_record("key", self._keys(KeyCategory.TRUST)[0].id)

    def register(self) -> None:
        self.list()
        self._page.register_menu.register()

    def rings(self) -> None:
        self.register()
        self._dialog(RegisterDialog).chips.choose(RINGS)

    def new_key(self) -> None:
        self.list()
        dialog = KeyDialog(self._page.ctx, None, self._page)
        dialog.begin(lambda _: None)
        dialog.category.choose(KeyCategory.TRUST)

    def correct(self) -> None:
        self.list()
        KeyDialog(self._page.ctx, self._keys(KeyCategory.PLANT)[0], self._page).begin(lambda _: None)

    def ring(self) -> None:
        self.list()
        ring = self._services.get(KeyRegisterQueries).rings(self._boss)[0]
        RingDialog(self._page.ctx, ring, self._page).begin(lambda _: None)

    def reservations(self) -> None:
        self.list()
        self._page.register_menu.reservations()

    def check(self) -> None:
        self.list()
        self._page.register_menu.check()

    def lost_reports(self) -> None:
        self.list()
        self._page.register_menu.lost()

    def statistics(self) -> None:
        self.list()
        self._page.register_menu.statistics()
        self._dialog(StatisticsDialog).period.choose(YEAR)

    def history(self) -> None:
        self.list()
        self._page.register_menu.key_history(self._keys(KeyCategory.COMMON)[0])

    def _keys(self, category: KeyCategory) -> list[object]:
        return self._services.get(KeyRegisterQueries).keys(self._boss, "", category)  # type: ignore[return-value]

    def _dialog(self, kind: type[QDialog]) -> QDialog:
        return next(one for one in self._page.window().findChildren(kind) if one.isVisible())


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        services = make(Path(home) / "data", FakeClock(NOW)).services
        boss = next(
            Actor(one.id, one.name, one.role)
            for one in services.get(StaffQueries).who_can_sign_in()
            if one.role is Role.SUPERVISOR
        )
        window, asked = QWidget(), Asked()
        data = DataFolder(Path(home) / "data")
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        page = KeysPage(ctx)
        window.setLayout(column(page))
        window.show()
        page.load()
        for theme in THEMES:
            look.use(app, theme)
            for language in LANGUAGES:
                set_language(language)
                for size in SIZES:
                    window.resize(*size)
                    for name, scene in Scenes(page, services, boss).all().items():
                        shot = f"{name}-{theme}-{language}-{size[0]}"
                        if only in shot:
                            shoot(app, window, scene, folder / shot)
        window.close()
        services.bench.database.close()


def shoot(app: QApplication, window: QWidget, scene: Callable[[], object], path: Path) -> None:
    """The window, or the dialog that is open over it."""
    scene()
    for _ in range(5):
        app.processEvents()
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (dialogs[-1] if dialogs else window).grab().save(f"{path}.png")
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()
    app.processEvents()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
