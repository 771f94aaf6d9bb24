"""A sound file of every kind, signed and locked with keys that everybody knows."""

from __future__ import annotations

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.sync import frame
from desk_app.services.sync.frame import Kind, Section
from desk_app.services.sync.locks import HQ, BoxKey, Keys, Locks

SITE, VERSION = 12, 3
PARTY, PEER = "12-01", "12-02"
SHARE = "5a" * 16
AT = 1_795_478_400_000
EPOCH = "0badcafe"

DESK_KEY = SigningKey(Purpose.SYNC, b"\x11" * 32)
PEER_KEY = SigningKey(Purpose.SYNC, b"\x12" * 32)
OFFICE_KEY = SigningKey(Purpose.SYNC, b"\x21" * 32)
ROOT_KEY = SigningKey(Purpose.SYNC, b"\x22" * 32)
PASS_KEY = SigningKey(Purpose.PASS, b"\x11" * 32)
"""Of the same seed as the desk's key: only the purpose tells them apart."""

DESK_BOX, PEER_BOX, OFFICE_BOX = BoxKey(b"\x31" * 32), BoxKey(b"\x32" * 32), BoxKey(b"\x41" * 32)
CODE_BOX = BoxKey(b"\x61" * 32)
SITE_KEY, OTHER_SITE_KEY = b"\x51" * 32, b"\x52" * 32
LOCKS = Locks(
    {SITE: (VERSION, SITE_KEY)},
    {
        HQ: OFFICE_BOX.public,
        "code": CODE_BOX.public,
        f"desk:{PARTY}": DESK_BOX.public,
        f"desk:{PEER}": PEER_BOX.public,
    },
)
DESK_KEYS = Keys({(SITE, VERSION): SITE_KEY}, DESK_BOX, f"desk:{PARTY}")
OFFICE_KEYS = Keys({(SITE, VERSION): SITE_KEY}, OFFICE_BOX, HQ)
CODE_KEYS = Keys({}, CODE_BOX, "code")
STRANGER_KEYS = Keys({(13, VERSION): OTHER_SITE_KEY}, PEER_BOX, "desk:13-01")
ALL_KEYS = (DESK_KEYS, OFFICE_KEYS, CODE_KEYS, STRANGER_KEYS)
SITE_ADDRESS = f"site:{SITE}:{VERSION}"

SIGNERS = {
    Kind.BATCH: DESK_KEY, Kind.CARD: DESK_KEY,
    Kind.TRUST: ROOT_KEY, Kind.HEAD_OFFICE: ROOT_KEY, Kind.FORMAT: ROOT_KEY,
    Kind.ACK: OFFICE_KEY, Kind.FEED: OFFICE_KEY, Kind.SNAPSHOT: OFFICE_KEY, Kind.MASTER: OFFICE_KEY,
    Kind.REVOKED: OFFICE_KEY, Kind.RESTORE: OFFICE_KEY, Kind.JOIN: OFFICE_KEY,
}  # fmt: skip

_PROTO: dict[str, object] = {"share": SHARE, "proto": 1}


def _event(number: int) -> dict[str, object]:
    return {
        "k": "e", "id": (AT << 22) + number, "t": "visit.arrived", "v": 1, "e": 77 + number, "h": (AT << 16) + number,
        "w": AT + number, "a": 5, "p": '{"state":"in"}', "x": '{"name":"王建国","phone":"13812345678"}',
        "s": "ab" * 48, "d": f"{number:064x}",
    }  # fmt: skip


def _fact(number: int) -> dict[str, object]:
    return {"n": "visits.known", "v": 1, "f": {"id": number, "name": "王建国", "at": AT + number}}


def _key_line(party: str, key: SigningKey, box: BoxKey) -> dict[str, object]:
    return {
        "party": party, "sync": key.public.hex(), "box": box.public.hex(), "pass": PASS_KEY.public.hex(),
        "since": AT, "ended": None, "revoked": None, "site_keys": [[VERSION, "cd" * 92]],
    }  # fmt: skip


def header(kind: Kind, size: int = 3) -> dict[str, object]:
    """A header as PROTOCOL.md says it; `size`: how much there is in its lists."""
    site: dict[str, object] = {**_PROTO, "site": SITE, "n": 41, "at": AT}
    keys: dict[str, object] = {
        "sync": DESK_KEY.public.hex(), "box": DESK_BOX.public.hex(), "pass": PASS_KEY.public.hex()
    }  # fmt: skip
    office: dict[str, object] = {"sync": OFFICE_KEY.public.hex(), "box": OFFICE_BOX.public.hex()}
    peers = {f"12-{desk:02d}": {EPOCH: 40 + desk} for desk in range(2, 2 + size)}
    chain = {"audit": [210, "ef" * 32]}
    return {
        Kind.BATCH: {
            **_PROTO, **chain, "party": PARTY, "epoch": EPOCH, "seq": 7, "prev": "0" * 64, "at": AT, "lo": AT << 16,
            "hi": (AT << 16) + size, "n": size, "app": "0.1.0", "min_reader": 1, "closes": [],
            "seen": {"ack": 3, "trust": 2, "master": 1, "rev": 1, "feed": 0, "peers": peers},
        },
        Kind.ACK: {
            **_PROTO, **chain, "party": PARTY, "n": 9, "at": AT, "epochs": {EPOCH: [7, "01" * 32]},
            "missing": [[EPOCH, 8 + one] for one in range(size)], "forks": [], "revoked": None,
        },
        Kind.FEED: {**site, "prev": "0" * 64},
        Kind.SNAPSHOT: {**site, "heard": peers},
        Kind.MASTER: {**site, "expires": AT + 1, "considered": {PARTY: AT << 16}},
        Kind.TRUST: {**_PROTO, "n": 2, "at": AT, "expires": AT + 1, "hq": office},
        Kind.REVOKED: site,
        Kind.CARD: {**keys, "party": PARTY, "code": "A1", "building": "云帆大厦", "at": AT, "share": SHARE},
        Kind.FORMAT: {**_PROTO, "at": AT},
        Kind.RESTORE: {**_PROTO, "party": PARTY, "n": 1, "at": AT, "of": 1},
        Kind.JOIN: {"by": OFFICE_KEY.public.hex(), "salt": "77" * 16, "at": AT, "expires": AT + 1},
        Kind.HEAD_OFFICE: {**office, **_PROTO, "name": "云帆物业总部", "root": ROOT_KEY.public.hex(), "at": AT},
    }[kind]  # fmt: skip


def sections(kind: Kind, size: int = 3) -> list[Section]:
    """What stands in it; `size`: how many lines in each section."""
    events = frame.to_lines(_event(one) for one in range(size))
    facts = frame.to_lines(_fact(one) for one in range(size))
    told = frame.to_lines(
        {"party": PARTY, "epoch": EPOCH, "seq": one, "facts": [_fact(one)]} for one in range(size)
    )
    rows = frame.to_lines(
        {"t": "tenants", "p": [one], "c": {"name": "远望科技", "floor": one}} for one in range(size)
    )
    keys = frame.to_lines([_key_line(PARTY, DESK_KEY, DESK_BOX), _key_line(PEER, PEER_KEY, PEER_BOX)])
    desks = frame.to_lines([{"party": PARTY, "code": "A1", "building": "云帆大厦"}])
    return {
        Kind.BATCH: [Section(HQ, events), Section(SITE_ADDRESS, facts)],
        Kind.FEED: [Section(SITE_ADDRESS, told)],
        Kind.SNAPSHOT: [Section(SITE_ADDRESS, told)],
        Kind.MASTER: [Section(SITE_ADDRESS, rows)],
        Kind.TRUST: [Section("open", keys), Section(SITE_ADDRESS, desks)],
        Kind.REVOKED: [Section(SITE_ADDRESS, facts)],
        Kind.RESTORE: [Section(f"desk:{PARTY}", events)],
        Kind.JOIN: [Section("code", rows)],
    }.get(kind, [])


def example(kind: Kind, size: int = 3) -> bytes:
    """A whole file. Its locked parts differ from call to call, as they must."""
    return frame.write(kind, header(kind, size), sections(kind, size), LOCKS, SIGNERS[kind])


def opened(found: frame.Frame) -> list[tuple[str, bytes]]:
    """Everything in a file that any of the known keys opens, by address. Raises Refused as `Frame.open` does."""
    got = []
    for to in found.readers():
        keys = {HQ: OFFICE_KEYS, "code": CODE_KEYS}.get(to, DESK_KEYS)
        got.append((to, found.open(to, keys)))
    return got
