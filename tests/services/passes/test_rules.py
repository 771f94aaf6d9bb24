"""The rules alone: steps by state, times, what has left and what is out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.passes import rules
from desk_app.services.passes.making import fitting_fields, gates_kept, gates_named
from desk_app.services.passes.names import number_of, with_number
from desk_app.services.passes.records import ExitKind, LineDraft, PassDraft, PassState
from desk_app.services.passes.rules import Gone, remaining, standing

S = PassState
NOON = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=8)))
TODAY = NOON.date()


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        ("revoke", {S.ISSUED, S.PARTLY, S.EXPIRED}),
        ("replace", {S.ISSUED, S.PARTLY}),
        ("print", {S.ISSUED, S.PARTLY}),
    ],
)
def test_every_step_from_every_state(step: str, allowed: set[PassState]) -> None:
    for state in S:
        if state in allowed:
            rules.require(step, state)
        else:
            with pytest.raises(IllegalStep):
                rules.require(step, state)


def test_only_what_may_still_leave_expires() -> None:
    later = NOON + timedelta(seconds=1)
    for state in S:
        assert rules.state_now(state, later, NOON) is state
        assert rules.state_now(state, NOON, NOON) is (S.EXPIRED if state in rules.OPEN else state)


def test_the_last_day() -> None:
    assert rules.last_day(TODAY, None, TODAY, 1) == TODAY
    assert rules.last_day(TODAY, TODAY + timedelta(days=9), TODAY, 1) == TODAY + timedelta(days=9)
    assert rules.last_day(TODAY + timedelta(days=44), None, TODAY, 9) == TODAY + timedelta(days=44)


def test_from_now_or_midnight_to_midnight() -> None:
    zone = NOON.tzinfo
    assert zone is not None
    midnight = datetime(2026, 11, 24, tzinfo=zone)
    assert rules.span(TODAY, TODAY, NOON, zone) == (NOON, midnight)
    assert rules.span(TODAY + timedelta(days=1), TODAY + timedelta(days=1), NOON, zone)[0] == midnight


def test_no_signatory_needs_no_kinds_and_no_findings() -> None:
    draft = PassDraft(kind=ExitKind.GOODS)
    assert not rules.needs_kinds(draft, None)
    assert rules.signature_findings(draft, None, TODAY) == []
    assert rules.tenant_findings(ExitKind.MOVE_OUT, None, TODAY, rules.Notice(3)) == []


def test_what_nobody_may_set_aside_stands_alone() -> None:
    refused, approval, warning = (
        Finding(weight, rules.WHY_NOT["revoke"][S.USED])
        for weight in (Weight.REFUSED, Weight.APPROVAL, Weight.WARNING)
    )
    every = (refused, approval, warning)
    assert rules.unsettled(every, acknowledged=True, approved=True) == (refused,)
    assert rules.unsettled((approval, warning), acknowledged=False, approved=False) == (approval, warning)
    assert rules.unsettled((approval, warning), acknowledged=True, approved=False) == (approval,)
    assert rules.unsettled((approval, warning), acknowledged=False, approved=True) == (warning,)
    assert rules.unsettled((approval, warning), acknowledged=True, approved=True) == ()


LINES = {1: (5, False), 2: (2, True)}


def test_nothing_has_left_a_new_pass() -> None:
    stands = standing(LINES, 3, [], {})
    assert (stands.trips_used, stands.gone, stands.out) == (0, {1: 0, 2: 0}, {2: 0})


def test_trips_are_counted_apart_and_returns_over_all_of_them() -> None:
    releases = [Gone(1, False, {1: 2}), Gone(1, True, {1: 3, 2: 2}), Gone(2, False, {2: 1, 9: 4})]
    stands = standing(LINES, 3, releases, {2: 1})
    assert (stands.trips_used, stands.gone, stands.out) == (1, {1: 0, 2: 1}, {2: 2})
    stands = standing(LINES, 3, releases[:2], {2: 9})
    assert (stands.trips_used, stands.gone, stands.out) == (1, {1: 0, 2: 0}, {2: 0})


def test_what_two_gates_let_out_beyond_a_trip_counts_against_the_next() -> None:
    apart = [Gone(1, False, {1: 2}), Gone(1, True, {1: 5, 2: 2})]
    assert standing(LINES, 2, apart, {}).gone == {1: 2, 2: 0}
    assert standing(LINES, 3, [*apart, Gone(1, True, {1: 5})], {}).gone == {1: 2, 2: 0}


def test_a_release_says_that_the_trips_before_it_are_over() -> None:
    assert standing(LINES, 3, [Gone(3, False, {1: 1})], {}).trips_used == 2
    assert standing(LINES, 3, [Gone(3, True, {1: 1})], {}).trips_used == 3


@given(
    st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.integers(0, 5)), max_size=6), st.integers(1, 3)
)
def test_no_more_than_quantity_by_trips_is_ever_left(found: list[tuple[int, bool, int]], trips: int) -> None:
    releases = [Gone(min(trip, trips), closes, {1: moved}) for trip, closes, moved in found]
    stands = standing({1: (5, False)}, trips, releases, {})
    to_come = max(0, trips - stands.trips_used - 1) * 5
    left = max(0, 5 - stands.gone[1]) if stands.trips_used < trips else 0
    assert sum(one.moved[1] for one in releases) + left + to_come <= max(
        5 * trips, sum(one.moved[1] for one in releases) + to_come
    )


def test_on_a_pass_that_is_used_up_the_last_trip_is_the_present_one() -> None:
    assert standing(LINES, 1, [Gone(1, True, {1: 5, 2: 2})], {}).gone == {1: 5, 2: 2}


def test_what_takes_the_place_of_a_pass_partly_out() -> None:
    lines = {1: LineDraft("甲", 5), 2: LineDraft("乙", 2, returnable=True)}
    assert remaining(lines, {1: 0, 2: 0}, 2) == (lines, 2)
    assert remaining(lines, {1: 5, 2: 1}, 1) == ({2: LineDraft("乙", 1, returnable=True)}, 1)
    assert remaining(lines, {1: 1, 2: 0}, 3) == (lines, 2), "the trip that was begun counts as made"


# Numbers, gates and names in a code


@given(st.integers(0, (1 << 63) - 1))
def test_a_number_in_a_code_finds_its_record(record: int) -> None:
    number = number_of(record)
    assert 0 < number < 1 << 32
    assert with_number(number, [record]) == record


def test_no_number_finds_nobody() -> None:
    assert number_of(None) == 0
    assert with_number(0, [1, 2]) is None and with_number(number_of(3), [1, 2]) is None
    assert with_number(number_of(3), [3, 3]) is None, "two of one number"


@given(st.frozensets(st.integers(1, 8), max_size=7))
def test_gates_as_kept(gates: frozenset[int]) -> None:
    assert gates_named(gates_kept(sorted(gates))) == tuple(sorted(gates))


@given(st.text(max_size=60), st.sampled_from(["", "粤B12345", "粤BD12345"]), st.sampled_from([0, 1 << 60]))
def test_any_carrier_fits(carrier: str, plate: str, supersedes: int) -> None:
    said = "".join(char for char in carrier if char.isprintable() and not "\ud800" <= char <= "\udfff")
    fields = fitting_fields((), plate, said, (supersedes,) if supersedes else ())
    assert fields.plate == plate and fields.supersedes == supersedes
    assert said.startswith(fields.carrier.rstrip("…")) or fields.carrier == said
