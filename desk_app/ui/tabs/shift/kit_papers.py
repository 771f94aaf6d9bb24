"""Printing, looking at and saving the blackout kit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.records import Kit
from desk_app.services.blackout.rounds import save_now
from desk_app.services.blackout.service import Blackout
from desk_app.services.core.words import N_
from desk_app.ui.printing.papers import desk_paper
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.services.core.changes import Changes
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_kit(
    ctx: AppContext,
    owner: QWidget,
    handover: int | None = None,
    done: Callable[[Kit], object] | None = None,
    stuck: Callable[[Kit], object] | None = None,
) -> None:
    """Print a new kit: its forms have numbers of their own. `handover`: the one after which it is made. `done` once
    its numbers are given out; `stuck` when its paper waits at the printer.
    """
    make = ctx.services.get(Blackout).make_kit

    def made(kit: Kit) -> None:
        def waits(_: Exception) -> bool:
            if stuck is not None:
                stuck(kit)
            return False

        ctx.printing.print(lambda: _paper(ctx, kit), owner=owner, stuck=waits)
        if done is not None:
            done(kit)

    ctx.do(lambda by: make(by, handover), owner=owner, done=made)


def preview_kit(ctx: AppContext, owner: QWidget) -> None:
    """Show the kit that is saved by itself, as everything stands now; printing from there prints a new one."""
    ask, make = ctx.services.get(BlackoutQueries), ctx.services.get(Blackout).make_kit

    def show(kit: Kit | None) -> None:
        if kit is None:
            ctx.do(lambda by: make(by, saved=True), owner=owner, done=show)
            return
        ctx.printing.preview(lambda: _paper(ctx, kit), owner=owner, print_it=lambda: print_kit(ctx, owner))

    ctx.read(lambda by: ask.newest(by, saved=True), owner=owner, done=show, key="kit preview")


def save_kit_now(ctx: AppContext, owner: QWidget, done: Callable[[], object]) -> None:
    """Write the files now."""

    def saved(changes: Changes[object] | None) -> None:
        if changes is not None:
            ctx.bus.publish(changes.touched)
        ctx.toasts.show(N_("The blackout kit is saved."))
        done()

    ctx.tasks.run(
        lambda: save_now(ctx.services.bench),
        saved,
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.SLOW,
    )


def _paper(ctx: AppContext, kit: Kit) -> Document:
    return ctx.services.get(BlackoutQueries).paper(ctx.actor, kit.id, desk_paper(ctx))
