"""Pictures of mail to look at: `python -m tests.ui.tabs.mail.shots FOLDER [PART]` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.demo.build import build_demo
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Piece, PieceCard, View
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.mail import actions
from desk_app.ui.tabs.mail.hand_over import HandOverDialog
from desk_app.ui.tabs.mail.page import MailPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.ui.page_context import SignedIn, make_context

SIZES = ((1290, 660), (1836, 960))
MORNING = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
Scenes = dict[str, Callable[[], object]]


def of(services: Services, actor: Actor, view: View, day: datetime = MORNING) -> list[Piece]:
    return services.get(MailQueries).pieces(actor, view, day.date())


def scenes(services: Services, actor: Actor, page: MailPage) -> Scenes:
    def rest() -> None:
        page.leave_place()
        page.chips.choose(View.WAITING)
        page.who_collects()
        page.room.clear()

    def view(which: View) -> Callable[[], object]:
        def scene() -> None:
            rest()
            page.chips.choose(which)
            found = of(services, actor, which)
            if found:
                page.show_record("mail", found[0].id)

        return scene

    def typed() -> None:
        rest()
        page.room.who.setFocus()
        text = of(services, actor, View.WAITING)[0].unit[:2]
        page.room.who.setText(text)
        page.room.who.query.emit(text)

    def round_() -> None:
        rest()
        page.go_round()

    views = {str(which.value): view(which) for which in View}
    return {"room": rest, "typed": typed, **views, **dialog_scenes(services, actor, page), "round": round_}


def dialog_scenes(services: Services, actor: Actor, page: MailPage) -> Scenes:
    ask, waiting = services.get(MailQueries), of(services, actor, View.WAITING)

    def card(one: Piece) -> PieceCard:
        return ask.card(actor, one.id)

    def about(which: View, verb: Callable[..., object]) -> Callable[[], object]:
        return lambda: verb(page.ctx, page, card(of(services, actor, which)[0]))

    def hand_over() -> None:
        some = {one.id for one in waiting[:3]}  # of several companies: it is only to be looked at
        HandOverDialog(page.ctx, waiting[:5], some, page).begin(print)

    return {
        "handover": hand_over,
        "match": about(View.UNMATCHED, actions.match),
        "correct": about(View.WAITING, actions.correct),
        "attempt": about(View.WAITING, actions.attempt),
        "giveback": about(View.UNDELIVERABLE, actions.send_back),
        "decide": about(View.RETURNS, actions.decide_return),
    }


def close_dialogs(window: QWidget) -> None:
    for one in window.findChildren(QDialog):
        one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def take(app: QApplication, window: QWidget, scene: Callable[[], object], to: Path) -> None:
    """One picture: of the dialog that the scene opened, else of the window."""
    scene()
    for _ in range(6):
        app.processEvents()
    popup = app.activePopupWidget()
    opened: list[QWidget] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[0].grab().save(str(to))
    if popup is not None:
        popup.grab().save(str(to.with_stem(f"{to.stem}-list")))
        popup.hide()
    close_dialogs(window)


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock(MORNING)
        services = build_demo(data, years=0.1, clock=clock, secrets=FakeSecrets()).services
        staff = services.get(StaffQueries).who_can_sign_in()
        actor = next(Actor(one.id, one.name, one.role) for one in staff if one.role is Role.RECEPTIONIST)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(actor), errors=Errors(asked), ask=asked)
        page = MailPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.show()
        page.load()
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            look.use(app, theme)
            set_language(language)
            window.resize(*size)
            for name, scene in scenes(services, actor, page).items():
                shot = f"{name}-{theme}-{language}-{size[0]}"
                if only in shot:
                    take(app, window, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
