"""What is to be known before a thing leaves: who was not told, what nobody confirmed, what lay there too long."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.journal.tables import EventRow
from desk_app.services.lost_property.records import Category, FoundState, Outcome, ValueClass
from tests.services.lost_property.found_desk import CONTENTS, FoundDesk


def last_event(counter: FoundDesk, item: int) -> str:
    with counter.desk.bench.database.read() as session:
        wanted = select(EventRow.payload).where(EventRow.entity == item).order_by(EventRow.id.desc())
        return str(session.scalars(wanted).first())


def weights(counter: FoundDesk, item: int) -> list[Weight]:
    with pytest.raises(Unsettled) as caught:
        counter.verbs.give_back(counter.clerk, item, counter.claim_draft())
    return [one.weight for one in caught.value.findings]


def test_whoever_was_not_told_is_warned_of_and_on_record(counter: FoundDesk) -> None:
    untold, told = counter.ring(), counter.tell_all(counter.ring())
    for item, wanted in ((untold, [Weight.APPROVAL, Weight.WARNING]), (told, [Weight.APPROVAL])):
        counter.claim(item)
        assert weights(counter, item.id) == wanted
        counter.verbs.give_back(counter.boss, item.id, counter.claim_draft(), "已核实")
    assert "security_manager" in last_event(counter, untold.id)
    assert "untold" not in last_event(counter, told.id)
    gone = counter.ring()
    counter.verbs.dispose(counter.boss, gone.id, Outcome.POLICE, "A-17", "")
    assert "general_manager" in last_event(counter, gone.id)


def test_listed_contents_are_confirmed_before_they_leave(counter: FoundDesk) -> None:
    item = counter.take_in()
    counter.verbs.correct(
        counter.clerk, item.id, counter.draft(contents=CONTENTS, second_person=counter.second.staff_id)
    )
    counter.claim(item)
    said = counter.refused(counter.verbs.give_back, item.id, counter.claim_draft(), "已核实", by=counter.boss)
    assert "second person" in said
    counter.verbs.confirm(counter.second, item.id, counter.second.staff_id)
    counter.verbs.give_back(counter.clerk, item.id, counter.claim_draft())


def test_food_beyond_its_day_is_for_the_supervisor(counter: FoundDesk) -> None:
    fresh, old = (counter.keep(what="便当", category=Category.FOOD) for _ in range(2))
    assert counter.give_back(fresh).state is FoundState.RETURNED
    counter.clock.advance(days=1)
    counter.claim(old)
    assert weights(counter, old.id) == [Weight.APPROVAL]
    assert (
        counter.verbs.give_back(counter.boss, old.id, counter.claim_draft(), "已核实").result.state
        is FoundState.RETURNED
    )


def test_what_somebody_claims_is_not_disposed_of_without_a_word(counter: FoundDesk) -> None:
    item = counter.keep(value=ValueClass.LOW)
    counter.claim(item)
    counter.clock.advance(days=100)
    dispose = counter.verbs.dispose
    assert list(counter.problems(dispose, item.id, Outcome.DESTROYED, "", "", by=counter.boss)) == ["words"]
    gone = dispose(counter.boss, item.id, Outcome.DESTROYED, "", "认领人未再来").result
    assert gone.state is FoundState.DISPOSED
