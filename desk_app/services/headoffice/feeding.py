"""What a building's desks hear of each other through head office: the feed, a daily snapshot, the revoked passes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.orm import Session

from desk_app.services.headoffice import outgoing
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.outgoing import Letter
from desk_app.services.headoffice.tables import FACTS, OUTGOING, UNTOLD, WATERMARKS
from desk_app.services.sync import frame, names
from desk_app.services.sync.names import Party

FEED_STAYS = timedelta(days=30)
SNAPSHOT_EVERY = timedelta(days=1)
_SNAPSHOTS_KEPT = 2
_REVOKED_KEPT = 3
_MOST_LINES = 4 << 20
"""Bytes of lines in a file of the feed, before compression."""
_MOST_WHOLE = 24 << 20
"""Bytes of lines in a snapshot, and in a list of revoked passes: the newest stay."""
_MOST_HEARD = 90
_REVOKES = '%"revocations":[{%'


def issue_feeds(session: Session, keys: OfficeKeys, share_id: str, now: datetime) -> int:
    """Issue what is new for each building; how many files."""
    sites = session.scalars(select(UNTOLD.c.site).distinct().order_by(UNTOLD.c.site)).all()
    count = sum(_feed(session, keys, share_id, site, now) for site in sites)
    for site in sites:
        count += _revoked(session, keys, share_id, site, now)
    known = session.scalars(select(FACTS.c.site).distinct().order_by(FACTS.c.site)).all()
    return count + sum(_snapshot(session, keys, share_id, site, now) for site in known)


def _feed(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    rows = session.execute(select(UNTOLD).where(UNTOLD.c.site == site).order_by(UNTOLD.c.id)).all()
    count = 0
    for some in _parts(rows):
        lines = [
            {"party": row.party, "epoch": row.epoch, "seq": row.seq, "facts": _objects(row.lines)}
            for row in some
        ]
        locks, last = keys.locks(site), outgoing.newest(session, names.feed(site), "lbx")
        header = {"site": site, "prev": "" if last is None else last.digest.hex()}
        section = frame.Section(locks.site(site), frame.to_lines(lines))
        letter = Letter(frame.Kind.FEED, names.feed(site), "lbx", header, [section], locks)
        outgoing.issue(session, keys.sync, share_id, letter, now)
        count += 1
    session.execute(delete(UNTOLD).where(UNTOLD.c.id.in_([row.id for row in rows])))
    return count


def _parts(rows: Any) -> Iterator[list[Row[Any]]]:
    """Rows for one file each."""
    some: list[Row[Any]] = []
    size = 0
    for row in rows:
        if some and size + len(row.lines) > _MOST_LINES:
            yield some
            some, size = [], 0
        some.append(row)
        size += len(row.lines)
    if some:
        yield some


def _objects(lines: str) -> list[Any]:
    return [json.loads(one) for one in lines.split("\n")]


def _snapshot(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    folder = names.feed(site)
    fed = outgoing.newest(session, folder, "lbx")
    last = outgoing.newest(session, folder, "lbx", snapshot=True)
    if fed is None or (last is not None and (fed.number <= last.number or now - last.at < SNAPSHOT_EVERY)):
        return 0
    locks = keys.locks(site)
    lines = _by_party(_newest_facts(session, site, ()))
    header = {"site": site, "heard": _heard(session, site)}
    section = frame.Section(locks.site(site), frame.to_lines(lines))
    kind = frame.Kind.SNAPSHOT
    letter = Letter(kind, folder, "lbx", header, [section], locks, snapshot=True, number=fed.number)
    outgoing.issue(session, keys.sync, share_id, letter, now)
    _forget_feed(session, folder, now)
    return 1


def _by_party(found: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Facts as the feed's lines: whose they are stands with them."""
    by_party: dict[str, list[Any]] = {}
    for party, line in found:
        by_party.setdefault(party, []).append(json.loads(line))
    return [
        {"party": party, "epoch": "", "seq": 0, "facts": facts} for party, facts in sorted(by_party.items())
    ]


def _newest_facts(session: Session, site: int, of: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    wanted = select(FACTS.c.party, FACTS.c.line).where(FACTS.c.site == site, *of)
    size = 0
    for party, line in session.execute(wanted.order_by(FACTS.c.stamp.desc(), FACTS.c.party, FACTS.c.record)):
        size += len(line.encode())
        if size > _MOST_WHOLE:
            return
        yield party, line


def _heard(session: Session, site: int) -> dict[str, dict[str, int]]:
    """How far each desk's newest epoch is in it."""
    wanted = select(WATERMARKS).where(WATERMARKS.c.party.like(f"{site}-%")).order_by(WATERMARKS.c.moved_at)
    newest = {row.party: {row.epoch: row.seq} for row in session.execute(wanted) if row.seq}
    parties = [one for one in newest if (party := Party.parse(one)) is not None and party.site == site]
    return {party: newest[party] for party in sorted(parties)[:_MOST_HEARD]}


def _forget_feed(session: Session, folder: str, now: datetime) -> None:
    """Files that two snapshots hold, or that are a month old; and old snapshots."""
    of = (OUTGOING.c.folder == folder, OUTGOING.c.ending == "lbx")
    wanted = select(OUTGOING.c.number).where(*of, OUTGOING.c.snapshot).order_by(OUTGOING.c.number.desc())
    snapshots = session.scalars(wanted.limit(_SNAPSHOTS_KEPT)).all()
    outgoing.forget(session, folder, "lbx", snapshots[-1], snapshot=True)
    if len(snapshots) >= _SNAPSHOTS_KEPT:
        outgoing.forget(session, folder, "lbx", snapshots[-1])
    old = select(func.max(OUTGOING.c.number)).where(*of, OUTGOING.c.at < _ms(now - FEED_STAYS))
    month_old = session.execute(old.where(OUTGOING.c.snapshot.is_(False))).scalar()
    if month_old:
        outgoing.forget(session, folder, "lbx", month_old + 1)


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _revoked(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    """All passes of the building that were revoked, when one came to it."""
    folder = names.revoked(site)
    found = list(_newest_facts(session, site, (FACTS.c.name == "passes", FACTS.c.line.like(_REVOKES))))
    of = hashlib.sha256("\n".join(line for _, line in found).encode()).hexdigest()
    last = outgoing.newest(session, folder, "rev")
    if not found or (last is not None and last.of == of):
        return 0
    locks = keys.locks(site)
    section = frame.Section(locks.site(site), frame.to_lines(_by_party(found)))
    letter = Letter(frame.Kind.REVOKED, folder, "rev", {"site": site}, [section], locks, of=of)
    outgoing.issue(session, keys.sync, share_id, letter, now)
    wanted = select(OUTGOING.c.number).where(OUTGOING.c.folder == folder).order_by(OUTGOING.c.number.desc())
    kept = session.scalars(wanted.limit(_REVOKED_KEPT)).all()
    outgoing.forget(session, folder, "rev", kept[-1])
    return 1
