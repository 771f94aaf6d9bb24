"""The list's columns, and how a borrowing is said in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Handout, HandoutLine
from desk_app.services.keys.terms import (
    HANDOUT_STATE_NAMES,
    PURPOSE_NAMES,
    CopyState,
    HandoutState,
    LineState,
)
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

S = HandoutState
TONES: dict[HandoutState, Tone] = {
    S.REQUESTED: "warning",
    S.APPROVED: "info",
    S.OUT: "positive",
    S.CLOSED: "neutral",
    S.REFUSED: "danger",
    S.CANCELLED: "neutral",
}
COPY_TONES: dict[CopyState, Tone] = {
    CopyState.IN: "positive",
    CopyState.WAITING: "warning",
    CopyState.OUT: "info",
    CopyState.LOST: "danger",
    CopyState.RETIRED: "neutral",
}
OVERDUE = N_("Overdue", "keys tab")


def lines_shown(one: Handout) -> tuple[HandoutLine, ...]:
    """Which copies stand for it: what is still out, else all that was ever lent or asked for."""
    given = tuple(line for line in one.lines if line.state is not LineState.VOID)
    return one.out or given or one.lines


def codes_line(one: Handout) -> str:
    """The first code and how many more there are; a ring by its own code."""
    lines = lines_shown(one)
    if not lines:
        return one.ring
    first, more = (one.ring, 0) if one.ring else (lines[0].code, len(lines) - 1)
    return tr(N_("{code} +{n}", "keys tab"), code=plain(first), n=more) if more else first


def places_line(one: Handout) -> str:
    """What the keys open, every place once."""
    return "、".join(dict.fromkeys(line.place for line in lines_shown(one)))


def holder_line(one: Handout) -> str:
    """Who has them, and whom they accompany."""
    if one.escorted is None or not one.escorted.name:
        return one.holder
    return tr(N_("{holder} with {name}", "keys tab"), holder=plain(one.holder), name=plain(one.escorted.name))


def purpose_line(one: Handout) -> str:
    """Why, in a word or as it was written."""
    said = tr(PURPOSE_NAMES[one.purpose])
    return f"{said} · {one.words}" if one.words else said


def state_of(one: Handout, now: datetime) -> tuple[str, Tone]:
    """Where it stands, in a word and a tone."""
    if one.overdue(now):
        return OVERDUE, "danger"
    return HANDOUT_STATE_NAMES[one.state], TONES[one.state]


def columns(now: Callable[[], datetime], department: Callable[[str], str]) -> tuple[Column, ...]:
    """`now`, in the building's zone, is asked anew for each cell: the list stays open past midnight. `department`
    gives the name of one by its code."""
    return (
        Column(N_("Key", "keys tab"), codes_line, width=104, tip=lambda one: _all_codes(one)),
        Column(N_("Place", "keys tab"), places_line, tip=places_line),
        Column(N_("Holder", "keys tab"), holder_line, width=168, tip=holder_line),
        Column(N_("Department", "keys tab"), lambda one: department(one.department), width=108, spare=3),
        Column(N_("Purpose", "keys tab"), lambda one: tr(PURPOSE_NAMES[one.purpose]), width=96, spare=2),
        Column(
            N_("Taken", "keys tab"),
            lambda one: format_moment(one.out_at, now=now()) if one.out_at else "",
            sort_key=lambda one: one.out_at,
            width=132,
            spare=4,
        ),
        Column(
            N_("Back by", "keys tab"),
            lambda one: format_moment(one.due, now=now()),
            sort_key=lambda one: one.due,
            tone=lambda one: "danger" if one.overdue(now()) else None,
            tip=lambda one: format_moment(one.due, now=now()),
            width=132,
        ),
        Column(
            N_("State"),
            lambda one: tr(state_of(one, now())[0]),
            tone=lambda one: state_of(one, now())[1],
            pill=True,
            width=150,
            spare=1,
        ),
    )


def _all_codes(one: Handout) -> str:
    return "、".join(line.code for line in lines_shown(one))
