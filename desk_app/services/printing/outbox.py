"""From a document to paper without losing one: drawn, kept, printed; what did not come out stays and is offered.

The spool keeps papers in the database; while the disk takes none they wait in memory here, and nothing is printed.
No Qt: the window's side is the print desk. Safe from any thread; `print` blocks as long as the printer does.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta

from desk_app.services.core.clocks import Clock, Stamps
from desk_app.services.core.errors import EnvironmentTrouble, NotFound
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.printing.fonts import missing_glyphs
from desk_app.services.printing.model import Code, Document, Size
from desk_app.services.printing.ports import Paper, PrinterPort
from desk_app.services.printing.render import render
from desk_app.services.printing.spool import JobState, PrintJob, Spool

STALE_AFTER = timedelta(days=7)
"""A paper nobody printed for so long serves nobody; what stands on it is not kept longer."""


@dataclass(frozen=True)
class Drawn:
    """A document as PDF. `missing`: characters that paper can only show as a box with a number."""

    paper: Paper
    size: Size
    missing: tuple[str, ...] = ()


def draw(document: Document) -> Drawn:
    """Draw a document; takes some 50 ms, the first one more."""
    missing = missing_glyphs("".join(_texts(document)))
    paper = Paper(document.kind, document.subject, render(document), document.number, document.copy)
    return Drawn(paper, document.size, tuple(missing))


def _texts(part: object) -> Iterator[str]:
    """Every text that is drawn: a code's digits are not."""
    if isinstance(part, Code):
        yield from (part.short, part.caption)
    elif isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))


class Outbox:
    """The papers of this PC that are on their way."""

    def __init__(self, database: Database, clock: Clock, stamps: Stamps) -> None:
        self._spool = Spool(database, clock, stamps)
        self._clock = clock
        self._lock = threading.Lock()
        self._unkept: dict[int, tuple[Paper, PrintJob]] = {}
        self._next = -1

    def recover(self) -> int:
        """At start, before the first print: papers the last run left are offered again, stale ones given up.

        How many are offered. Raises StorageTrouble and DatabaseTrouble.
        """
        self._spool.recover()
        self._spool.forget(self._clock.now() - STALE_AFTER)
        return len(self._spool.open_jobs())

    def keep(self, paper: Paper, copies: int = 1, printer: str | None = None) -> tuple[int, ...]:
        """Keep a paper, once for each copy: one that does not come out is offered alone. Gives the jobs.

        Raises StorageTrouble when the disk takes none: the papers then wait in memory as long as the program runs.
        """
        jobs: list[int] = []
        try:
            for _ in range(copies):
                jobs.append(self._spool.keep(paper, printer))  # noqa: PERF401 - counts what was kept before trouble
        except EnvironmentTrouble as trouble:
            for _ in range(copies - len(jobs)):
                self._hold(paper, printer, trouble)
            raise
        return tuple(jobs)

    def _hold(self, paper: Paper, printer: str | None, trouble: EnvironmentTrouble) -> None:
        with self._lock:
            job, self._next = self._next, self._next - 1
            names = (paper.kind, paper.subject, paper.number, paper.copy)
            held = PrintJob(job, self._clock.now(), *names, printer, JobState.FAILED, 0, trouble)
            self._unkept[job] = (paper, held)

    def settle(self, job: int) -> int:
        """The job of a paper that is in the spool for certain: one that was only in memory is kept now.

        Raises StorageTrouble while the disk takes nothing, and NotFound.
        """
        if job > 0:
            return job
        paper, held = self._held(job)
        kept = self._spool.keep(paper, held.printer)
        self._drop(job)
        return kept

    def print(self, job: int, port: PrinterPort, printer: str | None = None) -> PrintJob:
        """Try to print a settled job; see Spool.print."""
        return self._spool.print(job, port, printer)

    def waiting(self) -> tuple[PrintJob, ...]:
        """What did not come out yet, oldest first."""
        with self._lock:
            unkept = tuple(held for _, held in self._unkept.values())
        return tuple(sorted((*self._spool.open_jobs(), *unkept), key=lambda job: job.kept))

    def waiting_for(self, kind: str, number: str) -> tuple[PrintJob, ...]:
        """What did not come out yet of the paper with this number."""
        return tuple(job for job in self.waiting() if (job.kind, job.number) == (kind, number))

    def paper(self, job: int) -> Paper:
        """The paper itself. Raises NotFound once it is printed or given up."""
        return self._held(job)[0] if job < 0 else self._spool.paper(job)

    def give_up(self, job: int) -> None:
        """Nobody needs it any more. Raises NotFound and IllegalStep."""
        if job < 0:
            self._held(job)
            self._drop(job)
        else:
            self._spool.give_up(job)

    def _held(self, job: int) -> tuple[Paper, PrintJob]:
        with self._lock:
            if job not in self._unkept:
                raise NotFound(N_("This print job is no longer there."))
            return self._unkept[job]

    def _drop(self, job: int) -> None:
        with self._lock:
            self._unkept.pop(job, None)
