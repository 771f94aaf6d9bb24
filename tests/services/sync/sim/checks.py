"""What must hold once the faults have stopped, whatever happened before. Each check gives what is wrong, in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from desk_app.services.sync import frame
from desk_app.services.sync.names import Party

if TYPE_CHECKING:
    from tests.services.sync.sim.world import Post, World

_HOUR = 3_600_000


def check(world: World) -> list[str]:
    """Everything that is wrong."""
    found = list(_twins(world))
    if world.losses:
        _decide(world)
        _let_grace_pass(world)
    world.found.counts["events"] += len(world.recorded)
    world.found.counts["quarantined"] += world.office.quarantined()
    world.found.counts["double uses"] += len(double_uses(_told(world.posts)))
    world.found.counts["forks"] += len(world.office.forks())
    found += [*_events(world), *_facts(world), *_quiet(world), *_sealed(world)]
    return [*found, *_still(world)] if world.seed % 8 == 0 else found


def _decide(world: World) -> None:
    """Where two PCs were one desk, one of them goes, and the other begins anew, as does one whose data was put back;
    where a disk died, head office takes what there is.
    """
    world.office.decide()
    for party in sorted(parties(world.posts)):
        posts = [post for post in world.posts if post.side.party == party and post.alive]
        for post in posts[1:]:
            world.server.tell(f"{post.name} is switched off")
            post.alive = False
        if posts and (len(posts) > 1 or posts[0].side.told_forked()):
            world.server.tell(f"{posts[0].name} is the one that counts")
            posts[0].side.decide()
        if not posts:
            world.office.give_up(party)


def _let_grace_pass(world: World) -> None:
    """Epochs that were closed are applied across gaps after seven days; relays take a quarter of an hour."""
    for days in (1, 8, 9):
        world.time.pass_by(24 * days * _HOUR)
        world.everybody()
        world.time.pass_by(_HOUR)
        world.office_round()
    world.everybody()


def _still(world: World) -> Iterator[str]:
    """Where nobody does anything, nothing is written in the end."""
    for _ in range(2):
        world.everybody()
        world.office_round()
    before, batches = (len(world.office.events()), len(world.recorded)), len(world.batches)
    for _ in range(2):
        world.everybody()
        world.office_round()
    after = len(world.office.events()), len(world.recorded)
    # A desk with nothing to say says so every two hours.
    if before != after or len(world.batches) > batches + len(world.posts):
        yield f"never still: {before} events at head office and at desks became {after}"


def parties(posts: list[Post]) -> set[Party]:
    """Whose PCs these are."""
    return {post.side.party for post in posts}


def _events(world: World) -> Iterator[str]:
    there = world.office.events()
    for made in sorted(_expected(world) & world.before - set(there)):
        yield f"lost: event {made}"
    for made, digest in there.items():
        if made not in world.recorded:
            yield f"ghost: event {made} was recorded nowhere"
        elif world.recorded[made] != digest and made not in world.clashes:
            yield f"altered: event {made}"


def _expected(world: World) -> set[int]:
    """What must have reached head office: what stands in the data of a desk that lives, and what is in a whole batch
    on the share or at another desk.
    """
    expected: set[int] = set()
    for post in world.posts:
        if post.alive:
            expected |= set(post.side.all_events())
    for digest in _reachable(world):
        batch = world.batches.get(digest)
        if batch is not None:
            expected |= batch.events
    return expected


def _reachable(world: World) -> set[bytes]:
    """Batches of which a whole copy stands on the share, or at a desk that lives."""
    found: set[bytes] = set()
    for path, file in world.server.files.items():
        folder, _, name = path.rpartition("/")
        if folder.startswith(("up/", "relay/")) and name.endswith(f"-{frame.hash16_of(file.content)}.lbx"):
            found.add(frame.digest_of(file.content))
    for post in world.posts:
        if post.alive:
            found |= post.side.held()
    return found


def _told(posts: list[Post]) -> dict[int, int]:
    """Every redemption that is known to one of these desks: id → pass."""
    return {made: about for post in posts for made, about in post.side.redemptions().items()}


def double_uses(redeemed: Mapping[int, int]) -> set[int]:
    """Passes that were redeemed more than once."""
    return {about for about, times in Counter(redeemed.values()).items() if times > 1}


def _facts(world: World) -> Iterator[str]:
    """Every desk of a building knows what the others know: the building's redemptions, and so its double uses."""
    by_site: dict[int, list[Post]] = defaultdict(list)
    for post in world.posts:
        if post.alive:
            by_site[post.side.party.site].append(post)
    for site, posts in by_site.items():
        told = _told(posts)
        for made in sorted(set(told) - world.redeemed):
            yield f"ghost: redemption {made} in building {site}"
        for post in posts:
            yield from _unheard(post, told, site)


def _unheard(post: Post, told: Mapping[int, int], site: int) -> Iterator[str]:
    here = post.side.redemptions()
    # What a twin that was switched off, or a desk before it was restored, did is told where its epoch is applied.
    # A restored desk does not hear its own lost deeds from the others: they come back from head office.
    others = {made: about for made, about in told.items() if made >> 8 & 0x3FFF != post.side.party.desk}
    for made in sorted(set(others) - set(here)):
        yield f"unheard: redemption {made} at {post.name} of building {site}"
    if double_uses(others) - double_uses(here):
        yield f"double use unknown at {post.name}"


def _quiet(world: World) -> Iterator[str]:
    for post in world.posts:
        if post.alive and (left := post.side.waiting() & world.before):
            yield f"not quiet: {len(left)} at {post.name} are not acknowledged"


def _twins(world: World) -> Iterator[str]:
    known = world.office.forks()
    for party in sorted(known - world.cloned):
        yield f"false fork: {party}"
    for party in sorted(_visible_twins(world) - known):
        if not any(post.side.told_forked() for post in world.posts if post.side.party == party):
            yield f"a copied PC was not found out: {party}"


def _visible_twins(world: World) -> set[Party]:
    """Desks of which two different batches of one number stand on the share, whole."""
    numbers: dict[tuple[Party, str, int], set[bytes]] = defaultdict(set)
    for digest in _reachable(world):
        batch = world.batches.get(digest)
        if batch is not None:
            numbers[batch.party, batch.epoch, batch.seq].add(digest)
    return {party for (party, _, _), different in numbers.items() if len(different) > 1}


def _sealed(world: World) -> Iterator[str]:
    for path, file in world.server.files.items():
        if world.sides.secrets_in(file.content):
            yield f"readable: {path}"
