"""The list's columns, and how a visit is said in a line."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.visitors.records import PURPOSE_NAMES, STATE_NAMES, Host, Visit, VisitState
from desk_app.ui.i18n import format_time, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

S = VisitState
TONES: dict[VisitState, Tone] = {
    S.EXPECTED: "info",
    S.WAITING: "danger",
    S.ON_SITE: "positive",
    S.ON_BREAK: "accent",
    S.LEFT: "neutral",
    S.PROBABLY_LEFT: "warning",
    S.NO_SHOW: "neutral",
    S.REFUSED: "danger",
    S.CANCELLED: "neutral",
}


def host_line(host: Host) -> str:
    """Whom a visitor comes to see, in one line: the unit first, it is what the visitor must be told."""
    return " · ".join(part for part in (host.unit, host.tenant, host.person) if part)


def when(visit: Visit) -> datetime | None:
    """The time that matters: of the arrival, else of the appointment."""
    return visit.arrived_at or visit.expected_from


def _time(visit: Visit) -> str:
    moment = when(visit)
    if moment is None:
        return ""
    return format_time(moment) if visit.arrived_at else f"~{format_time(moment)}"


def _who(visit: Visit) -> str:
    return visit.name if visit.party_size == 1 else f"{visit.name} +{visit.party_size - 1}"


def _left(visit: Visit) -> str:
    if visit.left_at is None:
        return ""
    # A time that the program made up must not look like one that somebody saw.
    return f"({format_time(visit.left_at)})" if visit.state is S.PROBABLY_LEFT else format_time(visit.left_at)


COLUMNS = (
    Column(N_("In"), _time, sort_key=lambda v: when(v), width=74),
    Column(N_("Visitor"), _who, width=124),
    Column(N_("From company"), lambda v: v.company, spare=2),
    Column(N_("Host"), lambda v: host_line(v.host)),
    Column(N_("Purpose"), lambda v: tr(PURPOSE_NAMES[v.purpose]), width=86, spare=1),
    Column(N_("Badge"), lambda v: v.badge, width=62, spare=3),
    Column(N_("Out"), _left, sort_key=lambda v: v.left_at, width=72),
    Column(
        N_("State"), lambda v: tr(STATE_NAMES[v.state]), tone=lambda v: TONES[v.state], pill=True, width=112
    ),
)
