"""What may be written about times, and what must be typed: pure, no database (operating manual, Shift and day)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.settings import split_places
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.typed import LEAST_WORDS, Problems
from desk_app.services.core.words import N_, Message, Words
from desk_app.services.duty_log.records import (
    ARRIVED,
    REPORTED,
    SOLVED,
    STEP_NAMES,
    TOLD,
    CorrectionDraft,
    EntryDraft,
    Incident,
    IncidentDraft,
    KindDraft,
    StepDraft,
    say_step,
    step_name,
)

LONGEST, SHORT, PLACE = 1000, 60, 80
MOST_BACK = timedelta(days=31)
"""Nothing older is typed into the log afterwards."""
MOST_TARGET = 24 * 60
MOST_TOLD = 8
_BEFORE: tuple[tuple[str, str], ...] = (
    (ARRIVED, "freed"),
    (ARRIVED, "treated"),
    *((one, SOLVED) for one in (ARRIVED, "stopped", "treated")),
)
"""Pairs of times of which the first comes first. Who was told may be told at any time, and people come out before the
fault is solved or after it: a lift runs again, then its doors open."""


class TimesMissing(IllegalStep):
    """An incident is not closed while times are missing; `missing` names them."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(_MISSING, steps="")
        self.missing = tuple(missing)

    def say(self, words: Words) -> str:
        """The sentence with the names of the times."""
        comma = words.text(N_(", ", "list"))
        return words.text(_MISSING, steps=comma.join(say_step(one, words) for one in self.missing))


_MISSING = N_("Not closed yet. Record first: {steps}.")


def checked_entry(draft: EntryDraft, now: datetime) -> EntryDraft:
    """An entry as it is kept. Raises InvalidInput ("words", "happened_at")."""
    form = Problems()
    cleaned = replace(draft, words=form.lines("words", draft.words, LONGEST, N_("Write what happened.")))
    _past(form, "happened_at", draft.happened_at, now)
    form.done()
    return cleaned


def checked_incident(draft: IncidentDraft, now: datetime) -> IncidentDraft:
    """What is typed when an incident begins. Raises InvalidInput ("place", "words", "reported_at" ...)."""
    form = Problems()
    cleaned = replace(
        draft,
        place=form.words("place", draft.place, PLACE, N_("Where is it? Name the place.")),
        floor=form.line("floor", draft.floor, 20),
        unit=form.line("unit", draft.unit, 20),
        words=form.lines("words", draft.words, LONGEST),
        reported_by=form.line("reported_by", draft.reported_by, SHORT),
    )
    _past(form, "reported_at", draft.reported_at, now)
    form.done()
    return cleaned


def checked_step(draft: StepDraft, incident: Incident, now: datetime) -> StepDraft:
    """A time of an incident. Raises InvalidInput ("step", "at", "why"), IllegalStep for one recorded already."""
    form = Problems()
    known = draft.step in STEP_NAMES or draft.step in incident.required
    if draft.step == REPORTED or not known:
        form.say("step", N_("Choose what happened."))
    cleaned = replace(
        draft,
        who=form.line("who", draft.who, SHORT),
        words=form.lines("words", draft.words, LONGEST),
        why=form.line("why", draft.why, LONGEST),
    )
    moments = {step: one.happened_at for step, one in incident.times.items()}
    check_time(form, "at", cleaned.step, cleaned.at, moments, now, why=cleaned.why)
    form.done()
    if draft.step in moments:
        raise IllegalStep(
            N_("“{step}” has its time already. Correct that entry if it is wrong."),
            step=step_name(draft.step),
        )
    return cleaned


def checked_correction(draft: CorrectionDraft, now: datetime) -> CorrectionDraft:
    """What an entry should have said, without regard to an incident. Raises InvalidInput ("words", "happened_at")."""
    form = Problems()
    cleaned = replace(
        draft,
        words=form.lines("words", draft.words, LONGEST, N_("Write what is right.")),
        who=None if draft.who is None else form.line("who", draft.who, SHORT),
        why=form.line("why", draft.why, LONGEST),
    )
    _past(form, "happened_at", draft.happened_at, now)
    form.done()
    return cleaned


def check_corrected_time(
    step: str, at: datetime, moments: Mapping[str, datetime], now: datetime, why: str
) -> None:
    """Another time for a step of an incident. Raises InvalidInput ("happened_at", "why")."""
    form = Problems()
    others = {one: moment for one, moment in moments.items() if one != step}
    first = min(others.items(), key=lambda one: one[1], default=None)
    if step == REPORTED and first is not None and at > first[1]:
        form.say("happened_at", N_("“{step}” stands before this time."), step=step_name(first[0]))
    check_time(form, "happened_at", step, at, others, now, why=why)
    form.done()


def check_time(
    form: Problems,
    field: str,
    step: str,
    at: datetime | None,
    moments: Mapping[str, datetime],
    now: datetime,
    *,
    why: str = "",
) -> None:
    """A time: not to come, not before the report, and in order, unless a reason is given for standing out of it.

    A report in time to come was written by a PC clock that was ahead, and tells nothing.
    """
    moment = at or now
    reported = moments.get(REPORTED)
    if moment > now:
        form.say(field, N_("This time is still to come."))
    elif at is not None and reported is not None and moment < reported <= now:
        form.say(field, N_("The incident had not been reported yet at this time."))
    elif len(why) < LEAST_WORDS:
        _in_order(form, field, step, moment, moments)


def _in_order(
    form: Problems, field: str, step: str, moment: datetime, moments: Mapping[str, datetime]
) -> None:
    for first, then in _BEFORE:
        if step == then and first in moments and moments[first] > moment:
            form.say(field, _AFTER, step=step_name(first))
            form.say("why", _WHY)
        elif step == first and then in moments and moments[then] < moment:
            form.say(field, _EARLIER, step=step_name(then))
            form.say("why", _WHY)


_AFTER = N_("“{step}” stands later than this. Is the time right?")
_EARLIER = N_("“{step}” stands earlier than this. Is the time right?")
_WHY = N_("If it is right, say why: a clock that was wrong, for instance.")


def _past(form: Problems, field: str, at: datetime | None, now: datetime) -> None:
    if at is not None and at > now:
        form.say(field, N_("This time is still to come."))
    elif at is not None and at < now - MOST_BACK:
        form.say(
            field, N_("This lies more than {n} days back: it is not entered any more."), n=MOST_BACK.days
        )


def checked_reason(at: str, typed: str, missing: Message) -> str:
    """Words that must be there. Raises InvalidInput (`at`)."""
    form = Problems()
    said = form.lines(at, typed, LONGEST, missing)
    form.done()
    return said


def checked_kind(draft: KindDraft) -> tuple[KindDraft, tuple[str, ...]]:
    """A kind of the supervisor's own, and its times in order. Raises InvalidInput."""
    form = Problems()
    cleaned = replace(
        draft,
        name=form.words("name", draft.name, 20, N_("Give the kind a name.")),
        english_name=form.line("english_name", draft.english_name, 40),
    )
    told = _told(form, draft.told)
    if not draft.steps and not told:
        form.say("steps", N_("Choose at least one time that must be recorded."))
    if any(one not in STEP_NAMES or one == REPORTED for one in draft.steps):
        form.say("steps", N_("Choose what happened."))
    form.number("target_minutes", draft.target_minutes, 0, MOST_TARGET)
    if draft.target_minutes and ARRIVED not in draft.steps:
        form.say("target_minutes", N_("A target needs the time “{step}”."), step=STEP_NAMES[ARRIVED])
    form.done()
    standard = [one for one in STEP_NAMES if one in draft.steps]
    first = [one for one in standard if one.startswith("told.")]
    return cleaned, (*first, *(TOLD + one for one in told), *(one for one in standard if one not in first))


def _told(form: Problems, typed: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in split_places(typed):
        name = form.checked("told", lambda one: clean_line(one, SHORT), part)
        if name and name not in names:
            names.append(name)
    if len(names) > MOST_TOLD:
        form.say("told", N_("At most {n} may be named here."), n=MOST_TOLD)
    return tuple(names)


def required_of(required: Sequence[str], *, injured: bool) -> tuple[str, ...]:
    """The times an incident must record: with somebody hurt also when they were looked after."""
    if not injured or "treated" in required:
        return tuple(required)
    place = required.index(SOLVED) if SOLVED in required else len(required)
    return (*required[:place], "treated", *required[place:])


def require_open(incident: Incident) -> None:
    """Raise IllegalStep for an incident that was closed."""
    if not incident.open:
        raise IllegalStep(
            N_("Incident {number} is closed. The supervisor can reopen it. Nothing was changed."),
            number=incident.number,
        )


def no_kind() -> InvalidInput:
    """Nothing, or a kind out of use, was chosen."""
    return InvalidInput({"kind": UserError(N_("Choose what kind of incident it is."))})
