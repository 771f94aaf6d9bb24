"""An item is posted by keyboard alone; what is wrong is said at its field."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from desk_app.services.mail.options import CARRIERS
from desk_app.services.mail.records import MailKind, Outgoing, Postage
from desk_app.services.settings.service import SettingsService
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.outgoing.conftest import Post


def only(post: Post) -> Outgoing:
    (one,) = post.items
    return one


def test_a_tenants_item_goes_by_keyboard_alone_and_its_cash_into_the_drawer(post: Post) -> None:
    form = post.form
    assert post.field() is form.tenant
    post.type("1205")
    post.enter()
    assert form.tenant.text() == "云帆科技" and post.field() is form.form.field("destination")
    post.type("上海")
    assert post.place.take_scan("sf-77 8") and form.barcode.text() == "SF778"
    assert post.field() is form.form.field("destination"), "a scan leaves the keyboard where it is"
    post.enter()
    assert post.field() is form.postage
    post.type("12.5")
    assert form.money.text() == "¥12.50 into the drawer"
    post.enter()
    post.load()
    one = only(post)
    assert (one.company, one.destination, one.barcode, one.postage) == (
        "深圳云帆科技有限公司",
        "上海",
        "SF778",
        1250,
    )
    assert one.paid is Postage.CASH and post.counter.cash == 1250
    assert f"{one.number}: posted. ¥12.50 into the drawer." in post.toast
    assert not form.dirty and post.field() is form.tenant, "ready for the next one"


def test_nobodys_item_is_a_persons_by_name(post: Post) -> None:
    post.enter()
    assert post.field() is post.form.person
    post.type("李晓明")
    post.enter()
    post.type("北京")
    post.enter()
    post.type("8")
    post.enter()
    post.load()
    assert (only(post).tenant, only(post).sender) == (None, "李晓明")


def test_kind_and_carrier_stay_from_item_to_item(post: Post) -> None:
    form = post.form
    form.kind.choose(MailKind.REGISTERED)
    form.carrier.choose("EMS")
    form.kind.setFocus()
    post.enter()
    assert post.field() is form.carrier
    post.enter()
    assert post.field() is form.tenant
    form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    form.submit()
    settle()
    assert (form.kind.value, form.carrier.value) == (MailKind.REGISTERED, "EMS") and not form.dirty
    post.load()
    assert (only(post).kind, only(post).carrier) == (MailKind.REGISTERED, "EMS")


def test_a_contact_chosen_is_the_sender(post: Post) -> None:
    post.type("zhangweiming")
    post.enter()
    assert (post.form.tenant.text(), post.form.person.text()) == ("云帆科技", "张伟明")


def test_the_recipient_pays_nothing_here(post: Post) -> None:
    form = post.form
    form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    form.paid.choose(Postage.RECIPIENT)
    assert not form.postage.isVisible() and form.postage.text() == ""
    assert form.money.text() == "The recipient pays: no money here."
    form.form.field("destination").setFocus()
    post.enter()
    post.load()
    assert only(post).paid is Postage.RECIPIENT and post.counter.cash == 0
    assert form.postage.isVisible() and form.paid.value is Postage.CASH


def test_an_account_is_a_tenants(post: Post) -> None:
    form = post.form
    form.form.restore({"destination": "北京", "postage": "8", "sender": "李晓明", "paid": Postage.ACCOUNT})
    assert "Only a tenant has an account" in form.money.text()
    form.submit()
    assert form.form.problem_of("tenant") and not post.counter.ask.outgoing(
        post.counter.clerk, post.register.day
    )
    form.tenant.setText("1801")
    form.tenant.take_first(lambda _: None)
    assert form.money.text() == "¥8.00 on account of 北极星"
    form.submit()
    assert "on account of 北极星咨询有限公司" in post.toast and post.counter.cash == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"postage": "十元"}, "postage"),
        ({"postage": ""}, "postage"),
        ({"phone": "下午再打"}, "phone"),
        ({"destination": ""}, "destination"),
        ({"sender": ""}, "sender"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    post: Post, typed: dict[str, Any], field: str
) -> None:
    whole = {"sender": "李晓明", "destination": "北京", "postage": "8", **typed}
    post.form.form.restore(whole)
    before = post.form.draft()
    post.form.submit()
    assert post.form.form.problem_of(field) and post.form.draft() == before and post.counter.cash == 0


def test_a_tenant_that_is_none_is_not_dropped_in_silence(post: Post) -> None:
    form = post.form
    form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    form.tenant.setText("没有这家")
    form.tenant.setFocus()
    post.enter()
    assert form.form.problem_of("tenant")
    form.form.clear_problems()
    form.submit()
    assert form.form.problem_of("tenant") and post.counter.cash == 0


def test_a_unit_typed_in_full_is_its_tenant_without_choosing(post: Post) -> None:
    post.form.tenant.setText("1801")
    post.key(Qt.Key.Key_Tab)
    assert post.form.tenant.host is not None and post.form.tenant.text() == "北极星"


def test_a_second_enter_posts_nothing_more(post: Post) -> None:
    form = post.form
    form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    form._set_busy(True)
    form.submit()
    assert post.counter.cash == 0
    form._set_busy(False)
    form.submit()
    form.submit()
    assert post.counter.cash == 800


def test_the_carriers_are_those_of_the_setting(post: Post) -> None:
    post.form.carrier.choose("EMS")
    boss = post.counter.boss
    post.counter.desk.get(SettingsService).change(boss, CARRIERS, "DHL, EMS")
    post.form.start()
    assert [post.form.carrier.itemText(at) for at in range(2)] == ["DHL", "EMS"]
    assert post.form.carrier.value == "EMS"
