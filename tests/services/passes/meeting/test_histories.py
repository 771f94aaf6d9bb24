"""Random histories of gates that were apart, of everything that moves goods, against an independent truth.

The truth counts pieces: what really went out on a pass, its slips and its replacements, against what was allowed in
writing. It uses none of the product's counting. Every excess is found once, nothing else is, everywhere the same.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk_app.services.codes.claims import ANY_GATE
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.service import Gate
from desk_app.services.passes.records import ExitKind, ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.service import ExitPasses
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services.passes.gate_help import issue
from tests.services.passes.meeting.cut_off import Post, building, meet, picture

SEED = 20261123
K = ConflictKind
SHORT = (GoodsLine("椅", 6, "把"), GoodsLine("屏", 3, "台"), GoodsLine("箱", 2, "个"))
LONG = tuple(GoodsLine(f"编号物品第{n}种", n, "箱") for n in range(1, 13))
LENT = tuple(GoodsLine(line.name, line.quantity, line.unit, "", True) for line in SHORT)


@dataclass
class Paper:
    """A signed paper as people read it: whose it is, so many trips of so much, and what it came out of."""

    name: int
    codes: list[str]
    trips: int
    listed: Counter[int]
    parent: Paper | None = None
    id: int = 0
    slip: bool = False

    @property
    def line(self) -> Iterator[Paper]:
        one: Paper | None = self
        while one is not None:
            yield one
            one = one.parent


@dataclass
class Deed:
    """Goods that really went through a gate, at the true time."""

    paper: Paper
    post: Post
    at: datetime
    closes: bool
    moved: Counter[int]


@dataclass
class Family:
    """A pass with all that came out of it."""

    issuer: Post
    papers: list[Paper]
    bound: bool = False
    gone: list[Deed] = field(default_factory=list)
    back: list[tuple[int, Counter[int]]] = field(default_factory=list)
    ends: dict[int, datetime] = field(default_factory=dict)
    """Pass → when it was revoked or replaced, at the true time."""

    @property
    def root(self) -> int:
        return self.papers[0].name

    def excess(self) -> set[ConflictKind]:
        """What left on each paper, and on what came out of it, against what stands on it."""
        found = set()
        for paper in self.papers:
            on_it = [deed for deed in self.gone if any(one is paper for one in deed.paper.line)]
            moved: Counter[int] = Counter()
            for deed in on_it:
                moved.update(deed.moved)
            if sum(deed.closes for deed in on_it) > paper.trips:
                found.add(K.USED_TWICE)
            elif any(moved[at] > paper.listed[at] * paper.trips for at in moved):
                found.add(K.TOO_MUCH)
        return {K.USED_TWICE} if K.USED_TWICE in found else found

    def late(self) -> set[timedelta]:
        """By how much later than its end each pass was used at another PC."""
        found = set()
        for deed in self.gone:
            root = next(one for one in deed.paper.line if not one.slip)
            end = self.ends.get(root.name)
            if end is not None and deed.post is not self.issuer:
                found.add(deed.at - end)
        return found

    def back_twice(self) -> bool:
        out: Counter[int] = Counter()
        for deed in self.gone:
            out.update(deed.moved)
        came: Counter[int] = Counter()
        for _, moved in self.back:
            came.update(moved)
        return any(came[at] > out[at] for at in came)


class History:
    """One random history on `posts`; files may be carried late and out of order, every PC has a clock of its own."""

    def __init__(self, dice: random.Random, posts: list[Post], clock: FakeClock) -> None:
        self.dice, self.posts, self.clock = dice, posts, clock
        self.families: list[Family] = []
        self.bag: list[tuple[Post, bytes]] = []
        self.tried: Counter[str] = Counter()
        self.off = {post.number: timedelta(seconds=dice.randint(-120, 120)) for post in posts}

    @contextmanager
    def at(self, post: Post) -> Iterator[datetime]:
        """By that PC's clock; gives the true time."""
        true = self.clock.now()
        self.clock.set(true + self.off[post.number])
        try:
            yield true
        finally:
            self.clock.set(true)

    def run(self, steps: int) -> None:
        for _ in range(3):
            self.issue()
        acts = (self.release,) * 4 + (self.pack, self.hand_over, self.revoke, self.replace)
        for _ in range(steps):
            self.clock.advance(minutes=self.dice.randint(5, 12))
            self.dice.choice((*acts, *(self.take_back,) * 3))()

    def issue(self) -> None:
        issuer = self.dice.choice(self.posts)
        bound = self.dice.random() < 0.2
        gates = 1 << (self.dice.choice(self.posts).number - 1) if bound else ANY_GATE
        lines = self.dice.choice((SHORT, LENT, LENT, LONG))
        kind = ExitKind.RETURNABLE if lines is LENT else ExitKind.GOODS
        with self.at(issuer):
            made = issue(issuer.services, lines, kind=kind, trips=self.dice.choice((1, 1, 2, 3)), gates=gates)
        listed = Counter({at: line.quantity for at, line in enumerate(lines, 1)})
        paper = Paper(made.claims.pass_id, [made.code], made.claims.trips, listed, None, made.id)
        self.families.append(Family(issuer, [paper], bound))

    def release(self) -> None:
        family, post = self.dice.choice(self.families), self.dice.choice(self.posts)
        paper = self.dice.choice(family.papers)
        draft = ReleaseDraft()
        if self.dice.random() < 0.6:
            closes = self.dice.choice((None, None, None, True))
            draft = ReleaseDraft({at: self.dice.randint(0, 3) for at in paper.listed if at < 4}, closes)
        with self.at(post) as true:
            if self.dice.random() < 0.3:
                post.services.get(Gate).scan(post.guard, paper.codes[0], post.number)
            try:
                done = post.release(paper.codes[0], draft)
            except (IllegalStep, InvalidInput):
                self.tried["refused"] += 1
                return
        release = done.release
        moved = Counter({one.position: one.quantity for one in release.moved})
        self.tried["released" if moved else "released blindly"] += 1
        if (
            not moved
        ):  # the guard compares with the paper: all that stands on it, but for what he let out himself
            moved = Counter(paper.listed)
            trip = [one for one in done.after.releases if one.trip == release.trip and one.id != release.id]
            for one in trip if not paper.slip else ():
                moved.subtract({line.position: line.quantity for line in one.moved})
            moved = +moved
        family.gone.append(Deed(paper, post, true, release.closes, moved))
        if done.slip is not None:
            rest = Counter({line.position: line.quantity for line in done.slip.lines})
            root = next(one for one in paper.line if not one.slip)
            slip = Paper(done.slip.pass_id, [done.slip.pass_code], 1, rest, root, slip=True)
            family.papers.append(slip)

    def take_back(self) -> None:
        family, post = self.dice.choice(self.families), self.dice.choice(self.posts)
        paper = self.dice.choice(family.papers)
        desk = post.services.get(Releases)
        with self.at(post):
            try:
                done = desk.take_back(post.guard, paper.codes[0], post.number).result.returned
            except (IllegalStep, InvalidInput):
                return
            self.tried["taken back"] += 1
            if self.dice.random() < 0.2:
                desk.undo_take_back(post.guard, done.id)
                return
        family.back.append((post.number, Counter({one.position: one.quantity for one in done.moved})))

    def pack(self) -> None:
        post = self.dice.choice(self.posts)
        with self.at(post):
            self.bag.append((post, post.export()))

    def hand_over(self) -> None:
        if not self.bag:
            return
        maker, data = self.dice.choice(self.bag)
        other = self.dice.choice([post for post in self.posts if post is not maker])
        with self.at(other):
            other.receive(data)
        self.tried["files"] += 1

    def revoke(self) -> None:
        if self.dice.random() < 0.5:
            return
        family = self.dice.choice(self.families)
        paper = self.dice.choice([one for one in family.papers if not one.slip])
        with self.at(family.issuer) as true:
            try:
                family.issuer.services.get(ExitPasses).revoke(SYSTEM, paper.id, "客户来电取消")
            except IllegalStep:  # used up or void already
                return
        family.ends[paper.name] = true
        self.tried["revoked"] += 1

    def replace(self) -> None:
        family = self.dice.choice(self.families)
        paper = [one for one in family.papers if not one.slip][-1]
        with self.at(family.issuer) as true:
            try:
                new = family.issuer.services.get(ExitPasses).replace(SYSTEM, paper.id, "原件丢失").result
            except IllegalStep:
                return
        family.ends[paper.name] = true
        listed = Counter({line.position: line.quantity for line in new.lines})
        family.papers.append(Paper(new.pass_id, [new.pass_code], new.trips, listed, paper, new.id))
        self.tried["replaced"] += 1

    def end(self) -> dict[int, set[ConflictKind]]:
        """All meet, some files twice; everybody has the same picture. What was found, by pass."""
        for _ in range(2):
            self.clock.advance(minutes=15)
            meet(self.dice.sample(self.posts, len(self.posts)))
        roots = {family.root for family in self.families}
        pictures = [{one for one in picture(post) if one[1] in roots} for post in self.posts]
        for one in pictures:
            assert one == pictures[0]
        found: defaultdict[int, list[ConflictKind]] = defaultdict(list)
        for kind, root, _ in pictures[0]:
            found[root].append(kind)  # type: ignore[index, arg-type]
        assert all(len(kinds) == len(set(kinds)) for kinds in found.values())
        return {root: set(kinds) for root, kinds in found.items()}


@pytest.mark.parametrize(
    "histories", [16, pytest.param(1000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])]
)
def test_every_excess_is_found_once_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, histories: int
) -> None:
    quick_pins(monkeypatch)
    total: Counter[str] = Counter()
    for start in range(0, histories, 200):  # an id has room for 69 years
        clock = FakeClock()
        posts = building(tmp_path / str(start), 3, clock)
        for number in range(start, min(histories, start + 200)):
            clock.advance(days=61)  # what came before is no longer in the files
            meet(posts)
            dice = random.Random(f"{SEED} {number}")
            total += live_one(History(dice, posts, clock), number)
        for post in posts:
            post.close()
    print(f"seed {SEED}: {histories} histories, {dict(total)}")
    rare = (K.RETURNED_TWICE,) if histories > 100 else ()
    for kind in (K.USED_TWICE, K.TOO_MUCH, K.AFTER_REVOCATION, *rare):
        assert total[kind.value], f"these histories never showed {kind}"


def live_one(history: History, number: int) -> Counter[str]:
    """From the first pass to the last meeting: what was found is the truth."""
    history.run(steps=24)
    found, total = history.end(), Counter(history.tried)
    at = f"history {number} of seed {SEED}"
    for family in history.families:
        kinds = found.pop(family.root, set())
        total.update(kind.value for kind in kinds)
        expected = family.excess() | ({K.RETURNED_TWICE} if family.back_twice() else set())
        assert kinds - {K.AFTER_REVOCATION} == expected, at
        assert not (family.bound and len(history.posts) > 1 and kinds & {K.USED_TWICE, K.TOO_MUCH}), at
        late = family.late()
        # Two clocks differ by 4 minutes at most, so by 5 is no conflict, and what is later than 9 always is one.
        if K.AFTER_REVOCATION in kinds:
            assert max(late) > timedelta(), at
        assert K.AFTER_REVOCATION in kinds or max(late, default=timedelta()) <= timedelta(minutes=9), at
    assert not found
    return total
