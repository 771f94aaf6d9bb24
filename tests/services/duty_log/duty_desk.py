"""A desk with its duty log in hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.duty_log.records import EntryDraft, Incident, IncidentDraft, StepDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.duty_log.standard import LIFT
from tests.desk_fixtures import People
from tests.fakes import FakeClock

DRAFT = IncidentDraft(LIFT, "2号客梯", words="三人被困，轿厢停在12层", reported_by="欧阳报警", floor="12")


@dataclass
class DutyDesk:
    """Verbs and questions, with the short ways of tests."""

    desk: Services
    people: People
    clock: FakeClock

    @property
    def clerk(self) -> Actor:
        return self.people.receptionist

    @property
    def verbs(self) -> DutyLog:
        return self.desk.get(DutyLog)

    @property
    def ask(self) -> DutyQueries:
        return self.desk.get(DutyQueries)

    def ago(self, minutes: float) -> datetime:
        """A moment before now."""
        return self.clock.now() - timedelta(minutes=minutes)

    def write(self, words: str = "巡查B1车库，一切正常", minutes: float | None = None) -> int:
        """An entry, `minutes` ago."""
        at = None if minutes is None else self.ago(minutes)
        return self.verbs.write(self.clerk, EntryDraft(words, at)).result.id

    def begin(self, **changed: object) -> Incident:
        """Somebody is shut in a lift."""
        return self.verbs.begin(self.clerk, replace(DRAFT, **changed)).result  # type: ignore[arg-type]

    def step(self, incident: Incident, step: str, minutes: float | None = None, **more: str) -> Incident:
        """A time, `minutes` ago."""
        at = None if minutes is None else self.ago(minutes)
        return self.verbs.step(self.clerk, incident.id, StepDraft(step, at, **more)).result

    def all_steps(self, incident: Incident) -> Incident:
        """Everything that is missing, one minute after the other."""
        for step in incident.missing:
            self.clock.advance(seconds=60)
            incident = self.step(incident, step)
        return incident

    def today(self) -> list[object]:
        """The entries of today."""
        day = self.clock.now().astimezone(self.clock.zone).date()
        return list(self.ask.day(self.clerk, day).entries)
