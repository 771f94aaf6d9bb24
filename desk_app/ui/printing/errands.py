"""Papers on their way out: kept in one lane, printed in another, told when they are there or stuck.

Only the print desk uses this. Lives on the GUI thread; a printer that hangs for a minute holds its own lane alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.errors import DeskError, EnvironmentTrouble
from desk_app.services.core.words import N_, plain
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.printing.ports import FilePrinter, Printer, PrinterPort
from desk_app.ui.ask import Asker
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import tr
from desk_app.ui.tasks import Lane, Runner
from desk_app.ui.widgets.toast import Toasts

if TYPE_CHECKING:
    from desk_app.services.printing.outbox import Outbox
    from desk_app.services.printing.spool import PrintJob

Done = Callable[[], None] | None
Stuck = Callable[[Exception], bool] | None


@dataclass(frozen=True)
class Errand:
    """Kept papers, where they are to come out, and whom to tell.

    `missing`: characters paper cannot show. `again`: what prints it once more when it did not come out well.
    """

    jobs: tuple[int, ...]
    title: str
    where: Where
    owner: QWidget
    missing: tuple[str, ...] = ()
    done: Done = None
    stuck: Stuck = None
    again: Callable[[], object] | None = None


class Errands(QObject):
    """All errands of a window. `show_waiting(owner)` opens the list of what is stuck, `sees(kind)` says what of it."""

    waiting_changed = Signal(int)

    def __init__(
        self,
        outbox: Outbox,
        make_port: Callable[[], PrinterPort],
        show_waiting: Callable[[QWidget | None], object],
        sees: Callable[[str], bool],
        *,
        tasks: Runner,
        toasts: Toasts,
        errors: Errors,
        ask: Asker,
    ) -> None:
        super().__init__()
        self.waiting = 0
        self._outbox, self._make_port, self._show_waiting = outbox, make_port, show_waiting
        self._sees, self._left_over = sees, False
        self._tasks, self._toasts, self._errors, self._ask = tasks, toasts, errors, ask
        self._port: PrinterPort | None = None
        self._under_way: set[int] = set()

    def recover(self) -> None:
        """Offer what the last run left."""
        self._tasks.run(self._outbox.recover, self._recovered, owner=self, lane=Lane.PAPER)

    def begin(self, keep: Callable[[], Errand], owner: QWidget) -> None:
        """Keep papers, then send them."""
        # Owned by this object: a page that is closed meanwhile takes no paper with it.
        self._tasks.run(
            keep, self.send, lambda error: self._not_kept(error, owner), owner=self, lane=Lane.PAPER
        )

    def send(self, errand: Errand) -> None:
        """Bring kept papers out, or ask first on which printer."""
        if errand.where.way is Way.ASK:
            self.printers(lambda found: self._ask_where(errand, found), self)
            return
        self._under_way.update(errand.jobs)
        self.refresh()
        self._tasks.run(
            lambda: self._bring_out(errand),
            lambda trouble: self._came_back(errand, trouble),
            lambda error: self._came_back(errand, error),
            owner=self,
            lane=Lane.PRINTER,
        )

    def printers(self, done: Callable[[tuple[Printer, ...]], object], owner: QObject) -> None:
        """The printers of this PC; none if the system does not answer."""
        self._tasks.run(
            lambda: self._ready_port().printers(), done, lambda _: done(()), owner=owner, lane=Lane.SLOW
        )

    def refresh(self) -> None:
        """Count again what waits."""
        self._tasks.latest("waiting", self._outbox.waiting, self._counted, owner=self, lane=Lane.PAPER)

    def offered(self, jobs: tuple[PrintJob, ...]) -> list[PrintJob]:
        """Those that are not on their way to a printer now."""
        return [job for job in jobs if job.id not in self._under_way]

    def in_sight(self, jobs: tuple[PrintJob, ...]) -> list[PrintJob]:
        """Those of the offered that who is there may see."""
        return [job for job in self.offered(jobs) if self._sees(job.kind)]

    def _ready_port(self) -> PrinterPort:
        if self._port is None:
            self._port = self._make_port()
        return self._port

    def _bring_out(self, errand: Errand) -> DeskError | None:
        """In the printer's lane. The first trouble ends it: what is behind it waits too."""
        for job in errand.jobs:
            settled = self._outbox.settle(job)
            port = self._ready_port()
            if errand.where.way is Way.FOLDER:
                port = FilePrinter(Path(errand.where.name), f"{self._outbox.paper(settled).kind}-{settled}")
            trouble = self._outbox.print(settled, port, errand.where.printer).trouble
            if trouble is not None:
                return trouble
        return None

    def _came_back(self, errand: Errand, trouble: Exception | None) -> None:
        self._under_way.difference_update(errand.jobs)
        self.refresh()
        if trouble is not None:
            if not _told(errand, trouble):
                self._tell(trouble, errand.owner)
            return
        self._tell_done(errand)
        if errand.done is not None and shiboken6.isValid(errand.owner):
            errand.done()

    def _tell_done(self, errand: Errand) -> None:
        title = plain(errand.title)
        again = errand.again if shiboken6.isValid(errand.owner) else None
        action = N_("Print again") if again else None
        if errand.missing:
            self._toasts.show(
                N_("Printed: {title}. Paper cannot show these characters: {characters}"),
                action=action,
                on=again,
                seconds=12,
                title=title,
                characters=plain(" ".join(errand.missing)),
            )
        elif errand.where.way is Way.FOLDER:
            folder = plain(errand.where.name)
            self._toasts.show(N_("Saved as PDF: {title}, in {folder}"), title=title, folder=folder)
        elif again:
            text = N_("Printed: {title}. Did it not come out well?")
            self._toasts.show(text, action=action, on=again, title=title)
        else:
            self._toasts.show(N_("Printed: {title}"), title=title)

    def _not_kept(self, error: Exception, owner: QWidget) -> None:
        self.refresh()
        self._tell(error, owner)

    def _tell(self, error: Exception, owner: QWidget) -> None:
        """Trouble of PC and printer does not stop the work at the desk; anything else is told where it belongs."""
        if isinstance(error, EnvironmentTrouble):
            self._warn(error.message, error.values)
        else:
            self._errors.show(error, owner)

    def _warn(self, message: str, values: dict[str, object]) -> None:
        self._toasts.warn(message, values, action=N_("Show papers"), on=lambda: self._show_waiting(None))

    def _recovered(self, waiting: int) -> None:
        self._left_over = waiting > 0
        self.refresh()

    def _counted(self, jobs: tuple[PrintJob, ...]) -> None:
        waiting = len(self.in_sight(jobs))
        if waiting and self._left_over:  # told to the first who may see them
            self._left_over = False
            self._warn(N_("Papers not printed yet, from before the program ended: {n}"), {"n": waiting})
        if waiting != self.waiting:
            self.waiting = waiting
            self.waiting_changed.emit(waiting)

    def _ask_where(self, errand: Errand, found: tuple[Printer, ...]) -> None:
        """Which printer? Whoever does not choose leaves the paper waiting."""
        question = tr(N_("Where shall “{title}” be printed?"), title=errand.title)
        window = window_of(errand.owner)
        if not found:
            detail = tr(N_("No printer was found on this PC. The paper is kept."))
            self._ask.tell(window, question, detail, "warning")
            self.refresh()
            return
        chosen = self._ask.choose(window, question, [one.name for one in found])
        if chosen is None:
            self.refresh()
            return
        where = Where(Way.PRINTER, found[chosen].name)
        self.send(replace(errand, where=where))


def _told(errand: Errand, trouble: Exception) -> bool:
    """Whether who sent it told of the trouble."""
    return errand.stuck is not None and shiboken6.isValid(errand.owner) and errand.stuck(trouble)


def window_of(owner: QWidget | None) -> QWidget | None:
    """The window to ask in: the owner's, or the one in front when it is gone."""
    if owner is not None and shiboken6.isValid(owner):
        return owner.window()
    return QApplication.activeWindow()
