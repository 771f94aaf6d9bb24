"""Pictures of the guard's window to look at: `python -m tests.ui.gate.shots FOLDER` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import LANGUAGES
from desk_app.services.gate.options import FRONT_DESK_PHONE, GATE_NUMBER
from desk_app.services.settings.service import SettingsService
from desk_app.services.staff.service import Staff
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.window import GateWindow
from desk_app.ui.i18n import set_language
from desk_app.ui.theme import THEMES, load_fonts, look
from tests.desk_fixtures import FOUNDING, PIN
from tests.fakes import FakeClock, FakeSecrets
from tests.ui.gate.build import arrive, build, forged
from tests.ui.gate.goods_scenes import before_night, goods_scenes, look_first, not_alone

SIZES = (QSize(1366, 768), QSize(1920, 1080), QSize(1024, 768))


@contextmanager
def desk(folder: DataFolder, clock: FakeClock) -> Iterator[tuple[Services, Actor]]:
    first = assembly.FirstSupervisor("周敏", PIN)
    services = assembly.found(folder, FOUNDING, first, clock=clock, secrets=FakeSecrets())
    guard = services.get(Staff).add(SYSTEM, "赵刚", Role.GUARD, PIN).result
    yield services, Actor(guard, "赵刚", Role.GUARD)
    services.bench.database.close()


def scenes(services: Services, guard: Actor, clock: FakeClock) -> dict[str, Callable[[GateWindow], object]]:
    by = SYSTEM
    early = before_night(services, guard, clock)
    old = arrive(services, by, "𠮷田一郎")
    clock.advance(hours=15)
    for name in ("王芳", "李娜", "欧阳修远", "Smith John"):
        arrive(services, by, name)
    used = arrive(services, by, "陈思远", badge="")
    plain = arrive(
        services, by, "张伟明", party_size=3, plate="粤B12345", belongings="笔记本电脑 2 台、投影仪 1 台"
    )
    badge = arrive(services, by, "刘建国", badge="B-023", belongings="工具箱")
    out = arrive(services, by, "赵丽颖")
    clock.advance(minutes=95)

    def stepped(window: GateWindow) -> None:
        window.show_code(out.pass_code)
        look_first(window)
        window.buttons.take(Step.STEPS_OUT)

    def twice(window: GateWindow, code: str) -> None:
        window.show_code(code)
        clock.advance(seconds=3)
        window.show_code(code)

    return {
        "ready": lambda window: window.clear(),
        "release": lambda window: window.show_code(plain.pass_code),
        "badge": lambda window: window.show_code(badge.pass_code),
        "typed": lambda window: window.show_code(badge.short_code),
        "used": lambda window: twice(window, used.pass_code),
        "stepped_out": stepped,
        "back": lambda window: window.show_code(out.pass_code),
        "not_genuine": lambda window: window.show_code(forged(used.pass_code)),
        "expired": lambda window: window.show_code(old.pass_code),
        "read_again": lambda window: window.show_code(plain.pass_code[:90]),
        "several": lambda window: window.show_code(badge.pass_code + used.pass_code),
        **early,
        **goods_scenes(services, guard, clock),
        **not_alone(services, guard, clock),
    }


def shoot(app: QApplication, folder: Path, language: str, theme: str, size: QSize) -> None:
    """Every scene in one language, look and size."""
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as place, desk(DataFolder(Path(place) / "d"), clock) as (made, guard):
        LocalSettings(DataFolder(Path(place) / "d").local_settings).put(GATE_NUMBER, 1)
        made.get(SettingsService).change(SYSTEM, FRONT_DESK_PHONE, "0755-8888 8001")
        window = build(made, DataFolder(Path(place) / "d"), guard).window
        window.resize(size)
        window.show()
        set_language(language)
        look.use(app, theme)
        for name, scene in scenes(made, guard, clock).items():
            clock.advance(seconds=3)
            scene(window)
            app.processEvents()
            window.tick()
            app.processEvents()
            dialog = window._flow.dialog or window
            dialog.grab().save(str(folder / f"{name}-{language}-{theme}-{size.width()}.png"))
        window.close()
        window.deleteLater()


def main(folder: Path) -> None:
    app = QApplication(sys.argv[:1])
    load_fonts(app)
    folder.mkdir(parents=True, exist_ok=True)
    for language, theme, size in itertools.product(LANGUAGES, THEMES, SIZES):
        shoot(app, folder, language, theme, size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
