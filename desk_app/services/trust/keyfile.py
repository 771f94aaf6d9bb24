"""A desk's key card as a file: small JSON, signed with the desk's sync key, read strictly.

The fingerprint read out over the phone covers both keys in use; the signature, made with one of them, covers the rest
of the card. Anything but what `write_card` writes is refused with its own sentence. A new field is a new version.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from desk_app.services.codes.short_number import MAX_DESK
from desk_app.services.codes.signing import (
    PUBLIC_BYTES,
    SIGNATURE_BYTES,
    Purpose,
    SigningKey,
    TrustedKey,
)
from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.events import canonical
from desk_app.services.trust.records import CardKey, KeyCard
from desk_app.services.trust.ring import KEYS_SINCE

MAX_BYTES = 16 * 1024
MAX_KEYS = 32
_FORMAT, _VERSION = "desk key card", 1
_DOMAIN, _RENEWAL = b"key card 1\n", b"key renewal 1\n"
_HEAD = {
    *("format", "version", "building", "site_code", "site_number", "desk_code", "desk_number"),
    *("made_at", "keys", "signature"),
}
_KEY = {"purpose", "public", "valid_from", "retired_at", "revoked_at", "vouch"}
_SITE_CODE, _DESK_CODE = re.compile(r"[A-Z0-9]{2,6}"), re.compile(r"[A-Z0-9]{1,4}")
_NO_CARD = N_("This file is no key card. Choose the file that the other desk saved under “Keys and desks”.")
_TOO_NEW = N_(
    "This key card was saved by a newer version of the program. Update this PC first. Nothing was changed."
)
_DAMAGED = N_(
    "This key card is damaged or was altered. Have the other desk save it once more. Nothing was changed."
)


class BadCard(UserError):
    """The file is no key card that can be taken here."""


def write_card(card: KeyCard, key: SigningKey) -> bytes:
    """The file. `key` is the sync key in use. Raises ValueError for another one."""
    if key.public != card.current(Purpose.SYNC):
        raise ValueError("a card is signed with the sync key it names")
    body = _body(card)
    signed = {**body, "signature": key.sign(_message(body)).hex()}
    return (json.dumps(signed, ensure_ascii=False, indent=1) + "\n").encode()


def read_card(raw: bytes) -> KeyCard:
    """The card in a file. Raises BadCard for whatever `write_card` never wrote; no bytes raise anything else.

    Whether it may count here (building, desk, known keys) is `rules.news_of`'s to say.
    """
    data = _object(raw)
    if data.get("format") != _FORMAT:
        raise BadCard(_NO_CARD)
    if type(data.get("version")) is not int or data["version"] > _VERSION:
        raise BadCard(_TOO_NEW)
    try:
        card = _card(data)
        signature = _bytes(data["signature"], SIGNATURE_BYTES)
    except (KeyError, TypeError, ValueError):
        raise BadCard(_DAMAGED) from None
    signer = TrustedKey(
        card.current(Purpose.SYNC),
        frozenset({Purpose.SYNC}),
        card.site_number,
        card.desk_number,
        card.made_at,
    )
    if not signer.verifies(Purpose.SYNC, _message(_body(card)), signature):
        raise BadCard(_DAMAGED)
    return card


def vouching(desk: int, purpose: Purpose, public: bytes) -> bytes:
    """What the old sync key signs of a new key: the same desk has it."""
    return _RENEWAL + f"{desk} {purpose.value} {public.hex()}".encode()


def _message(body: Mapping[str, object]) -> bytes:
    return _DOMAIN + canonical(body).encode()


def _body(card: KeyCard) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "building": card.building,
        "site_code": card.site_code,
        "site_number": card.site_number,
        "desk_code": card.desk_code,
        "desk_number": card.desk_number,
        "made_at": _said(card.made_at),
        "keys": [
            {
                "purpose": one.purpose.value,
                "public": one.public.hex(),
                "valid_from": _said(one.valid_from),
                "retired_at": _said(one.retired_at),
                "revoked_at": _said(one.revoked_at),
                "vouch": None if one.vouch is None else one.vouch.hex(),
            }
            for one in card.keys
        ],
    }


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise BadCard(_NO_CARD)
    try:
        data = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse
        )
    except (ValueError, RecursionError):
        raise BadCard(_NO_CARD) from None
    if not isinstance(data, dict):
        raise BadCard(_NO_CARD)
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _refuse(text: str) -> object:
    raise ValueError("no such number in a key card")


def _card(data: dict[str, Any]) -> KeyCard:
    if set(data) != _HEAD or not isinstance(data["keys"], list) or not 1 <= len(data["keys"]) <= MAX_KEYS:
        raise ValueError("not the fields of a card")
    keys = tuple(_key(one) for one in data["keys"])
    in_use = sorted(one.purpose.value for one in keys if one.current)
    if in_use != sorted(purpose.value for purpose in Purpose) or len({one.public for one in keys}) != len(
        keys
    ):
        raise ValueError("one key in use for each purpose")
    building = data["building"]
    if not (isinstance(building, str) and 2 <= len(building) <= 60 and building.isprintable()):
        raise ValueError("no name of a building")
    return KeyCard(
        building,
        _code(data["site_code"], _SITE_CODE),
        _number(data["site_number"], (1 << 24) - 1),
        _code(data["desk_code"], _DESK_CODE),
        _number(data["desk_number"], MAX_DESK),
        _moment(data["made_at"]),
        keys,
    )


def _key(data: object) -> CardKey:
    if not isinstance(data, dict) or set(data) != _KEY:
        raise ValueError("not the fields of a key")
    return CardKey(
        Purpose(data["purpose"]),
        _bytes(data["public"], PUBLIC_BYTES),
        _moment(data["valid_from"]),
        None if data["retired_at"] is None else _moment(data["retired_at"]),
        None if data["revoked_at"] is None else _moment(data["revoked_at"]),
        None if data["vouch"] is None else _bytes(data["vouch"], SIGNATURE_BYTES),
    )


def _code(value: object, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError("no code")
    return value


def _number(value: object, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError("no such number")
    return value


def _bytes(value: object, length: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * length or not re.fullmatch(r"[0-9a-f]+", value):
        raise ValueError("no bytes")
    return bytes.fromhex(value)


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise TypeError("no moment")
    moment = datetime.fromisoformat(value)
    # The zone first: the first and the last day of all time have no moment in UTC.
    if moment.utcoffset() != timedelta() or moment < KEYS_SINCE or _said(moment) != value:
        raise ValueError("not as a card writes it")
    return moment


def _said(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="milliseconds")
