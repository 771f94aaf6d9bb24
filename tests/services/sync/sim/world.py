"""One schedule: three desks of two buildings and head office live through a few days, and then the faults stop.

All of it follows from one number. `World(seed, sides, ...).live()` gives what is wrong at the end, in words; `story`
tells how it came to that. Programs end at share operations and around commits; data comes back from backups, is
copied to a second PC, or dies, where `losses` allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from desk_app.services.sync import names
from desk_app.services.sync.names import Party
from tests.services.sync.sim.checks import check
from tests.services.sync.sim.faulty_share import ROUGH, Died, FaultyShare, Server
from tests.services.sync.sim.sides import Batch, Clockwork, Deed, DeskSide, OfficeSide, Sides, WorldTime

PARTIES = (Party(7, 1), Party(7, 2), Party(8, 1))
STEPS = 46
MINUTE = 60_000
DAY = 24 * 60 * MINUTE
PRIVATE = "MARKER-王小明-110105194912310022"
"""What is personal in every deed; nobody but head office may read it."""


class Fate:
    """Where a party's program ends, around what it commits."""

    def __init__(self, world: World, name: str) -> None:
        self._world, self._name = world, name

    def before_commit(self) -> None:
        self._perhaps("before")

    def after_commit(self) -> None:
        self._perhaps("after")

    def _perhaps(self, when: str) -> None:
        if self._world.stormy and self._world.random.random() < 0.004:
            self._world.server.tell(f"{self._name}: the program ends {when} a commit")
            raise Died


@dataclass
class Post:
    """A desk in the world."""

    name: str
    side: DeskSide
    share: FaultyShare
    clock: Clockwork
    backups: list[object] = field(default_factory=list)
    alive: bool = True


@dataclass
class Found:
    """What a schedule came to."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class World:
    """The parties, the share, and their fate."""

    def __init__(self, seed: int, sides: Sides, *, losses: bool = False, steps: int = STEPS) -> None:
        self.seed, self.losses, self.steps = seed, losses, steps
        self.random = Random(seed)
        self.stormy = True
        self.time = WorldTime()
        self.time.pass_by(self.random.randrange(DAY))
        self.server = Server(Random(self.random.random()), lambda: self.time.ms + self._server_wrong)
        self._server_wrong = self.random.choice((0, 0, 3 * MINUTE, -400 * DAY))
        for path, content in sides.start().items():
            self.server.place(path, content)
        self.server.save()
        self.sides = sides
        self.posts = [self._post(str(party), party) for party in PARTIES]
        self.office_clock = Clockwork(self.time)
        if losses:
            for post in self.posts:
                post.backups.append(post.side.save())
        self.office: OfficeSide = sides.office(self.office_clock, Fate(self, "office"))
        self.office_backup: object = self.office.save() if losses else None
        self.office_share = FaultyShare(self.server, "office", ROUGH)
        self.recorded: dict[int, bytes] = {}
        self.before: set[int] = set()
        """What was recorded before the faults stopped."""
        self.redeemed: set[int] = set()
        self.clashes: set[int] = set()
        self.batches: dict[bytes, Batch] = {}
        self.cloned: set[Party] = set()
        self.restored: set[Party] = set()
        self.found = Found()

    @property
    def story(self) -> list[str]:
        """What happened, line by line."""
        return self.server.story

    def live(self) -> Found:
        """The whole schedule, and what is wrong in the end."""
        try:
            for step in range(self.steps):
                self.server.tell(f"-- {step}")
                self._step()
            self.calm_down()
            self.found.wrong += check(self)
        finally:
            self.close()
        return self.found

    def close(self) -> None:
        """Let go of everything."""
        for post in self.posts:
            post.side.close()
        self.office.close()

    # --- What happens -----------------------------------------------------------------------------------------

    def _step(self) -> None:
        self.time.pass_by(self.random.randrange(1, 20 * MINUTE))
        chosen = self.random.choices(list(self._fates()), [weight for weight, _ in self._fates().values()])[0]
        self._fates()[chosen][1]()

    def _fates(self) -> dict[str, tuple[float, Callable[[], None]]]:
        usual: dict[str, tuple[float, Callable[[], None]]] = {
            "work": (32, self._work),
            "round": (30, self._desk_round),
            "office": (12, self._office_round),
            "server": (12, self._server),
            "connection": (7, self._connection),
            "clock": (4, self._clock),
            "start": (2, self._start_again),
        }
        if self.losses:
            usual |= {
                "backup": (5, self._backup),
                "loss": (7, self._loss),
                "office lost": (1, self._office_lost),
            }
        return usual

    def _work(self) -> None:
        post = self._living()
        for _ in range(self.random.randrange(1, 4)):
            self.work(post, self._deed(post))

    def work(self, post: Post, deed: Deed) -> None:
        """Something is done at a desk."""
        self.server.tell(f"{post.name} does: {deed.kind} {deed.about or ''}")
        self.time.pass_by(self.random.randrange(1, 5000))
        with self._mortal(post.side.restart):
            post.side.work(deed)
        self.found.counts["deeds"] += 1
        self._note(post)

    def _deed(self, post: Post) -> Deed:
        known = post.side.passes()
        kind = self.random.choice(("issued", "redeemed", "redeemed", "private"))
        if kind == "redeemed" and known:
            return Deed(kind, self.random.choice(known[-4:]), PRIVATE)
        return Deed("issued" if kind == "redeemed" else kind, 0, PRIVATE)

    def _desk_round(self) -> None:
        self.desk_round(self._living())

    def desk_round(self, post: Post) -> None:
        """A desk exchanges."""
        self.server.tell(f"{post.name}: a round")
        with self._mortal(post.side.restart):
            post.side.round(post.share)
        self.found.counts["rounds"] += 1
        self._note(post)

    def _office_round(self) -> None:
        self.office_round()

    def office_round(self) -> None:
        """Head office collects and answers."""
        self.server.tell("office: a round")
        with self._mortal(self.office.restart):
            self.office.round(self.office_share)
        self.found.counts["office rounds"] += 1

    def _server(self) -> None:
        server = self.server
        fate = self.random.choice(
            (
                *(server.rot, server.lose, server.copy, server.copy, server.save, server.save),
                *(server.roll_back, server.settle, self._forge),
            )
        )
        fate()

    def _forge(self) -> None:
        post = self._living()
        folder = f"{names.up(post.side.party)}/"
        like = self.random.choice(
            [path for path in sorted(self.server.files) if path.startswith(folder)] or [""]
        )
        found = (
            self.sides.forgery(self.random, post.side.party, self.server.files[like].content)
            if like
            else None
        )
        if found is not None:
            self.server.place(*found)
            self.server.tell(f"somebody puts {found[0]}")

    def _connection(self) -> None:
        share = self.random.choice([*(one.share for one in self.posts), self.office_share])
        share.away = self.random.random() < 0.3
        share.full = self.random.random() < 0.2
        share.read_only = self.random.random() < 0.1
        self.server.tell(f"{share.name}: away {share.away}, full {share.full}, read-only {share.read_only}")

    def _clock(self) -> None:
        post = self._living()
        # Never far ahead and back again: a desk would reuse no number, but nobody would believe its passes.
        jump = self.random.choice((7 * MINUTE, -7 * MINUTE, DAY, 365 * DAY, -365 * DAY))
        post.clock.wrong_ms = self.random.choice((0, post.clock.wrong_ms + jump))
        self.server.tell(f"{post.name}: its clock is {post.clock.wrong_ms} ms wrong")

    def _start_again(self) -> None:
        self._living().side.restart()

    # --- What is lost -----------------------------------------------------------------------------------------

    def _backup(self) -> None:
        post = self._living()
        post.backups.append(post.side.save())
        self.server.tell(f"{post.name}: a backup")

    def _loss(self) -> None:
        post = self._living()
        what = self.random.random()
        if what < 0.7:
            if post.backups:
                self.restore(post, whole=self.random.random() < 0.2)
        elif what < 0.85 and post.side.party not in self.cloned:
            self.clone(post, same_machine=self.random.random() < 0.5)
        elif sum(one.alive for one in self.posts) > 2:
            self.server.tell(f"{post.name}: its disk dies")
            post.alive = False
            self.found.counts["disks dead"] += 1

    def _office_lost(self) -> None:
        """Head office's backup is put back, or, as often, made."""
        if self.office_backup is not None and self.random.random() < 0.5:
            self.server.tell("office: restored")
            self.office.restore(self.office_backup)
            self.found.counts["offices restored"] += 1
        else:
            self.office_backup = self.office.save()

    def restore(self, post: Post, *, whole: bool) -> None:
        """A desk's data is an older one again."""
        self.server.tell(f"{post.name}: restored{', the whole PC' if whole else ''}")
        post.side.restore(self.random.choice(post.backups[-3:]), whole=whole)
        self.restored.add(post.side.party)
        if whole:
            self.cloned.add(post.side.party)  # its batches may get the numbers of lost ones: like a twin's
        self.found.counts["restored"] += 1

    def clone(self, post: Post, *, same_machine: bool) -> Post:
        """A second PC with the same data goes to work."""
        self.server.tell(
            f"{post.name}: copied to another PC{', which looks like the same' if same_machine else ''}"
        )
        clock = Clockwork(self.time)
        clock.wrong_ms = post.clock.wrong_ms + self.random.randrange(1, 2000)
        name = f"{post.name}'"
        twin = Post(
            name, post.side.twin(same_machine=same_machine), FaultyShare(self.server, name, ROUGH), clock
        )
        self.posts.append(twin)
        self.cloned.add(post.side.party)
        self.found.counts["cloned"] += 1
        return twin

    # --- The end ----------------------------------------------------------------------------------------------

    def calm_down(self) -> None:
        """The faults stop; every party has two rounds, and the desks one more to hear of the second."""
        self.server.tell("== the faults stop")
        self.stormy = False
        for post in self.posts:
            self._note(post)
        self.before = set(self.recorded)
        self.server.settle(kind=True)
        for share in (*(post.share for post in self.posts), self.office_share):
            share.fair()
        for post in self.posts:
            post.clock.wrong_ms = min(post.clock.wrong_ms, 0)
        for _ in range(2):
            self.everybody()
            self.time.pass_by(MINUTE)
            self.office_round()
        self.everybody()

    def everybody(self) -> None:
        """A round of every desk that lives."""
        for post in self.posts:
            if post.alive:
                self.time.pass_by(MINUTE)
                self.desk_round(post)

    # --- Tools ------------------------------------------------------------------------------------------------

    def _post(self, name: str, party: Party) -> Post:
        clock = Clockwork(self.time)
        side = self.sides.desk(party, clock, Fate(self, name))
        return Post(name, side, FaultyShare(self.server, name, ROUGH), clock)

    def _living(self) -> Post:
        return self.random.choice([one for one in self.posts if one.alive])

    @contextmanager
    def _mortal(self, restart: Callable[[], None]) -> Iterator[None]:
        try:
            yield
        except Died:
            self.found.counts["crashes"] += 1
            restart()

    def _note(self, post: Post) -> None:
        for made, digest in post.side.recorded().items():
            if self.recorded.setdefault(made, digest) != digest:
                self.clashes.add(made)
        self.redeemed |= post.side.redeemed()
        for digest, batch in post.side.batches().items():
            self.batches.setdefault(digest, batch)
