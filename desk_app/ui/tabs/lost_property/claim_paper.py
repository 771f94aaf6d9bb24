"""The receipt of a claim, printed once it is given back; later prints are marked as copies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.lost_property.documents import RECEIPT, claim_receipt
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import FoundItem
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.printing.papers import desk_paper

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_receipt(ctx: AppContext, owner: QWidget, item: FoundItem, copies: int = 0) -> None:
    """Print who fetched it and when. `copies`: so often it was printed before; one that waits at the printer is no
    second print."""
    if ctx.printing.rests:
        return
    verbs = ctx.services.get(LostProperty)

    def count() -> None:
        ctx.do(
            lambda actor: verbs.print_receipt(actor, item.id),
            owner=owner,
            done=lambda now: ctx.printing.print(lambda: _receipt(ctx, now.id), owner=owner),
        )

    if copies:
        ctx.printing.print_instead(
            RECEIPT, item.number, lambda copy: _receipt(ctx, item.id, copy + 1), count, owner=owner
        )
    else:
        count()


def _receipt(ctx: AppContext, item: int, copies: int | None = None) -> Document:
    """The receipt as a document; `copies` as of so many prints. Not on the GUI thread: it reads records."""
    card = ctx.services.get(LostPropertyQueries).card(ctx.actor, item)
    if copies is not None:
        claims = tuple(replace(one, copies=copies) if one.granted else one for one in card.claims)
        card = replace(card, claims=claims)
    names = ctx.services.get(StaffQueries).names(ctx.actor)
    return claim_receipt(card, desk_paper(ctx), names, size=ctx.printing.size(RECEIPT))
