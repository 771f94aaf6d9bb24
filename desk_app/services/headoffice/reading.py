"""A batch as head office reads it: verified, opened, and its lines as rows of head office's tables.

Nothing here touches the database. What is wrong is told by `Refused`, before anything counts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from desk_app.services.journal.events import canonical
from desk_app.services.sync import frame
from desk_app.services.sync.frame import Fault, Frame, Refused
from desk_app.services.sync.locks import HQ, Keys
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.strict import to_json

READER = 1
"""The version of batches that this program reads."""
_MOST = (1 << 63) - 1
_MOST_AT = 253_370_000_000_000
"""Near the end of the year 9999: later moments no calendar holds."""
_REVOKED_WAITS = 7 * 86_400_000
"""So long what a stolen PC wrote before may still come after it was revoked."""
_MOST_KEY = 600
"""Bytes of a text that a database sorts by."""
_FORGETS = "forgotten"
_EPOCH, _HEAD = re.compile(r"[0-9a-f]{8}"), re.compile(r"[0-9a-f]{64}")
Line = Mapping[str, Any]
Row = dict[str, Any]


class _Odd(Exception):
    """A line that no database takes as it is: it is kept whole among the unknown ones, and nothing waits for it."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key set of a desk, and when it counts, in milliseconds."""

    sync: bytes
    ended: int | None
    revoked: int | None
    revoked_on: int | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A batch whose name, desk and signature hold; not opened yet."""

    party: Party
    name: BatchName
    frame: Frame
    path: str
    raw: bytes
    prev: bytes
    revoked: bool
    """Whether its keys are in wrong hands by now."""

    @property
    def at(self) -> int:
        """When it was packed, by its desk's clock."""
        return int(self.frame.header["at"])

    @property
    def closes(self) -> list[str]:
        """Epochs that it closes."""
        return list(self.frame.header.get("closes", ()))


@dataclass
class Opened:
    """What a batch says, as rows."""

    sealed: Sealed
    stamp: int = 0
    events: list[Row] = field(default_factory=list)
    emptied: set[int] = field(default_factory=set)
    forgotten: dict[int, int] = field(default_factory=dict)
    """Record → stamp up to which its personal data is forgotten."""
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    audit: list[Row] = field(default_factory=list)
    unknown: list[Row] = field(default_factory=list)
    facts: dict[tuple[str, str], Row] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    """The facts as lines, in their order."""
    altered: list[int] = field(default_factory=list)
    """Events whose own digest does not fit: somebody changed the desk's journal by hand."""

    def __post_init__(self) -> None:
        self.party = str(self.sealed.party)


def sealed(
    raw: bytes,
    name: BatchName,
    path: str,
    party: Party,
    signers: Collection[Signer],
    known_epoch: bool,
    share: str,
    arrived: int,
) -> Sealed:
    """Verify a file. `known_epoch`: the epoch was begun before; `arrived`: when, at the latest. Raises Refused."""
    found = frame.read(frame.Kind.BATCH, raw, [one.sync for one in signers])
    header = found.header
    if found.hash16 != name.hash16 or (header.get("epoch"), header.get("seq")) != (name.epoch, name.seq):
        raise Refused(Fault.NAME)
    if header.get("share") != share:
        raise Refused(Fault.OTHER_SHARE)
    if header.get("party") != str(party):
        raise Refused(Fault.OTHER_DESK)
    if _whole(header, "proto") > READER or _whole(header, "min_reader") > READER:
        raise Refused(Fault.NEWER)
    signer = next(one for one in signers if one.sync == found.signer)
    _require_sound(header)
    _require_counting(signer, _whole(header, "at"), known_epoch, arrived)
    return Sealed(party, name, found, path, raw, _prev(header), signer.revoked is not None)


def _require_sound(header: Mapping[str, Any]) -> None:
    """Everything that a header says, once and here. Raises Refused."""
    for key in ("n", "stamp", "lo", "hi"):
        _whole({key: 0, **header}, key)
    closes, audit, app = header.get("closes", []), header.get("audit", []), header.get("app", "")
    sound = _whole(header, "at") <= _MOST_AT and isinstance(app, str) and "\0" not in app
    sound = sound and isinstance(closes, list) and all(map(_is_epoch, closes))
    if not sound or not isinstance(audit, list) or not (not audit or _is_head(audit)) or "n" not in header:
        raise Refused(Fault.HEADER)


def _is_epoch(one: Any) -> bool:
    return isinstance(one, str) and _EPOCH.fullmatch(one) is not None


def _is_head(audit: list[Any]) -> bool:
    """Length and digest of a chain."""
    if len(audit) != 2 or type(audit[0]) is not int or not 0 <= audit[0] <= _MOST:
        return False
    return isinstance(audit[1], str) and _HEAD.fullmatch(audit[1]) is not None


def _require_counting(signer: Signer, at: int, known_epoch: bool, arrived: int) -> None:
    """What a replaced PC began before counts to its end, whatever its clock said; a stolen one's does not.

    Whoever has the stolen keys can write any moment into a batch: what does not come soon does not come any more.
    """
    late = signer.revoked_on is not None and arrived - signer.revoked_on >= _REVOKED_WAITS
    revoked = signer.revoked is not None and (at >= signer.revoked or late)
    ended = signer.ended is not None and at >= signer.ended and not known_epoch
    if revoked or ended:
        raise Refused(Fault.STRANGER)


def opened(batch: Sealed, keys: Keys) -> Opened:
    """Open a batch and read its lines. Raises Refused."""
    found = Opened(
        batch, _whole({"stamp": 0, **batch.frame.header}, "stamp") or _whole(batch.frame.header, "hi")
    )
    events = 0
    for line in frame.lines_of(batch.frame.open(HQ, keys)):
        kind = line.get("k")
        events += kind == "e"
        _line(found, _READERS.get(str(kind), _unknown), line)
    if events != batch.frame.header["n"]:
        raise Refused(Fault.CONTENT)
    for to in batch.frame.readers():
        if to.startswith(f"site:{batch.party.site}:"):
            for line in frame.lines_of(batch.frame.open(to, keys)):
                _line(found, _fact, line)
    return found


def _line(found: Opened, reader: Callable[[Opened, Line], None], line: Line) -> None:
    try:
        reader(found, line)
    except _Odd:
        _unknown(found, line)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise Refused(Fault.CONTENT) from None


def _event(found: Opened, line: Line) -> None:
    seal, stamp, kind = line.get("s"), _number(line["h"]), _name(line["t"])
    row: Row = {
        "site": found.sealed.party.site,
        "id": _number(line["id"]),
        "party": found.party,
        "kind": kind,
        "version": _number(line["v"]),
        "entity": _number(line["e"]),
        "stamp": stamp,
        "at": _number(line["w"]),
        "actor": _number(line["a"]),
        "payload": _text(line["p"]),
        "private": None if line.get("x") is None else _text(line["x"]),
        "seal": None if seal is None else bytes.fromhex(seal),
        "digest": bytes.fromhex(line["d"]),
    }
    found.events.append(row)
    if row["seal"] is not None and row["private"] is None:  # packed again after it was emptied
        found.emptied.add(row["id"])
    if kind.endswith(_FORGETS):
        found.forgotten[row["entity"]] = max(stamp, found.forgotten.get(row["entity"], 0))
    if not _digest_fits(row):
        found.altered.append(row["id"])


def _digest_fits(row: Row) -> bool:
    text = (
        f"{row['id']}\0{row['stamp']}\0{row['kind']}\0{row['version']}\0"
        f"{row['entity']}\0{row['at']}\0{row['actor']}\0{row['payload']}\0"
    )
    return bool(hashlib.sha256(text.encode() + (row["seal"] or b"")).digest() == row["digest"])


def _audit(found: Opened, line: Line) -> None:
    columns = line["c"]
    found.audit.append(
        {
            "party": found.party,
            "seq": _number(columns["seq"]),
            "digest": _key(columns["digest"]["b64"]),
            "previous": _key(columns["previous"]["b64"]),
            "columns": _json(columns),
        }
    )


def _row(found: Opened, line: Line) -> None:
    columns, key = line["c"], line["p"]
    if not isinstance(key, list) or not (columns is None or isinstance(columns, dict)):
        raise TypeError("a row is a key and columns")
    row: Row = {
        "party": found.party,
        "table": _name(line["t"]),
        "key": _key(_json(key)),
        "stamp": _number(line["h"]),
        "columns": _json(columns),
    }
    if row["table"] == "journal_events" and (columns is None or columns.get("private") is None):
        found.emptied.add(_number(key[0]))
    found.rows[row["table"], row["key"]] = row


def _unknown(found: Opened, line: Line) -> None:
    text = _json(line)
    digest = hashlib.sha256(text.encode()).hexdigest()
    found.unknown.append({"party": found.party, "digest": digest, "line": text})


_READERS: Mapping[str, Callable[[Opened, Line], None]] = {"e": _event, "a": _audit, "r": _row}


def _fact(found: Opened, line: Line) -> None:
    name, fact = line.get("n"), line.get("f")
    if not isinstance(name, str) or not isinstance(fact, dict) or type(line.get("v")) is not int:
        raise Refused(Fault.CONTENT)
    record, text, party = record_of(fact), _json(line), found.sealed.party
    name = _name(name)
    found.told.append(text)
    found.facts[name, record] = {
        "site": party.site,
        "party": found.party,
        "name": name,
        "record": record,
        "stamp": found.stamp,
        "line": text,
    }


def record_of(fact: Mapping[str, Any]) -> str:
    """Which record a fact is about: its `id`, else its `root`; a fact without either is about itself alone."""
    for key in ("id", "root"):
        if type(fact.get(key)) is int:
            return str(fact[key])
    return hashlib.sha256(canonical(fact).encode()).hexdigest()


def _prev(header: Mapping[str, Any]) -> bytes:
    try:
        found = bytes.fromhex(header["prev"])
    except (KeyError, TypeError, ValueError):
        raise Refused(Fault.HEADER) from None
    if len(found) != hashlib.sha256().digest_size:
        raise Refused(Fault.HEADER)
    return found


def _whole(header: Mapping[str, Any], key: str) -> int:
    value = header.get(key)
    if type(value) is not int or not 0 <= value <= _MOST:
        raise Refused(Fault.HEADER)
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not -_MOST <= value <= _MOST:
        raise TypeError("no number of ours")
    return value


def _text(value: Any) -> str:
    """A text that every database takes. Raises TypeError, ValueError, _Odd."""
    if type(value) is not str:
        raise TypeError("no text")
    if "\0" in value:
        raise _Odd
    if not value.isascii():
        value.encode()  # half a character is none
    return value


def _key(value: Any) -> str:
    """A text that every database sorts by. Raises TypeError, ValueError, _Odd."""
    text = _text(value)
    if 4 * len(text) > _MOST_KEY and len(text.encode()) > _MOST_KEY:
        raise _Odd
    return text


@lru_cache(maxsize=1024)
def _name(value: Any) -> str:
    """What kind of event, table or fact it is: the same few texts come again and again. Raises what `_key` does."""
    return _key(value)


def _json(value: object) -> str:
    """One form for what is the same: the names of columns sorted, no spaces.

    What `frame.lines_of` took has no half characters, and zeros are written out: every database takes it.
    """
    return to_json(value).decode()
