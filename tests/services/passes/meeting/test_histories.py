"""Random histories of gates that were apart: every double use is found once, nothing else is, everywhere the same."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from desk_app.services.codes.claims import ANY_GATE
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.people import SYSTEM
from desk_app.services.passes.clashes import OVERUSE
from desk_app.services.passes.records import ExitKind, Released, ReleaseDraft
from desk_app.services.passes.service import ExitPasses
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, Issued, issue
from tests.services.passes.meeting.cut_off import Post, meet, picture

Apart = tuple[list[Post], FakeClock]
SEED = 20261123


@dataclass
class Paper:
    """A pass as it walks through the gates: what really left, whoever knows of it."""

    issued: Issued
    issuer: Post
    bound: bool
    codes: list[str] = field(default_factory=list)
    left: list[tuple[Post, datetime, Released]] = field(default_factory=list)
    revoked_at: datetime | None = None
    slips: dict[int, Counter[int]] = field(default_factory=dict)
    """What each balance slip was given for."""

    def truth(self) -> set[ConflictKind]:
        """What an all-knowing judge would say: counted from the deeds alone."""
        trips = self.issued.claims.trips
        allowed = Counter({at: line.quantity * trips for at, line in enumerate(CHAIRS, 1)})
        found = _judged([one for _, _, one in self.left], trips, allowed)
        for slip, rest in self.slips.items():
            on_it = [one for _, _, one in self.left if one.release.pass_id == slip]
            found |= _judged(on_it, 1, rest)
        if ConflictKind.USED_TWICE in found:
            found.discard(ConflictKind.TOO_MUCH)
        late = [
            post
            for post, at, _ in self.left
            if self.revoked_at is not None and at > self.revoked_at and post is not self.issuer
        ]
        return found | ({ConflictKind.AFTER_REVOCATION} if late else set())


def _judged(releases: list[Released], trips: int, allowed: Counter[int]) -> set[ConflictKind]:
    moved: Counter[int] = Counter()
    for one in releases:
        moved.update({line.position: line.quantity for line in one.release.moved})
    if sum(one.release.closes for one in releases) > trips:
        return {ConflictKind.USED_TWICE}
    return {ConflictKind.TOO_MUCH} if any(moved[at] > allowed[at] for at in moved) else set()


class History:
    """One random history on `posts`; files may be carried late and out of order."""

    def __init__(self, dice: random.Random, posts: list[Post], clock: FakeClock) -> None:
        self.dice, self.posts, self.clock = dice, posts, clock
        self.papers: list[Paper] = []
        self.bag: list[tuple[Post, bytes]] = []
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
        made = issue(
            issuer.services, CHAIRS, kind=ExitKind.GOODS, trips=self.dice.choice((1, 1, 2)), gates=gates
        )
        self.papers.append(Paper(made, issuer, bound, [made.code]))

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
        self.tried["released"] += 1
        paper.left.append((post, self.clock.now(), done))
        if done.slip is not None:
            paper.codes.append(done.slip.pass_code)
            paper.slips[done.slip.pass_id] = Counter(
                {line.position: line.quantity for line in done.slip.lines}
            )

    def pack(self) -> None:
        post = self.dice.choice(self.posts)
        self.bag.append((post, post.export()))

    def hand_over(self) -> None:
        if not self.bag:
            return
        maker, data = self.dice.choice(self.bag)
        other = self.dice.choice([post for post in self.posts if post is not maker])
        other.receive(data)
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
    "histories", [12, pytest.param(1000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])]
)
def test_every_double_use_is_found_once_and_nothing_else(apart: Apart, histories: int) -> None:
    posts, clock = apart
    dice = random.Random(SEED)
    total: Counter[str] = Counter()
    for number in range(histories):
        clock.advance(days=61)  # what came before is no longer in the files
        some = posts if number % 3 else posts[:2]
        meet(posts)
        history = History(dice, some, clock)
        history.run(steps=24)
        found = history.end()
        for paper in history.papers:
            kinds = found.pop(paper.issued.claims.pass_id, set())
            assert kinds == paper.truth(), f"history {number} of seed {SEED}"
            assert not (paper.bound and kinds & OVERUSE)
            total.update(kind.value for kind in kinds)
        assert not found
        total.update(history.tried)
    print(f"seed {SEED}: {histories} histories, {dict(total)}")
    assert total[ConflictKind.USED_TWICE.value] and total[ConflictKind.AFTER_REVOCATION.value]
