"""Pictures of lost property to look at: `python -m tests.ui.tabs.lost_property.shots FOLDER [PART]`.

Taken on the demo building, with QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.demo.build import build_demo
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import (
    FOUND_KIND,
    Category,
    FoundDraft,
    FoundItem,
    LostDraft,
    Told,
    ValueClass,
    View,
)
from desk_app.services.lost_property.reports import LostReports
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.lost_property import actions
from desk_app.ui.tabs.lost_property.page import LostPropertyPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.services.lost_property.found_desk import picture
from tests.ui.page_context import SignedIn, make_context

SIZES = ((860, 660), (1290, 660), (1836, 960))
Scenes = dict[str, Callable[[], object]]


def furnish(ctx: AppContext) -> dict[str, FoundItem]:
    """On top of the demo: a ring that one is told of, an umbrella somebody misses, a phone with a picture."""
    verbs, clerk, now = ctx.services.get(LostProperty), ctx.actor, ctx.services.bench.clock.now()
    ring = verbs.take_in(
        clerk,
        FoundDraft(
            "钻戒", Category.JEWELLERY, features="铂金，女式", secret="内圈刻字", place="洗手间", floor="12F",
            found_at=now, finder="保洁王姐", finder_phone="13800138000", value=ValueClass.HIGH,
        ),
    ).result  # fmt: skip
    verbs.tell(clerk, ring.id, Told.SUPERVISOR, "周敏")
    lost = LostDraft(
        "黑色长柄雨伞",
        Category.UMBRELLA,
        "木柄",
        "大堂",
        "1F",
        lost_from=now,
        name="李娜",
        phone="13912345679",
    )
    ctx.services.get(LostReports).report(clerk, lost)
    umbrella = FoundDraft(
        "黑色雨伞", Category.UMBRELLA, features="木质弯柄", place="大堂沙发", floor="1F", shelf="A架1层"
    )
    phone = FoundDraft(
        "苹果手机", Category.PHONE, features="蓝色保护壳，屏幕左上角有裂纹", secret="锁屏是一只橘猫", place="会议室",
        floor="15F", shelf="B架2层", value=ValueClass.MIDDLE, photo=picture((640, 480)),
    )  # fmt: skip
    kept = {
        "ring": ring.id,
        "umbrella": verbs.take_in(clerk, umbrella).result.id,
        "phone": verbs.take_in(clerk, phone).result.id,
    }
    queries, today = (
        ctx.services.get(LostPropertyQueries),
        now.astimezone(ctx.services.bench.clock.zone).date(),
    )
    for name, view in (("returned", View.RETURNED), ("expired", View.EXPIRED)):
        found = queries.items(clerk, view, today)
        if found:
            kept[name] = found[0].id
    return {name: queries.card(clerk, one).item for name, one in kept.items()}


def form_scenes(page: LostPropertyPage) -> Scenes:
    fields = page.form.fields

    def empty() -> None:
        page.chips.choose(View.OPEN)
        page.new_item()
        page.form.clear()

    def filled() -> None:
        empty()
        fields.what.setText("棕色皮夹")
        fields.place.set_draft((None, "餐厅靠窗座位"))
        fields.floor.setText("3F")
        fields.features.setPlainText("棕色，短款，皮质")
        fields.secret.setPlainText("夹层里有一张全家福")
        fields.contents.setPlainText("现金 320 元，公交卡一张")
        fields.photo.set_draft((picture((640, 480)),))

    def ring() -> None:
        empty()
        fields.what.setText("钻戒 a diamond ring")
        fields.by.set_open(True)

    def problems() -> None:
        empty()
        fields.what.setText("身份证")
        fields.features.setPlainText("张三")
        fields.secret.setPlainText("张三")
        fields.finder_phone.setText("不知道")
        fields.found_at.time.setText("9999")
        page.form.submit()

    def second() -> None:
        filled()
        page.form.submit()

    return {"empty": empty, "filled": filled, "ringform": ring, "problems": problems, "second": second}


def scenes(kept: dict[str, FoundItem], page: LostPropertyPage) -> Scenes:
    ctx = page.ctx

    def show(name: str) -> Callable[[], object]:
        return lambda: page.show_record(FOUND_KIND, kept[name].id)

    def of(name: str, verb: actions.Verb) -> Callable[[], object]:
        queries = ctx.services.get(LostPropertyQueries)
        return lambda: verb(ctx, page, queries.card(ctx.actor, kept[name].id))

    return {
        **form_scenes(page),
        **{name: show(name) for name in kept},
        "tell": of("ring", actions.tell_next),
        "shelve": of("umbrella", actions.shelve),
        "correct": of("phone", actions.correct),
        "noticed": page.hang_up,
        "decide": page.decide,
        "expiredlist": lambda: page.chips.choose(View.EXPIRED),
        "highlist": lambda: page.chips.choose(View.HIGH),
        "reports": page.show_reports,
        "items": page.show_items,
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
    opened: list[QWidget] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[-1].grab().save(str(to))
    close_dialogs(window)


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data = DataFolder(Path(home) / "desk")
        services = build_demo(data, years=0.4, clock=FakeClock(), secrets=FakeSecrets()).services
        staff = {one.name: one for one in services.get(StaffQueries).who_can_sign_in()}
        boss_row = next(one for one in staff.values() if one.role is Role.SUPERVISOR)
        boss = Actor(boss_row.id, boss_row.name, Role.SUPERVISOR)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        kept = furnish(ctx)
        page = LostPropertyPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.show()
        page.load()
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            look.use(app, theme)
            set_language(language)
            window.resize(*size)
            for name, scene in scenes(kept, page).items():
                shot = f"{name}-{theme}-{language}-{size[0]}"
                if only in shot:
                    take(app, window, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
