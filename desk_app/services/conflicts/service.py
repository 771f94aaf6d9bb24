"""The verb of the conflict desk."""

from __future__ import annotations

from desk_app.services.conflicts.events import SETTLED
from desk_app.services.conflicts.mapping import to_conflict
from desk_app.services.conflicts.records import Conflict
from desk_app.services.conflicts.tables import ConflictRow
from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, NotFound
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command

LEAST_WORDS, MOST_WORDS = 4, 1000


class Conflicts(Service):
    """A conflict stays until somebody writes its outcome (operating manual, Exit passes 8)."""

    area = "conflicts"

    @command(allow=SUPERVISORS)
    def settle(self, work: Work, conflict: int, outcome: str) -> Conflict:
        """Write what came of it, for good.

        Raises InvalidInput ("outcome"), NotFound, and IllegalStep for a second one.
        """
        row = work.session.get(ConflictRow, conflict)
        if row is None:
            raise NotFound(N_("This conflict is not on record."))
        if row.settled_at is not None:
            raise IllegalStep(N_("The outcome of this conflict is written already. It stays as it is."))
        row.outcome = _checked(outcome)
        row.settled_at, row.settled_by, row.settled_by_name = work.now, work.by.staff_id, work.by.name
        work.note(reasoned=True)
        facts: dict[str, object] = {"kind": row.kind, "entity": row.entity, "record": row.record}
        work.record(SETTLED, row.id, facts, {"outcome": row.outcome})
        return to_conflict(row)


def _checked(outcome: str) -> str:
    text = outcome.strip()
    if len(text) < LEAST_WORDS:
        raise InvalidInput({"outcome": DeskError(N_("What came of it? A few words are needed."))})
    if len(text) > MOST_WORDS:
        raise InvalidInput({"outcome": DeskError(N_("At most {n} characters."), n=MOST_WORDS)})
    return text
