"""What the list of calls shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk_app.services.calls.records import STATE_NAMES, Call, CallState
from desk_app.services.core.words import N_
from desk_app.services.visitors.records import Host
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

TONES: dict[CallState, Tone] = {
    CallState.OPEN: "warning",
    CallState.PASSED_ON: "positive",
    CallState.BECAME: "info",
}


def columns(now: Callable[[], datetime]) -> list[Column]:
    """The columns; `now` decides how much of a moment must be said."""
    return [
        Column(
            N_("Time", "call"),
            lambda call: format_moment(call.at, now=now()),
            sort_key=lambda call: call.at,
            width=130,
        ),
        Column(N_("Caller", "call"), _caller, width=170, tip=lambda call: call.company),
        Column(N_("Phone", "call"), lambda call: call.phone, width=130),
        Column(N_("For", "call"), lambda call: whom_text(call.whom), width=170),
        Column(N_("About", "call"), lambda call: " ".join(call.about.split()), tip=lambda call: call.about),
        Column(
            N_("State", "call"),
            lambda call: tr(STATE_NAMES[call.state]),
            sort_key=lambda call: list(CallState).index(call.state),
            width=100,
            tone=lambda call: TONES[call.state],
            tip=lambda call: format_moment(call.passed_at, now=now()) if call.passed_at else None,
            pill=True,
        ),
    ]


def whom_text(whom: Host) -> str:
    """For whom a call is, in one line."""
    return " ".join(part for part in (whom.tenant, whom.unit, whom.person) if part)


def _caller(call: Call) -> str:
    return " · ".join(part for part in (call.caller, call.company) if part)
