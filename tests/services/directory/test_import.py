from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import NotPermitted, UserError
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, Words, load_words
from desk_app.services.directory.importing import Imported
from desk_app.services.directory.lists import COLUMNS, read_tenants, save_template
from desk_app.services.directory.planning import Action, Plan
from desk_app.services.directory.records import ContactDraft, TenantDraft
from desk_app.services.sheets.reading import read_lines
from tests.desk_fixtures import People
from tests.services.directory.conftest import Building

Planner = Callable[[str], Plan]
HEAD = "公司名称,简称,单元,楼层,联系人,职务,联系电话,夜间电话,入驻日期,结清,备注\n"
GOOD = HEAD + (
    "云帆科技有限公司,云帆,1205、1206,,陈静,行政,13900001205,13800001205,2026/1/3,是,\n"
    "\n"
    "陈记茶行,,商铺1,1,,,,,46349,欠费,一楼\n"
    "=cmd|calc,,301,,,,,,,,@SUM(1)\n"
)


def problems(plan: Plan) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in plan.problems]


def test_a_list_is_planned_then_imported_whole(building: Building, plan: Planner) -> None:
    made = plan(GOOD)
    assert (
        problems(made) == [] and [row.line for row in made.rows] == [2, 4, 5] and made.count(Action.ADD) == 3
    )
    assert building.queries.tenants(building.boss) == [], "a plan writes nothing"
    assert building.directory.import_tenants(building.boss, made).result == Imported(3, 0, 0)
    rows = {one.name: one for one in building.queries.tenants(building.boss)}
    assert set(rows) == {"云帆科技有限公司", "陈记茶行", "=cmd|calc"}
    card = building.queries.tenant(building.boss, rows["云帆科技有限公司"].id)
    assert (card.tenant.units, card.cleared, card.moved_in) == (("1205", "1206"), True, date(2026, 1, 3))
    assert [(one.name, one.job, one.phone) for one in card.contacts] == [("陈静", "行政", "13900001205")]
    tea = building.queries.tenant(building.boss, rows["陈记茶行"].id)
    assert (tea.tenant.floors, tea.cleared, tea.moved_in, tea.note) == (
        ("1",),
        False,
        date(2026, 11, 23),
        "一楼",
    )


def test_the_same_list_again_changes_nothing(building: Building, plan: Planner, desk: Services) -> None:
    building.directory.import_tenants(building.boss, plan(GOOD))
    again = plan(GOOD)
    assert again.count(Action.SAME) == 3
    changes = building.directory.import_tenants(building.boss, again)
    assert changes.result == Imported(0, 0, 3) and not changes.touched


def test_only_what_a_list_says_is_changed(building: Building, plan: Planner) -> None:
    boss = building.boss
    tenant = building.tenant("云帆科技", "1205", short_name="云帆", note="旧")
    building.people.add_contact(boss, tenant, ContactDraft("陈静", "行政", "13900001205", after_hours=True))
    made = plan(HEAD + "云帆科技,,1205 1301,,陈静,,13900001206,,2026-01-01,是,新\n")
    (row,) = made.rows
    assert (row.action, row.tenant) == (Action.CHANGE, tenant)
    assert row.changed == {"units", "phone", "moved_in", "cleared", "note"}
    building.directory.import_tenants(boss, made)
    card = building.queries.tenant(boss, tenant)
    assert (card.tenant.short_name, card.note, card.tenant.units) == ("云帆", "新", ("1205", "1301"))
    assert (card.cleared, card.moved_in) == (True, date(2026, 1, 1))
    assert [(one.job, one.phone, one.after_hours) for one in card.contacts] == [("行政", "13900001206", True)]


def test_a_further_contact_joins_the_others(building: Building, plan: Planner) -> None:
    tenant = building.tenant("云帆科技")
    building.people.add_contact(building.boss, tenant, ContactDraft("陈静"))
    made = plan("公司,联系人\n云帆科技,吴亮\n")
    assert made.rows[0].changed == {"contact"}
    building.directory.import_tenants(building.boss, made)
    assert [one.name for one in building.queries.tenant(building.boss, tenant).contacts] == ["吴亮", "陈静"]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("x,,,,,,,,,,", "name"),
        (",,1301,,,,,,,,", "name"),
        ("甲方公司," + "长" * 61 + ",,,,,,,,,", "short_name"),
        ("甲方公司,,12;05!,,,,,,,,", "units"),
        ("甲方公司,,<1>,,,,,,,,", "units"),
        ("甲方公司,,1205,,,,,,,,", "units"),
        ("甲方公司,,商铺9,,,,,,,,", "floor"),
        ("甲方公司,,商铺9,<>,,,,,,,", "floor"),
        ("甲方公司,,,,,,13900001205,,,,", "contact"),
        ("甲方公司,,,,陈,,,,,,", "contact"),
        ("甲方公司,,,,陈静,,1390000120,,,,", "phone"),
        ("甲方公司,,,,,,,123456789012,,,", "after_hours_phone"),
        ("甲方公司,,,,,,,,下周,,", "moved_in"),
        ("甲方公司,,,,,,,,2026-13-01,,", "moved_in"),
        ("甲方公司,,,,,,,,,也许,", "cleared"),
        ("搬走公司,,,,,,,,,,", "name"),
        ("云帆科技,,1401,,,,,,,,\n云帆 科技,,1402,,,,,,,,", "name"),
        ("甲方公司,,1401,,,,,,,,\n乙方公司,,1401,,,,,,,,", "units"),
    ],
)
def test_problems_are_named_by_line_and_column(
    building: Building, plan: Planner, line: str, column: str
) -> None:
    boss = building.boss
    building.tenant("云帆科技", "1205")
    gone = building.tenant("搬走公司")
    building.directory.announce_move_out(boss, gone, date(2026, 11, 23))
    building.directory.moved_out(boss, gone)
    made = plan(HEAD + "好公司,,1501,,,,,,,,\n" + line + "\n")
    assert problems(made) == [(3 + line.count("\n"), column)]
    assert made.count(Action.STOP) == 1
    assert made.problems[0].error.say(Words("en"))
    with pytest.raises(UserError, match="Nothing was imported"):
        building.directory.import_tenants(boss, made)
    assert "好公司" not in {one.name for one in building.queries.tenants(boss)}


def test_several_problems_of_one_line_are_all_told(plan: Planner) -> None:
    assert problems(plan(HEAD + "x,,<,,,行政,,1,后天,?,\n")) == [
        (2, "name"), (2, "after_hours_phone"), (2, "units"), (2, "contact"), (2, "moved_in"), (2, "cleared"),
    ]  # fmt: skip


def test_a_plan_that_no_longer_holds_imports_nothing(building: Building, plan: Planner) -> None:
    made = plan("公司,单元\n云帆科技,1205\n远航物流,1301\n")
    building.directory.add_tenant(building.boss, TenantDraft("远航物流"))
    with pytest.raises(UserError, match="changed meanwhile"):
        building.directory.import_tenants(building.boss, made)
    assert [one.name for one in building.queries.tenants(building.boss)] == ["远航物流"]


def test_a_crash_half_way_leaves_nothing(
    building: Building, plan: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(GOOD)
    from desk_app.services.directory import importing

    original, calls = importing.new_tenant, []

    def breaks(*args: object) -> object:
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("power cut")
        return original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "new_tenant", breaks)
    with pytest.raises(RuntimeError, match="power cut"):
        building.directory.import_tenants(building.boss, made)
    assert building.queries.tenants(building.boss) == [] and building.queries.units(building.boss) == []


def test_only_the_supervisor_imports(building: Building, plan: Planner, people: People) -> None:
    made = plan(GOOD)
    with pytest.raises(NotPermitted):
        building.directory.import_tenants(people.receptionist, made)
    with pytest.raises(NotPermitted):
        building.queries.plan_import(people.receptionist, made.table)


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_the_template_is_a_list_without_lines(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    save_template(path, load_words(language, resources() / "i18n"))
    table = read_tenants(path)
    assert (
        set(table.headers) == {column.key for column in COLUMNS} and table.rows == () and table.ignored == ()
    )
    assert len(read_lines(path)) == 1
