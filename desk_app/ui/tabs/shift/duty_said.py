"""How the duty log's entries and incidents are said on its page: columns, the clock of an incident, its times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from desk_app.services.core.words import N_, plain
from desk_app.services.duty_log.records import MARK_NAMES, TAG_NAMES, Entry, Incident, Mark, Tag, say_step
from desk_app.ui.i18n import format_duration, format_moment, format_time, speaker, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

_TONES: dict[Mark, Tone] = {Mark.BEGUN: "danger", Mark.CLOSED: "positive", Mark.REOPENED: "danger"}


def step_said(step: str) -> str:
    """A time's name."""
    return say_step(step, speaker.words)


def kind_said(one: Incident) -> str:
    """What kind of incident it is."""
    return one.kind.said(speaker.words.language)


def where_said(one: Incident) -> str:
    """Floor, unit, place."""
    floor = tr(N_("Floor {n}", "duty log"), n=one.floor) if one.floor else ""
    return " ".join(part for part in (floor, one.unit, one.place) if part)


def clock_said(one: Incident, now: datetime) -> str:
    """Since when it runs, and by when somebody must be there; or how long it took."""
    since = tr(
        N_("{span} since {moment}", "duty log"), span=_span(one, now), moment=_moment(one.reported_at, now)
    )
    if one.closed_at is not None:
        span = format_duration(one.closed_at - one.reported_at)
        return tr(
            N_("Reported {moment}, took {span}", "duty log"), span=span, moment=_moment(one.reported_at, now)
        )
    if one.arrive_by is None or one.arrived_at is not None:
        return since
    left = one.arrive_by - now
    if left.total_seconds() < 0:
        late = tr(N_("nobody there: {span} late", "duty log"), span=format_duration(-left))
    else:
        late = tr(N_("somebody must be there within {span}", "duty log"), span=format_duration(left))
    return f"{since} · {late}"


def clock_tone(one: Incident, now: datetime) -> Tone:
    """Red once nobody was there in time, amber in the last third."""
    if not one.open:
        return "neutral"
    if one.arrive_by is None or one.arrived_at is not None:
        return "warning"
    whole = one.arrive_by - one.reported_at
    return "danger" if now > one.arrive_by - whole / 3 else "warning"


def _span(one: Incident, now: datetime) -> str:
    return format_duration(one.minutes(now) * 60)


def _moment(moment: datetime, now: datetime) -> str:
    return format_moment(moment, now=now)


def times_said(one: Incident) -> str:
    """The times that are recorded, in their order."""
    there = sorted(one.times.items(), key=lambda each: (each[1].happened_at, each[1].id))
    return " · ".join(f"{format_time(entry.happened_at)} {step_said(step)}" for step, entry in there)


def missing_said(one: Incident) -> str:
    """The times that must be recorded yet."""
    names = tr(N_(", ", "list")).join(step_said(step) for step in one.missing)
    return tr(N_("To be recorded: {steps}", "duty log"), steps=names) if names else ""


def entry_said(entry: Entry) -> str:
    """What an entry says, in one line."""
    head = step_said(entry.step) if entry.step and entry.mark is not Mark.BEGUN else ""
    mark = tr(MARK_NAMES[entry.mark]) if entry.mark in MARK_NAMES else ""
    parts = (mark, head, entry.who, " ".join(entry.words.split()), entry.why)
    return " · ".join(part for part in parts if part)


def _about(entry: Entry) -> str:
    if entry.incident is not None:
        return entry.incident_number
    return tr(TAG_NAMES[entry.tag]) if entry.tag is not Tag.NOTE else ""


def _entered(entry: Entry) -> str:
    if not entry.late:
        return ""
    return tr(
        N_("entered later: {moment}", "duty log"),
        moment=format_moment(entry.entered_at, now=entry.happened_at),
    )


def columns(names: Mapping[int, str], place: Callable[[int], datetime | None]) -> list[Column]:
    """The columns of the log. `names`: the staff's by id, filled later; `place`: when an entry of the day happened."""

    def pointer(entry: Entry) -> str:
        other = entry.corrected_by if entry.corrected_by is not None else entry.corrects
        if other is None:
            return ""
        moment = place(other)
        when = format_time(moment) if moment else tr(N_("another day", "duty log"))
        said = (
            N_("corrected ↓ {when}", "duty log")
            if entry.corrected_by
            else N_("corrects ↑ {when}", "duty log")
        )
        return tr(said, when=plain(when))

    def struck(entry: Entry) -> bool:
        return entry.corrected_by is not None

    def tone(entry: Entry) -> Tone | None:
        return "neutral" if struck(entry) else _TONES.get(entry.mark)

    def tip(entry: Entry) -> str:
        return "\n".join(part for part in (entry_said(entry), entry.words, pointer(entry)) if part)

    return [
        Column(N_("Time", "duty log"), lambda one: format_time(one.happened_at), lambda one: one.happened_at,
               width=64, struck=struck, tone=tone),
        Column(N_("What happened", "duty log"), entry_said, struck=struck, tone=tone, tip=tip, least=260),
        Column(N_("Note", "duty log"), lambda one: pointer(one) or _entered(one), width=150, spare=1,
               tone=lambda one: "warning" if _entered(one) and not pointer(one) else None),
        Column(N_("About", "duty log"), _about, width=150, spare=3),
        Column(N_("Recorded by", "duty log"), lambda one: names.get(one.by, ""), width=96, spare=2),
    ]  # fmt: skip
