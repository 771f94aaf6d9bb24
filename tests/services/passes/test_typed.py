"""What was typed: every problem at its field with its own sentence, and rubbish never raises anything else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Unsettled
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import GoodsKind, SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.passes.options import VALID_DAYS
from desk_app.services.passes.records import ExitKind, LineDraft, PassDraft, Reason
from desk_app.services.settings.service import SettingsService
from tests.services.passes.conftest import LAPTOP, MONITORS, Counter

TODAY = date(2026, 11, 23)
PEN = LineDraft("笔")


def line(**changes: Any) -> dict[str, Any]:
    return {"lines": (LineDraft(**{"name": "纸箱", **changes}),)}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"tenant": None}, "holder", "Choose the tenant"),
    ({"tenant": None, "holder": "某公司"}, "holder", "Choose the tenant"),
    ({"tenant": 4711}, "holder", "This tenant is not on record"),
    ({"kind": ExitKind.TOOLS, "tenant": None}, "holder", "Type the contractor's company"),
    ({"unit": "长" * 21}, "unit", "This text has"),
    ({"lines": ()}, "lines", "Type at least one line"),
    ({"lines": (PEN,) * 61}, "lines", "A pass has room for"),
    ({"lines": (LineDraft("纸", 40_000), LineDraft("纸", 40_000))}, "lines", "A pass is for {most} pieces"),
    (line(name=""), "lines.0.name", "Say what it is"),
    (line(name="！？"), "lines.0.name", "Say what it is"),
    (line(name="长" * 61), "lines.0.name", "This text has"),
    (line(quantity=0), "lines.0.quantity", "The quantity is 1 to"),
    (line(quantity=65_536), "lines.0.quantity", "The quantity is 1 to"),
    (line(unit="长" * 11), "lines.0.unit", "This text has"),
    (line(serial="9" * 41), "lines.0.serial", "This text has"),
    ({"carrier": "长" * 61}, "carrier", "This text has"),
    ({"carrier_phone": "1381234"}, "carrier_phone", "This mobile number has"),
    ({"plate": "粤B123"}, "plate", "This plate has"),
    ({"gates": (0,)}, "gates", "Gates have the numbers"),
    ({"gates": (9,)}, "gates", "Gates have the numbers"),
    ({"trips": 0}, "trips", "A pass is for 1 to"),
    ({"trips": 256}, "trips", "A pass is for 1 to"),
    ({"remark": "长" * 501}, "remark", "This text has"),
    ({"waiver": "长" * 201}, "waiver", "This text has"),
    ({"day": TODAY - timedelta(days=1)}, "day", "The day has passed"),
    ({"day": TODAY + timedelta(days=45)}, "day", "A pass lies within"),
    ({"day": date.max}, "day", "A pass lies within"),
    ({"until": TODAY - timedelta(days=1)}, "until", "The last day is not before"),
    ({"until": TODAY + timedelta(days=45)}, "until", "A pass lies within"),
    ({"until": date.max}, "until", "A pass lies within"),
    ({"lines": (LAPTOP,)}, "due", "Say until when"),
    ({"kind": ExitKind.RETURNABLE, "due": TODAY}, "lines", "Mark the goods"),
    ({"lines": (LAPTOP,), "due": TODAY - timedelta(days=1)}, "due", "Goods cannot be due back"),
    ({"signatory": None}, "signatory", "Choose who signed"),
    ({"signature": False}, "signatory", "Compare the signature"),
    ({"signatory": 4711}, "signatory", "This person is not on record"),
]


@pytest.mark.parametrize(("changes", "field", "sentence"), WRONG)
def test_every_rule_has_its_own_sentence(
    counter: Counter, changes: dict[str, Any], field: str, sentence: str
) -> None:
    said = counter.problems(counter.draft(**changes))
    assert set(said) == {field}
    assert said[field].startswith(sentence)


def test_all_problems_in_one_go(counter: Counter) -> None:
    draft = PassDraft(lines=(PEN, LineDraft("", 0)), plate="x", trips=0, gates=(9,), carrier_phone="1")
    assert set(counter.problems(draft)) == {
        "holder", "lines.1.name", "lines.1.quantity", "plate", "trips", "gates", "carrier_phone", "signatory",
    }  # fmt: skip


def test_somebody_else_s_signatory_signs_nothing(counter: Counter) -> None:
    by, directory = counter.people.supervisor, counter.desk.get(Directory)
    other = directory.add_tenant(by, TenantDraft("华岳贸易有限公司"), "0801").result
    theirs = counter.desk.get(TenantPeople).add_signatory(by, other, SignatoryDraft("李外人")).result
    assert set(counter.problems(counter.draft(signatory=theirs))) == {"signatory"}


def test_who_may_sign_for_some_goods_must_say_for_which(counter: Counter) -> None:
    limited = counter.signatory_for(GoodsKind.DOCUMENTS)
    assert set(counter.problems(counter.draft(signatory=limited))) == {"goods"}
    assert counter.issue(signatory=limited, sealed=True).sealed, "the seal is enough"
    files = (LineDraft("档案", 2, "箱"),)
    one = counter.issue(signatory=limited, goods=(GoodsKind.DOCUMENTS,) * 2, lines=files)
    assert one.goods == (GoodsKind.DOCUMENTS,)


def test_who_was_named_but_did_not_sign_is_not_on_record(counter: Counter) -> None:
    one = counter.issue(signature=False, sealed=True)
    assert (one.signatory, one.signatory_name) == (None, "")


def test_the_largest_pass_there_is(counter: Counter) -> None:
    today = counter.clock.now().date()
    one = counter.issue(
        lines=(*((PEN,) * 59), LineDraft("纸", 65_535 - 59)), trips=255, gates=(1, 2, 3, 4, 5, 6, 7),
        until=today + timedelta(days=44),
    )  # fmt: skip
    assert len(one.pass_code) <= 440
    assert counter.issue(day=today + timedelta(days=44)).valid_from > counter.clock.now() + timedelta(days=43)


def test_the_usual_time_is_the_building_s(counter: Counter) -> None:
    counter.desk.get(SettingsService).change(counter.people.supervisor, VALID_DAYS, 3)
    assert counter.issue().valid_until - counter.clock.now() > timedelta(days=2)
    late = counter.issue(day=TODAY + timedelta(days=43))
    assert late.valid_until - late.valid_from == timedelta(days=2), "no later than a code can say"


ANY = st.text(max_size=70)
DAYS = st.none() | st.dates() | st.dates(TODAY, TODAY + timedelta(days=50))
IDS = st.none() | st.integers(-(1 << 62), 1 << 62)
LINES = st.builds(LineDraft, ANY, st.integers(-5, 70_000) | st.just(1), ANY, ANY, st.booleans())
DRAFTS = st.builds(
    PassDraft,
    kind=st.sampled_from(ExitKind),
    tenant=st.none(),
    holder=ANY | st.just("云帆"),
    unit=ANY,
    reason=st.sampled_from(Reason),
    goods=st.lists(st.sampled_from(GoodsKind), max_size=3).map(tuple),
    lines=st.lists(LINES, max_size=4).map(tuple) | st.just((MONITORS,)),
    signatory=IDS,
    signature=st.booleans(),
    sealed=st.booleans(),
    carrier=ANY,
    carrier_phone=ANY | st.just(""),
    plate=ANY | st.just(""),
    day=DAYS,
    until=DAYS,
    gates=st.lists(st.integers(-1, 9), max_size=9).map(tuple),
    trips=st.integers(-1, 300),
    due=DAYS,
    remark=ANY,
    visit=IDS,
    acknowledged=st.booleans(),
    waiver=ANY,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAFTS)
def test_whatever_is_typed_is_issued_or_refused_in_words(counter: Counter, draft: PassDraft) -> None:
    found = counter.ask.findings(counter.people.supervisor, draft)
    assert isinstance(found, tuple)
    try:
        one = counter.verbs.issue(counter.people.supervisor, draft).result
    except (InvalidInput, Unsettled):
        return
    assert counter.ask.by_code(counter.people.receptionist, one.pass_code) == one
