"""What several desks' records of one pass say that cannot all be right. Pure: no database, no clock.

The answer depends on the records alone, not on the order in which they came, so every PC that has both sides finds the
same. To add a kind: a function in `_LOOKS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk_app.services.conflicts.records import ConflictKind

OVERUSE = frozenset({ConflictKind.TOO_MUCH, ConflictKind.USED_TWICE})
"""One matter: what began as too much turns out to be a second use when a third gate's records come."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a code allows, as one desk knows it. `code` names the code by its digest, `quantities` are by line.

    A desk that met the code without its whole list of goods has no quantities: then trips alone are counted.
    """

    desk: int
    pass_id: int
    code: str
    trips: int
    quantities: tuple[int, ...] = ()


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
class TakenBack:
    """When which desk revoked the pass."""

    desk: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """All that is known of one pass: its own code and its balance slips', its releases, its revocation."""

    root: int
    allowances: Sequence[Allowance]
    releases: Sequence[Gone]
    revocation: TakenBack | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be right. `of`: the ids of the releases, oldest first, or the desks that have the number's codes."""

    kind: ConflictKind
    of: tuple[int, ...]

    @property
    def mark(self) -> str:
        """Names the occurrence: the same records give the same mark on every PC."""
        return " ".join(map(str, self.of))


def clashes(story: Story) -> tuple[Clash, ...]:
    """Everything in the story that cannot be right; at most one of each kind, and one of `OVERUSE`."""
    found = (look(story) for look in _LOOKS)
    return tuple(one for one in found if one is not None)


def _overused(story: Story) -> Clash | None:
    """More trips, or more of a line, than allowed: by the pass, or by one of its balance slips."""
    known = {gone.id: gone for gone in story.releases}
    kinds = {kind for uses, allowed in _groups(story) if (kind := _excess(uses, allowed, known)) is not None}
    if not kinds:
        return None
    kind = ConflictKind.USED_TWICE if ConflictKind.USED_TWICE in kinds else ConflictKind.TOO_MUCH
    return Clash(kind, _oldest_first(story.releases))


def _groups(story: Story) -> Iterable[tuple[list[Gone], Allowance]]:
    """Each code with the releases that were made on it.

    A pass's own code answers for its slips as well. Where two desks have two codes of one number, each answers for
    the releases of the desks that have it.
    """
    for allowed in {(one.pass_id, one.code): one for one in _best_known_last(story.allowances)}.values():
        others = {
            one.desk
            for one in story.allowances
            if one.pass_id == allowed.pass_id and one.code != allowed.code
        }
        whole = allowed.pass_id == story.root
        yield (
            [
                gone
                for gone in story.releases
                if gone.desk not in others and (whole or gone.pass_id == allowed.pass_id)
            ],
            allowed,
        )


def _best_known_last(allowances: Iterable[Allowance]) -> list[Allowance]:
    # A desk that knows the lines of a code knows better than one that does not.
    return sorted(allowances, key=lambda one: (bool(one.quantities), one.desk))


def _excess(uses: Sequence[Gone], allowed: Allowance, known: Mapping[int, Gone]) -> ConflictKind | None:
    if sum(gone.closes for gone in uses) > allowed.trips:
        return ConflictKind.USED_TWICE
    moved: Counter[int] = Counter()
    for gone in uses:
        moved.update(_rest(gone, allowed, known) if gone.whole and not gone.moved else gone.moved)
    most = enumerate(allowed.quantities)
    if any(moved[place] > quantity * allowed.trips for place, quantity in most):
        return ConflictKind.TOO_MUCH
    return None


def _rest(gone: Gone, allowed: Allowance, known: Mapping[int, Gone]) -> Mapping[int, int]:
    """What a release as a whole took, of lines that its gate did not know.

    Nothing, as long as a release that the gate had seen is not here: it may account for all of it.
    """
    seen = set(gone.seen)
    if gone.pass_id != allowed.pass_id:  # a balance slip: whoever gave it had seen what left before
        giver = next((one for one in known.values() if one.slip == gone.pass_id), None)
        if giver is None:
            return {}
        seen |= {giver.id, *giver.seen}
    if not seen <= known.keys():
        return {}
    before: Counter[int] = Counter()
    for one in seen:
        if known[one].trip == gone.trip:
            before.update(known[one].moved)
    return {place: max(0, quantity - before[place]) for place, quantity in enumerate(allowed.quantities)}


def _after_revocation(story: Story) -> Clash | None:
    """Released elsewhere after the revocation: that gate had not heard of it."""
    taken = story.revocation
    if taken is None:
        return None
    late = [gone for gone in story.releases if gone.desk != taken.desk and gone.at > taken.at]
    return Clash(ConflictKind.AFTER_REVOCATION, _oldest_first(late)) if late else None


def _two_of_a_number(story: Story) -> Clash | None:
    """Two desks have two codes of one number: a desk was set back to an old copy and gave its numbers out twice."""
    codes: dict[int, set[str]] = {}
    for one in story.allowances:
        codes.setdefault(one.pass_id, set()).add(one.code)
    doubled = {pass_id for pass_id, of in codes.items() if len(of) > 1}
    if not doubled:
        return None
    desks = {one.desk for one in story.allowances if one.pass_id in doubled}
    return Clash(ConflictKind.TWO_OF_A_NUMBER, tuple(sorted(desks)))


def _oldest_first(releases: Iterable[Gone]) -> tuple[int, ...]:
    return tuple(gone.id for gone in sorted(releases, key=lambda gone: (gone.at, gone.id)))


_LOOKS = (_overused, _after_revocation, _two_of_a_number)
