"""Pictures of sorting: `python -m tests.ui.tabs.mail.sorting_shots FOLDER [PART]` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.directory.reading import addressees
from desk_app.services.directory.records import Addressee
from desk_app.services.mail.records import MailKind
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.mail.arrival import ArrivalDialog
from desk_app.ui.tabs.mail.page import MailPage
from desk_app.ui.tabs.mail.sorting import SortingPlace
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock
from tests.services.demo.conftest import NOW, make
from tests.ui.page_context import SignedIn, make_context

SIZES = ((1290, 660), (1836, 960))
Scenes = dict[str, Callable[[], object]]


def type_in(app: QApplication, line: QLineEdit, text: str) -> None:
    """As somebody would."""
    line.setFocus()
    line.setText(text)
    line.textEdited.emit(text)
    settle(app)


def settle(app: QApplication) -> None:
    """Let it happen."""
    for _ in range(6):
        app.processEvents()


@dataclass
class Hands:
    """Somebody who sorts."""

    app: QApplication
    place: SortingPlace
    page: MailPage
    known: dict[str, Addressee]

    def clear(self, kind: MailKind = MailKind.LETTER) -> None:
        self.page.sort()
        settle(self.app)
        self.place.hand.empty()
        self.place.kinds.choose(kind)

    def typed(self, text: str, kind: MailKind = MailKind.LETTER) -> None:
        self.clear(kind)
        type_in(self.app, self.place.fields.who.line, text)
        self.place.hand._ask()
        settle(self.app)

    def enter(self) -> None:
        self.place.hand.enter(self.place.fields.who.line)

    def letters(self) -> None:
        for text in (*self.known, "1205*12", "1801"):
            self.typed(text)
            self.enter()
        self.typed("科技")

    def special(self) -> None:
        self.typed(next(iter(self.known)), MailKind.REGISTERED)
        self.place.hand.scan("XA12345678944")
        type_in(self.app, self.place.fields.place.line, "A-3")

    def registered(self) -> None:
        self.special()
        self.place.hand.enter(self.place.fields.place.line)
        self.typed("王经理 收", MailKind.EXPRESS)
        self.place.hand.to_the_pile()

    def nobody(self) -> None:
        self.typed("9999")
        self.enter()

    def moved(self) -> None:
        gone = next(one for one in self.known.values() if one.moved_out)
        for _ in range(2):
            self.enter()
            self.typed(gone.tenant.name)

    def finish(self) -> None:
        self.clear()
        self.place.finish()


def scenes(hands: Hands) -> Scenes:
    """What is looked at."""
    return {
        "empty": hands.clear,
        "letters": hands.letters,
        "special": hands.special,
        "registered": hands.registered,
        "nobody": hands.nobody,
        "moved": hands.moved,
        "finish": hands.finish,
        "arrival": lambda: arrival(hands.app, hands.page),
        "arrivalguard": lambda: arrival(hands.app, hands.page, guard=True),
    }


def arrival(app: QApplication, page: MailPage, *, guard: bool = False) -> None:
    """The form of what came, with problems."""
    dialog = ArrivalDialog(page.ctx, page)
    dialog.open()
    form = dialog.form
    form.restore({"counts.letter": "46", "counts.printed": "100000", "carrier_person": "老李"})
    if guard:
        form.restore({"counts.printed": "abc", "taken_by_guard": "赵刚"})
        dialog.guard.setChecked(True)
        dialog._pad_section.set_open(True)
    settle(app)
    dialog.submit()
    settle(app)


def close_dialogs(window: QWidget) -> None:
    """Away with them."""
    for one in window.findChildren(QDialog):
        one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def take(app: QApplication, window: QWidget, scene: Callable[[], object], to: Path) -> None:
    """One picture: of the dialog that the scene opened, else of the window."""
    scene()
    settle(app)
    opened: list[QWidget] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[0].grab().save(str(to))
    close_dialogs(window)


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        built = make(Path(home) / "data", FakeClock(NOW))
        services = built.services
        boss = services.get(StaffQueries).who_can_sign_in()[0]
        window, asked = QWidget(), Asked()
        actor = SignedIn(Actor(boss.id, boss.name, Role.SUPERVISOR))
        ctx = make_context(
            services, DataFolder(Path(home) / "data"), window, actor, errors=Errors(asked), ask=asked
        )
        page = MailPage(ctx)
        ctx.bus.follow(page, {"mail_batches", "mail_pieces"}, page.load)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.show()
        window.activateWindow()
        page.load()
        with services.bench.database.read() as session:
            every = list(addressees(session).values())
        some = [one for one in every if not one.moved_out][:4] + [one for one in every if one.moved_out][:1]
        known = {one.tenant.units[0] if one.tenant.units else one.tenant.name: one for one in some}
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            look.use(app, theme)
            set_language(language)
            window.resize(*size)
            settle(app)
            for name, scene in scenes(Hands(app, page.sorting, page, known)).items():
                shot = f"{name}-{theme}-{language}-{size[0]}"
                if only in shot:
                    take(app, window, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
