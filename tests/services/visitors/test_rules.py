"""What the operating manual decides about visits, case by case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.core.errors import IllegalStep, UserError
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import Permit, Presence, Purpose, VisitState

S = VisitState
DAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=DEFAULT_ZONE)


CLOSING = at(20)


@pytest.mark.parametrize("step", sorted(rules.STEPS))
@pytest.mark.parametrize("state", list(VisitState))
def test_a_step_is_possible_from_its_states_alone(step: str, state: VisitState) -> None:
    if state in rules.STEPS[step][1]:
        rules.require(step, state)
    else:
        assert not rules.may(step, state)
        with pytest.raises(IllegalStep):
            rules.require(step, state)


@pytest.mark.parametrize(
    ("now", "closing"),
    [
        (at(19, 59), at(20, day=22)),
        (at(20), at(20)),
        (at(23, 59), at(20)),
        (at(0, 0, 24), at(20)),
        (at(19, 59, 24), at(20)),
    ],
)
def test_the_last_closing_is_never_in_the_future(now: datetime, closing: datetime) -> None:
    assert rules.last_closing(now, time(20), DEFAULT_ZONE) == closing


@pytest.mark.parametrize(
    ("state", "seen", "now", "overstays"),
    [
        (S.ON_SITE, None, at(21), False),
        (S.ON_SITE, at(9), at(19), False),  # closing was yesterday; seen today
        (S.ON_SITE, at(9), at(21), True),
        (S.ON_BREAK, at(9), at(21), True),
        (S.ON_SITE, at(20, 30), at(21), True),  # seen after closing, and the building is closed
        (S.ON_SITE, at(9, day=22), at(9), True),  # since yesterday
        (S.PROBABLY_LEFT, at(9), at(21), True),
        (S.PROBABLY_LEFT, at(9, day=21), at(21), False),  # of an earlier evening
        (S.PROBABLY_LEFT, at(9), at(9, day=24), False),  # the next morning
        (S.LEFT, at(9), at(21), False),
        (S.EXPECTED, at(9), at(21), False),
    ],
)
def test_who_overstays(state: VisitState, seen: datetime | None, now: datetime, overstays: bool) -> None:
    closing = rules.last_closing(now, time(20), DEFAULT_ZONE)
    assert rules.is_overstay(state, seen, now, closing) is overstays


def test_after_hours_end_in_the_morning() -> None:
    assert rules.is_after_hours(CLOSING, CLOSING)
    assert rules.is_after_hours(CLOSING + timedelta(hours=7, minutes=59), CLOSING)
    assert not rules.is_after_hours(CLOSING + timedelta(hours=8), CLOSING)


@pytest.mark.parametrize(
    ("state", "seen", "how"),
    [
        (S.ON_SITE, at(9), Presence.SEEN_TODAY),
        (S.ON_BREAK, at(0, 1), Presence.SEEN_TODAY),
        (S.PROBABLY_LEFT, at(9), Presence.PROBABLY_LEFT),
        (S.ON_SITE, at(23, 59, 22), Presence.NEVER_SIGNED_OUT),
        (S.PROBABLY_LEFT, at(9, day=22), Presence.NEVER_SIGNED_OUT),
        (S.ON_SITE, None, Presence.NEVER_SIGNED_OUT),
        *((state, at(9), None) for state in set(S) - rules.IN_BUILDING - {S.PROBABLY_LEFT}),
    ],
)
def test_how_sure_somebody_is_inside(state: VisitState, seen: datetime | None, how: Presence | None) -> None:
    assert rules.presence(state, seen, DAY, DEFAULT_ZONE) is how


@pytest.mark.parametrize(
    ("purpose", "permit", "problems"),
    [
        (Purpose.MEETING, Permit(), set()),
        (Purpose.CONTRACTOR, Permit(), {"permit_number", "permit_until", "escort"}),
        (Purpose.CONTRACTOR, Permit(" ", DAY, " "), {"permit_number", "escort"}),
        (Purpose.CONTRACTOR, Permit("S-7", DAY - timedelta(days=1), "老周"), {"permit_until"}),
        (Purpose.CONTRACTOR, Permit("S-7", DAY, "老周"), set()),
    ],
)
def test_a_contractors_permit(purpose: Purpose, permit: Permit, problems: set[str]) -> None:
    assert set(rules.permit_problem(purpose, permit, DAY)) == problems


def test_the_window_of_an_expected_visit() -> None:
    assert rules.window(DAY, None, None, DEFAULT_ZONE) == (at(0), at(23, 59))
    assert rules.window(DAY, time(9), time(10), DEFAULT_ZONE) == (at(9), at(10))
    for start, end in ((time(10), time(9)), (time(9), time(9))):
        with pytest.raises(UserError):
            rules.window(DAY, start, end, DEFAULT_ZONE)
