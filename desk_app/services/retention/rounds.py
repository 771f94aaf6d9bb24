"""What happens by itself: once a day what is past its time is forgotten, in portions, and its traces are cleared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from desk_app.services.core.changes import Changes, Topic
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.journal.work import Bench
from desk_app.services.retention import rules, traces
from desk_app.services.retention.records import NOTICE
from desk_app.services.retention.service import Retention, open_run, unfinished

PORTIONS = 20
"""In one round: between two of them the desk's own verbs have their turn."""


def purge_round(bench: Bench) -> Changes[object] | None:
    """Bring the rules up to date, forget what is due, clear up behind the last portion; None when nothing is due."""
    verbs, now = Retention(bench), bench.clock.now()
    with bench.database.read() as session:
        held, since = rules.is_held(session, now), rules.held_since(session)
        changed = bool(rules.changed_rules(bench, session, now))
    if held:
        waits = since is not None and timedelta(0) <= now - since < NOTICE
        return None if waits else verbs.hold(SYSTEM)
    if changed:
        return verbs.keep_rules(SYSTEM)
    return _run(bench, verbs)


def _run(bench: Bench, verbs: Retention) -> Changes[object] | None:
    touched: dict[Topic, frozenset[int]] = {}
    count, portions = 0, 0
    while _is_unfinished(bench) and portions < PORTIONS:
        count, portions = count + _added(touched, verbs.purge), portions + 1
    if not _is_unfinished(bench) and _is_open(bench):
        _end(bench, verbs)
        portions += 1
    return Changes(count, touched) if portions else None


def _end(bench: Bench, verbs: Retention) -> None:
    traces.wipe_index(bench)
    traces.clear_spool(bench)
    with bench.database.read() as session:
        days = [one.days for one in rules.rules_of(session).values() if one.days is not None]
    dropped = traces.drop_backups(bench, min(days)) if days else 0
    verbs.end_run(SYSTEM, dropped)
    traces.fold_log(bench)


def _added(touched: dict[Topic, frozenset[int]], verb: Callable[[Actor], Changes[int]]) -> int:
    changes = verb(SYSTEM)
    for topic, ids in changes.touched.items():
        touched[topic] = touched.get(topic, frozenset()) | ids
    return changes.result


def _is_unfinished(bench: Bench) -> bool:
    with bench.database.read() as session:
        return any(True for _ in unfinished(bench, session, bench.clock.now()))


def _is_open(bench: Bench) -> bool:
    with bench.database.read() as session:
        return open_run(session) is not None
