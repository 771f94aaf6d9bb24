"""How the exchange stands, in a word for the strip and a sentence for whoever asks: what matters most comes first.

Waiting is calm at once, amber after a day, red after three (operating manual, Head office).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_duration, format_moment, format_number, speaker, tr

if TYPE_CHECKING:
    from desk_app.services.core.errors import DeskError
    from desk_app.services.sync.records import Standing

AMBER_AFTER, RED_AFTER = timedelta(hours=24), timedelta(hours=72)
CLOCK_AMBER, CLOCK_RED = timedelta(minutes=2), timedelta(minutes=10)
Ink = Literal["muted", "warning", "danger"]

FORKED = N_(
    "Another PC works under this desk's name with a copy of its data. Nothing is lost; head office takes no more "
    "records of either until a supervisor decides which of the two counts."
)
REVOKED = N_(
    "Head office has taken this desk off its list: its records are not taken any more. Phone head office."
)
CLOCK = N_("This PC's clock is wrong by {much}. Put it right: passes, keys and records are timed by it.")


@dataclass(frozen=True, slots=True)
class Stand:
    """All that is known: what the records say, and how the runner fares."""

    standing: Standing
    now: datetime
    supervisor: bool = False
    folder: bool = True
    """Whether a shared folder is set on this PC."""
    trouble: DeskError | None = None
    away_since: datetime | None = None
    busy: bool = False
    """Whether a round takes longer than one notices."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sign, its colour and a word; `full` is a sentence for the tooltip, `banner` one over the page."""

    icon: str
    ink: Ink
    message: Message
    values: Mapping[str, object] = field(default_factory=dict)
    full: str = ""
    banner: Message | None = None


def said(stand: Stand) -> Said:
    """The one thing to say."""
    if not stand.standing.connected:
        return Said("cloud-off", "muted", N_("Records on this PC only"))
    return _grave(stand) or _in_the_way(stand) or _lesser(stand) or _calm(stand)


def _grave(stand: Stand) -> Said | None:
    standing, skew = stand.standing, skew_of(stand.standing)
    if standing.forked:
        return Said(
            "warning", "danger", N_("Another PC has this desk's name"), full=tr(FORKED), banner=FORKED
        )
    if standing.revoked_since is not None:
        return Said("ban", "danger", N_("Taken off head office's list"), full=tr(REVOKED), banner=REVOKED)
    if skew > CLOCK_RED:
        much = {"much": format_duration(skew)}
        return Said("clock", "danger", N_("Clock wrong by {much}"), much, tr(CLOCK, **much), CLOCK)
    return None


def _in_the_way(stand: Stand) -> Said | None:
    """The share cannot be used: nothing is lost, so it is calm until something has waited too long."""
    waiting, ink = stand.standing.only_here, ink_of(stand.standing.oldest_unsent, stand.now)
    if not stand.folder:
        return Said("folder", "warning", N_("No shared folder is set on this PC"))
    if stand.trouble is None:
        return None
    full = stand.trouble.say(speaker.words)
    if (known := _TROUBLES.get(type(stand.trouble).__name__)) is not None:
        colour: Ink = "danger" if ink == "danger" else "warning"
        if not waiting:
            return Said("warning", colour, known, full=full)
        values = {"what": known, "n": format_number(waiting)}
        return Said("warning", colour, N_("{what}, waiting: {n}"), values, full)
    since = format_moment(stand.away_since or stand.now, now=stand.now)
    if not waiting:
        return Said("cloud-off", ink, N_("Share away since {since}"), {"since": since}, full)
    return Said(
        "cloud-off",
        ink,
        N_("Share away since {since}, waiting: {n}"),
        {"since": since, "n": format_number(waiting)},
        full,
    )


_TROUBLES: dict[str, Message] = {
    "ShareFull": N_("Shared folder full"),
    "ShareReadOnly": N_("Shared folder read-only"),
    "WrongShare": N_("Not head office's folder"),
}


def _lesser(stand: Stand) -> Said | None:
    standing, skew = stand.standing, skew_of(stand.standing)
    if not standing.admitted:
        ink = ink_of(standing.oldest_unsent, stand.now)
        full = tr(N_("Head office has not admitted this desk yet. It goes on by itself as soon as it has."))
        return Said("clock", ink, N_("Waiting to be admitted"), full=full)
    if skew > CLOCK_AMBER:
        much = {"much": format_duration(skew)}
        return Said("clock", "warning", N_("Clock off by {much}"), much, tr(CLOCK, **much))
    if stand.supervisor and standing.quarantined:
        full = tr(N_("Files on the share that do not count. Why stands on the page “Sync”."))
        return Said("warning", "warning", N_("Files refused: {n}"), {"n": standing.quarantined}, full)
    if stand.supervisor and standing.parked:
        full = tr(N_("News of other desks that waits for a record, or for a newer program here."))
        return Said("clock", "muted", N_("News parked: {n}"), {"n": standing.parked}, full)
    return None


def _calm(stand: Stand) -> Said:
    standing, now = stand.standing, stand.now
    if stand.busy:
        return Said("sync", "muted", N_("Syncing …"))
    if standing.only_here:
        ink = ink_of(standing.oldest_unsent, now)
        n = {"n": format_number(standing.only_here)}
        return Said("upload", ink, N_("Waiting on this PC: {n}"), n, since(standing.oldest_unsent, now))
    if standing.on_share:
        ink = ink_of(standing.oldest_unacknowledged, now)
        n = {"n": format_number(standing.on_share)}
        return Said("cloud", ink, N_("On the share: {n}"), n, since(standing.oldest_unacknowledged, now))
    return Said("check", "muted", N_("All at head office"))


def ink_of(oldest: datetime | None, now: datetime) -> Ink:
    """Calm at once, amber after a day, red after three."""
    if oldest is None or now - oldest < AMBER_AFTER:
        return "muted"
    return "warning" if now - oldest < RED_AFTER else "danger"


def skew_of(standing: Standing) -> timedelta:
    """By how much this PC's clock differs from the share's."""
    return timedelta(milliseconds=abs(standing.skew_ms))


def since(oldest: datetime | None, now: datetime) -> str:
    """Since when the oldest waits."""
    return tr(N_("The oldest since {when}"), when=format_moment(oldest, now=now)) if oldest else ""
