"""A guard's window on a real desk, with everything around it in hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Tone
from desk_app.services.codes.frame import wrap
from desk_app.services.codes.scanned import read
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor
from desk_app.services.core.settings import LocalSettings
from desk_app.services.visitors.records import Arrival, Host, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.errors import Errors
from desk_app.ui.gate.window import GateWindow
from tests.fakes import Asked, InstantTasks
from tests.ui.page_context import make_context

HOST = Host(tenant="云帆科技有限公司", unit="1205", floor="12", person="陈丽")


class FakeSession(QObject):
    """Somebody who is signed in until the screen is locked."""

    locked = Signal(object)

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.actor = actor
        self.open = True

    def lock(self) -> None:
        self.open = False
        self.locked.emit(self.actor)


@dataclass
class FakeSounds:
    """Writes down what would sound."""

    played: list[Tone] = field(default_factory=list)
    closed: bool = False

    def play(self, tone: Tone) -> None:
        self.played.append(tone)

    def close(self) -> None:
        self.closed = True


@dataclass
class GateParts:
    """The window and what it was given."""

    window: GateWindow
    tasks: InstantTasks
    asked: Asked
    sounds: FakeSounds
    session: FakeSession
    local: LocalSettings


def build(services: Services, folder: DataFolder, actor: Actor) -> GateParts:
    asked, tasks, sounds, session = Asked(), InstantTasks(), FakeSounds(), FakeSession(actor)
    local = LocalSettings(folder.local_settings)
    frame = QWidget()
    ctx = make_context(
        services, folder, frame, session, local=local, tasks=tasks, errors=Errors(asked), ask=asked
    )
    window = GateWindow(ctx, sounds)
    frame.setParent(window)
    return GateParts(window, tasks, asked, sounds, session, local)


def arrive(services: Services, by: Actor, name: str = "张伟明", **changes: object) -> Visit:
    """Somebody who is on site now, with a pass."""
    values: dict[str, object] = {
        "name": name,
        "phone": f"138{abs(hash(name)) % 10**8:08}",
        "company": "苏州精工机电有限公司",
        "host": HOST,
        "request": name,
    }
    arrival = Arrival(**(values | changes))  # type: ignore[arg-type]
    return services.get(Visitors).check_in(by, arrival).result.visit


def forged(code: str) -> str:
    """The same pass with a byte changed after signing, its check digits put right: whole, but not genuine."""
    frame = read(code).frame
    assert frame is not None
    data = bytearray(frame.data)
    data[30] ^= 1
    return wrap(frame.version, frame.kind, bytes(data))
