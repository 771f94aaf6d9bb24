"""What stands at a piece: for whom, since and until when, what was tried, who signed, why it goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.mail.records import (
    RETURN_REASON_NAMES,
    Attempt,
    Piece,
    PieceCard,
    ReturnReason,
)
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.mail.columns import LIES_HERE, held_line, held_too_long
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.panel_parts import block, dots, facts, grouped, happenings
from desk_app.ui.widgets.parts import Label, said_label
from desk_app.ui.widgets.pictures import signature_view

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TENANT = N_("Tenant")


def said_as(reason: ReturnReason | None) -> Message:
    """What the words of a return are: of one that goes on they are the new address."""
    if reason is ReturnReason.MOVED_KNOWN:
        return N_("New address", "mail tab")
    return N_("Said about it", "mail tab")


def warnings(card: PieceCard, marks: list[str], today: date) -> list[QWidget]:
    """What is out of the ordinary, each on a line of its own."""
    one = card.piece
    made: list[Label] = []
    if held_too_long(one, today):
        days = (today - one.hold_until).days
        made.append(
            _toned(said_label(N_("Days held too long: {n}", "mail tab"), wrap=True, n=days), "danger")
        )
    if marks:
        told = Label(dots(*marks))
        told.setWordWrap(True)
        made.append(_toned(told, "warning"))
    if one.moved_out and one.state in LIES_HERE:
        known = N_("New address: {address}", "mail tab")
        unknown = N_("No new address is on record", "mail tab")
        text = known if card.forwarding else unknown
        made.append(said_label(text, wrap=True, address=plain(card.forwarding)))
    return list(made)


def _toned(label: Label, tone: Tone) -> Label:
    label.set_tone(tone)
    return label


def piece_facts(ctx: AppContext, card: PieceCard, names: Mapping[int, str], now: datetime) -> QWidget:
    """Labels and values; the tenant leads to its page."""
    one = card.piece
    links: dict[str, Callable[[], object]] = {}
    if one.tenant is not None:
        links[_TENANT] = lambda: ctx.open_record("tenant", one.tenant or 0)
    return facts([*_whose(one), *_came(one, now), *_left(card, names, now), *_back(one, names, now)], links)


def _whose(one: Piece) -> list[tuple[str, str]]:
    return [(N_("Recipient", "mail tab"), one.recipient), (_TENANT, one.company)]


def _came(one: Piece, now: datetime) -> list[tuple[str, str]]:
    return [
        (N_("Barcode", "mail tab"), one.barcode),
        (N_("Came", "mail tab"), dots(one.carrier, format_moment(one.arrived_at, now=now))),
        (N_("Held until", "mail tab"), held_line(one, now.date())),
        (N_("Number on the label", "mail tab"), grouped(one.code)),
        (N_("Remark", "mail tab"), one.remark),
    ]


def _left(card: PieceCard, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    one = card.piece
    if one.handed_at is None:
        return [(N_("Closed because", "mail tab"), one.closed_why)]
    proxy = tr(N_("proxy", "mail tab")) if one.proxy else ""
    drawn = card.signature is not None
    how = N_("signed on the screen", "mail tab") if drawn else N_("signed on paper", "mail tab")
    return [
        (N_("Collected by", "mail tab"), dots(one.handed_to, proxy)),
        (
            N_("Handed over", "mail tab"),
            dots(format_moment(one.handed_at, now=now), names.get(one.handed_by, "")),
        ),
        (N_("Signature"), tr(how) if one.signed else ""),
    ]


def _back(one: Piece, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    if one.reason is None:
        return []
    sent = format_moment(one.sent_on_at, now=now) if one.sent_on_at is not None else ""
    return [
        (N_("Why it goes back", "mail tab"), tr(RETURN_REASON_NAMES[one.reason])),
        (said_as(one.reason), one.reason_words),
        (N_("Return form", "mail tab"), one.form_number),
        (N_("Approved by", "mail tab"), names.get(one.approved_by, "")),
        (N_("Left with the carrier", "mail tab"), sent),
    ]


def attempts_block(card: PieceCard, names: Mapping[int, str], now: datetime) -> list[QWidget]:
    """The tries that failed, the newest first."""
    rows = [(format_moment(one.at, now=now), _tried(one, names)) for one in reversed(card.attempts)]
    return block(N_("Failed attempts", "mail tab"), happenings(rows)) if rows else []


def _tried(one: Attempt, names: Mapping[int, str]) -> str:
    return dots(one.words, names.get(one.by, ""))


def signed_block(card: PieceCard) -> list[QWidget]:
    """The signature of whoever collected it."""
    return block(N_("Signature"), signature_view(card.signature)) if card.signature is not None else []
