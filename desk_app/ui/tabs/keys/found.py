"""What a scanned code or a few letters mean: copies that are lent together, with their keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import LENGTHS
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Copy, Handout, Key, Ring
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import COPY_STATE_NAMES, CopyState
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.picker import Suggestion

if TYPE_CHECKING:
    from desk_app.services.catalogue import Services

MOST = 8


@dataclass(frozen=True)
class Found:
    """Copies lent in one step, and the key of each."""

    copies: tuple[Copy, ...]
    keys: dict[int, Key]
    """By the key's id."""
    ring: Ring | None = None

    def key(self, copy: Copy) -> Key:
        """The key of one of the copies."""
        return self.keys[copy.key]


class Finder:
    """Asks the register. Its methods run off the GUI thread."""

    def __init__(self, services: Services) -> None:
        self._register = services.get(KeyRegisterQueries)
        self._keys = services.get(KeyQueries)

    def whole(self, actor: Actor, thing: Copy | Ring) -> Found:
        """A copy with its key; one on a ring brings the ring: it is lent with it."""
        ring = thing if isinstance(thing, Ring) else self._ring(actor, thing)
        copies = tuple(one for one in ring.copies if one.state is CopyState.IN) if ring else ()
        if isinstance(thing, Copy) and thing not in copies:
            copies = (thing, *copies)
        return Found(copies, self._keys_of(actor, copies), ring)

    def whole_of(self, actor: Actor, copy_id: int, key: int) -> Found | None:
        """The same for a copy known by its id; None when it is gone."""
        found = [one for one in self._register.key(actor, key).key.copies if one.id == copy_id]
        return self.whole(actor, found[0]) if found else None

    def like(self, actor: Actor, text: str) -> list[Suggestion]:
        """What letters may mean; a suggestion stands for a Copy or Ring. A number typed in full is a tag's."""
        digits = text.replace(" ", "")
        if digits.isdecimal() and len(digits) in LENGTHS:
            thing = self._keys.what_is(actor, digits)
            return [] if thing is None or isinstance(thing, Handout) else [_suggestion(thing)]
        return [_suggestion(one) for one in self._register.copies_like(actor, text, MOST)]

    def _ring(self, actor: Actor, copy: Copy) -> Ring | None:
        if copy.ring is None:
            return None
        return next((one for one in self._register.rings(actor) if one.id == copy.ring), None)

    def _keys_of(self, actor: Actor, copies: Iterable[Copy]) -> dict[int, Key]:
        return {key: self._register.key(actor, key).key for key in dict.fromkeys(one.key for one in copies)}


def _where(copy: Copy) -> str:
    """Why it does not hang on its hook."""
    if copy.holder:
        return tr(N_("out: {name}", "keys tab"), name=plain(copy.holder))
    return tr(COPY_STATE_NAMES[copy.state])


def _suggestion(thing: Copy | Ring) -> Suggestion:
    if isinstance(thing, Ring):
        inside = "、".join(dict.fromkeys(one.code for one in thing.copies))
        return Suggestion(thing, f"{thing.code} · {thing.hook}", inside)
    parts = (thing.code, thing.hook if thing.state is CopyState.IN else _where(thing))
    return Suggestion(thing, " · ".join(part for part in parts if part), thing.place)
