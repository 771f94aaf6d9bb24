"""What cannot be right, by the records alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.passes.clashes import Clash, clashes
from desk_app.services.passes.counting import Allowance, Back, Gone, Story, TakenBack, least

ROOT, SLIP, NEXT = 100, 200, 300
OF = {SLIP: ROOT}
INSTEAD = {NEXT: frozenset({ROOT})}
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


def back(number: int, desk: int, quantity: int) -> Back:
    return Back(number, desk, NOON + timedelta(minutes=number), {1: quantity})


LATER = NOON + timedelta(hours=1)
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
        Story(ROOT, [allowed()], [gone(9, 2)], {ROOT: TakenBack(1, NOON)}),
        (Clash(K.AFTER_REVOCATION, (9,)),),
    ),
    (
        "released before, and later by no more than clocks differ",
        Story(
            ROOT,
            [allowed(1, 3)],
            [gone(1, 2, minute=3), gone(2, 2, minute=10)],
            {ROOT: TakenBack(1, NOON + timedelta(minutes=5))},
        ),
        (),
    ),
    ("the desk that revoked released it itself", Story(ROOT, [allowed()], [gone(9)], {ROOT: TakenBack(1, NOON)}), ()),
    (
        "the pass and the one that replaced it both left",
        Story(
            ROOT,
            [allowed(1, 1, 0, 5), allowed(1, 1, 0, 5, pass_id=NEXT)],
            [gone(1, 2, p1=5), gone(2, 2, pass_id=NEXT, p1=5)],
            replaced=INSTEAD,
        ),
        (Clash(K.USED_TWICE, (1, 2)),),
    ),
    (
        "what had left, and the rest on the one that replaced it",
        Story(
            ROOT,
            [allowed(1, 1, 0, 5), allowed(1, 1, 0, 3, pass_id=NEXT)],
            [gone(1, 2, closes=False, p1=2), gone(2, 2, pass_id=NEXT, p1=3)],
            replaced=INSTEAD,
        ),
        (),
    ),
    (
        "taken back at two gates",
        Story(ROOT, [allowed(1, 1, 0, 5)], [gone(1, p1=5)], returns=[back(7, 1, 5), back(8, 2, 5)], heard_to=LATER),
        (Clash(K.RETURNED_TWICE, (7, 8)),),
    ),
    (
        "taken back at two gates, and who released it was not heard yet",
        Story(ROOT, [allowed(1, 1, 0, 5)], [], returns=[back(7, 1, 5)], heard_to=NOON),
        (),
    ),
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
        shuffled = replace(story, allowances=allowances, releases=releases)
        assert clashes(replace(shuffled, slips=OF)) == found


def test_a_mark_names_the_records() -> None:
    assert Clash(K.USED_TWICE, (1, 22)).mark == "1 22"


def left(story: Story, root: int = ROOT) -> tuple[int | None, dict[int, int]]:
    found = least(story, root)
    return found.trips, {place: rest for place, rest in found.lines.items() if place}


def slip(*quantities: int, minute: int | None = None) -> Allowance:
    at = None if minute is None else NOON + timedelta(minutes=minute)
    return Allowance(1, SLIP, "bb", 1, (0, *quantities), at)


def test_the_least_of_pass_and_slip_may_leave() -> None:
    ten, given = allowed(1, 1, 0, 10), replace(gone(20, closes=False, p1=4), slip=SLIP)
    here = gone(40, 2, closes=False, p1=1)
    assert left(Story(ROOT, [ten], [here])) == (1, {1: 9})
    assert left(Story(ROOT, [ten, slip(6, minute=20)], [here], slips=OF)) == (1, {1: 5}), (
        "it left after the slip"
    )
    assert left(Story(ROOT, [ten, slip(6, minute=20)], [here, given], slips=OF)) == (1, {1: 5})
    early = gone(3, 2, closes=False, p1=1)
    assert left(Story(ROOT, [ten, slip(6, minute=20)], [early], slips=OF)) == (1, {1: 6})
    assert left(Story(ROOT, [ten, slip(6, minute=20)], [early, given], slips=OF)) == (1, {1: 5})
    knew = replace(given, seen=frozenset({3}))
    assert left(Story(ROOT, [ten, slip(5, minute=20)], [early, knew], slips=OF)) == (1, {1: 5})
    on_slip = gone(50, 2, closes=False, pass_id=SLIP, p1=3)
    assert left(Story(ROOT, [ten, slip(6, minute=20)], [on_slip], slips=OF)) == (1, {1: 3})


def test_what_left_on_the_old_paper_cannot_leave_on_the_new() -> None:
    both = [allowed(1, 1, 0, 10), allowed(1, 1, 0, 10, pass_id=NEXT)]
    assert left(Story(ROOT, both, [gone(1, 2, p1=10)], replaced=INSTEAD), NEXT) == (0, {1: 0})
    assert left(Story(ROOT, both, [gone(1, 2, closes=False, p1=4)], replaced=INSTEAD), NEXT) == (1, {1: 6})
    assert left(Story(ROOT, both[1:], [gone(1, 2, p1=10)], replaced=INSTEAD), NEXT) == (1, {1: 10})


def test_a_line_that_is_on_no_slip_is_gone() -> None:
    assert left(Story(ROOT, [slip(0, 2, minute=1), allowed(1, 1, 0, 5, 5, 5)], [], slips=OF)) == (
        1,
        {1: 0, 2: 2, 3: 0},
    )


def test_learning_more_never_lets_more_out() -> None:
    dice = random.Random(5)
    for _ in range(300):
        releases = [
            gone(one, dice.randint(1, 3), closes=dice.random() < 0.3, minute=10 * one, p1=dice.randint(0, 4))
            for one in range(1, 6)
        ]
        statements = [allowed(1, 3, 0, 10), slip(6, minute=15), slip(3, minute=35)]
        known: list[Gone] = []
        before = least(Story(ROOT, statements[:1], known, slips=OF), ROOT)
        for one in dice.sample(releases, 5):
            known = [*known, one]
            now = least(Story(ROOT, statements[: dice.randint(1, 3)], known, slips=OF), ROOT)
            both = least(Story(ROOT, statements, known, slips=OF), ROOT)
            assert both.lines[1] <= now.lines[1] and (both.trips or 0) <= (now.trips or 0)
            assert least(Story(ROOT, statements[:1], known, slips=OF), ROOT).lines[1] <= before.lines[1]
