"""After the times of keeping nobody's name is left in the data folder; figures and the chain stay as they were."""

from __future__ import annotations

from datetime import date

import pytest

from desk_app.services.backups.service import BackupDesk
from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.figures import Span
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.db.backups import Backups
from desk_app.services.finder.queries import Finder
from desk_app.services.printing.outbox import Outbox
from desk_app.services.printing.ports import Paper
from desk_app.services.report.queries import ReportQueries
from desk_app.services.retention.forgetting import forget_now
from desk_app.services.retention.traces import compact, fold_log, wipe_index
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.tables import PhotoRow, VisitRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.forgetting_help import faults, forget, number, pictures
from tests.services.retention.lived_through import ID_NUMBER, SECRETS, live_through

ARRIVAL = Arrival("欧阳访客", "13911110001", host=Host(tenant="留名公司", unit="1205"))


def left_anywhere(folder: DataFolder) -> set[str]:
    """Which of the secrets stand anywhere in the data folder: database, its log, backups, whatever else lies there."""
    files = [path.read_bytes() for path in folder.root.rglob("*") if path.is_file()]
    return {one for one in SECRETS if any(one.encode() in content for content in files)}


def test_nothing_of_anybody_is_left_in_the_data_folder(
    desk: Services, people: People, clock: FakeClock, folder: DataFolder
) -> None:
    live_through(desk, people, clock)
    day = clock.now().astimezone(clock.zone).date()
    paper = Paper("visitor_pass", "欧阳访客", "%PDF 欧阳访客".encode(), "1")
    Outbox(desk.bench.database, clock, desk.bench.stamps).keep(paper)
    desk.get(BackupDesk).make(people.supervisor)
    assert left_anywhere(folder) == set(SECRETS)
    assert desk.get(Finder).find(people.receptionist, "欧阳访客") != []
    clock.advance(days=11 * 366)
    before = _figures(desk, day)
    forget(desk)
    clock.advance(days=1)
    desk.get(BackupDesk).make(people.supervisor)
    forget(desk)
    assert left_anywhere(folder) == set()
    assert faults(desk) == [] and pictures(desk) == 0 and number(desk, PhotoRow) == 0
    for one in SECRETS:
        assert desk.get(Finder).find(people.supervisor, one) == []
    assert _figures(desk, day) == before
    assert len(Backups(folder, clock).list()) == 1


def _figures(desk: Services, day: date) -> object:
    told = desk.get(ReportQueries).report(SYSTEM, Span.DAY, day)
    assert told.disagreements == ()
    return [(one.feature, one.figures) for one in told.sections]


def test_the_document_number_and_the_picture_go_first(
    desk: Services, people: People, clock: FakeClock
) -> None:
    visit = live_through(desk, people, clock).visit
    assert desk.get(Visitors).reveal_document(people.supervisor, visit, "核对身份").result == ID_NUMBER
    clock.advance(days=40)
    counts = forget(desk)
    assert (counts["visitors.keep_document_days"], counts["visitors.keep_photo_days"]) == (1, 1)
    assert "visitors.keep_months" not in counts and number(desk, PhotoRow) == 0
    with desk.bench.database.read() as session:
        row = session.get_one(VisitRow, visit)
        assert (row.id_sealed, row.id_index, row.name) == (None, None, "欧阳访客")
    clock.advance(days=150)
    assert forget(desk)["visitors.keep_months"] >= 1


def test_who_is_in_the_building_is_kept_however_old(desk: Services, people: People, clock: FakeClock) -> None:
    desk.get(Visitors).check_in(people.receptionist, ARRIVAL)
    desk.get(Calls).take_call(people.receptionist, TypedCall("13911110003", "来电人己", about="请回电"))
    clock.advance(days=4000)
    counts = forget(desk)
    assert "visitors.keep_months" not in counts and "calls.keep_months" not in counts


def test_single_records_are_forgotten_at_once(
    desk: Services, people: People, clock: FakeClock, folder: DataFolder
) -> None:
    lived = live_through(desk, people, clock)
    with desk.bench.work(SYSTEM, "test.erase", {SYSTEM.role}) as work:
        assert forget_now(work, "visit", [lived.visit]) == 1
        assert forget_now(work, "call", [lived.call]) == 1
        assert forget_now(work, "loan", [lived.loan]) == 1
        assert forget_now(work, "contact", [lived.contact]) == 1
    with desk.bench.work(SYSTEM, "test.erase", {SYSTEM.role}) as work:
        assert forget_now(work, "visit", [lived.visit]) == 0
    assert number(desk, PhotoRow) == 0
    assert desk.get(Finder).find(people.receptionist, "欧阳访客") == []
    clock.advance(days=1)
    with desk.bench.database.read() as session:
        assert session.get_one(VisitRow, lived.visit).id_sealed is None
    wipe_index(desk.bench)
    fold_log(desk.bench)
    assert {"欧阳访客", "来电人己", "借用人辛", "联系人卯"} & left_anywhere(folder) == {
        "欧阳访客"
    }  # the roll-call's
    assert faults(desk) == []


def test_what_lies_in_unused_parts_of_the_file_goes(desk: Services, folder: DataFolder) -> None:
    """As a page that was split leaves it: cells that no deletion has overwritten."""
    secret = "13700009999"
    with desk.bench.database.raw() as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE left_over (phone TEXT)")
        connection.executemany("INSERT INTO left_over VALUES (?)", [(secret,)] * 500)
        connection.execute("DROP TABLE left_over")
        connection.execute("PRAGMA secure_delete=ON")
    fold_log(desk.bench)
    assert secret.encode() in folder.database.read_bytes()
    assert compact(desk.bench)
    assert all(secret.encode() not in one.read_bytes() for one in folder.root.glob("desk.db*"))
    assert faults(desk) == []


def test_what_is_open_is_refused(desk: Services, people: People) -> None:
    visit = desk.get(Visitors).check_in(people.receptionist, ARRIVAL).result.visit
    with (
        pytest.raises(IllegalStep, match="still open"),
        desk.bench.work(SYSTEM, "test.erase", {SYSTEM.role}) as work,
    ):
        forget_now(work, "visit", [visit.id])
    with pytest.raises(NotFound), desk.bench.work(SYSTEM, "test.erase", {SYSTEM.role}) as work:
        forget_now(work, "unit", [visit.id])
    with desk.bench.database.read() as session:
        assert session.get_one(VisitRow, visit.id).name == "欧阳访客"
