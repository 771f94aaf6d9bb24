"""Head office's master data comes down: whole, signed, in versions, into the tables that features announce.

One version goes in as one transaction. What this desk changed itself and head office has not decided on stays as it is;
a row that cannot stand beside the others is told and tried again with the next version. Pictures come in parts of the
same number, after the rows. Not here: what a desk proposes (`proposals`), how rows are written (`master_rows`).
"""

from __future__ import annotations

import hashlib
import json
import logging
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desk_app.services.blobs.pictures import Picture
from desk_app.services.blobs.store import keep
from desk_app.services.core.changes import Topic
from desk_app.services.core.master import MasterTable
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.journal.work import Bench, Work
from desk_app.services.settings.values import StoredSettings
from desk_app.services.sync import frame, names, state
from desk_app.services.sync import master_rows as rows
from desk_app.services.sync.fetching import Quarantine, content_of, newest_first, verified, whole
from desk_app.services.sync.master_rows import Key, Said
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share
from desk_app.services.sync.site_keys import reading_keys
from desk_app.services.sync.tables import MasterRow, RowChangeRow

ACTION = "master.applied"
PICTURES = "blobs"
MOST_PICTURE = 200 * 1024
_log = logging.getLogger("sync")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as head office says it."""

    table: MasterTable
    key: Key
    said: Said


@dataclass(frozen=True, slots=True)
class Version:
    """A whole version. `considered`: this desk's proposals up to this stamp are decided."""

    number: int
    expires: int
    considered: int
    lines: tuple[Line, ...]


@dataclass
class Mastering:
    """Takes in the newest master data of this building."""

    bench: Bench
    party: Party
    quarantine: Quarantine
    touched: dict[Topic, set[int]] = field(default_factory=dict)
    _looked: set[str] = field(default_factory=set)
    """Files of pictures that were read since the program started."""

    def take(self, share: Share) -> bool:
        """Whether a newer version was taken in. Raises ShareTrouble."""
        with self.bench.database.read() as session:
            known, told = state.head_office(session), state.told(session)
            keys = reading_keys(session, self.bench.secrets, self.party)
        if known is None or not keys.sites:
            return False
        taken, folder, newest = False, names.master(self.party.site), 0
        for path, name, _ in newest_first(share, folder, "mst"):
            newest = newest or name.number
            if taken or name.number < told.master or path in self._looked:
                continue
            try:
                taken = self._file(share, path, name, known, told.master) or taken
            except frame.Refused as refused:
                self.quarantine.put(path, refused.fault)
        if newest and newest < told.master:
            self.quarantine.put(folder, frame.Fault.OLD)
        return taken

    def take_touched(self) -> dict[Topic, frozenset[int]]:
        """What changed since the last time."""
        found = {topic: frozenset(ids) for topic, ids in self.touched.items()}
        self.touched = {}
        return found

    def _file(
        self, share: Share, path: str, name: names.Numbered, known: state.KnownHeadOffice, held: int
    ) -> bool:
        raw = content_of(share, path)
        if raw is None:
            return False
        found = verified(frame.Kind.MASTER, raw, name.hash16, [bytes.fromhex(known.sync)], known.share)
        if whole(found, "n") != name.number or found.header.get("site") != self.party.site:
            raise frame.Refused(frame.Fault.NAME)
        is_rows = not found.header.get("part")
        if is_rows and name.number <= held:
            self._looked.add(path)
            return False
        lines = list(frame.lines_of(self._section(found)))
        if is_rows:
            self.apply(version_of(self.bench, self.party, found, lines))
        self._pictures(lines)
        self._looked.add(path)
        return is_rows

    def _section(self, found: frame.Frame) -> bytes:
        with self.bench.database.read() as session:
            keys = reading_keys(session, self.bench.secrets, self.party)
        mine = f"site:{self.party.site}:"
        return b"".join(found.open(to, keys) for to in found.readers() if to.startswith(mine))

    def apply(self, version: Version) -> None:
        """Put a version in the place of what was said before: all of it, or nothing."""
        with self.bench.work(SYSTEM, ACTION, {Role.SYSTEM}) as work:
            told = state.told(work.session)
            if version.number <= told.master:
                return
            applied = _Applying(work, version)
            applied.run()
            state.put_told(work.session, replace(told, master=version.number, master_expires=version.expires))
            work.note(n=version.number, rows=applied.changed, stuck=applied.stuck, kept=applied.kept)
        for topic, ids in work.touched.items():
            self.touched.setdefault(topic, set()).update(ids)
        if isinstance(self.bench.settings, StoredSettings):
            self.bench.settings.reload()

    def _pictures(self, lines: Iterable[Mapping[str, Any]]) -> None:
        wanted = [one for one in lines if one.get("t") == PICTURES]
        if not wanted:
            return
        with self.bench.database.write() as session:
            for line in wanted:
                keep_picture(session, self.bench, line)


def keep_picture(session: Session, bench: Bench, line: Mapping[str, Any]) -> bool:
    """Keep a picture that a row of master data names, if it is what its digest says; whether it is here now."""
    key, said = line.get("p"), line.get("c")
    if not isinstance(said, dict) or not isinstance(key, list) or len(key) != 1:
        return False
    try:
        content = b64decode(str(said.get("content")), validate=True)
    except ValueError:
        return False
    if hashlib.sha256(content).hexdigest() != key[0] or len(content) > MOST_PICTURE:
        _log.info("a picture of the master data is not what its digest says")
        return False
    keep(session, Picture(content, str(said.get("media"))), bench.clock.now())
    return True


def version_of(bench: Bench, party: Party, found: frame.Frame, lines: Iterable[Mapping[str, Any]]) -> Version:
    """A version out of a verified file. Raises Refused (HEADER, CONTENT)."""
    considered = found.header.get("considered")
    if not isinstance(considered, dict) or type(considered.get(str(party), 0)) is not int:
        raise frame.Refused(frame.Fault.HEADER)
    tables = {one.table: one for one in rows.master_tables(bench)}
    read = tuple(line for raw in lines if (line := line_of(tables, raw)) is not None)
    return Version(whole(found, "n"), whole(found, "expires"), considered.get(str(party), 0), read)


def line_of(tables: Mapping[str, MasterTable], raw: Mapping[str, Any]) -> Line | None:
    """A row of a file; None for one of a table that this program does not know. Raises Refused (CONTENT)."""
    table, key = tables.get(str(raw.get("t"))), raw.get("p")
    if table is None:
        return None
    said = None if raw.get("c") is None else rows.plain_columns(raw["c"])
    sound = isinstance(key, list) and len(key) == len(rows.key_columns(table))
    sound = sound and all(type(one) in (int, str) for one in key or ())
    if not sound or (said is None and raw.get("c") is not None):
        raise frame.Refused(frame.Fault.CONTENT)
    assert isinstance(key, list)
    return Line(table, tuple(key), said)


def keep_said(
    session: Session, line: Line, held: MasterRow | None = None, *, decided: bool = True
) -> MasterRow:
    """Remember a row as head office said it. `decided`: no change of this desk's waits for its word."""
    if held is None:
        held = MasterRow(table=line.table.table, key=rows.key_text(line.key), packed=0, stuck="")
        session.add(held)
    held.said = "" if line.said is None else frame.to_lines([line.said]).decode().strip()
    if decided:
        held.packed = 0
    return held


class _Applying:
    """One version, within its transaction."""

    def __init__(self, work: Work, version: Version) -> None:
        self.work, self.session, self.version = work, work.session, version
        self.changed = self.stuck = self.kept = 0
        marks = self.session.execute(select(RowChangeRow.table, RowChangeRow.key))
        self._marked = {(table, key) for table, key in marks}

    def run(self) -> None:
        """Every row of the version, and those that it does not have any more; what does not go in once more at the
        end: a tag that one key gave up may be another's by then.
        """
        again = [line for line in self._lines() if not self._one(line, last=False)]
        for line in again:
            self._one(line, last=True)

    def _lines(self) -> Iterable[Line]:
        said = {(line.table.table, line.key): line for line in self.version.lines}
        for table in rows.master_tables(self.work.bench):
            yield from (line for line in self.version.lines if line.table is table)
            before = select(MasterRow.key).where(
                MasterRow.table == table.table, MasterRow.said != "", MasterRow.packed != rows.GIVEN
            )
            for key in self.session.scalars(before).all():
                gone = tuple(json.loads(key))
                if (table.table, gone) not in said:
                    yield Line(table, gone, None)

    def _one(self, line: Line, *, last: bool) -> bool:
        """Whether a row is settled: as head office says, or left as this desk changed it."""
        held = rows.shadow(self.session, line.table, line.key)
        here = rows.row_here(self.session, line.table, line.key)
        before = rows.as_here(line.table, here, rows.said_of(held))
        undecided = not rows.same(here, before) and self._is_undecided(line, held)
        becomes = rows.as_here(line.table, here, line.said)
        if becomes is not None:
            becomes = line.table.becomes(here, becomes, undecided)
        elif undecided:
            becomes = here
        try:
            self._write(line, here, becomes)
        except IntegrityError:
            if last:
                self.stuck += 1
                _log.warning("a row of the master data cannot stand beside the others: %s", line.table.table)
                self._note(line, held, undecided=False, stuck="unique")
            return False
        self.kept += undecided
        self._note(line, held, undecided=undecided, stuck="")
        return True

    def _is_undecided(self, line: Line, held: MasterRow | None) -> bool:
        if held is not None and held.stuck:
            return False
        fresh = (line.table.table, rows.key_text(line.key)) in self._marked
        return fresh or held is None or held.packed == 0 or held.packed > self.version.considered

    def _write(self, line: Line, here: Said, becomes: Said) -> None:
        if rows.same(here, becomes):
            return
        with self.work.attempt():
            if becomes is None:
                rows.delete_row(self.session, line.table, line.key)
            else:
                rows.write_row(self.session, line.table, line.key, becomes, is_new=here is None)
            facts = {"n": self.version.number, "gone": line.said is None}
            self.work.record(line.table.event, rows.entity_of(line.key), facts)
        self.changed += 1

    def _note(self, line: Line, held: MasterRow | None, *, undecided: bool, stuck: str) -> None:
        if held is None and line.said is None and not stuck:
            return
        keep_said(self.session, line, held, decided=not undecided).stuck = stuck
