"""What this tab prints, shows and saves; off the GUI thread, failures told by the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.mail.documents import (
    HAND_OVER,
    LABEL,
    RETURN_FORM,
    RETURN_LABEL,
    hand_over_slip,
    piece_labels,
    return_form,
    return_label,
)
from desk_app.services.mail.papers import (
    money_list,
    money_rows,
    ordinary_list,
    ordinary_rows,
    outgoing_list,
    outgoing_rows,
    piece_list,
    piece_rows,
    round_sheet,
    week_rows,
    week_sheet,
)
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import OrdinaryCount, Outgoing, Piece, TenantRound, View
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.printing.papers import desk_paper, save_sheet, staff_names, today
from desk_app.ui.tabs.mail.archiving import archive_month, check_archive, preview_month

if TYPE_CHECKING:
    from desk_app.services.printing.listing import SheetRows
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext

__all__ = [
    "archive_month", "check_archive", "preview_money", "preview_month", "preview_round", "preview_week",
    "print_hand_over", "print_labels", "print_list", "print_ordinary", "print_outgoing", "print_return_form",
    "print_return_label", "save_list", "save_money", "save_ordinary", "save_outgoing", "save_week",
]  # fmt: skip

LIST_TITLES = {
    View.WAITING: N_("Mail to be collected", "mail paper"),
    View.UNMATCHED: N_("Unmatched mail", "mail paper"),
    View.OVERDUE: N_("Mail held too long", "mail paper"),
    View.UNDELIVERABLE: N_("Undeliverable mail", "mail paper"),
    View.RETURNS: N_("Mail to return or redirect", "mail paper"),
    View.MOVED_OUT: N_("Mail of tenants that moved out", "mail paper"),
    View.DAY: N_("Registered mail of {day}", "mail paper"),
}


# One piece, or those of one hand-over


def print_labels(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece]) -> None:
    """The labels of these pieces, on the paper for labels that this PC has."""
    rows = tuple(pieces)
    if not rows:
        ctx.toasts.show(N_("There is nothing to print a label for."))
        return
    ctx.printing.print(lambda: piece_labels(rows, desk_paper(ctx), ctx.printing.size(LABEL)), owner=owner)


def print_return_label(ctx: AppContext, owner: QWidget, piece: Piece) -> None:
    """The label of a piece that goes back or on; one that is not approved is refused."""
    ask = ctx.services.get(MailQueries)

    def make() -> Document:
        card = ask.card(ctx.actor, piece.id)
        size = ctx.printing.size(RETURN_LABEL)
        return return_label(
            card.piece, desk_paper(ctx), size, forwarding=card.forwarding, day=today(ctx), by=ctx.actor.name
        )

    ctx.printing.print(make, owner=owner)


def print_return_form(ctx: AppContext, owner: QWidget, piece: Piece) -> None:
    """The form of special mail whose return was asked for."""
    ask = ctx.services.get(MailQueries)

    def make() -> Document:
        card = ask.card(ctx.actor, piece.id)
        return return_form(card, desk_paper(ctx), staff_names(ctx), size=ctx.printing.size(RETURN_FORM))

    ctx.printing.print(make, owner=owner)


def print_hand_over(
    ctx: AppContext,
    owner: QWidget,
    pieces: Sequence[Piece],
    to: str,
    *,
    proxy: bool = False,
    signature: bytes | None = None,
) -> None:
    """The slip to be signed on paper, or a receipt that shows the signature drawn on the screen."""
    rows, by, now = tuple(pieces), ctx.actor.name, ctx.services.bench.clock.now()

    def make() -> Document:
        size = ctx.printing.size(HAND_OVER)
        return hand_over_slip(
            rows, desk_paper(ctx), to=to, proxy=proxy, signature=signature, by=by, at=now, size=size
        )

    ctx.printing.print(make, owner=owner)


# Sheets


def preview_round(ctx: AppContext, owner: QWidget, rounds: Sequence[TenantRound], day: date) -> None:
    """The sheet of the delivery round."""
    rows, now = tuple(rounds), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: round_sheet(rows, desk_paper(ctx), day=day, printed=now), owner=owner)


def preview_money(ctx: AppContext, owner: QWidget, day: date) -> None:
    """The money list of a day for finance, read anew."""
    ask, now = ctx.services.get(MailQueries), ctx.services.bench.clock.now()

    def make() -> Document:
        lines, items = ask.money_list(ctx.actor, day), ask.outgoing(ctx.actor, day)
        return money_list(lines, items, desk_paper(ctx), day=day, printed=now)

    ctx.printing.preview(make, owner=owner)


def save_money(ctx: AppContext, owner: QWidget, day: date) -> None:
    """The sums of the day as a spreadsheet, read anew."""
    ask, now, on_paper = ctx.services.get(MailQueries), ctx.services.bench.clock.now(), desk_paper(ctx)
    title = tr(N_("Money list of postage, {day}", "mail paper"), day=plain(day.isoformat()))
    save_sheet(
        ctx, owner, title, lambda: money_rows(ask.money_list(ctx.actor, day), on_paper, day=day, now=now)
    )


def preview_week(ctx: AppContext, owner: QWidget, monday: date) -> None:
    """The reconciliation sheet of a week, read anew."""
    ask, now = ctx.services.get(MailQueries), ctx.services.bench.clock.now()

    def make() -> Document:
        return week_sheet(ask.week(ctx.actor, monday), desk_paper(ctx), monday=monday, printed=now)

    ctx.printing.preview(make, owner=owner)


def save_week(ctx: AppContext, owner: QWidget, monday: date) -> None:
    """The week as a spreadsheet, read anew."""
    ask, now, on_paper = ctx.services.get(MailQueries), ctx.services.bench.clock.now(), desk_paper(ctx)

    def make() -> SheetRows:
        return week_rows(ask.week(ctx.actor, monday), on_paper, staff_names(ctx), monday=monday, now=now)

    save_sheet(ctx, owner, tr(N_("Weekly reconciliation of postage")), make, monday)


# Lists


def print_list(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece], view: View, day: date) -> None:
    """Preview the list of pieces in sight."""
    title, rows, now = _title(view, day), tuple(pieces), ctx.services.bench.clock.now()
    ctx.printing.preview(
        lambda: piece_list(
            rows, desk_paper(ctx), title=title, printed=now, view=view, names=staff_names(ctx)
        ),
        owner=owner,
    )


def save_list(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    rows, now, on_paper = tuple(pieces), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(
        ctx,
        owner,
        _title(view, day),
        lambda: piece_rows(rows, on_paper, now=now, view=view, names=staff_names(ctx)),
        None if view is View.DAY else today(ctx),
    )


def print_outgoing(ctx: AppContext, owner: QWidget, items: Sequence[Outgoing], day: date) -> None:
    """Preview the register of what is sent."""
    title, rows, now = _outgoing_title(day), tuple(items), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: outgoing_list(rows, desk_paper(ctx), title=title, printed=now), owner=owner)


def save_outgoing(ctx: AppContext, owner: QWidget, items: Sequence[Outgoing], day: date) -> None:
    """The same register as a spreadsheet."""
    rows, now, on_paper = tuple(items), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(ctx, owner, _outgoing_title(day), lambda: outgoing_rows(rows, on_paper, now=now))


def print_ordinary(ctx: AppContext, owner: QWidget, counts: Sequence[OrdinaryCount], day: date) -> None:
    """Preview the day's letters and printed matter by number."""
    title, rows, now = _ordinary_title(day), tuple(counts), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: ordinary_list(rows, desk_paper(ctx), title=title, printed=now), owner=owner)


def save_ordinary(ctx: AppContext, owner: QWidget, counts: Sequence[OrdinaryCount], day: date) -> None:
    """The same as a spreadsheet."""
    rows, now, on_paper = tuple(counts), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(ctx, owner, _ordinary_title(day), lambda: ordinary_rows(rows, on_paper, now=now))


def _title(view: View, day: date) -> str:
    return tr(LIST_TITLES[view], day=format_day(day, weekday=True))


def _outgoing_title(day: date) -> str:
    return tr(N_("Mail sent on {day}", "mail paper"), day=format_day(day, weekday=True))


def _ordinary_title(day: date) -> str:
    return tr(N_("Letters and printed matter of {day}", "mail paper"), day=format_day(day, weekday=True))
