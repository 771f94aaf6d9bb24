"""Head office's list of keys: which desks count, since when, until when; and this building's key."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.clocks import from_ms
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.fetching import (
    Quarantine,
    content_of,
    is_moment,
    moment_ms,
    newest_first,
    verified,
    whole,
)
from desk_app.services.sync.locks import KEY_BYTES, Keys, NotOpened, open_box_key, unlock
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share
from desk_app.services.sync.site_keys import keep_site_key, site_key
from desk_app.services.sync.strict import BadJson, strict_object
from desk_app.services.sync.tables import PartyRow
from desk_app.services.trust.listed import Listed, listed

ACTION = "sync.trust"
_log = logging.getLogger("sync")


@dataclass(frozen=True, slots=True)
class Signer:
    """A key set of a desk, and when it counts, in milliseconds."""

    party: str
    sync: bytes
    since: int
    ended: int | None
    revoked: int | None

    def counts_at(self, ms: int) -> bool:
        """Whether what it signed at a moment of its own clock counts."""
        return all(end is None or ms < end for end in (self.ended, self.revoked))


def signers(session: Session) -> dict[str, list[Signer]]:
    """The key sets of every desk, by party."""
    found: dict[str, list[Signer]] = {}
    for row in session.scalars(select(PartyRow)):
        ended, revoked = (
            None if one is None else round(one.timestamp() * 1000) for one in (row.ended_at, row.revoked_at)
        )
        since = round(row.since.timestamp() * 1000)
        found.setdefault(row.party, []).append(Signer(row.party, row.sync_key, since, ended, revoked))
    return found


@dataclass(frozen=True)
class Trusting:
    """Takes in the newest list of keys."""

    bench: Bench
    party: Party
    quarantine: Quarantine

    def take(self, share: Share) -> bool:
        """Whether a newer list was taken in. Raises ShareTrouble."""
        with self.bench.database.read() as session:
            known, told = state.head_office(session), state.told(session)
        if known is None:
            return False
        for path, name, _ in newest_first(share, names.DOWN_TRUST, "tru", told.trust):
            try:
                raw = content_of(share, path)
                if raw is None:
                    continue
                found = verified(frame.Kind.TRUST, raw, name.hash16, [bytes.fromhex(known.root)], known.share)
                if whole(found, "n") != name.number:
                    raise frame.Refused(frame.Fault.NAME)
                self._apply(known, found)
            except frame.Refused as refused:
                self.quarantine.put(path, refused.fault)
                continue
            return True
        return False

    def _apply(self, known: state.KnownHeadOffice, found: frame.Frame) -> None:
        lines = [_checked(one) for one in frame.lines_of(found.open("open", _NO_KEYS))]
        own = open_signing_key(self.bench.secrets, Purpose.SYNC).public
        mine = next(
            (one for one in lines if (one["party"], one["sync"]) == (str(self.party), own.hex())), None
        )
        newest = self._keep_site_keys(mine["site_keys"]) if mine else 0
        office = found.header.get("hq")
        if not isinstance(office, dict) or not all(_is_key(office.get(one)) for one in ("sync", "box")):
            raise frame.Refused(frame.Fault.HEADER)
        number, expires = whole(found, "n"), moment_ms(found, "expires")
        mates = [one for one in lines if one["party"].startswith(f"{self.party.site}-")]
        codes = self._codes(one for one in mates if "name" in one)
        with self.bench.work(SYSTEM, ACTION, {Role.SYSTEM}) as work:
            work.quiet = True
            told = state.told(work.session)
            revoked = (mine and (mine["revoked"] or mine["ended"])) or 0
            site_key = max(newest, told.site_key)
            news = replace(told, trust=number, site_key=site_key, revoked=revoked, expires=expires)
            state.put_told(work.session, news)
            state.put_head_office(work.session, replace(known, sync=office["sync"], box=office["box"]))
            _write(work.session, lines)
            # Those of the building, for the gate: whose passes are genuine, and until when.
            listed(work, [_listed(one, codes) for one in mates])
            work.note(list=number)

    def _codes(self, lines: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """What the building's desks are called; nothing of those whose name this desk cannot read."""
        codes: dict[str, str] = {}
        for line in lines:
            # A name that does not open is no reason to believe nobody: the keys count without it.
            with suppress(NotOpened, BadJson, TypeError, ValueError):
                version, locked = line["name"]
                key = site_key(self.bench.secrets, version)
                if key is not None:
                    said = unlock(key, bytes.fromhex(locked), f"desk-name:{line['party']}".encode())
                    codes[line["party"]] = str(strict_object(said).get("code", ""))[:4]
        return codes

    def _keep_site_keys(self, boxes: Iterable[Any]) -> int:
        """Open those that are for this desk; the newest version."""
        box, newest = open_box_key(self.bench.secrets), 0
        for version, sealed in boxes:
            try:
                key = box.open(bytes.fromhex(sealed), f"site-key:{self.party.site}:{version}".encode())
            except (NotOpened, ValueError):
                raise frame.Refused(frame.Fault.CONTENT) from None
            if len(key) != KEY_BYTES:
                raise frame.Refused(frame.Fault.CONTENT)
            keep_site_key(self.bench.secrets, version, key)
            newest = max(newest, version)
        return newest


_NO_KEYS = Keys()


def _checked(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """A line of the list. Raises Refused (CONTENT) for one that makes no sense."""
    party, boxes = line.get("party"), line.get("site_keys")
    sound = isinstance(party, str) and Party.parse(party) is not None
    sound = sound and all(_is_key(line.get(one)) for one in ("sync", "box", "pass"))
    sound = sound and is_moment(line.get("since"))
    sound = sound and all(line.get(one) is None or is_moment(line[one]) for one in ("ended", "revoked"))
    if not sound or not isinstance(boxes, list) or not all(map(_is_box, boxes)):
        raise frame.Refused(frame.Fault.CONTENT)
    return line


def _is_key(text: object) -> bool:
    try:
        return isinstance(text, str) and len(bytes.fromhex(text)) == KEY_BYTES
    except ValueError:
        return False


def _is_box(one: object) -> bool:
    return (
        isinstance(one, list)
        and len(one) == 2
        and type(one[0]) is int
        and one[0] > 0
        and isinstance(one[1], str)
    )


def _write(session: Session, lines: Sequence[Mapping[str, Any]]) -> None:
    """The list is whole: what is not on it any more is gone."""
    session.execute(delete(PartyRow))
    if lines:
        session.execute(insert(PartyRow).on_conflict_do_nothing(), [_row(line) for line in lines])


def _row(line: Mapping[str, Any]) -> dict[str, object]:
    return {
        "party": line["party"],
        "sync_key": bytes.fromhex(line["sync"]),
        "box_key": bytes.fromhex(line["box"]),
        "pass_key": bytes.fromhex(line["pass"]),
        "since": from_ms(line["since"]),
        "ended_at": _moment(line.get("ended")),
        "revoked_at": _moment(line.get("revoked")),
    }


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)


def _listed(line: Mapping[str, Any], codes: Mapping[str, str]) -> Listed:
    party = Party.parse(line["party"])
    assert party is not None, "every line was checked"
    sync, pass_key = bytes.fromhex(line["sync"]), bytes.fromhex(line["pass"])
    ends = _moment(line.get("ended")), _moment(line.get("revoked"))
    return Listed(party.desk, codes.get(line["party"], ""), sync, pass_key, from_ms(line["since"]), *ends)
