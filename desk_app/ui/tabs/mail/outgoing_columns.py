"""How an entry of outgoing mail is told: the columns of the register, and where it stands."""

from __future__ import annotations

from desk_app.services.core.words import N_, Message
from desk_app.services.mail.records import MAIL_KIND_NAMES, POSTAGE_NAMES, Outgoing, Postage
from desk_app.ui.i18n import format_money, format_time, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column


def is_here(one: Outgoing) -> bool:
    """Whether the carrier is still to take it."""
    return one.gone_at is None and not one.void and one.corrects is None


def state_line(one: Outgoing) -> str:
    """Where it stands, in a word or two."""
    if one.void:
        return tr(N_("Void", "outgoing mail"))
    if one.corrects is not None:
        return tr(N_("Correction", "outgoing mail"))
    if one.gone_at is None:
        return tr(N_("Here", "outgoing mail"))
    return tr(N_("Gone {time}", "outgoing mail"), time=format_time(one.gone_at))


def state_tone(one: Outgoing) -> Tone:
    """Blue while something is to be done with it."""
    if one.corrects is not None:
        return "warning"
    if one.void:
        return "neutral"
    return "info" if one.gone_at is None else "positive"


def from_line(one: Outgoing) -> str:
    """Who sends it."""
    return " · ".join(part for part in (one.company, one.sender) if part)


def postage_line(one: Outgoing) -> str:
    """What it costs at the desk; a dash where the recipient pays."""
    return "–" if one.paid is Postage.RECIPIENT else format_money(one.postage)


def paid_line(one: Outgoing) -> str:
    """Who pays, how."""
    return tr(POSTAGE_NAMES[one.paid])


def _pale(one: Outgoing) -> Tone | None:
    """What does not count is pale."""
    return "neutral" if one.void else None


def _column(title: Message, text: str, width: int | None = None, spare: int = 0) -> Column:
    return Column(title, lambda one: str(getattr(one, text)), width=width, spare=spare, tone=_pale)


COLUMNS = (
    _column(N_("Number"), "number", 152),
    Column(
        N_("Time", "outgoing mail"),
        lambda one: format_time(one.at),
        sort_key=lambda one: one.at,
        width=64,
        spare=3,
        tone=_pale,
    ),
    _column(N_("Carrier", "outgoing mail"), "carrier", 84),
    Column(
        N_("Kind", "outgoing mail"),
        lambda one: tr(MAIL_KIND_NAMES[one.kind]),
        width=112,
        spare=2,
        tone=_pale,
    ),
    Column(N_("From", "outgoing mail"), from_line, tone=_pale, tip=from_line),
    _column(N_("To", "outgoing mail"), "destination", 92),
    _column(N_("Barcode", "outgoing mail"), "barcode", 148, 4),
    Column(
        N_("Postage", "outgoing mail"),
        postage_line,
        sort_key=lambda one: one.postage,
        align="right",
        width=88,
        tone=_pale,
    ),
    Column(N_("Paid", "outgoing mail"), paid_line, width=116, spare=1, tone=_pale),
    Column(N_("State"), state_line, tone=state_tone, pill=True, width=112),
)
