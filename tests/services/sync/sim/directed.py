"""Stories that chance hardly tells: each takes a calm world through one misfortune and looks at what comes of it.

A story raises AssertionError when the product does wrong. Mutants that the world finds too seldom are found here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from unittest.mock import patch

from desk_app.services.sync import names, publishing
from desk_app.services.sync.names import BatchName
from desk_app.services.sync.publishing import Publisher
from tests.services.sync.sim.faulty_share import Died, FaultyShare, Weather
from tests.services.sync.sim.places import LongLife
from tests.services.sync.sim.real import RealDesk, RealSides, seeded
from tests.services.sync.sim.sides import Deed
from tests.services.sync.sim.world import DAY, MINUTE, PRIVATE, Post, World

YEAR = 365 * DAY
Story = Callable[[World], None]


def calm(sides: RealSides | None = None) -> World:
    """A world in which nothing happens by itself."""
    world = World(1, sides or RealSides(), losses=True)
    world.stormy = False
    for share in (*(post.share for post in world.posts), world.office_share):
        share.fair()
    world.everybody()
    world.office_round()
    world.everybody()
    return world


def play(story: Story) -> None:
    """Tell one story. Raises AssertionError when the product does wrong."""
    with seeded(1), closing(calm()) as world:
        story(world)


def desk(world: World, name: str) -> Post:
    """A desk by its name."""
    return next(post for post in world.posts if post.name == name)


def do(world: World, post: Post, kind: str = "issued", about: int = 0) -> int:
    """Something is done at a desk; gives its event."""
    before = set(post.side.all_events())
    world.work(post, Deed(kind, about, PRIVATE))
    return max(set(post.side.all_events()) - before)


def files(world: World, post: Post) -> list[str]:
    """The paths of a desk's batches, in the order in which they were packed."""
    folder = f"{names.up(post.side.party)}/"
    found = [path for path in world.server.files if path.startswith(folder)]
    return [path for path in found if BatchName.parse(path.removeprefix(folder)) is not None]


def new_file(world: World, post: Post) -> str:
    """A round, and the batch it published."""
    before = set(files(world, post))
    world.desk_round(post)
    (new,) = set(files(world, post)) - before
    return new


def days(world: World, count: int) -> None:
    """So many days pass, with a round of everybody each."""
    for _ in range(count):
        world.time.pass_by(DAY)
        world.everybody()
        world.office_round()


class _DiesAt:
    """The program ends at the n-th moment before or after a commit, once."""

    def __init__(self, moment: int) -> None:
        self._left = moment

    def before_commit(self) -> None:
        self._left -= 1
        if not self._left:
            raise Died

    after_commit = before_commit


def a_desk_may_end_at_every_commit(world: World) -> None:
    here = desk(world, "8-01")
    events = set()
    for moment in range(1, 25):
        events.add(do(world, here))
        here.side.lives(_DiesAt(moment))
        world.desk_round(here)
        here.side.lives(LongLife())
        world.desk_round(here)
        world.office_round()
    world.desk_round(here)
    assert events <= set(world.office.events()), "a desk that ended between two commits lost something"
    assert not world.office.forks() and not here.side.waiting() & events


def head_office_may_end_at_every_commit(world: World) -> None:
    here = desk(world, "8-01")
    events = set()
    for moment in range(1, 25):
        events.add(do(world, here))
        world.desk_round(here)
        world.office.lives(_DiesAt(moment))
        world.office_round()
        world.office.lives(LongLife())
        world.office_round()
    world.desk_round(here)
    assert events <= set(world.office.events()), "head office ended between two commits and lost something"
    assert not world.office.forks() and not here.side.waiting() & events


def what_was_packed_and_lost_is_packed_again(world: World) -> None:
    here = desk(world, "8-01")
    event = do(world, here)
    packed = new_file(world, here)
    backup = here.side.save()
    do(world, here)
    del world.server.files[new_file(world, here)], world.server.files[packed]
    here.side.restore(backup, whole=False)
    world.desk_round(here)
    world.office_round()
    assert event in world.office.events(), "what was packed in the old epoch is not packed in the new one"


def a_copied_pc_is_found_out(world: World) -> None:
    here = desk(world, "8-01")
    twin = world.clone(here, same_machine=True)
    twin.share.fair()
    for post in (here, twin):
        do(world, post)
        world.desk_round(post)
    world.office_round()
    assert here.side.party in world.office.forks(), "a copied PC is not found out"
    do(world, here)
    world.desk_round(here)
    assert here.side.told_forked(), "a copied PC is not told"


def a_pc_put_back_whole_finds_itself_out(world: World) -> None:
    here = desk(world, "8-01")
    backup = here.side.save()
    do(world, here)
    world.desk_round(here)
    world.time.pass_by(MINUTE)
    world.office_round()
    world.desk_round(here)
    here.side.restore(backup, whole=True)
    event = do(world, here)
    world.desk_round(here)
    world.time.pass_by(MINUTE)
    world.office_round()
    assert event in world.office.events() and not world.office.forks(), (
        "a PC that was put back does not notice"
    )


def a_gap_of_a_closed_epoch_is_passed_over(world: World) -> None:
    here = desk(world, "8-01")
    backup = here.side.save()
    do(world, here)
    lost = new_file(world, here)
    kept = do(world, here)
    new_file(world, here)
    del world.server.files[lost]
    here.side.restore(backup, whole=False)
    world.desk_round(here)
    world.office_round()
    assert kept not in world.office.events(), "a gap is passed over at once"
    days(world, 9)
    assert kept in world.office.events(), "what stands beyond the gap of a closed epoch is lost"


def a_peer_brings_what_its_owner_cannot(world: World) -> None:
    owner, peer = desk(world, "7-01"), desk(world, "7-02")
    event = do(world, owner)
    path = new_file(world, owner)
    world.desk_round(peer)
    del world.server.files[path]
    owner.alive = False
    _until_relayed(world, peer)
    assert event in world.office.events(), "what a peer holds did not come to head office"


def a_peer_whose_clock_was_wrong_brings_it_too(world: World) -> None:
    owner, peer = desk(world, "7-01"), desk(world, "7-02")
    event = do(world, owner)
    path = new_file(world, owner)
    peer.clock.wrong_ms = YEAR
    world.desk_round(peer)
    peer.clock.wrong_ms = 0
    del world.server.files[path]
    owner.alive = False
    _until_relayed(world, peer)
    assert event in world.office.events(), "what was heard under a wrong clock is not relayed"


def _until_relayed(world: World, peer: Post) -> None:
    for _ in range(2):
        world.time.pass_by(20 * MINUTE)
        world.desk_round(peer)
        world.office_round()


class _Losing(FaultyShare):
    """Says that a file has its new name, and loses it."""

    def rename(self, old: str, new: str) -> None:
        del self.server.files[old]


def what_was_renamed_is_read_back(world: World) -> None:
    share = _Losing(world.server, "7-01")
    assert not publishing.put(share, "up/7-01", "a.lbx", b"content"), "a lost file is taken to be there"


def a_short_write_is_found(world: World) -> None:
    for attempt in (0, 1, 5):
        share = FaultyShare(world.server, "7-01", Weather(torn=1.0))
        world.server.random.seed(attempt + 3)
        name = f"a{attempt}.lbx"
        said = _attempt(share, name, attempt)
        there = world.server.files.get(f"up/7-01/{name}")
        assert not said or (there is not None and there.content == b"content"), (
            "half a file is taken for all of it"
        )
    share.fair()
    assert publishing.put(share, "up/7-01", "a5.lbx", b"content", 5), "a torn file is not mended"


def _attempt(share: FaultyShare, name: str, attempt: int) -> bool:
    try:
        return publishing.put(share, "up/7-01", name, b"content", attempt)
    except BaseException:
        return False


def an_older_ack_takes_nothing_back(world: World) -> None:
    here = desk(world, "8-01")
    before = {path: file for path, file in world.server.files.items() if "/ack/8-01/" in path}
    do(world, here)
    world.desk_round(here)
    world.time.pass_by(MINUTE)
    world.office_round()
    world.desk_round(here)
    done = here.side.waiting()
    world.server.files = {path: file for path, file in world.server.files.items() if "/ack/8-01/" not in path}
    world.server.files |= before
    world.desk_round(here)
    assert here.side.waiting() <= done, "an older ack takes back what a newer one said"


def an_ack_for_another_desk_says_nothing(world: World) -> None:
    here = desk(world, "7-01")
    do(world, here)
    world.desk_round(here)
    world.office_round()
    world.desk_round(here)
    done = here.side.waiting()
    world.time.pass_by(20 * MINUTE)
    world.office_round()
    newest = max(path for path in world.server.files if "/ack/7-02/" in path)
    for path in [path for path in world.server.files if "/ack/7-01/" in path]:
        del world.server.files[path]
    world.server.place(newest.replace("/7-02/", "/7-01/"), world.server.files[newest].content)
    world.desk_round(here)
    assert here.side.waiting() <= done, "another desk's ack counts"


def a_batch_under_another_name_takes_nobodys_place(world: World) -> None:
    owner, peer = desk(world, "7-01"), desk(world, "7-02")
    do(world, owner)
    path = new_file(world, owner)
    folder, _, name = path.rpartition("/")
    said = BatchName.parse(name)
    assert said is not None
    next_one = f"{folder}/{BatchName(said.epoch, said.seq + 1, said.hash16)}"
    world.server.place(next_one, world.server.files[path].content)
    world.desk_round(peer)
    do(world, owner, "redeemed", owner.side.passes()[-1])
    new_file(world, owner)
    world.desk_round(peer)
    assert set(owner.side.redemptions()) <= set(peer.side.redemptions()), "a copy took the place of a batch"


def a_batch_under_another_name_is_no_fork(world: World) -> None:
    owner = desk(world, "8-01")
    do(world, owner)
    path = new_file(world, owner)
    folder, _, name = path.rpartition("/")
    said = BatchName.parse(name)
    assert said is not None
    next_one = f"{folder}/{BatchName(said.epoch, said.seq + 1, said.hash16)}"
    world.server.place(next_one, world.server.files[path].content)
    world.office_round()
    event = do(world, owner)
    world.desk_round(owner)
    world.office_round()
    assert event in world.office.events() and not world.office.forks(), "a copy is taken for a fork"


def what_rots_is_written_anew(world: World) -> None:
    owner = desk(world, "8-01")
    event = do(world, owner)
    path = new_file(world, owner)
    content = world.server.files[path].content
    world.server.place(path, content[:50] + bytes([content[50] ^ 1]) + content[51:])
    # Its own PC shows the owner what it wrote, from its memory: only head office can tell it.
    with patch.object(Publisher, "_reads_right", lambda *_: True):
        for _ in range(2):
            world.time.pass_by(MINUTE)
            world.office_round()
            world.desk_round(owner)
    world.office_round()
    assert event in world.office.events(), "a file that rotted is not written anew"


def what_rots_is_found_by_its_owner(world: World) -> None:
    owner, peer = desk(world, "7-01"), desk(world, "7-02")
    do(world, owner)
    do(world, owner, "redeemed", owner.side.passes()[-1])
    path = new_file(world, owner)
    content = world.server.files[path].content
    world.server.place(path, content[:50] + bytes([content[50] ^ 1]) + content[51:])
    world.time.pass_by(MINUTE)
    world.desk_round(owner)
    world.desk_round(peer)
    assert set(owner.side.redemptions()) <= set(peer.side.redemptions()), "peers wait for head office"


def news_are_told_though_the_clock_jumped(world: World) -> None:
    owner, peer = desk(world, "7-01"), desk(world, "7-02")
    do(world, owner)
    do(world, owner, "redeemed", owner.side.passes()[-1])
    owner.clock.wrong_ms = YEAR
    world.desk_round(owner)
    world.desk_round(peer)
    assert set(owner.side.redemptions()) <= set(peer.side.redemptions()), "news are taken for old"


def a_restored_head_office_gets_again_what_it_lost(world: World) -> None:
    here = desk(world, "8-01")
    backup = world.office.save()
    here.side.restore(here.side.save(), whole=True)
    here.side.decide()
    event = do(world, here)
    world.desk_round(here)
    world.office_round()
    world.desk_round(here)
    for path in files(world, here):
        del world.server.files[path]
    world.office.restore(backup)
    world.office.forget_archive()
    for _ in range(3):
        world.time.pass_by(MINUTE)
        world.office_round()
        world.desk_round(here)
    world.office_round()
    assert event in world.office.events(), "a restored head office does not get again what it lost"


def a_restored_head_office_reads_its_archive(world: World) -> None:
    owner = desk(world, "8-01")
    backup = world.office.save()
    event = do(world, owner)
    path = new_file(world, owner)
    world.office_round()
    owner.alive = False
    del world.server.files[path]
    world.office.restore(backup)
    world.office_round()
    assert event in world.office.events(), "what lay in the archive is lost"


def what_was_put_once_is_put_again(world: World) -> None:
    here = desk(world, "8-01")
    do(world, here)
    world.desk_round(here)
    world.time.pass_by(MINUTE)
    world.office_round()
    for path in [path for path in world.server.files if "/ack/8-01/" in path]:
        del world.server.files[path]
    before = here.side.waiting()
    world.time.pass_by(MINUTE)
    world.office_round()
    world.desk_round(here)
    assert before > here.side.waiting(), "an ack that vanished is not put there again"


def a_wrong_clock_deletes_nothing(world: World) -> None:
    here = desk(world, "8-01")
    backup = here.side.save()
    do(world, here)
    path = new_file(world, here)
    here.side.restore(backup, whole=False)
    world.desk_round(here)
    here.clock.wrong_ms = YEAR
    for _ in range(3):
        world.time.pass_by(61 * MINUTE)
        world.desk_round(here)
    assert path in world.server.files, "a wrong clock deletes what head office has not read"


def what_does_not_count_is_on_record(world: World) -> None:
    owner, peer = desk(world, "7-01"), desk(world, "7-02")
    do(world, owner)
    like = world.server.files[new_file(world, owner)].content
    forged = world.sides.forgery(world.random, owner.side.party, like)
    assert forged is not None
    world.server.place(*forged)
    world.desk_round(peer)
    assert isinstance(peer.side, RealDesk)
    assert forged[0] in peer.side.quarantined(), "a forged batch left no trace"


STORIES: tuple[Story, ...] = (
    a_desk_may_end_at_every_commit,
    head_office_may_end_at_every_commit,
    what_was_packed_and_lost_is_packed_again,
    a_copied_pc_is_found_out,
    a_pc_put_back_whole_finds_itself_out,
    a_gap_of_a_closed_epoch_is_passed_over,
    a_peer_brings_what_its_owner_cannot,
    a_peer_whose_clock_was_wrong_brings_it_too,
    what_was_renamed_is_read_back,
    a_short_write_is_found,
    an_older_ack_takes_nothing_back,
    an_ack_for_another_desk_says_nothing,
    a_batch_under_another_name_takes_nobodys_place,
    a_batch_under_another_name_is_no_fork,
    what_rots_is_written_anew,
    what_rots_is_found_by_its_owner,
    news_are_told_though_the_clock_jumped,
    a_restored_head_office_gets_again_what_it_lost,
    a_restored_head_office_reads_its_archive,
    what_was_put_once_is_put_again,
    a_wrong_clock_deletes_nothing,
    what_does_not_count_is_on_record,
)
