"""Pictures of outgoing mail: `python -m tests.ui.tabs.mail.outgoing_shots FOLDER [PART OF A NAME]`
(QT_QPA_PLATFORM=offscreen). On the demo building."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.demo.build import build_demo
from desk_app.services.mail.records import Postage
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.mail.outgoing_columns import is_here
from desk_app.ui.tabs.mail.outgoing_place import MONTHS, REGISTER, WEEKS, OutgoingPlace
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.ui.page_context import SignedIn, make_context

SIZES = ((1290, 650), (1844, 960))
NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


class Scenes:
    """What is photographed: every public method puts one thing on the screen."""

    def __init__(self, place: OutgoingPlace) -> None:
        self._place = place
        self._register, self._weeks, self._months = place.register, place.weeks, place.months

    def all(self) -> dict[str, Callable[[], object]]:
        names = [name for name in vars(Scenes) if not name.startswith("_") and name != "all"]
        return {name.replace("_", "-"): getattr(self, name) for name in names}

    def register(self) -> None:
        self._place.chips.choose(REGISTER)
        self._register.form.clear()
        self._register.go(0)
        self._register.table.clearSelection()

    def typed(self) -> None:
        self.register()
        form = self._register.form
        form.tenant.setText("12")
        form.tenant.take_first(lambda _: None)
        form.form.restore({"destination": "上海", "postage": "23.5", "paid": Postage.ACCOUNT})
        self._register.choose([one.id for one in self._register.here][:3])

    def problems(self) -> None:
        self.register()
        form = self._register.form
        form.form.restore({"phone": "下午再打", "postage": "十元"})
        form.submit()

    def yesterday(self) -> None:
        self.register()
        self._register.go(-1)

    def taken_back(self) -> None:
        self.register()
        one = next(one for one in self._register.here if one.paid is Postage.CASH)
        self._register.choose([one.id])
        self._register._take_back(one)

    def correct(self) -> None:
        self.yesterday()
        self._register._take_back(self._register.shown.items[0], correct=True)

    def empty(self) -> None:
        self.register()
        self._register.go(-3)

    def week(self) -> None:
        self._place.chips.choose(WEEKS)
        self._weeks.go(0)
        self._weeks.stated.setText("480")

    def weeks_before(self) -> None:
        self.week()
        self._weeks.go(-1)

    def this_week(self) -> None:
        self.week()
        self._weeks.go(1)

    def months(self) -> None:
        self._place.chips.choose(MONTHS)
        self._months.table.select(self._months.lines[-1].id)

    def running(self) -> None:
        self.months()
        self._months.table.select(self._months.lines[0].id)

    def close_month(self) -> None:
        self.months()
        from desk_app.ui.tabs.mail.close_month import CloseMonthDialog

        CloseMonthDialog(self._place.ctx, self._months.lines[-1].month, self._place).open()


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data = DataFolder(Path(home) / "data")
        made = build_demo(data, years=0.25, seed=7, clock=FakeClock(NOW), secrets=FakeSecrets())
        services = made.services
        boss = next(
            Actor(one.id, one.name, one.role)
            for one in services.get(StaffQueries).who_can_sign_in()
            if one.role is Role.SUPERVISOR
        )
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        place = OutgoingPlace(ctx)
        window.setLayout(column(place))
        window.setProperty("role", "page")
        window.show()
        place.begin()
        place.register.choose([one.id for one in place.register.here if is_here(one)][:1])
        place.register.first_step()
        place.load()
        for theme in THEMES:
            look.use(app, theme)
            for language in LANGUAGES:
                set_language(language)
                for size in SIZES:
                    window.resize(*size)
                    for name, scene in Scenes(place).all().items():
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
