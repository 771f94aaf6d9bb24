"""An exchange as one would write it in an afternoon: copy files, trust the list, count on. It must fail in this world.

The negative control of the simulator: where this passes, the simulator shows nothing.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Set
from random import Random

from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share, ShareTrouble
from tests.services.sync.sim.sides import Batch, Clockwork, Deed, Life

_MOST = 1 << 20


class NaiveDesk:
    """Writes what is new into a file with the next number, and takes it for done."""

    def __init__(self, party: Party, now: Clockwork, life: Life) -> None:
        self.party, self._now, self._life = party, now, life
        self._data: dict[str, object] = {}
        self._events: dict[int, str] = {}
        self._sent = 0
        self._file = 0
        self._heard: dict[str, int] = {}
        self._known: dict[int, int] = {}
        self._news: dict[int, bytes] = {}

    def work(self, deed: Deed) -> None:
        made = self._now.ms() << 22 | self.party.desk << 8 | len(self._events) & 0xFF
        self._life.before_commit()
        about = deed.about or made
        self._events[made] = json.dumps({"kind": deed.kind, "about": about, "text": deed.text})
        self._news[made] = self._events[made].encode()
        if deed.kind == "redeemed":
            self._known[made] = about
        self._life.after_commit()

    def round(self, share: Share) -> None:
        try:
            fresh = dict(list(self._events.items())[self._sent :])
            if fresh:
                share.create(f"up/{self.party}/{self._file + 1:010d}.json", json.dumps(fresh).encode())
                self._file, self._sent = self._file + 1, len(self._events)
            for other in share.folders("up"):
                party = Party.parse(other)
                if party is not None and party.site == self.party.site and party != self.party:
                    self._hear(share, other)
        except ShareTrouble:
            pass

    def _hear(self, share: Share, other: str) -> None:
        for name, events in _newer(share, other, self._heard.get(other, 0)):
            self._heard[other] = name
            for made, text in events.items():
                deed = json.loads(text)
                if deed.get("kind") == "redeemed":
                    self._known[made] = deed.get("about", 0)

    def restart(self) -> None: ...

    def passes(self) -> list[int]:
        return [made for made, text in self._events.items() if json.loads(text)["kind"] == "issued"]

    def recorded(self) -> Mapping[int, bytes]:
        news, self._news = self._news, {}
        return news

    def all_events(self) -> Mapping[int, bytes]:
        return {made: text.encode() for made, text in self._events.items()}

    def redemptions(self) -> Mapping[int, int]:
        return self._known

    def redeemed(self) -> Set[int]:
        return set(self._events)

    def waiting(self) -> Set[int]:
        return set(list(self._events)[self._sent :])

    def batches(self) -> Mapping[bytes, Batch]:
        return {}

    def held(self) -> Set[bytes]:
        return set()

    def decide(self) -> None: ...

    def told_forked(self) -> bool:
        return False

    def save(self) -> object:
        return copy.deepcopy((self._events, self._sent, self._file, self._heard, self._known))

    def restore(self, backup: object, *, whole: bool) -> None:
        self._events, self._sent, self._file, self._heard, self._known = copy.deepcopy(backup)  # type: ignore[misc]

    def twin(self, *, same_machine: bool) -> NaiveDesk:
        other = NaiveDesk(self.party, self._now, self._life)
        other.restore(self.save(), whole=True)
        return other

    def close(self) -> None: ...


class NaiveOffice:
    """Reads files with greater numbers than before."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._events: dict[int, bytes] = {}
        self._upto: dict[str, int] = {}

    def round(self, share: Share) -> None:
        try:
            for party in share.folders("up"):
                for name, events in _newer(share, party, self._upto.get(party, 0)):
                    self._life.before_commit()
                    self._events |= {made: text.encode() for made, text in events.items()}
                    self._upto[party] = name
                    self._life.after_commit()
        except ShareTrouble:
            pass

    def restart(self) -> None: ...

    def save(self) -> object:
        return dict(self._events), dict(self._upto)

    def restore(self, backup: object) -> None:
        self._events, self._upto = copy.deepcopy(backup)  # type: ignore[misc]

    def forget_archive(self) -> None: ...

    def decide(self) -> None: ...

    def give_up(self, party: Party) -> None: ...

    def events(self) -> Mapping[int, bytes]:
        return self._events

    def forks(self) -> Set[Party]:
        return set()

    def quarantined(self) -> int:
        return 0

    def close(self) -> None: ...


class NaiveSides:
    """The careless exchange."""

    def desk(self, party: Party, now: Clockwork, life: Life) -> NaiveDesk:
        return NaiveDesk(party, now, life)

    def office(self, now: Clockwork, life: Life) -> NaiveOffice:
        return NaiveOffice(life)

    def start(self) -> Mapping[str, bytes]:
        return {}

    def forgery(self, random: Random, party: Party, like: bytes) -> tuple[str, bytes] | None:
        return None

    def secrets_in(self, content: bytes) -> bool:
        return False


def _newer(share: Share, party: str, after: int) -> list[tuple[int, dict[int, str]]]:
    found = []
    for entry in sorted(share.files(f"up/{party}"), key=lambda one: one.name):
        number = entry.name.removesuffix(".json")
        if number.isdecimal() and int(number) > after:
            raw = share.read(f"up/{party}/{entry.name}", _MOST)
            try:
                events = {
                    int(made): text for made, text in json.loads(raw or b"").items() if json.loads(text)
                }
                found.append((int(number), events))
            except ValueError:
                continue
    return found
