"""A desk whose data is open: its context, its frame, its upkeep. Thrown away when the data closes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.backups.service import BackupDesk
from desk_app.services.catalogue import Services, document_kinds
from desk_app.services.duty_log.records import KIND as INCIDENT
from desk_app.services.finder.queries import Finder
from desk_app.services.printing.outbox import Outbox
from desk_app.services.staff.patience import IDLE_MINUTES
from desk_app.ui.conflicts_watch import KIND, ConflictsWatch
from desk_app.ui.context import AppContext
from desk_app.ui.decisions_watch import KIND as DECISION
from desk_app.ui.decisions_watch import DecisionsWatch
from desk_app.ui.frame import Frame
from desk_app.ui.i18n import speaker
from desk_app.ui.incidents_watch import IncidentsWatch
from desk_app.ui.notices_watch import NoticesWatch
from desk_app.ui.printing.desk import PrintDesk
from desk_app.ui.recovery_watch import RecoveryWatch
from desk_app.ui.retention_watch import KIND as RETENTION_KIND
from desk_app.ui.retention_watch import RetentionWatch
from desk_app.ui.session import Session
from desk_app.ui.sync.making import make_runner
from desk_app.ui.sync.watch import SyncWatch
from desk_app.ui.tab_spec import tabs
from desk_app.ui.widgets.toast import Toasts
from desk_app.upkeep import Upkeep

if TYPE_CHECKING:
    from desk_app.opening import Program


def _gate_page() -> Callable[[AppContext], QWidget]:
    from desk_app.ui.gate import build

    return build


class OpenDesk:
    """What exists only while the data is open."""

    def __init__(self, program: Program, services: Services) -> None:
        bench = services.bench
        speaker.zone = bench.clock.zone
        self.services = services
        self._program = program
        self.session = Session(bench.clock, lambda: bench.settings.get(IDLE_MINUTES))
        self.toasts = Toasts(program.window)
        self.printing = PrintDesk(
            Outbox(bench.database, bench.clock, bench.stamps),
            document_kinds(),
            local=program.local,
            tasks=program.tasks,
            toasts=self.toasts,
            errors=program.errors,
            ask=program.asker,
            reader=lambda: self.session.actor if self.session.open else None,
        )
        self.exchange = make_runner(services, program.folder, program.local, program.tasks, program.bus)
        self.context = AppContext(
            services=services,
            folder=program.folder,
            local=program.local,
            tasks=program.tasks,
            bus=program.bus,
            errors=program.errors,
            ask=program.asker,
            toasts=self.toasts,
            session=self.session,
            printing=self.printing,
            exchange=self.exchange,
            open_record=self._open_record,
            open_tab=self._open_tab,
            open_new=self._open_new,
            forget_code=program.scanner.forget,
        )
        self.frame = Frame(
            self.context, tabs(), services.get(Finder).find, _gate_page() if program.gate else None
        )
        self.upkeep = Upkeep(self.context, self.frame, program.show_damage)
        self._watch()
        self.session.restore_wanted.connect(self._restore)
        for moment in (self.session.signed_in, self.session.locked, self.session.signed_out):
            moment.connect(lambda _: self.printing.refresh())
        self.printing.waiting_changed.connect(self.frame.strip.show_printing)
        self.frame.strip.printing_asked.connect(lambda: self.printing.waiting_dialog(self.frame))

    def _watch(self) -> None:
        """What strip and banner tell by themselves: what waits for the supervisor, incidents, notices."""
        self.conflicts = ConflictsWatch(self.context, self.frame.strip)
        self.recovery = RecoveryWatch(self.context, self.frame.banner, self.frame)
        self.frame.strip.conflicts_asked.connect(self._show_conflicts)
        self.retention = RetentionWatch(
            self.context, self.frame, partial(self._open_record, RETENTION_KIND, 0)
        )
        self.notices = NoticesWatch(self.context, self.frame, self.frame.banner)
        self.incidents = IncidentsWatch(self.context, self.frame.strip)
        self.frame.strip.incidents_asked.connect(self._show_incidents)
        self.decisions = DecisionsWatch(self.context, self.frame.strip)
        self.frame.strip.decisions_asked.connect(self._show_decisions)
        self.sync = SyncWatch(self.context, self.frame.strip, self.frame.banner, self.frame)

    def _show_conflicts(self) -> None:
        self._open_record(KIND, 0)

    def _show_incidents(self) -> None:
        self._open_record(INCIDENT, 0)

    def _show_decisions(self) -> None:
        self._open_record(DECISION, 0)

    def _open_record(self, kind: str, record: int) -> None:
        if self.frame.place is not None:
            self.frame.place.show_record(kind, record)

    def _open_tab(self, tab: str) -> None:
        if self.frame.place is not None and any(one.id == tab for one in self.frame.place.specs):
            self.frame.place.open(tab)

    def _open_new(self, tab: str) -> None:
        if self.frame.place is not None:
            self.frame.place.open_new(tab)

    def begin(self) -> None:
        """Ask who is there, and look after the data."""
        self.frame.doors.ask()
        self.printing.begin()
        self.upkeep.begin()
        self.exchange.begin()

    def _restore(self, name: str) -> None:
        actor = self.session.actor
        backup = next(
            (one for one in self.services.get(BackupDesk).files.list() if one.path.name == name), None
        )
        if backup is not None:
            self._program.restore(backup, lambda new: new.get(BackupDesk).restored(actor, name))

    def stop(self) -> None:
        """No timer and no filter of this desk runs any more."""
        self.upkeep.stop()
        self.exchange.stop()
        self.sync.stop()
        self.session.close()
        self.frame.close_down()
        self.toasts.close()

    def close(self) -> None:
        """Stop, and close the database; waits for what is being written."""
        self.stop()
        self.services.bench.database.close()
