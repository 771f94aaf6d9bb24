"""What happens by itself: once a day what is past its time is forgotten, in portions, and its traces are cleared."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.changes import Changes, Topic
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.forgetting import note_looked_through
from desk_app.services.journal.work import Bench
from desk_app.services.retention import rules, traces
from desk_app.services.retention.forgetting import Portion, portion_of
from desk_app.services.retention.kept import Retained
from desk_app.services.retention.service import Retention, open_run, unfinished
from desk_app.services.retention.waiting import pass_time

PORTIONS = 60
"""In one round: between two of them the desk's own verbs have their turn."""


def purge_round(bench: Bench) -> Changes[object] | None:
    """Bring the rules up to date, forget what is due, clear up behind the last portion; None when nothing is due."""
    verbs, now = Retention(bench), bench.clock.now()
    pass_time(bench)
    with bench.database.read() as session:
        held, since = rules.is_held(session, now), rules.held_since(session)
        changed = bool(rules.changed_rules(bench, session, now))
    if held:
        return verbs.hold(SYSTEM) if since is None else None
    if changed:
        return verbs.keep_rules(SYSTEM)
    return _run(bench, verbs)


def _run(bench: Bench, verbs: Retention) -> Changes[object] | None:
    touched: dict[Topic, frozenset[int]] = {}
    count, looked = 0, 0
    while looked < PORTIONS and (found := _next(bench)) is not None:
        looked += 1
        retained, limit, portion = found
        if any(portion):
            changes = verbs.purge(SYSTEM, retained.setting.key, limit, portion)
            count += changes.result
            for topic, ids in changes.touched.items():
                touched[topic] = touched.get(topic, frozenset()) | ids
        else:
            with bench.database.write() as session:
                note_looked_through(session, retained.setting.key, limit)
    if looked < PORTIONS and (looked or _is_open(bench)):
        _end(bench, verbs)
        return Changes(count, touched)
    return Changes(count, touched) if looked else None


def _next(bench: Bench) -> tuple[Retained, datetime, Portion] | None:
    """The next rule that was not looked through today, with what is due of it."""
    with bench.database.read() as session:
        for retained, limit in unfinished(bench, session, bench.clock.now()):
            return retained, limit, portion_of(session, retained, limit)
    return None


def _end(bench: Bench, verbs: Retention) -> None:
    traces.wipe_index(bench)
    traces.clear_spool(bench)
    with bench.database.read() as session:
        days = [one.days for one in rules.rules_of(session).values() if one.days is not None]
    dropped = traces.drop_backups(bench, min(days)) if days else 0
    removed = verbs.end_run(SYSTEM, dropped).result
    traces.fold_log(bench)
    if removed:
        traces.compact(bench)


def _is_open(bench: Bench) -> bool:
    with bench.database.read() as session:
        return open_run(session) is not None
