"""A tenant's list, cell by cell: what reads, what is told, and that nothing is half-announced."""

from __future__ import annotations

from datetime import date, time

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import Words
from desk_app.services.sheets.table import MOST_CHARACTERS, Row, Table
from desk_app.services.visitors.importing import PlannedList, plan_list
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Expectation, Host, Purpose
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People

TODAY = date(2026, 11, 23)
LEAST = {"name": "张伟明", "host": "云帆科技"}


def plan(*lines: dict[str, str], host: Host | None = None) -> PlannedList:
    rows = tuple(Row(number, cells) for number, cells in enumerate(lines, 2))
    table = Table({}, rows)
    return plan_list(table, TODAY, host) if host else plan_list(table, TODAY)


def one(**cells: str) -> Expectation:
    made = plan(LEAST | cells)
    assert made.ready, made.problems
    return made.lines[0][1]


def test_a_line_of_name_and_host_is_for_today() -> None:
    made = one()
    assert (made.name, made.day, made.host, made.purpose, made.party_size) == (
        "张伟明", TODAY, Host(tenant="云帆科技"), Purpose.MEETING, 1,
    )  # fmt: skip
    assert made.time_from is None and made.time_until is None


def test_a_full_line() -> None:
    made = one(
        phone="138-1234-5678", company="华岳贸易", day="2026/12/1", time_from="9：30", time_until="11:00:00",
        person="陈丽", unit="1205", purpose="面试", party_size="2", plate="粤B12345", remark="带样品",
    )  # fmt: skip
    assert made == Expectation(
        "张伟明", date(2026, 12, 1), Host(tenant="云帆科技", unit="1205", person="陈丽"), "13812345678", "华岳贸易",
        Purpose.INTERVIEW, 2, made.plate, time(9, 30), time(11, 0), "带样品",
    )  # fmt: skip
    assert made.plate.startswith("粤B")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", ""), ("name", "张"), ("name", "长" * 61), ("phone", "1381234567"), ("phone", "１３８"),
        ("company", "长" * 61),
        ("day", "昨天"), ("day", "2026-13-01"), ("day", "2026-11-22"), ("day", "=TODAY()"),
        ("time_from", "25:00"), ("time_from", "9:60"), ("time_from", "930"), ("time_from", "09:30+08:00"),
        ("time_from", "09:30Z"), ("time_from", "下午"), ("time_from", "٩:٣٠" * 9), ("time_until", "9:3"),
        ("host", ""), ("host", "长" * 61), ("person", "长" * 61), ("purpose", "吃饭"), ("purpose", "=1+1"),
        ("party_size", "0"), ("party_size", "501"), ("party_size", "-1"), ("party_size", "两"), ("party_size", "1.5"),
        ("party_size", "²"), ("party_size", "9" * MOST_CHARACTERS), ("plate", "粤B1"), ("remark", "长" * 501),
    ],
)  # fmt: skip
def test_a_bad_cell_is_told_by_line_and_column(column: str, cell: str) -> None:
    made = plan({"name": "王海洋", "host": "1205"}, LEAST | {column: cell})
    assert [(problem.line, problem.column) for problem in made.problems] == [(3, column)] and not made.ready
    assert made.problems[0].error.say(Words("en"))


def test_every_bad_cell_of_a_line_is_told() -> None:
    cells = {"day": "x", "party_size": "x", "purpose": "x", "time_from": "x", "time_until": "x"}
    assert {problem.column for problem in plan(LEAST | cells).problems} == set(cells)


def test_until_before_from_is_told() -> None:
    (problem,) = plan(LEAST | {"time_from": "11:00", "time_until": "10:00"}).problems
    assert problem.column == "time_until"


def test_the_same_person_twice_on_a_day_is_told_but_not_on_two() -> None:
    twice = plan(LEAST, LEAST, LEAST | {"day": "2026-11-24"}, LEAST | {"phone": "13812345678"})
    assert [(problem.line, problem.column) for problem in twice.problems] == [(3, "name")]
    assert "张伟明" in twice.problems[0].error.say(Words("en")) and not twice.ready


def test_a_host_for_the_whole_list_stands_in_where_a_line_names_none() -> None:
    tenant = Host(tenant_id=7, tenant="云帆科技", unit="1205", floor="12")
    made = plan({"name": "张伟明", "person": "陈丽"}, {"name": "王海洋", "unit": "801"}, host=tenant)
    assert [line.host for _, line in made.lines] == [
        Host(7, "云帆科技", "1205", "12", "陈丽"), Host(unit="801"),
    ]  # fmt: skip


def test_purposes_are_read_in_both_languages() -> None:
    assert [one(purpose=word).purpose for word in ("会议", "Contractor", " delivery ", "")] == [
        Purpose.MEETING, Purpose.CONTRACTOR, Purpose.DELIVERY, Purpose.MEETING,
    ]  # fmt: skip


def test_an_empty_list_is_not_ready() -> None:
    assert not plan().ready and plan().problems == ()


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "<b>张</b>", "x'; DROP TABLE visits;--", "👨‍👩‍👧", "שלום"]
)
def test_formulas_markup_and_statements_are_plain_text(desk: Services, people: People, cell: str) -> None:
    made = plan(LEAST | {"company": cell, "remark": cell, "host": cell})
    assert made.ready
    desk.get(Visitors).expect_many(people.receptionist, [line for _, line in made.lines])
    (visit,) = desk.get(VisitorQueries).visits(people.receptionist, TODAY)
    assert (visit.company, visit.remark, visit.host.tenant) == (cell, cell, cell)


def test_one_bad_line_announces_none(desk: Services, people: People) -> None:
    bad = Expectation("张", TODAY, Host(tenant="云帆科技"))
    with pytest.raises(InvalidInput):
        desk.get(Visitors).expect_many(people.receptionist, [one(), bad])
    assert desk.get(VisitorQueries).visits(people.receptionist, TODAY) == []
