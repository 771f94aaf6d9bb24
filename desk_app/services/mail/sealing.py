"""The line behind an archived paper that signs it: which month, by which desk, the digests of both files.

PDF readers pass over what stands behind the end of a file. The line is signed with the desk's key for records, under
a purpose of its own within it. No database here.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date, datetime

from desk_app.services.codes.signing import KeyRing, Purpose, SigningKey
from desk_app.services.core.desk import Desk

_MARK = b"\n%mail-archive/1 "
_PURPOSE = b"mail-archive/1\n"
_LINE = re.compile(rb"([A-Za-z0-9+/=]{20,4000}) ([0-9a-f]{8}) ([0-9a-f]{128})\n")


def digest_of(raw: bytes) -> str:
    """SHA-256, as it is kept and printed."""
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """What was signed of an archive."""

    first: date
    site: int
    desk: int
    at: datetime
    paper: str
    """SHA-256 of the paper before its seal."""
    book: str
    """SHA-256 of the spreadsheet."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A paper taken apart: what stands before the seal, and the seal as it was read."""

    body: bytes
    seal: Seal
    message: bytes
    key_id: bytes
    signature: bytes

    @property
    def whole(self) -> bool:
        """Whether the paper is the one the seal speaks of."""
        return digest_of(self.body) == self.seal.paper

    def known(self, ring: KeyRing) -> bool:
        """Whether the ring has any key of the name that is given: else nothing can be said."""
        return bool(ring.with_id(self.key_id))

    def genuine(self, ring: KeyRing) -> bool:
        """Whether a desk of this building signed it, with a key that counted then."""
        key = ring.find(Purpose.SYNC, self.key_id, self.message, self.signature)
        if key is None or key.ended_by(self.seal.at):
            return False
        return (key.site, key.desk) == (self.seal.site, self.seal.desk)


def sealed(paper: bytes, book: str, first: date, desk: Desk, at: datetime, key: SigningKey) -> bytes:
    """The paper with its seal behind it. `book`: the spreadsheet's SHA-256."""
    body = paper.rstrip(b"\n")
    said = {
        "first": first.isoformat(), "site": desk.site_number, "desk": desk.desk_number, "at": at.isoformat(),
        "paper": digest_of(body), "book": book,
    }  # fmt: skip
    message = _PURPOSE + json.dumps(said, sort_keys=True).encode()
    line = b" ".join((b64encode(message), key.key_id.hex().encode(), key.sign(message).hex().encode()))
    return body + _MARK + line + b"\n"


def body_digest(paper: bytes) -> str:
    """SHA-256 of a paper without its last line, which is its seal if it has one, whatever became of it."""
    whole = paper.rstrip(b"\n")
    return digest_of(whole[: max(0, whole.rfind(b"\n"))])


def opened(raw: bytes) -> Sealed | None:
    """A sealed paper taken apart; None for anything else. Says nothing about whether it is genuine."""
    body, mark, line = raw.rpartition(_MARK)
    found = _LINE.fullmatch(line) if mark else None
    if found is None:
        return None
    try:
        message = b64decode(found[1], validate=True)
        seal = _read(message)
    except (ValueError, KeyError, TypeError):
        return None
    return Sealed(body, seal, message, bytes.fromhex(found[2].decode()), bytes.fromhex(found[3].decode()))


def _read(message: bytes) -> Seal:
    if not message.startswith(_PURPOSE):
        raise ValueError("another purpose")
    said = json.loads(message.removeprefix(_PURPOSE))
    at = datetime.fromisoformat(said["at"])
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return Seal(
        date.fromisoformat(said["first"]), int(said["site"]), int(said["desk"]), at, str(said["paper"]),
        str(said["book"]),
    )  # fmt: skip
