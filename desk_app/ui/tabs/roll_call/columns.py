"""What the list of people shows: everything in a word as well as in a colour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.roll_call.records import MARK_NAMES, OUTCOME_NAMES, Line, Mark, Outcome, RollCall
from desk_app.services.roll_call.rules import SURENESS, floor_key
from desk_app.services.visitors.records import PRESENCE_NAMES, Presence
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

MARK_TONES: dict[Mark, Tone] = {Mark.UNKNOWN: "warning", Mark.SAFE: "positive", Mark.NOT_FOUND: "danger"}
MARK_ICONS = {Mark.UNKNOWN: "help", Mark.SAFE: "check", Mark.NOT_FOUND: "warning"}
PRESENCE_TONES: dict[Presence, Tone] = {
    Presence.SEEN_TODAY: "accent",
    Presence.PROBABLY_LEFT: "neutral",
    Presence.NEVER_SIGNED_OUT: "warning",
}
MARK_PLACE = 0


def line_columns(now: Callable[[], datetime], running: Callable[[], bool]) -> list[Column]:
    """The columns of the list; the mark counts only while a roll-call is on."""
    return [
        Column(
            N_("Mark", "roll-call"),
            lambda line: tr(MARK_NAMES[line.mark]) if running() else "—",
            sort_key=lambda line: [Mark.NOT_FOUND, Mark.UNKNOWN, Mark.SAFE].index(line.mark),
            width=150,
            tone=lambda line: MARK_TONES[line.mark] if running() else None,
            icon=lambda line: MARK_ICONS[line.mark] if running() else None,
        ),
        Column(
            N_("Floor", "roll-call"),
            lambda line: line.floor or tr(N_("unknown", "floor")),
            sort_key=lambda line: floor_key(line.floor),
            width=90,
        ),
        Column(N_("Name", "roll-call"), _name, tip=lambda line: line.company),
        Column(
            N_("People"),
            lambda line: str(line.party),
            sort_key=lambda line: line.party,
            align="right",
            width=80,
        ),
        Column(N_("Unit", "roll-call"), lambda line: line.unit, width=90),
        Column(N_("Host", "roll-call"), lambda line: line.host),
        Column(
            N_("How sure", "roll-call"),
            _presence,
            sort_key=lambda line: SURENESS.index(line.presence),
            width=170,
            tone=lambda line: PRESENCE_TONES[line.presence],
        ),
        Column(
            N_("Last seen"),
            lambda line: format_moment(line.seen_at, now=now()) if line.seen_at else "",
            sort_key=lambda line: line.seen_at,
            width=150,
        ),
    ]


def past_columns(now: Callable[[], datetime]) -> list[Column]:
    """The columns of the list of past roll-calls."""
    return [
        Column(
            N_("Started", "roll-call"),
            lambda call: format_moment(call.started_at, now=now()),
            sort_key=lambda call: call.started_at,
            width=190,
        ),
        Column(
            N_("Kind", "roll-call"),
            lambda call: tr(N_("Drill")) if call.drill else tr(N_("Real alarm")),
            width=120,
            tone=lambda call: "info" if call.drill else "danger",
            pill=True,
        ),
        Column(N_("Result", "roll-call"), _result, tone=_result_tone),
        Column(
            N_("Safe"),
            lambda call: tr(N_("{safe} of {people}"), safe=call.tally.safe, people=call.tally.people),
            sort_key=lambda call: call.tally.safe,
            width=120,
        ),
        Column(N_("Remark", "roll-call"), lambda call: call.note, tip=lambda call: call.note),
    ]


def _name(line: Line) -> str:
    return " · ".join(part for part in (line.name, line.badge) if part)


def _presence(line: Line) -> str:
    return tr(N_("Stepped out")) if line.on_break else tr(PRESENCE_NAMES[line.presence])


def _result(call: RollCall) -> str:
    return tr(OUTCOME_NAMES[call.outcome]) if call.outcome else ""


def _result_tone(call: RollCall) -> Tone | None:
    if call.outcome is Outcome.MISSING:
        return "danger"
    return "positive" if call.outcome is Outcome.ALL_SAFE else None
