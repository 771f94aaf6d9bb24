"""What the lists of head office's window say, column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk_app.services.core.words import N_, Message
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.reports import DeskStanding
from desk_app.ui.headoffice.advice import LONG, TOO_LONG, said_detail
from desk_app.ui.headoffice.changes import said_change, said_name
from desk_app.ui.i18n import format_duration, format_moment, tr
from desk_app.ui.sync.faults import said_fault
from desk_app.ui.sync.said import CLOCK_AMBER, CLOCK_RED
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

TROUBLES: dict[Trouble, Message] = {
    Trouble.FORK: N_("A copied PC", "trouble"),
    Trouble.GAP: N_("Batches that never came", "trouble"),
    Trouble.AUDIT_CUT: N_("An audit log was rewritten", "trouble"),
    Trouble.EVENT_TWICE: N_("Two events of one number", "trouble"),
    Trouble.EVENT_ALTERED: N_("An altered event", "trouble"),
    Trouble.FAILED: N_("A step that failed", "trouble"),
    Trouble.STUCK: N_("A batch that makes no sense", "trouble"),
}
_NEVER = N_("never", "heard")


def state_of(one: DeskStanding) -> tuple[Message, Tone]:
    """A desk in a word."""
    if one.forked:
        return N_("Copied PC", "desk"), "danger"
    if one.desk.revoked is not None:
        return N_("Revoked", "desk"), "danger"
    return (N_("Counts", "desk"), "positive") if one.desk.counts else (N_("Withdrawn", "desk"), "neutral")


def lacks(one: DeskStanding) -> str:
    """What is wrong with what came of it."""
    told = (
        (one.missing, N_("missing batches: {n}")),
        (one.refused, N_("refused: {n}")),
        (one.waiting, N_("wait for a newer program: {n}")),
    )
    return " · ".join(tr(text, n=n) for n, text in told if n)


def _heard(moment: datetime | None) -> str:
    return tr(_NEVER) if moment is None else format_moment(moment)


def _clock(one: DeskStanding) -> str:
    """A batch packed after it came: the desk's clock is ahead. One packed before may have been a long way."""
    if one.clock_off is None or one.clock_off < CLOCK_AMBER:
        return ""
    return tr(N_("{much} ahead", "clock"), much=format_duration(one.clock_off))


def _clock_tone(one: DeskStanding) -> Tone | None:
    ahead = one.clock_off or CLOCK_AMBER
    return "danger" if ahead > CLOCK_RED else "warning"


def _known(one: Any) -> str:
    return tr(TROUBLES[one.kind])


def _detail(one: Any) -> str:
    return one.note or said_detail(one.detail)


def _settled(moment: datetime | None) -> str:
    return tr(N_("open", "incident")) if moment is None else format_moment(moment)


def _silence(one: DeskStanding) -> Tone | None:
    if one.silent is None or one.silent < LONG:
        return None
    return "warning" if one.silent < TOO_LONG else "danger"


DESK = Column(N_("Desk", "head office"), lambda one: str(one.party), width=150)
"""Whose an incident or a proposal is; a page that knows the desks says their codes too (`with_codes`)."""


def with_codes(columns: Sequence[Column], code_of: Callable[[str], str]) -> list[Column]:
    """The columns, with each desk's code before its number."""

    def said(one: Any) -> str:
        party = str(one.party)
        code = code_of(party)
        return f"{code} · {party}" if code else party

    return [replace(one, text=said) if one is DESK else one for one in columns]


DESKS = (
    Column(N_("Desk", "head office"), lambda one: f"{one.desk.code} · {one.desk.party}", width=150),
    Column(N_("Building"), lambda one: one.desk.building),
    Column(
        N_("State"), lambda one: tr(state_of(one)[0]), tone=lambda one: state_of(one)[1], pill=True, width=120
    ),
    Column(
        N_("Last heard"), lambda one: _heard(one.heard_at), lambda one: one.heard_at, width=180, tone=_silence
    ),
    Column(N_("Clock", "desk"), _clock, tone=_clock_tone, width=130, spare=1),
    Column(N_("Lacking"), lacks, tone=lambda one: "warning", width=240),
    Column(N_("Program", "version"), lambda one: one.desk.app or "–", width=90, spare=2),
)
WAITING = (
    Column(N_("Desk", "head office"), lambda one: f"{one.card.code} · {one.card.party}", width=150),
    Column(N_("Building"), lambda one: one.card.building),
    Column(
        N_("Place"),
        lambda one: tr(N_("Takes the place of a PC")) if one.replaces else tr(N_("New", "desk")),
        width=240,
    ),
)
INCIDENTS = (
    Column(N_("What", "incident"), _known, width=230),
    DESK,
    Column(
        N_("Found", "incident"), lambda one: format_moment(one.found_at), lambda one: one.found_at, width=190
    ),
    Column(
        N_("Settled", "incident"),
        lambda one: _settled(one.settled_at),
        tone=lambda one: "danger" if one.settled_at is None else None,
        width=190,
    ),
    Column(N_("Details", "incident"), _detail),
)
REFUSED = (
    Column(N_("Why", "refused file"), lambda one: said_fault(one.fault), width=240),
    Column(N_("File"), lambda one: one.path),
    Column(
        N_("Since", "refused file"),
        lambda one: format_moment(one.found_at),
        lambda one: one.found_at,
        width=190,
        spare=1,
    ),
    Column(
        N_("Last seen", "refused file"),
        lambda one: format_moment(one.seen_at),
        lambda one: one.seen_at,
        width=190,
        spare=1,
    ),
)
PROPOSALS = (
    DESK,
    Column(N_("Kind", "proposal"), lambda one: tr(one.table.title), width=130),
    Column(N_("Name", "proposal"), said_name, width=220),
    Column(N_("Change", "proposal"), said_change),
)
