"""Pictures of the form to look at: `python -m tests.ui.tabs.passes.shots FOLDER` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import GoodsKind
from desk_app.services.passes.records import ExitKind, PassDraft, Reason
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.passes.editor import PassEditor
from desk_app.ui.tabs.passes.pasted import read_lines
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.ui.page_context import SignedIn, make_context
from tests.ui.tabs.passes.conftest import furnish

SIZES = ((1280, 650), (1836, 960))
GOODS = """戴尔 U2720Q 显示器 20 台
ThinkPad T14 笔记本电脑 12 台
人体工学椅 二十把
会议桌 3 张
HP M404 打印机 1 台 序列号 CNB3K12345
文件柜 6 个
投影仪 1 台
白板 2 块
纸箱（书籍、资料） 15 箱
网络交换机 2 台
绿植 8 盆
微波炉 1 台"""


def scenes(services: Services, boss: Actor) -> dict[str, Callable[[PassEditor], object]]:
    directory = services.get(DirectoryQueries)
    yunfan, moving = (directory.tenants(boss, name)[0].id for name in ("云帆", "远航"))
    people = directory.signatories(boss, yunfan)

    def filled(form: PassEditor) -> None:
        form.start(
            PassDraft(
                tenant=yunfan,
                holder="云帆科技有限公司",
                unit="1205",
                goods=(GoodsKind.COMPUTERS, GoodsKind.FURNITURE),
                lines=read_lines(GOODS),
                carrier="顺达搬家 · 周师傅",
                carrier_phone="13812345678",
                plate="粤B12345",
            )
        )
        form.signing.signatory.choose(people[0].id)

    def approval(form: PassEditor) -> None:
        filled(form)
        form.kind.choose(ExitKind.RETURNABLE)
        form.who.goods.set_draft((GoodsKind.DOCUMENTS, GoodsKind.COMPUTERS))
        form.signing.signatory.choose(people[-1].id)

    def refused(form: PassEditor) -> None:
        form.start(PassDraft(ExitKind.MOVE_OUT, moving, "远航国际物流", "801", Reason.MOVE_OUT))
        form.lines.set_lines(read_lines(GOODS)[:4])

    def wrong(form: PassEditor) -> None:
        filled(form)
        form.lines.rows[1].quantity.setText("70000")
        form.lines.rows[4].quantity.setText("1e9")
        form.who.main.restore({"plate": "xx", "carrier_phone": "12"})
        form.who.extra.restore({"day": date(2026, 11, 1).isoformat()})
        form.submit()
        form.lines.rows[4].quantity.setText("3")
        form.submit()

    return {
        "empty": lambda form: form.start(),
        "filled": filled,
        "approval": approval,
        "refused": refused,
        "wrong": wrong,
        "tools": lambda form: (form.start(), form.kind.choose(ExitKind.TOOLS)),
    }


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock()
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(data, FOUNDING, first, clock=clock, secrets=FakeSecrets())
        found = services.get(StaffQueries).who_can_sign_in()
        boss = Actor(found[0].id, "周敏", Role.SUPERVISOR)
        desk = services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result
        furnish(services, boss)
        window, asked = QWidget(), Asked()
        actor = Actor(desk, "林小雨", Role.RECEPTIONIST)
        ctx = make_context(services, data, window, SignedIn(actor), errors=Errors(asked), ask=asked)
        form = PassEditor(ctx)
        window.setLayout(column(form))
        window.setProperty("role", "page")
        window.show()
        for theme in THEMES:
            look.use(app, theme)
            for language in LANGUAGES:
                set_language(language)
                for size in SIZES:
                    window.resize(*size)
                    for name, scene in scenes(services, boss).items():
                        shot = f"{name}-{theme}-{language}-{size[0]}"
                        if only not in shot:
                            continue
                        scene(form)
                        form._judge()
                        for _ in range(5):
                            app.processEvents()
                        window.grab().save(str(folder / f"{shot}.png"))
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
