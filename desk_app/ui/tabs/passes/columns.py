"""The list's columns, and how a pass is said in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from desk_app.services.core.words import N_
from desk_app.services.passes.records import EXIT_KIND_NAMES, STATE_NAMES, ExitPass, PassState
from desk_app.ui.i18n import format_day, format_end, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

S = PassState
TONES: dict[PassState, Tone] = {
    S.ISSUED: "positive",
    S.PARTLY: "info",
    S.USED: "neutral",
    S.EXPIRED: "warning",
    S.REVOKED: "danger",
    S.REPLACED: "neutral",
}


def holder_line(one: ExitPass) -> str:
    """Whose goods: the unit first, the desk knows tenants by it."""
    return " · ".join(part for part in (one.unit, one.holder) if part)


def goods_line(one: ExitPass) -> str:
    """The first line of goods, and how many more there are."""
    if not one.lines:
        return ""
    first = one.lines[0]
    said = f"{first.name} {first.quantity} {first.unit}".rstrip()
    more = len(one.lines) - 1
    return tr(N_("{goods} +{n}"), goods=said, n=more) if more else said


def days_late(one: ExitPass, today: date) -> int:
    """Days since returnable goods should have been back; 0 when they are back or not due yet."""
    return max(0, (today - one.due).days) if one.due and one.out else 0


def columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """`now`, in the building's zone, is asked anew for each cell: the list stays open past midnight."""

    def back_by(one: ExitPass) -> str:
        return format_day(one.due, year=False) if one.due else ""

    def due_tone(one: ExitPass) -> Tone | None:
        return "danger" if days_late(one, now().date()) else None

    return (
        Column(N_("Number"), lambda one: one.number, width=144),
        Column(N_("Holder", "passes tab"), holder_line),
        Column(N_("Goods", "passes tab"), goods_line, spare=2),
        Column(
            N_("Kind", "passes tab"),
            lambda one: tr(EXIT_KIND_NAMES[one.kind]),
            width=184,  # whole in English; on a small screen it goes, and whose goods they are has the room
            tip=lambda one: tr(EXIT_KIND_NAMES[one.kind]),
            spare=4,
        ),
        Column(
            N_("Valid until"),
            lambda one: format_end(one.valid_until, now=now()),
            sort_key=lambda one: one.valid_until,
            width=122,
            spare=1,
        ),
        Column(
            N_("Back by", "passes tab"),
            back_by,
            sort_key=lambda one: one.due,
            tone=due_tone,
            width=112,
            spare=3,
        ),
        Column(
            N_("State"),
            lambda one: tr(STATE_NAMES[one.state]),
            tone=lambda one: TONES[one.state],
            pill=True,
            width=96,
        ),
    )
