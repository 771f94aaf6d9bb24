"""An erasure reaches the desk whose record it was: what another desk wrote is erased there too.

Only kinds and ids of records travel, nothing that names anybody. A record that is still open there is erased as soon as
it is closed. From its own desk the word goes on to all others, with each feature's own facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.given import Given
from desk_app.services.core.sharing import Fact, LaterPerhaps, NotHeard, Sharing, desk_of_id
from desk_app.services.journal.happened import said_of
from desk_app.services.journal.work import Read, Work
from desk_app.services.privacy import events
from desk_app.services.retention.forgetting import forget_now
from desk_app.services.retention.traces import note_left

ELSEWHERE = "elsewhere"
"""In the event of an erasure: kind and id of each record that another desk wrote."""


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """A fact for each record of another desk's that was erased here."""
    for request in sorted(ids):
        if desk_of_id(request) != read.desk.desk_number:
            continue
        for said in said_of(read.session, events.ERASED, request):
            for kind, record in said.get(ELSEWHERE, ()):
                yield {"id": record, "kind": kind}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    given = Given(fact)
    record, kind = given.id("id"), given.text("kind", 40)
    if desk_of_id(record) != work.desk.desk_number:
        return  # its own desk hears it as well, and tells
    try:
        if forget_now(work, kind, [record]):
            note_left(work.session)
    except IllegalStep:
        raise LaterPerhaps("this record is open still") from None
    except NotFound:
        raise NotHeard("records of this kind are not erased") from None


SHARED = (Sharing("erasures", frozenset({events.PRIVACY}), _tell, _hear),)
