"""The print desk of a window: a document goes to paper, to the screen or into a file, and none is ever lost.

    printing.print(lambda: visitor_pass(visit, paper, size=printing.size(PASS), ...), owner=self)

`make` runs off the GUI thread and may read records; it must not touch a widget. A paper is kept before it goes to
the printer; one that did not come out is told, counted by `waiting_changed` and offered in `waiting_dialog`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desk_app.services.core.people import DESK, SYSTEM, Actor
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_, plain
from desk_app.services.printing.kinds import DocumentKind, Way, Where
from desk_app.services.printing.model import Document, Size
from desk_app.services.printing.ports import Paper, PrinterPort, save_pdf
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import tr
from desk_app.ui.printing.errands import Done, Errand, Errands, Stuck, window_of
from desk_app.ui.printing.names import name_of
from desk_app.ui.printing.qt_port import best_port
from desk_app.ui.tasks import Lane, Runner
from desk_app.ui.widgets.toast import Toasts

if TYPE_CHECKING:
    from desk_app.services.printing.outbox import Drawn, Outbox
    from desk_app.services.printing.spool import PrintJob

R = TypeVar("R")


class PrintDesk(QObject):
    """One per window. Call `begin()` when the window is up. `reader`: who may see papers now."""

    waiting_changed = Signal(int)
    """How many papers that the reader may see did not come out yet."""

    def __init__(
        self,
        outbox: Outbox,
        kinds: Iterable[DocumentKind],
        *,
        local: LocalSettings,
        tasks: Runner,
        toasts: Toasts,
        errors: Errors,
        ask: Asker,
        make_port: Callable[[], PrinterPort] = best_port,
        reader: Callable[[], Actor | None] = lambda: SYSTEM,
    ) -> None:
        super().__init__()
        self.outbox, self.local, self.tasks = outbox, local, tasks
        self.kinds = {kind.id: kind for kind in kinds}
        self.rests = False
        """What was just saved happened earlier: no paper comes out by itself."""
        self.dialog: QDialog | None = None
        """The dialog opened last."""
        self.errors, self.ask, self._toasts, self._reader = errors, ask, toasts, reader
        self.errands = Errands(
            outbox,
            make_port,
            self.waiting_dialog,
            self.sees,
            tasks=tasks,
            toasts=toasts,
            errors=errors,
            ask=ask,
        )
        self.errands.waiting_changed.connect(self.waiting_changed)

    @property
    def waiting(self) -> int:
        """How many papers wait now."""
        return self.errands.waiting

    def begin(self) -> None:
        """Offer what the last run left unprinted."""
        self.errands.recover()

    def refresh(self) -> None:
        """Somebody else is there: count anew what they may see."""
        self.errands.refresh()

    def sees(self, kind: str) -> bool:
        """Whether who is there now may see papers of a kind; one that no feature declares is the desk's."""
        reader = self._reader()
        roles = self.kinds[kind].roles if kind in self.kinds else DESK
        return reader is not None and reader.role in roles

    def size(self, kind: str) -> Size:
        """The paper chosen on this PC for a kind of document. Raises KeyError for a kind no feature declares."""
        return Size[self.local.get(self.kinds[kind].size)]

    def where(self, kind: str) -> Where:
        """Where this PC brings out a kind of document; a kind no feature declares goes to the default printer."""
        if kind not in self.kinds:
            return Where()
        return Where.read(self.local.get(self.kinds[kind].where))

    def name(self, paper: Paper | PrintJob) -> str:
        """What people call it, in the language of the moment."""
        return name_of(paper, self.kinds)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Whatever asks for a paper meanwhile gets none; what somebody asks for later is printed."""
        self.rests = True
        try:
            yield
        finally:
            self.rests = False

    def print(
        self,
        make: Callable[[], Document],
        *,
        owner: QWidget,
        done: Done = None,
        stuck: Stuck = None,
        again: Callable[[], object] | None = None,
    ) -> None:
        """Draw, keep and print; `done` once it came out, if `owner` is still there.

        `stuck` may tell of a paper that waits (return True) before this desk does. `again` is offered once the paper
        is out, for one that did not come out well.
        """
        if self.rests:
            return
        self.errands.begin(lambda: replace(self._kept(_draw(make), owner, done, stuck), again=again), owner)

    def print_instead(
        self,
        kind: str,
        number: str,
        again: Callable[[int], Document],
        otherwise: Callable[[], object],
        *,
        owner: QWidget,
        reprint: Callable[[], object] | None = None,
    ) -> None:
        """What waits of the paper with this number is printed anew, as the same copy: `again` makes it from its number.

        Nothing of it waits: `otherwise` is called, on the GUI thread. `reprint` is `again` of `print`.
        """

        def found(jobs: tuple[PrintJob, ...]) -> None:
            waiting = self.errands.offered(jobs)
            if waiting:
                self.errands.begin(
                    lambda: replace(self._renewed(again, waiting, owner), again=reprint), owner
                )
            else:
                otherwise()

        self._run(lambda: self.outbox.waiting_for(kind, number), found, owner)

    def next_copy(self, kind: str, number: str, else_: int) -> int:
        """Which copy a print now would be: the one that waits, or `else_`. From any thread."""
        return min((job.copy for job in self.outbox.waiting_for(kind, number)), default=else_)

    def preview(
        self,
        make: Callable[[], Document],
        *,
        owner: QWidget,
        print_it: Callable[[], object] | None = None,
    ) -> None:
        """Show it as it will come out. `print_it` prints a paper whose prints are counted, in place of the preview."""
        self._drawn(make, owner, lambda drawn: self._show(drawn, owner, print_it))

    def save_pdf(self, make: Callable[[], Document], suggested_name: str, *, owner: QWidget) -> None:
        """Ask where, and save it as a PDF file."""
        self._drawn(make, owner, lambda drawn: self.save_paper(drawn.paper, suggested_name, owner=owner))

    def waiting_dialog(self, owner: QWidget | None) -> None:
        """Offer what did not come out: print again, save as PDF, give up. Not while the screen is
        locked: what stands on papers is nobody's business then."""
        if self._reader() is None:
            return
        from desk_app.ui.printing.waiting import WaitingDialog

        self._open(WaitingDialog(self, window_of(owner)))

    def settings_dialog(self, owner: QWidget | None) -> None:
        """Where each kind of paper comes out on this PC."""
        from desk_app.ui.printing.settings_page import PrintSettingsDialog

        self._open(PrintSettingsDialog(self, window_of(owner)))

    def print_drawn(self, drawn: Drawn, where: Where, copies: int, *, owner: QWidget) -> None:
        """Print what is drawn already, where and as often as the preview says."""

        def keep() -> Errand:
            jobs = self.outbox.keep(drawn.paper, copies, where.printer)
            return Errand(jobs, self.name(drawn.paper), where, owner, drawn.missing)

        self.errands.begin(keep, owner)

    def print_again(self, job: PrintJob, where: Where, *, owner: QWidget) -> None:
        """Another try for a paper that waits."""
        self.errands.send(Errand((job.id,), self.name(job), where, owner))

    def save_paper(self, paper: Paper, name: str, *, owner: QWidget, job: int | None = None) -> None:
        """Ask where, and save; a paper that waited (`job`) waits no more."""
        kind = FileKind(tr(N_("PDF files")), ("pdf",))
        path = self.ask.save_as(window_of(owner), tr(N_("Save as PDF")), f"{name}.pdf", kind)
        if path is None:
            return

        def work() -> None:
            save_pdf(paper.pdf, path)
            if job is not None:
                self.outbox.give_up(job)

        def saved(_: None) -> None:
            self._toasts.show(N_("Saved: {name}"), name=plain(path.name))
            self.errands.refresh()

        self._run(work, saved, owner)

    def give_up(self, job: PrintJob, *, owner: QWidget) -> None:
        """Ask, then forget a paper."""
        question = tr(N_("Give up “{title}”?"), title=self.name(job))
        detail = tr(
            N_("It will not be printed. Its record stays; print it from there if it is needed again.")
        )
        if self.ask.confirm(window_of(owner), question, tr(N_("Give up")), detail, danger=True):
            self._run(lambda: self.outbox.give_up(job.id), lambda _: self.errands.refresh(), owner)

    def withdraw(self, kind: str, number: str, *, owner: QWidget) -> None:
        """What waits of the paper with this number is void: it is not printed any more, nor offered."""

        def work() -> None:
            for job in self.outbox.waiting_for(kind, number):
                self.outbox.give_up(job.id)

        self._run(work, lambda _: self.errands.refresh(), owner)

    def _renewed(self, again: Callable[[int], Document], waiting: list[PrintJob], owner: QWidget) -> Errand:
        """In the lane of papers: drawn again, as facts may have been corrected since; then it takes the place."""
        drawn = _draw(lambda: again(min(job.copy for job in waiting)))
        where = self.where(drawn.paper.kind)
        jobs = self.outbox.keep(drawn.paper, len(waiting), where.printer)
        for job in waiting:
            self.outbox.give_up(job.id)
        return Errand(jobs, self.name(drawn.paper), where, owner, drawn.missing)

    def _kept(self, drawn: Drawn, owner: QWidget, done: Done, stuck: Stuck) -> Errand:
        """In the lane of papers. A folder takes one file, however many copies a printer makes."""
        kind, where = self.kinds[drawn.paper.kind], self.where(drawn.paper.kind)
        copies = 1 if where.way is Way.FOLDER else self.local.get(kind.copies)
        jobs = self.outbox.keep(drawn.paper, copies, where.printer)
        return Errand(jobs, self.name(drawn.paper), where, owner, drawn.missing, done, stuck)

    def _drawn(self, make: Callable[[], Document], owner: QWidget, done: Callable[[Drawn], object]) -> None:
        self._run(lambda: _draw(make), done, owner)

    def _run(self, work: Callable[[], R], done: Callable[[R], object], owner: QWidget) -> None:
        self.tasks.run(work, done, lambda error: self.errors.show(error, owner), owner=owner, lane=Lane.PAPER)

    def _show(self, drawn: Drawn, owner: QWidget, print_it: Callable[[], object] | None) -> None:
        from desk_app.ui.printing.preview import PreviewDialog

        self._open(PreviewDialog(self, drawn, window_of(owner), print_it))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _draw(make: Callable[[], Document]) -> Drawn:
    from desk_app.services.printing.outbox import draw

    return draw(make())
