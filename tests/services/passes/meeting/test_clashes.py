"""What cannot be right, by the records alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.passes.clashes import Allowance, Clash, Gone, Story, TakenBack, clashes

ROOT, SLIP = 100, 200
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
K = ConflictKind


def gone(
    number: int, desk: int = 1, *, closes: bool = True, minute: int = 0, pass_id: int = ROOT, **moved: int
) -> Gone:
    at = NOON + timedelta(minutes=minute or number)
    return Gone(number, desk, pass_id, at, closes, {int(line[1:]): n for line, n in moved.items()})


def whole(number: int, seen: set[int] | None = None) -> Gone:
    at = NOON + timedelta(minutes=number)
    return Gone(number, 2, ROOT, at, True, whole=True, seen=frozenset(seen or ()))


def allowed(
    desk: int = 1, trips: int = 1, *quantities: int, code: str = "aa", pass_id: int = ROOT
) -> Allowance:
    return Allowance(desk, pass_id, code, trips, quantities)


CASES: list[tuple[str, Story, tuple[Clash, ...]]] = [
    ("nothing is known", Story(ROOT, [], []), ()),
    ("one release", Story(ROOT, [allowed()], [gone(1)]), ()),
    ("nobody knows how many trips", Story(ROOT, [], [gone(1), gone(2, 2)]), ()),
    (
        "one trip, two gates",
        Story(ROOT, [allowed(), allowed(2)], [gone(2, 2), gone(1)]),
        (Clash(K.USED_TWICE, (1, 2)),),
    ),
    ("two trips, two gates", Story(ROOT, [allowed(1, 2)], [gone(1), gone(2, 2)]), ()),
    (
        "three on two trips",
        Story(ROOT, [allowed(1, 2)], [gone(1), gone(2, 2), gone(3, 3)]),
        (Clash(K.USED_TWICE, (1, 2, 3)),),
    ),
    (
        "parts that make the whole",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, closes=False, p1=12), gone(2, 2, p1=8)]),
        (),
    ),
    (
        "parts that make more",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, closes=False, p1=12), gone(2, 2, closes=False, p1=9)]),
        (Clash(K.TOO_MUCH, (1, 2)),),
    ),
    (
        "too much and too often is one matter",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, p1=20), gone(2, 2, p1=20)]),
        (Clash(K.USED_TWICE, (1, 2)),),
    ),
    (
        "a desk without the list counts by one that has it",
        Story(ROOT, [allowed(1, 1, 0, 5), allowed(2)], [gone(1, closes=False, p1=3), gone(2, 2, p1=3)]),
        (Clash(K.TOO_MUCH, (1, 2)),),
    ),
    (
        "a slip used twice, while the pass has trips left",
        Story(
            ROOT,
            [allowed(1, 3), allowed(1, 1, code="bb", pass_id=SLIP)],
            [gone(1, pass_id=SLIP), gone(2, 2, pass_id=SLIP)],
        ),
        (Clash(K.USED_TWICE, (1, 2)),),
    ),
    (
        "more than the slip was given for",
        Story(
            ROOT,
            [allowed(1, 3), allowed(1, 1, 0, 4, code="bb", pass_id=SLIP)],
            [gone(1, closes=False, pass_id=SLIP, p1=3), gone(2, 2, closes=False, pass_id=SLIP, p1=3)],
        ),
        (Clash(K.TOO_MUCH, (1, 2)),),
    ),
    (
        "too much on a slip and too often on the pass is too often",
        Story(
            ROOT,
            [allowed(), allowed(1, 1, 0, 4, code="bb", pass_id=SLIP)],
            [gone(1), gone(2, 2), gone(3, 3, closes=False, pass_id=SLIP, p1=5)],
        ),
        (Clash(K.USED_TWICE, (1, 2, 3)),),
    ),
    (
        "a gate that cannot know the list takes all of it",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, closes=False, p1=12), whole(2)]),
        (Clash(K.TOO_MUCH, (1, 2)),),
    ),
    (
        "a gate that cannot know the list, but knew what had left",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, closes=False, p1=12), whole(2, {1})]),
        (),
    ),
    (
        "what it knew is not here yet",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(3, closes=False, p1=12), whole(2, {1})]),
        (),
    ),
    (
        "what left on an earlier trip is not of this one",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, closes=False, p1=12), replace(whole(2, {1}), trip=2)]),
        (Clash(K.TOO_MUCH, (1, 2)),),
    ),
    (
        "by a slip, a gate that cannot know the list takes the rest",
        Story(
            ROOT,
            [allowed(1, 1, 0, 20)],
            [replace(gone(1, closes=False, p1=12), slip=SLIP), replace(whole(2), pass_id=SLIP)],
        ),
        (),
    ),
    (
        "by a slip of which nothing is known here",
        Story(ROOT, [allowed(1, 1, 0, 20)], [gone(1, closes=False, p1=12), replace(whole(2), pass_id=SLIP)]),
        (),
    ),
    (
        "released elsewhere after the revocation",
        Story(ROOT, [allowed()], [gone(5, 2)], TakenBack(1, NOON)),
        (Clash(K.AFTER_REVOCATION, (5,)),),
    ),
    (
        "released before, and at the very moment",
        Story(
            ROOT,
            [allowed(1, 3)],
            [gone(1, 2, minute=3), gone(2, 2, minute=5)],
            TakenBack(1, NOON + timedelta(minutes=5)),
        ),
        (),
    ),
    ("the desk that revoked released it itself", Story(ROOT, [allowed()], [gone(5)], TakenBack(1, NOON)), ()),
    (
        "two codes of one number, each used once",
        Story(ROOT, [allowed(), allowed(2, code="bb")], [gone(1), gone(2, 2)]),
        (Clash(K.TWO_OF_A_NUMBER, (1, 2)),),
    ),
    (
        "two codes of one number, one of them used twice",
        Story(ROOT, [allowed(), allowed(2, code="bb"), allowed(3)], [gone(1), gone(2, 2), gone(3, 3)]),
        (Clash(K.USED_TWICE, (1, 2, 3)), Clash(K.TWO_OF_A_NUMBER, (1, 2, 3))),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_case_in_every_order(story: Story, found: tuple[Clash, ...]) -> None:
    dice = random.Random(1)
    for _ in range(10):
        allowances, releases = list(story.allowances), list(story.releases)
        dice.shuffle(allowances)
        dice.shuffle(releases)
        assert clashes(Story(ROOT, allowances, releases, story.revocation)) == found


def test_a_mark_names_the_records() -> None:
    assert Clash(K.USED_TWICE, (1, 22)).mark == "1 22"
