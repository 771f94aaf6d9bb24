"""Pictures of rain mode to look at: `python -m tests.ui.tabs.loans.rain_shots FOLDER [PART]` (offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services import assembly
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES, N_
from desk_app.services.loans.records import CategoryDraft, ItemsDraft
from desk_app.services.loans.standard import RAINCOAT
from desk_app.services.loans.stock import Stock
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.loans.page import LoansPage
from desk_app.ui.tabs.loans.rain import RainPage
from desk_app.ui.tabs.loans.rain_asks import Want
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.services.loans.lending_desk import Counter
from tests.ui.page_context import SignedIn, make_context
from tests.ui.tabs.loans.shots import furnish

KNOWN = (
    ("王芳", "13800005678", "云帆科技有限公司"),
    ("欧阳晓晓", "13900005678", "深圳市前海云启信息技术服务有限公司"),
    ("Alexandra Cunningham-Smith", "13700005678", "Voyage Logistics"),
    ("李雷", "13600005678", ""),
    ("韩梅梅", "13600004321", "华岳贸易"),
)
SIZES = ((1290, 660), (1836, 960))


def scenes(counter: Counter, page: LoansPage) -> dict[str, Callable[[], object]]:
    """What the page is made to show, by name."""
    rain: RainPage = page.rain.rain  # type: ignore[assignment]
    items = iter(counter.umbrellas[25:])

    def scan(tag: str) -> None:
        counter.clock.advance(seconds=5)
        rain.flow.drop()
        rain.scan(tag)

    def digits(text: str) -> None:
        scan(next(items).tag)
        for place in range(1, len(text) + 1):
            rain.step.field.setText(text[:place])
            rain._typed(text[:place])

    def trouble() -> None:
        digits("43")
        assert rain.flow.asked is not None
        rain.flow.asked.problem = StorageTrouble(N_("The disk is full. Nothing was saved."))
        rain.flow._want(rain.flow.asked, Want.RETRY)

    def paid() -> None:
        draft = CategoryDraft("雨衣", "Raincoat", "umbrella", days=1, deposit="20", rain=True, low=3)
        counter.desk.get(Stock).save_category(counter.people.supervisor, RAINCOAT, draft)
        coat = (
            counter.desk.get(Stock)
            .add_items(counter.people.receptionist, ItemsDraft(RAINCOAT, 1, "雨衣"))
            .result[0]
        )
        scan(coat.tag)
        digits_of(rain, "0115")
        counter.clock.advance(seconds=5)
        rain.scan(coat.tag)

    return {
        "1ready": rain.flow.drop,
        "2asked": lambda: digits("56"),
        "3several": lambda: digits("5678"),
        "3has": lambda: digits("1206"),
        "4nobody": lambda: digits("9876"),
        "5suspended": lambda: digits("2222"),
        "6lent": lambda: (digits("4321"), rain.scan(counter.umbrellas[40].tag)),
        "7back": lambda: scan(counter.umbrellas[3].tag),
        "8trouble": trouble,
        "9money": paid,
    }


def digits_of(rain: RainPage, text: str) -> None:
    """Type them."""
    rain.step.field.setText(text)
    rain._typed(text)


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    for theme in THEMES:
        for language in LANGUAGES:
            for size in SIZES:
                if only in f"{theme}-{language}-{size[0]}" or not only:
                    look.use(app, theme)
                    set_language(language)
                    shoot(app, folder, f"{theme}-{language}-{size[0]}", size)


def shoot(app: QApplication, folder: Path, name: str, size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock()
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(data, FOUNDING, first, clock=clock, secrets=FakeSecrets())
        found = services.get(StaffQueries).who_can_sign_in()
        boss = Actor(found[0].id, "周敏", Role.SUPERVISOR)
        actor = Actor(
            services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result,
            "林小雨",
            Role.RECEPTIONIST,
        )
        counter = Counter(services, People(actor, actor, boss), clock)
        furnish(counter)
        for person, phone, company in KNOWN:
            loan = counter.lend(counter.chairs[1], borrower=person, phone=phone, company=company)
            counter.take_back(loan)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(actor), errors=Errors(asked), ask=asked)
        page = LoansPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.resize(*size)
        window.show()
        page.rain.turn()
        for scene, show in scenes(counter, page).items():
            show()
            page.load()
            for _ in range(6):
                app.processEvents()
            window.grab().save(str(folder / f"{scene}-{name}.png"))
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
