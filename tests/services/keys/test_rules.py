"""The key register's rules without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.words import N_
from desk_app.services.keys import rules
from desk_app.services.keys.records import Copy, Curfew, Key
from desk_app.services.keys.terms import Check, CopyState, HandoutState, KeyCategory, LineState

ZONE = ZoneInfo("Asia/Shanghai")
HOME = time(22, 0)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def usual(*curfews: Curfew, taken: datetime) -> datetime:
    return rules.limits(curfews, HOME, taken.astimezone(UTC), ZONE).usual


@pytest.mark.parametrize(
    ("curfews", "taken", "due"),
    [
        ((), at(9), at(22)),
        ((Curfew(),), at(9), at(22)),
        ((Curfew(at=time(18)),), at(9), at(18)),
        ((Curfew(hours=2),), at(9), at(11)),
        ((Curfew(hours=2),), at(21), at(22)),
        ((Curfew(hours=48),), at(9), at(22)),
        ((Curfew(at=time(18)), Curfew(hours=4), Curfew(at=time(12))), at(9), at(12)),
        ((Curfew(time(18), 3),), at(9), at(12)),
        ((Curfew(time(10), 3),), at(9), at(10)),
        # Taken when the time of day has passed: a few hours, never the whole next day.
        ((Curfew(at=time(18)),), at(18), at(20)),
        ((Curfew(at=time(18)),), at(19, 30), at(21, 30)),
        ((), at(20, 30), at(22)),
        ((Curfew(at=time(18)),), at(21), at(22)),
        # … and never past midnight: that is over night.
        ((), at(23), at(0, day=24)),
        ((Curfew(at=time(18)),), at(23), at(0, day=24)),
        ((), at(22), at(0, day=24)),
        ((), at(2), at(22)),
    ],
)
def test_the_expected_return_is_the_earliest_limit(
    curfews: tuple[Curfew, ...], taken: datetime, due: datetime
) -> None:
    assert usual(*curfews, taken=taken) == due


@pytest.mark.parametrize(
    ("due", "exceptions"),
    [
        (at(18), ()),
        (at(18, 1), ("curfew",)),
        (at(22), ("curfew",)),
        (at(22, 1), ("overnight", "curfew")),
        (at(9, day=24), ("overnight", "curfew")),
    ],
)
def test_what_is_later_than_the_limits_waits_for_the_supervisor(
    due: datetime, exceptions: tuple[str, ...]
) -> None:
    bounds = rules.limits([Curfew(at=time(18))], HOME, at(9), ZONE)
    assert bounds.passed_by(due) == exceptions
    assert set(exceptions) <= set(rules.EXCEPTIONS)


def key(category: KeyCategory = KeyCategory.PLANT, approvals: int = 0) -> Key:
    return Key(1, "K01", "机房", "", "", category, Curfew(), approvals, ())


@pytest.mark.parametrize(
    ("keys", "exceptions", "needed"),
    [
        ((key(),), (), 0),
        ((key(),), ("overnight",), 1),
        ((key(), key(approvals=2)), (), 2),
        ((key(approvals=3),), ("curfew",), 3),
        ((key(KeyCategory.TRUST),), (), 1),
        ((key(KeyCategory.TRUST, 2),), (), 2),
        ((key(approvals=7),), (), 3),
    ],
)
def test_the_strictest_key_says_how_many_approve(
    keys: tuple[Key, ...], exceptions: tuple[str, ...], needed: int
) -> None:
    assert rules.approvals_needed(keys, exceptions) == needed


def test_a_vehicle_alone_is_asked_nothing_when_it_comes_back() -> None:
    assert rules.asked_checks([KeyCategory.VEHICLE]) == ()
    for one in set(KeyCategory) - {KeyCategory.VEHICLE}:
        assert rules.asked_checks([KeyCategory.VEHICLE, one]) == tuple(Check)
    assert rules.asked_checks([]) == ()


def test_every_step_that_a_state_forbids_says_why_in_its_own_words() -> None:
    allowed = {
        "approve": {"requested"},
        "refuse": {"requested"},
        "cancel": {"requested", "approved"},
        "hand_out": {"approved"},
        "hand_on": {"out"},
        "extend": {"out"},
        "give_back": {"out"},
        "undo_give_back": {"out", "closed"},
        "note_call": {"requested", "approved", "out"},
        "explain": {"out", "closed"},
        "print": {"approved", "out", "closed"},
        "sign": {"requested", "approved", "out"},
    }
    assert allowed.keys() == rules.WHY_NOT.keys()
    for step, states in allowed.items():
        for state in HandoutState:
            if state.value in states:
                rules.require(step, state)
            else:
                with pytest.raises(IllegalStep) as refused:
                    rules.require(step, state)
                assert len(refused.value.message) > 20
        said = list(rules.WHY_NOT[step].values())
        assert len(set(said)) == len(said), f"{step}: one sentence for two states"


def test_every_state_of_a_copy_but_on_its_hook_says_why_it_is_not_lent() -> None:
    assert set(rules.NOT_LENT) == set(CopyState) - {CopyState.IN}
    assert set(rules.NOT_OUT) == set(LineState) - {LineState.OUT}


def test_what_nobody_may_set_aside_is_told_alone() -> None:
    def found(weight: Weight) -> Finding:
        return Finding(weight, N_("…"))

    refused, warned, waits = (found(one) for one in (Weight.REFUSED, Weight.WARNING, Weight.APPROVAL))
    assert rules.unsettled([refused, warned, waits], acknowledged=False) == (refused,)
    assert rules.unsettled([warned, waits], acknowledged=False) == (warned,)
    assert rules.unsettled([warned, waits], acknowledged=True) == ()
    assert rules.unsettled([waits], acknowledged=False) == ()


def test_sentences_say_the_buildings_time() -> None:
    assert rules.clock_text(datetime(2026, 11, 23, 10, 0, tzinfo=UTC), ZONE) == "11-23 18:00"


def test_a_ring_says_what_on_it_is_in_the_way() -> None:
    def copy(number: int, **other: object) -> Copy:
        return Copy(number, 1, f"K01-{number}", number, "", "A1", CopyState.IN, ring=9, **other)  # type: ignore[arg-type]

    wanted = rules.Wanted((copy(1), copy(2, critical=True)), (), {1: key()}, {9: "R01"}, frozenset({1}))
    (said,) = rules.refusals(wanted, None, None)
    assert said.values["code"] == "K01-2" and "take it off the ring" in said.text
    assert said.weight is Weight.REFUSED and (said.kind, said.record, said.field) == ("key", 1, "copies")


def test_the_usual_return_is_still_to_come_whenever_a_key_is_taken() -> None:
    for hour in range(24):
        taken = at(hour, 59)
        bounds = rules.limits([Curfew(time(0)), Curfew(time(23, 59))], time(0), taken, ZONE)
        assert bounds.usual > taken and bounds.usual - taken <= timedelta(days=1)


@pytest.mark.parametrize(
    ("asked", "said"), [(frozenset({2}), "on the same ring is"), (frozenset({1}), "{reason}")]
)
def test_a_deactivated_key_is_not_lent_not_by_its_ring_either(asked: frozenset[int], said: str) -> None:
    out_of_use = replace(key(), active=False, deactivated_why="换锁")
    copy = Copy(1, out_of_use.id, "K01-1", 1, "30010016", "A1", CopyState.IN, ring=7)
    wanted = rules.Wanted((copy,), (), {out_of_use.id: out_of_use}, {7: "R01"}, asked)
    (found,) = rules.refusals(wanted, None, None)
    assert found.weight is Weight.REFUSED and said in found.text
