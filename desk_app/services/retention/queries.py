"""What the supervisor sees of the times of keeping: what each rule will remove, how the purge stands, its runs."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.people import SUPERVISORS
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.retention import rules
from desk_app.services.retention.kept import Kept, Retained
from desk_app.services.retention.records import Due, Rule, Run, Standing
from desk_app.services.retention.tables import RunRow

_RUNS = 60


class RetentionQueries(Queries):
    """Questions about the times of keeping."""

    area = "retention"

    @query(allow=SUPERVISORS)
    def preview(self, read: Read) -> list[Due]:
        """What every rule will remove with its next run, if nothing is changed until then."""
        known = rules.rules_of(read.session)
        return [
            _due(read, one, read.setting(one.setting), known.get(one.setting.key))
            for one in rules.retained_of(read.bench.features)
        ]

    @query(allow=SUPERVISORS)
    def what_if(self, read: Read, key: str, amount: int) -> Due:
        """What a rule would remove if its setting were `amount`. Raises KeyError for a key of no rule."""
        found = {one.setting.key: one for one in rules.retained_of(read.bench.features)}[key]
        return _due(read, found, found.setting.check(amount), rules.rules_of(read.session).get(key))

    @query(allow=SUPERVISORS)
    def standing(self, read: Read) -> Standing:
        """Whether the purge waits because of the clock, and when it last ran."""
        last = read.session.scalars(select(func.max(RunRow.ended_at))).first()
        if not rules.is_held(read.session, read.now):
            return Standing(None, None, last)
        since, seen = rules.held_since(read.session) or read.now, rules.seen(read.session)
        far = rules.is_far(read.session, read.now)
        goes_on = None if far else read.now + rules.hold_left(read.session)
        return Standing(since, goes_on, last, seen, read.now)

    @query(allow=SUPERVISORS)
    def waiting(self, read: Read) -> int:
        """1 while the supervisor should look: something is announced, or the purge is held; else 0."""
        if rules.is_held(read.session, read.now):
            return 1
        known = rules.rules_of(read.session)
        for one in rules.retained_of(read.bench.features):
            rule = known.get(one.setting.key)
            if rule is not None and rule.waiting:
                limit = rules.limit_of(read.bench, rule.wanted, read.now)
                if any(
                    read.session.scalars(kept.due(limit).limit(1)).first() is not None for kept in one.kept
                ):
                    return 1
        return 0

    @query(allow=SUPERVISORS)
    def runs(self, read: Read) -> list[Run]:
        """The last runs, newest first."""
        rows = read.session.scalars(select(RunRow).order_by(RunRow.id.desc()).limit(_RUNS))
        return [Run(row.at, row.ended_at, json.loads(row.counts), row.backups) for row in rows]


def _due(read: Read, one: Retained, amount: int, rule: Rule | None) -> Due:
    limit = rules.limit_of(read.bench, one.days(amount), read.now)
    count = sum(_count(read.session, kept.due(limit).subquery()) for kept in one.kept)
    oldest = [_oldest(read.session, kept, limit) for kept in one.kept if isinstance(kept, Kept)]
    there = [moment for moment in oldest if moment is not None]
    starts = read.now + rule.remaining if rule is not None and rule.waiting else None
    return Due(
        one.title, one.setting, one.unit.value, amount, count, min(there, default=None), limit, rule, starts
    )


def _count(session: Session, due: object) -> int:
    return session.scalars(select(func.count()).select_from(due)).one()  # type: ignore[arg-type]


def _oldest(session: Session, kept: Kept, limit: datetime) -> datetime | None:
    return session.scalars(kept.oldest(limit)).first()
