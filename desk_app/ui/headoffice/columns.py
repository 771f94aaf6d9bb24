"""What the lists of head office's window say, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.words import N_, Message
from desk_app.services.headoffice.desks import Desk
from desk_app.services.headoffice.incidents import Trouble
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.sync.faults import said_fault
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

TROUBLES: dict[Trouble, Message] = {
    Trouble.FORK: N_("A copied PC", "trouble"),
    Trouble.GAP: N_("Batches that never came", "trouble"),
    Trouble.AUDIT_CUT: N_("An audit log was rewritten", "trouble"),
    Trouble.EVENT_TWICE: N_("Two events of one number", "trouble"),
    Trouble.EVENT_ALTERED: N_("An altered event", "trouble"),
}
_NEVER = N_("never", "heard")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk, and whether two PCs write under its name."""

    desk: Desk
    forked: bool

    @property
    def state(self) -> tuple[Message, Tone]:
        """In a word."""
        if self.forked:
            return N_("Copied PC", "desk"), "danger"
        if self.desk.revoked is not None:
            return N_("Revoked", "desk"), "danger"
        return (N_("Counts", "desk"), "positive") if self.desk.counts else (N_("Withdrawn", "desk"), "neutral")


def _moment(ms: int | None) -> str:
    return tr(_NEVER) if ms is None else format_moment(from_ms(ms))


def _known(one: Any) -> str:
    return tr(TROUBLES[one.kind])


def _detail(one: Any) -> str:
    told = ", ".join(f"{name} {value}" for name, value in one.detail.items())
    return one.note or told


def _settled(moment: datetime | None) -> str:
    return tr(N_("open", "incident")) if moment is None else format_moment(moment)


def _change(one: Any) -> str:
    if one.now is None:
        return tr(N_("taken away", "proposal"))
    if one.was is None:
        return tr(N_("new", "proposal"))
    return "; ".join(f"{name}: {was if was is not None else '–'} → {now}" for name, was, now in one.changed)


DESKS = (
    Column(N_("Desk"), lambda one: f"{one.desk.code} · {one.desk.party}", width=150),
    Column(N_("Building"), lambda one: one.desk.building, spare=1),
    Column(
        N_("State"), lambda one: tr(one.state[0]), tone=lambda one: one.state[1], pill=True, width=120
    ),
    Column(N_("Last heard"), lambda one: _moment(one.desk.heard_at), lambda one: one.desk.heard_at or 0, width=190),
    Column(N_("Its clock then"), lambda one: _moment(one.desk.packed_at), width=190),
    Column(N_("Program", "version"), lambda one: one.desk.app or "–", width=100),
)
WAITING = (
    Column(N_("Desk"), lambda one: f"{one.card.code} · {one.card.party}", width=150),
    Column(N_("Building"), lambda one: one.card.building, spare=1),
    Column(N_("Founded", "desk"), lambda one: format_moment(one.at), lambda one: one.at, width=190),
)
INCIDENTS = (
    Column(N_("What", "incident"), _known, width=230),
    Column(N_("Desk"), lambda one: one.party, width=110),
    Column(N_("Found", "incident"), lambda one: format_moment(one.found_at), lambda one: one.found_at, width=190),
    Column(
        N_("Settled", "incident"),
        lambda one: _settled(one.settled_at),
        tone=lambda one: "danger" if one.settled_at is None else None,
        width=190,
    ),
    Column(N_("Details", "incident"), _detail, spare=1),
)
REFUSED = (
    Column(N_("Why", "refused file"), lambda one: said_fault(one.fault), width=240),
    Column(N_("File"), lambda one: one.path, spare=1),
    Column(N_("Since"), lambda one: format_moment(one.found_at), lambda one: one.found_at, width=190),
    Column(N_("Last seen", "refused file"), lambda one: format_moment(one.seen_at), lambda one: one.seen_at, width=190),
)
PROPOSALS = (
    Column(N_("Desk"), lambda one: str(one.party), width=110),
    Column(N_("Kind", "proposal"), lambda one: tr(one.table.title), width=130),
    Column(N_("Name"), lambda one: one.name, width=220),
    Column(N_("Change", "proposal"), _change, spare=1),
)
