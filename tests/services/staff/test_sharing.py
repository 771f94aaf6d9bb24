"""An account that was closed at one desk is closed at all; nothing else of it travels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.services.core.people import Role
from desk_app.services.staff.service import Staff
from desk_app.services.staff.tables import StaffRow
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.sharing_help import OneDesk


@pytest.fixture
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[OneDesk]]:
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("staff"), 2, FakeClock())
        yield desks
    for desk in desks:
        desk.close()


def colleague(first: OneDesk, second: OneDesk) -> int:
    """Somebody with an account at both, as head office's list has it."""
    staff = first.services.get(Staff).add(first.supervisor, "吴桐", Role.GUARD, PIN).result
    copy_account(first, second, staff)
    return staff


def copy_account(first: OneDesk, second: OneDesk, staff: int) -> None:
    with first.services.bench.database.read() as session:
        row = session.get_one(StaffRow, staff)
        columns = {one.key: getattr(row, one.key) for one in StaffRow.__table__.columns}
    with second.services.bench.database.write() as session:
        session.add(StaffRow(**{**columns, "active": True}))


def active(desk: OneDesk, staff: int) -> bool:
    with desk.services.bench.database.read() as session:
        return session.get_one(StaffRow, staff).active


def test_closed_here_closed_there(two: list[OneDesk]) -> None:
    first, second = two
    staff = colleague(first, second)
    first.services.get(Staff).close(first.supervisor, staff)
    [said] = [one for one in sharing_help.told(first) if one.name == "staff"]
    assert set(said.fact) == {"staff", "closed"}
    sharing_help.settled(two)
    assert not active(second, staff)
    second.services.get(Staff).reopen(second.supervisor, staff)
    assert not sharing_help.hear(second, [said]), "reopened here on purpose, after that closing"
    assert active(second, staff)


def test_closed_before_the_account_is_here(two: list[OneDesk]) -> None:
    first, second = two
    staff = first.services.get(Staff).add(first.supervisor, "吴桐", Role.GUARD, PIN).result
    first.services.get(Staff).close(first.supervisor, staff)
    sharing_help.settled(two)
    assert len(second.waiting) == 1
    copy_account(first, second, staff)
    assert sharing_help.hear(second, [])
    assert not active(second, staff)
    assert not second.waiting
