"""Papers that survive: each is kept until it is known to be printed, then forgotten.

The right to a paper is checked by the verb that made it; the spool only brings it out. It is this PC's own and writes
no journal: that a pass was printed or copied is recorded by its feature. Keep a paper before anything else can fail,
then `print` it from the printing thread. After a restart call `recover` once and offer what `open_jobs` returns.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import Clock, Stamps
from desk_app.services.core.errors import DeskError, EnvironmentTrouble, IllegalStep, NotFound
from desk_app.services.core.words import N_, Message
from desk_app.services.db.database import Database
from desk_app.services.printing.ports import Paper, PrinterPort
from desk_app.services.printing.tables import PrintJobRow

FORGET_AFTER = timedelta(days=30)
"""How long the bare fact that something was printed is kept, for the question "did it come out?"."""


class JobState(StrEnum):
    """Where a paper is."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    GIVEN_UP = "given_up"


OPEN = (JobState.WAITING, JobState.FAILED)
"""States from which a paper can be printed or given up."""

_INTERRUPTED = N_(
    "The program ended while this was being printed. See whether the paper came out before you print again."
)
_BROKEN = N_("The program could not print this. The paper is kept; try another printer, or save it as PDF.")


@dataclass(frozen=True)
class PrintJob:
    """A paper in the spool, named as in Paper. `trouble` says why the last try failed."""

    id: int
    kept: datetime
    kind: str
    subject: str
    number: str
    copy: int
    printer: str | None
    state: JobState
    tries: int
    trouble: DeskError | None


class Spool:
    """The papers of this PC. Safe from any thread."""

    def __init__(self, database: Database, clock: Clock, stamps: Stamps) -> None:
        self._database = database
        self._clock = clock
        self._stamps = stamps

    def keep(self, paper: Paper, printer: str | None = None) -> int:
        """Take a paper in and give its job's id; it is safe when this returns. Raises StorageTrouble."""
        with self._database.write() as session:
            # Within the turn to write: ids are given to one thread at a time.
            job = self._stamps.new_id()
            session.add(
                PrintJobRow(
                    id=job,
                    kept=self._clock.now(),
                    kind=paper.kind,
                    subject=paper.subject,
                    number=paper.number,
                    copy=paper.copy,
                    printer=printer,
                    state=JobState.WAITING,
                    tries=0,
                    pdf=paper.pdf,
                )
            )
        return job

    def print(self, job: int, port: PrinterPort, printer: str | None = None) -> PrintJob:
        """Try to print, on `printer` if given, else on the job's own or the default one. Blocks as long as the port.

        A printer's trouble is not raised: it is in the job that comes back, and the paper is kept. Raises NotFound,
        and IllegalStep when it is being printed, is printed, or was given up.
        """
        paper, target = self._claim(job, printer)
        try:
            port.print_pdf(paper, target)
        except EnvironmentTrouble as trouble:
            self._fail(job, trouble)
        except BaseException:
            self._fail(job, EnvironmentTrouble(_BROKEN))
            raise
        else:
            self._close(job, JobState.PRINTED)
        return self.job(job)

    def give_up(self, job: int) -> PrintJob:
        """Nobody needs this paper any more: forget its content. Raises NotFound and IllegalStep like `print`."""
        with self._database.write() as session:
            _open_row(session, job)
            _empty(session, job, JobState.GIVEN_UP)
        return self.job(job)

    def open_jobs(self) -> tuple[PrintJob, ...]:
        """What waits to be printed or failed, oldest first: offer it."""
        chosen = select(PrintJobRow).where(PrintJobRow.state.in_(OPEN)).order_by(PrintJobRow.id)
        with self._database.read() as session:
            return tuple(_job(row) for row in session.scalars(chosen))

    def job(self, job: int) -> PrintJob:
        """One job. Raises NotFound."""
        with self._database.read() as session:
            return _job(_row(session, job))

    def paper(self, job: int) -> Paper:
        """The paper itself, for a preview or to save it. Raises NotFound once it is printed or given up."""
        with self._database.read() as session:
            return _paper(_row(session, job))

    def recover(self) -> int:
        """At start, before the first print: what was being printed when the program ended is in doubt. How many."""
        doubtful = update(PrintJobRow).where(PrintJobRow.state == JobState.PRINTING)
        with self._database.write() as session:
            found = session.execute(
                doubtful.values(
                    state=JobState.FAILED, reason=str(_INTERRUPTED), reason_values="{}"
                ).returning(PrintJobRow.id)
            )
            return len(found.all())

    def forget(self, before: datetime) -> int:
        """Give up what nobody printed since `before`, and drop the traces of old jobs. How many were given up."""
        stale = select(PrintJobRow.id).where(PrintJobRow.state.in_(OPEN), PrintJobRow.kept < before)
        done = (JobState.PRINTED, JobState.GIVEN_UP)
        old = delete(PrintJobRow).where(
            PrintJobRow.state.in_(done), PrintJobRow.kept < self._clock.now() - FORGET_AFTER
        )
        with self._database.write() as session:
            session.execute(old)
            jobs = session.scalars(stale).all()
            for job in jobs:
                _empty(session, job, JobState.GIVEN_UP)
        return len(jobs)

    def _claim(self, job: int, printer: str | None) -> tuple[Paper, str | None]:
        """One thread gets it; a second one is told that it is under way."""
        with self._database.write() as session:
            row = _open_row(session, job)
            row.state, row.tries = JobState.PRINTING, row.tries + 1
            row.printer = printer or row.printer
            row.reason = row.reason_values = None
            return _paper(row), row.printer

    def _fail(self, job: int, trouble: DeskError) -> None:
        with self._database.write() as session:
            row = _row(session, job)
            row.state, row.reason = JobState.FAILED, str(trouble.message)
            row.reason_values = _values_out(trouble.values)

    def _close(self, job: int, state: JobState) -> None:
        with self._database.write() as session:
            _empty(session, job, state)


def _empty(session: Session, job: int, state: JobState) -> None:
    session.execute(
        update(PrintJobRow).where(PrintJobRow.id == job).values(state=state, subject="", number="", pdf=None)
    )


def _row(session: Session, job: int) -> PrintJobRow:
    row = session.get(PrintJobRow, job)
    if row is None:
        raise NotFound(N_("This print job is no longer there."))
    return row


def _open_row(session: Session, job: int) -> PrintJobRow:
    row = _row(session, job)
    if row.state not in OPEN:
        raise IllegalStep(N_("This paper is being printed or is done already."))
    return row


def _paper(row: PrintJobRow) -> Paper:
    if row.pdf is None:
        raise NotFound(
            N_("This paper was printed or given up; its content was deleted. Print it again from its record.")
        )
    return Paper(row.kind, row.subject, row.pdf, row.number, row.copy)


def _job(row: PrintJobRow) -> PrintJob:
    trouble = EnvironmentTrouble(Message(row.reason), **_values_in(row.reason_values)) if row.reason else None
    state = JobState(row.state)
    return PrintJob(
        row.id, row.kept, row.kind, row.subject, row.number, row.copy, row.printer, state, row.tries, trouble
    )


def _values_out(values: Mapping[str, object]) -> str:
    return json.dumps(
        {name: {"say": value} if isinstance(value, Message) else str(value) for name, value in values.items()}
    )


def _values_in(text: str | None) -> dict[str, object]:
    kept: dict[str, object] = json.loads(text or "{}")
    return {name: Message(value["say"]) if isinstance(value, dict) else value for name, value in kept.items()}
