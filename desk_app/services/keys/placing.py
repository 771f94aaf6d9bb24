"""Where copies hang: the one place that changes hooks and rings, each change with its event."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.work import Work
from desk_app.services.keys import events
from desk_app.services.keys.boards import checked_hook, on_hook, parse_boards
from desk_app.services.keys.options import BOARDS
from desk_app.services.keys.tables import CopyRow, KeyRow, RingRow


def board_plan(work: Work) -> dict[str, int]:
    """The boards of the building."""
    return parse_boards(work.setting(BOARDS))


def require_free(work: Work, hook: str, beside: Collection[int] = ()) -> None:
    """Raise UserError, which says what hangs there: two things share a hook only on a ring."""
    there = on_hook(work.session, hook, beside)
    if there:
        raise UserError(
            N_("{code} hangs on hook {hook}. Two keys share a hook only on a ring."), code=there, hook=hook
        )


def free_hook(work: Work, typed: str, beside: int = 0) -> str:
    """A typed hook on which nothing hangs but this copy or ring. Raises InvalidInput ("hook")."""
    try:
        hook = checked_hook(typed, board_plan(work))
        require_free(work, hook, {beside})
    except UserError as problem:
        raise InvalidInput({"hook": problem}) from problem
    return hook


def hang_found(work: Work, copy: CopyRow, typed: str) -> None:
    """Where a lost copy hangs again: on its ring, else on the hook, or where it hung. Raises InvalidInput ("hook")."""
    if copy.ring is None and key_row(work, copy.key).active:
        place(work, copy, free_hook(work, typed if typed.strip() else copy.hook, copy.id), None)


def place(work: Work, copy: CopyRow, hook: str, ring: int | None) -> None:
    """Hang a copy, alone or on a ring; nothing happens where it hangs already."""
    if (copy.hook, copy.ring) == (hook, ring):
        return
    copy.hook, copy.ring = hook, ring
    work.record(events.COPY_HUNG, copy.key, {"copy": copy.id, "hook": hook, "ring": ring})


def place_all(work: Work, copies: Iterable[CopyRow], hook: str, ring: int | None) -> None:
    """Hang several."""
    for copy in copies:
        place(work, copy, hook, ring)


def key_row(work: Work, key: int) -> KeyRow:
    """A key. Raises NotFound."""
    row = by_id(work.session, KeyRow, key)
    if row is None:
        raise NotFound(N_("This key is not on record."))
    return row


def copy_row(work: Work, copy: int) -> CopyRow:
    """A copy. Raises NotFound."""
    row = by_id(work.session, CopyRow, copy)
    if row is None:
        raise NotFound(N_("This copy is not on record."))
    return row


def ring_row(work: Work, ring: int) -> RingRow:
    """A ring in use. Raises NotFound."""
    row = by_id(work.session, RingRow, ring)
    if row is None or not row.active:
        raise NotFound(N_("This ring is not on record."))
    return row
