"""The columns of the list, and how a loan is said in a few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.loans.records import Loan
from desk_app.services.loans.terms import LINE_STATE_NAMES, LineState
from desk_app.ui.i18n import format_moment, format_money, tr
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

LINE_TONES: dict[LineState, Tone] = {
    LineState.OUT: "info",
    LineState.RETURNED: "neutral",
    LineState.LOST: "danger",
    LineState.VOID: "neutral",
}
OVERDUE = N_("Overdue", "loans tab")
SUSPENDED = N_("Suspended", "loans tab")
NAMELESS = N_("(no name)", "loans tab")


def items_line(loan: Loan) -> str:
    """What is out; when nothing is, what was."""
    lines = loan.out or loan.lines
    said = item_name(lines[0]) if lines else ""
    more = len(lines) - 1
    return tr(N_("{items} +{n}", "loans tab"), items=said, n=more) if more > 0 else said


def borrower_line(loan: Loan) -> str:
    """The name, and that nothing is lent to this person for a while."""
    name = loan.borrower or tr(NAMELESS)
    return f"{name} · {tr(SUSPENDED)}" if loan.suspended else name


def company_line(loan: Loan) -> str:
    """Unit and company."""
    return " · ".join(part for part in (loan.unit, loan.company) if part)


def tail(phone: str) -> str:
    """The last four digits: enough to tell people apart, not enough to phone them."""
    return phone[-4:]


def state_line(loan: Loan, now: datetime) -> str:
    """One word about the whole loan."""
    if any(line.overdue(now) for line in loan.lines):
        return tr(OVERDUE)
    return tr(LINE_STATE_NAMES[_state(loan)])


def state_tone(loan: Loan, now: datetime) -> Tone:
    """What that word means."""
    return "danger" if any(line.overdue(now) for line in loan.lines) else LINE_TONES[_state(loan)]


def _state(loan: Loan) -> LineState:
    """Out while anything is; lost when anything was lost for good."""
    states = {line.state for line in loan.lines}
    return next((one for one in LineState if one in states - {LineState.RETURNED}), LineState.RETURNED)


def columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """`now` is asked anew for each cell: what was due becomes overdue while the list stands open."""
    return (
        Column(N_("Items", "loans tab"), items_line, tip=items_line),
        Column(
            N_("Borrower", "loans tab"),
            borrower_line,
            width=132,
            tone=lambda loan: "danger" if loan.suspended else None,
            tip=borrower_line,
        ),
        Column(N_("Company", "loans tab"), company_line, width=216, spare=2, tip=company_line),
        Column(N_("Phone ends", "loans tab"), lambda loan: tail(loan.phone), width=106, spare=4),
        _lent(now),
        _due(now),
        Column(
            N_("Deposit", "loans tab"),
            lambda loan: format_money(loan.deposit) if loan.deposit else "",
            sort_key=lambda loan: loan.deposit or None,
            align="right",
            width=90,
            spare=5,
        ),
        _standing(now),
    )


def history_columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """The same without the borrower: it is always the same one."""
    return (
        Column(
            N_("Items", "loans tab"), lambda loan: tr(N_(", ")).join(item_name(one) for one in loan.lines)
        ),
        Column(N_("Company", "loans tab"), company_line, spare=2),
        _lent(now),
        Column(N_("Back", "loans tab"), lambda loan: _back(loan, now()), width=124, sort_key=_last),
        _standing(now),
    )


def _last(loan: Loan) -> datetime | None:
    moments = [line.returned_at for line in loan.lines if line.returned_at is not None]
    return None if loan.out else max(moments, default=None)


def _back(loan: Loan, now: datetime) -> str:
    last = _last(loan)
    return format_moment(last, now=now) if last is not None else ""


def _lent(now: Callable[[], datetime]) -> Column:
    return Column(
        N_("Lent at", "loans tab"),
        lambda loan: format_moment(loan.lent_at, now=now()),
        sort_key=lambda loan: loan.lent_at,
        width=124,
        spare=3,
    )


def _due(now: Callable[[], datetime]) -> Column:
    def due(loan: Loan) -> str:
        return format_moment(loan.due, now=now()) if loan.due else ""

    def tone(loan: Loan) -> Tone | None:
        return "danger" if loan.due and loan.due < now() else None

    return Column(N_("Due", "loans tab"), due, sort_key=lambda loan: loan.due, tone=tone, width=124, spare=1)


def _standing(now: Callable[[], datetime]) -> Column:
    return Column(
        N_("State"),
        lambda loan: state_line(loan, now()),
        tone=lambda loan: state_tone(loan, now()),
        pill=True,
        width=96,
    )
