"""The columns of the list, and how a piece is said in a few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from desk_app.services.core.words import N_, Message
from desk_app.services.mail.records import MAIL_KIND_NAMES, PIECE_STATE_NAMES, Piece, PieceState
from desk_app.ui.i18n import format_day, format_moment, format_time, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.panel_parts import dots
from desk_app.ui.widgets.row_table import Column

S = PieceState
LIES_HERE = (S.UNMATCHED, S.STORED, S.UNDELIVERABLE, S.RETURN_ASKED)
"""The states in which it is kept at the desk."""
COLLECTABLE = (S.STORED, S.UNDELIVERABLE)
"""The states in which somebody may take it along."""
STATE_TONES: dict[PieceState, Tone] = {
    S.UNMATCHED: "warning",
    S.STORED: "info",
    S.UNDELIVERABLE: "danger",
    S.RETURN_ASKED: "warning",
    S.HANDED_OVER: "positive",
    S.RETURNED: "neutral",
    S.REDIRECTED: "neutral",
    S.CLOSED: "neutral",
}
TO_SEND = N_("To send off", "mail tab")


def kind_line(piece: Piece) -> str:
    """What it is."""
    return tr(MAIL_KIND_NAMES[piece.kind])


def number_line(piece: Piece) -> str:
    """The carrier's barcode if it has one: that stands on it; else our number, without building and desk."""
    return piece.barcode or short_number(piece)


def short_number(piece: Piece) -> str:
    """The day and the count: building and desk are the same in the whole list."""
    return "-".join(piece.number.split("-")[-2:])


def whose_line(piece: Piece) -> str:
    """For which unit and company."""
    return dots(piece.unit, piece.company)


def held_too_long(piece: Piece, today: date) -> bool:
    """Whether it should have left by now."""
    return piece.state in LIES_HERE and piece.hold_until < today


def held_line(piece: Piece, today: date) -> str:
    """Until when it is kept; "" for what left."""
    if piece.state not in LIES_HERE:
        return ""
    return format_day(piece.hold_until, year=piece.hold_until.year != today.year)


def since_line(piece: Piece, now: datetime) -> str:
    """The time of what came today, the day of what came earlier."""
    arrived = piece.arrived_at.astimezone(now.tzinfo)
    if arrived.date() == now.date():
        return format_time(arrived)
    return format_day(arrived.date(), year=arrived.year != now.year)


def state_of(piece: Piece) -> tuple[Message, Tone]:
    """The state and what it means. What goes back is said as what is still to be done."""
    if piece.state in (S.RETURNED, S.REDIRECTED) and piece.sent_on_at is None:
        return TO_SEND, "warning"
    return PIECE_STATE_NAMES[piece.state], STATE_TONES[piece.state]


def marks(piece: Piece) -> list[str]:
    """What sets a piece apart."""
    said = [tr(N_("Damaged", "mail tab"))] if piece.damaged else []
    if piece.moved_out:
        said.append(tr(N_("Tenant moved out", "mail tab")))
    if piece.attempts and piece.state is S.STORED:
        said.append(tr(N_("Failed attempts: {n}", "mail tab"), n=piece.attempts))
    return said


def columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """`now` in the building's time, asked anew for each cell: a list may stand open over midnight."""
    return (
        Column(N_("Kind", "mail tab"), kind_line, width=104, tip=kind_line),
        Column(
            N_("Number", "mail tab"),
            number_line,
            width=136,
            spare=3,
            tip=lambda one: dots(one.number, one.barcode),
        ),
        Column(
            N_("Unit and company", "mail tab"),
            whose_line,
            tip=lambda one: dots(whose_line(one), *marks(one)),
            least=180,
        ),
        Column(
            N_("Recipient", "mail tab"),
            lambda one: one.recipient,
            width=100,
            spare=1,
            tip=lambda one: one.recipient,
        ),
        Column(N_("Place", "mail tab"), lambda one: one.place, width=76),
        Column(
            N_("Since", "mail tab"),
            lambda one: since_line(one, now()),
            sort_key=lambda one: one.arrived_at,
            tip=lambda one: format_moment(one.arrived_at, now=now()),
            width=108,
            spare=4,
        ),
        Column(
            N_("Held until", "mail tab"),
            lambda one: held_line(one, now().date()),
            sort_key=lambda one: one.hold_until if one.state in LIES_HERE else None,
            tone=lambda one: "danger" if held_too_long(one, now().date()) else None,
            width=108,
            spare=2,
        ),
        Column(
            N_("State"),
            lambda one: tr(state_of(one)[0]),
            sort_key=lambda one: list(PieceState).index(one.state),
            tone=lambda one: state_of(one)[1],
            pill=True,
            width=104,
        ),
    )
