"""The form: by keyboard alone, what follows from what, the second person, who may miss it, what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desk_app.services.lost_property.records import Category, FoundState, ValueClass
from desk_app.ui.widgets.second_person import SecondPersonDialog
from tests.desk_fixtures import People
from tests.services.lost_property.found_desk import CONTENTS, SECRET, FoundDesk, picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.lost_property.conftest import CTRL, SHIFT, Desk, press, told


def typed(front: Desk, text: str) -> None:
    """Type into whatever has the keyboard, and go on with Enter."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit), field
    field.setText(text)
    front.key(Qt.Key.Key_Return)


def test_an_item_is_taken_in_by_keyboard_alone(front: Desk) -> None:
    front.key(Qt.Key.Key_N, CTRL)
    typed(front, "黑色长柄雨伞")
    for _ in range(3):
        front.key(Qt.Key.Key_Return)  # pieces, kind, worth stay as proposed
    assert QApplication.focusWidget() is front.fields.place
    typed(front, "1F大堂沙发")
    front.key(Qt.Key.Key_Return, CTRL)
    item = front.only()
    assert (item.what, item.category, item.quantity) == ("黑色长柄雨伞", Category.UMBRELLA, 1)
    assert (item.place, item.state, item.found_at) == ("1F大堂沙发", FoundState.TAKEN_IN, front.clock.now())
    assert item.number in front.toast and not front.form.dirty
    assert QApplication.focusWidget() is front.fields.what, "ready for the next thing"


def test_the_words_propose_the_kind_until_somebody_chooses(front: Desk) -> None:
    fields = front.fields
    for text, kind, value in (
        ("钻戒", Category.JEWELLERY, ValueClass.HIGH),
        ("an iPhone, black phone", Category.PHONE, ValueClass.MIDDLE),
        ("雨伞", Category.UMBRELLA, ValueClass.LOW),
        ("不认识的东西", Category.OTHER, ValueClass.LOW),
    ):
        fields.what.setText(text)
        assert (fields.category.value, fields.value.value) == (kind, value), text
    fields.category.choose(Category.BAG)
    fields.category.activated.emit(0)
    fields.what.setText("雨伞")
    assert fields.category.value is Category.BAG


def test_high_value_is_said_and_lies_in_the_safe(front: Desk) -> None:
    fields = front.fields
    fields.what.setText("钻戒")
    assert fields.high.isVisible() and fields.shelf.text() == "保险柜"
    fields.what.setText("雨伞")
    assert not fields.high.isVisible() and fields.shelf.text() == ""
    fields.shelf.setText("A架1层")
    fields.what.setText("钻戒")
    assert fields.shelf.text() == "A架1层", "what somebody typed stays, and is refused in words"


def test_what_is_wrong_stands_at_its_field_all_at_once(front: Desk) -> None:
    front.write("黑色雨伞", place="", secret="黑色雨伞", finder_phone="不知道")
    front.fields.found_at.time.setText("9999")
    front.submit()
    fields = front.fields
    assert fields.where.problem_of("place") and fields.where.problem_of("found_at")
    assert fields.looks.problem_of("secret") and fields.found_by.problem_of("finder_phone")
    assert fields.finder_phone.isVisible(), "the folded section opens where something is wrong"
    assert QApplication.focusWidget() is fields.place and not front.items()


def test_an_empty_form_is_not_sent(front: Desk) -> None:
    front.submit()
    assert not front.items() and QApplication.focusWidget() is front.fields.what


def test_the_second_person_confirms_at_once(front: Desk, counter: FoundDesk) -> None:
    front.write(shelf="A架1层")
    front.key(Qt.Key.Key_Return, CTRL | SHIFT, at=front.fields.what)
    dialog = front.dialog(SecondPersonDialog)
    offered = [dialog.who.itemText(at) for at in range(dialog.who.count())]
    assert front.counter.second.name in offered and counter.people.receptionist.name not in offered
    front.second()
    item = front.only()
    assert (item.state, item.confirmed_by) == (FoundState.KEPT, counter.second.staff_id)


def test_contents_need_the_second_person(front: Desk, counter: FoundDesk) -> None:
    front.write("棕色钱包", contents=CONTENTS)
    assert front.fields.contents.isVisible(), "a purse holds something"
    front.submit()
    assert not front.items()
    front.second()
    assert front.only().confirmed_by == counter.second.staff_id


def test_a_guard_may_count_with_the_receptionist(front: Desk, people: People) -> None:
    front.write("棕色钱包", contents=CONTENTS)
    front.submit()
    dialog = front.dialog(SecondPersonDialog)
    assert people.guard.staff_id in dialog.who._values


def test_a_wrong_pin_takes_nothing_in(front: Desk) -> None:
    front.write("棕色钱包", contents=CONTENTS)
    front.submit()
    dialog = front.second("000000")
    assert dialog.isVisible() and dialog.form.problem_of("pin") and dialog.pin.text() == ""
    dialog.reject()
    assert not front.items() and front.fields.contents.toPlainText() == CONTENTS


def test_no_pin_is_asked_for_while_something_is_wrong(front: Desk) -> None:
    front.write("棕色钱包", place="", contents=CONTENTS)
    front.submit()
    assert front.fields.where.problem_of("place")
    assert not front.stage.window.findChildren(SecondPersonDialog)


def test_nothing_secret_is_left_in_the_form(front: Desk) -> None:
    front.write("棕色钱包", secret=SECRET, contents=CONTENTS)
    front.submit()
    front.second()
    assert front.only().has_secret
    said = told(front.stage.window)
    assert SECRET not in said and CONTENTS not in said
    for field in (front.fields.secret, front.fields.contents):
        field.undo()
        assert field.toPlainText() == "", "undo brings nothing back"


def test_who_may_miss_it_is_offered_at_once(front: Desk, counter: FoundDesk) -> None:
    report = counter.report()
    front.write("黑色雨伞", place="大堂")
    front.submit()
    assert front.panel.item.id == front.only().id
    assert front.panel.matches is not None
    assert [pair.report.id for pair in front.panel.matches.pairs] == [report.id]
    assert "may be about" in front.page.notice._text.text()


def test_a_thing_of_high_value_opens_for_telling(front: Desk) -> None:
    front.write("钻戒")
    front.submit()
    press(front.dialog(SecondPersonDialog), "Nobody else is here: take it in, confirm it later")
    assert front.only().state is FoundState.TAKEN_IN
    assert front.panel.item.untold and "Tell the three roles… (F4)" in told(front.panel)


def test_places_floors_and_finders_are_offered(front: Desk, counter: FoundDesk) -> None:
    counter.take_in(shelf="A架1层")
    fields = front.fields
    fields.place.setFocus()
    fields.place.query.emit("")
    settle()
    first = fields.place._model._all[0]
    fields.place.take(first)
    assert (fields.place.text(), fields.floor.text()) == ("大堂沙发", "1F")
    for picker, text in ((fields.shelf, "A架1层"), (fields.finder, "Cleaner")):
        fields.by.set_open(True)
        picker.setFocus()
        picker.query.emit("")
        settle()
        assert text in [one.text for one in picker._model._all]


def test_a_photo_is_kept_but_never_of_a_document(front: Desk, tmp_path: Path) -> None:
    path = tmp_path / "thing.png"
    path.write_bytes(picture())
    front.write()
    front.fields.photo.take(path)
    settle()
    front.fields.what.setText("身份证")
    assert not front.fields.photo.isVisible() and front.fields.no_photo.isVisible()
    assert front.fields.draft().photo is None
    front.fields.what.setText("黑色雨伞")
    front.submit()
    assert front.only().has_photo


@pytest.mark.parametrize("content", [b"no picture at all", b""])
def test_what_is_no_picture_is_said_in_words(front: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thing.png"
    path.write_bytes(content)
    front.fields.photo.take(path)
    settle()
    assert front.fields.photo.problem.isVisible() and not front.fields.photo.photos


def test_enter_leaves_the_public_features_so_that_what_is_typed_next_is_secret(front: Desk) -> None:
    front.fields.features.setFocus()
    front.key(Qt.Key.Key_Return, at=front.fields.features)
    assert front.fields.secret.hasFocus() and front.fields.features.toPlainText() == ""
    front.key(Qt.Key.Key_Return, SHIFT, at=front.fields.secret)
    assert front.fields.secret.hasFocus() and front.fields.secret.toPlainText() == "\n"


def test_high_value_asks_for_the_second_person_at_once(front: Desk) -> None:
    front.write("钻戒", shelf="保险柜")
    assert front.fields.value.value is ValueClass.HIGH
    front.submit()
    front.second()
    assert front.only().state is FoundState.KEPT


def test_a_floor_is_written_as_the_building_writes_it(front: Desk) -> None:
    front.fields._floors = ("1F", "2F")
    front.fields.floor.setText("1")
    front.fields.floor.editingFinished.emit()
    assert front.fields.floor.text() == "1F"
