"""Random histories of gates that were apart: every double use is found once, nothing else is, everywhere the same."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from desk_app.services.codes.claims import ANY_GATE
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.people import SYSTEM
from desk_app.services.passes.clashes import OVERUSE
from desk_app.services.passes.records import ExitKind, Released, ReleaseDraft
from desk_app.services.passes.service import ExitPasses
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, LONG, Issued, issue
from tests.services.passes.meeting.cut_off import Post, building, meet, picture

SEED = 20261123


@dataclass
class Gone:
    """What really left: whoever knows of it, and whether or not the gate knew every line."""

    post: Post
    at: datetime
    closes: bool
    trip: int
    pass_id: int
    moved: Counter[int]


@dataclass
class Paper:
    """A pass as it walks through the gates."""

    issued: Issued
    issuer: Post
    bound: bool
    lines: Sequence[GoodsLine]
    codes: list[str] = field(default_factory=list)
    left: dict[int, Gone] = field(default_factory=dict)
    revoked_at: datetime | None = None
    slips: dict[int, tuple[Counter[int], set[int]]] = field(default_factory=dict)
    """What each balance slip was given for, and the releases that its giver knew."""

    @property
    def listed(self) -> Counter[int]:
        return Counter({at: line.quantity for at, line in enumerate(self.lines, 1)})

    def record(self, post: Post, at: datetime, done: Released, known: set[int]) -> None:
        """A gate that does not know every line lets out what its papers say: the list without what it knows of."""
        release = done.release
        moved = Counter({line.position: line.quantity for line in release.moved})
        if not moved:
            seen = known | self.slips.get(release.pass_id, (Counter(), set()))[1]
            moved = self.listed
            for one in seen & self.left.keys():
                if self.left[one].trip == release.trip:
                    moved -= self.left[one].moved
        self.left[release.id] = Gone(post, at, release.closes, release.trip, release.pass_id, moved)
        if done.slip is not None:
            self.codes.append(done.slip.pass_code)
            rest = Counter({line.position: line.quantity for line in done.slip.lines})
            self.slips[done.slip.pass_id] = rest, known | {release.id}

    def truth(self) -> set[ConflictKind]:
        """What an all-knowing judge would say: counted from the deeds alone."""
        trips, gone = self.issued.claims.trips, list(self.left.values())
        allowed = Counter({at: quantity * trips for at, quantity in self.listed.items()})
        found = _judged(gone, trips, allowed)
        for slip, (rest, _) in self.slips.items():
            found |= _judged([one for one in gone if one.pass_id == slip], 1, rest)
        if ConflictKind.USED_TWICE in found:
            found.discard(ConflictKind.TOO_MUCH)
        revoked = self.revoked_at
        late = [
            one for one in gone if revoked is not None and one.at > revoked and one.post is not self.issuer
        ]
        return found | ({ConflictKind.AFTER_REVOCATION} if late else set())


def _judged(gone: Sequence[Gone], trips: int, allowed: Counter[int]) -> set[ConflictKind]:
    moved: Counter[int] = Counter()
    for one in gone:
        moved.update(one.moved)
    if sum(one.closes for one in gone) > trips:
        return {ConflictKind.USED_TWICE}
    return {ConflictKind.TOO_MUCH} if any(moved[at] > allowed[at] for at in moved) else set()


class History:
    """One random history on `posts`; files may be carried late and out of order."""

    def __init__(self, dice: random.Random, posts: list[Post], clock: FakeClock) -> None:
        self.dice, self.posts, self.clock = dice, posts, clock
        self.papers: list[Paper] = []
        self.bag: list[tuple[Post, bytes, set[int]]] = []
        self.knows: defaultdict[int, set[int]] = defaultdict(set)
        self.own: defaultdict[int, set[int]] = defaultdict(set)
        self.tried: Counter[str] = Counter()

    def run(self, steps: int) -> None:
        for _ in range(3):
            self.issue()
        acts = (self.release, self.release, self.release, self.pack, self.hand_over, self.revoke)
        for _ in range(steps):
            self.clock.advance(minutes=self.dice.randint(1, 9))
            self.dice.choice(acts)()

    def issue(self) -> None:
        issuer = self.dice.choice(self.posts)
        bound = self.dice.random() < 0.3
        gates = 1 << (self.dice.choice(self.posts).number - 1) if bound else ANY_GATE
        lines = self.dice.choice((CHAIRS, CHAIRS, LONG))
        made = issue(
            issuer.services, lines, kind=ExitKind.GOODS, trips=self.dice.choice((1, 1, 2)), gates=gates
        )
        self.papers.append(Paper(made, issuer, bound, lines, [made.code]))

    def release(self) -> None:
        paper, post = self.dice.choice(self.papers), self.dice.choice(self.posts)
        draft = ReleaseDraft()
        if self.dice.random() < 0.5:
            draft = ReleaseDraft({at: self.dice.randint(0, 2) for at in (1, 2, 3)})
        try:
            done = post.release(self.dice.choice(paper.codes), draft)
        except (IllegalStep, InvalidInput):
            self.tried["refused"] += 1
            return
        self.tried["released" if done.release.moved else "released blindly"] += 1
        paper.record(post, self.clock.now(), done, set(self.knows[post.number]))
        self.knows[post.number].add(done.release.id)
        self.own[post.number].add(done.release.id)

    def pack(self) -> None:
        post = self.dice.choice(self.posts)
        self.bag.append((post, post.export(), set(self.own[post.number])))

    def hand_over(self) -> None:
        if not self.bag:
            return
        maker, data, told = self.dice.choice(self.bag)
        other = self.dice.choice([post for post in self.posts if post is not maker])
        other.receive(data)
        self.knows[other.number] |= told
        self.tried["files"] += 1

    def revoke(self) -> None:
        if self.dice.random() < 0.3:
            paper = self.dice.choice(self.papers)
            try:
                paper.issuer.services.get(ExitPasses).revoke(SYSTEM, paper.issued.id, "客户来电取消")
            except IllegalStep:  # used up or void already
                return
            paper.revoked_at = self.clock.now()

    def end(self) -> dict[int, set[ConflictKind]]:
        """All meet, some files twice; everybody has the same picture. What was found, by pass."""
        meet(self.dice.sample(self.posts, len(self.posts)))
        meet(self.dice.sample(self.posts, len(self.posts)))
        roots = {paper.issued.claims.pass_id for paper in self.papers}
        pictures = [{one for one in picture(post) if one[1] in roots} for post in self.posts]
        for one in pictures:
            assert one == pictures[0]
        found: defaultdict[int, list[ConflictKind]] = defaultdict(list)
        for kind, root, _ in pictures[0]:
            found[root].append(kind)  # type: ignore[index, arg-type]
        assert all(len(kinds) == len(set(kinds)) for kinds in found.values())
        return {root: set(kinds) for root, kinds in found.items()}


@pytest.mark.parametrize(
    "histories", [10, pytest.param(1000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])]
)
def test_every_double_use_is_found_once_and_nothing_else(
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
            total += live_one(History(dice, posts if number % 3 else posts[:2], clock), number)
        for post in posts:
            post.close()
    print(f"seed {SEED}: {histories} histories, {dict(total)}")
    assert total[ConflictKind.USED_TWICE.value] and total[ConflictKind.AFTER_REVOCATION.value]


def live_one(history: History, number: int) -> Counter[str]:
    """From the first pass to the last meeting: what was found is the truth."""
    history.run(steps=24)
    found, total = history.end(), Counter(history.tried)
    for paper in history.papers:
        kinds = found.pop(paper.issued.claims.pass_id, set())
        assert kinds == paper.truth(), f"history {number} of seed {SEED}"
        assert not (paper.bound and kinds & OVERUSE)
        total.update(kind.value for kind in kinds)
    assert not found
    return total
