"""A desk's pass records as one signed file, for a USB stick or a shared folder.

    front-desk-records/1 <site> <desk>\\n   what it is, whose
    {…}\\n                                   JSON, strict: no key twice, no fraction, nothing but what is listed here
    ed25519 <key id> <signature>\\n          over all bytes before this line, with the desk's SYNC key

`read` raises nothing but NotTaken. To add a value: the next version number, and both versions in `read`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from desk_app.services.codes.claims import GATES
from desk_app.services.codes.goods import MAX_PIECES
from desk_app.services.codes.short_number import MAX_DESK
from desk_app.services.codes.signing import (
    KEY_ID_BYTES,
    SIGNATURE_BYTES,
    KeyRing,
    Purpose,
    SigningKey,
    TrustedKey,
)
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.passes.records import Moved
from desk_app.services.passes.told import Told, ToldPass, ToldRelease, ToldReturn, ToldRevocation

VERSION = 1
MOST_BYTES = 8 << 20
MOST_ROWS = 30_000
MOST_LINES = 256
MOST_NAME = 80
MOST_TRIPS = 255
MOST_SEEN = 1000
CODE_DIGITS = 32
"""Hexadecimal digits of a code's digest."""

PARTS = ("releases", "returns", "revocations", "passes")
"""What records there are, as the file names them."""

_MAGIC = b"front-desk-records/"
_HEAD = re.compile(rb"front-desk-records/([1-9]\d{0,3}) (0|[1-9]\d{0,7}) (0|[1-9]\d{0,4})\Z")
_FOOT = re.compile(rb"ed25519 ([0-9a-f]{%d}) ([0-9a-f]{%d})\Z" % (2 * KEY_ID_BYTES, 2 * SIGNATURE_BYTES))
_CODE = re.compile(rf"[0-9a-f]{{{CODE_DIGITS}}}")
_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_LATEST_MS = 1 << 42  # the year 2109
T = TypeVar("T")


class NotTaken(UserError):
    """A file that cannot be taken in. Nothing of it was."""


# Writing


def write(told: Told, key: SigningKey) -> bytes:
    """The file. Raises ValueError for a key that does not sign records, NotTaken for more than a file may hold."""
    if key.purpose is not Purpose.SYNC:
        raise ValueError("this key does not sign records")
    head = b"%s%d %d %d\n" % (_MAGIC, VERSION, told.site, told.desk)
    signed = head + _ENCODER.encode(_body(told)).encode() + b"\n"
    foot = f"ed25519 {key.key_id.hex()} {key.sign(signed).hex()}\n".encode()
    rows = (told.releases, told.returns, told.revocations, told.passes)
    if len(signed) + len(foot) > MOST_BYTES or any(len(one) > MOST_ROWS for one in rows):
        raise NotTaken(N_("There are too many records for one file. Tell whoever looks after the program."))
    return signed + foot


def _body(told: Told) -> dict[str, object]:
    return {"made_at": to_ms(told.made_at), **written(told)}


def written(told: Told) -> dict[str, list[dict[str, object]]]:
    """The records as JSON says them."""
    return {
        "releases": [_written_release(one) for one in told.releases],
        "returns": [_written_return(one) for one in told.returns],
        "revocations": [
            {"root": one.root, "at": to_ms(one.at), "by": one.by_name, "replaced_by": one.replaced_by}
            for one in told.revocations
        ],
        "passes": [
            {
                "pass": one.pass_id,
                "root": one.root,
                "code": one.code,
                "number": one.number,
                "trips": one.trips,
                "quantities": list(one.quantities),
            }
            for one in told.passes
        ],
    }


def _written_release(one: ToldRelease) -> dict[str, object]:
    return {
        "id": one.id,
        "desk": one.desk,
        "root": one.root,
        "pass": one.pass_id,
        "place": one.place,
        "gate": one.gate,
        "at": to_ms(one.at),
        "by": one.by_name,
        "trip": one.trip,
        "closes": one.closes,
        "whole": one.whole,
        "slip": one.slip,
        "seen": list(one.seen),
        "moved": _written_lines(one.moved),
    }


def _written_return(one: ToldReturn) -> dict[str, object]:
    return {
        "id": one.id,
        "desk": one.desk,
        "root": one.root,
        "gate": one.gate,
        "at": to_ms(one.at),
        "by": one.by_name,
        "undone_at": None if one.undone_at is None else to_ms(one.undone_at),
        "moved": _written_lines(one.moved),
    }


def _written_lines(moved: Iterable[Moved]) -> list[list[int]]:
    return [[line.position, line.quantity] for line in moved]


# Reading


_HALF = N_("This file is not whole: copying it was interrupted. Copy it again. Nothing was taken from it.")
SENSELESS = N_("Desk {desk} signed this file, but what it says makes no sense. Nothing was taken from it.")
_CHANGED = N_(
    "This file was changed or damaged after it was made. Have it made again. Nothing was taken from it."
)


def read(data: bytes, ring: KeyRing, site: int) -> Told:
    """What a desk of this building tells. Raises NotTaken, and nothing else whatever the bytes are."""
    if len(data) > MOST_BYTES:
        raise NotTaken(N_("This file is too large to be a desk's pass records. Nothing was taken from it."))
    if not data or data[: len(_MAGIC)] != _MAGIC[: len(data)]:
        raise NotTaken(N_("This is not a file of pass records. Nothing was taken from it."))
    head, *middle = data.split(b"\n", 2)
    if not middle:
        raise NotTaken(_HALF)
    desk = _desk_of(head, site)
    signed, foot = _cut(data)
    key = _signer(ring, signed, foot, desk, site)
    try:
        told = _told(_parse(signed[len(head) :]), site, desk)
    except (ValueError, RecursionError):
        raise NotTaken(SENSELESS, desk=desk) from None
    if key.revoked_at is not None or key.ended_by(told.made_at):
        raise NotTaken(
            N_(
                "This file was signed with a key that no longer counts. Have it made again. Nothing was taken."
            ),
        )
    return told


def _desk_of(head: bytes, site: int) -> int:
    """Whose file it says it is; the signature proves it later."""
    said = _HEAD.match(head)
    if said is None:
        raise NotTaken(_CHANGED)
    version, of_site, desk = map(int, said.groups())
    if version > VERSION:
        raise NotTaken(N_("A newer version of the program made this file. Bring this PC up to date first."))
    if of_site != site:
        raise NotTaken(N_("This file is another building's. Nothing was taken from it."))
    if desk > MAX_DESK:
        raise NotTaken(_CHANGED)
    return desk


def _cut(data: bytes) -> tuple[bytes, re.Match[bytes]]:
    """What was signed, and the last line: which key, and the signature."""
    if not data.endswith(b"\n"):
        raise NotTaken(_HALF)
    signed, _, foot = data[:-1].rpartition(b"\n")
    found = _FOOT.match(foot)
    if found is None:
        raise NotTaken(_CHANGED if foot.startswith(b"ed25519") else _HALF)
    return signed + b"\n", found


def _signer(ring: KeyRing, signed: bytes, foot: re.Match[bytes], desk: int, site: int) -> TrustedKey:
    wanted, signature = (bytes.fromhex(one.decode()) for one in foot.groups())
    key = ring.find(Purpose.SYNC, wanted, signed, signature)
    if key is None:
        raise NotTaken(_CHANGED if ring.with_id(wanted) else _UNKNOWN, desk=desk)
    if key.desk != desk or key.site != site:
        raise NotTaken(
            N_("This file says it is desk {desk}'s, but desk {other} signed it. Nothing was taken from it."),
            desk=desk,
            other=key.desk,
        )
    return key


_UNKNOWN = N_(
    "This PC does not know desk {desk}'s key. The supervisor admits it under “Keys and desks”. Nothing was taken."
)


# The content: each value in its range, else ValueError


def _parse(body: bytes) -> Any:
    return json.loads(
        body.decode("utf-8"), object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse
    )


def _refuse(text: str) -> NoReturn:
    raise ValueError("no fractions")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _told(body: Any, site: int, desk: int) -> Told:
    made_at, *records = _values(body, ("made_at", *PARTS))
    return read_records(dict(zip(PARTS, records, strict=True)), site, desk, _moment(made_at))


def read_records(body: Any, site: int, desk: int, made_at: datetime) -> Told:
    """What `written` wrote. Raises ValueError for anything else."""
    releases, returns, revocations, passes = _values(body, PARTS)
    told = Told(
        site=site,
        desk=desk,
        made_at=made_at,
        releases=_rows(releases, _release),
        returns=_rows(returns, _return),
        revocations=_rows(revocations, _revocation),
        passes=_rows(passes, _pass),
    )
    _each_once(one.id for one in told.releases)
    _each_once(one.id for one in told.returns)
    _each_once(one.root for one in told.revocations)
    _each_once((one.pass_id, one.code) for one in told.passes)
    return told


def _each_once(names: Iterable[object]) -> None:
    found = list(names)
    if len(set(found)) != len(found):
        raise ValueError("a record comes twice")


def _values(row: Any, names: tuple[str, ...]) -> list[Any]:
    if not isinstance(row, dict) or set(row) != set(names):
        raise ValueError("other names than expected")
    return [row[name] for name in names]


def _rows(rows: Any, read_row: Callable[[Any], T]) -> tuple[T, ...]:
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise ValueError("no list, or too long a one")
    return tuple(map(read_row, rows))


def _release(row: Any) -> ToldRelease:
    names = (
        "id",
        "desk",
        "root",
        "pass",
        "place",
        "gate",
        "at",
        "by",
        "trip",
        "closes",
        "whole",
        "slip",
        "seen",
        "moved",
    )
    number, desk, root, pass_id, place, gate, at, by, trip, closes, whole, slip, seen, moved = _values(
        row, names
    )
    return ToldRelease(
        id=_id(number),
        desk=_between(desk, 1, MAX_DESK),
        root=_id(root),
        pass_id=_id(pass_id),
        place=_between(place, 1, MOST_ROWS),
        gate=_between(gate, 0, GATES),
        at=_moment(at),
        by_name=_text(by),
        trip=_between(trip, 1, MOST_TRIPS),
        closes=_flag(closes),
        whole=_flag(whole),
        slip=_id_or_none(slip),
        seen=_seen(seen),
        moved=_moved(moved),
    )


def _seen(ids: Any) -> tuple[int, ...]:
    if not isinstance(ids, list) or len(ids) > MOST_SEEN:
        raise ValueError("no releases")
    return tuple(map(_id, ids))


def _return(row: Any) -> ToldReturn:
    names = ("id", "desk", "root", "gate", "at", "by", "undone_at", "moved")
    number, desk, root, gate, at, by, undone_at, moved = _values(row, names)
    return ToldReturn(
        id=_id(number),
        desk=_between(desk, 1, MAX_DESK),
        root=_id(root),
        gate=_between(gate, 0, GATES),
        at=_moment(at),
        by_name=_text(by),
        undone_at=None if undone_at is None else _moment(undone_at),
        moved=_moved(moved),
    )


def _revocation(row: Any) -> ToldRevocation:
    root, at, by, replaced_by = _values(row, ("root", "at", "by", "replaced_by"))
    return ToldRevocation(_id(root), _moment(at), _text(by), _id_or_none(replaced_by))


def _pass(row: Any) -> ToldPass:
    names = ("pass", "root", "code", "number", "trips", "quantities")
    pass_id, root, code, number, trips, quantities = _values(row, names)
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise ValueError("no digest")
    if not isinstance(quantities, list) or len(quantities) > MOST_LINES:
        raise ValueError("no quantities")
    return ToldPass(
        pass_id=_id(pass_id),
        root=_id(root),
        code=code,
        number=_text(number),
        trips=_between(trips, 1, MOST_TRIPS),
        quantities=tuple(_between(one, 0, MAX_PIECES) for one in quantities),
    )


def _moved(rows: Any) -> tuple[Moved, ...]:
    if not isinstance(rows, list) or len(rows) > MOST_LINES:
        raise ValueError("no lines")
    moved = tuple(_one_moved(row) for row in rows)
    if len({line.position for line in moved}) != len(moved):
        raise ValueError("a line comes twice")
    return moved


def _one_moved(row: Any) -> Moved:
    if not isinstance(row, list) or len(row) != 2:
        raise ValueError("no line")
    return Moved(_between(row[0], 0, MOST_LINES - 1), _between(row[1], 1, MAX_PIECES))


def _between(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("out of range")
    return value


def _id(value: Any) -> int:
    return _between(value, 1, (1 << 63) - 1)


def _id_or_none(value: Any) -> int | None:
    return None if value is None else _id(value)


def _moment(value: Any) -> datetime:
    return from_ms(_between(value, 0, _LATEST_MS))


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("neither yes nor no")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_NAME or not (value == "" or value.isprintable()):
        raise ValueError("no text")
    return value
