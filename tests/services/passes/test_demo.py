"""The demo building's passes: something of everything today, and each like one that was issued by hand."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.service import Gate
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitKind, PassState, View
from tests.services.demo.conftest import NOW, built, demo

__all__ = ["built", "demo"]


def test_every_list_has_something_to_show(demo: Services) -> None:
    counts = demo.get(PassQueries).counts(SYSTEM, NOW.date())
    assert counts.day >= 10 and counts.valid >= 5 and counts.out > counts.overdue >= 1
    assert counts.unused >= 1 and counts.paper_missing >= 1 and counts.revoked >= 1


def test_today_has_codes_that_release(demo: Services) -> None:
    today = demo.get(PassQueries).passes(SYSTEM, NOW.date(), View.DAY)
    assert {ExitKind.GOODS, ExitKind.TOOLS, ExitKind.RETURNABLE, ExitKind.MOVE_OUT} == {
        one.kind for one in today
    }
    assert {PassState.ISSUED, PassState.PARTLY, PassState.USED, PassState.REVOKED} <= {
        one.state for one in today
    }
    for one in today:
        verdict = demo.get(Gate).scan(SYSTEM, one.pass_code, 1).result.verdict
        assert verdict.releases is (one.state in (PassState.ISSUED, PassState.PARTLY)), one.state
        assert one.valid_from <= NOW and all(line.left >= 0 for line in one.lines)
    partly = next(one for one in today if one.state is PassState.PARTLY)
    assert 0 < sum(line.left for line in partly.lines) < sum(line.quantity for line in partly.lines)


def test_older_ones_have_no_code_and_break_nothing(demo: Services) -> None:
    passes = demo.get(PassQueries)
    older = [one for one in passes.recent(SYSTEM, None, 500) if not one.pass_code]
    assert older and not any(one.short_code for one in older)
    assert passes.card(SYSTEM, older[0].id).exit_pass == older[0]
    assert demo.get(Gate).scan(SYSTEM, "70010015", 1).result.verdict.code.value == "not_on_record"


def test_there_are_lists_to_begin_with(demo: Services) -> None:
    assert {one.kind for one in demo.get(PassQueries).templates(SYSTEM, None)} == {
        ExitKind.TOOLS,
        ExitKind.RETURNABLE,
    }


@pytest.mark.parametrize("view", list(View))
def test_the_number_above_a_list_is_its_length(demo: Services, view: View) -> None:
    passes = demo.get(PassQueries)
    assert getattr(passes.counts(SYSTEM, NOW.date()), view.value) == len(
        passes.passes(SYSTEM, NOW.date(), view)
    )
