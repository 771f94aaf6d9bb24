"""No question reads a whole table that grows: what was found and claimed years ago costs nothing today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from desk_app.services.core.matters import Party
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.matters import lost_matters
from desk_app.services.lost_property.records import View
from tests.services.lost_property.found_desk import PHONE, WORDS, FoundDesk
from tests.services.statements import asked, plans

TODAY = date(2026, 11, 23)
GROWING = ("found_items", "found_item_notices", "found_item_claims", "lost_reports")
Question = Callable[[FoundDesk, int, int], object]


def matters(counter: FoundDesk, item: int, report: int) -> object:
    bench = counter.desk.bench
    with bench.database.read() as session:
        return list(
            lost_matters(Read(bench, session, counter.clerk, bench.clock.now()), Party(7, None, PHONE))
        )


QUESTIONS: dict[str, Question] = {
    **{
        f"items {view}": lambda desk, item, report, view=view: desk.ask.items(desk.clerk, view, TODAY)
        for view in View
    },
    "counts": lambda desk, item, report: desk.ask.counts(desk.clerk, TODAY),
    "card": lambda desk, item, report: desk.ask.card(desk.clerk, item),
    "reports": lambda desk, item, report: desk.ask.reports(desk.clerk),
    "matches of item": lambda desk, item, report: desk.ask.matches_of_item(desk.clerk, item),
    "matches of report": lambda desk, item, report: desk.ask.matches_of_report(desk.clerk, report),
    "good matches": lambda desk, item, report: desk.ask.good_matches(desk.clerk),
    "what is": lambda desk, item, report: desk.ask.what_is(desk.clerk, "60010018"),
    "public": lambda desk, item, report: desk.ask.public(desk.people.guard, "伞"),
    "matters": matters,
    "claim": lambda desk, item, report: desk.verbs.claim(desk.clerk, item, WORDS),
    "refuse": lambda desk, item, report: (
        desk.verbs.claim(desk.clerk, item, WORDS),
        desk.verbs.refuse_claim(desk.clerk, item, "说错了"),
    ),
    "give back": lambda desk, item, report: (
        desk.verbs.claim(desk.clerk, item, WORDS),
        desk.verbs.give_back(desk.clerk, item, desk.claim_draft(request="g1", lost_report=report)),
    ),
    "take in": lambda desk, item, report: desk.take_in(request="t1"),
    "report": lambda desk, item, report: desk.report(request="r1"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_that_grows_is_read_whole(counter: FoundDesk, name: str) -> None:
    item, report = counter.keep(), counter.report()
    with asked(counter.desk) as said:
        QUESTIONS[name](counter, item.id, report.id)
    answers = plans(counter.desk, said)
    assert answers
    lines = [line for plan in answers.values() for line in plan]
    whole = [line for line in lines if line.startswith("SCAN ") and line.split()[1] in GROWING]
    assert whole == []
