"""What the register prints and saves: the map, tags and hook numbers, keys with rooms, histories, statistics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.keys.documents import board_map, hook_labels, tag_labels
from desk_app.services.keys.figures import Statistics
from desk_app.services.keys.lists import history_sheet, key_list, key_sheet, person_history
from desk_app.services.keys.records import Board, Copy, Handout, Key, Ring
from desk_app.services.keys.statistics_paper import statistics_sheet, statistics_table
from desk_app.services.keys.terms import CopyState
from desk_app.services.printing.model import Size
from desk_app.ui.i18n import tr
from desk_app.ui.printing.papers import desk_paper, save_sheet, today

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def print_board_map(ctx: AppContext, owner: QWidget, boards: Sequence[Board]) -> None:
    """Preview what hangs where, as of now."""
    printed, shown = ctx.services.bench.clock.now(), tuple(boards)
    ctx.printing.preview(lambda: board_map(shown, desk_paper(ctx), printed), owner=owner)


def print_tags(ctx: AppContext, owner: QWidget, things: Sequence[Copy | Ring], size: Size) -> None:
    """Preview tags: codes and digits alone."""
    rows = tuple(things)
    if not rows:
        ctx.toasts.show(N_("There is nothing to print a tag for."))
        return
    ctx.printing.preview(lambda: tag_labels(rows, desk_paper(ctx), size), owner=owner)


def print_hooks(ctx: AppContext, owner: QWidget, hooks: Sequence[str], size: Size) -> None:
    """Preview the hooks' names, to stick on the board."""
    names = tuple(hooks)
    if not names:
        ctx.toasts.show(N_("No hooks are set up."))
        return
    ctx.printing.preview(lambda: hook_labels(names, desk_paper(ctx), size), owner=owner)


def tagged(keys: Sequence[Key]) -> list[Copy]:
    """The copies that carry a tag."""
    gone = (CopyState.RETIRED, CopyState.LOST)
    return [copy for key in keys if key.active for copy in key.copies if copy.state not in gone]


def print_key_list(ctx: AppContext, owner: QWidget, keys: Sequence[Key]) -> None:
    """Preview the keys with their rooms: confidential."""
    printed, rows = ctx.services.bench.clock.now(), tuple(keys)
    ctx.printing.preview(lambda: key_list(rows, desk_paper(ctx), printed=printed), owner=owner)


def save_key_list(ctx: AppContext, owner: QWidget, keys: Sequence[Key]) -> None:
    """The same as a spreadsheet."""
    now, rows, on_paper = ctx.services.bench.clock.now(), tuple(keys), desk_paper(ctx)
    title = tr(N_("List of keys with rooms"))
    save_sheet(ctx, owner, title, lambda: key_sheet(rows, on_paper, now=now), today(ctx))


def print_history(ctx: AppContext, owner: QWidget, title: str, handouts: Sequence[Handout]) -> None:
    """Preview who had a key, or what somebody had."""
    printed, rows = ctx.services.bench.clock.now(), tuple(handouts)
    ctx.printing.preview(
        lambda: person_history(rows, desk_paper(ctx), title=title, printed=printed), owner=owner
    )


def save_history(ctx: AppContext, owner: QWidget, title: str, handouts: Sequence[Handout]) -> None:
    """The same as a spreadsheet."""
    now, rows, on_paper = ctx.services.bench.clock.now(), tuple(handouts), desk_paper(ctx)
    save_sheet(ctx, owner, title, lambda: history_sheet(rows, on_paper, now=now), today(ctx))


def print_statistics(ctx: AppContext, owner: QWidget, figures: Statistics) -> None:
    """Preview the key statistics table."""
    printed = ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: statistics_table(figures, desk_paper(ctx), printed=printed), owner=owner)


def save_statistics(ctx: AppContext, owner: QWidget, figures: Statistics) -> None:
    """The same as a spreadsheet."""
    on_paper = desk_paper(ctx)
    title = f"{tr(N_('Key statistics'))} {figures.first.isoformat()} {figures.last.isoformat()}"
    save_sheet(ctx, owner, title, lambda: statistics_sheet(figures, on_paper))
