"""Head office's master data: its own word on each row of a building, and what the desks propose.

A desk's rows of the tables that features announce (`Feature.master`) come with its batches. Whatever differs from head
office's word, and was not decided yet, is a proposal. Accepting makes it the word; refusing keeps the word, and the
desk learns it with the next version. What a building's first desk brings is the beginning: nobody is asked
(`_beginning`). Not here: the files (`master_files`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.catalogue import features
from desk_app.services.core.clocks import Clock, to_ms
from desk_app.services.core.errors import NotFound
from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.headoffice.bulk import put
from desk_app.services.headoffice.desks import KeySet, desks
from desk_app.services.headoffice.master_tables import MASTER_DECIDED, MASTER_ROWS, MASTER_SITES
from desk_app.services.headoffice.reading import Opened
from desk_app.services.headoffice.store import Store
from desk_app.services.headoffice.tables import DESK_KEYS, DESKS, FORGOTTEN, ROWS, SETTINGS
from desk_app.services.journal.events import canonical
from desk_app.services.sync.names import Party

_ID_DIGITS = 10
_BEGUN, _UNHEARD = "master_begun:", "master_unheard:"
"""Among the settings: by building the keys of the PC that began it; by PC what it packed without having heard."""

Said = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class DeskProposal:
    """What a desk says of a row, and what head office says."""

    party: Party
    table: MasterTable
    key: str
    stamp: int
    was: Said
    """None: head office has no such row."""
    now: Said
    """None: the desk does not want it any more."""

    @property
    def id(self) -> str:
        """Short, and only of this change: what was decided under it is what was seen."""
        whole = canonical([str(self.party), self.table.table, self.key, self.stamp])  # type: ignore[arg-type]
        return hashlib.sha256(whole.encode()).hexdigest()[:_ID_DIGITS]

    @property
    def name(self) -> str:
        """By which people know the row."""
        either = self.now or self.was or {}
        return " ".join(str(either[one]) for one in self.table.names if either.get(one))

    @property
    def changed(self) -> list[tuple[str, Any, Any]]:
        """Column, as head office says, as the desk says."""
        was, now = self.was or {}, self.now or {}
        return [(one, was.get(one), now.get(one)) for one in now or was if was.get(one) != now.get(one)]


def tables() -> dict[str, MasterTable]:
    """Every table of master data, by name."""
    return {one.table: one for feature in features() for one in feature.master}


def proposals(session: Session, site: int | None = None) -> list[DeskProposal]:
    """What is not decided, of one building or all; the oldest first."""
    some = sites(session) if site is None else [site]
    found = (one for known in some for one in _open(session, known))
    return sorted(found, key=lambda one: (one.stamp, str(one.party), one.table.table, one.key))


def decide(
    session: Session,
    wanted: Collection[DeskProposal],
    *,
    accept: bool,
    now: datetime,
) -> int:
    """Accept or refuse these; how many. Of several desks' words on one row the last one accepted counts."""
    for one in wanted:
        if accept:
            _say(session, one.party.site, one.table.table, one.key, one.now, now)
        elif one.was is None:
            _say(session, one.party.site, one.table.table, one.key, None, now)
        row = {"party": str(one.party), "table": one.table.table, "key": one.key, "stamp": one.stamp}
        decided = {**row, "accepted": accept, "decided_at": to_ms(now)}
        put(session, MASTER_DECIDED, [decided], ["stamp", "accepted", "decided_at"])
    return len(wanted)


def chosen(session: Session, ids: Collection[str], site: int | None = None) -> list[DeskProposal]:
    """The proposals of these ids. Raises NotFound for one that is not open (any more)."""
    known = {one.id: one for one in proposals(session, site)}
    missing = [one for one in ids if one not in known]
    if missing:
        raise NotFound(N_("There is no open proposal {id} (any more)."), id=missing[0])
    return [known[one] for one in ids]


def set_automatic(session: Session, site: int, automatic: bool) -> None:
    """Have a building's proposals accepted by themselves from now on, or wait for a person again."""
    put(session, MASTER_SITES, [{"site": site, "automatic": automatic}], ["automatic"])


def is_automatic(session: Session, site: int) -> bool:
    """Whether a building's proposals are accepted by themselves."""
    wanted = select(MASTER_SITES.c.automatic).where(MASTER_SITES.c.site == site)
    return bool(session.execute(wanted).scalar())


def accept_automatically(session: Session, site: int, now: datetime) -> int:
    """What a building accepts by itself, or begins with; and everywhere what a desk forgot: nobody keeps that by
    refusing it.
    """
    automatic = set(session.scalars(select(MASTER_SITES.c.site).where(MASTER_SITES.c.automatic)))
    of = FORGOTTEN.c.party.like(f"{site}-%")
    forgotten = {
        tuple(row) for row in session.execute(select(FORGOTTEN.c.party, FORGOTTEN.c.entity).where(of))
    }
    begins = _beginning(session, site)
    found = (
        one
        for one in _open(session, site)
        if site in automatic or begins(one) or (str(one.party), _entity(one.key)) in forgotten
    )
    return decide(session, list(found), accept=True, now=now)


def note_unheard(session: Session, batches: Iterable[Opened]) -> None:
    """Up to which stamp a PC's rows were packed before it had heard any master data: they may be the beginning."""
    for one in batches:
        seen = one.sealed.frame.header.get("seen")
        heard = seen.get("master") if isinstance(seen, dict) else None
        if one.rows and heard == 0:
            stamp = max(row["stamp"] for row in one.rows.values())
            _keep(session, f"{_UNHEARD}{one.sealed.frame.signer.hex()}", str(stamp))


def _beginning(session: Session, site: int) -> Callable[[DeskProposal], bool]:
    """What is the word without asking: while head office knows nothing of a building, all that its first desk's PC
    brings; after that what this PC had packed before it heard of head office's word, as far as there is none yet.

    Its batches may come over several rounds; those of the building's other desks are proposals, also in the same one.
    """
    words = rows_of(session, site)
    first = _first_pc(session, site) if not words else None
    begun = _kept(session, f"{_BEGUN}{site}")
    if first is not None:
        if first.sync != begun:
            _keep(session, f"{_BEGUN}{site}", first.sync)
        return lambda one: one.party == first.party
    upto = _kept(session, f"{_UNHEARD}{begun}") if begun else None
    party = session.scalar(select(DESK_KEYS.c.party).where(DESK_KEYS.c.sync == begun)) if upto else None

    def is_first(one: DeskProposal) -> bool:
        unsaid = (one.table.table, one.key) not in words
        return str(one.party) == party and unsaid and one.stamp <= int(upto or 0)

    return is_first


def _first_pc(session: Session, site: int) -> KeySet | None:
    """Of the PCs that are desks of a building today the one that was admitted first."""
    counting = (
        one for desk in desks(session).values() if desk.party.site == site for one in desk.keys if one.counts
    )
    return min(counting, key=lambda one: (one.since, one.party), default=None)


def _keep(session: Session, key: str, value: str) -> None:
    put(session, SETTINGS, [{"key": key, "value": value}], ["value"])


def _kept(session: Session, key: str) -> str | None:
    return session.scalar(select(SETTINGS.c.value).where(SETTINGS.c.key == key))


def rows_of(session: Session, site: int) -> dict[tuple[str, str], Said]:
    """Head office's word on every row of a building; None for one that it does not want."""
    wanted = select(MASTER_ROWS).where(MASTER_ROWS.c.site == site)
    return {
        (row.table, row.key): json.loads(row.said) if row.said else None for row in session.execute(wanted)
    }


def considered(session: Session, site: int) -> dict[str, int]:
    """By desk: up to which stamp all it proposed is decided."""
    oldest: dict[str, int] = {}
    for one in _open(session, site):
        oldest[str(one.party)] = min(one.stamp, oldest.get(str(one.party), one.stamp))
    found = {}
    for party in _parties(session, site):
        newest = session.execute(
            select(ROWS.c.stamp).where(ROWS.c.party == party).order_by(ROWS.c.stamp.desc()).limit(1)
        ).scalar()
        if newest is not None:
            found[party] = oldest[party] - 1 if party in oldest else int(newest)
    return found


def save_rows(session: Session, site: int, rows: Iterable[tuple[str, str, Said]], now: datetime) -> None:
    """Head office says so itself: (table, key, columns), as when a list is read in."""
    for table, key, said in rows:
        _say(session, site, table, key, said, now)


def _say(session: Session, site: int, table: str, key: str, said: Said, now: datetime) -> None:
    text = "" if said is None else canonical(said)
    row = {"site": site, "table": table, "key": key, "said": text, "changed_at": to_ms(now)}
    put(session, MASTER_ROWS, [row], ["said", "changed_at"])


def _open(session: Session, site: int) -> Iterator[DeskProposal]:
    known, words = tables(), rows_of(session, site)
    for party in _parties(session, site):
        decided = {
            (row.table, row.key): row.stamp
            for row in session.execute(select(MASTER_DECIDED).where(MASTER_DECIDED.c.party == party))
        }
        wanted = select(ROWS).where(ROWS.c.party == party, ROWS.c.table.in_(known))
        for row in session.execute(wanted.order_by(ROWS.c.stamp, ROWS.c.table, ROWS.c.key)):
            table, now = known[row.table], _travelling(known[row.table], json.loads(row.columns))
            known_here, was = (row.table, row.key) in words, words.get((row.table, row.key))
            same = _same(table, now, was) if known_here else now is None
            if same or row.stamp <= decided.get((row.table, row.key), 0):
                continue
            its = Party.parse(party)
            assert its is not None
            yield DeskProposal(its, table, row.key, row.stamp, was, now)


def _same(table: MasterTable, now: Said, was: Said) -> bool:
    """Whether a desk says what head office says; a row that head office does not want is retired there."""
    if was is None and now is not None and table.retired is not None:
        return all(now.get(name) == value for name, value in table.retired.items())
    return now == was


def _entity(key: str) -> int | None:
    """The number under which the journal speaks of a row."""
    found = json.loads(key)
    return found[0] if found and isinstance(found[0], int) else None


def _travelling(table: MasterTable, columns: Said) -> Said:
    return None if columns is None else {name: one for name, one in columns.items() if name not in table.own}


def _parties(session: Session, site: int) -> list[str]:
    return list(session.scalars(select(DESKS.c.party).where(DESKS.c.site == site).order_by(DESKS.c.party)))


def sites(session: Session) -> list[int]:
    """Every building."""
    return list(session.scalars(select(DESKS.c.site).distinct().order_by(DESKS.c.site)))


@dataclass(frozen=True)
class Deciding:
    """A person at head office decides: one transaction a decision."""

    store: Store
    clock: Clock

    def proposals(self, site: int | None = None) -> list[DeskProposal]:
        """See `proposals`."""
        with self.store.read() as session:
            return proposals(session, site)

    def decide(self, ids: Collection[str] | None, *, accept: bool, site: int | None = None) -> int:
        """Accept or refuse these, or all of a building (`ids` None); how many. Raises NotFound."""
        with self.store.write() as session:
            self.store.lock_office(session)
            wanted = proposals(session, site) if ids is None else chosen(session, ids, site)
            return decide(session, wanted, accept=accept, now=self.clock.now())

    def set_automatic(self, site: int, automatic: bool) -> None:
        """Have a building's proposals accepted by themselves from now on, or not any more."""
        with self.store.write() as session:
            set_automatic(session, site, automatic)
