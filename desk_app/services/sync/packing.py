"""From the journal to a batch: one transaction takes what is not packed yet and makes it final.

A batch holds everything for head office, sealed, and for the building's desks what the features tell them.
"""

from __future__ import annotations

import base64
import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, delete, literal, select, type_coerce
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

import desk_app
from desk_app.services.audit.tables import AuditRow
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.changes import Topic
from desk_app.services.core.clocks import first_id, to_ms
from desk_app.services.core.feature import topics_of
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.sharing import Sharing
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Bench, Read
from desk_app.services.sync import frame, rows, state
from desk_app.services.sync.audited import packed_upto
from desk_app.services.sync.fetching import PROTO
from desk_app.services.sync.locks import HQ, Locks
from desk_app.services.sync.master_rows import key_text
from desk_app.services.sync.names import Party
from desk_app.services.sync.proposals import note_packed
from desk_app.services.sync.seen import peers
from desk_app.services.sync.site_keys import newest_site_key
from desk_app.services.sync.tables import OutboxRow, PackedRowRow, RowChangeRow

MOST_EVENTS = 300
"""Events of a batch: so few that the desk's own verbs never wait for long while one is packed."""
MOST_ROWS = 500
MOST_LINES = 1 << 20
"""Bytes of a batch before it is compressed; one large row may go beyond."""
TOLD_FOR = timedelta(days=60)
"""What is older is told to no other desk: nobody hands a pass of last year to another gate."""
BEAT = timedelta(hours=2)
"""A desk with nothing to say says so: its records count as fresh at the gates only up to its newest batch."""
AUDIT_WAITS = timedelta(minutes=10)
"""Entries without an event (who looked, who was refused) wait for others to go with."""

_log = logging.getLogger("sync")


@dataclass(frozen=True)
class Packer:
    """Packs one desk's batches."""

    bench: Bench

    def pack(self) -> bool:
        """Pack one batch; whether there was anything to pack."""
        with self.bench.database.write() as session:
            return _Batch(self.bench, session).pack()


class _Batch:
    """One batch, within its transaction."""

    def __init__(self, bench: Bench, session: Session) -> None:
        self.bench, self.session = bench, session
        self.chain = state.chain(session)
        self.party = Party(bench.desk.site_number, bench.desk.desk_number)
        self.left_out = 0

    def pack(self) -> bool:
        known = state.head_office(self.session)
        key = newest_site_key(self.session, self.bench.secrets)
        if known is None or key is None or not self.chain.epoch:
            return False
        lines = _Lines()
        events = lines.take(_events(self.session, self.chain.event), _event_line)
        upto = events[-1].id if events else self.chain.event
        audits = lines.take(
            _audits(self.session, packed_upto(self.session, self.chain.audit), upto), _audit_line
        )
        stamp = self._stamp()
        taken = self._rows(lines, stamp)
        closes = self.chain.seq == 0 and self.chain.closes  # head office waits for it with what stands there
        due = closes or self._audit_is_due(audits) or self._beat_is_due()
        if not events and not taken and not due:
            return False
        locks = Locks({self.party.site: key}, {HQ: bytes.fromhex(known.box)})
        facts = _Lines()
        for fact in self._facts(events):
            facts.add(fact)
        self.left_out = lines.left_out + facts.left_out
        header = self._header(known, events, audits, stamp)
        sections = [
            frame.Section(HQ, lines.joined()),
            frame.Section(locks.site(self.party.site), facts.joined()),
        ]
        signer = open_signing_key(self.bench.secrets, Purpose.SYNC)
        self._keep(frame.write(frame.Kind.BATCH, header, sections, locks, signer), header, events, audits)
        self._settle_rows(taken)
        return True

    def _stamp(self) -> int:
        self.bench.stamps.follow(0, self.chain.stamp)
        return self.bench.stamps.stamp()

    def _rows(self, lines: _Lines, stamp: int) -> int:
        """Add the rows that changed; the mark up to which they were taken, 0 for none."""
        if lines.full:
            return 0
        found, upto = rows.changed_rows(self.session, MOST_ROWS)
        given = note_packed(self.session, self.bench, upto, stamp)
        for one in found:
            # A stamp of 0 is decided from the beginning: head office does not take it for a proposal.
            lines.add({**one, "h": 0 if given and (one["t"], key_text(one["p"])) in given else stamp})
        return upto

    def _audit_is_due(self, audits: Sequence[Row[Any]]) -> bool:
        return bool(audits) and abs(self.bench.clock.now() - audits[0].at) >= AUDIT_WAITS

    def _beat_is_due(self) -> bool:
        return abs(to_ms(self.bench.clock.now()) - self.chain.packed_at) >= BEAT / timedelta(milliseconds=1)

    def _facts(self, events: Sequence[Row[Any]]) -> Iterator[dict[str, object]]:
        now = self.bench.clock.now()
        read, oldest = Read(self.bench, self.session, SYSTEM, now), first_id(now - TOLD_FOR)
        topics = topics_of(self.bench.features)
        touched: dict[Topic, set[int]] = {}
        for event in events:
            # How old an event is says the clock, and that may be wrong by a year: news are told all the same.
            if event.id >= min(oldest, self.chain.alone + 1) and event.kind in topics:
                touched.setdefault(topics[event.kind], set()).add(event.entity)
        for one in _sharings(self.bench):
            about = set(itertools.chain.from_iterable(touched.get(topic, ()) for topic in one.topics))
            for fact in one.tell(read, about) if about else ():
                yield {"n": one.name, "v": one.version, "f": fact}

    def _header(
        self, known: state.KnownHeadOffice, events: Sequence[Row[Any]], audits: Sequence[Row[Any]], stamp: int
    ) -> dict[str, object]:
        chain, told = self.chain, state.told(self.session)
        seq = chain.seq + 1
        stamps = [event.stamp for event in events]
        seen = {"ack": told.ack, "trust": told.trust, "master": told.master, "rev": told.rev}
        return {
            "share": known.share,
            "proto": PROTO,
            "min_reader": PROTO,
            "app": desk_app.__version__,
            "party": str(self.party),
            "epoch": chain.epoch,
            "seq": seq,
            "prev": chain.prev,
            "at": to_ms(self.bench.clock.now()),
            "lo": min(stamps, default=0),
            "hi": max(stamps, default=0),
            "stamp": stamp,
            "n": len(events),
            "closes": list(chain.closes) if seq == 1 else [],
            "audit": [audits[-1].seq, audits[-1].digest.hex()] if audits else [],
            "seen": {**seen, "peers": peers(self.session)},
        }

    def _keep(
        self, raw: bytes, header: Mapping[str, Any], events: Sequence[Row[Any]], audits: Sequence[Row[Any]]
    ) -> None:
        digest, seq = frame.digest_of(raw), header["seq"]
        last = events[-1].id if events else self.chain.event
        row = OutboxRow(
            epoch=self.chain.epoch,
            seq=seq,
            content=raw,
            digest=digest,
            events=len(events),
            first_event=events[0].id if events else 0,
            last_event=last,
            last_audit=audits[-1].seq if audits else self.chain.audit,
            packed_at=self.bench.clock.now(),
            published_at=None,
            acked_at=None,
        )
        self.session.add(row)
        self.session.flush()
        moved = replace(self.chain, seq=seq, prev=digest.hex(), stamp=header["stamp"])
        moved = replace(moved, too_large=moved.too_large + self.left_out)
        self.chain = replace(moved, event=last, audit=row.last_audit, packed_at=header["at"])
        state.put_chain(self.session, self.chain)

    def _settle_rows(self, upto: int) -> None:
        """Remember which rows are in this batch; their marks are done."""
        if not upto:
            return
        into = insert(PackedRowRow).on_conflict_do_nothing()
        epoch, seq = self.chain.epoch, self.chain.seq
        marks = select(literal(epoch), literal(seq), RowChangeRow.table, RowChangeRow.key).where(
            RowChangeRow.seq <= upto
        )
        self.session.execute(into.from_select(["epoch", "seq", "table", "key"], marks.distinct()))
        self.session.execute(delete(RowChangeRow).where(RowChangeRow.seq <= upto))


class _Lines:
    """Lines for head office, until a batch is full."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0
        self.left_out = 0

    @property
    def full(self) -> bool:
        """Whether anything more goes into the next batch."""
        return self._size >= MOST_LINES

    def take(self, found: Iterable[Any], line: Any) -> list[Any]:
        """Add as many as fit; gives those that did."""
        taken = []
        for one in found:
            if self.full:
                break
            self.add(line(one))
            taken.append(one)
        return taken

    def add(self, line: Mapping[str, object]) -> None:
        """Add a line; one that no reader would take is left out: it must not keep all others from going up."""
        try:
            raw = frame.to_line(line)
        except ValueError:
            self.left_out += 1
            what = line.get("t") or line.get("n") or line.get("k")
            _log.warning("a record is too large to be sent, and stays on this PC: %s", what)
            return
        self._lines.append(raw)
        self._size += len(raw)

    def joined(self) -> bytes:
        """All lines."""
        return b"".join(self._lines)


_EVENT: tuple[Any, ...] = (
    EventRow.id,
    EventRow.kind,
    EventRow.version,
    EventRow.entity,
    EventRow.stamp,
    type_coerce(EventRow.at, BigInteger).label("at"),  # milliseconds, as the database and the line have them
    EventRow.actor,
    EventRow.payload,
    EventRow.private,
    EventRow.seal,
    EventRow.digest,
)


def _events(session: Session, after: int) -> Sequence[Row[Any]]:
    wanted = select(*_EVENT).where(EventRow.id > after).order_by(EventRow.id).limit(MOST_EVENTS)
    return session.execute(wanted).all()


def _audits(session: Session, after: int, event: int) -> Sequence[Row[Any]]:
    """Entries whose events are packed: an entry without its events would look like a fault where it is restored."""
    columns = AuditRow.__table__.columns
    wanted = select(*columns).where(AuditRow.seq > after, AuditRow.last_event <= event)
    return session.execute(wanted.order_by(AuditRow.seq).limit(2 * MOST_EVENTS)).all()


def _event_line(event: Sequence[Any]) -> dict[str, object]:
    number, kind, version, entity, stamp, at, actor, payload, private, seal, digest = event
    line: dict[str, object] = {
        "k": "e",
        "id": number,
        "t": kind,
        "v": version,
        "e": entity,
        "h": stamp,
        "w": at,
        "a": actor,
        "p": payload,
        "d": digest.hex(),
    }
    if private is not None:
        line["x"] = private
    if seal is not None:
        line["s"] = seal.hex()
    return line


def _audit_line(entry: Row[Any]) -> dict[str, object]:
    return {"k": "a", "c": {name: _plain(value) for name, value in entry._mapping.items()}}


def _plain(value: Any) -> object:
    if isinstance(value, bytes):
        return {"b64": base64.b64encode(value).decode()}
    return to_ms(value) if hasattr(value, "timestamp") else value


def _sharings(bench: Bench) -> list[Sharing]:
    return [one for feature in bench.features for one in feature.shared]
