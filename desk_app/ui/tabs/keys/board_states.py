"""What the map of the board says of a hook: its state with sign and tone, and in words what hangs there or who has it.

No colour stands alone: each state has a sign of its own and a word in the legend.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.keys.records import Board, Copy, Hook
from desk_app.services.keys.terms import CopyState
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.theme import Tone


class HookState(StrEnum):
    """How a hook looks, the most urgent first."""

    OVERDUE = "overdue"
    OUT = "out"
    LOST = "lost"
    WAITING = "waiting"
    BLOCKED = "blocked"
    FAULTY = "faulty"
    HERE = "here"
    EMPTY = "empty"


@dataclass(frozen=True)
class Look:
    """How a state is said and shown."""

    name: Message
    tone: Tone
    sign: str


S = HookState
LOOKS: dict[HookState, Look] = {
    S.HERE: Look(N_("On its hook", "key board"), "positive", "key"),
    S.OUT: Look(N_("Out", "key board"), "info", "arrow-right"),
    S.OVERDUE: Look(N_("Overdue", "key board"), "danger", "clock"),
    S.WAITING: Look(N_("Asked for", "key board"), "warning", "person"),
    S.FAULTY: Look(N_("Faulty", "key board"), "warning", "wrench"),
    S.BLOCKED: Look(N_("Critical fault", "key board"), "danger", "ban"),
    S.LOST: Look(N_("Lost", "key board"), "danger", "lost"),
    S.EMPTY: Look(N_("Empty", "key board"), "neutral", "minus"),
}
"""In the order of the legend."""


@dataclass(frozen=True)
class HookShown:
    """A hook with what hangs there, and the lost copies that hung there and left it empty."""

    hook: Hook
    lost: tuple[Copy, ...] = ()

    @property
    def name(self) -> str:
        """What the hook is called."""
        return self.hook.name

    @property
    def copies(self) -> tuple[Copy, ...]:
        """What belongs there: on it, out, or lost."""
        return self.hook.copies or self.lost

    def state(self, now: datetime) -> HookState:
        """The most urgent of its copies' states."""
        states = {_state(one, now) for one in self.copies}
        return next((state for state in HookState if state in states), S.EMPTY)

    def leading(self, now: datetime) -> Copy | None:
        """The copy that gives the hook its state."""
        state = self.state(now)
        return next((one for one in self.copies if _state(one, now) is state), None)

    @property
    def code(self) -> str:
        """What stands on the cell: the ring's code, or the first copy's and how many more."""
        if self.hook.ring:
            return self.hook.ring
        first, more = (self.copies[0].code, len(self.copies) - 1) if self.copies else ("", 0)
        return f"{first} +{more}" if more else first

    def counted(self) -> str:
        """Of a ring, how many of its keys are here; else nothing."""
        if not self.hook.ring:
            return ""
        here = sum(one.state in (CopyState.IN, CopyState.WAITING) for one in self.copies)
        return f"{here}/{len(self.copies)}"


def _state(copy: Copy, now: datetime) -> HookState:
    if copy.state is CopyState.OUT:
        return S.OVERDUE if copy.due is not None and copy.due < now else S.OUT
    if copy.state is CopyState.LOST:
        return S.LOST
    if copy.state is CopyState.WAITING:
        return S.WAITING
    if copy.critical:
        return S.BLOCKED
    return S.FAULTY if copy.faulty else S.HERE


def hooks_of(board: Board, lost: Iterable[Copy]) -> tuple[HookShown, ...]:
    """The hooks of a board; an empty one remembers the lost key that is to hang there."""
    gone: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in lost:
        gone[copy.hook].append(copy)
    return tuple(HookShown(one, () if one.copies else tuple(gone[one.name])) for one in board.hooks)


def count_states(hooks: Iterable[HookShown], now: datetime) -> Counter[HookState]:
    """How many hooks are in each state."""
    return Counter(one.state(now) for one in hooks)


def who_and_when(copy: Copy, now: datetime) -> str:
    """Who has it and until when; nothing while it hangs."""
    if not copy.holder:
        return ""
    until = (
        tr(N_("back by {time}", "keys tab"), time=plain(format_moment(copy.due, now=now))) if copy.due else ""
    )
    return " · ".join(part for part in (copy.holder, until) if part)


def in_words(one: HookShown, now: datetime) -> str:
    """A hook read out: its name, what belongs there, the state, who has it. Places are for the desk's eyes."""
    state, copy = one.state(now), one.leading(now)
    codes = "、".join(each.code for each in one.copies) if one.hook.ring else ""
    parts = (
        one.name,
        one.code,
        codes,
        "、".join(dict.fromkeys(each.place for each in one.copies)),
        tr(LOOKS[state].name),
        who_and_when(copy, now) if copy is not None else "",
    )
    return " · ".join(part for part in parts if part)


def short_words(one: HookShown, now: datetime) -> str:
    """The small line of a cell: who has it, or what is the matter; nothing for what hangs where it should."""
    state, copy = one.state(now), one.leading(now)
    if state in (S.OUT, S.OVERDUE, S.WAITING) and copy is not None:
        return copy.holder
    if state in (S.BLOCKED, S.FAULTY, S.LOST):
        return tr(LOOKS[state].name)
    return one.counted()
