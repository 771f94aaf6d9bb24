"""What another desk of the building keeps is found here: number, description, where it lies. It is given back there.

Who found it, what is secret about it and its picture stay at the desk that keeps it. Once it is there no longer, its
description is taken out here too; a late fact does not put it back (`revisions`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from desk_app.services.core.given import Given, short
from desk_app.services.core.sharing import Fact, NotHeard, Sharing, desk_of_id
from desk_app.services.journal.forgetting import remembered
from desk_app.services.journal.revisions import revisions
from desk_app.services.journal.work import Read, Work
from desk_app.services.lost_property import events
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.tables import ElsewhereRow, FoundRow

_TEXTS = ("what", "features", "place", "floor", "shelf")


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """This desk's found items; nothing of what another desk keeps."""
    rows = read.session.scalars(select(FoundRow).where(FoundRow.id.in_(ids)).order_by(FoundRow.id)).all()
    known = set(remembered(read.session, [row.id for row in rows], events.FORGOTTEN))
    newest = revisions(read.session, [row.id for row in rows])
    for row in rows:
        here = row.state in {one.value for one in HERE} and row.id in known
        texts = {name: short(getattr(row, name)) if here else "" for name in _TEXTS}
        yield {"id": row.id, "rev": newest.get(row.id, 0), "number": row.number, "here": here, **texts}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    given = Given(fact)
    item, rev, here = given.id("id"), given.whole("rev"), given.flag("here")
    if desk_of_id(item) != desk:
        raise NotHeard("another desk keeps this")
    said = {"number": given.text("number", 40), **{name: given.text(name) if here else "" for name in _TEXTS}}
    row = work.session.get(ElsewhereRow, item)
    if row is None:
        row = ElsewhereRow(id=item, desk=desk, rev=-1, here=False)
        work.session.add(row)
    if row.rev >= rev:
        return
    row.rev, row.here = rev, here
    for name, value in said.items():
        setattr(row, name, value)
    work.record(events.HEARD, item, {"desk": desk, "here": here})


SHARED = (Sharing("found_items", frozenset({events.FOUND_ITEMS}), _tell, _hear),)
