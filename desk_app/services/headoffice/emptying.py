"""Personal data that a desk emptied is emptied here, and a late batch never fills it again.

A desk empties what it told itself, never what another one told: what it forgets of theirs they forget themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from desk_app.services.headoffice.bulk import add, put_newer, within
from desk_app.services.headoffice.reading import Opened
from desk_app.services.headoffice.tables import EMPTIED, EVENTS, FORGOTTEN
from desk_app.services.sync.names import Party

_AT_ONCE = 2000


def keep_empty(session: Session, party: Party, batches: Sequence[Opened]) -> None:
    """Before events are inserted: take out what is to stay forgotten, if this desk forgot it before."""
    personal = [row for one in batches for row in one.events if row["private"] is not None]
    if not personal:
        return
    emptied: set[int] = set()
    forgotten: dict[int, int] = {}
    for some in _slices({row["id"] for row in personal}):
        wanted = select(EMPTIED.c.id).where(
            EMPTIED.c.party == str(party), within(session, EMPTIED.c.id, some)
        )
        emptied.update(session.scalars(wanted))
    for some in _slices({row["entity"] for row in personal}):
        known = select(FORGOTTEN.c.entity, FORGOTTEN.c.stamp)
        found = session.execute(
            known.where(FORGOTTEN.c.party == str(party), within(session, FORGOTTEN.c.entity, some))
        )
        forgotten.update((entity, stamp) for entity, stamp in found)
    for row in personal:
        if row["id"] in emptied or row["stamp"] <= forgotten.get(row["entity"], -1):
            row["private"] = None


def empty(session: Session, party: Party, batches: Sequence[Opened]) -> None:
    """After events are inserted: empty what these batches say, and remember it."""
    emptied = set[int]().union(*(one.emptied for one in batches))
    add(session, EMPTIED, [{"party": str(party), "id": one} for one in sorted(emptied)])
    for some in _slices(emptied):
        of = (*_own(party), within(session, EVENTS.c.id, some), EVENTS.c.private.is_not(None))
        session.execute(update(EVENTS).where(*of).values(private=None))
    forgotten: dict[int, int] = {}
    for one in batches:
        for entity, stamp in one.forgotten.items():
            forgotten[entity] = max(stamp, forgotten.get(entity, 0))
    rows = [
        {"party": str(party), "entity": entity, "stamp": stamp} for entity, stamp in sorted(forgotten.items())
    ]
    put_newer(session, FORGOTTEN, rows, "stamp", "stamp")
    for entity, stamp in forgotten.items():
        about = (*_own(party), EVENTS.c.entity == entity, EVENTS.c.stamp <= stamp)
        session.execute(update(EVENTS).where(*about, EVENTS.c.private.is_not(None)).values(private=None))


def _own(party: Party) -> tuple[ColumnElement[bool], ...]:
    return EVENTS.c.site == party.site, EVENTS.c.party == str(party)


def _slices(numbers: Collection[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while some := list(islice(left, _AT_ONCE)):
        yield some
