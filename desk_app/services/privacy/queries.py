"""Questions of privacy: what was given and erased, who looked at what is masked. The supervisor's alone."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from desk_app.services.audit.chain import Outcome
from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditEntry, AuditFilter
from desk_app.services.core.looking import Why
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.privacy.mapping import to_request
from desk_app.services.privacy.records import KeptFor, Look, Request
from desk_app.services.privacy.tables import RequestRow

MOST = 500
_ABOUT = ("visit", "item")
"""Under these names an entry that changed nothing notes what it was about."""


class PrivacyQueries(Queries):
    """What was done with personal data, and by whom."""

    area = "privacy"

    @query(allow=SUPERVISORS)
    def requests(self, read: Read) -> list[Request]:
        """Copies given and erasures, the newest first, at most 500."""
        rows = read.session.scalars(select(RequestRow).order_by(RequestRow.id.desc()).limit(MOST))
        return [to_request(row) for row in rows]

    @query(allow=SUPERVISORS)
    def looks(self, read: Read, first: date, last: date, staff: int | None = None) -> list[Look]:
        """Who looked at, gave away or erased what is otherwise masked, from a day to a day, the newest first.

        Refused attempts too. At most 500.
        """
        zone = self.bench.clock.zone
        since, until = (
            datetime.combine(first, time(), zone),
            datetime.combine(last + timedelta(days=1), time(), zone),
        )
        found: list[AuditEntry] = []
        for action in sorted(self._actions()):
            only = AuditFilter(since, until, staff, action=action)
            found += [one for one in AuditQueries(self.bench).entries(read.by, only) if one.action == action]
        found.sort(key=lambda one: one.seq, reverse=True)
        return [_look(read, one) for one in found[:MOST]]

    @query(allow=SUPERVISORS)
    def rules(self, read: Read) -> list[KeptFor]:
        """How long what is kept, as the settings say now: for the notice."""
        return [
            KeptFor(rule.title, read.setting(rule.setting), rule.unit.value)
            for feature in self.bench.features
            for rule in feature.retention
        ]

    def _actions(self) -> frozenset[str]:
        """The actions that count as looking, as the features name them."""
        return frozenset(action for feature in self.bench.features for action in feature.looks)


def _look(read: Read, one: AuditEntry) -> Look:
    noted = json.loads(one.detail)
    why = noted.get("why", "")
    return Look(
        one.seq,
        one.at,
        read.local(one.at).date(),
        one.staff,
        one.beside,
        one.action,
        one.outcome is not Outcome.DONE,
        Why(why) if why in set(Why) else None,
        str(noted.get("reason", "")),
        tuple(dict.fromkeys([*noted.get("of", ()), *(noted[key] for key in _ABOUT if key in noted)])),
        int(noted.get("second", 0)),
    )
