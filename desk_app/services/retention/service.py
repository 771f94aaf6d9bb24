"""The verbs of the purge: the supervisor agrees, everything else the program does by itself."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import SUPERVISORS, Role
from desk_app.services.journal.forgetting import looked_through
from desk_app.services.journal.work import Bench, Service, Work, command
from desk_app.services.retention import events, rules
from desk_app.services.retention.forgetting import Portion, forget_portion
from desk_app.services.retention.kept import Retained
from desk_app.services.retention.records import Rule
from desk_app.services.retention.tables import RunRow
from desk_app.services.retention.waiting import begin_waiting


class Retention(Service):
    """Times of keeping."""

    area = "retention"

    @command(allow=SUPERVISORS)
    def agree(self, work: Work) -> None:
        """What was announced for the first time may be removed now, and the PC's clock is right.

        A rule that was tightened waits its time all the same.
        """
        known = rules.rules_of(work.session)
        known |= {one.key: one for one in rules.changed_rules(work.bench, work.session, work.now)}
        for rule in known.values():
            if rule.first:
                _write(work, replace(rule, days=rule.wanted, agreed_by=work.by.staff_id))
        rules.note_seen(work.session, work.now)
        work.record(events.AGREED, 0, {})

    @command(allow={Role.SYSTEM})
    def keep_rules(self, work: Work) -> None:
        """Bring the rules up to date: what was set since is announced, what was announced long enough counts."""
        if not rules.rules_of(work.session):
            rules.note_seen(work.session, work.now)
        begin_waiting(work.session, work.now)
        for rule in rules.changed_rules(work.bench, work.session, work.now):
            _write(work, rule)

    @command(allow={Role.SYSTEM})
    def hold(self, work: Work) -> None:
        """The clock went ahead: nothing is removed for a day, or until a supervisor agrees; far ahead, only then."""
        begin_waiting(work.session, work.now)
        rules.note_held(work.session, work.now)
        work.record(events.HELD, 0, {})

    @command(allow={Role.SYSTEM})
    def purge(self, work: Work, key: str, limit: datetime, portion: Portion) -> int:
        """Forget what of a portion of a rule is past its time still; gives how many records."""
        rule = next(one for one in rules.retained_of(work.bench.features) if one.setting.key == key)
        removed = forget_portion(work, rule, limit, portion)
        run = _open_run(work)
        counts: dict[str, int] = json.loads(run.counts)
        run.counts = json.dumps({**counts, key: counts.get(key, 0) + removed})
        work.record(events.PURGED, run.id, {"key": key, "records": removed})
        return removed

    @command(allow={Role.SYSTEM})
    def end_run(self, work: Work, backups: int) -> bool:
        """All is looked through for today; `backups`: how many were past their age. Whether it removed anything."""
        run = _open_run(work)
        run.ended_at, run.backups = work.now, backups
        rules.note_seen(work.session, work.now)
        counts = json.loads(run.counts)
        work.record(events.RUN_ENDED, run.id, {"counts": counts, "backups": backups})
        work.note(counts=counts, backups=backups)
        return any(counts.values())


def unfinished(bench: Bench, session: Session, now: datetime) -> Iterator[tuple[Retained, datetime]]:
    """The rules in force that were not looked through to the end today, each with its limit."""
    known = rules.rules_of(session)
    for one in rules.retained_of(bench.features):
        rule = known.get(one.setting.key)
        if rule is None or rule.days is None:
            continue
        limit = rules.limit_of(bench, rule.days, now)
        if looked_through(session, one.setting.key) != limit:
            yield one, limit


def open_run(session: Session) -> RunRow | None:
    """The run that is under way."""
    return session.scalars(select(RunRow).where(RunRow.ended_at.is_(None)).limit(1)).first()


def _open_run(work: Work) -> RunRow:
    row = open_run(work.session)
    if row is None:
        row = RunRow(id=work.new_id(), at=work.now, counts="{}")
        work.session.add(row)
    return row


def _write(work: Work, rule: Rule) -> None:
    rules.write_rule(work.session, rule)
    said = {"key": rule.key, "days": rule.days, "wanted": rule.wanted}
    work.record(events.RULE_MOVED, zlib.crc32(rule.key.encode()), said)
