"""What a scanned code of this tab means: it is lent, it comes back, it opens, or it gets a calm word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Item, Loan
from desk_app.services.loans.terms import ITEM_KIND, LOAN_KIND, ItemState
from desk_app.ui.tabs.loans import actions
from desk_app.ui.tabs.loans.said import item_name

if TYPE_CHECKING:
    from desk_app.ui.tabs.loans.page import LoansPage

_WORDS: dict[ItemState, Message] = {
    ItemState.DAMAGED: N_("{item} was put aside as damaged. Is it repaired?"),
    ItemState.LOST: N_("{item} is on record as lost. Is it found again?"),
    ItemState.RETIRED: N_("{item} is retired: it is not lent any more. Put it aside."),
}
UNKNOWN = N_("No item and no loan on this PC has this code.")


def read_code(page: LoansPage, digits: str) -> None:
    """Look up what the code belongs to, then do what fits."""
    queries = page.ctx.services.get(LoanQueries)
    page.ctx.read(
        lambda actor: queries.what_is(actor, digits),
        owner=page,
        done=lambda found: _do(page, found),
        key=f"scan {digits}",  # several read one after the other are all meant
    )


def _do(page: LoansPage, found: Item | Loan | None) -> None:
    if found is None:
        page.ctx.forget_code()
        page.ctx.toasts.warn(UNKNOWN, {})
    elif isinstance(found, Loan):
        page.show_record(LOAN_KIND, found.id)
    elif found.state is ItemState.AVAILABLE:
        page.lend(found)
    elif found.state is ItemState.LENT:
        actions.take_back_by_tag(page.ctx, page, found.tag)
    else:
        _tell(page, found)


def _tell(page: LoansPage, item: Item) -> None:
    """It opens beside the word, so that what can be done with it is one button away."""
    page.show_record(ITEM_KIND, item.id)
    step: tuple[Message, Callable[[], object]] | None = None
    if item.state is ItemState.LOST:
        step = N_("Found again…"), lambda: actions.find_again(page.ctx, page, item)
    page.ctx.toasts.warn(
        _WORDS[item.state],
        {"item": plain(item_name(item))},
        action=step[0] if step else None,
        on=step[1] if step else None,
    )
