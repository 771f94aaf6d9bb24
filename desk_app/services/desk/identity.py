"""Reading and founding a desk."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk_app.services.core.clocks import Clock
from desk_app.services.core.desk import Desk, DeskKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.desk.tables import DeskRow

_CODE = re.compile(r"[A-Z0-9]+")
_MOST_SITES = (1 << 24) - 1
"""What a pass has room for: three bytes."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first start asks about the desk."""

    building: str
    site_code: str
    desk_code: str
    desk_number: int = 1
    kind: DeskKind = DeskKind.RECEPTION
    zone: str = "Asia/Shanghai"
    site_number: int | None = None
    """From another desk of the building or head office; a new building draws one."""

    def checked(self) -> Founding:
        """Itself, cleaned. Raises InvalidInput with every field to mend."""
        problems: dict[str, UserError] = {}
        building = " ".join(self.building.split())
        if not 2 <= len(building) <= 60:
            problems["building"] = UserError(N_("The building's name has 2 to 60 characters."))
        site, desk = self.site_code.strip().upper(), self.desk_code.strip().upper()
        if not (2 <= len(site) <= 6 and _CODE.fullmatch(site)):
            problems["site_code"] = UserError(
                N_("The building's code has 2 to 6 letters or digits, for example ZX.")
            )
        if not (1 <= len(desk) <= 4 and _CODE.fullmatch(desk)):
            problems["desk_code"] = UserError(
                N_("The desk's code has 1 to 4 letters or digits, for example A1.")
            )
        if not 1 <= self.desk_number <= 99:
            problems["desk_number"] = UserError(
                N_("The desk's number is 1 to 99, a different one for each desk.")
            )
        if self.site_number is not None and not 1 <= self.site_number <= _MOST_SITES:
            problems["site_number"] = UserError(
                N_("Type the building's number as the first PC of the building shows it, or leave it empty.")
            )
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            problems["zone"] = UserError(N_("This time zone is not known. Choose one from the list."))
        if problems:
            raise InvalidInput(problems)
        return Founding(building, site, desk, self.desk_number, self.kind, self.zone, self.site_number)


def read_desk(database: Database) -> tuple[Desk, str] | None:
    """This desk and its time zone; None before the first start is through."""
    with database.read() as session:
        row = session.get(DeskRow, 1)
        if row is None:
            return None
        desk = Desk(
            row.building,
            row.site_code,
            row.site_number,
            row.desk_code,
            row.desk_number,
            DeskKind(row.kind),
            row.instance,
        )
        return desk, row.zone


def found_desk(database: Database, clock: Clock, founding: Founding) -> Desk:
    """Say which desk this is, once. Raises InvalidInput, or IllegalStep when it was said before."""
    said = founding.checked()
    if read_desk(database) is not None:
        raise IllegalStep(N_("This data folder already belongs to a desk."))
    with database.write() as session:
        session.add(
            DeskRow(
                only=1,
                building=said.building,
                site_code=said.site_code,
                site_number=said.site_number or 1 + secrets.randbelow(_MOST_SITES),
                desk_code=said.desk_code,
                desk_number=said.desk_number,
                kind=said.kind.value,
                zone=said.zone,
                instance=secrets.token_hex(16),
                created=clock.now(),
            )
        )
    found = read_desk(database)
    assert found is not None
    return found[0]
