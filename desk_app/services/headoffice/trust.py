"""The list of keys: which PC is which desk, since when, until when; and each building's key for each of its desks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.headoffice.desks import Desk, KeySet, desks
from desk_app.services.headoffice.guarding import alone
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.outgoing import Letter, issue, keep_newest, newest
from desk_app.services.journal.events import canonical
from desk_app.services.sync import frame, locks, names

_HOLDS = timedelta(days=90)
"""So long desks rely on a list without a warning."""
_RENEWED = timedelta(days=7)
_KEPT = 5
_ENDING = "tru"


def issue_trust(session: Session, keys: OfficeKeys, share_id: str, now: datetime) -> bool:
    """Issue a list when something on it changed, or the last one is a week old; whether one was issued."""
    known = desks(session)
    sites = {party.site: keys.site(party.site) for party in known}
    of = _digest(known.values(), sites)
    last = newest(session, names.DOWN_TRUST, _ENDING)
    if last is not None and last.of == of and abs(now - last.at) < _RENEWED:
        return False
    lines: list[Mapping[str, Any]] = []
    for desk in known.values():
        alone(session, desk.party, "trust", now, partial(_add_lines, lines, desk, sites[desk.party.site]))
    header = {
        "expires": to_ms(now + _HOLDS),
        "hq": {"sync": keys.sync.public.hex(), "box": keys.box.public.hex()},
    }
    section = frame.Section("open", frame.to_lines(lines))
    letter = Letter(frame.Kind.TRUST, names.DOWN_TRUST, _ENDING, header, [section], of=of)
    issue(session, keys.root, share_id, letter, now)
    keep_newest(session, names.DOWN_TRUST, _ENDING, _KEPT)
    return True


def _add_lines(lines: list[Mapping[str, Any]], desk: Desk, site_keys: Mapping[int, bytes]) -> int:
    """A desk's lines, all or none."""
    lines += [_line(desk, one, site_keys) for one in desk.keys]
    return len(desk.keys)


def _line(desk: Desk, one: KeySet, site_keys: Mapping[int, bytes]) -> dict[str, Any]:
    site = desk.party.site
    return {
        "party": str(desk.party),
        "sync": one.sync,
        "box": one.box,
        "pass": one.pass_key,
        "since": one.since,
        "ended": one.ended,
        "revoked": one.revoked,
        "site_keys": [
            [version, _sealed(one.box, key, f"site-key:{site}:{version}")]
            for version, key in sorted(site_keys.items())
            if one.counts
        ],
        "name": _name(desk, site_keys),
    }


def _sealed(box: str, key: bytes, bound: str) -> str:
    return locks.seal_box(bytes.fromhex(box), key, bound.encode()).hex()


def _name(desk: Desk, site_keys: Mapping[int, bytes]) -> list[object]:
    """What the desk and its building are called: for the building's desks alone."""
    version = max(site_keys)
    text = canonical({"code": desk.code, "building": desk.building}).encode()
    bound = f"desk-name:{desk.party}".encode()
    return [version, locks.lock(site_keys[version], text, bound).hex()]


def _digest(known: Any, sites: Mapping[int, Mapping[int, bytes]]) -> str:
    said = [
        [str(desk.party), desk.code, desk.building, max(sites[desk.party.site])]
        + [[one.sync, one.box, one.pass_key, one.ended, one.revoked] for one in desk.keys]
        for desk in known
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
