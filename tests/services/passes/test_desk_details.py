"""Templates that are counted, visits that must be real, tools that were carried in, serial numbers, lists as sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desk_app.services.core.findings import Weight
from desk_app.services.core.paths import resources
from desk_app.services.core.people import Role
from desk_app.services.core.words import CHINESE, load_words
from desk_app.services.directory.records import GoodsKind
from desk_app.services.finder.queries import Finder
from desk_app.services.passes.lists import pass_sheet
from desk_app.services.passes.papers import PassPaper
from desk_app.services.passes.records import ExitKind, LineDraft, PassDraft, View
from desk_app.services.sheets.reading import read_lines
from desk_app.services.sheets.writing import xlsx_bytes
from desk_app.services.visitors.records import Arrival, Host, Purpose
from desk_app.services.visitors.service import Visitors
from tests.services.passes.conftest import MONITORS, Counter, weights

MONDAY = date(2026, 11, 23)


# Templates


def test_a_template_is_counted_and_what_is_used_most_is_offered_first(counter: Counter) -> None:
    by, verbs = counter.people.receptionist, counter.verbs
    first, second = (
        verbs.save_template(by, name, counter.draft(), False).result for name in ("甲单", "乙单")
    )
    own = verbs.save_template(by, "自用", counter.draft(), True).result
    draft = counter.draft(template=second, request="once")
    for _ in range(2):  # the same form saved twice is one use
        verbs.issue(by, draft)
    verbs.issue(by, counter.draft(template=4711))
    offered = counter.ask.templates(by, counter.tenant)
    assert [(one.id, one.used) for one in offered] == [(own, 0), (second, 1), (first, 0)]
    verbs.issue(by, replace(draft, template=first, request=""))
    verbs.issue(by, replace(draft, template=first, request=""))
    assert [one.id for one in counter.ask.templates(by, None)] == [first, second]


def test_a_pass_that_is_not_issued_counts_no_use(counter: Counter) -> None:
    by = counter.people.receptionist
    template = counter.verbs.save_template(by, "甲单", counter.draft(), False).result
    counter.problems(counter.draft(template=template, lines=()))
    assert counter.ask.templates(by, None)[0].used == 0


# The visit of a contractor


def arrive(counter: Counter, belongings: str = "电钻2把、人字梯") -> int:
    arrival = Arrival(
        "张伟", "13800001234", company="宏图装饰", purpose=Purpose.MEETING, belongings=belongings,
        host=Host(tenant="云帆"),
    )  # fmt: skip
    return counter.desk.get(Visitors).check_in(counter.people.receptionist, arrival).result.visit.id


def tools(counter: Counter, visit: int | None, *names: str, **changes: Any) -> PassDraft:
    lines = tuple(LineDraft(name) for name in names or ("电钻",))
    return counter.draft(
        kind=ExitKind.TOOLS, tenant=None, holder="宏图装饰", signatory=None, signature=False, sealed=True,
        lines=lines, visit=visit, **changes,
    )  # fmt: skip


def test_a_visit_exists_and_is_of_today_or_still_in_the_building(counter: Counter) -> None:
    by = counter.people.receptionist
    assert set(counter.problems(tools(counter, 4711))) == {"visit"}
    visit = arrive(counter)
    assert counter.verbs.issue(by, tools(counter, visit)).result.visit == visit
    counter.clock.advance(days=1)
    assert counter.verbs.issue(by, tools(counter, visit)).result.visit == visit, "still inside"
    counter.desk.get(Visitors).check_out(by, visit)
    assert set(counter.problems(tools(counter, visit))) == {"visit"}


def test_whoever_left_today_may_still_fetch_the_tools(counter: Counter) -> None:
    visit = arrive(counter)
    counter.desk.get(Visitors).check_out(counter.people.receptionist, visit)
    assert counter.verbs.issue(counter.people.receptionist, tools(counter, visit)).result


def test_tools_that_were_not_carried_in_warn(counter: Counter) -> None:
    by, visit = counter.people.receptionist, arrive(counter)
    assert counter.ask.findings(by, tools(counter, visit, "电钻", "人字梯")) == ()
    (found,) = counter.unsettled(tools(counter, visit, "电钻", "切割机", "显示器"))
    assert (found.weight, found.kind, found.record) == (Weight.WARNING, "visit", visit)
    assert found.values["goods"] == "切割机、显示器"
    words = load_words(CHINESE, resources() / "i18n")
    assert "切割机" in words.text(found.text, **found.values)
    assert counter.verbs.issue(by, tools(counter, visit, "切割机", acknowledged=True)).result
    counter.desk.get(Visitors).check_out(by, visit)
    (nothing,) = counter.unsettled(tools(counter, arrive(counter, ""), "电钻"))
    assert "Nothing is on record" in str(nothing.text)


# Kinds of goods


def test_a_signature_for_furniture_does_not_let_computers_out(counter: Counter) -> None:
    limited = counter.signatory_for(GoodsKind.FURNITURE)
    named = counter.draft(signatory=limited, goods=(GoodsKind.COMPUTERS, GoodsKind.FURNITURE))
    (found,) = counter.unsettled(named)
    assert (found.weight, found.field) == (Weight.APPROVAL, "goods")
    (looked,) = counter.unsettled(replace(named, goods=(GoodsKind.FURNITURE,)))
    assert (looked.weight, looked.field, looked.values["goods"]) == (Weight.WARNING, "goods", "显示器")
    chairs = replace(named, goods=(GoodsKind.FURNITURE,), lines=(LineDraft("办公椅", 4),))
    assert weights(counter.ask.findings(counter.people.receptionist, chairs)) == []


# Serial numbers


def test_a_serial_number_stands_on_one_line(counter: Counter) -> None:
    lines = (
        LineDraft("笔记本电脑", 1, "台", "SN-77"),
        LineDraft("显示器"),
        LineDraft("笔记本电脑", 1, "台", " sn-77 "),
        LineDraft("椅子", 2, "把", "无"),
        LineDraft("桌子", 2, "张", "无"),
    )
    assert set(counter.problems(counter.draft(lines=lines))) == {"lines.2.serial"}
    assert counter.issue(lines=(*lines[:2], *lines[3:]))


# Lists


def test_paper_that_came_home_unreleased_is_on_one_list_only(counter: Counter) -> None:
    by, one = counter.people.receptionist, counter.issue()
    counter.verbs.paper_home(by, one.short_code)
    counter.clock.advance(days=1)
    assert [two.id for two in counter.ask.passes(by, MONDAY, View.NEVER_SCANNED)] == [one.id]
    assert counter.ask.passes(by, MONDAY, View.UNUSED) == []
    counter.verbs.undo_paper_home(by, one.id)
    assert [two.id for two in counter.ask.passes(by, MONDAY, View.UNUSED)] == [one.id]


@pytest.mark.parametrize("view", list(View))
def test_a_list_as_a_spreadsheet_is_text(counter: Counter, view: View) -> None:
    evil = counter.issue(
        lines=(LineDraft("=1+1", 2, "台"), MONITORS), carrier="李师傅", carrier_phone="13812346789"
    )
    bench = counter.desk.bench
    paper = PassPaper(load_words(CHINESE, resources() / "i18n"), bench.desk, bench.clock.zone)
    headers, rows = pass_sheet([evil], paper, view, now=counter.clock.now() + timedelta(days=1))
    (row,) = rows
    assert len(row) == len(headers) and row[0] == evil.number and "完成" not in headers
    assert all("\n" not in cell and "13812346789" not in cell for cell in row)
    read = read_lines(xlsx_bytes("清单", headers, rows))
    assert list(read[0].cells) == headers
    assert read[1].cells[0] == evil.number
    if view is View.DAY:
        assert any("=1+1" in cell for cell in read[1].cells)


# Search


@pytest.mark.parametrize("typed", ["12345", "B12345", "6789", "lsf", "yfkj", "云帆"])
def test_plate_phone_and_initials_find_a_pass(counter: Counter, typed: str) -> None:
    one = counter.issue(plate="粤B12345", carrier_phone="13812346789")
    counter.issue(plate="粤B99999", lines=(LineDraft("别的"),), carrier="王师傅", acknowledged=True)
    hits = counter.desk.get(Finder).find(counter.people.of(Role.RECEPTIONIST), typed)
    assert one.id in {hit.id for hit in hits if hit.kind == "exit_pass"}
