"""A feature as small as can be: passes are issued and redeemed, and desks of a building tell each other both.

Its tables are made with plain SQL, for it is no part of the product. Redemptions are a set that only grows; a pass
that was redeemed twice shows by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from desk_app.services.core.changes import EventKind, Topic
from desk_app.services.core.feature import Feature
from desk_app.services.core.sharing import Fact, LaterPerhaps, NotHeard, Sharing, desk_of_id
from desk_app.services.core.words import Message
from desk_app.services.journal.work import Read, Work
from tests.services.sync.sim.sides import Deed

PASSES = Topic("sim_passes")
HEARD = Topic("sim_heard")
ISSUED = EventKind("sim.issued", PASSES)
REDEEMED = EventKind("sim.redeemed", PASSES)
PRIVATE = EventKind("sim.private", Topic("sim_private"))
TAKEN_IN = EventKind("sim.taken_in", HEARD)


def make_tables(connection: Connection) -> None:
    """The feature's tables."""
    connection.execute(text("CREATE TABLE sim_passes (id INTEGER PRIMARY KEY)"))
    connection.execute(text("CREATE TABLE sim_redemptions (id INTEGER PRIMARY KEY, pass INTEGER NOT NULL)"))


def do(work: Work, deed: Deed) -> None:
    """Something happens at the desk."""
    made = work.new_id()
    if deed.kind == "issued":
        work.session.execute(text("INSERT INTO sim_passes VALUES (:id)"), {"id": made})
        work.record(ISSUED, made, {"pass": made}, {"holder": deed.text})
    elif deed.kind == "redeemed":
        work.session.execute(
            text("INSERT INTO sim_redemptions VALUES (:id, :of)"), {"id": made, "of": deed.about}
        )
        work.record(REDEEMED, deed.about, {"pass": deed.about, "redemption": made}, {"by": deed.text})
    else:
        work.record(PRIVATE, made, {}, {"note": deed.text})


def passes(session: Session) -> list[int]:
    """Passes that are known here."""
    return list(session.scalars(text("SELECT id FROM sim_passes ORDER BY id")))


def redemptions(session: Session) -> dict[int, int]:
    """Redemptions that are known here: id → pass."""
    return {row[0]: row[1] for row in session.execute(text("SELECT id, pass FROM sim_redemptions"))}


def _tell(read: Read, about: Collection[int]) -> Iterable[Fact]:
    here = read.desk.desk_number
    for one in sorted(about):
        wanted = text("SELECT id FROM sim_redemptions WHERE pass = :of ORDER BY id")
        own = [made for made in read.session.scalars(wanted, {"of": one}) if desk_of_id(made) == here]
        issued = desk_of_id(one) == here
        if own or issued:
            yield {"pass": one, "issued": issued, "redeemed": own}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    one, own = fact.get("pass"), fact.get("redeemed")
    if type(one) is not int or not isinstance(own, list) or any(desk_of_id(made) != desk for made in own):
        raise NotHeard
    news = False
    if fact.get("issued"):
        if desk_of_id(one) != desk:
            raise NotHeard
        news = _put(work, "INSERT OR IGNORE INTO sim_passes VALUES (:id)", {"id": one})
    known = work.session.execute(text("SELECT 1 FROM sim_passes WHERE id = :id"), {"id": one}).first()
    if known is None:
        raise LaterPerhaps
    for made in own:
        values = {"id": made, "of": one}
        news |= _put(work, "INSERT OR IGNORE INTO sim_redemptions VALUES (:id, :of)", values)
    if news:
        work.record(TAKEN_IN, one, {"pass": one})


def _put(work: Work, statement: str, values: dict[str, int]) -> bool:
    return work.session.connection().execute(text(statement), values).rowcount > 0


SHARING = Sharing("sim.pass", frozenset({PASSES}), _tell, _hear)
FEATURE = Feature(
    id="sim", title=Message("Sim"), events=(ISSUED, REDEEMED, PRIVATE, TAKEN_IN), shared=(SHARING,)
)
