"""The program's flow around joining: a join file at the first start, and the wait of a PC that replaces another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.sync.share import ShareAway, ShareTrouble
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.joining import Progress, Replacing
    from desk_app.opening import Program
    from desk_app.services.catalogue import Services
    from desk_app.services.core.people import Actor
    from desk_app.services.joining.file import JoinFile
    from desk_app.services.sync.remote import RemoteShare
    from desk_app.ui.pages.join_start import JoinStart
    from desk_app.ui.pages.replacing import ReplacingPage

_EVERY_MS = 10_000


class JoiningFlow(QObject):
    """Pages of the program while this PC is no desk yet, or waits for its records."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self.page: JoinStart | None = None
        self.waiting_page: ReplacingPage | None = None
        self._services: Services | None = None
        self._replacing: Replacing | None = None
        self._share: RemoteShare | None = None
        self._path: Path | None = None
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    # By a join file

    def ask(self, replaces: bool) -> None:
        """The file and its code."""
        from desk_app.ui.pages.join_start import JoinStart

        self._forget_page()
        page = self.page = JoinStart(self._program.asker, replaces=replaces)
        page.opened.connect(self._open)
        page.joined.connect(self._take_place if replaces else self._join)
        page.back.connect(self._leave)
        self._program.window.keep(page)
        self._program.window.show_page(page)
        page.ask()

    def _leave(self) -> None:
        first = self._program.first_start
        if first is not None:
            self._program.window.show_page(first)
        self._forget_page()

    def _forget_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            self._program.window.forget(page)

    def _open(self, path: Path, code: str) -> None:
        self._path = path
        self._program.tasks.run(lambda: _read(path, code), self._file_opened, self._refused, owner=self)

    def _file_opened(self, file: JoinFile) -> None:
        if self.page is not None:
            self.page.show_file(file)

    def _join(self, file: JoinFile, who: int, pin: str) -> None:
        program = self._program

        def work(reachable: bool) -> Services:
            from desk_app.joining import First, join

            share = _share_at(file.place.folder if reachable else "")
            try:
                return join(
                    program.folder,
                    file,
                    First(who, pin),
                    share=share,
                    local=program.local,
                    secrets=program.keys,
                )
            finally:
                if share is not None:
                    share.close()

        def go(reachable: bool) -> None:
            if self.page is not None:
                self.page.wait(N_("Setting up …"))
            program.tasks.run(
                lambda: work(reachable), self._joined, self._refused, owner=self, lane=Lane.SLOW
            )

        self._when_usable(file, go)

    def _when_usable(self, file: JoinFile, go: Callable[[bool], object]) -> None:
        """Go on once the folder was looked at, or at once where none was named."""
        from desk_app.ui.sync.look_first import TRYING, look_first

        page = self.page
        if not file.place.folder or page is None:
            go(False)
            return
        page.wait(TRYING)
        look_first(
            self._program.tasks,
            self._program.asker,
            page,
            lambda: _look_at(file),
            go,
            self._folder_refused,
            anyway=N_("Set up without it"),
        )

    def _folder_refused(self, error: Exception) -> None:
        if isinstance(error, ShareTrouble) and self.page is not None:
            self.page.refuse_folder(error)
        else:
            self._refused(error)

    def _use_up(self) -> None:
        from desk_app.joining import use_up

        if self._path is not None:
            use_up(self._path)

    def _joined(self, services: Services) -> None:
        self._use_up()
        self._program.show_code(services)
        self._forget_page()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError) and self.page is not None:
            self.page.refuse(error)
            return
        if self.page is not None:
            self.page.ask()
        self._program.errors.show(error, self._program.window)

    # In the place of another PC

    def _take_place(self, file: JoinFile, _who: int, _pin: str) -> None:
        program = self._program

        def work() -> Services:
            from desk_app.joining import take_place

            return take_place(program.folder, file, local=program.local, secrets=program.keys)

        def go(_reachable: bool) -> None:
            program.tasks.run(work, self._founded, self._refused, owner=self, lane=Lane.SLOW)

        self._when_usable(file, go)

    def _founded(self, services: Services) -> None:
        self._use_up()
        self.wait(services)
        self._forget_page()

    def waits(self, services: Services) -> bool:
        """Show the page of waiting if these are the services of a PC that waits."""
        from desk_app.joining import is_waiting

        if not is_waiting(services):
            return False
        self.wait(services)
        return True

    def wait(self, services: Services) -> None:
        """Wait for the records; looks every ten seconds."""
        from desk_app.joining import Replacing
        from desk_app.services.sync.options import SHARE_FOLDER
        from desk_app.ui.pages.replacing import ReplacingPage

        program, here = self._program, services.bench.desk
        self._services, self._replacing = services, Replacing(services)
        page = ReplacingPage(program.asker, here.building, here.desk_code, self._replacing.fingerprint)
        self.waiting_page = page
        page.folder_chosen.connect(self._from_folder)
        page.again.connect(self.look)
        page.begun.connect(self._begin)
        page.quit.connect(program.window.close)
        program.window.keep(page)
        program.window.show_page(page)
        self._use(program.local.get(SHARE_FOLDER))
        self._timer.start()
        self.look()

    def _use(self, folder: str) -> None:
        share, self._share = self._share, _share_at(folder)
        if share is not None:
            share.close()

    def _from_folder(self, folder: Path) -> None:
        self._use(str(folder))
        self.look()

    def look(self) -> None:
        """Whether anything has come; one look at a time."""
        replacing, share, page = self._replacing, self._share, self.waiting_page
        if replacing is None or page is None or self._asking:
            return
        if share is None:
            page.tell(N_("Choose the shared folder, or the folder in which you brought the files."))
            return
        self._asking = True
        self._program.tasks.run(
            lambda: replacing.look(share), self._looked, self._not_looked, owner=self, lane=Lane.SLOW
        )

    def _looked(self, progress: Progress) -> None:
        self._asking = False
        page, replacing = self.waiting_page, self._replacing
        if page is None or replacing is None:
            return
        if progress.restored:
            self._timer.stop()
            page.show_people(replacing.supervisors, progress.events, progress.sealed)
        elif progress.of:
            page.tell_files(progress.files, progress.of)
        elif progress.admitted:
            page.tell(N_("Head office has admitted this PC; its records are on their way."))
        else:
            page.tell(N_("This PC's card is in the shared folder. Head office has not admitted it yet."))

    def _not_looked(self, error: Exception) -> None:
        self._asking = False
        if isinstance(error, UserError) or not hasattr(error, "message"):
            self._timer.stop()
            self._program.errors.show(error, self._program.window)
        elif isinstance(error, ShareAway) and self.waiting_page is not None:
            self.waiting_page.tell(
                N_(
                    "The shared folder cannot be reached. Check the network, or whether the stick is in; this PC looks "
                    "again by itself."
                )
            )
        elif self.waiting_page is not None:
            self.waiting_page.tell(error.message, getattr(error, "values", {}))

    def _begin(self, who: Actor, pin: str) -> None:
        replacing = self._replacing
        assert replacing is not None
        self._program.tasks.run(lambda: replacing.begin(who, pin), self._begun, self._pin_refused, owner=self)

    def _pin_refused(self, error: Exception) -> None:
        if isinstance(error, UserError) and self.waiting_page is not None:
            self.waiting_page.refuse(error)
        else:
            self._program.errors.show(error, self._program.window)

    def _begun(self, _nothing: object) -> None:
        """The desk's own numbers, stamps and settings are read anew: it is opened as any other."""
        services, page = self._services, self.waiting_page
        self.stop()
        if services is not None:
            self._program.show_code(services)
        if page is not None:
            self._program.window.forget(page)

    def stop(self) -> Services | None:
        """Wait no longer; gives the services, which whoever ends the program closes."""
        self._timer.stop()
        share, self._share = self._share, None
        if share is not None:
            share.close()
        services, self._services = self._services, None
        self.waiting_page = self._replacing = None
        return services


def _read(path: Path, code: str) -> JoinFile:
    from desk_app.joining import read_from

    return read_from(path, code)


def _look_at(file: JoinFile) -> None:
    from desk_app.services.sync.ours import require_usable_at

    require_usable_at(Path(file.place.folder), file.office, file.place.party)


def _share_at(folder: str) -> RemoteShare | None:
    from desk_app.services.sync.remote import RemoteShare

    return RemoteShare(Path(folder)) if folder else None
