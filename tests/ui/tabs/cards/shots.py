"""Pictures of the page to look at: `python -m tests.ui.tabs.cards.shots FOLDER [PART]` (QT_QPA_PLATFORM=offscreen).

The demo building of a few days, in which somebody has something of every feature.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.cards.queries import CardQueries
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.demo.build import build_demo
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import View
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.cards.page import CardsPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.ui.page_context import SignedIn, make_context

SIZES = ((1290, 680), (1844, 992))
NOON = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def write(page: CardsPage, text: str) -> None:
    page.field.setText(text)
    page.field.textEdited.emit(text)


def fullest(services: Services, by: Actor) -> int:
    """The tenant with most open."""
    cards = services.get(CardQueries)
    faces = [cards.face_of(by, "tenant", one.id) for one in services.get(DirectoryQueries).tenants(by)]
    full = max((face for face in faces if face is not None), key=lambda face: face.open)
    assert full.party.tenant is not None
    return full.party.tenant


def scenes(services: Services, by: Actor, clock: FakeClock) -> dict[str, Callable[[CardsPage], object]]:
    tenant, today = fullest(services, by), clock.now().astimezone(clock.zone).date()
    loans = services.get(LoanQueries).loans(by, View.OVERDUE, today)
    assert loans, "the demo building has something overdue"
    return {
        "begin": lambda page: write(page, ""),
        "name": lambda page: write(page, "wang"),
        "digits": lambda page: write(page, loans[0].phone[-4:]),
        "company": lambda page: page.show_record("card/tenant", tenant),
        "nobody": lambda page: write(page, "没有这个人"),
    }


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock(NOON)
        services = build_demo(data, years=0.05, clock=clock, secrets=FakeSecrets()).services
        staff = services.get(StaffQueries).who_can_sign_in()
        actor = next(Actor(one.id, one.name, one.role) for one in staff if one.role is Role.RECEPTIONIST)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(actor), errors=Errors(asked), ask=asked)
        page = CardsPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.show()
        for theme in THEMES:
            look.use(app, theme)
            for language in LANGUAGES:
                set_language(language)
                for size in SIZES:
                    window.resize(*size)
                    for name, scene in scenes(services, actor, clock).items():
                        shot = f"{name}-{theme}-{language}-{size[0]}"
                        if only not in shot:
                            continue
                        page.field.clear()
                        scene(page)
                        for _ in range(5):
                            app.processEvents()
                        window.grab().save(str(folder / f"{shot}.png"))
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
