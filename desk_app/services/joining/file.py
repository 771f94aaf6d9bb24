"""A join file (`*.lobbyjoin`): all that a PC needs to become a desk of a building, sealed with a code of one use.

It is one frame of the exchange (`LBJ1` of PROTOCOL.md), written by a desk of the building or by head office and carried
to the new PC by hand. Nothing of it is readable without the code.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from desk_app.services.codes.signing import SigningKey
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.desk import DeskKind
from desk_app.services.core.errors import UserError
from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.desk.identity import Founding
from desk_app.services.joining.code import SALT_BYTES, WrongJoinCode, box_of, new_join_code, read_join_code
from desk_app.services.sync import frame
from desk_app.services.sync.locks import Keys, Locks
from desk_app.services.sync.names import Party
from desk_app.services.sync.state import KnownHeadOffice

ENDING = ".lobbyjoin"
GOOD_FOR = timedelta(days=7)
_TO = "code"
_AHEAD = timedelta(days=1)
"""So much may the clocks of two PCs differ before a file counts as made in the future."""


class BadJoinFile(UserError):
    """The file is no join file, or cannot be used (any more)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which desk the new PC becomes."""

    building: str
    site_code: str
    site: int
    zone: str
    desk: int
    code: str
    kind: str
    replaces: bool = False
    """It takes the place of a PC that is gone: its records are given back by head office."""
    by: str = ""
    """The desk that made the file; empty: head office."""
    folder: str = ""
    """Where the shared folder is; empty when there is none, or it is somewhere else for each PC."""

    @property
    def party(self) -> Party:
        """Among all desks."""
        return Party(self.site, self.desk)

    @property
    def founding(self) -> Founding:
        """What the first start would ask."""
        return Founding(
            self.building, self.site_code, self.code, self.desk, DeskKind(self.kind), self.zone, self.site
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A join file for somebody to carry, and the code to read out."""

    content: bytes
    code: str = field(repr=False)
    place: Place
    expires: datetime


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Somebody who may sign in first at the new PC, once she has set a PIN there."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class JoinFile:
    """What stands in the file."""

    place: Place
    office: KnownHeadOffice | None
    made: datetime
    lines: tuple[Mapping[str, Any], ...] = field(repr=False)
    """Rows of master data (`m`), pictures (`b`), other desks (`d`) and facts (`f`)."""

    @property
    def supervisors(self) -> list[Supervisor]:
        """Who may be the first to sign in, by name."""
        said = (one.get("s") or one.get("c") for one in self.of("m") if one.get("t") == "staff")
        found = (
            Supervisor(row["id"], row["name"])
            for row in said
            if isinstance(row, dict) and row.get("role") == Role.SUPERVISOR.value and row.get("active")
        )
        return sorted(found, key=lambda one: one.name)

    def of(self, kind: str) -> list[Mapping[str, Any]]:
        """The lines of a kind."""
        return [one for one in self.lines if one.get("k") == kind]


def write_join_file(
    place: Place,
    office: KnownHeadOffice | None,
    lines: Iterable[Mapping[str, object]],
    signer: SigningKey,
    now: datetime,
) -> Made:
    """A file, good for seven days, and its code. Raises ValueError for more than a file can hold."""
    code, salt = new_join_code(), secrets.token_bytes(SALT_BYTES)
    first = {"k": "join", **asdict(place), "office": None if office is None else asdict(office)}
    section = frame.Section(_TO, frame.to_lines([first, *lines]))
    expires = now + GOOD_FOR
    header = {
        "by": signer.public.hex(),
        "salt": salt.hex(),
        "at": to_ms(now),
        "expires": to_ms(expires),
        "proto": 1,
    }
    locks = Locks(boxes={_TO: box_of(code, salt).public})
    return Made(frame.write(frame.Kind.JOIN, header, [section], locks, signer), code, place, expires)


def read_join_file(raw: bytes, typed: str, now: datetime) -> JoinFile:
    """What stands in a file. Raises BadJoinFile, WrongJoinCode. Takes a tenth of a second."""
    code = read_join_code(typed)
    found = _frame(raw)
    if not to_ms(now - GOOD_FOR) <= found.header["at"] <= to_ms(now + _AHEAD):
        raise BadJoinFile(
            N_("This join file is older than {n} days, or this PC's clock is wrong. Have a new one made."),
            n=GOOD_FOR.days,
        )
    try:
        keys = Keys(box=box_of(code, bytes.fromhex(found.header["salt"])), name=_TO)
        lines = list(frame.lines_of(found.open(_TO, keys)))
    except frame.Refused as refused:
        if refused.fault is frame.Fault.SECTION:
            raise WrongJoinCode(
                N_("This is not the code of this file. Read it again where the file was made.")
            ) from None
        raise _damaged() from None
    return _joined(lines, from_ms(found.header["at"]))


def _frame(raw: bytes) -> frame.Frame:
    try:
        said = frame.peek(frame.Kind.JOIN, raw)
        found = frame.read(frame.Kind.JOIN, raw, [bytes.fromhex(str(said.get("by")))])
        bytes.fromhex(str(found.header.get("salt")))
    except frame.Refused as refused:
        raise _damaged() from refused
    except ValueError:
        raise _damaged() from None
    if type(found.header.get("at")) is not int or len(str(found.header["salt"])) != 2 * SALT_BYTES:
        raise _damaged()
    if found.header.get("proto") != 1:
        raise BadJoinFile(
            N_("This join file was made by a newer version of the program. Update this PC first.")
        )
    return found


def _joined(lines: Sequence[Mapping[str, Any]], made: datetime) -> JoinFile:
    first = dict(lines[0]) if lines else {}
    if first.pop("k", None) != "join":
        raise _damaged()
    office = first.pop("office", None)
    try:
        place = Place(**first)
        known = None if office is None else KnownHeadOffice(**office)
        place.founding.checked()
    except (TypeError, ValueError, UserError):
        raise _damaged() from None
    return JoinFile(place, known, made, tuple(lines[1:]))


def _damaged() -> BadJoinFile:
    return BadJoinFile(N_("This file is no join file, or it is damaged. Have it saved once more."))
