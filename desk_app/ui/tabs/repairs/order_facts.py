"""What stands at an order: who and where, what was promised and told, pictures, repeats, the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.records import (
    CLOCK_NAMES,
    ORDER_STATE_NAMES,
    SOURCE_NAMES,
    Order,
    OrderCard,
    Progress,
)
from desk_app.ui.i18n import format_day, format_moment, format_money, tr
from desk_app.ui.tabs.repairs.price_lines import quote_line
from desk_app.ui.widgets.panel_parts import block, dots, facts, grouped, happenings, link
from desk_app.ui.widgets.parts import Label, row
from desk_app.ui.widgets.pictures import signature_view, thumbs

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TENANT = N_("Tenant")
_REWORK_OF, _REWORKED, _JOINED = (
    N_("Rework of", "repairs tab"),
    N_("Reworked as", "repairs tab"),
    N_("Goes on in", "repairs tab"),
)


def order_facts(
    ctx: AppContext,
    card: OrderCard,
    names: Mapping[int, str],
    now: datetime,
    show_order: Callable[[int], object],
) -> QWidget:
    """Labels and values; what leads somewhere is a link."""
    one = card.order
    links: dict[str, Callable[[], object]] = {}
    if one.tenant is not None:
        links[_TENANT] = lambda: ctx.open_record("tenant", one.tenant or 0)
    for label, other in ((_REWORK_OF, one.rework_of), (_REWORKED, one.reworked_as), (_JOINED, one.joined_to)):
        if other is not None:
            links[label] = partial(show_order, other)
    return facts([*_who(one, names, now), *_work(one, now), *_linked(one)], links)


def _who(one: Order, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    received = (format_moment(one.received_at, now=now), tr(SOURCE_NAMES[one.source]))
    return [
        (N_("Caller", "repairs tab"), dots(one.reporter, one.phone)),
        (N_("Company", "repairs tab"), one.company),
        (_TENANT, tr(N_("Look at the tenant")) if one.tenant is not None else ""),
        (N_("Received at", "repairs tab"), dots(*received)),
        (N_("Asked first", "repairs tab"), names.get(one.owner, "")),
        (N_("Number on the order", "repairs tab"), grouped(one.code)),
    ]


def _work(one: Order, now: datetime) -> list[tuple[str, str]]:
    def at(moment: datetime | None) -> str:
        return format_moment(moment, now=now) if moment is not None else ""

    called = N_("satisfied", "repairs tab") if one.satisfied else N_("not satisfied", "repairs tab")
    told = (
        N_("confirmed {moment}", "repairs tab")
        if one.price_confirmed_at
        else N_("not confirmed yet", "repairs tab")
    )
    price = (format_money(one.quote.total), tr(told, moment=plain(at(one.price_confirmed_at))))
    hold_until = format_day(one.hold_until, year=False) if one.hold_until is not None else ""
    return [
        (N_("Who is sent", "repairs tab"), dots(one.colleague_name, at(one.dispatched_at))),
        (N_("Promised by", "repairs tab"), at(one.promised_at)),
        (N_("Arrived at", "repairs tab"), at(one.arrived_at)),
        (N_("On hold", "repairs tab"), dots(one.hold_why, hold_until)),
        (N_("Price", "repairs tab"), dots(*price) if one.paid else ""),
        (N_("Made up of", "repairs tab"), quote_line(one.quote) if one.paid else ""),
        (N_("Done", "repairs tab"), dots(at(one.done_at), one.done_words)),
        (
            N_("Called back", "repairs tab"),
            dots(at(one.called_back_at), tr(called)) if one.called_back_at else "",
        ),
        (N_("Not satisfied", "repairs tab"), one.dissatisfied_why),
        (N_("Missed", "repairs tab"), tr(N_(", ")).join(tr(CLOCK_NAMES[kind]) for kind in one.missed)),
    ]


def _linked(one: Order) -> list[tuple[str, str]]:
    look = tr(N_("Look at that order", "repairs tab"))
    pairs = ((_REWORK_OF, one.rework_of), (_REWORKED, one.reworked_as), (_JOINED, one.joined_to))
    return [(label, look) for label, other in pairs if other is not None]


def story_block(card: OrderCard, names: Mapping[int, str], now: datetime) -> list[QWidget]:
    """What happened, the newest first."""
    lines = reversed(card.story)
    rows = [(format_moment(one.at, now=now), _said(one, names)) for one in lines]
    return block(N_("Story", "repairs tab"), happenings(rows)) if rows else []


def _said(one: Progress, names: Mapping[int, str]) -> str:
    state = tr(ORDER_STATE_NAMES[one.state]) if one.state is not None else ""
    return dots(state, one.words, names.get(one.by, ""))


def repeats_block(card: OrderCard, now: datetime, show_order: Callable[[int], object]) -> list[QWidget]:
    """Those who reported it again."""
    return block(
        N_("Reported again", "repairs tab"), *(_repeat(one, now, show_order) for one in card.repeats)
    )


def _repeat(one: Order, now: datetime, show_order: Callable[[int], object]) -> QWidget:
    box = QWidget()
    said = dots(format_moment(one.received_at, now=now), one.reporter or one.company)
    box.setLayout(row(link(plain(one.number), lambda: show_order(one.id)), Label(said, "caption"), None))
    return box


def photo_block(owner: QWidget, card: OrderCard) -> list[QWidget]:
    """Pictures, large on a click, and the signature."""
    signed = [signature_view(card.signature)] if card.signature is not None else []
    return [
        *(block(N_("Pictures"), thumbs(owner, card.photos)) if card.photos else []),
        *block(N_("Signature"), *signed),
    ]
