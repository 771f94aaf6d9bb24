"""Boards of hooks: how the setting is read, what a hook is called, and what hangs where.

A hook that is on no board still counts: what hangs there is shown on a board of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from desk_app.services.core.text.clean import clean_line, half_width
from desk_app.services.keys.reading import copies, rings
from desk_app.services.keys.records import Board, Copy, CopyState, Hook, Ring
from desk_app.services.keys.tables import CopyRow, KeyRow, RingRow

ELSEWHERE = "—"
"""The name of the board for hooks that are on none."""
MOST_HOOK = 12
_MOST_NAME = 8
_MOST_HOOKS = 400
_PARTS = re.compile(r"[,，、;；\n]")
_APART = re.compile(r"(\S.*?)[\s:=×x*_-]+(\d{1,3})(?:\s*\D{0,6})?", re.IGNORECASE)
_TOGETHER = re.compile(r"(\D+?)(\d{1,3})\D{0,6}")
_HOOK = re.compile(r"(.*?)[\s._-]*0*(\d{1,3})")

_PLACED: tuple[ColumnElement[bool], ...] = (
    CopyRow.ring.is_(None),
    CopyRow.state.not_in([CopyState.LOST.value, CopyState.RETIRED.value]),
    KeyRow.active.is_(True),
)
"""Copies that have a hook of their own."""


def parse_boards(typed: str) -> dict[str, int]:
    """Board → hooks, from “A 60, B 40” or what people type instead (“A60；东墙：40 个”). The unclear is left out."""
    found: dict[str, int] = {}
    for part in _PARTS.split(half_width(typed)):
        text = clean_line(part, len(part))
        match = _APART.fullmatch(text) or _TOGETHER.fullmatch(text)
        if match is None:
            continue
        name, hooks = "".join(match[1].upper().split()), int(match[2])
        if 0 < hooks <= _MOST_HOOKS and len(name) <= _MOST_NAME:
            found.setdefault(name, hooks)
    return found


def hook_name(board: str, place: int) -> str:
    """What a hook is called: A12; B2-12 where the board's name ends with a digit."""
    return f"{board}-{place}" if board[-1:].isdigit() else f"{board}{place}"


def checked_hook(typed: str, plan: Mapping[str, int]) -> str:
    """A hook as it is kept: “a 012” is A12 if there is one, anything else stays what was typed; empty: hangs nowhere.

    Raises UserError for a text that is too long.
    """
    text = half_width(clean_line(typed, MOST_HOOK * 2)).upper()
    match = _HOOK.fullmatch(text)
    if match is not None and 0 < int(match[2]) <= plan.get("".join(match[1].split()), 0):
        return hook_name("".join(match[1].split()), int(match[2]))
    return clean_line("".join(text.split()), MOST_HOOK)


def hanging(session: Session) -> tuple[list[Copy], list[Ring]]:
    """The copies that have a place of their own, on their hook or out, and the rings."""
    return copies(session, *_PLACED), rings(session, RingRow.active.is_(True))


def on_hook(session: Session, hook: str, beside: Collection[int] = ()) -> str:
    """The code of what hangs on a hook, beside these copies and rings; empty when the hook is free."""
    if not hook:
        return ""
    there: list[Copy | Ring] = [*rings(session, RingRow.active.is_(True), RingRow.hook == hook)]
    there += copies(session, CopyRow.hook == hook, *_PLACED)
    return next((one.code for one in there if one.id not in beside), "")


def boards_of(
    plan: Mapping[str, int], columns: int, alone: Iterable[Copy], on_rings: Iterable[Ring]
) -> list[Board]:
    """The boards, hook by hook; what hangs on a hook that is on none comes last, on a board “—”."""
    there: defaultdict[str, Hook] = defaultdict(lambda: Hook(""))
    for copy in alone:
        if copy.hook:
            hook = there[copy.hook]
            there[copy.hook] = replace(hook, name=copy.hook, copies=(*hook.copies, copy))
    for ring in on_rings:
        if ring.hook:
            hook = there[ring.hook]
            there[ring.hook] = Hook(ring.hook, (*hook.copies, *ring.copies), ring.code)
    made = []
    for board, hooks in plan.items():
        names = [hook_name(board, place) for place in range(1, hooks + 1)]
        made.append(Board(board, columns, tuple(there.pop(name, Hook(name)) for name in names)))
    if there:
        made.append(Board(ELSEWHERE, columns, tuple(there[name] for name in sorted(there, key=_natural))))
    return made


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else -1, part) for part in re.split(r"(\d+)", name)]
