"""One round of publishing: what is to be said is written in the database first, then put on the share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from desk_app.services.core.clocks import Clock, to_ms
from desk_app.services.core.words import N_
from desk_app.services.headoffice import outgoing
from desk_app.services.headoffice.acking import issue_acks
from desk_app.services.headoffice.desks import desks
from desk_app.services.headoffice.feeding import issue_feeds, told_of
from desk_app.services.headoffice.giving_back import issue_restores
from desk_app.services.headoffice.guarding import alone
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.master import sites
from desk_app.services.headoffice.master_files import issue_master
from desk_app.services.headoffice.outgoing import Putting
from desk_app.services.headoffice.sources import unless_away
from desk_app.services.headoffice.store import Store
from desk_app.services.headoffice.trust import issue_trust
from desk_app.services.sync import frame, names
from desk_app.services.sync.locks import Locks
from desk_app.services.sync.names import Numbered, Party
from desk_app.services.sync.share import Share, ShareTrouble

_ACKS = "acks"


class OthersFolder(ShareTrouble):
    """Another head office works in this folder: not a byte of its is touched."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a round came to: files that are new, and files that were written or mended on the share."""

    issued: int
    written: int
    answered: int = 0
    """Desks for which there is a new answer: what came of them, and what is missing."""


@dataclass
class Publisher:
    """Publishes for one head office."""

    store: Store
    keys: OfficeKeys
    share_id: str
    made: datetime
    clock: Clock
    putting: Putting

    def publish(self, share: Share) -> Published:
        """Once. Raises ShareTrouble; what is decided before it stands in the database, for the next round."""
        now = self.clock.now()
        with self.store.read() as session:
            outdated = self._outdated(share, desks(session))
        issued = Counter[str]()
        for step, work in self._steps(outdated, now):
            issued[step] += self._step(step, now, work)
        written = int(self._put_format(share)) + self.putting.put_all(share)
        return Published(issued.total(), written, issued[_ACKS])

    def _steps(self, outdated: set[Party], now: datetime) -> Iterator[tuple[str, Callable[[Session], int]]]:
        """What is to be said, piece by piece; a building's is one of its own."""
        of = self.keys, self.share_id
        yield "trust", lambda session: int(issue_trust(session, *of, now))
        yield _ACKS, lambda session: issue_acks(session, *of, now, outdated)
        with self.store.read() as session:
            told, known = told_of(session), sites(session)
        for site in told:
            yield "feeds", partial(_of_site, issue_feeds, *of, site, now)
        for site in known:
            yield "masters", partial(_of_site, issue_master, *of, site, now)
        yield "restores", lambda session: issue_restores(session, *of, now)

    def _step(self, step: str, now: datetime, work: Callable[[Session], int]) -> int:
        """Say one piece, in a transaction of its own: nobody waits for all of them who only wants to admit a desk."""
        with self.store.write() as session:
            self.store.lock_office(session)
            return alone(session, "", step, now, partial(work, session))

    def _outdated(self, share: Share, parties: Iterable[Party]) -> set[Party]:
        """Desks for which a newer ack is on the share than is known here."""
        found = set()
        with self.store.read() as session:
            for party in parties:
                entries = unless_away(partial(share.files, names.acks(party)), ())
                listed = (Numbered.parse(entry.name) for entry in entries)
                last = outgoing.newest(session, names.acks(party), "ack")
                known = 0 if last is None else last.number
                if any(one is not None and one.ending == "ack" and one.number > known for one in listed):
                    found.add(party)
        return found

    def _put_format(self, share: Share) -> bool:
        header = {"share": self.share_id, "proto": outgoing.PROTO, "at": to_ms(self.made)}
        raw = frame.write(frame.Kind.FORMAT, header, [], Locks(), self.keys.root)
        there = share.read(names.FORMAT, frame.MOST_FILE)
        if there == raw:
            return False
        if there is not None and _is_sound(there):
            raise OthersFolder(
                N_(
                    "Another head office works in this folder: nothing was written. Choose a folder of its own for "
                    "this one; if the other is no more, delete the file format.lbf there."
                )
            )
        share.delete(names.FORMAT)
        return share.create(names.FORMAT, raw)


def _of_site(
    issue: Callable[[Session, OfficeKeys, str, int, datetime], int],
    keys: OfficeKeys,
    share_id: str,
    site: int,
    now: datetime,
    session: Session,
) -> int:
    return issue(session, keys, share_id, site, now)


def _is_sound(raw: bytes) -> bool:
    """Whether it is a format file at all, signed by whomever: what is only torn is mended."""
    try:
        frame.peek(frame.Kind.FORMAT, raw)
    except frame.Refused:
        return False
    return True
