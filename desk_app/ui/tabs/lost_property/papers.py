"""What this tab prints: shelf labels, the notice to hang up, the list in sight, what is expired. Nothing secret.

The receipt of a claim is in `claim_paper.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.documents import LABEL, notice, shelf_labels
from desk_app.services.lost_property.lists import expired_list, item_list, item_sheet
from desk_app.services.lost_property.records import FoundItem, View
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.sheets.writing import write_xlsx
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_day, speaker, tr
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

LIST_TITLES = {
    View.OPEN: N_("Found items here", "lost property tab"),
    View.TO_CONFIRM: N_("Found items to confirm", "lost property tab"),
    View.HIGH: N_("Found items of high value", "lost property tab"),
    View.EXPIRED: N_("Expired found items", "lost property tab"),
    View.DAY: N_("Found items of {day}", "lost property tab"),
    View.RETURNED: N_("Found items returned", "lost property tab"),
}


def print_label(ctx: AppContext, owner: QWidget, item: FoundItem) -> None:
    """Its shelf label; that it was printed stands on record."""
    verbs = ctx.services.get(LostProperty)

    def printed(now: FoundItem) -> None:
        size = ctx.printing.size(LABEL)
        ctx.printing.print(lambda: shelf_labels((now,), _paper(ctx), size), owner=owner)

    ctx.do(lambda actor: verbs.print_label(actor, item.id), owner=owner, done=printed)


def preview_label(ctx: AppContext, owner: QWidget, item: FoundItem) -> None:
    """Show it as it will be printed."""
    size = ctx.printing.size(LABEL)
    ctx.printing.preview(
        lambda: shelf_labels((item,), _paper(ctx), size),
        owner=owner,
        print_it=lambda: print_label(ctx, owner, item),
    )


def print_notice(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem]) -> None:
    """The sheet to hang up, to look at before it is printed."""
    rows, printed = tuple(items), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: notice(rows, _paper(ctx), printed=printed), owner=owner)


def print_expired(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem]) -> None:
    """What was kept long enough, to be decided on paper and signed."""
    rows, printed = tuple(items), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: expired_list(rows, _paper(ctx), printed=printed), owner=owner)


def print_list(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem], view: View, day: date) -> None:
    """Preview the list in sight."""
    title, rows, printed = _title(view, day), tuple(items), ctx.services.bench.clock.now()
    ctx.printing.preview(
        lambda: item_list(rows, _paper(ctx), view, _names(ctx), title=title, printed=printed), owner=owner
    )


def save_list(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title, kind = _title(view, day), FileKind(tr(N_("Excel files")), ("xlsx",))
    path = ctx.ask.save_as(owner.window(), tr(N_("Save the list")), f"{title} {day.isoformat()}.xlsx", kind)
    if path is None:
        return
    rows, now, on_paper = tuple(items), ctx.services.bench.clock.now(), _paper(ctx)

    def work() -> None:
        headers, cells = item_sheet(rows, on_paper, view, _names(ctx), now=now)
        write_xlsx(path, title, headers, cells)

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(N_("Saved: {name}"), name=plain(path.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )


def _title(view: View, day: date) -> str:
    return tr(LIST_TITLES[view], day=format_day(day, weekday=True))


def _names(ctx: AppContext) -> dict[int, str]:
    """The staff's names by id. Not on the GUI thread."""
    return ctx.services.get(StaffQueries).names(ctx.actor)


def _paper(ctx: AppContext) -> Paper:
    bench = ctx.services.bench
    return Paper(speaker.words, bench.desk, bench.clock.zone)
