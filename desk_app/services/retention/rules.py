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
_SEEN = "retention-seen"
_HELD = "retention-held"


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
        return replace(old, days=days, wanted=wanted, changed_at=now, announced_at=now, agreed_by=0)
    return replace(old, days=wanted) if old.waiting and now - old.announced_at >= NOTICE else old


def rules_of(session: Session) -> dict[str, Rule]:
    """The rules on record, by the setting's key."""
    return {
        row.key: Rule(row.key, row.days, row.wanted, row.changed_at, row.announced_at, row.agreed_by)
        for row in session.scalars(select(RuleRow))
    }


def write_rule(session: Session, rule: Rule) -> None:
    """Put a rule on record."""
    names = ("key", "days", "wanted", "changed_at", "announced_at", "agreed_by")
    session.merge(RuleRow(**{name: getattr(rule, name) for name in names}))


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
    set_last(session, _HELD, 0)


def note_held(session: Session, now: datetime) -> None:
    """From now on nothing is removed for a day."""
    set_last(session, _HELD, to_ms(now))


def jumped(session: Session, now: datetime) -> bool:
    """Whether the clock is more than a day further than it should be."""
    seen = last_of(session, _SEEN)
    return seen > 0 and now - from_ms(seen) > JUMP


def held_since(session: Session) -> datetime | None:
    """Since when nothing is removed because of the clock; None while it is not so."""
    since = last_of(session, _HELD)
    return from_ms(since) if since else None


def is_held(session: Session, now: datetime) -> bool:
    """Whether nothing may be removed now; a clock that was put right again ends it, and so does a day of waiting."""
    since = held_since(session)
    return jumped(session, now) and (since is None or not NOTICE <= now - since < NOTICE + JUMP)
