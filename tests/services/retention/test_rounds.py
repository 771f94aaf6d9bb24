"""When something is removed: after notice or a word, never because the clock jumped, every midnight, with traces."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk_app.services.assembly import open_services
from desk_app.services.backups.service import BackupDesk
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.db.backups import Backups
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.records import Due, Rule, Run
from desk_app.services.retention.rounds import purge_round
from desk_app.services.retention.rules import moved_on
from desk_app.services.retention.service import Retention
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.options import KEEP_MONTHS
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.tables import VisitRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets

KEY = KEEP_MONTHS.key
DAY = timedelta(days=1)


class Keeper:
    """A desk with one visit, and short words for what the tests do all the time."""

    def __init__(self, desk: Services, people: People, clock: FakeClock) -> None:
        self.desk, self.people, self.clock = desk, people, clock
        self.ask = desk.get(RetentionQueries)
        self.visit = self.come()

    def come(self) -> int:
        """Somebody comes and leaves."""
        visitors, clerk = self.desk.get(Visitors), self.people.receptionist
        visit = visitors.check_in(
            clerk, Arrival("欧阳访客", "13911110001", host=Host(unit="1205"))
        ).result.visit
        visitors.check_out(clerk, visit.id)
        return visit.id

    def rounds(self, days: int = 0) -> None:
        """So many days of minutes: the rounds at each midnight, until nothing is due any more."""
        for _ in range(days or 1):
            self.clock.advance(days=1 if days else 0)
            while purge_round(self.desk.bench) is not None:
                continue

    def name(self, visit: int = 0) -> str:
        with self.desk.bench.database.read() as session:
            return session.get_one(VisitRow, visit or self.visit).name

    def due(self) -> Due:
        return next(one for one in self.ask.preview(self.people.supervisor) if one.setting is KEEP_MONTHS)

    def runs(self) -> list[Run]:
        return self.ask.runs(self.people.supervisor)


@pytest.fixture
def keeper(desk: Services, people: People, clock: FakeClock) -> Keeper:
    return Keeper(desk, people, clock)


def test_before_the_first_run_it_is_said_what_will_go(keeper: Keeper) -> None:
    keeper.clock.advance(days=200)
    keeper.rounds()
    due = keeper.due()
    assert (due.count, due.amount, keeper.name()) == (1, 6, "欧阳访客")
    assert due.rule is not None and due.rule.days is None
    assert due.starts == keeper.clock.now() + DAY
    keeper.clock.advance(hours=23)
    keeper.rounds()
    assert keeper.name() == "欧阳访客" and keeper.runs() == []
    keeper.clock.advance(hours=1)
    keeper.rounds()
    assert keeper.name() == "" and keeper.due().count == 0
    (run,) = keeper.runs()
    assert run.counts[KEY] == 1 and run.ended_at is not None


def test_a_supervisor_may_agree_at_once(keeper: Keeper) -> None:
    keeper.clock.advance(days=200)
    keeper.rounds()
    with pytest.raises(NotPermitted):
        keeper.desk.get(Retention).agree(keeper.people.receptionist)
    keeper.desk.get(Retention).agree(keeper.people.supervisor)
    keeper.rounds()
    assert keeper.name() == ""
    rule = keeper.due().rule
    assert rule is not None and rule.agreed_by == keeper.people.supervisor.staff_id


def test_a_tighter_rule_waits_a_day_and_a_looser_one_counts_at_once(keeper: Keeper) -> None:
    keeper.rounds(2)
    keeper.rounds(32)
    settings, boss = keeper.desk.get(SettingsService), keeper.people.supervisor
    assert keeper.ask.what_if(boss, KEY, 1).count == 1
    settings.change(boss, KEEP_MONTHS, 1)
    keeper.rounds()
    rule = keeper.due().rule
    assert rule is not None and (rule.days, rule.wanted) == (183, 30) and keeper.name() == "欧阳访客"
    settings.change(boss, KEEP_MONTHS, 12)
    keeper.rounds()
    rule = keeper.due().rule
    assert rule is not None and (rule.days, rule.wanted) == (365, 365)
    settings.change(boss, KEEP_MONTHS, 1)
    keeper.rounds()
    keeper.rounds(1)
    assert keeper.name() == ""


NOW = datetime(2026, 11, 23, 1, tzinfo=FakeClock().now().tzinfo)


@pytest.mark.parametrize(
    ("days", "wanted", "asked", "after", "expected"),
    [
        (30, 30, 30, DAY, (30, 30)),
        (30, 30, 60, 0 * DAY, (60, 60)),
        (60, 60, 30, 0 * DAY, (60, 30)),
        (60, 30, 30, 0.9 * DAY, (60, 30)),
        (60, 30, 30, DAY, (30, 30)),
        (60, 30, 40, 2 * DAY, (60, 40)),
        (60, 30, 60, 0 * DAY, (60, 60)),
        (None, 30, 30, 0.9 * DAY, (None, 30)),
        (None, 30, 90, DAY, (None, 90)),
        (None, 30, 30, DAY, (30, 30)),
    ],
)
def test_a_rule_moves_on(
    days: int | None, wanted: int, asked: int, after: timedelta, expected: tuple[int | None, int]
) -> None:
    rule = Rule(KEY, days, wanted, NOW, NOW, waited=after)
    moved = moved_on(rule, KEY, asked, NOW + 30 * DAY)
    assert (moved.days, moved.wanted) == expected


def test_a_clock_set_forward_removes_nothing(keeper: Keeper) -> None:
    keeper.rounds(2)
    keeper.clock.advance(days=3650)
    keeper.rounds()
    keeper.clock.advance(hours=20)
    keeper.rounds()
    standing = keeper.ask.standing(keeper.people.supervisor)
    assert standing.held_since is not None and keeper.name() == "欧阳访客"
    keeper.clock.advance(days=-3651)
    keeper.rounds()
    assert keeper.ask.standing(keeper.people.supervisor).held_since is None
    assert keeper.name() == "欧阳访客"


def at_once(keeper: Keeper, **since: float) -> None:
    """The PC's date is set, and no time passes."""
    keeper.clock.set(keeper.clock.now() + timedelta(**since))
    keeper.rounds()


def tighten(keeper: Keeper) -> None:
    """A rule in force is tightened: the visit is past its time, and this is announced."""
    keeper.rounds(2)
    keeper.rounds(32)
    keeper.desk.get(SettingsService).change(keeper.people.supervisor, KEEP_MONTHS, 1)
    keeper.rounds()


def test_the_date_alone_does_not_end_the_notice(keeper: Keeper) -> None:
    tighten(keeper)
    at_once(keeper, hours=25)
    assert keeper.name() == "欧阳访客"
    keeper.clock.advance(hours=23)
    at_once(keeper, hours=2)
    assert keeper.name() == "欧阳访客"
    keeper.clock.advance(hours=1)
    keeper.rounds()
    assert keeper.name() == ""


def test_the_date_alone_does_not_end_a_hold(keeper: Keeper) -> None:
    keeper.desk.get(SettingsService).change(keeper.people.supervisor, KEEP_MONTHS, 1)
    keeper.rounds(25)
    at_once(keeper, days=9)
    at_once(keeper, hours=25)
    standing = keeper.ask.standing(keeper.people.supervisor)
    assert standing.goes_on == keeper.clock.now() + DAY and keeper.name() == "欧阳访客"
    keeper.clock.advance(hours=24)
    keeper.rounds()
    assert keeper.name() == ""


def test_a_clock_put_right_ends_a_hold_and_the_next_one_waits_a_whole_day(keeper: Keeper) -> None:
    keeper.rounds(2)
    at_once(keeper, days=9)
    keeper.clock.advance(hours=23)
    at_once(keeper, days=-9)
    at_once(keeper, days=9)
    standing = keeper.ask.standing(keeper.people.supervisor)
    assert standing.goes_on == keeper.clock.now() + DAY


def test_while_the_program_is_off_a_night_counts_and_no_more(
    keeper: Keeper, folder: DataFolder, secrets: FakeSecrets, clock: FakeClock
) -> None:
    tighten(keeper)
    for expected in (9 * 3600, 0):
        keeper.desk.bench.database.close()
        clock.set(clock.now() + timedelta(hours=40))
        keeper.desk = open_services(folder, clock=clock, secrets=secrets)
        keeper.ask = keeper.desk.get(RetentionQueries)
        assert keeper.name() == "欧阳访客"
        keeper.rounds()
        rule = keeper.due().rule
        assert rule is not None and rule.remaining.total_seconds() == expected
    keeper.desk.bench.database.close()


def test_far_ahead_nothing_goes_before_a_supervisor_agreed(keeper: Keeper) -> None:
    keeper.rounds(2)
    seen = keeper.clock.now()
    at_once(keeper, days=400)
    keeper.clock.advance(days=3)
    keeper.rounds()
    standing = keeper.ask.standing(keeper.people.supervisor)
    assert standing.must_agree and (standing.seen, standing.now) == (seen, keeper.clock.now())
    assert keeper.name() == "欧阳访客" and keeper.ask.waiting(keeper.people.supervisor) == 1
    keeper.desk.get(Retention).agree(keeper.people.supervisor)
    keeper.rounds()
    assert keeper.name() == ""


def test_to_agree_does_not_shorten_the_notice_of_a_tightened_rule(keeper: Keeper) -> None:
    tighten(keeper)
    keeper.desk.get(Retention).agree(keeper.people.supervisor)
    keeper.rounds()
    assert keeper.name() == "欧阳访客"
    keeper.clock.advance(hours=24)
    keeper.rounds()
    assert keeper.name() == ""


def test_after_a_holiday_it_goes_on_a_day_later(keeper: Keeper) -> None:
    keeper.desk.get(SettingsService).change(keeper.people.supervisor, KEEP_MONTHS, 1)
    keeper.rounds(25)
    keeper.clock.advance(days=9)
    keeper.rounds()
    assert keeper.name() == "欧阳访客"
    keeper.clock.advance(hours=25)
    keeper.rounds()
    assert keeper.name() == ""


def test_it_is_done_once_a_day_and_each_run_is_on_record(keeper: Keeper) -> None:
    keeper.rounds(2)
    before = len(keeper.runs())
    keeper.clock.advance(hours=1)
    assert purge_round(keeper.desk.bench) is None
    keeper.rounds(1)
    assert len(keeper.runs()) == before + 1


def test_backups_past_their_age_go_but_never_the_newest(keeper: Keeper, folder: DataFolder) -> None:
    keeper.rounds(2)
    files = Backups(folder, keeper.clock)
    for reason in ("by-hand", "before-update", "daily"):
        files.make(reason)
        keeper.clock.advance(minutes=1)
    keeper.rounds(35)
    assert [one.reason for one in files.list()] == ["daily"]
    assert sum(one.backups for one in keeper.runs()) == 2


def test_the_log_is_cut_after_a_run(keeper: Keeper, folder: DataFolder) -> None:
    keeper.rounds(2)
    assert (folder.root / "desk.db-wal").stat().st_size == 0


def test_an_old_backup_that_is_restored_is_purged_at_once(
    keeper: Keeper, folder: DataFolder, secrets: FakeSecrets, clock: FakeClock
) -> None:
    keeper.rounds(2)
    old = Backups(folder, clock).make("by-hand")
    keeper.clock.advance(days=200)
    keeper.desk.bench.database.close()
    Backups(folder, clock).restore(old)
    again = open_services(folder, clock=clock, secrets=secrets)
    try:
        again.get(BackupDesk).restored(SYSTEM, old.path.name)
        keeper.desk = again
        assert keeper.name() == "欧阳访客"
        keeper.rounds()
        assert keeper.name() == ""
    finally:
        again.bench.database.close()
