"""How much may leave: one way of counting for the gate, which lets out, and for the conflict desk. Pure.

Every code is a statement: so many trips, so much of each line. It bounds everything that leaves on it and on what
came out of it, its balance slips and the pass that replaces it; a slip, all that leaves after it was given. Of all
statements known the least counts, so that what a PC learns lowers what may still leave. A line keeps its place in the
list of the pass in everything that comes out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk_app.services.codes.ledger import CLOCK_SKEW


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a code allows, as one desk knows it. `code` names the code by its digest, `quantities` are by line.

    A desk that met the code without its whole list of goods has no quantities: then trips alone are counted.
    `made_at`: when it was signed, where the code itself is here.
    """

    desk: int
    pass_id: int
    code: str
    trips: int
    quantities: tuple[int, ...] = ()
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A release, as far as it counts here. `moved` is by line position.

    A gate that does not know every line can release a pass as a whole only: then `moved` is empty, `whole` is true,
    and what left is the list without the releases of that trip that the gate had `seen`. `slip`: the balance slip
    that was given for the rest.
    """

    id: int
    desk: int
    pass_id: int
    at: datetime
    closes: bool
    moved: Mapping[int, int] = field(default_factory=dict)
    whole: bool = False
    trip: int = 1
    seen: frozenset[int] = frozenset()
    slip: int | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """Goods that came back and were not put out again by an undoing."""

    id: int
    desk: int
    at: datetime
    moved: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """When which desk revoked or replaced a pass."""

    desk: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """All that is known of one pass, of what it replaces and what replaces it. `root`: the oldest of them.

    `slips`: balance slip → the pass that it is of. `replaced`: pass → the passes whose place it took. `heard_to`: up to
    when the records of every desk are here.
    """

    root: int
    allowances: Sequence[Allowance]
    releases: Sequence[Gone]
    revocations: Mapping[int, TakenBack] = field(default_factory=dict)
    returns: Sequence[Back] = ()
    slips: Mapping[int, int] = field(default_factory=dict)
    replaced: Mapping[int, frozenset[int]] = field(default_factory=dict)
    heard_to: datetime | None = None

    def root_of(self, pass_id: int) -> int:
        """The pass as it was issued: of a balance slip the one that it is of."""
        return self.slips.get(pass_id, pass_id)

    def older(self, root: int) -> frozenset[int]:
        """Every pass whose place this one took, directly or not."""
        found: set[int] = set()
        ahead = list(self.replaced.get(root, ()))
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead += self.replaced.get(one, ())
        return frozenset(found - {root})

    def list_of(self, root: int) -> tuple[int, ...]:
        """The list of a pass as issued, by line; empty where nobody who told knows all of it."""
        known = [one for one in self.allowances if one.pass_id == root and one.quantities]
        return min(known, key=lambda one: one.desk).quantities if known else ()


def made_on(story: Story, gone: Gone, pass_id: int) -> bool:
    """Whether a release was made on a code, or on what came out of it."""
    root = story.root_of(gone.pass_id)
    return pass_id in (gone.pass_id, root) or pass_id in story.older(root)


def taken(story: Story, gone: Gone, *, surely: bool) -> Mapping[int, int]:
    """What left with a release, by line; for one as a whole the list without what its gate knew to be gone.

    A release that its gate had seen may not be here yet. `surely`: then nothing is counted, as the other may account
    for all of it; else everything that is not known to have left before.
    """
    if gone.moved or not gone.whole:
        return gone.moved
    known = {one.id: one for one in story.releases}
    seen = set(gone.seen)
    if gone.pass_id in story.slips:  # whoever gave the slip had seen what left before
        giver = _giver(story, gone.pass_id)
        if giver is None and surely:
            return {}
        seen |= {giver.id, *giver.seen} if giver is not None else set()
    if surely and not seen <= known.keys():
        return {}
    before: Counter[int] = Counter()
    for one in seen & known.keys():
        if known[one].trip == gone.trip:
            before.update(known[one].moved)
    listed = story.list_of(story.root_of(gone.pass_id))
    return {place: max(0, quantity - before[place]) for place, quantity in enumerate(listed)}


def _giver(story: Story, slip: int) -> Gone | None:
    return next((one for one in story.releases if one.slip == slip), None)


@dataclass(frozen=True, slots=True)
class Least:
    """What may still leave by the strictest statement: trips, and by line where one is counted line by line."""

    trips: int | None
    lines: Mapping[int, int]


def least(story: Story, root: int) -> Least:
    """What every statement about a pass and its forerunners leaves to it, and to all of its codes."""
    trips: int | None = None
    rests: list[Mapping[int, int]] = []
    for one in story.allowances:
        if story.root_of(one.pass_id) not in (root, *story.older(root)):
            continue
        counted = [gone for gone in story.releases if _bound_by(story, gone, one)]
        left = max(0, one.trips - sum(gone.closes for gone in counted))
        trips = left if trips is None else min(trips, left)
        if one.quantities:
            rests.append(_rest(story, one, counted))
    places = {place for rest in rests for place in rest}
    return Least(trips, {place: min(rest.get(place, 0) for rest in rests) for place in places})


def _rest(story: Story, allowed: Allowance, counted: Sequence[Gone]) -> Mapping[int, int]:
    moved: Counter[int] = Counter()
    for gone in counted:
        moved.update(taken(story, gone, surely=False))
    listed = enumerate(allowed.quantities)
    return {place: max(0, quantity * allowed.trips - moved[place]) for place, quantity in listed}


def _bound_by(story: Story, gone: Gone, allowed: Allowance) -> bool:
    """Whether a release is counted against a statement: a slip's does not count what its giver knew to be gone."""
    owner, root = story.root_of(allowed.pass_id), story.root_of(gone.pass_id)
    if owner != root:
        return owner in story.older(root)
    if allowed.pass_id == owner or gone.pass_id == allowed.pass_id:
        return True
    giver = _giver(story, allowed.pass_id)
    if giver is not None:
        return gone.id != giver.id and gone.id not in giver.seen
    return allowed.made_at is None or gone.at > allowed.made_at - CLOCK_SKEW
