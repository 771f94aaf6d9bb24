"""Questions about decisions: what waits, what was decided. The features know; here they are only asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from desk_app.services.audit.covering import Entry, Said, done_between, events_of
from desk_app.services.core.pending import Pending
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import Message
from desk_app.services.decisions.records import Decision
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.staff.reading import members

_WORDS = ("reason", "words", "explanation", "remark", "outcome", "why")
"""Where the private part of an event has the reason."""


class DecisionQueries(Queries):
    """What a supervisor decides (operating manual, Shift and day)."""

    area = "decisions"

    @query(allow=SUPERVISORS)
    def waiting(self, read: Read) -> list[Pending]:
        """What waits, of every feature: the urgent first, then what has waited longest."""
        found = [one for feature in read.bench.features if feature.pending for one in feature.pending(read)]
        return sorted(found, key=lambda one: (not one.urgent, one.since, one.feature, one.record))

    @query(allow=SUPERVISORS)
    def count(self, read: Read) -> int:
        """How many things wait."""
        return sum(1 for feature in read.bench.features if feature.pending for _ in feature.pending(read))

    @query(allow=SUPERVISORS)
    def decided(self, read: Read, day: date) -> list[Decision]:
        """The decisions of a day, the earliest first, out of the audit log; those alone whose reason is on record.

        Many verbs decide only sometimes: a supervisor who lends an umbrella waives nothing.
        """
        areas = {action: feature.title for feature in read.bench.features for action in feature.decisions}
        zone = read.bench.clock.zone
        begin, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
        entries = [one for one in done_between(read.session, begin, end, areas) if one.reasoned]
        events = events_of(read.session, entries)
        names = {one.id: one.name for one in members(read.session)}
        return [_decision(one, areas[one.action], events.get(one.seq, ()), names) for one in entries]


def _decision(entry: Entry, area: Message, events: Sequence[Said], names: Mapping[int, str]) -> Decision:
    return Decision(
        seq=entry.seq,
        at=entry.at,
        area=area,
        action=entry.action,
        by=entry.staff,
        by_name=names.get(entry.staff, ""),
        beside=entry.beside,
        beside_name=names.get(entry.beside, ""),
        record=events[0].entity if events else entry.record,
        number=_first((one.facts for one in events), ("number",)),
        reason=entry.reason or _first((one.private for one in events), _WORDS),
    )


def _first(parts: Iterable[Mapping[str, object]], names: Iterable[str]) -> str:
    """The first of these names that has a text, in the order of the names."""
    known = list(parts)
    texts = (part[name] for name in names for part in known if name in part)
    return next((text for text in texts if isinstance(text, str) and text), "")
