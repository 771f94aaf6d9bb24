"""The program's flow around the data: open it, say what is wrong with it, found a desk, restore a backup, close.

Everything here may import everything: it is imported after the first paint. What is heavy runs on a worker.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desk_app.joining_flow import JoiningFlow
from desk_app.recovering import Recovery
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.errors import DatabaseDamaged, DeskError, InvalidInput, KeysLocked, UserError
from desk_app.services.core.logs import start_logging, stop_logging
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_
from desk_app.ui.ask import Ask, Asker
from desk_app.ui.change_bus import ChangeBus
from desk_app.ui.errors import Errors
from desk_app.ui.garbage import GuiCollector
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.main_window import MainWindow
from desk_app.ui.pages.trouble import TroublePage
from desk_app.ui.scan import ScanListener
from desk_app.ui.single_instance import SingleInstance, bring_to_front
from desk_app.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from desk_app.open_desk import OpenDesk
    from desk_app.services.assembly import FirstSupervisor
    from desk_app.services.catalogue import Services
    from desk_app.services.core.secrets import SecretStore
    from desk_app.services.db.backups import Backup
    from desk_app.services.db.cipher import DatabaseKey
    from desk_app.services.desk.identity import Founding
    from desk_app.ui.pages.first_start import FirstStart
    from desk_app.ui.pages.passphrase import PassphrasePage

_log = logging.getLogger("opening")
_ALREADY_OPEN = N_("The program is already open on this data; its window was brought to the front.")
_PATIENCE_S = 2.0
"""How long the end waits for what is running; the window is gone at once."""
_NEWS_S = 20.0
"""How long it says that a backup was restored."""


class Program(QObject):
    """One window on one data folder, from the first paint to the end."""

    converting = Signal()
    """From the worker: the file is being encrypted, or made plain again, which takes a moment."""

    def __init__(
        self,
        window: MainWindow,
        folder: DataFolder,
        local: LocalSettings,
        *,
        gate: bool = False,
        asker: Asker | None = None,
        ready: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        from desk_app.services.db.hold import Hold

        self.window, self.folder, self.local, self.gate = window, folder, local, gate
        self.asker = asker or Ask()
        self.errors = Errors(self.asker, folder.logs)
        self.tasks = Tasks(self.errors.show)
        self.bus = ChangeBus()
        self.desk: OpenDesk | None = None
        self._ready = ready
        self._hold = Hold(folder)
        self._elsewhere: DataFolder | None = None
        self._log = start_logging(folder.logs)
        self._instance = SingleInstance(folder.root)
        self._garbage = GuiCollector()
        self.scanner = ScanListener()
        self.trouble = TroublePage()
        window.keep(self.trouble)
        self.first_start: FirstStart | None = None
        self.passphrase: PassphrasePage | None = None
        self.recovery = Recovery(self)
        self.joining = JoiningFlow(self)
        self._founded_services: Services | None = None
        """A desk that was just set up, as long as its recovery code is in sight."""
        self._keys: SecretStore | None = None
        """Of the desk opened last, or opened by the passphrase: nobody types it twice for a restore."""
        self._newest: Backup | None = None
        self._wire()

    def _wire(self) -> None:
        self.window.closing.connect(QApplication.quit)
        self.converting.connect(self.window.opening.tell_converting)
        self._instance.raised.connect(lambda: bring_to_front(self.window))
        self.trouble.again.connect(self.open)
        self.trouble.restore.connect(self._restore_newest)
        self.trouble.elsewhere.connect(self._choose_folder)
        self.trouble.quit.connect(self.window.close)
        self.scanner.scanned.connect(self._scanned)
        self.scanner.foreign.connect(self._scanned_foreign)
        self.scanner.repeated.connect(self._scanned_again)

    def start(self) -> None:
        """Be the one program on this data and open it; a second one only wakes the first."""
        if not self._instance.claim():
            self.window.close()
            if sys.stderr is not None:  # a program started without a console has none
                print(tr(_ALREADY_OPEN), file=sys.stderr)
            return
        self.errors.install()
        self._garbage.start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.scanner.watch(app)
        self.open()

    # Opening

    def open(self) -> None:
        """Open the data on a worker; the window says so meanwhile."""
        self.window.show_page(self.window.opening)
        self.tasks.run(self._open_services, self._opened, self.not_opened, owner=self)

    def _open_services(self) -> Services:
        from desk_app.services.assembly import open_services
        from desk_app.services.db.opening import refuse_network

        refuse_network(self.folder.root)
        self._hold.take()
        return open_services(self.folder, secrets=self._keys, converting=self.converting.emit)

    @property
    def keys(self) -> SecretStore | None:
        """The secret store, if it was opened already."""
        return self._keys

    def _opened(self, services: Services) -> None:
        from desk_app.open_desk import OpenDesk

        self._keys = services.bench.secrets
        if self.joining.waits(services):
            self._ready()
            return
        self.desk = OpenDesk(self, services)
        self.window.name_desk(services.bench.desk.building)
        self.window.show_page(self.desk.frame)
        self.desk.begin()
        self._ready()
        self.errors.tell_last_crash(self.window)

    def not_opened(self, error: Exception) -> None:
        """What kept the data from being opened, and the way on from there."""
        from desk_app.services.assembly import NotFounded

        if isinstance(error, NotFounded):
            self._begin_first_start()
        elif isinstance(error, KeysLocked):
            self._ask_passphrase()
        elif self.recovery.helps(error):
            self.recovery.ask()
            self._ready()
        elif isinstance(error, DeskError):
            _log.warning("not opened: %s", error)
            self.tasks.run(self._find_backup, lambda newest: self._tell(error, newest), owner=self)
        else:
            self.errors.show(error, self.window)
            self._tell(DeskError(N_("The program made a mistake while opening. Nothing was changed.")), None)

    def _find_backup(self) -> Backup | None:
        from desk_app.services.db.backups import Backups

        return next(iter(Backups(self.folder, SystemClock()).list()), None)

    def _tell(self, error: DeskError, newest: Backup | None) -> None:
        helps = newest if isinstance(error, DatabaseDamaged) else None
        if helps is not None:
            error = _damaged()
        self._newest = helps
        when = format_moment(helps.made) if helps else None
        self.trouble.show_trouble(error.message, dict(error.values), str(self.folder.root), when)
        self.window.show_page(self.trouble)

    def show_damage(self) -> None:
        """A look at the running desk's file found damage: close it and offer the newest backup."""
        self._close_desk()
        self.not_opened(_damaged())

    # The keys

    def _ask_passphrase(self) -> None:
        from desk_app.ui.pages.passphrase import PassphrasePage

        if self.passphrase is None:
            page = self.passphrase = PassphrasePage(str(self.folder.secrets))
            page.entered.connect(self._unlock)
            page.quit.connect(self.window.close)
            page.forgotten.connect(self.recovery.ask)
            self.window.keep(page)
        self.passphrase.offer_recovery(self.recovery.possible)
        self.window.show_page(self.passphrase)
        self.passphrase.ask()
        self._ready()

    def _unlock(self, passphrase: str) -> None:
        from desk_app.services.assembly import unlocked_keys

        self.tasks.run(
            lambda: unlocked_keys(self.folder, passphrase), self.unlocked, self._not_unlocked, owner=self
        )

    def unlocked(self, keys: SecretStore) -> None:
        """The keys are there: open the desk with them."""
        page, self.passphrase = self.passphrase, None
        self._keys = keys
        self.open()
        if page is not None:
            self.window.forget(page)

    def _not_unlocked(self, error: Exception) -> None:
        assert self.passphrase is not None
        if isinstance(error, KeysLocked):
            self.passphrase.refuse()
        else:
            self.not_opened(error)

    # What can be done about it

    def _restore_newest(self) -> None:
        newest = self._newest
        if newest is not None and self.asker.confirm(
            self.window,
            tr(
                N_("Put the backup of {when} in the place of the damaged data?"),
                when=format_moment(newest.made),
            ),
            tr(N_("Restore")),
            tr(N_("What was recorded after it is not in it. The damaged data is kept beside the backups.")),
        ):
            self.restore(newest)

    def restore(self, backup: Backup, then: Callable[[Services], object] | None = None) -> None:
        """Close the data, put a backup in its place, open again; `then` writes it down in the data restored."""
        from desk_app.services.db.backups import Backups

        self._close_desk()
        self.window.show_page(self.window.opening)

        def work() -> Services:
            self._hold.take()
            Backups(self.folder, SystemClock(), self._database_key()).restore(backup)
            services = self._open_services()
            if then is not None:
                then(services)
            return services

        self.tasks.run(work, lambda services: self._restored(services, backup), self.not_opened, owner=self)

    def _database_key(self) -> DatabaseKey | None:
        from desk_app.services.assembly import desk_keys
        from desk_app.services.at_rest import held_key

        return held_key(self._keys or desk_keys(self.folder))

    def _restored(self, services: Services, backup: Backup) -> None:
        self._opened(services)
        if self.desk is not None:
            # Nobody is signed in yet: the first one who is hears it.
            self.desk.session.signed_in.connect(
                lambda _: self._tell_restored(backup), Qt.ConnectionType.SingleShotConnection
            )

    def _tell_restored(self, backup: Backup) -> None:
        if self.desk is not None:
            self.desk.toasts.show(
                N_("The backup of {when} was restored. What was there before is kept among the backups."),
                seconds=_NEWS_S,
                when=format_moment(backup.made),
            )

    def _choose_folder(self) -> None:
        path = self.asker.folder(self.window, tr(N_("A folder on this PC for the desk's records")))
        if path is not None:
            self._elsewhere = DataFolder(path)
            self.window.close()

    # First start

    def _begin_first_start(self) -> None:
        from desk_app.ui.pages.first_start import FirstStart

        page = self.first_start = FirstStart(self.local)
        page.founded.connect(self._found)
        page.demo_wanted.connect(self._make_demo)
        page.join_wanted.connect(self.joining.ask)
        self.window.keep(page)
        page.quit.connect(self.window.close)
        self.window.show_page(page)
        self._ready()

    def _found(self, founding: Founding, supervisor: FirstSupervisor) -> None:
        from desk_app.services.assembly import found

        self.tasks.run(
            lambda: found(self.folder, founding, supervisor, secrets=self._keys),
            self.show_code,
            self._not_founded,
            owner=self,
        )

    def show_code(self, services: Services) -> None:
        """A desk was just set up: its recovery code first, then the desk."""
        self._founded_services = services
        self.recovery.first_sheet(services, lambda: self._founded(services))

    def _founded(self, services: Services) -> None:
        self._founded_services = None
        page, self.first_start = self.first_start, None
        self._opened(services)
        if page is not None:
            self.window.forget(page)

    def _not_founded(self, error: Exception) -> None:
        assert self.first_start is not None
        self.first_start.go_on()
        if isinstance(error, InvalidInput):
            self.first_start.show_problems(error)
        elif isinstance(error, UserError):
            self.asker.tell(self.window, error.say(speaker.words), tone="warning")
        else:
            self.errors.show(error, self.window)

    def _make_demo(self) -> None:
        def work() -> Services:
            from desk_app.services.demo.build import build_demo

            return build_demo(self.folder, secrets=self._keys).services

        self.tasks.run(work, self._founded, self._not_founded, owner=self, lane=Lane.SLOW)

    # The end

    def _scanned(self, raw: str) -> None:
        if self.desk is not None:
            self.desk.frame.scan(raw)
        else:
            self.recovery.scanned(raw)

    def _scanned_foreign(self, raw: str) -> None:
        """Letters that a page takes as a code leave the field they were typed into before the page sees it."""
        if self.desk is None:
            return
        if not self.desk.frame.takes_barcodes:
            self.desk.frame.scan_foreign(raw)
            return
        self.scanner.take_back()
        if not self.desk.frame.scan_foreign(raw):
            self.scanner.give_again()

    def _scanned_again(self) -> None:
        if self.desk is not None and self.desk.frame.takes_barcodes:
            self.scanner.take_back()

    def _close_desk(self) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.close()
            self.window.forget(desk.frame)
            self.window.name_desk("")

    def end(self) -> DataFolder | None:
        """Let go of everything, within three seconds whatever hangs; returns the folder to go on with, if any."""
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.stop()
        waiting = self.joining.stop()
        quiet = self.tasks.close(_PATIENCE_S)
        if desk is not None and quiet:  # a lane that hangs may hold the database; the journal survives that
            desk.services.bench.database.close()
        elif quiet:
            for one in (self._founded_services, waiting):
                if one is not None:
                    one.bench.database.close()
        self._hold.release()
        self._instance.release()
        self.scanner.stop()
        self._garbage.stop()
        self.scanner.deleteLater()  # two at the same keys would hand every digit to each other for ever
        self.errors.restore()
        stop_logging(self._log)
        return self._elsewhere


def _damaged() -> DatabaseDamaged:
    return DatabaseDamaged(N_("The database is damaged. Restore the newest backup."))
