"""What stands at an item: where and when it was found, where it lies, until when, who fetched it. Nothing secret."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    OUTCOME_NAMES,
    FoundCard,
    FoundItem,
    FoundState,
)
from desk_app.ui.i18n import format_day, format_moment, tr
from desk_app.ui.tabs.lost_property.columns import where_line

_HERE = (FoundState.TAKEN_IN, FoundState.KEPT)


def item_facts(card: FoundCard, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    """Labels and values, in the order in which somebody asks."""
    one = card.item
    return [*_found(card, now), *_kept(one, names, now), *_gone(card, names, now)]


def _found(card: FoundCard, now: datetime) -> list[tuple[str, str]]:
    one = card.item
    return [
        (N_("Kind", "lost property tab"), tr(CATEGORY_NAMES[one.category])),
        (N_("Features", "lost property tab"), one.features),
        (N_("Found", "lost property tab"), dots(format_moment(one.found_at, now=now), where_line(one))),
        (N_("Finder", "lost property tab"), dots(card.finder, card.finder_phone)),
    ]


def _kept(one: FoundItem, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    confirmed = (
        dots(names.get(one.confirmed_by, ""), format_moment(one.confirmed_at, now=now))
        if one.confirmed_at is not None
        else ""
    )
    taken = dots(names.get(one.taken_by, ""), format_moment(one.taken_at, now=now))
    sealed = N_("kept; shown only once a claimant's words are typed", "lost property tab")
    return [
        (N_("Secret features", "lost property tab"), tr(sealed) if one.has_secret else ""),
        (N_("Shelf", "lost property tab"), one.shelf),
        (N_("Taken in", "lost property tab"), taken),
        (N_("Confirmed", "lost property tab"), confirmed),
        (N_("Notice since", "lost property tab"), format_day(one.noticed_on) if one.noticed_on else ""),
        (N_("Kept until", "lost property tab"), format_day(one.keep_until) if one.state in _HERE else ""),
        (N_("Number on the label", "lost property tab"), grouped(one.code)),
    ]


def _gone(card: FoundCard, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    one, ended = card.item, card.item.disposed_at
    decided = dots(names.get(card.outcome_by, ""), format_moment(ended, now=now)) if ended else ""
    return [
        (N_("Outcome", "lost property tab"), tr(OUTCOME_NAMES[one.outcome]) if one.outcome else ""),
        (N_("Receipt number", "lost property tab"), one.receipt),
        (N_("Decided by", "lost property tab"), decided),
        (N_("Why", "lost property tab"), card.outcome_words),
    ]


def grouped(code: str) -> str:
    """As it stands under the code on the label: in fours."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def dots(*parts: str) -> str:
    """What is said, with points between."""
    return " · ".join(part for part in parts if part)
