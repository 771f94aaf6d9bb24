"""What the world asks of a desk and of head office: the product answers (`real`), and a careless exchange (`naive`)."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from random import Random
from typing import Protocol

from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done at a desk. `kind`: issued, redeemed (of that pass), private (head office's business alone)."""

    kind: str
    about: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a desk packed."""

    party: Party
    epoch: str
    seq: int
    events: frozenset[int]


class Life(Protocol):
    """Where a party's programs end: called before and after what it commits. May raise Died."""

    def before_commit(self) -> None: ...

    def after_commit(self) -> None: ...


class DeskSide(Protocol):
    """A desk. `round` and `work` may end with Died; `restart` is the program's next start on the same data."""

    party: Party

    def work(self, deed: Deed) -> None: ...

    def round(self, share: Share) -> None: ...

    def restart(self) -> None: ...

    def passes(self) -> list[int]:
        """Passes that can be redeemed here."""
        ...

    def recorded(self) -> Mapping[int, bytes]:
        """Events (id, digest) that stand in its data since this was last asked, or since it was restored."""
        ...

    def all_events(self) -> Mapping[int, bytes]:
        """Every event that stands in its data."""
        ...

    def redemptions(self) -> Mapping[int, int]:
        """Redemptions it knows of, its own and others': id → pass."""
        ...

    def redeemed(self) -> Set[int]:
        """Its own redemptions that stand in its data."""
        ...

    def waiting(self) -> Set[int]:
        """Events that it does not know to be head office's."""
        ...

    def batches(self) -> Mapping[bytes, Batch]:
        """Batches (digest) that stand in its data."""
        ...

    def held(self) -> Set[bytes]:
        """Other desks' batches (digest) that it keeps."""
        ...

    def lives(self, life: Life) -> None:
        """From now on its program ends where this says."""
        ...

    def decide(self) -> None:
        """Its supervisor says that this PC is the one that counts."""
        ...

    def told_forked(self) -> bool:
        """Whether it knows that its data has a twin."""
        ...

    def save(self) -> object:
        """A backup of its data."""
        ...

    def restore(self, backup: object, *, whole: bool) -> None:
        """Its data is that backup's again; `whole`: and what stood beside it, as when the PC's image is put back."""
        ...

    def twin(self, *, same_machine: bool) -> DeskSide:
        """A second PC with all of its data."""
        ...

    def close(self) -> None: ...


class OfficeSide(Protocol):
    """Head office."""

    def round(self, share: Share) -> None: ...

    def restart(self) -> None: ...

    def save(self) -> object:
        """A backup of its data."""
        ...

    def restore(self, backup: object) -> None:
        """Its data is that backup's again."""
        ...

    def forget_archive(self) -> None:
        """What it keeps beside its data is gone."""
        ...

    def decide(self) -> None:
        """A person looks at the forks: what stands there counts, of both sides."""
        ...

    def give_up(self, party: Party) -> None:
        """A person says that this desk's data is gone: what there is of it counts, across gaps."""
        ...

    def events(self) -> Mapping[int, bytes]: ...

    def lives(self, life: Life) -> None:
        """From now on its programs end where this says."""
        ...

    def forks(self) -> Set[Party]: ...

    def quarantined(self) -> int: ...

    def close(self) -> None: ...


class Sides(Protocol):
    """Makes the parties of one schedule."""

    def desk(self, party: Party, now: Clockwork, life: Life) -> DeskSide: ...

    def office(self, now: Clockwork, life: Life) -> OfficeSide: ...

    def start(self) -> Mapping[str, bytes]:
        """What stands on the share at the beginning."""
        ...

    def forgery(self, random: Random, party: Party, like: bytes) -> tuple[str, bytes] | None:
        """Path and content of a file that looks like this desk's next one and is by somebody else."""
        ...

    def secrets_in(self, content: bytes) -> bool:
        """Whether something personal of a deed can be read in a file by whoever has the share and a building's key."""
        ...


class Clockwork:
    """A party's clock: the world's time, and by how much it is wrong."""

    def __init__(self, world: WorldTime) -> None:
        self.world, self.wrong_ms = world, 0

    def ms(self) -> int:
        return self.world.ms + self.wrong_ms


@dataclass
class WorldTime:
    """The time that nobody knows, in milliseconds since 1970."""

    ms: int = 1_795_400_000_000

    def pass_by(self, ms: int) -> None:
        self.ms += ms
