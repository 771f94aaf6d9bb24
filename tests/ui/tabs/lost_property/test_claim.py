"""A claim: words first, then the comparison, then identity and signature; nothing secret a moment too early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk_app.services.core.people import Actor
from desk_app.services.lost_property.records import FoundState, ValueClass
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.lost_property.claim import COMPARE, IDENTITY, WORDS, ClaimDialog
from desk_app.ui.tabs.lost_property.claim_parts import joined
from desk_app.ui.tabs.lost_property.claim_veil import Veil
from desk_app.ui.tabs.lost_property.secrets_dialog import SecretsDialog
from tests.desk_fixtures import People
from tests.services.lost_property.found_desk import CONTENTS, PHONE, SECRET, FoundDesk
from tests.services.lost_property.found_desk import WORDS as SAID
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.lost_property.claim_fixtures import (
    approve,
    begin,
    identify,
    leaks,
    opened,
    sign,
    speak,
    texts,
)


@pytest.fixture
def window(stage: Callable[[Actor], Stage], people: People) -> Stage:
    """The receptionist's window."""
    made = stage(people.receptionist)
    made.window.show()
    settle()
    return made


def shown(dialog: ClaimDialog) -> str:
    return "\n".join(texts(dialog))


def test_before_the_words_nothing_but_the_number_is_in_sight(window: Stage, counter: FoundDesk) -> None:
    item = counter.keep()
    dialog, _ = begin(window, item)
    said = shown(dialog)
    assert dialog.step == WORDS and item.number in said and "大堂沙发" not in said
    assert item.what not in said and item.features not in said and not leaks()
    assert "Umbrella" not in said and "雨伞" not in said
    speak(dialog)
    assert "大堂沙发" in shown(dialog)


def test_the_page_is_hidden_while_a_claim_is_heard(window: Stage, counter: FoundDesk) -> None:
    dialog, _ = begin(window, counter.keep())
    (veil,) = window.window.findChildren(Veil)
    window.window.resize(900, 600)
    settle()
    assert veil.isVisible() and veil.geometry() == window.window.rect()
    dialog.reject()
    assert not veil.isVisible()


def test_long_words_scroll_on_a_small_screen(window: Stage, counter: FoundDesk) -> None:
    dialog, _ = begin(window, counter.keep(secret="很长的隐秘特征" * 100, features="<b>粗</b>&amp; " * 20))
    speak(dialog, "说得很长很长的话" * 60)
    assert dialog.height() <= 680 and dialog.width() <= 1000
    assert dialog.compare.public.text().endswith("&amp;"), "shown as it is"


def test_fewer_than_five_characters_show_nothing_and_leave_nothing(window: Stage, counter: FoundDesk) -> None:
    dialog, _ = begin(window, counter.keep())
    before = counter.events()
    speak(dialog, "黑 伞")
    assert dialog.step == WORDS and dialog.words.form.problem_of("words")
    assert counter.events() == before and not leaks()


def test_the_words_are_on_record_before_the_secret_stands_beside_them(
    window: Stage, counter: FoundDesk
) -> None:
    dialog, _ = begin(window, counter.purse())
    speak(dialog)
    assert dialog.step == COMPARE
    assert dialog.compare.words.text() == SAID
    assert (dialog.compare.secret.text(), dialog.compare.contents.text()) == (SECRET, CONTENTS)
    assert "小熊贴纸" in [one.text() for one in dialog.compare.alike.findChildren(type(dialog.compare.words))]


def test_escape_wipes_the_secret_and_keeps_the_words(window: Stage, counter: FoundDesk) -> None:
    item = counter.keep()
    dialog, ended = begin(window, item)
    speak(dialog)
    assert leaks()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not leaks(), "wiped before it is deleted"
    settle()
    assert not ended and not window.window.findChildren(ClaimDialog)
    (claim,) = counter.card(item).claims
    assert claim.granted is None
    assert counter.card(item).item.state is FoundState.KEPT


def test_enter_pressed_once_too_often_decides_nothing(window: Stage, counter: FoundDesk) -> None:
    dialog, _ = begin(window, counter.keep())
    speak(dialog)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(dialog.focusWidget() or dialog, key)
    settle()
    assert dialog.step == COMPARE and dialog.isVisible()


def test_it_does_not_fit(window: Stage, counter: FoundDesk) -> None:
    item = counter.keep()
    dialog, ended = begin(window, item)
    speak(dialog)
    QTest.keyClick(dialog.compare, Qt.Key.Key_F5)
    dialog.compare.sure.click()
    assert dialog.compare.form.problem_of("why") and dialog.isVisible()
    dialog.compare.why.setText("颜色说错")
    QTest.keyClick(dialog.compare.why, Qt.Key.Key_Return)
    settle()
    assert [one.id for one in ended] == [item.id] and not leaks()
    assert counter.now(item).claims == 1 and counter.now(item).state is FoundState.KEPT
    assert item.number in window.toast


def test_every_problem_stands_at_its_place(window: Stage, counter: FoundDesk) -> None:
    dialog, ended = begin(window, counter.keep(value=ValueClass.MIDDLE))
    speak(dialog)
    QTest.keyClick(dialog.compare, Qt.Key.Key_F4)
    step = dialog.identity
    step.phone.setText("就是我")
    step.sure.click()
    settle()
    assert dialog.step == IDENTITY and not ended
    assert all(step.form.problem_of(one) for one in ("name", "phone", "document_number"))
    assert step.unsigned.isVisible()
    identify(dialog)
    step.sure.click()
    assert not step.form.problem_of("name") and step.unsigned.isVisible(), "only the signature is missing"
    sign(dialog)
    assert not step.unsigned.isVisible()


def test_given_back_with_signature_and_receipt(window: Stage, counter: FoundDesk) -> None:
    item = counter.keep()
    dialog, ended = begin(window, item)
    speak(dialog)
    dialog.compare.yes.click()
    identify(dialog)
    sign(dialog)
    dialog.identity.sure.click()
    settle()
    card = counter.card(item)
    (claim,) = card.claims
    assert ended[0].state is card.item.state is FoundState.RETURNED
    assert (claim.name, claim.phone, claim.signed, claim.copies) == ("张伟明", PHONE, True, 1)
    assert claim.document_mask and "19491231" not in claim.document_mask
    (receipt,) = window.ctx.printing.printed  # type: ignore[attr-defined]
    assert receipt.number == item.number and SECRET not in repr(receipt)


def test_a_thing_of_high_value_leaves_with_the_supervisors_pin(window: Stage, counter: FoundDesk) -> None:
    item = counter.ring()
    dialog, ended = begin(window, item)
    speak(dialog)
    dialog.compare.yes.click()
    identify(dialog)
    dialog.identity.paper.setChecked(True)
    dialog.identity.sure.click()
    asked = opened(dialog, ApprovalDialog)
    assert not ended and asked.reason.isVisible()
    asked.reject()
    settle()
    assert dialog.isVisible() and counter.now(item).state is FoundState.KEPT
    dialog.identity.sure.click()
    approve(dialog)
    assert ended and counter.now(item).state is FoundState.RETURNED
    (claim,) = counter.card(item).claims
    assert claim.decided_by == counter.boss.staff_id and not claim.signed


def test_a_claim_of_something_returned_is_refused_in_words(window: Stage, counter: FoundDesk) -> None:
    item = counter.keep()
    counter.give_back(item)
    dialog, _ = begin(window, item)
    speak(dialog, "一把黑色的长伞")
    assert dialog.step == WORDS and not leaks()
    assert item.number in window.asked.texts[-1] or item.number in window.toast


def test_the_report_that_it_was_is_closed(window: Stage, counter: FoundDesk) -> None:
    item, report = counter.keep(), counter.report(name="李娜")
    dialog, _ = begin(window, item, report.id)
    speak(dialog)
    dialog.compare.yes.click()
    settle()
    step = dialog.identity
    assert (step.report.value, step.name.text(), step.phone.text()) == (report.id, "李娜", PHONE)
    step.paper.setChecked(True)
    step.sure.click()
    settle()
    now = counter.ask.report(counter.clerk, report.id)
    assert not now.open and now.found == item.id


def test_nothing_secret_on_record_is_said(window: Stage, counter: FoundDesk) -> None:
    dialog, _ = begin(window, counter.keep(secret=""))
    speak(dialog)
    assert dialog.compare.notice.isVisible() and not dialog.compare.secret.isVisible()


def test_for_little_value_no_document_is_needed(window: Stage, counter: FoundDesk) -> None:
    low, _ = begin(window, counter.keep())
    middle, _ = begin(window, counter.keep(value=ValueClass.MIDDLE))
    assert low.identity.kind.value == "" and middle.identity.kind.value == "id_card"


def test_the_supervisor_reads_secrets_against_a_reason(
    stage: Callable[[Actor], Stage], counter: FoundDesk, people: People
) -> None:
    made, item = stage(people.supervisor), counter.purse()
    made.window.show()
    dialog = SecretsDialog(made.ctx, item, made.window)
    dialog.open()
    dialog.show_secrets()
    assert dialog.form.problem_of("why") and not leaks()
    dialog.why.setText("盘点保险柜")
    dialog.show_secrets()
    assert (dialog.secret.text(), dialog.contents.text()) == (SECRET, CONTENTS)
    dialog.reject()
    assert not leaks()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not made.window.findChildren(SecretsDialog)


def test_words_in_common_are_whole_again() -> None:
    assert joined("里面贴了一张小熊贴纸", ["小熊", "熊贴", "贴纸"]) == ["小熊贴纸"]
    assert joined("A Black umbrella", ["black", "umbrella"]) == ["Black", "umbrella"]
    assert joined("ＡＢＣ", ["abc"]) == ["abc"], "what is written otherwise stays as it is"


def test_what_contradicts_the_record_stands_in_red(window: Stage, counter: FoundDesk) -> None:
    dialog, _ = begin(window, counter.keep())
    speak(dialog, "一把红色的雨伞，柄上有小熊贴纸")
    assert "红色" in dialog.compare.alike.findChildren(QLabel)[-1].text()
    dialog.compare.later.emit()
    assert window.asked.questions == [], "the words are on record"
