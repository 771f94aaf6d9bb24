"""What this tab prints: shelf labels, the notice to hang up, the list in sight, what is expired. Nothing secret.

The receipt of a claim is in `claim_paper.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.gate.options import FRONT_DESK_PHONE
from desk_app.services.lost_property.documents import LABEL, notice, shelf_labels
from desk_app.services.lost_property.lists import expired_list, item_list, item_sheet
from desk_app.services.lost_property.options import DESK_HOURS
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import Claim, FoundItem, View
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.printing.papers import desk_paper, save_sheet, staff_names

if TYPE_CHECKING:
    from desk_app.services.printing.listing import SheetRows
    from desk_app.services.printing.model import Document
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
        ctx.printing.print(lambda: shelf_labels((now,), desk_paper(ctx), size), owner=owner)

    ctx.do(lambda actor: verbs.print_label(actor, item.id), owner=owner, done=printed)


def preview_label(ctx: AppContext, owner: QWidget, item: FoundItem) -> None:
    """Show it as it will be printed."""
    size = ctx.printing.size(LABEL)
    ctx.printing.preview(
        lambda: shelf_labels((item,), desk_paper(ctx), size),
        owner=owner,
        print_it=lambda: print_label(ctx, owner, item),
    )


def print_notice(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem]) -> None:
    """The sheet to hang up, to look at before it is printed."""
    rows, bench = tuple(items), ctx.services.bench
    printed, phone = bench.clock.now(), bench.settings.get(FRONT_DESK_PHONE)
    hours = bench.settings.get(DESK_HOURS)
    ctx.printing.preview(
        lambda: notice(rows, desk_paper(ctx), printed=printed, phone=phone, desk_hours=hours), owner=owner
    )


def print_expired(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem]) -> None:
    """What was kept long enough, to be decided on paper and signed."""
    rows, printed = tuple(items), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: expired_list(rows, desk_paper(ctx), printed=printed), owner=owner)


def print_list(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem], view: View, day: date) -> None:
    """Preview the list in sight."""
    title, rows, printed = _title(view, day), tuple(items), ctx.services.bench.clock.now()

    def make() -> Document:
        claims = _claims(ctx, rows, view)
        return item_list(
            rows, desk_paper(ctx), view, staff_names(ctx), title=title, printed=printed, claims=claims
        )

    ctx.printing.preview(make, owner=owner)


def save_list(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    rows, now, on_paper = tuple(items), ctx.services.bench.clock.now(), desk_paper(ctx)

    def make() -> SheetRows:
        claims = _claims(ctx, rows, view)
        return item_sheet(rows, on_paper, view, staff_names(ctx), now=now, claims=claims)

    save_sheet(ctx, owner, _title(view, day), make, day)


def _claims(ctx: AppContext, items: Sequence[FoundItem], view: View) -> dict[int, Claim]:
    """Who fetched what was given back. Not on the GUI thread: it reads records."""
    if view is not View.RETURNED:
        return {}
    ask = ctx.services.get(LostPropertyQueries)
    cards = (ask.card(ctx.actor, one.id) for one in items)
    return {card.item.id: claim for card in cards for claim in card.claims if claim.granted}


def _title(view: View, day: date) -> str:
    return tr(LIST_TITLES[view], day=format_day(day, weekday=True))
