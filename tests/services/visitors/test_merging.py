"""Words of several desks on one visit, in every order: the same state."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.visitors.merging import Step, Word, leavings, standing
from desk_app.services.visitors.records import VisitState

CAME = datetime(2026, 11, 23, 1, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return CAME + timedelta(minutes=minutes)


WORDS = st.lists(
    st.builds(
        Word,
        desk=st.integers(1, 5),
        rev=st.integers(1, 9),
        step=st.sampled_from(Step),
        at=st.integers(-30, 600).map(at),
        by=st.sampled_from(["desk", "gate"]),
        badge_returned=st.sampled_from([None, True, False]),
    ),
    unique_by=lambda one: one.desk,
    max_size=5,
)


@given(WORDS, st.randoms())
def test_the_order_does_not_matter(words: list[Word], dice: random.Random) -> None:
    shuffled = list(words)
    dice.shuffle(shuffled)
    assert standing(CAME, words) == standing(CAME, shuffled)


@given(WORDS)
def test_of_all_check_outs_the_earliest_that_can_be_counts(words: list[Word]) -> None:
    found, left = standing(CAME, words), leavings(CAME, words)
    if not left:
        assert found is None or found.state is not VisitState.LEFT
        return
    assert found is not None
    assert found.state is VisitState.LEFT
    assert found.left_at == min(one.at for one in left) >= CAME
    assert len(left) == len([one for one in words if one.step is Step.LEFT and one.at >= CAME])


@given(WORDS)
def test_without_a_check_out_the_newest_word_counts(words: list[Word]) -> None:
    said = [one for one in words if one.step not in (Step.LEFT, Step.ANNOUNCED)]
    announced = [one for one in words if one.step is Step.ANNOUNCED]
    found = standing(CAME, [*said, *announced])
    if not said:
        assert found is None
        return
    assert found is not None
    newest = max(said, key=lambda one: (one.at, one.desk))
    assert found.by_desk == newest.desk
    assert (found.state is VisitState.PROBABLY_LEFT) == (newest.step is Step.PROBABLY_LEFT)
