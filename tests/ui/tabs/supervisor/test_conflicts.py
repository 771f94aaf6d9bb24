"""The conflict desk and the gates' records, as the supervisor sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.conflicts.opening import open_conflict
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.records import ConflictKind, Deed, Side
from desk_app.services.core.people import SYSTEM
from desk_app.services.trust.keyfile import read_card
from desk_app.services.trust.service import Trust
from desk_app.ui.tabs.supervisor.conflict_card import WHAT_TO_DO
from desk_app.ui.tabs.supervisor.conflicts_page import ConflictsPage
from desk_app.ui.tabs.supervisor.page import SupervisorPage
from desk_app.ui.tabs.supervisor.records_page import RecordsPage
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, issue
from tests.services.passes.meeting.cut_off import Post, admit, found_post
from tests.services.trust.build import OtherDesk
from tests.ui.tabs.conftest import Stage, settle

MakeStage = Callable[..., Stage]


def clash(
    desk: Services, root: int = 7, kind: ConflictKind = ConflictKind.USED_TWICE, mark: str = "1 2"
) -> int | None:
    """A conflict as two gates make it."""
    now = desk.bench.clock.now()
    sides = [
        Side("G1", "北门", now - timedelta(hours=3), "赵刚", Deed.RELEASED, 12),
        Side("G2", "2", now - timedelta(hours=2), "孙强", Deed.RELEASED, 12),
    ]
    with desk.bench.work(SYSTEM, "test.clash", {SYSTEM.role}) as work:
        title = "YF-A1-261123-001 · 云帆科技"
        return open_conflict(work, kind, "signed_pass", root, mark, title, sides)


def test_an_outcome_is_written_once_and_for_good(stage: MakeStage, desk: Services, people: People) -> None:
    clash(desk)
    shown = stage(people.supervisor)
    page = ConflictsPage(shown.ctx)
    shown.show(page)
    (card,) = page.cards.values()
    assert not page.nothing.isVisible() and not page.settled.isVisible()
    card.outcome.setText("好")
    card.write.click()
    assert card.problem.isVisible() and page.cards
    card.outcome.setText("已电话核实，第二次为复印件，物品已追回")
    page.load()
    assert card.outcome.text().startswith("已电话")  # reading again takes nothing away
    card.write.click()
    settle()
    assert not page.cards and page.nothing.isVisible() and page.settled.isVisible()
    assert shown.toast == "The outcome is on record: YF-A1-261123-001 · 云帆科技"
    (kept,) = desk.get(ConflictQueries).all(people.supervisor)
    assert kept.outcome.endswith("追回") and kept.settled_by_name == "周敏"


def test_a_side_that_comes_later_joins_the_card(stage: MakeStage, desk: Services, people: People) -> None:
    clash(desk, kind=ConflictKind.TOO_MUCH)
    shown = stage(people.supervisor)
    page = ConflictsPage(shown.ctx)
    shown.show(page)
    (card,) = page.cards.values()
    card.outcome.setText("正在联系")
    clash(desk, kind=ConflictKind.TOO_MUCH, mark="1 2 3")
    page.load()
    settle()
    assert list(page.cards.values()) == [card] and card.outcome.text() == "正在联系"


def test_the_list_and_the_strip_count_open_ones(stage: MakeStage, desk: Services, people: People) -> None:
    clash(desk)
    shown = stage(people.supervisor)
    page = SupervisorPage(shown.ctx)
    shown.show(page)
    titles = [page.list.item(at).text() for at in range(page.list.count())]
    assert "Conflicts (1)" in titles
    page.show_record("conflict", 0)
    assert isinstance(page.stack.currentWidget(), ConflictsPage)


@pytest.fixture
def other(tmp_path: Path, desk: Services, people: People, clock: FakeClock) -> Iterator[Post]:
    """Another PC of the building; the two believe each other."""
    here = Post(desk, desk.bench.desk.desk_number, people.guard)
    made = found_post(tmp_path / "other", 2, clock, desk.bench.desk.site_number)
    admit(here, made)
    admit(made, here)
    yield made
    made.close()


def test_records_go_out_and_come_in(
    stage: MakeStage, desk: Services, people: People, other: Post, tmp_path: Path, clock: FakeClock
) -> None:
    shown = stage(people.supervisor)
    page = RecordsPage(shown.ctx)
    shown.show(page)
    assert page.table.model().rowCount() == 1 and not page.alone.isVisible()
    own = tmp_path / "own.gaterecords"
    shown.asked.will_answer(own)
    page.save.click()
    assert shown.toast == "Saved: own.gaterecords. Take it to the other PCs."
    assert other.receive(own.read_bytes()).desk_code == "G1"
    paper = issue(other.services, CHAIRS[:1])
    other.release(paper.code)
    clock.advance(minutes=1)
    theirs = tmp_path / "theirs.gaterecords"
    theirs.write_bytes(other.export())
    shown.asked.will_answer(theirs)
    page.take.click()
    assert "1 releases and 0 revocations are new" in shown.toast
    theirs.write_bytes(theirs.read_bytes()[:-9])
    shown.asked.will_answer(theirs)
    page.take.click()
    assert "not whole" in shown.asked.texts[-1]
    shown.asked.will_answer(tmp_path)  # a folder
    page.take.click()
    assert shown.asked.texts[-1] == "This is not a file."


def test_before_any_other_pc_is_known_there_is_nothing_to_take_in(
    stage: MakeStage, desk: Services, people: People
) -> None:
    shown = stage(people.supervisor)
    page = RecordsPage(shown.ctx)
    shown.show(page)
    assert page.alone.isVisible() and page.save.property("kind") == "primary" and not page.take.isEnabled()
    desk.get(Trust).admit(people.supervisor, read_card(OtherDesk(desk).file()), None)
    page.load()
    assert page.take.property("kind") == "primary" and page.take.isEnabled()


def test_every_kind_says_what_to_do() -> None:
    assert set(WHAT_TO_DO) == set(ConflictKind)
