"""The columns of the list, and how an item is said in a few words. Nothing secret is in a `FoundItem`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk_app.services.core.words import N_, Message
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    FOUND_STATE_NAMES,
    OUTCOME_NAMES,
    VALUE_NAMES,
    FoundItem,
    FoundState,
    ValueClass,
)
from desk_app.ui.i18n import format_day, format_moment, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

STATE_TONES: dict[FoundState, Tone] = {
    FoundState.TAKEN_IN: "warning",
    FoundState.KEPT: "info",
    FoundState.RETURNED: "positive",
    FoundState.DISPOSED: "neutral",
}
EXPIRED = N_("Expired", "lost property tab")


def what_line(item: FoundItem) -> str:
    """What it is, and how many."""
    return f"{item.what} × {item.quantity}" if item.quantity > 1 else item.what


def whole_line(item: FoundItem) -> str:
    """What it is, with what is public."""
    return " · ".join(part for part in (what_line(item), " ".join(item.features.split())) if part)


def where_line(item: FoundItem) -> str:
    """Where it was found; a place that begins with its floor says it once."""
    once = item.floor and item.place.casefold().startswith(item.floor.casefold())
    return item.place if once else " ".join(part for part in (item.floor, item.place) if part)


def short_number(number: str) -> str:
    """The day and the count: building and desk are the same in the whole list."""
    return "-".join(number.split("-")[-2:])


def marks(item: FoundItem) -> list[tuple[Message, Tone]]:
    """What sets an item apart: its worth, and that somebody is still to be told."""
    if item.value is ValueClass.LOW:
        return []
    if item.value is ValueClass.MIDDLE:
        return [(VALUE_NAMES[item.value], "neutral")]
    untold: list[tuple[Message, Tone]] = [(N_("Not all are told", "lost property tab"), "danger")]
    here = item.state in (FoundState.TAKEN_IN, FoundState.KEPT)
    return [(VALUE_NAMES[item.value], "warning"), *(untold if item.untold and here else [])]


def state_of(item: FoundItem) -> tuple[Message, Tone]:
    """The state and what it means: kept too long and what became of it are said outright."""
    if item.state is FoundState.KEPT and item.due:
        return EXPIRED, "danger"
    if item.outcome is not None:
        return OUTCOME_NAMES[item.outcome], "neutral"
    return FOUND_STATE_NAMES[item.state], STATE_TONES[item.state]


def columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """Number, what, kind, found, where, shelf, until, state."""
    return (
        Column(
            N_("Number", "lost property tab"),
            lambda one: short_number(one.number),
            width=112,
            spare=4,
            tip=lambda one: one.number,
        ),
        Column(N_("What", "lost property tab"), whole_line, tip=whole_line, tone=_what_tone),
        Column(
            N_("Kind", "lost property tab"), lambda one: tr(CATEGORY_NAMES[one.category]), width=140, spare=3
        ),
        Column(
            N_("Found at", "lost property tab"),
            lambda one: format_moment(one.found_at, now=now()),
            sort_key=lambda one: one.found_at,
            width=136,
            spare=2,
        ),
        Column(N_("Where found", "lost property tab"), where_line, width=132, tip=where_line),
        Column(N_("Shelf", "lost property tab"), lambda one: one.shelf, width=92, tip=lambda one: one.shelf),
        Column(
            N_("Kept until", "lost property tab"),
            lambda one: format_day(one.keep_until, year=one.keep_until.year != now().year),
            sort_key=lambda one: one.keep_until,
            width=136,
            spare=1,
        ),
        Column(
            N_("State"),
            lambda one: tr(state_of(one)[0]),
            sort_key=lambda one: list(FoundState).index(one.state),
            tone=lambda one: state_of(one)[1],
            pill=True,
            width=112,
        ),
    )


def _what_tone(item: FoundItem) -> Tone | None:
    """Red while somebody is still to be told of it, amber for what is of high value."""
    tones = [tone for _, tone in marks(item)]
    return "danger" if "danger" in tones else "warning" if "warning" in tones else None
