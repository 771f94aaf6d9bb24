"""Head office makes join files too: for a further desk of a building, or for the PC that takes a lost one's place.

What the building is called and which zone it is in, it knows from the desks' own rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.desk import DeskKind
from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.headoffice import master
from desk_app.services.headoffice.bulk import put
from desk_app.services.headoffice.master_files import pictures_of
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import DESKS, FACTS, ROWS, SETTINGS
from desk_app.services.joining.file import Made, Place, write_join_file
from desk_app.services.sync.cards import read_head_office_card
from desk_app.services.sync.names import Party

_DESK = "desk"
_GIVEN_OUT = "join-file "
_MOST_DESKS = 99
_MOST_FACTS = 20_000


@dataclass(frozen=True)
class JoinFiles:
    """Join files of one head office."""

    office: HeadOffice

    def further(
        self, site: int, desk_code: str, kind: DeskKind = DeskKind.RECEPTION, folder: str = ""
    ) -> Made:
        """For a further desk of a building, with the next free number. Raises NotFound, InvalidInput, UserError."""
        with self.office.store.read() as session:
            known = _desks_of(session, site) | _given_out(session, site, self.office.clock.now())
            free = [number for number in range(1, _MOST_DESKS + 1) if number not in known]
            if not free:
                raise UserError(N_("All 99 numbers of this building are given out."))
            place = _place(_any_desk(session, site), free[0], desk_code, kind.value, folder)
            if place.code in known.values():
                problem = UserError(N_("Another desk of this building has that code."))
                raise InvalidInput({"desk_code": problem})
            made = self._write(place, list(_along(session, site)))
        with self.office.store.write() as session:
            _give_out(session, made)
        return made

    def instead(self, party: Party, folder: str = "") -> Made:
        """For the PC that takes a lost one's place. Raises NotFound for a desk of which nothing is here."""
        with self.office.store.read() as session:
            row = _row_of(session, str(party))
            if row is None:
                raise NotFound(
                    N_("Nothing of desk {party} is here: a new PC cannot take its place."), party=party
                )
            place = _place(row, party.desk, str(row["desk_code"]), str(row["kind"]), folder, replaces=True)
        return self._write(place, [])

    def _write(self, place: Place, lines: list[Mapping[str, Any]]) -> Made:
        known, now = read_head_office_card(self.office.card()), self.office.clock.now()
        try:
            return write_join_file(place, known, lines, self.office.keys.sync, now)
        except ValueError:
            raise UserError(N_("There is more to give along than a file can hold.")) from None


def _place(
    row: Mapping[str, Any], number: int, code: str, kind: str, folder: str, *, replaces: bool = False
) -> Place:
    site, name = int(row["site_number"]), str(row["building"])
    words = code.strip().upper()
    place = Place(
        name, str(row["site_code"]), site, str(row["zone"]), number, words, kind, replaces, "", folder
    )
    place.founding.checked()
    return place


def _desks_of(session: Session, site: int) -> dict[int, str]:
    found = session.execute(select(DESKS.c.desk, DESKS.c.code).where(DESKS.c.site == site))
    return {row.desk: row.code for row in found}


def _given_out(session: Session, site: int, now: datetime) -> dict[int, str]:
    """Numbers of join files that are still good: two files made one after the other are for two desks."""
    found = {}
    wanted = select(SETTINGS).where(SETTINGS.c.key.like(f"{_GIVEN_OUT}{site}-%"))
    for row in session.execute(wanted):
        said, party = json.loads(row.value), Party.parse(row.key.removeprefix(_GIVEN_OUT))
        if party is not None and said["until"] > to_ms(now):
            found[party.desk] = str(said["code"])
    return found


def _give_out(session: Session, made: Made) -> None:
    said = {"code": made.place.code, "until": to_ms(made.expires)}
    row = {"key": f"{_GIVEN_OUT}{made.place.party}", "value": json.dumps(said)}
    put(session, SETTINGS, [row], ["value"])


def _any_desk(session: Session, site: int) -> Mapping[str, Any]:
    parties = session.scalars(select(DESKS.c.party).where(DESKS.c.site == site).order_by(DESKS.c.party))
    for party in parties.all():
        row = _row_of(session, party)
        if row is not None:
            return row
    raise NotFound(
        N_("Nothing of building {site} is here yet: its first desk is set up by itself."), site=site
    )


def _row_of(session: Session, party: str) -> Mapping[str, Any] | None:
    """A desk's own row about itself."""
    wanted = select(ROWS.c.columns).where(ROWS.c.party == party, ROWS.c.table == _DESK)
    raw = session.execute(wanted).scalar()
    return None if raw is None else json.loads(raw)


def _along(session: Session, site: int) -> Iterator[Mapping[str, Any]]:
    order = {table: place for place, table in enumerate(master.tables())}  # who is referred to comes first
    rows = master.rows_of(session, site).items()
    for (table, key), said in sorted(rows, key=lambda row: (order.get(row[0][0], len(order)), row[0])):
        if said is not None:
            yield {"k": "m", "t": table, "p": json.loads(key), "c": said, "s": said}
    for line in pictures_of(session, site):
        yield {"k": "b", **line}
    wanted = select(FACTS.c.party, FACTS.c.line).where(FACTS.c.site == site).order_by(FACTS.c.stamp.desc())
    for party, raw in session.execute(wanted.limit(_MOST_FACTS)):
        yield {"k": "f", "party": party, **json.loads(raw)}
