"""How a carrier's week is told: the columns of the reconciliation."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.core.words import N_
from desk_app.services.mail.records import WeekLine
from desk_app.ui.i18n import format_moment, format_money, format_number, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column


@dataclass(frozen=True)
class Line:
    """A carrier's week, and who reconciled it."""

    week: WeekLine
    over: bool
    """Whether the week can be reconciled."""
    by: str = ""

    @property
    def id(self) -> str:
        """The carrier: one line each."""
        return self.week.carrier


def _state(one: Line) -> str:
    done = one.week.reconciliation
    if done is None:
        waits = N_("To reconcile", "outgoing mail") if one.over else N_("In progress", "outgoing mail")
        return tr(waits)
    if done.difference:
        return tr(N_("Differs", "outgoing mail"))
    return tr(N_("Agrees", "outgoing mail"))


def _tone(one: Line) -> Tone:
    done = one.week.reconciliation
    if done is None:
        return "info" if one.over else "neutral"
    return "warning" if done.difference else "positive"


def _stated(one: Line) -> str:
    done = one.week.reconciliation
    return format_money(done.stated) if done is not None else ""


def difference_line(fen: int) -> str:
    """A difference with its sign: +¥2."""
    return f"+{format_money(fen)}" if fen > 0 else format_money(fen)


def _difference(one: Line) -> str:
    done = one.week.reconciliation
    return difference_line(done.difference) if done is not None and done.difference else ""


def who_line(one: Line) -> str:
    """Who reconciled it, and when; nothing while nobody did."""
    done = one.week.reconciliation
    return " · ".join((one.by, format_moment(done.at))) if done is not None else ""


def _words(one: Line) -> str:
    done = one.week.reconciliation
    return done.explanation if done is not None else ""


COLUMNS = (
    Column(N_("Carrier", "outgoing mail"), lambda one: one.week.carrier, width=96),
    Column(
        N_("Pieces", "outgoing mail"),
        lambda one: format_number(one.week.pieces),
        sort_key=lambda one: one.week.pieces,
        align="right",
        width=72,
    ),
    Column(
        N_("Register", "outgoing mail"),
        lambda one: format_money(one.week.registered),
        sort_key=lambda one: one.week.registered,
        align="right",
        width=96,
    ),
    Column(N_("Carrier states", "outgoing mail"), _stated, align="right", width=112),
    Column(N_("Difference", "outgoing mail"), _difference, tone=_tone, align="right", width=96),
    Column(N_("State"), _state, tone=_tone, pill=True, width=116),
    Column(N_("Why", "outgoing mail"), _words, tip=_words),
    Column(N_("By whom, when", "outgoing mail"), who_line, width=264, spare=1),
)
