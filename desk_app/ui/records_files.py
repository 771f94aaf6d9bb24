"""Records of the gates by file: save this PC's, take in another's. For any page; choosing is all that waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.passes.meeting import GateRecordQueries, GateRecords, Received
from desk_app.services.passes.record_disk import ENDING, file_name, load_records, save_records
from desk_app.ui.ask import FileKind
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tasks import Lane


def save_own_records(ctx: AppContext, owner: QWidget) -> None:
    """Ask where, and save this PC's records there."""
    bench = ctx.services.bench
    name = file_name(bench.desk, bench.clock.now().astimezone(bench.clock.zone))
    path = ctx.ask.save_as(owner, tr(N_("Save this PC's records")), name, _kind())
    if path is None:
        return
    actor, queries = ctx.actor, ctx.services.get(GateRecordQueries)
    ctx.tasks.run(
        lambda: save_records(path, queries.export_records(actor)),
        lambda _none: ctx.toasts.show(N_("Saved: {file}. Take it to the other PCs."), file=plain(path.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.SLOW,  # a stick may be slow, a share may hang
    )


def take_in_records(
    ctx: AppContext, owner: QWidget, done: Callable[[Received], object] | None = None
) -> None:
    """Ask for a file and take it in; `done` after the toast that says what came."""
    path = ctx.ask.open_file(owner, tr(N_("Take in records")), _kind())
    if path is None:
        return
    ctx.tasks.run(
        lambda: load_records(path),
        partial(_receive, ctx, owner, done),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.SLOW,
    )


def _receive(ctx: AppContext, owner: QWidget, done: Callable[[Received], object] | None, data: bytes) -> None:
    def received(brought: Received) -> None:
        _tell(ctx, brought)
        if done is not None:
            done(brought)

    ctx.do(lambda by: ctx.services.get(GateRecords).receive(by, data), owner=owner, done=received)


def _tell(ctx: AppContext, brought: Received) -> None:
    when = format_moment(brought.made_at, now=ctx.services.bench.clock.now())
    message = N_("Desk {desk}, as of {when}: {releases} releases and {revocations} revocations are new.")
    if not brought.new_releases and not brought.new_revocations:
        message = N_("Desk {desk}, as of {when}: no new releases or revocations.")
    if brought.conflicts:
        message = N_("Desk {desk}, as of {when}: {conflicts} new conflicts. The supervisor must see to them.")
    ctx.toasts.show(
        message,
        seconds=8,
        desk=plain(brought.desk_code),
        when=when,
        releases=brought.new_releases,
        revocations=brought.new_revocations,
        conflicts=brought.conflicts,
    )


def _kind() -> FileKind:
    return FileKind(tr(N_("Gate records")), (ENDING,))
