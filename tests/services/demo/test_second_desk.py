"""The demo building's second PC: known, heard from just now, and one conflict with it is open."""

from __future__ import annotations

from desk_app.services.catalogue import Services
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.options import FRONT_DESK_PHONE, SUPERVISOR_PHONE
from desk_app.services.gate.places import Gate as Place
from desk_app.services.gate.places import gates
from desk_app.services.gate.service import Gate
from desk_app.services.passes.meeting import GateRecordQueries
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import PassState, View
from tests.services.demo.conftest import NOW


def test_the_gates_have_names_and_there_is_somebody_to_phone(demo: Services) -> None:
    assert gates(demo.bench.settings) == (Place(1, "大堂门岗"), Place(2, "货运门岗"))
    assert demo.bench.settings.get(FRONT_DESK_PHONE) and demo.bench.settings.get(SUPERVISOR_PHONE)


def test_one_conflict_waits_for_its_outcome(demo: Services) -> None:
    (open_one,) = demo.get(ConflictQueries).all(SYSTEM)
    assert open_one.kind is ConflictKind.USED_TWICE and not open_one.outcome
    assert {(side.desk, side.place) for side in open_one.sides} == {("A1", "大堂门岗"), ("B1", "货运门岗")}
    assert all(side.at is not None and side.at <= NOW for side in open_one.sides)


def test_a_release_needs_no_supervisor(demo: Services) -> None:
    (other,) = demo.get(GateRecordQueries).heard(SYSTEM)
    assert (other.code, other.heard_at) == ("B1", NOW)
    today = demo.get(PassQueries).passes(SYSTEM, NOW.date(), View.DAY)
    good = next(one for one in today if one.state is PassState.ISSUED)
    verdict = demo.get(Gate).scan(SYSTEM, good.pass_code, 1).result.verdict
    assert verdict.releases and not verdict.needs_supervisor
