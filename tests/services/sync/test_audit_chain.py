"""R30: every entry of an audit log of 500 edited, removed, moved, cut off, before head office has it and after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from desk_app.services import assembly
from desk_app.services.audit import chain
from desk_app.services.audit.chain import Fault, Finding, verify
from desk_app.services.audit.tables import AuditRow
from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.desk.identity import Founding
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import names
from desk_app.services.sync.audited import is_cut
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.service import Exchange
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.proof.counts import counted
from tests.services.forgetting_help import forget

ENTRIES = 500
SITE = 4711
SOME, ALL = 50, 1
full = pytest.param(ALL, marks=[pytest.mark.full, pytest.mark.timeout(900)], id="all")
some = pytest.param(SOME, id="some")


@dataclass
class House:
    """A desk with a long log, a folder and head office, on a disk."""

    root: Path
    clock: FakeClock
    desk_secrets: FakeSecrets
    office_secrets: FakeSecrets
    services: Services
    office: HeadOffice

    @property
    def share(self) -> FolderShare:
        return FolderShare(self.root / "share")

    @property
    def sync(self) -> SyncDesk:
        return SyncDesk(self.services.bench, DataFolder(self.root / "desk").sync_mark, "machine")

    def exchange(self) -> None:
        """Everything the desk has is head office's, and the desk knows."""
        for _ in range(2):
            assert self.sync.round(self.share).trouble is None
            self.office.collect(self.share)
            self.office.publish(self.share)
        assert self.sync.round(self.share).trouble is None

    def cut_told(self) -> bool:
        return self.services.get(SyncQueries).standing(SYSTEM).audit_cut

    def close(self) -> None:
        self.services.bench.database.close()
        self.office.close()

    def copied(self, root: Path) -> House:
        """Another one just like it; this one must be closed."""
        shutil.copytree(self.root, root)
        return opened(root, FakeClock(self.clock.now()), self.desk_secrets, self.office_secrets)


def opened(root: Path, clock: FakeClock, desk: FakeSecrets, office: FakeSecrets) -> House:
    services = assembly.open_services(DataFolder(root / "desk"), clock=clock, secrets=desk)
    head = HeadOffice.open(root / "office", clock=clock, secrets=office)
    return House(root, clock, desk, office, services, head)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    """500 entries, none of them packed: the desk was admitted before. Closed; it is copied."""
    root, clock = tmp_path_factory.mktemp("audited") / "house", FakeClock()
    (root / "share").mkdir(parents=True)
    desk, office = FakeSecrets(), FakeSecrets()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        head = HeadOffice.init(root / "office", "总部", clock=clock, secrets=office)
        founding = Founding("云帆大厦", "YF", "A1", 1, site_number=SITE)
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(DataFolder(root / "desk"), founding, first, clock=clock, secrets=desk)
    made = House(root, clock, desk, office, services, head)
    head.publish(made.share)
    services.get(Exchange).connect(SYSTEM, head.card(), head.fingerprint)
    made.sync.round(made.share)
    folder = names.join(made.sync.party)
    card = made.share.read(f"{folder}/{made.share.files(folder)[0].name}", 1 << 20)
    head.admit(card or b"")
    head.publish(made.share)
    made.sync.round(made.share)
    calls = services.get(Calls)
    while newest(services) < ENTRIES:
        taken = calls.take_call(SYSTEM, TypedCall("13812345678", "何女士", about="来电")).result
        if newest(services) < ENTRIES:
            calls.pass_on(SYSTEM, taken.id)
    assert (newest(services), findings(services)) == (ENTRIES, [])
    made.close()
    return made


@pytest.fixture(scope="module", params=["before", "after"])
def log(
    request: pytest.FixtureRequest, built: House, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The log before head office has it, and after. Whatever a test does to it is rolled back."""
    house = built.copied(tmp_path_factory.mktemp(request.param) / "house")
    if request.param == "after":
        house.exchange()
        with house.services.bench.database.read() as session:
            assert chain_told(session) >= ENTRIES
    yield house
    house.close()


@pytest.fixture
def house(built: House, tmp_path: Path) -> Iterator[Callable[[], House]]:
    """Makes a house whose log is head office's."""
    made: list[House] = []

    def make() -> House:
        made.append(built.copied(tmp_path / f"house{len(made)}"))
        made[-1].exchange()
        assert not made[-1].cut_told() and made[-1].office.incidents() == []
        return made[-1]

    yield make
    for one in made:
        one.close()


def newest(desk: Services) -> int:
    with desk.bench.database.read() as session:
        return int(session.execute(text("SELECT max(seq) FROM audit_entries")).scalar_one())


def chain_told(session: Session) -> int:
    from desk_app.services.sync import state

    return state.told(session).audit


def findings(desk: Services) -> list[Finding]:
    with desk.bench.database.read() as session:
        return list(verify(session))


class Undone(Exception):
    """Takes the tampering back."""


@contextmanager
def tampered(house: House) -> Iterator[Session]:
    """Write behind the program's back; everything is as it was afterwards."""
    with pytest.raises(Undone), house.services.bench.database.write() as session:
        yield session
        raise Undone


def cut_off(session: Session, seq: int) -> None:
    """As one who knows all about it does: entries, their events, and the counter that would tell."""
    kept = session.execute(
        text("SELECT last_event FROM audit_entries WHERE seq = :n"), {"n": seq - 1}
    ).scalar()
    session.execute(text("DELETE FROM audit_entries WHERE seq >= :n"), {"n": seq})
    session.execute(text("DELETE FROM journal_events WHERE id > :id"), {"id": kept or 0})
    session.execute(text("UPDATE counters SET last = :n WHERE series = 'audit'"), {"n": seq - 1})


def forge(session: Session, seq: int) -> None:
    """Alter an entry, and everything after it so that it fits."""
    rows = list(session.query(AuditRow).where(AuditRow.seq >= seq).order_by(AuditRow.seq))
    previous = rows[0].previous
    rows[0].staff += 1
    changed = []
    for row in rows:
        row.previous = previous
        row.digest = previous = chain._digest(row)
        changed.append({"seq": row.seq, "previous": row.previous, "digest": row.digest, "staff": row.staff})
        session.expunge(row)
    session.execute(update(AuditRow), changed)


def places(house: House, every: int) -> list[int]:
    """The entries that are tried: all, or some with both ends."""
    last = newest(house.services)
    return sorted({*range(1, last + 1, every), 2, last})


EDITS = {
    "at": "at + 1",
    "staff": "staff + 1",
    "role": "role || 'x'",
    "action": "action || 'x'",
    "outcome": "'failed'",
    "detail": "detail || ' '",
    "digest": "randomblob(32)",
    "previous": "randomblob(32)",
}


@pytest.mark.parametrize("every", [some, full])
def test_every_entry_edited_removed_or_moved_is_named(log: House, every: int) -> None:
    columns, tried = sorted(EDITS), 0
    last = newest(log.services)
    for seq in places(log, every):
        column = columns[seq % len(columns)]
        with tampered(log) as session:
            session.execute(
                text(f"UPDATE audit_entries SET {column} = {EDITS[column]} WHERE seq = :n"), {"n": seq}
            )
            assert Finding(Fault.ENTRY_EDITED, seq) in list(verify(session))
        with tampered(log) as session:
            session.execute(text("DELETE FROM audit_entries WHERE seq = :n"), {"n": seq})
            gap = Finding(Fault.ENTRY_MISSING, seq + 1) if seq < last else Finding(Fault.END_MISSING, seq)
            assert gap in list(verify(session))
        with tampered(log) as session:
            other = seq + 1 if seq < last else seq - 1
            for old, new in ((seq, -1), (other, seq), (-1, other)):
                moved = text("UPDATE audit_entries SET seq = :new WHERE seq = :old")
                session.execute(moved, {"old": old, "new": new})
            assert {seq, other} <= {one.row for one in verify(session)}
        with tampered(log) as session:
            session.execute(text("DELETE FROM audit_entries WHERE seq >= :n"), {"n": seq})
            assert Finding(Fault.END_MISSING, seq) in list(verify(session))
        tried += 1
    counted("R30", tried, note="entries, each edited, removed, moved, cut off")


@pytest.mark.parametrize("every", [some, full])
def test_who_leaves_no_trace_here_is_found_by_what_head_office_has(log: House, every: int) -> None:
    """Cut off or forged to the end with all that would tell: only what was acknowledged tells. Before, nothing can."""
    tried = 0
    with log.services.bench.database.read() as session:
        told = chain_told(session) > 0
    for seq in [one for one in places(log, every) if one > 1]:
        for harm in (cut_off, forge):
            with tampered(log) as session:
                harm(session, seq)
                assert [one for one in verify(session) if seq <= one.row <= ENTRIES] == [], "it left a trace"
                with log.services.bench.database.read() as calm:
                    assert not is_cut(calm)
                assert is_cut(session) is (told and seq <= chain_told(session))
        tried += 1
    if told:
        counted("R30", tried, note="entries, each cut off and forged without a trace, after the ack")


@pytest.mark.parametrize("harm", [cut_off, forge])
@pytest.mark.parametrize(
    "every", [250, pytest.param(20, marks=[pytest.mark.full, pytest.mark.timeout(900)])], ids=["some", "all"]
)
def test_what_was_acknowledged_is_missed_at_the_desk_and_at_head_office(
    house: Callable[[], House], harm: Callable[[Session, int], None], every: int
) -> None:
    seqs = range(100, ENTRIES, every)
    for seq in seqs:
        one = house()
        with one.services.bench.database.write() as session:
            harm(session, seq)
        assert one.cut_told(), "the desk tells it at once"
        one.services.get(Calls).take_call(SYSTEM, TypedCall("13812345678", "何女士", about="来电"))
        one.exchange()
        kinds = {found.kind for found in one.office.incidents(open_only=True)}
        assert Trouble.AUDIT_CUT in kinds, (
            "head office tells it with the next entry, until somebody has settled it"
        )
        one.close()
    counted("R30", len(seqs), note=f"{harm.__name__} after the ack: told at the desk and at head office")


def test_personal_data_past_its_time_is_no_fault(house: Callable[[], House]) -> None:
    one = house()
    private = text("SELECT count(*) FROM journal_events WHERE private IS NOT NULL")
    with one.services.bench.database.read() as session:
        before = session.execute(private).scalar_one()
    one.clock.advance(days=4000)
    forget(one.services)
    with one.services.bench.database.read() as session:
        assert session.execute(private).scalar_one() < before - 200
    assert findings(one.services) == []
    one.exchange()
    assert not one.cut_told()
    assert [found for found in one.office.incidents() if found.kind is Trouble.AUDIT_CUT] == []
    counted("R30", 1, note=f"personal data of {before} events purged")
