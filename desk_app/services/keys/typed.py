"""What was typed, cleaned and checked: every problem at its field, in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from desk_app.services.core.typed import SAY_WHY, checked_lines
from desk_app.services.core.typed import Problems as Shared
from desk_app.services.core.words import N_, Message
from desk_app.services.keys.records import (
    CheckAnswer,
    Escorted,
    HandoutDraft,
    LostDraft,
    OwnerCall,
    ReturnDraft,
)
from desk_app.services.keys.terms import Check, Purpose

MOST_NAME, MOST_COMPANY, MOST_WORDS, MOST_REPORT, MOST_HOOK = 60, 100, 500, 2000, 20
MOST_COPIES = 60
MOST_DAYS = 366
"""A return further away is a slip of the finger."""


class Problems(Shared):
    """The shared collector, and the moments of keys."""

    def moment(self, field: str, typed: datetime) -> datetime:
        """A moment as it is kept: UTC. Without a zone nobody knows when it is."""
        if typed.tzinfo is None:
            self.say(field, N_("This is no time. Choose day and time again."))
            return typed.replace(tzinfo=UTC)
        return typed.astimezone(UTC)

    def ahead(self, field: str, typed: datetime, now: datetime) -> datetime:
        """A moment to come, within a year."""
        due = self.moment(field, typed)
        if due <= now:
            self.say(field, N_("Keys cannot be due back in the past. Choose a later time."))
        elif due > now + timedelta(days=MOST_DAYS):
            self.say(field, N_("A key is lent for {n} days at most."), n=MOST_DAYS)
        return due


def checked_draft(typed: HandoutDraft, now: datetime) -> HandoutDraft:
    """The borrowing as it is kept; `due` may still be None. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    if not typed.copies:
        problems.say("copies", N_("Scan or choose the keys."))
    if len(typed.copies) > MOST_COPIES:
        problems.say("copies", N_("At most {n} keys are lent in one step."), n=MOST_COPIES)
    if typed.colleague is None:
        problems.say("colleague", N_("Choose who of the property staff signs for the keys."))
    if typed.purpose is None:
        problems.say("purpose", N_("Choose what the keys are for."))
    more = N_("Write what the keys are for.") if typed.purpose is Purpose.OTHER else None
    due = None if typed.due is None else problems.ahead("due", typed.due, now)
    draft = replace(
        typed,
        due=due,
        copies=tuple(dict.fromkeys(typed.copies)),
        words=problems.lines("words", typed.words, MOST_WORDS, more),
        escorted=_escorted(problems, typed.escorted),
        owner_call=_owner_call(problems, typed.owner_call),
    )
    problems.done()
    return draft


def _escorted(problems: Problems, typed: Escorted | None) -> Escorted | None:
    if typed is None:
        return None
    name = problems.line("escorted.name", typed.name, MOST_NAME)
    if not name:
        problems.say("escorted.name", N_("Type the name of the outside worker: both names are on record."))
    return Escorted(
        name,
        problems.line("escorted.company", typed.company, MOST_COMPANY),
        problems.phone("escorted.phone", typed.phone),
        typed.visit,
    )


def _owner_call(problems: Problems, typed: OwnerCall | None) -> OwnerCall | None:
    if typed is None:
        return None
    spoke_to = problems.line("owner_call.spoke_to", typed.spoke_to, MOST_NAME)
    if not spoke_to:
        problems.say("owner_call.spoke_to", N_("Type whom you spoke to."))
    return OwnerCall(
        spoke_to,
        problems.phone("owner_call.phone", typed.phone),
        typed.agreed,
        problems.lines("owner_call.words", typed.words, MOST_WORDS),
    )


def checked_call(typed: OwnerCall) -> OwnerCall:
    """A call to an owner as it is kept. Raises InvalidInput ("owner_call.spoke_to")."""
    problems = Problems()
    call = _owner_call(problems, typed)
    problems.done()
    return call or typed


def checked_return(typed: ReturnDraft, asked: tuple[Check, ...]) -> ReturnDraft:
    """The return as it is kept: of the checks those that are asked. Raises InvalidInput, such as "checks.locked"."""
    problems = Problems()
    draft = replace(
        typed,
        other_name=problems.line("other_name", typed.other_name, MOST_NAME),
        checks={check: _answer(problems, check, typed.checks) for check in asked},
        faults={
            line: problems.lines(f"faults.{line}", words, MOST_WORDS, N_("Write what is wrong with the key."))
            for line, words in typed.faults.items()
        },
        remark=problems.lines("remark", typed.remark, MOST_WORDS),
    )
    problems.done()
    return draft


def _answer(problems: Problems, check: Check, typed: Mapping[Check, CheckAnswer]) -> CheckAnswer:
    field, answer = f"checks.{check.value}", typed.get(check)
    if answer is None:
        problems.say(field, N_("Tick it, or write why it does not apply."))
        return CheckAnswer(done=False)
    if answer.done:
        return CheckAnswer(done=True)
    missing = N_("Tick it, or write why it does not apply.")
    return CheckAnswer(done=False, why_not=problems.lines(field, answer.why_not, MOST_COMPANY, missing))


def checked_lost(typed: LostDraft, now: datetime) -> LostDraft:
    """The written report: who, when, how (operating manual, Key register 6). Raises InvalidInput."""
    problems = Problems()
    who = problems.line("who", typed.who, MOST_NAME)
    if not who:
        problems.say("who", N_("Write who lost it."))
    when = problems.moment("when", typed.when)
    if when > now:
        problems.say("when", N_("This time is still to come. Choose when it was lost, or noticed."))
    elif when < now - timedelta(days=MOST_DAYS):
        problems.say("when", N_("This is more than a year ago. Choose when it was lost, or noticed."))
    how = problems.lines("how", typed.how, MOST_REPORT, N_("Write how it was lost: a few words are enough."))
    problems.done()
    return LostDraft(who, when, how, typed.lock_change)


def checked_words(field: str, typed: str, missing: Message | None = None) -> str:
    """Free text of one field; with `missing` there must be some. Raises InvalidInput."""
    return checked_lines(field, typed, MOST_WORDS, missing)


def checked_reason(typed: str) -> str:
    """Why something is decided. Raises InvalidInput ("reason")."""
    return checked_words("reason", typed, SAY_WHY)


def checked_day(day: date, first: date, today: date) -> None:
    """A day on which keys were out. Raises InvalidInput ("day")."""
    problems = Problems()
    if not first <= day <= today:
        problems.say("day", N_("Choose a day on which these keys were out."))
    problems.done()


def checked_due(typed: datetime, now: datetime) -> datetime:
    """A moment to come, as it is kept. Raises InvalidInput ("due")."""
    problems = Problems()
    due = problems.ahead("due", typed, now)
    problems.done()
    return due
