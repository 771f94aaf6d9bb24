"""The stock: new items with labels, what becomes of them, counted stock, categories, suspended borrowers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu

from desk_app.services.core.people import Actor
from desk_app.services.loans.standard import PONCHO, TROLLEY, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.terms import ItemState
from desk_app.services.printing.model import Size
from desk_app.ui.tabs.loans.category_dialog import CategoriesDialog, CategoryDialog
from desk_app.ui.tabs.loans.item_dialogs import RemarkDialog
from desk_app.ui.tabs.loans.stock_counted import AdjustDialog, HandOutDialog, RestockDialog
from desk_app.ui.tabs.loans.stock_dialog import StockDialog
from desk_app.ui.tabs.loans.stock_items import AddItemsDialog
from desk_app.ui.tabs.loans.suspensions_dialog import SuspensionsDialog
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, offered, press, suspend, tenant, write


def stock_of(lobby: Lobby) -> StockDialog:
    lobby.page.stock()
    settle()
    return lobby.dialog(StockDialog)


def pick(dialog: StockDialog, category: int) -> None:
    dialog.table.select(category)
    settle()


def on_hand(lobby: Lobby, category: int) -> int:
    lines = lobby.counter.desk.get(StockQueries).stock(lobby.counter.people.receptionist)
    return next(one.on_hand for one in lines if one.category.id == category)


@pytest.fixture
def boss(lobby_of: Callable[[Actor], Lobby], people: People) -> Lobby:
    return lobby_of(people.supervisor)


def test_the_numbers_stand_beside_each_category(lobby: Lobby) -> None:
    lobby.counter.lend(lobby.counter.umbrellas[0])
    dialog = stock_of(lobby)
    (line,) = [one for one in dialog.table.rows_model.rows if one.category.id == UMBRELLA]
    assert (line.available, line.lent) == (2, 1)
    assert [one.name for one in dialog.items.table.rows_model.rows] == ["伞 001", "伞 002", "伞 003"]


def test_new_items_get_tags_hooks_and_their_sheet_of_labels(lobby: Lobby) -> None:
    dialog = stock_of(lobby)
    pick(dialog, TROLLEY)
    press(dialog, "Add items…")
    adding = lobby.dialog(AddItemsDialog)
    assert adding.form.draft()["first"] == 2
    write(adding, prefix="手推车")
    adding.form.restore({"count": 3})
    press(adding, "Add and print labels")
    names = [one.name for one in dialog.items.table.rows_model.rows]
    assert names == ["手推车 001", "手推车 002", "手推车 003", "手推车 004"]
    (sheet,) = lobby.previewed
    assert sheet.size is Size.LABELS_A4


def test_names_in_use_are_told_at_the_number(lobby: Lobby) -> None:
    dialog = stock_of(lobby)
    press(dialog, "Add items…")
    adding = lobby.dialog(AddItemsDialog)
    write(adding, prefix="伞")
    adding.form.restore({"first": 1})
    press(adding, "Add and print labels")
    assert adding.form.problem_of("first")
    assert lobby.previewed == []


def test_labels_of_the_items_chosen_on_each_paper(lobby: Lobby) -> None:
    dialog = stock_of(lobby)
    dialog.items.table.select(lobby.counter.umbrellas[1].id)
    (menu,) = dialog.items.findChildren(QMenu)
    for action in menu.actions()[:3]:
        action.trigger()
    assert [one.size for one in lobby.previewed] == [Size.LABELS_A4, Size.LABEL_60_40, Size.LABEL_40_30]
    menu.actions()[3].trigger()
    assert "hook" in lobby.toast  # none of them hangs on one


def test_only_steps_that_fit_the_item_chosen_are_offered(lobby: Lobby) -> None:
    lobby.counter.lend(lobby.counter.umbrellas[0])
    dialog = stock_of(lobby)
    dialog.items.table.select(lobby.counter.umbrellas[0].id)
    settle()
    assert not {"Is damaged…", "Is missing…", "Retire…"} & offered(dialog.items)
    dialog.items.table.select(lobby.counter.umbrellas[1].id)
    settle()
    press(dialog.items, "Is damaged…")
    remark = lobby.dialog(RemarkDialog)
    write(remark, remark="伞面破")
    press(remark, "Put aside as damaged")
    assert lobby.counter.item(lobby.counter.umbrellas[1]).state is ItemState.DAMAGED
    assert "Is repaired…" in offered(dialog.items)


def test_searching_by_tag_finds_the_item(lobby: Lobby) -> None:
    dialog = stock_of(lobby)
    dialog.items.search.setText(lobby.counter.umbrellas[2].tag)
    settle()
    assert [one.name for one in dialog.items.table.rows_model.rows] == ["伞 003"]


def test_counted_stock_comes_goes_and_is_counted(lobby: Lobby) -> None:
    dialog = stock_of(lobby)
    pick(dialog, PONCHO)
    press(dialog, "Restock…")
    restock = lobby.dialog(RestockDialog)
    restock.form.restore({"n": 100})
    press(restock, "Restock")
    assert dialog.counted.figure.text() == "100"
    press(dialog, "Hand out…")
    out = lobby.dialog(HandOutDialog)
    out.form.restore({"n": 101})
    press(out, "Hand out")
    assert out.form.problem_of("n") and on_hand(lobby, PONCHO) == 100
    out.form.restore({"n": 30})
    lobby.choose(out.tenant, "1205")
    press(out, "Hand out")
    assert [one.quantity for one in dialog.counted.table.rows_model.rows] == [-30, 100]
    assert "云帆" in dialog.counted.table.rows_model.rows[0].tenant
    press(dialog, "Counted…")
    count = lobby.dialog(AdjustDialog)
    count.form.restore({"counted": 65})
    press(count, "Save the count")
    assert count.form.problem_of("reason")
    write(count, reason="少 5 件")
    press(count, "Save the count")
    assert on_hand(lobby, PONCHO) == 65


def test_the_list_is_printed_and_saved(lobby: Lobby, tmp_path: object) -> None:
    dialog = stock_of(lobby)
    press(dialog, "Print the stock list")
    assert len(lobby.previewed) == 1
    press(dialog, "Save as Excel file…")
    assert lobby.asked.questions[-1][0] == "save_as"


def test_a_receptionist_sees_the_suspended_and_changes_nothing(lobby: Lobby) -> None:
    suspend(lobby.counter, "13812345678")
    dialog = stock_of(lobby)
    assert "Categories and rules" not in offered(dialog)
    press(dialog, "Suspended borrowers")
    listed = lobby.dialog(SuspensionsDialog)
    assert [one.active for one in listed.table.rows_model.rows] == [True]
    assert "Suspend" not in offered(listed)


def test_the_supervisor_suspends_and_lifts(boss: Lobby) -> None:
    boss.counter.lend(boss.counter.umbrellas[0], borrower="李强", phone="13711112222")
    press(stock_of(boss), "Suspended borrowers")
    dialog = boss.dialog(SuspensionsDialog)
    boss.choose(dialog.phone, "2222")
    press(dialog, "Suspend")
    assert dialog.form.problem_of("reason")
    write(dialog, reason="多次逾期")
    dialog.until.setText("32")
    press(dialog, "Suspend")
    assert dialog.form.problem_of("until")
    dialog.until.setText("")
    press(dialog, "Suspend")
    boss.load()
    assert boss.only().suspended
    dialog.table.selectRow(0)
    boss.asked.will_answer("已沟通")
    press(dialog, "Lift for the one chosen…")
    boss.load()
    assert not boss.only().suspended


def test_the_supervisor_changes_the_rules_of_a_category(boss: Lobby) -> None:
    press(stock_of(boss), "Categories and rules")
    listed = boss.dialog(CategoriesDialog)
    listed.table.select(UMBRELLA)
    press(listed, "Change the one chosen…")
    dialog = boss.dialog(CategoryDialog)
    write(dialog, deposit="五十")
    press(dialog, "Save")
    assert dialog.form.problem_of("deposit")
    write(dialog, deposit="20", due_time="99")
    press(dialog, "Save")
    assert dialog.form.problem_of("due_time")
    write(dialog, due_time="2030")
    press(dialog, "Save")
    known = boss.counter.desk.get(StockQueries).categories(boss.counter.people.supervisor)
    umbrella = next(one for one in known if one.id == UMBRELLA)
    assert (umbrella.deposit, umbrella.due_time.strftime("%H:%M"), umbrella.rain) == (2000, "20:30", True)


def test_a_category_of_the_buildings_own(boss: Lobby) -> None:
    press(stock_of(boss), "Categories and rules")
    press(boss.dialog(CategoriesDialog), "New category…")
    dialog = boss.dialog(CategoryDialog)
    press(dialog, "Save")
    assert dialog.form.problem_of("name")
    write(dialog, name="儿童推车", english_name="Stroller")
    press(dialog, "Save")
    names = [one.name for one in boss.dialog(CategoriesDialog).table.rows_model.rows]
    assert "儿童推车" in names


def test_handing_out_to_a_tenant_is_on_record(lobby: Lobby) -> None:
    people = lobby.counter.people
    stock = lobby.counter.desk.get(Stock)
    stock.restock(people.receptionist, PONCHO, 10, "", "1")
    stock.hand_out(people.receptionist, PONCHO, 4, tenant(lobby.counter), "", "2")
    dialog = stock_of(lobby)
    pick(dialog, PONCHO)
    assert dialog.counted.figure.text() == "6"
