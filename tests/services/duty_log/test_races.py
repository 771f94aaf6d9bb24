"""Two programs on one desk's data: a time is recorded once, corrections stand in one line, an incident closes once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.paths import DataFolder
from desk_app.services.duty_log.records import CorrectionDraft, EntryDraft, StepDraft
from desk_app.services.duty_log.service import DutyLog
from tests.fakes import FakeClock, FakeSecrets
from tests.services.duty_log.duty_desk import DutyDesk


@pytest.fixture
def second(desk: Services, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets) -> Iterator[Services]:
    """Another program on the same data."""
    services = assembly.open_services(folder, clock=clock, secrets=secrets)
    yield services
    services.bench.database.close()


def at_once(one: Callable[[], Any], other: Callable[[], Any]) -> list[Any]:
    """What each gives, or the exception it raised; both begin together."""
    together = Barrier(2)

    def run(verb: Callable[[], Any]) -> Any:
        together.wait(10)
        try:
            return verb()
        except Exception as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (one, other)))


def test_a_time_is_recorded_once(duty: DutyDesk, second: Services) -> None:
    incident = duty.begin()
    draft, other = StepDraft("arrived", who="A"), StepDraft("arrived", who="B")
    results = at_once(
        lambda: duty.verbs.step(duty.clerk, incident.id, draft),
        lambda: second.get(DutyLog).step(duty.clerk, incident.id, other),
    )
    assert sum(isinstance(one, IllegalStep) for one in results) == 1
    assert (
        len([one for one in duty.ask.incident(duty.clerk, incident.id).story if one.step == "arrived"]) == 1
    )


def test_corrections_stand_in_one_line(duty: DutyDesk, second: Services) -> None:
    entry = duty.write()
    at_once(
        lambda: duty.verbs.correct(duty.clerk, entry, CorrectionDraft("第一次更正")),
        lambda: second.get(DutyLog).correct(duty.clerk, entry, CorrectionDraft("第二次更正")),
    )
    day = duty.clock.now().astimezone(duty.clock.zone).date()
    entries = duty.ask.day(duty.clerk, day).entries
    assert len(entries) == 3
    assert sorted(one.corrects for one in entries if one.corrects is not None)[0] == entry
    assert len([one for one in entries if one.corrected_by is None]) == 1


def test_a_form_sent_twice_is_one_entry(duty: DutyDesk, second: Services) -> None:
    draft = EntryDraft("巡查正常", request="form")
    one, other = at_once(
        lambda: duty.verbs.write(duty.clerk, draft).result,
        lambda: second.get(DutyLog).write(duty.clerk, draft).result,
    )
    assert one == other and len(duty.today()) == 1


def test_an_incident_closes_once(duty: DutyDesk, second: Services) -> None:
    incident = duty.all_steps(duty.begin())
    results = at_once(
        lambda: duty.verbs.close(duty.clerk, incident.id, "已修复"),
        lambda: second.get(DutyLog).close(duty.clerk, incident.id, "已修复"),
    )
    assert sum(isinstance(one, IllegalStep) for one in results) == 1
