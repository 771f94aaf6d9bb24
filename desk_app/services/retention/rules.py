"""When a rule counts. A looser one at once; a tighter one, and any for the first time, after notice or a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.feature import Feature
from desk_app.services.journal.happened import last_of, set_last
from desk_app.services.journal.work import Bench
from desk_app.services.retention.kept import Retained
from desk_app.services.retention.records import NOTICE, Rule
from desk_app.services.retention.tables import RuleRow

JUMP = timedelta(days=2)
"""A run every midnight: so long after the last one the PC was off, or its clock is more than a day ahead."""
FAR = timedelta(days=15)
"""So long after the last run nobody but a supervisor can say whether the PC was off or its date is wrong."""
_SEEN = "retention-seen"
_HELD = "retention-held"
_HELD_MS = "retention-held-ms"


def retained_of(features: Iterable[Feature]) -> list[Retained]:
    """Every rule of the program, in the order of the features."""
    return [one for feature in features for one in feature.retention]


def moved_on(old: Rule | None, key: str, wanted: int, now: datetime) -> Rule:
    """The rule as it stands now, after a change of the setting or when its notice is over."""
    if old is None:
        return Rule(key, None, wanted, now, now)
    if wanted != old.wanted:
        looser = old.days is not None and wanted >= old.days
        days = wanted if looser else old.days
        return Rule(key, days, wanted, now, now)
    return replace(old, days=wanted) if old.waiting and not old.remaining else old


def rules_of(session: Session) -> dict[str, Rule]:
    """The rules on record, by the setting's key."""
    return {
        row.key: Rule(
            row.key,
            row.days,
            row.wanted,
            row.changed_at,
            row.announced_at,
            row.agreed_by,
            timedelta(milliseconds=row.waited_ms),
        )
        for row in session.scalars(select(RuleRow))
    }


def write_rule(session: Session, rule: Rule) -> None:
    """Put a rule on record."""
    names = ("key", "days", "wanted", "changed_at", "announced_at", "agreed_by")
    waited_ms = rule.waited // timedelta(milliseconds=1)
    session.merge(RuleRow(waited_ms=waited_ms, **{name: getattr(rule, name) for name in names}))


def changed_rules(bench: Bench, session: Session, now: datetime) -> list[Rule]:
    """The rules that are not as they stand on record."""
    known = rules_of(session)
    found = []
    for one in retained_of(bench.features):
        key, wanted = one.setting.key, one.days(bench.settings.get(one.setting))
        rule = moved_on(known.get(key), key, wanted, now)
        if rule != known.get(key):
            found.append(rule)
    return found


def limit_of(bench: Bench, days: int, now: datetime) -> datetime:
    """What ended before this is past its time: a midnight at the building, so that it happens once a day."""
    zone = bench.clock.zone
    return datetime.combine(now.astimezone(zone).date() - timedelta(days=days), time(), zone)


def note_seen(session: Session, now: datetime) -> None:
    """The clock is right as it stands: a run ended, a supervisor said so, or a backup was put in place."""
    set_last(session, _SEEN, to_ms(now))
    _hold_from(session, 0)


def note_held(session: Session, now: datetime) -> None:
    """From now on nothing is removed for a day."""
    _hold_from(session, to_ms(now))


def _hold_from(session: Session, ms: int) -> None:
    set_last(session, _HELD, ms)
    set_last(session, _HELD_MS, 0)


def seen(session: Session) -> datetime | None:
    """Where the clock stood when it was last right; None before the first time."""
    ms = last_of(session, _SEEN)
    return from_ms(ms) if ms else None


def is_far(session: Session, now: datetime) -> bool:
    """Whether the clock is so far ahead that a supervisor must say whether it is right."""
    right = seen(session)
    return right is not None and now - right > FAR


def jumped(session: Session, now: datetime) -> bool:
    """Whether the clock is more than a day further than it should be."""
    right = seen(session)
    return right is not None and now - right > JUMP


def held_since(session: Session) -> datetime | None:
    """Since when nothing is removed because of the clock; None while it is not so."""
    since = last_of(session, _HELD)
    return from_ms(since) if since else None


def hold_left(session: Session) -> timedelta:
    """How much of the day of waiting is left, as the rounds counted it."""
    return max(NOTICE - timedelta(milliseconds=last_of(session, _HELD_MS)), timedelta(0))


def is_held(session: Session, now: datetime) -> bool:
    """Whether nothing may be removed now; a clock that was put right again ends it, and so does a day of waiting.

    Far ahead, only a supervisor ends it.
    """
    if not jumped(session, now):
        return False
    return is_far(session, now) or held_since(session) is None or bool(hold_left(session))


def anything_waits(session: Session, now: datetime) -> bool:
    """Whether a rule or a hold waits for time to pass, or a hold for its end because the clock is right again."""
    if held_since(session) is not None and (hold_left(session) or not jumped(session, now)):
        return True
    return any(rule.waiting and rule.remaining for rule in rules_of(session).values())


def add_waited(session: Session, now: datetime, passed: timedelta) -> None:
    """So much has passed for what waits. A hold is over once the clock is right again: the next one begins anew."""
    for rule in rules_of(session).values():
        if rule.waiting and rule.remaining:
            write_rule(session, replace(rule, waited=min(rule.waited + passed, NOTICE)))
    if held_since(session) is None:
        return
    if not jumped(session, now):
        _hold_from(session, 0)
    else:
        held = NOTICE - hold_left(session) + passed
        set_last(session, _HELD_MS, min(held, NOTICE) // timedelta(milliseconds=1))
