"""What every page receives: the tools of this window, frozen. Pages look nothing up anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from shiboken6 import isValid

from desk_app.services.core.changes import BACK_ENTRIES, Changes
from desk_app.services.core.people import Actor
from desk_app.ui.tasks import Lane, Runner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.catalogue import Services
    from desk_app.services.core.paths import DataFolder
    from desk_app.services.core.settings import LocalSettings
    from desk_app.ui.ask import Asker
    from desk_app.ui.change_bus import ChangeBus
    from desk_app.ui.errors import Errors
    from desk_app.ui.printing.desk import PrintDesk
    from desk_app.ui.session import Session
    from desk_app.ui.sync.runner import SyncRunner
    from desk_app.ui.widgets.toast import Toasts

R = TypeVar("R")
BACK_ENTRY = "back_entry"
"""The kind under which the page opens where the next paper form is typed in."""
CARD = "card"
"""The kind under which the tab with everybody's card is opened: `card/<kind>` is the card of whom a record is about."""


@dataclass(frozen=True)
class AppContext:
    """The window's tools."""

    services: Services
    folder: DataFolder
    local: LocalSettings
    tasks: Runner
    bus: ChangeBus
    errors: Errors
    ask: Asker
    toasts: Toasts
    session: Session
    printing: PrintDesk
    exchange: SyncRunner
    """Rounds through the shared folder: asked for one now, and how the last ones went."""
    open_record: Callable[[str, int], object]
    """Bring a record of a kind in sight, in whichever tab shows it: what a search hit does. The page left keeps its
    drafts. A kind that no tab of this role shows is passed over."""
    open_tab: Callable[[str], object] = lambda tab: None
    """Bring a tab in sight, by its id; one of another role is passed over."""
    open_new: Callable[[str], object] = lambda tab: None
    """Bring a tab in sight, by its id, with its form for something new."""
    forget_code: Callable[[], object] = lambda: None
    """Let the scanner hand on the same code again at once: what the last reading began came to nothing."""

    def open_card(self, kind: str, record: int) -> None:
        """Bring everything about whoever this record is about in sight: their card, over all tabs."""
        self.open_record(f"{CARD}/{kind}", record)

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        return self.session.actor

    def do(
        self,
        verb: Callable[[Actor], Changes[R]],
        *,
        owner: QWidget,
        done: Callable[[R], None] | None = None,
        failed: Callable[[Exception], bool] | None = None,
        by: Actor | None = None,
        lane: Lane = Lane.DESK,
    ) -> None:
        """Run a verb off the GUI thread; then tell every page what changed, then `done` with the result.

        `by` is somebody else than who is signed in: a supervisor who approved here. `lane`: the slow one for what takes
        seconds. `failed` may take an exception (return True) before the error desk shows it. Once `owner` is gone
        `done` and `failed` are not called, but what changed is still told, and what went wrong too.
        What was entered afterwards settles its form, and `done` prints no paper then: whom it was for is not here.
        """
        actor = by or self.actor

        def finished(changes: Changes[R]) -> None:
            late = BACK_ENTRIES in changes.touched
            if late:
                self.session.settle_back_entry()
            self.bus.publish(changes.touched)
            if done is not None and isValid(owner):
                with self.printing.at_rest() if late else nullcontext():
                    done(changes.result)

        def troubled(error: Exception) -> None:
            self.forget_code()
            if not (failed is not None and isValid(owner) and failed(error)):
                self.errors.show(error, owner)

        self.tasks.run(lambda: verb(actor), finished, troubled, owner=self.bus, lane=lane)

    def read(
        self, question: Callable[[Actor], R], *, owner: QWidget, done: Callable[[R], None], key: str = "load"
    ) -> None:
        """Run a question off the GUI thread. Of several with one `key` and owner only the newest answer arrives."""
        actor = self.actor

        def troubled(error: Exception) -> None:
            self.forget_code()
            self.errors.show(error, owner)

        self.tasks.latest(key, lambda: question(actor), done, troubled, owner=owner)
