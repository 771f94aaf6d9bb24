"""Write vectors.json. Run it to add vectors, never to make a failing test pass: paper is not reprinted.

python -m tests.services.codes.make_vectors
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from desk_app.services.codes.claims import PassClaims, PassKind, gate_bits
from desk_app.services.codes.digits import from_digits
from desk_app.services.codes.frame import HEAD, wrap
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import rest_fields
from desk_app.services.codes.short_number import Kind, ShortNumber, check_digit
from desk_app.services.codes.signing import Purpose, SigningKey
from tests.services.codes.build import (
    COLLIDING_SEEDS,
    NOON,
    REST,
    SITE,
    START_OF_TRUST,
    goods,
    key,
    slip,
    trusted,
    visitor,
)

PATH = Path(__file__).with_name("vectors.json")

DESK, OTHER, STOLEN, OLD, SYNC, FAR, YOUNG, STRANGER, LATE = (key(n) for n in range(1, 10))
TWIN, TWIN_AWAY = (key(seed) for seed in COLLIDING_SEEDS)
HOUR = timedelta(hours=1)
KEYS = {
    "desk": trusted(DESK),
    "other": trusted(OTHER, desk=4),
    "stolen": trusted(STOLEN, revoked_at=NOON),
    "old": trusted(OLD, retired_at=NOON),
    "late": trusted(LATE, revoked_at=NOON + timedelta(seconds=1)),
    "sync": trusted(SYNC, purposes=frozenset({Purpose.SYNC})),
    "far": trusted(FAR, site=78),
    "young": trusted(YOUNG, valid_from=NOON + HOUR),
    "twin": trusted(TWIN),
    "twin away": trusted(TWIN_AWAY, site=78),
}
STAGES = ("scan", "version", "key", "signature", "content", "verdict")


def vector(name: str, raw: str, *stages: str, **setting: object) -> dict[str, object]:
    """One vector. Stages not named were never reached; the verdict is the last one named."""
    reached = dict(zip(STAGES, [*stages[:-1], *["-"] * (6 - len(stages)), stages[-1]], strict=True))
    return {"name": name, "raw": raw, "setting": setting, "expect": reached}


def judged(
    name: str, claims: PassClaims, verdict: str, signing: SigningKey = DESK, **setting: object
) -> dict[str, object]:
    """A genuine pass, judged by what it claims."""
    return vector(name, encode(claims, signing), "signed code", "ok", "ok", "ok", "ok", verdict, **setting)


def keyed(name: str, signing: SigningKey, code: str, **changes: object) -> dict[str, object]:
    """A pass whose key may not sign it."""
    return vector(name, encode(visitor(**changes), signing), "signed code", "ok", code, code)


def unread(name: str, raw: str, scan: str, verdict: str) -> dict[str, object]:
    """Something that is no whole pass."""
    return vector(name, raw, scan, verdict)


def forged(name: str, data: bytes, kind: int = 1) -> dict[str, object]:
    """Right outside, wrong inside."""
    return vector(name, wrap(1, kind, data), "signed code", "ok", "ok", "not_genuine", "not_genuine")


def resigned(body: bytes, kind: int, signing: SigningKey = DESK) -> str:
    return wrap(1, kind, body + signing.sign(body))


def data_of(digits: str) -> bytes:
    return from_digits(digits[HEAD:-4])


def at(moment: datetime) -> str:
    return moment.isoformat()


def reading() -> list[dict[str, object]]:
    return [*reading_whole(), *reading_in_parts(), *reading_other_things()]


def reading_whole() -> list[dict[str, object]]:
    code = encode(visitor(), DESK)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    return [
        judged("visitor", visitor(), "release"),
        vector("visitor, full width", wide + "\r\n", "signed code", "ok", "ok", "ok", "ok", "release"),
        vector(
            "visitor, grouped",
            " ".join((code[:99], code[99:])),
            "signed code",
            "ok",
            "ok",
            "ok",
            "ok",
            "release",
        ),
        vector(
            "visitor, control characters",
            f"\x02]Q1\\000026{code}\x03\t",
            "signed code",
            "ok",
            "ok",
            "ok",
            "ok",
            "release",
        ),
        vector("visitor, twice run together", code * 2, "signed code", "ok", "ok", "ok", "ok", "release"),
        vector(
            "visitor, a half before",
            f"{code[:90]}\r{code}\r",
            "signed code",
            "ok",
            "ok",
            "ok",
            "ok",
            "release",
        ),
    ]


def reading_in_parts() -> list[dict[str, object]]:
    code = encode(visitor(), DESK)
    return [
        unread("first half", code[:130], "read again", "read_again"),
        unread("second half", code[130:], "read again", "read_again"),
        unread("last digit lost", code[:-1], "read again", "read_again"),
        unread("first digit lost", code[1:], "read again", "read_again"),
        unread(
            "one digit wrong",
            code[:50] + str((int(code[50]) + 1) % 10) + code[51:],
            "read again",
            "read_again",
        ),
        unread("two digits swapped", _swapped(code), "read again", "read_again"),
        unread("two passes run together", code + encode(goods(), DESK), "several", "several"),
        unread("a pass and a number", f"{code}\r\n{visitor().short_number.digits}", "several", "several"),
    ]


def reading_other_things() -> list[dict[str, object]]:
    number = visitor().short_number
    zero = "0003012"
    return [
        unread("nothing", "\r\n", "nothing", "nothing"),
        unread("control characters alone", "\x02\x03", "read again", "read_again"),
        unread("ten thousand characters", "9" * 10_000, "read again", "read_again"),
        unread("a web address", "https://example.org/?a=1", "foreign", "foreign"),
        unread("letters of an input method", "吃12", "foreign", "foreign"),
        unread("a product's bar code", "6901234567892", "foreign", "foreign"),
        unread("a book", "9787111407010", "foreign", "foreign"),
        unread("a kind of tomorrow", zero + check_digit(zero), "unknown kind", "unknown_kind"),
        unread("an umbrella", ShortNumber(Kind.LOAN, 3, 17).digits, "short number", "not_a_pass"),
        unread("a number unknown here", number.format(), "short number", "not_on_record"),
        vector("a number on record", number.format(), "short number", "release", met=True),
        vector(
            "a number on record, used up",
            number.digits,
            "short number",
            "expired",
            met=True,
            now=at(NOON + 10 * HOUR),
        ),
    ]


def _swapped(code: str) -> str:
    place = next(i for i in range(20, len(code)) if code[i] != code[i + 1])
    return code[:place] + code[place + 1] + code[place] + code[place + 2 :]


def proving() -> list[dict[str, object]]:
    data = data_of(encode(visitor(), DESK))
    body, signature = data[:-64], data[-64:]
    before = int(NOON.timestamp()) - 60
    strange = body[:-2] + b"\x00\x01"
    ok = ("signed code", "ok", "ok", "ok")
    return [
        vector("a newer version", wrap(2, 1, data), "signed code", "newer_version", "newer_version"),
        vector(
            "too short for a pass",
            wrap(1, 1, data[:43] + signature),
            "signed code",
            "not_genuine",
            "not_genuine",
        ),
        keyed("a stranger's key", STRANGER, "unknown_key"),
        vector(
            "a key for sync",
            resigned(body[:1] + SYNC.key_id + body[5:], 1, SYNC),
            "signed code",
            "ok",
            "key_purpose",
            "key_purpose",
        ),
        keyed("a key of another building", FAR, "key_site"),
        keyed("a key not valid yet", YOUNG, "key_too_early"),
        keyed("a key revoked by then", STOLEN, "key_revoked"),
        judged("a key revoked later", visitor(issued=before), "release", STOLEN),
        keyed("a key replaced by then", OLD, "key_revoked"),
        judged("a key replaced later", visitor(issued=before), "release", OLD),
        judged("a key revoked a second later", visitor(), "release", LATE),
        judged("two keys of one id", visitor(), "release", TWIN),
        forged("two keys of one id, the wrong one", data_of(encode(visitor(), TWIN_AWAY))),
        forged("signature of zeros", body + bytes(64)),
        forged("signature of another pass", body + data_of(encode(visitor(counter=1), DESK))[-64:]),
        forged("another key's signature", body + OTHER.sign(body)),
        forged("signed for sync", body + key(1, Purpose.SYNC).sign(body)),
        forged("longer lifetime", body[:22] + b"\xff\xff" + body[24:] + signature),
        vector("another kind outside", wrap(1, 2, data), *ok, "not_understood", "not_understood"),
        vector("goods on a visitor's pass", resigned(strange, 1), *ok, "not_understood", "not_understood"),
        vector("a field cut off", resigned(body + b"\x02\x09", 1), *ok, "not_understood", "not_understood"),
        vector("a field of tomorrow", resigned(body + b"\x63\x02ab", 1), *ok, "ok", "release"),
        vector("another desk's number", encode(visitor(), OTHER), *ok, "other_desk", "other_desk"),
    ]


def judging() -> list[dict[str, object]]:
    use = {"at": at(NOON), "gate": "North gate", "by": "Li", "here": True, "closes": True}
    replaced = {"at": at(NOON), "by": "Wang", "instead": "7003 0120 55"}
    away, part = use | {"here": False}, use | {"closes": False}
    two_trips = goods(kind=PassKind.MOVE_OUT, trips=2)
    return [
        judged("goods", goods(), "release"),
        judged("tools", goods(kind=PassKind.TOOLS), "release"),
        judged(
            "returnable goods at any of three gates",
            goods(kind=PassKind.RETURNABLE, gates=gate_bits([1, 2, 5])),
            "release",
        ),
        judged("another building", visitor(site=78), "wrong_site"),
        judged("another gate", goods(gates=gate_bits([1, 3])), "wrong_gate"),
        judged("any gate, at a desk that is none", visitor(), "release", gate=0),
        judged("one gate, at a desk that is none", goods(), "wrong_gate", gate=0),
        judged("tomorrow", visitor(delay=1440), "not_yet"),
        judged("issued by a clock a little ahead", visitor(issued=int(NOON.timestamp()) + 240), "release"),
        judged(
            "issued by a clock far ahead",
            visitor(issued=int(NOON.timestamp()) + 4000),
            "not_yet",
            suspect=True,
        ),
        judged("last minute", visitor(), "release", now=at(NOON + timedelta(minutes=599))),
        judged("over", visitor(), "expired", now=at(NOON + timedelta(minutes=600))),
        judged(
            "over, clock set back",
            visitor(),
            "expired",
            floor=at(NOON + timedelta(minutes=600)),
            suspect=True,
        ),
        judged("clock a little back", visitor(), "release", floor=at(NOON + timedelta(minutes=6))),
        judged("clock set back", visitor(), "release", floor=at(NOON + timedelta(minutes=7)), suspect=True),
        judged("begun by the newest time", visitor(delay=60), "release", floor=at(NOON + HOUR), suspect=True),
        judged("the one on record", visitor(), "release", met=True),
        judged("not the one on record", visitor(tenant=52), "two_of_a_number", met=True),
        judged("revoked", visitor(), "revoked", revoked={"at": at(NOON), "by": "Wang"}),
        judged("revoked and used", visitor(), "revoked", revoked={"at": at(NOON), "by": "Wang"}, used=[use]),
        judged("replaced", goods(), "replaced", revoked=replaced),
        judged("replaced and used", goods(), "replaced", revoked=replaced, used=[use]),
        judged("used here", goods(), "used_here", used=[use]),
        judged("used elsewhere", visitor(), "used_elsewhere", used=[away]),
        judged("used here and elsewhere", visitor(), "used_here", used=[away, use]),
        judged("a part has left", goods(), "release", used=[part, part]),
        judged("one trip of two", two_trips, "release", used=[part, use]),
        judged("two trips of two", two_trips, "used_elsewhere", used=[away, away]),
    ]


def balances() -> list[dict[str, object]]:
    use = {"at": at(NOON), "gate": "North gate", "by": "Li", "here": True, "closes": True}
    body = data_of(encode(slip(), DESK))[:-64]
    bare = data_of(encode(goods(), DESK))[:-64]
    unclear = ("signed code", "ok", "ok", "ok", "not_understood", "not_understood")
    first = slip(fields=rest_fields({1: REST[1]}, goods().pass_id))
    return [
        judged("balance slip", slip(), "release"),
        judged("balance slip of the first line", first, "release"),
        judged("balance slip of a revoked pass", slip(), "revoked", revoked={"at": at(NOON), "by": "Wang"}),
        judged("balance slip of a pass used up", slip(), "used_here", met=True, used=[use]),
        judged("balance slip, a part has left", slip(), "release", met=True, used=[use | {"closes": False}]),
        judged("balance slip of a pass never met", slip(), "release", used=[use]),
        judged("balance slip at another gate", slip(), "wrong_gate", gate=1),
        vector("balance of two passes", resigned(body + b"\x05\x01\x07", 2), *unclear),
        vector("balance of a number too long", resigned(bare + b"\x05\x09" + b"\x01" * 9, 2), *unclear),
        vector("places for other lines", resigned(body[:-4] + b"\x06\x01\x01", 2), *unclear),
        vector("one place for two lines", resigned(body[:-1] + b"\x01", 2), *unclear),
        vector("a place before the first", resigned(body[:-1] + b"\x00", 2), *unclear),
    ]


def main() -> None:
    keys = {
        name: {
            "public": held.public.hex(),
            "purposes": sorted(purpose.value for purpose in held.purposes),
            "site": held.site,
            "desk": held.desk,
            "valid_from": at(held.valid_from),
            "revoked_at": held.revoked_at and at(held.revoked_at),
            "retired_at": held.retired_at and at(held.retired_at),
        }
        for name, held in KEYS.items()
    }
    place = {"site": SITE, "gate": 2, "now": at(NOON + timedelta(minutes=1)), "floor": at(START_OF_TRUST)}
    vectors = reading() + proving() + judging() + balances()
    PATH.write_text(
        json.dumps({"keys": keys, "setting": place, "vectors": vectors}, indent=1, ensure_ascii=True) + "\n"
    )


if __name__ == "__main__":
    main()
