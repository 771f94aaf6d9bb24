"""What a building's desks hear of each other through head office: the feed, a daily snapshot, the revoked passes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, exists, func, select
from sqlalchemy.orm import Session

from desk_app.services.headoffice import outgoing
from desk_app.services.headoffice.bulk import within
from desk_app.services.headoffice.guarding import alone
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.outgoing import Letter
from desk_app.services.headoffice.tables import FACTS, OUTGOING, UNTOLD, WATERMARKS
from desk_app.services.journal.events import canonical
from desk_app.services.sync import frame, names
from desk_app.services.sync.names import Party

FEED_STAYS = timedelta(days=30)
SNAPSHOT_EVERY = timedelta(days=1)
_SNAPSHOTS_KEPT = 2
_REVOKED_KEPT = 3
_MOST_LINES = 4 << 20
"""Bytes of lines in a file of the feed, before compression."""
_MOST_WHOLE = (24 << 20, 12 << 20, 6 << 20)
"""Bytes of lines in a snapshot, and in a list of revoked passes: the newest stay. Less where it compresses badly."""
_TOGETHER = 200
_TOGETHER_BYTES = 96 << 10
"""Facts of a desk on one line, and their bytes: a reader counts commas, and a text has no more of them than bytes."""
_FACTS_STAY = timedelta(days=60)
"""So long a desk tells them (`sync.packing.TOLD_FOR`)."""
_MOST_HEARD = 90
_REVOKES = '%"revocations":[{%'


def told_of(session: Session) -> list[int]:
    """The buildings of which anything is to be told, or was."""
    untold = session.scalars(select(UNTOLD.c.site).distinct())
    return sorted({*untold, *session.scalars(select(FACTS.c.site).distinct())})


def issue_feeds(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    """Issue what is new for a building; how many files. What fails of it does not stop the rest."""
    untold = session.scalar(select(exists().where(UNTOLD.c.site == site)))
    news = (("feed", _feed), ("rev", _revoked)) if untold else ()
    return sum(
        alone(session, site, step, now, partial(of, session, keys, share_id, site, now))
        for step, of in (*news, ("snapshot", _snapshot))
    )


def _feed(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    rows = session.execute(select(UNTOLD).where(UNTOLD.c.site == site).order_by(UNTOLD.c.id)).all()
    count = 0
    for some in _parts(line for row in rows for line in _lines_of(row)):
        locks, last = keys.locks(site), outgoing.newest(session, names.feed(site), "lbx")
        header = {"site": site, "prev": "" if last is None else last.digest.hex()}
        section = frame.Section(locks.site(site), b"".join(some))
        letter = Letter(frame.Kind.FEED, names.feed(site), "lbx", header, [section], locks)
        outgoing.issue(session, keys.sync, share_id, letter, now)
        count += 1
    session.execute(delete(UNTOLD).where(within(session, UNTOLD.c.id, [row.id for row in rows])))
    return count


def _lines_of(row: Row[Any]) -> Iterator[bytes]:
    """A batch's facts as the feed's lines."""
    return _together(row.party, row.epoch, row.seq, row.lines.split("\n"))


def _parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lines for one file each."""
    some: list[bytes] = []
    size = 0
    for line in lines:
        if some and size + len(line) > _MOST_LINES:
            yield some
            some, size = [], 0
        some.append(line)
        size += len(line)
    if some:
        yield some


def _together(party: str, epoch: str, seq: int, facts: Iterable[str]) -> Iterator[bytes]:
    """Facts of one desk as lines of the feed, each as long as every reader takes it."""
    some: list[Any] = []
    size = 0
    for fact in facts:
        if some and (len(some) == _TOGETHER or size + len(fact.encode()) > _TOGETHER_BYTES):
            yield from _line(party, epoch, seq, some)
            some, size = [], 0
        some.append(json.loads(fact))
        size += len(fact.encode())
    yield from _line(party, epoch, seq, some)


def _line(party: str, epoch: str, seq: int, facts: list[Any]) -> Iterator[bytes]:
    """One line; without a fact that no reader would take with the others around it, deep or large as it came."""
    for some in (facts, *([one] for one in facts)) if len(facts) > 1 else (facts,):
        line = canonical({"party": party, "epoch": epoch, "seq": seq, "facts": some}).encode() + b"\n"
        try:
            list(frame.lines_of(line))
        except frame.Refused:
            continue
        yield line
        if some is facts:
            return


def _snapshot(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    folder = names.feed(site)
    fed = outgoing.newest(session, folder, "lbx")
    last = outgoing.newest(session, folder, "lbx", snapshot=True)
    if fed is None or (last is not None and (fed.number <= last.number or now - last.at < SNAPSHOT_EVERY)):
        return 0
    oldest = _ms(now - _FACTS_STAY) << 16
    session.execute(delete(FACTS).where(FACTS.c.site == site, FACTS.c.stamp < oldest))
    heard = {"site": site, "heard": _heard(session, site)}

    def letter(lines: bytes) -> Letter:
        locks = keys.locks(site)
        section, kind = frame.Section(locks.site(site), lines), frame.Kind.SNAPSHOT
        return Letter(kind, folder, "lbx", heard, [section], locks, snapshot=True, number=fed.number)

    _issue_whole(session, keys, share_id, site, (), letter, now)
    _forget_feed(session, folder, now)
    return 1


def _issue_whole(
    session: Session,
    keys: OfficeKeys,
    share_id: str,
    site: int,
    of: tuple[Any, ...],
    letter: Callable[[bytes], Letter],
    now: datetime,
) -> None:
    """Issue a file with as many of a building's facts as a file can hold. Raises ValueError when it holds none."""
    for most in _MOST_WHOLE:
        lines = b"".join(_by_party(_newest_facts(session, site, of, most)))
        try:
            outgoing.issue(session, keys.sync, share_id, letter(lines), now)
        except ValueError:
            if most == _MOST_WHOLE[-1]:
                raise
        else:
            return


def _by_party(found: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Facts as the feed's lines: whose they are stands with them."""
    by_party: dict[str, list[str]] = {}
    for party, line in found:
        by_party.setdefault(party, []).append(line)
    for party, facts in sorted(by_party.items()):
        yield from _together(party, "", 0, facts)


def _newest_facts(session: Session, site: int, of: tuple[Any, ...], most: int) -> Iterator[tuple[str, str]]:
    wanted = select(FACTS.c.party, FACTS.c.line).where(FACTS.c.site == site, *of)
    size = 0
    for party, line in session.execute(wanted.order_by(FACTS.c.stamp.desc(), FACTS.c.party, FACTS.c.record)):
        size += len(line.encode())
        if size > most:
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
    snapshots = outgoing.keep_newest(session, folder, "lbx", _SNAPSHOTS_KEPT, snapshot=True)
    if len(snapshots) >= _SNAPSHOTS_KEPT:
        outgoing.forget(session, folder, "lbx", snapshots[-1])
    of = (OUTGOING.c.folder == folder, OUTGOING.c.ending == "lbx")
    old = select(func.max(OUTGOING.c.number)).where(*of, OUTGOING.c.at < _ms(now - FEED_STAYS))
    month_old = session.execute(old.where(OUTGOING.c.snapshot.is_(False))).scalar()
    if month_old:
        outgoing.forget(session, folder, "lbx", month_old + 1)


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _revoked(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    """All passes of the building that were revoked, when one came to it."""
    folder = names.revoked(site)
    which = (FACTS.c.name == "passes", FACTS.c.line.like(_REVOKES))
    digest = hashlib.sha256()
    for _, line in _newest_facts(session, site, which, _MOST_WHOLE[0]):
        digest.update(line.encode() + b"\n")
    of, last = digest.hexdigest(), outgoing.newest(session, folder, "rev")
    if of == hashlib.sha256().hexdigest() or (last is not None and last.of == of):
        return 0

    def letter(lines: bytes) -> Letter:
        locks = keys.locks(site)
        section = frame.Section(locks.site(site), lines)
        return Letter(frame.Kind.REVOKED, folder, "rev", {"site": site}, [section], locks, of=of)

    _issue_whole(session, keys, share_id, site, which, letter, now)
    outgoing.keep_newest(session, folder, "rev", _REVOKED_KEPT)
    return 1
