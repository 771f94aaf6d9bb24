"""Pictures of the exchange to look at: `python -m tests.ui.sync.shots FOLDER`, with QT_QPA_PLATFORM=offscreen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.desk.identity import Founding
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.sync.ailments import TOLD
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Refusal
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.troubles import away
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.frame import Frame
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.session import Session
from desk_app.ui.sync.doctor_view import Line
from desk_app.ui.sync.popup import SyncPopup
from desk_app.ui.sync.watch import SyncWatch
from desk_app.ui.tab_spec import tabs
from desk_app.ui.tabs.supervisor.page import SupervisorPage
from desk_app.ui.tabs.supervisor.sync_connect import ConnectDialog
from desk_app.ui.tabs.supervisor.sync_page import SyncPage
from desk_app.ui.theme import THEMES, load_fonts, look
from tests.desk_fixtures import PIN
from tests.fakes import Asked, FakeClock, FakeSecrets, InstantTasks
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office
from tests.ui.page_context import make_context

SIZES = ((1366, 728), (1920, 1040))


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def desk(root: Path, clock: FakeClock) -> tuple[Services, DataFolder]:
    """A founded desk."""
    folder = DataFolder(root)
    founding = Founding("云帆大厦", "YF", "A1", 1, site_number=4711)
    services = assembly.found(
        folder, founding, assembly.FirstSupervisor("周敏", PIN), clock=clock, secrets=FakeSecrets()
    )
    services.get(DutyLog).write(SYSTEM, EntryDraft("夜间巡查正常"))
    return services, folder


def main(to: Path) -> None:
    app = QApplication([])
    load_fonts(app)
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as root:
        services, folder = desk(Path(root), clock)
        speaker.zone = clock.zone
        boss = next(
            Actor(one.id, one.name, one.role)
            for one in services.get(StaffQueries).who_can_sign_in()
            if one.role is Role.SUPERVISOR
        )
        for language, theme, size in product(LANGUAGES, THEMES, SIZES):
            set_language(language)
            look.use(app, theme)
            shots(services, folder, clock, boss, to, f"{language}-{theme}-{size[0]}", size)
        services.bench.database.close()


def shoot_connecting(ctx: AppContext, window: QMainWindow, to: str) -> None:
    """The dialog with everything wrong in it."""
    dialog = ConnectDialog(ctx, window)
    dialog.open()
    dialog.submit()
    dialog.doctor.setVisible(True)
    dialog.doctor._wanted = Path("x")
    dialog.doctor._show(
        Path("x"),
        [
            *[
                Line(
                    "danger" if one.fault else "warning",
                    one.said,
                    one.todo,
                    {"n": 3, "minutes": 4, "ms": 9, "mb": 9, "seconds": 3},
                )
                for one in list(TOLD.values())[:2]
            ]
        ],
    )
    settle()
    dialog.grab().save(to)
    dialog.hide()


def shoot_states(
    ctx: AppContext, frame: Frame, watch: SyncWatch, take: Callable[[str], None], popup_to: str
) -> None:
    """A connected desk, from well to a copied PC."""
    office = Office(MemoryShare())
    ctx.services.get(Exchange).connect(SYSTEM, office.card(), office.digits)
    ctx.local.put(SHARE_FOLDER, "\\\\fileserver\\share\\frontdesk")
    settle()
    page = frame.place.page
    assert isinstance(page, SupervisorPage)
    part = page.stack.currentWidget()
    assert isinstance(part, SyncPage)
    part.load()
    take("connected")
    stand = ctx.services.get(SyncQueries).standing(SYSTEM)
    now = ctx.services.bench.clock.now()
    well = replace(
        stand, admitted=True, only_here=0, oldest_unsent=None, on_share=12,
        oldest_unacknowledged=now - timedelta(hours=30),
        at_head_office=48_213, last_round=now, last_ack=now - timedelta(hours=2), skew_ms=180_000, quarantined=2,
    )  # fmt: skip
    ctx.exchange.connected = True
    from desk_app.services.sync.engine import Round
    from desk_app.ui.sync.runner import Past

    ctx.exchange.past.extend([
        Past(now, Round(published=3, heard=2), None), Past(now, Round(trouble=away()), away()),
        Past(now, Round(published=1, waiting=4), None, stick=True),
    ])  # fmt: skip
    part._show(well)
    part._show_refused([Refusal("up/4711-2/00aa11bb-0000000012-0011223344556677.lbx", "signature", now, now)])
    watch._take(well)
    take("standing")
    ctx.exchange.trouble, ctx.exchange.away_since = away(), now - timedelta(minutes=31)
    part._show(replace(well, only_here=31, oldest_unsent=now - timedelta(hours=80), quarantined=0))
    watch._take(replace(well, only_here=31, oldest_unsent=now - timedelta(hours=80), skew_ms=0))
    take("away")
    popup = SyncPopup(ctx, frame)
    popup.open()
    popup._show(replace(well, only_here=31, oldest_unsent=now - timedelta(hours=80)))
    settle()
    popup.grab().save(popup_to)
    popup.hide()
    watch._take(replace(well, forked=True))
    part._show(replace(well, forked=True))
    take("forked")
    ctx.services.get(Exchange).disconnect(SYSTEM)


def shots(
    services: Services,
    folder: DataFolder,
    clock: FakeClock,
    boss: Actor,
    to: Path,
    name: str,
    size: tuple[int, int],
) -> None:
    """Every state of page, strip and dialogs."""
    window, asked = QMainWindow(), Asked()
    session = Session(clock, lambda: 3)
    ctx = make_context(
        services, folder, window, session, tasks=InstantTasks(), errors=Errors(asked), ask=asked
    )
    frame = Frame(ctx, tabs(), lambda actor, text: [])
    watch = SyncWatch(ctx, frame.strip, frame.banner, frame)
    window.setCentralWidget(frame)
    window.resize(*size)
    window.show()
    frame.doors.ask()
    session.sign_in(boss)
    assert frame.place is not None
    frame.place.show_record("sync", 0)
    settle()

    def take(what: str) -> None:
        settle()
        window.grab().save(str(to / f"{name}-{what}.png"))

    take("alone")
    shoot_connecting(ctx, window, str(to / f"{name}-connect.png"))
    shoot_states(ctx, frame, watch, take, str(to / f"{name}-popup.png"))
    watch.stop()
    session.close()
    ctx.toasts.close()
    frame.close_down()
    window.close()
    window.deleteLater()
    settle()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
