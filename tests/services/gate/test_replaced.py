"""A pass that another one replaced: the guard is told the new number."""

from __future__ import annotations

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code, Phone
from desk_app.services.codes.claims import number_said
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, load_words
from desk_app.services.gate.queries import GateQueries
from desk_app.services.passes.tables import RevocationRow
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People


def test_the_new_number_is_named(desk: Services, people: People) -> None:
    queries = desk.get(GateQueries)
    visit = (
        desk.get(Visitors)
        .check_in(
            people.receptionist, Arrival(name="张伟明", phone="13812345678", host=Host(tenant="云帆科技"))
        )
        .result.visit
    )
    claims = queries.verify(people.guard, visit.pass_code).claims
    assert claims is not None
    with desk.bench.database.write() as session:
        row = RevocationRow(root=claims.pass_id, at=desk.bench.clock.now(), by_name="林小雨", desk=1)
        row.replaced_by = claims.pass_id + 1
        session.add(row)
    verdict = queries.verify(people.guard, visit.pass_code)
    said = load_words(CHINESE, resources() / "i18n").text(verdict.answer.reason, **verdict.values)
    assert (verdict.code, verdict.answer.phone) == (Code.REPLACED, Phone.FRONT_DESK)
    assert number_said(claims.pass_id + 1) in said
    assert "林小雨" in said
    with desk.bench.database.write() as session:
        found = session.get(RevocationRow, claims.pass_id)
        assert found is not None
        found.replaced_by = None
    assert queries.verify(people.guard, visit.pass_code).code is Code.REVOKED
