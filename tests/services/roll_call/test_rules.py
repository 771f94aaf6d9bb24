"""Order and outcome of a roll-call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.core.errors import IllegalStep
from desk_app.services.roll_call import rules
from desk_app.services.roll_call.records import Mark, Outcome, tally_of
from desk_app.services.visitors.records import Presence
from tests.services.roll_call.test_documents import LINE, TAKEN


def test_floors_stand_as_a_lift_counts_them() -> None:
    floors = ["", "裙楼", "30", "2", "1", "G", "B1", "B2", "地下3", "负1层", "12A", "大堂"]
    ordered = sorted(floors, key=rules.floor_key)
    assert ordered == ["地下3", "B2", "B1", "负1层", "G", "大堂", "1", "2", "12A", "30", "裙楼", ""]


def test_on_a_floor_the_surest_come_first() -> None:
    lines = [
        replace(LINE, id=n, presence=presence, on_break=out, name=name)
        for n, (presence, out, name) in enumerate(
            [
                (Presence.NEVER_SIGNED_OUT, False, "甲"),
                (Presence.PROBABLY_LEFT, False, "乙"),
                (Presence.SEEN_TODAY, True, "丙"),
                (Presence.SEEN_TODAY, False, "丁"),
            ]
        )
    ]
    assert [line.name for line in rules.in_order(lines)] == ["丁", "丙", "乙", "甲"]


def test_when_all_were_safe() -> None:
    first, last = TAKEN + timedelta(minutes=2), TAKEN + timedelta(minutes=5)
    safe = [replace(LINE, mark=Mark.SAFE, marked_at=moment) for moment in (last, first)]
    unsure = replace(LINE, presence=Presence.PROBABLY_LEFT)
    assert rules.all_safe_at([*safe, unsure]) == last
    assert rules.all_safe_at([*safe, LINE]) is None
    assert rules.all_safe_at([unsure]) is None and rules.all_safe_at([]) is None


def test_accounted_for_means_everybody_who_was_surely_inside() -> None:
    missing = replace(LINE, mark=Mark.NOT_FOUND, party=3)
    for outcome in (Outcome.MISSING, Outcome.CALLED_OFF):
        rules.require_outcome(outcome, [missing])
    with pytest.raises(IllegalStep) as refused:
        rules.require_outcome(Outcome.ALL_SAFE, [missing, LINE])
    assert refused.value.values == {"n": 4}
    rules.require_outcome(Outcome.ALL_SAFE, [replace(missing, presence=Presence.PROBABLY_LEFT)])


def test_people_are_counted_not_lines() -> None:
    tally = tally_of(
        [replace(LINE, party=3, mark=Mark.SAFE), replace(LINE, party=2, mark=Mark.NOT_FOUND), LINE]
    )
    assert (tally.people, tally.safe, tally.not_found, tally.unknown) == (6, 3, 2, 1)
