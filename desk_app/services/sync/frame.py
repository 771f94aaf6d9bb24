"""Every file on the share has one form: magic, header, sections, signature, digest (PROTOCOL.md, The frame).

Reading is bounded before anything is believed: sizes, digest, signature, header, and only then a section is opened and
inflated, up to what its header says. Nothing but `Refused` escapes, with the reason that goes into quarantine.
To add a kind: a member of `Kind`. Its value is part of what is signed, so no file stands in for one of another kind.
"""

from __future__ import annotations

import enum
import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.journal.events import canonical
from desk_app.services.sync.locks import Keys, Locks, NotOpened
from desk_app.services.sync.strict import MOST_PARTS, BadJson, strict_object, to_json

MOST_HEADER = 4096
MOST_BODY = 8 << 20
MOST_RAW = 32 << 20
MOST_RATIO = 100
MOST_LINE = 4 << 20
"""Bytes of one line of a section: the largest picture or paper of a record fits many times."""
MOST_FILE = 16 + MOST_HEADER + MOST_BODY + 96
_SMALL = 4096
"""Bytes that may inflate by any ratio: a few repeated words do."""
_FIXED = struct.Struct(">4s4xII")
_SIGNATURE, _DIGEST = 64, 32


class Kind(enum.Enum):
    """What a file is."""

    BATCH = b"LBX1"
    ACK = b"LBA1"
    FEED = b"LBS1"
    SNAPSHOT = b"LBN1"
    MASTER = b"LBM1"
    TRUST = b"LBT1"
    REVOKED = b"LBR1"
    CARD = b"LBC1"
    FORMAT = b"LBF1"
    RESTORE = b"LBD1"
    HEAD_OFFICE = b"LBH1"
    JOIN = b"LBJ1"


class Fault(enum.StrEnum):
    """Why a file was refused; written into quarantine, told by the share doctor."""

    SIZE = "size"
    DIGEST = "digest"
    NAME = "name"
    SIGNATURE = "signature"
    HEADER = "header"
    STRANGER = "stranger"
    """Of a desk that is not admitted, or was revoked before it was written."""
    OTHER_SHARE = "other_share"
    OTHER_DESK = "other_desk"
    CHAIN = "chain"
    """It does not follow the file before it."""
    FORK = "fork"
    """Another file of this number counts already: a copied PC."""
    OLD = "old"
    """An older version after a newer one."""
    NEWER = "newer"
    """It needs a newer program."""
    SECTION = "section"
    TOO_LARGE = "too_large"
    CONTENT = "content"
    HELD = "held"
    """It cannot be read: another program has it, or this PC may not read it."""


class Refused(Exception):
    """A file does not count. `fault` is the reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Section:
    """Lines for one reader: NDJSON before compression and lock."""

    to: str
    lines: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """A file whose sizes, digest and signature hold. `digest` is of all of it, as the next one's `prev` says it."""

    kind: Kind
    header: Mapping[str, Any]
    digest: bytes
    signer: bytes
    _body: bytes

    @property
    def hash16(self) -> str:
        """What its name says of its content."""
        return self.digest[:8].hex()

    def readers(self) -> list[str]:
        """To whom its sections are addressed."""
        return [str(one["to"]) for one in self.header["sections"]]

    def open(self, to: str, keys: Keys) -> bytes:
        """The lines addressed so; none when there are none. Raises Refused (SECTION, TOO_LARGE)."""
        start = 0
        for one in self.header["sections"]:
            if one["to"] == to:
                return _opened(self, one, self._body[start : start + one["len"]], keys)
            start += one["len"]
        return b""


def hash16_of(raw: bytes) -> str:
    """What a file's name says of its content."""
    return digest_of(raw)[:8].hex()


def digest_of(raw: bytes) -> bytes:
    """SHA-256 of a whole file."""
    return hashlib.sha256(raw).digest()


def write(
    kind: Kind, header: Mapping[str, object], sections: Sequence[Section], locks: Locks, signer: SigningKey
) -> bytes:
    """A file. Raises ValueError for one that no reader would take, KeyError for a reader without a key."""
    _require_sync(signer)
    told, bodies = [], []
    for one in sections:
        packed = zlib.compress(one.lines, 5)
        if len(one.lines) > _inflated_at_most(len(packed)):
            packed = zlib.compress(one.lines, 0)
        locked = locks.lock(one.to, packed, _bound(kind, header, one.to))
        told.append({"to": one.to, "raw": len(one.lines), "len": len(locked)})
        bodies.append(locked)
    head, body = canonical({**header, "sections": told}).encode(), b"".join(bodies)
    too_long = any(len(one.lines) > MOST_RAW for one in sections)
    if len(head) > MOST_HEADER or len(body) > MOST_BODY or too_long:
        raise ValueError("a file of this size is read nowhere")
    try:
        _header(head, len(body))
    except Refused:
        raise ValueError("a file with this header is read nowhere") from None
    signed = _FIXED.pack(kind.value, len(head), len(body)) + head + body
    signed += signer.sign(_domain(kind) + signed)
    return signed + hashlib.sha256(signed).digest()


def read(kind: Kind, raw: bytes, signers: Iterable[bytes]) -> Frame:
    """A file that one of these public keys signed. Raises Refused with the first thing that is wrong."""
    frame = _taken_apart(kind, raw)
    end = len(raw) - _SIGNATURE - _DIGEST
    for public in signers:
        if _signed_by(public, raw[end : end + _SIGNATURE], _domain(kind) + raw[:end]):
            return Frame(kind, frame.header, frame.digest, public, frame._body)
    raise Refused(Fault.SIGNATURE)


def peek(kind: Kind, raw: bytes) -> Mapping[str, Any]:
    """The header of a file whose digest holds, whoever signed it: to find out who should have. Raises Refused."""
    return _taken_apart(kind, raw).header


def lines_of(raw: bytes, most_text: int = MOST_RAW) -> Iterator[dict[str, Any]]:
    """The objects of a section, one at a time: a section of empty lines takes no memory. Raises Refused (CONTENT)."""
    start = 0
    while start < len(raw):
        end = raw.find(b"\n", start, start + MOST_LINE + 1)
        if end < 0:  # the last one may lack its end
            end = len(raw)
        if end - start > MOST_LINE:
            raise Refused(Fault.CONTENT)
        try:
            found = strict_object(raw[start:end], most_text)
        except BadJson:
            raise Refused(Fault.CONTENT) from None
        yield found
        start = end + 1


def to_lines(objects: Iterable[Mapping[str, object]]) -> bytes:
    """Objects as a section's lines. Raises ValueError for one that no reader would take for its length."""
    return b"".join(map(to_line, objects))


def to_line(one: Mapping[str, object]) -> bytes:
    """An object as a line of a section. Raises ValueError for one that no reader would take for its length."""
    line = to_json(one)
    if len(line) > MOST_LINE or (len(line) > MOST_PARTS and line.count(b",") > MOST_PARTS):
        raise ValueError("a line of this length is read nowhere")
    return line + b"\n"


def _taken_apart(kind: Kind, raw: bytes) -> Frame:
    if not _FIXED.size + _SIGNATURE + _DIGEST <= len(raw) <= MOST_FILE:
        raise Refused(Fault.SIZE)
    digest = hashlib.sha256(memoryview(raw)[:-_DIGEST])
    if digest.digest() != raw[-_DIGEST:]:
        raise Refused(Fault.DIGEST)
    digest.update(raw[-_DIGEST:])
    magic, head, body = _FIXED.unpack_from(raw)
    whole = _FIXED.size + head + body + _SIGNATURE + _DIGEST == len(raw)
    if magic != kind.value or raw[4:8] != bytes(4) or head > MOST_HEADER or body > MOST_BODY or not whole:
        raise Refused(Fault.SIZE)
    start = _FIXED.size + head
    header = _header(raw[_FIXED.size : start], body)
    return Frame(kind, header, digest.digest(), b"", raw[start : start + body])


def _header(raw: bytes, body: int) -> dict[str, Any]:
    """One header has one way to be written, and no address two sections. Raises Refused (HEADER)."""
    try:
        header = strict_object(raw, MOST_HEADER)
    except BadJson:
        raise Refused(Fault.HEADER) from None
    sections = header.get("sections")
    if not isinstance(sections, list) or not all(_is_section(one) for one in sections):
        raise Refused(Fault.HEADER)
    addresses = {one["to"] for one in sections}
    whole = len(addresses) == len(sections) and sum(one["len"] for one in sections) == body
    if not whole or canonical(header).encode() != raw:
        raise Refused(Fault.HEADER)
    return header


def _is_section(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != {"to", "raw", "len"} or not isinstance(one["to"], str):
        return False
    raw, length = one["raw"], one["len"]
    sizes = type(raw) is int and type(length) is int
    return sizes and 0 <= raw <= MOST_RAW and 0 <= length <= MOST_BODY


def _opened(frame: Frame, said: Mapping[str, Any], locked: bytes, keys: Keys) -> bytes:
    try:
        packed = keys.unlock(said["to"], locked, _bound(frame.kind, frame.header, said["to"]))
    except NotOpened:
        raise Refused(Fault.SECTION) from None
    if said["raw"] > _inflated_at_most(len(packed)):
        raise Refused(Fault.TOO_LARGE)
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, said["raw"] + 1)
    except zlib.error:
        raise Refused(Fault.SECTION) from None
    if len(text) != said["raw"] or not inflater.eof or inflater.unused_data:
        raise Refused(Fault.SECTION)
    return text


def _inflated_at_most(packed: int) -> int:
    return max(_SMALL, packed * MOST_RATIO)


def _bound(kind: Kind, header: Mapping[str, Any], to: str) -> bytes:
    """What a section is bound to: the header without the sections' sizes, which only its lock makes known."""
    rest = {key: value for key, value in header.items() if key != "sections"}
    return kind.value + canonical({"to": to, "of": rest}).encode()


def _domain(kind: Kind) -> bytes:
    return b"lobby/" + kind.value.decode().lower().encode() + b"\0"


def _signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, Purpose.SYNC.domain + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _require_sync(signer: SigningKey) -> None:
    if signer.purpose is not Purpose.SYNC:
        raise ValueError("files are signed with a key for sync")
