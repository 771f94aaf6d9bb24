"""The call log as a receptionist works it: a number, three fields, one key to pass on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.records import Call, CallState, TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import OrderDraft
from desk_app.services.repairs.service import Repairs
from desk_app.services.visitors.records import Host
from desk_app.ui.tabs.calls.page import OPEN, TODAY, CallsPage
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.ui.tabs.conftest import Stage, settle

TENANT = Host(tenant="云帆科技", unit="1205", person="陈丽")
TYPED = TypedCall("13812345678", "何女士", "鼎盛物流", TENANT, "请回电，关于合同")


@pytest.fixture
def shown(stage: Callable[[Actor], Stage], people: People) -> tuple[CallsPage, Stage]:
    made = stage(people.receptionist)
    page = CallsPage(made.ctx)
    made.show(page)
    return page, made


def rows(page: CallsPage) -> list[Call]:
    return list(page.table.rows_model.rows)


def take(desk: Services, people: People, **other: object) -> Call:
    return desk.get(Calls).take_call(people.receptionist, replace(TYPED, **other)).result  # type: ignore[arg-type]


def test_three_fields_and_enter_save_a_call(
    shown: tuple[CallsPage, Stage], desk: Services, people: People
) -> None:
    page, made = shown
    assert page.list.currentWidget() is page.nothing
    form = page.form
    form.phone.setText("13912345678")
    form.whom.setText("1205")
    form.about.setText("修空调")
    QTest.keyClick(form.about, Qt.Key.Key_Return)
    settle()
    (call,) = rows(page)
    assert (call.phone, call.whom, call.about, call.state) == (
        "13912345678",
        Host(unit="1205"),
        "修空调",
        CallState.OPEN,
    )
    assert call.number in made.toast and page.table.current_row() == call
    assert form.phone.text() == form.about.text() == "" and not form.form.dirty


def test_rubbish_stays_in_the_form_with_its_problem(shown: tuple[CallsPage, Stage]) -> None:
    page, made = shown
    page.form.phone.setText("1391234567")
    page.form.about.setText("修空调")
    page.form.submit()
    assert page.form.form.problem_of("phone") and page.form.about.text() == "修空调"
    assert rows(page) == [] and made.asked.questions == []


def test_a_name_instead_of_a_withheld_number(shown: tuple[CallsPage, Stage]) -> None:
    page, _ = shown
    page.form.phone.setText("王先生")
    page.form.about.setText("找人")
    page.form.submit()
    settle()
    assert [(call.phone, call.caller) for call in rows(page)] == [("", "王先生")]


def test_whoever_rang_before_fills_the_form(
    shown: tuple[CallsPage, Stage], desk: Services, people: People
) -> None:
    page, _ = shown
    take(desk, people)
    form = page.form
    (known,) = desk.get(CallQueries).recall(people.receptionist, "1381234")
    from desk_app.ui.tabs.calls.quick_form import _caller

    suggestion = _caller(known, "1381234")
    assert "138****5678" in suggestion.detail and "13812345678" not in suggestion.text + suggestion.detail
    form.phone.take(suggestion)
    settle()
    typed = form.typed()
    assert (typed.phone, typed.caller, typed.company, typed.whom) == (
        "13812345678",
        "何女士",
        "鼎盛物流",
        TENANT,
    )


def test_one_key_passes_on_and_the_toast_takes_back(
    shown: tuple[CallsPage, Stage], desk: Services, people: People
) -> None:
    page, made = shown
    call = take(desk, people)
    page.load()
    page.table.select(call.id)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle()
    assert rows(page)[0].state is CallState.PASSED_ON and not page.pass_on.isEnabled()
    made.ctx.toasts.undo()
    settle()
    assert rows(page)[0].state is CallState.OPEN and page.pass_on.isEnabled()


def test_the_open_filter_shows_all_days(
    shown: tuple[CallsPage, Stage], desk: Services, people: People, clock: FakeClock
) -> None:
    page, _ = shown
    old = take(desk, people)
    clock.advance(days=1)
    take(desk, people, passed_on=True)
    page.load()
    assert old.id not in {call.id for call in rows(page)}
    page.bar.choose(OPEN)
    assert [call.id for call in rows(page)] == [old.id]
    page.show_record("call", old.id)
    settle()
    assert page.bar.current == TODAY and page.table.current_row().id == old.id and page.day.text()


def test_correcting_keeps_the_call(shown: tuple[CallsPage, Stage], desk: Services, people: People) -> None:
    page, _ = shown
    call = take(desk, people)
    page.load()
    page.table.select(call.id)
    page.correct.click()
    assert page.form.about.text() == call.about and page.form.typed().whom == TENANT
    page.form.about.setText("已更正")
    page.form.submit()
    settle()
    assert [(one.id, one.about) for one in rows(page)] == [(call.id, "已更正")]


def test_what_is_being_typed_survives_a_reload(
    shown: tuple[CallsPage, Stage], desk: Services, people: People
) -> None:
    page, made = shown
    page.form.about.setText("还没写完")
    take(desk, people)
    made.ctx.bus.publish({"calls"})
    settle()
    assert page.form.about.text() == "还没写完" and len(rows(page)) == 1


def test_a_call_becomes_a_repair_and_is_looked_at_there(
    shown: tuple[CallsPage, Stage], desk: Services, people: People
) -> None:
    page, made = shown
    assert not page.repair.isEnabled()
    call = take(desk, people)
    page.load()
    page.table.select(call.id)
    page.repair.click()
    assert made.asked.questions == [("open", f"repair_from_call {call.id}")]
    draft = OrderDraft(
        phone=call.phone, area="大堂", description="灯坏", trade=Trade.ELECTRICAL, call=call.id
    )
    order = desk.get(Repairs).take_in(people.receptionist, draft).result
    page.load()
    page.repair.click()
    assert made.asked.questions[-1] == ("open", f"repair {order.id}")
    assert page.repair.text() == "Look at the repair"
