"""Pictures of claims, matches and lost reports: `python -m tests.ui.tabs.lost_property.claim_shots FOLDER [PART]`.

QT_QPA_PLATFORM=offscreen; PART: only pictures whose name has it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.lost_property.records import Category, FoundItem, LostReport, View
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.lost_property.claim import ClaimDialog
from desk_app.ui.tabs.lost_property.matches_view import MatchesView
from desk_app.ui.tabs.lost_property.report_dialogs import CloseReportDialog, CorrectReportDialog
from desk_app.ui.tabs.lost_property.reports import ReportsPlace
from desk_app.ui.tabs.lost_property.secrets_dialog import SecretsDialog
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.services.lost_property.found_desk import FoundDesk
from tests.ui.page_context import SignedIn, make_context

SIZES = ((1290, 660), (1836, 960))
TRUE = "黑色的长柄伞，木头弯柄，手柄里面贴了一张小熊贴纸，周五中午在大堂沙发上落下的"
Scenes = dict[str, Callable[[], object]]


def furnish(counter: FoundDesk) -> None:
    """Things on the shelves, and people who miss them."""
    now = counter.clock.now()
    counter.keep(shelf="A架1层")
    counter.keep(what="蓝色折叠伞", features="白色圆点", place="电梯", floor="", shelf="A架1层")
    counter.keep(what="黑色雨伞", features="三折", place="餐厅", floor="3F", shelf="A架2层")
    counter.keep(what="透明直柄伞", features="", place="大堂", shelf="A架2层")
    counter.tell_all(counter.purse())
    counter.report(features="长柄，木头的把手", floor="1F", lost_until=now - timedelta(hours=1))
    counter.report(what="iPhone 15", category=Category.PHONE, features="blue case", name="Alexandra Smith")
    counter.report(
        what="灰色毛绒玩具兔", category=Category.OTHER, features="孩子的，耳朵缝过", place="餐厅", floor="3F"
    )
    given_up = counter.report(what="金色胸针", category=Category.JEWELLERY, name="赵敏")
    counter.lost.close(counter.clerk, given_up.id, "在家里找到了")


def scenes(counter: FoundDesk, place: ReportsPlace) -> Scenes:
    """What is looked at, one after the other."""
    day = counter.clock.now().astimezone(counter.clock.zone).date()
    items = {one.what: one for one in counter.ask.items(counter.clerk, View.OPEN, day)}
    reports = {one.what: one for one in counter.ask.reports(counter.clerk, False)}
    return {**claim_scenes(place, items), **form_scenes(place), **report_scenes(place, items, reports)}


def claim_scenes(place: ReportsPlace, items: dict[str, FoundItem]) -> Scenes:
    """The steps of a claim."""

    def at(what: str, step: int, then: Callable[[ClaimDialog], object] = bool) -> Callable[[], object]:
        def scene() -> None:
            made = ClaimDialog(place.ctx, items[what], place)
            made.begin(bool)
            made.words.field.setPlainText(TRUE if step else "黑")
            if step:
                made.words.submit()
            if step > 1:
                made.compare.fits.emit()
            then(made)

        return scene

    def refused(made: ClaimDialog) -> None:
        made.compare.ask_why()
        made.compare.sure.click()

    return {
        "words": at("黑色长柄雨伞", 0),
        "compare": at("棕色钱包", 1),
        "comparelow": at("透明直柄伞", 1),
        "refuse": at("黑色长柄雨伞", 1, refused),
        "identity": at("黑色长柄雨伞", 2),
        "identityhigh": at("棕色钱包", 2, lambda made: made.identity.sure.click()),
    }


def form_scenes(place: ReportsPlace) -> Scenes:
    """The form of a report: empty, filled, with problems."""

    def empty() -> None:
        place.new_report()
        place.form.clear()

    def typed() -> None:
        empty()
        fields = place.form.fields
        fields.what.setText("黑色雨伞")
        fields.features.setPlainText("长柄")
        fields.place.setText("大堂")
        place.form.look()

    def problems() -> None:
        typed()
        place.form.fields.phone.setText("没有")
        place.form.submit()

    return {"place": empty, "typed": typed, "problems": problems}


def report_scenes(place: ReportsPlace, items: dict[str, FoundItem], reports: dict[str, LostReport]) -> Scenes:
    """A report in the panel, matches of an item, the dialogs."""
    ctx, report = place.ctx, reports["黑色雨伞"]

    def matches() -> None:
        made = QDialog(place)
        made.setLayout(column(MatchesView(ctx, place, item=items["黑色长柄雨伞"]), None, margins=16))
        made.setFixedWidth(376)
        made.show()

    return {
        "report": lambda: place.show_report(report.id),
        "closed": lambda: place.show_report(reports["金色胸针"].id),
        "matches": matches,
        "secrets": lambda: _secrets(SecretsDialog(ctx, items["棕色钱包"], place)),
        "close": lambda: CloseReportDialog(ctx, report, place).open(),
        "correct": lambda: CorrectReportDialog(ctx, report, "", place).open(),
    }


def _secrets(dialog: SecretsDialog) -> None:
    dialog.open()
    dialog.why.setText("盘点保险柜")
    dialog.show_secrets()


def take(app: QApplication, window: QWidget, scene: Callable[[], object], to: Path) -> None:
    """One picture: of the dialog that the scene opened, else of the window."""
    scene()
    for _ in range(6):
        app.processEvents()
    opened: list[QWidget] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[-1].grab().save(str(to))
    for one in window.findChildren(QDialog):
        one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(folder: Path, only: str = "") -> None:
    """All pictures."""
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock()
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(data, FOUNDING, first, clock=clock, secrets=FakeSecrets())
        boss = Actor(services.get(StaffQueries).who_can_sign_in()[0].id, "周敏", Role.SUPERVISOR)
        clerk = services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result
        actor = Actor(clerk, "林小雨", Role.RECEPTIONIST)
        counter = FoundDesk(services, People(actor, actor, boss), clock)
        furnish(counter)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        place = ReportsPlace(ctx, window)
        window.setLayout(column(place))
        window.setProperty("role", "page")
        window.show()
        place.load()
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            look.use(app, theme)
            set_language(language)
            window.resize(*size)
            for name, scene in scenes(counter, place).items():
                shot = f"{name}-{theme}-{language}-{size[0]}"
                if only in shot:
                    take(app, window, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
