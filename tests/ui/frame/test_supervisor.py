from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from PySide6.QtWidgets import QSpinBox

from desk_app import services as services_home
from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.catalogue import declared_settings, features
from desk_app.services.core.people import Role
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.journal.work import Queries, Service, allowed_roles
from desk_app.services.letterhead.options import LOGO, house_of
from desk_app.services.settings.service import SettingsService
from desk_app.services.staff.patience import IDLE_MINUTES
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.sync import facts, trusting
from desk_app.services.sync import master as mastering
from desk_app.services.visitors.service import Visitors
from desk_app.ui.preferences import SHOWN, THEME
from desk_app.ui.tabs.supervisor.action_names import DEMO, NAMES, SIGNING_IN
from desk_app.ui.tabs.supervisor.audit_page import AuditPage
from desk_app.ui.tabs.supervisor.backups_page import BackupsPage
from desk_app.ui.tabs.supervisor.desk_page import DeskPage
from desk_app.ui.tabs.supervisor.logo_field import LogoField
from desk_app.ui.tabs.supervisor.page import PAGES, SupervisorPage
from desk_app.ui.tabs.supervisor.settings_page import SettingsPage
from desk_app.ui.tabs.supervisor.staff_page import StaffPage
from desk_app.ui.theme import look
from desk_app.ui.widgets.field_value import read, write
from desk_app.ui.widgets.part import Part
from tests.desk_fixtures import PIN, People
from tests.ui.frame.conftest import Stage
from tests.ui.gate.build import arrive


@pytest.fixture
def page(stage: Stage, people: People) -> Iterator[SupervisorPage]:
    """The tab, with the supervisor signed in."""
    stage.enter(people.supervisor)
    made = SupervisorPage(stage.ctx)
    stage.frame.stack.addWidget(made)
    stage.frame.stack.setCurrentWidget(made)
    yield made


def test_every_page_opens(page: SupervisorPage) -> None:
    for place in range(len(PAGES)):
        page.list.setCurrentRow(place)
        assert page.stack.currentWidget() is page.parts[place]
    page.load()


def opened(page: SupervisorPage, kind: type[Part]) -> Part:
    """The page of a kind, wherever it stands in the list."""
    return page.open(next(place for place, entry in enumerate(PAGES) if entry.make is kind))


def staff(page: SupervisorPage) -> StaffPage:
    part = opened(page, StaffPage)
    assert isinstance(part, StaffPage)
    return part


def test_somebody_is_added_changed_closed_and_opened_again(
    page: SupervisorPage, stage: Stage, people: People
) -> None:
    part = staff(page)
    part.add()
    part.form.restore({"name": "何静", "role": Role.GUARD, "phone": "13800138000", "pin": "482915"})
    part._save()
    found = stage.ctx.services.get(StaffQueries).all(people.supervisor)
    one = next(one for one in found if one.name == "何静")
    assert (one.role, one.phone, one.must_change) == (Role.GUARD, "13800138000", True)
    part.load()
    part.table.select(one.id)
    part.change(one)
    part.form.restore({"role": Role.RECEPTIONIST})
    part._save()
    stage.asked.will_answer(True)
    part._close(one)
    found = stage.ctx.services.get(StaffQueries).all(people.supervisor)
    changed = next(other for other in found if other.id == one.id)
    assert changed == replace(one, role=Role.RECEPTIONIST, active=False)
    part._reopen(changed)
    found = stage.ctx.services.get(StaffQueries).all(people.supervisor)
    assert next(other for other in found if other.id == one.id).active


def test_a_refused_pin_keeps_the_form(page: SupervisorPage, stage: Stage) -> None:
    part = staff(page)
    part.add()
    part.form.restore({"name": "何静", "pin": "123456"})
    part._save()
    assert "too easy" in stage.asked.texts[-1]
    assert part.panel.isVisible()
    assert part.form.draft()["name"] == "何静"


def test_a_new_pin_must_be_changed_by_its_owner(page: SupervisorPage, stage: Stage, people: People) -> None:
    part = staff(page)
    guard = next(
        one
        for one in stage.ctx.services.get(StaffQueries).all(people.supervisor)
        if one.id == people.guard.staff_id
    )
    part.give_pin(guard)
    part.pin_form.restore({"pin": "918273"})
    part._save_pin()
    assert part.pin_form.draft()["pin"] == ""
    found = stage.ctx.services.get(StaffQueries).all(people.supervisor)
    assert next(one for one in found if one.id == guard.id).must_change


def settings(page: SupervisorPage) -> SettingsPage:
    part = opened(page, SettingsPage)
    assert isinstance(part, SettingsPage)
    return part


def test_every_declared_setting_is_there_with_its_value(page: SupervisorPage, stage: Stage) -> None:
    part = settings(page)
    assert set(part.rows) == {one.key for one in (*declared_settings(), *SHOWN)}
    for key, one in part.rows.items():
        assert not one.dirty, key
        assert read(one.field) == one.setting.default, key
    assert not part.save_button.isEnabled()


def test_a_changed_setting_holds_at_once(page: SupervisorPage, stage: Stage) -> None:
    part = settings(page)
    one = part.rows[IDLE_MINUTES.key]
    assert isinstance(one.field, QSpinBox)
    assert (one.field.minimum(), one.field.maximum()) == (1, 10)
    write(one.field, 7)
    assert part.save_button.isEnabled()
    part.load()
    assert one.field.value() == 7, "what is being changed stays"
    part.save()
    assert stage.ctx.services.bench.settings.get(IDLE_MINUTES) == 7
    assert not part.save_button.isEnabled()
    one.to_default()
    part.save()
    assert stage.ctx.services.bench.settings.get(IDLE_MINUTES) == 3


def test_a_setting_of_this_pc_is_kept_here(page: SupervisorPage, stage: Stage) -> None:
    part = settings(page)
    write(part.rows[THEME.key].field, "dark")
    part.save()
    assert look.theme.dark
    assert stage.ctx.local.get(THEME) == "dark"


def test_the_search_finds_settings(page: SupervisorPage) -> None:
    part = settings(page)
    part.search.setText("minutes without")
    assert [key for key, one in part.rows.items() if not one.isHidden()] == [IDLE_MINUTES.key]
    part.search.setText("")
    assert not any(one.isHidden() for one in part.rows.values())


def test_the_audit_log_is_shown_filtered_and_verified(page: SupervisorPage, stage: Stage) -> None:
    part = opened(page, AuditPage)
    assert isinstance(part, AuditPage)
    everything = len(part.table.rows_model.rows)
    assert everything >= 3
    part.outcome.setCurrentIndex(part.outcome.findData("refused"))
    part.load()
    assert len(part.table.rows_model.rows) == 0
    part.outcome.setCurrentIndex(0)
    part.since.setText("2030-01-01")
    part.load()
    assert len(part.table.rows_model.rows) == 0
    part.since.setText("")
    part.verify_chain()
    assert part.banner.property("tone") == "positive"


def test_the_audit_log_of_one_record(page: SupervisorPage, stage: Stage, people: People) -> None:
    services, boss = stage.ctx.services, people.supervisor
    visit, other = arrive(services, boss), arrive(services, boss, name="陈思远")
    services.get(Visitors).step_out(boss, visit.id)
    part = opened(page, AuditPage)
    assert isinstance(part, AuditPage)
    part.record.setText(visit.number)
    part.record.returnPressed.emit()
    assert [one.action for one in part.table.rows_model.rows] == ["visitors.step_out", "visitors.check_in"]
    assert all(str(other.id) not in one.detail for one in part.table.rows_model.rows)
    part.record.setText("ZX-A1-990101-001")
    part.record.returnPressed.emit()
    assert part.table.rows_model.rows == [] and not part.banner.isHidden()
    part.record.clear()
    assert len(part.table.rows_model.rows) > 3


def test_a_copy_of_the_audit_log_is_itself_on_record(
    page: SupervisorPage, stage: Stage, people: People, tmp_path: Path
) -> None:
    part = opened(page, AuditPage)
    assert isinstance(part, AuditPage)
    n = len(part.table.rows_model.rows)
    stage.asked.will_answer(tmp_path / "log.xlsx")
    part.save_copy()
    cells = load_workbook(tmp_path / "log.xlsx").active
    assert cells is not None and cells.max_row == n + 1
    newest = stage.ctx.services.get(AuditQueries).entries(people.supervisor, AuditFilter())[0]
    assert (newest.action, json.loads(newest.detail)["rows"]) == ("audit.copied", n)


def test_every_action_that_can_be_on_record_is_named() -> None:
    kinds: list[type[Service] | type[Queries]] = []
    for feature in features():
        kinds += [*feature.services, *feature.queries]
    verbs = {
        f"{kind.area}.{name}"
        for kind in kinds
        for name in dir(kind)
        if allowed_roles(getattr(kind, name)) is not None
    }
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(services_home.__path__[0]).rglob("*.py")
    )
    demo = set(re.findall(r'"(demo\.\w+)", (?:chain\.|\{Role)', source))
    assert demo == set(DEMO), "written outside a verb"
    by_itself = {facts.ACTION, trusting.ACTION, mastering.ACTION}  # of the exchange: nobody asks for it
    assert set(NAMES) == verbs | demo | set(SIGNING_IN) | by_itself


def test_entries_say_what_they_concerned(page: SupervisorPage, stage: Stage, people: People) -> None:
    services, boss = stage.ctx.services, people.supervisor
    services.get(SettingsService).change(boss, IDLE_MINUTES, 7)
    services.get(Directory).add_unit(boss, "1201")
    tenant = services.get(Directory).add_tenant(boss, TenantDraft("云帆科技"), units="1201").result
    services.get(Directory).announce_move_out(boss, tenant, stage.clock.now().date())
    visit = arrive(services, boss)
    services.get(Staff).add(boss, "接班人", Role.RECEPTIONIST, PIN)
    part = opened(page, AuditPage)
    assert isinstance(part, AuditPage)
    said = {
        one.action: (part.table.rows_model.columns[3].text(one), part.table.rows_model.columns[5].text(one))
        for one in part.table.rows_model.rows
    }
    assert said["settings.store"] == ("Setting changed", str(IDLE_MINUTES.label))
    assert said["directory.announce_move_out"] == ("Move-out announced", "云帆科技")
    assert said["visitors.check_in"] == ("Visitor checked in", visit.number)
    assert said["directory.add_unit"] == ("Unit added", "12 · 1201")
    details = [part.table.rows_model.columns[5].text(one) for one in part.table.rows_model.rows]
    assert "接班人" in details
    assert not any("." in what for what, _ in said.values())


def test_tampering_is_told(page: SupervisorPage, stage: Stage) -> None:
    part = opened(page, AuditPage)
    assert isinstance(part, AuditPage)
    with stage.ctx.services.bench.database.raw() as connection:
        connection.execute("UPDATE audit_entries SET action='nothing' WHERE seq=2")
    part.verify_chain()
    assert part.banner.property("tone") == "danger"


def backups(page: SupervisorPage) -> BackupsPage:
    part = opened(page, BackupsPage)
    assert isinstance(part, BackupsPage)
    return part


def test_a_restore_asks_for_a_yes_and_the_pin(page: SupervisorPage, stage: Stage) -> None:
    wanted: list[str] = []
    stage.ctx.session.restore_wanted.connect(wanted.append)
    part = backups(page)
    part.make_now()
    assert len(part.table.rows_model.rows) == 1
    part.table.selectRow(0)
    part.restore_chosen()
    assert wanted == [], "no yes, no restore"
    stage.asked.will_answer(True, "111999")
    part.restore_chosen()
    assert wanted == []
    assert "The PIN is wrong" in stage.asked.texts[-1]
    stage.asked.will_answer(True, PIN)
    part.restore_chosen()
    assert wanted == [part.table.rows_model.rows[0].path.name]


def test_everything_can_be_checked_from_the_window(page: SupervisorPage, stage: Stage) -> None:
    part = opened(page, DeskPage)
    assert isinstance(part, DeskPage)
    part.check_all()
    assert part.banner.property("tone") == "positive"
    with stage.ctx.services.bench.database.raw() as connection:
        connection.execute("DELETE FROM audit_entries WHERE seq=2")
    part.check_all()
    assert part.banner.property("tone") == "danger"
    assert "missing" in part.faults.toPlainText()


def test_a_logo_is_chosen_shown_kept_and_taken_away(
    page: SupervisorPage, stage: Stage, tmp_path: Path
) -> None:
    part = opened(page, SettingsPage)
    assert isinstance(part, SettingsPage)
    line = part.rows[LOGO.key]
    assert isinstance(line.field, LogoField)
    path = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "#c00000").save(path)
    stage.asked.will_answer(path)
    line.field.choose()
    assert line.dirty and not line.field.shown.pixmap().isNull()
    part.save()
    settings = stage.ctx.services.bench.settings
    assert house_of(settings).logo
    path.write_bytes(b"%PDF-1.7 no picture")
    stage.asked.will_answer(path)
    line.field.choose()
    assert not line.dirty, "what is no picture changes nothing"
    line.field.none.click()
    part.save()
    assert not house_of(settings).logo
