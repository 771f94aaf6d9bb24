"""Whom somebody comes to see: suggestions from the directory."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import ContactDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.visitors.records import Host
from desk_app.ui.context import AppContext
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.widgets.picker import Picker, Suggestion
from tests.desk_fixtures import People


@pytest.fixture
def picker(ctx: AppContext, qtbot: QtBot) -> Picker:
    made = Picker()
    qtbot.addWidget(made)
    suggest_hosts(ctx, made, made)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def offered(picker: Picker, text: str) -> list[Suggestion]:
    picker.setText(text)
    picker.query.emit(text)
    return list(picker._model._all) if picker.takes_enter else []


def test_tenants_and_their_people_are_offered_by_unit_name_and_initials(
    picker: Picker, desk: Services, people: People
) -> None:
    boss = people.supervisor
    tenant = desk.get(Directory).add_tenant(boss, TenantDraft("云帆科技有限公司"), "1205 1206").result
    desk.get(TenantPeople).add_contact(boss, tenant, ContactDraft("陈丽"))
    desk.get(Directory).add_tenant(boss, TenantDraft("无房公司"))
    company = offered(picker, "1205")[0]
    assert (company.text, company.detail) == ("云帆科技有限公司", "1205 1206")
    assert company.value == Host(tenant, "云帆科技有限公司", "1205", "12", "")
    person = next(one for one in offered(picker, "cl") if one.value.person)
    assert (
        person.text == "陈丽 · 云帆科技有限公司"
        and person.value.person == "陈丽"
        and person.value.unit == "1205"
    )
    (without,) = offered(picker, "无房")
    assert without.value.unit == without.value.floor == without.detail == ""


def test_an_emptied_field_offers_nothing_old(picker: Picker, desk: Services, people: People) -> None:
    desk.get(Directory).add_tenant(people.supervisor, TenantDraft("云帆科技有限公司"), "1205")
    assert offered(picker, "12") and offered(picker, "  ") == [] and offered(picker, "qqqq") == []
