"""What several desks' records of one pass say that cannot all be right. Pure: no database, no clock.

The answer depends on the records alone, not on the order in which they came, so every PC that has both sides finds the
same. What is counted against what is in `counting`. To add a kind: a function in `_LOOKS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.services.codes.ledger import CLOCK_SKEW
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.passes.counting import Allowance, Gone, Story, made_on, taken

OVERUSE = frozenset({ConflictKind.TOO_MUCH, ConflictKind.USED_TWICE})
"""One matter: what began as too much turns out to be a second use when a third gate's records come."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be right. `of`: the ids of the releases or returns, oldest first, or the desks that have the
    number's codes.
    """

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
    """More trips, or more of a line, than a pass or a balance slip allows."""
    kinds = {kind for uses, allowed in _groups(story) if (kind := _excess(story, uses, allowed)) is not None}
    if not kinds:
        return None
    kind = ConflictKind.USED_TWICE if ConflictKind.USED_TWICE in kinds else ConflictKind.TOO_MUCH
    return Clash(kind, _oldest_first(story.releases))


def _groups(story: Story) -> Iterable[tuple[list[Gone], Allowance]]:
    """Each code with the releases that were made on it and on what came out of it: its slips, what replaced it.

    Where two desks have two codes of one number, each answers for the releases of the desks that have it.
    """
    for allowed in {(one.pass_id, one.code): one for one in _best_known_last(story.allowances)}.values():
        others = {
            one.desk
            for one in story.allowances
            if one.pass_id == allowed.pass_id and one.code != allowed.code
        }
        on_it = (gone for gone in story.releases if made_on(story, gone, allowed.pass_id))
        yield [gone for gone in on_it if gone.desk not in others], allowed


def _best_known_last(allowances: Iterable[Allowance]) -> list[Allowance]:
    # A desk that knows the lines of a code knows better than one that does not.
    return sorted(allowances, key=lambda one: (bool(one.quantities), one.desk))


def _excess(story: Story, uses: Iterable[Gone], allowed: Allowance) -> ConflictKind | None:
    uses = list(uses)
    if sum(gone.closes for gone in uses) > allowed.trips:
        return ConflictKind.USED_TWICE
    moved: Counter[int] = Counter()
    for gone in uses:
        moved.update(taken(story, gone, surely=True))
    most = enumerate(allowed.quantities)
    if any(moved[place] > quantity * allowed.trips for place, quantity in most):
        return ConflictKind.TOO_MUCH
    return None


def _after_revocation(story: Story) -> Clash | None:
    """Released elsewhere after the revocation, by more than clocks may differ: that gate had not heard of it."""
    late = [
        gone
        for gone in story.releases
        if (end := story.revocations.get(story.root_of(gone.pass_id))) is not None
        and gone.desk != end.desk
        and gone.at > end.at + CLOCK_SKEW
    ]
    return Clash(ConflictKind.AFTER_REVOCATION, _oldest_first(late)) if late else None


def _returned_twice(story: Story) -> Clash | None:
    """More came back than left: two gates took the same goods back.

    Only once everything is here that the gates could know when they took it back: else the release may be missing.
    """
    if not story.returns or story.heard_to is None:
        return None
    if max(one.at for one in story.returns) + CLOCK_SKEW > story.heard_to:
        return None
    moved: Counter[int] = Counter()
    for gone in story.releases:
        if gone.whole and not gone.moved and not story.list_of(story.root_of(gone.pass_id)):
            return None
        moved.update(taken(story, gone, surely=False))
    back: Counter[int] = Counter()
    for one in story.returns:
        back.update(one.moved)
    if all(back[place] <= moved[place] for place in back):
        return None
    return Clash(
        ConflictKind.RETURNED_TWICE,
        tuple(one.id for one in sorted(story.returns, key=lambda one: (one.at, one.id))),
    )


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


_LOOKS = (_overused, _after_revocation, _returned_twice, _two_of_a_number)
