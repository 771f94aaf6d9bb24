"""The lists of the page “Sync”: the last rounds, files that do not count, and why."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.sync.frame import Fault
from desk_app.services.sync.names import Party
from desk_app.services.sync.proposals import Proposal
from desk_app.services.sync.records import Refusal
from desk_app.ui.i18n import format_moment, format_number, speaker, tr
from desk_app.ui.sync.faults import said_fault
from desk_app.ui.sync.runner import Past
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column


def _outcome(past: Past) -> str:
    if past.trouble is not None:
        return past.trouble.say(speaker.words)
    stick = tr(N_("USB stick", "round")) if past.stick else ""
    waiting = tr(N_("More follows", "round")) if past.round is not None and past.round.unfinished else ""
    return " · ".join(part for part in (stick, waiting) if part) or tr(N_("Well", "round"))


def _tone(past: Past) -> Tone | None:
    return None if past.trouble is None else "warning"


def _when(moment: datetime) -> str:
    return format_moment(moment)


def _figure(past: Past, name: str) -> str:
    return "–" if past.round is None else format_number(getattr(past.round, name))


ROUND_COLUMNS = (
    Column(N_("When", "round"), lambda one: _when(one.at), lambda one: one.at, width=200),
    Column(N_("Sent", "round"), lambda one: _figure(one, "published"), align="right", width=80),
    Column(N_("Heard", "round"), lambda one: _figure(one, "heard"), align="right", width=80),
    Column(N_("Refused", "round"), lambda one: _figure(one, "refused"), align="right", width=80),
    Column(N_("Outcome", "round"), _outcome, tone=_tone),
)


def _whose(one: Refusal) -> str:
    """Who wrote it: the folder is a desk's own, or head office's."""
    party = next(filter(None, map(Party.parse, one.path.split("/"))), None)
    if party is None or one.path.startswith("down/"):
        return tr(N_("Head office"))
    return tr(N_("Desk {n}", "of this building"), n=format_number(party.desk))


def _advice(one: Refusal) -> str:
    return tr(_ADVICE.get(one.fault, _MENDED))


_MENDED = N_("Its writer puts it there anew by itself. If it stays, phone head office.", "refused file")
_ADVICE = {
    Fault.STRANGER.value: N_("Head office has to admit that desk, or has revoked it.", "refused file"),
    Fault.FORK.value: N_("Two PCs work as that desk. Head office finds out which counts.", "refused file"),
    Fault.HELD.value: N_("Ask whoever looks after the file server who has it open.", "refused file"),
}
REFUSED_COLUMNS = (
    Column(N_("Why", "refused file"), lambda one: said_fault(one.fault), width=200),
    Column(N_("Of", "refused file"), _whose, width=90),
    Column(N_("What to do", "refused file"), _advice),
    Column(N_("File"), lambda one: one.path.rpartition("/")[2], width=150, spare=2),
    Column(
        N_("Since", "refused file"),
        lambda one: _when(one.found_at),
        lambda one: one.found_at,
        width=170,
        spare=1,
    ),
    Column(
        N_("Last seen", "refused file"), lambda one: _when(one.seen_at), lambda one: one.seen_at, width=170
    ),
)


def refusal_id(one: Refusal) -> str:
    """What a row is known by."""
    return one.path


def proposal_id(one: Proposal) -> tuple[str, str]:
    """What a row is known by."""
    return one.table, str(one.key)


def _change(one: Proposal) -> str:
    if one.is_gone:
        return tr(N_("taken away", "proposal"))
    if one.is_new:
        return tr(N_("new", "proposal"))
    return "; ".join(f"{change.was or '–'} → {change.is_ or '–'}" for change in one.changed)


def _way(one: Proposal) -> str:
    if one.stuck:
        return tr(N_("Does not fit in here: a number is taken", "proposal"))
    return tr(N_("Waits for head office", "proposal")) if one.sent else tr(N_("On this PC", "record"))


PROPOSAL_COLUMNS = (
    Column(N_("Kind", "proposal"), lambda one: tr(one.title), width=130),
    Column(N_("Name"), lambda one: one.name, width=200),
    Column(N_("Change", "proposal"), _change),
    Column(N_("State"), _way, tone=lambda one: "warning" if one.stuck else None, width=220, spare=1),
)
