"""One item: which step comes first, telling, the second person, shelf, label, correcting, claims so far."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk_app.services.core.people import Actor
from desk_app.services.lost_property.records import Category, FoundState, Told, ValueClass
from desk_app.services.printing import labels
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.lost_property import actions
from desk_app.ui.tabs.lost_property.claim import ClaimDialog
from desk_app.ui.tabs.lost_property.correct import CorrectDialog
from desk_app.ui.tabs.lost_property.dialogs import ShelveDialog, TellDialog
from desk_app.ui.tabs.lost_property.secrets_dialog import SecretsDialog
from desk_app.ui.widgets.second_person import SecondPersonDialog
from tests.desk_fixtures import PIN, People
from tests.services.lost_property.found_desk import CONTENTS, SECRET, FoundDesk, picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.lost_property.conftest import Desk, first_offer, offered, press, told


def test_the_first_step_follows_the_state(front: Desk, counter: FoundDesk) -> None:
    ring = counter.take_in(what="钻戒", category=Category.JEWELLERY, value=ValueClass.HIGH)
    assert first_offer(front.open(ring)) == "Tell the three roles… (F4)"
    counter.tell_all(ring)
    assert first_offer(front.open(ring)) == "The second person confirms… (F4)"
    umbrella = counter.keep()
    assert first_offer(front.open(umbrella)) == "Somebody claims it… (F4)"
    returned = counter.give_back(umbrella)
    assert first_offer(front.open(returned)) == "Print the receipt (F4)"
    bread = counter.take_in(what="面包", category=Category.FOOD)
    assert "What becomes of it…" in offered(front.open(bread))


def test_f4_tells_all_three_one_after_the_other(front: Desk, counter: FoundDesk) -> None:
    ring = counter.ring()
    front.open(ring)
    front.page.first_step()
    for name in ("周经理", "吴队长", "郑总"):
        dialog = front.dialog(TellDialog)
        dialog.name.setText(name)
        dialog.submit()
        settle()
    assert [one.name for one in counter.now(ring).told] == ["周经理", "吴队长", "郑总"]
    front.load()
    said = told(front.panel)
    assert "✓ 周经理" in said and "Not all are told" not in said


def test_one_role_is_told_alone(front: Desk, counter: FoundDesk) -> None:
    ring = counter.ring()
    panel = front.open(ring)
    panel._tell(Told.GENERAL_MANAGER)
    dialog = front.dialog(TellDialog)
    dialog.submit()
    assert dialog.form.problem_of("name")
    dialog.name.setText("郑总")
    dialog.submit()
    settle()
    assert [one.who for one in counter.now(ring).told] == [Told.GENERAL_MANAGER]
    assert not [one for one in front.stage.window.findChildren(TellDialog) if one.isVisible()]


def test_the_second_person_confirms_with_a_pin(front: Desk, counter: FoundDesk) -> None:
    item = counter.take_in()
    front.open(item)
    front.page.first_step()
    dialog = front.dialog(SecondPersonDialog)
    assert counter.clerk.staff_id not in dialog.who._values, "whoever took it in cannot"
    assert counter.people.guard.staff_id not in dialog.who._values
    dialog.submit()
    assert dialog.form.problem_of("pin")
    front.second()
    now = counter.now(item)
    assert (now.state, now.confirmed_by) == (FoundState.KEPT, counter.second.staff_id)
    assert "is confirmed" in front.toast


def test_who_is_signed_in_may_be_the_second(front: Desk, counter: FoundDesk) -> None:
    item = counter.take_in(by=counter.second)
    front.open(item)
    front.page.first_step()
    dialog = front.dialog(SecondPersonDialog)
    assert dialog.who.value == counter.clerk.staff_id
    dialog.pin.setText(PIN)
    dialog.submit()
    settle()
    assert counter.now(item).confirmed_by == counter.clerk.staff_id


def test_another_shelf_and_never_out_of_the_safe(front: Desk, counter: FoundDesk) -> None:
    ring = counter.ring()
    actions.shelve(front.stage.ctx, front.page, counter.card(ring))
    dialog = front.dialog(ShelveDialog)
    assert dialog.shelf.text() == "保险柜"
    dialog.shelf.setText("A架1层")
    dialog.submit()
    settle()
    assert dialog.form.problem_of("shelf")
    dialog.shelf.setText("保险柜2号")
    dialog.submit()
    settle()
    assert counter.now(ring).shelf == "保险柜2号" and "保险柜2号" in front.toast


def test_the_claim_begins_with_one_key(front: Desk, counter: FoundDesk) -> None:
    front.open(counter.keep())
    front.key(Qt.Key.Key_F4, at=front.page)
    dialog = front.dialog(ClaimDialog)
    assert SECRET not in told(dialog) and "木柄" not in told(dialog)


def test_the_label_is_printed_and_on_record(front: Desk, counter: FoundDesk) -> None:
    item = counter.ring()
    front.open(item)
    before = counter.events()
    front.tray.size = lambda kind: labels.SIZES[0]
    front.key(Qt.Key.Key_F8, at=front.page)
    (paper,) = front.tray.printed
    assert counter.events() == before + 1
    assert item.code in repr(paper) and "钻戒" not in repr(paper), (
        "of high value the label says the kind alone"
    )


def test_a_returned_item_says_to_whom_and_prints_again(front: Desk, counter: FoundDesk) -> None:
    item = counter.give_back(counter.keep())
    panel = front.open(item)
    said = told(panel)
    assert "张伟明" in said and "138****5678" in said and "11010519491231002X" not in said
    press(panel, "Print the receipt (F4)")
    assert len(front.tray.printed) == 1
    assert counter.card(item).claims[0].copies == 1


def test_refused_claims_are_counted_without_their_words(front: Desk, counter: FoundDesk) -> None:
    item = counter.keep()
    counter.claim(item)
    counter.verbs.refuse_claim(counter.clerk, item.id, "说不出颜色ZX")
    said = told(front.open(item))
    assert "refused" in said and "小熊" not in said and "ZX" not in said


def test_a_picture_shows(front: Desk, counter: FoundDesk) -> None:
    panel = front.open(counter.keep(photo=picture()))
    assert "Look at picture 1" in offered(panel)


def test_correcting_keeps_what_is_secret(front: Desk, counter: FoundDesk) -> None:
    item = counter.keep()
    front.open(item)
    press(front.panel, "Correct the item")
    dialog = front.dialog(CorrectDialog)
    assert dialog.fields.secret.toPlainText() == "" and SECRET not in told(dialog)
    dialog.fields.what.setText("深蓝色长柄雨伞")
    dialog.submit()
    settle()
    now = counter.now(item)
    assert (now.what, now.shelf, now.has_secret) == ("深蓝色长柄雨伞", item.shelf, True)
    assert now.found_at == item.found_at
    assert counter.verbs.secrets(counter.boss, item.id, "核对").result.secret == SECRET


def test_less_worth_only_with_the_supervisor(front: Desk, counter: FoundDesk) -> None:
    ring = counter.ring()
    actions.correct(front.stage.ctx, front.page, counter.card(ring))
    dialog = front.dialog(CorrectDialog)
    dialog.fields.value.choose(ValueClass.LOW)
    dialog.submit()
    asked = front.dialog(ApprovalDialog)
    assert counter.now(ring).value is ValueClass.HIGH
    asked.pin.setText(PIN)
    asked.reason.setText("复核后降级")
    asked._enter()
    settle()
    assert counter.now(ring).value is ValueClass.LOW


def test_contents_counted_again_need_two(front: Desk, counter: FoundDesk) -> None:
    item = counter.keep(what="棕色钱包", category=Category.MONEY)
    actions.correct(front.stage.ctx, front.page, counter.card(item))
    dialog = front.dialog(CorrectDialog)
    dialog.fields.contents.setPlainText(CONTENTS)
    dialog.submit()
    front.second()
    assert counter.verbs.secrets(counter.boss, item.id, "核对").result.contents == CONTENTS
    assert not [one for one in front.stage.window.findChildren(CorrectDialog) if one.isVisible()]


def test_only_the_supervisor_is_offered_the_secrets(
    front_of: Callable[[Actor], Desk], people: People
) -> None:
    for actor, may in ((people.receptionist, False), (people.supervisor, True)):
        front = front_of(actor)
        panel = front.open(front.counter.keep())
        assert ("Look at the secret features…" in offered(panel)) is may
        if may:
            press(panel, "Look at the secret features…")
            dialog = front.dialog(SecretsDialog)
            assert SECRET not in told(dialog)
            dialog.reject()


HOSTILE = "<b>伞</b>&amp;<img src=x>"


@pytest.mark.parametrize("field", ["what", "features", "place", "shelf"])
def test_what_people_say_is_shown_literally(front: Desk, counter: FoundDesk, field: str) -> None:
    panel = front.open(counter.keep(**{field: HOSTILE}))
    assert any(HOSTILE in one.text() for one in panel.findChildren(QLabel))
