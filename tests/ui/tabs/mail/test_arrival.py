"""A carrier stands there: counts by keyboard alone, what cannot be is said at its field, the batch is sorted next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desk_app.services.mail.records import Batch
from desk_app.ui.tabs.mail.arrival import ArrivalDialog
from tests.services.mail.sorting_desk import TODAY, Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import CTRL, NONE, Desk, sign


@pytest.fixture
def dialog(front: Desk) -> ArrivalDialog:
    """The form, as Ctrl+N opens it."""
    front.page.new_arrival()
    return front.dialog(ArrivalDialog)


def key(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    settle()


def type_in(text: str) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClicks(focus, text)


def save() -> None:
    key(Qt.Key.Key_Return, CTRL)


def batches(counter: Counter) -> list[Batch]:
    return counter.ask.batches(counter.clerk, TODAY)


def test_counts_by_keyboard_alone_then_it_is_sorted(
    front: Desk, counter: Counter, dialog: ArrivalDialog
) -> None:
    for typed in ("", "46", "1,2", ""):
        if typed:
            type_in(typed)
        key(Qt.Key.Key_Return)
    type_in("2")
    save()
    (batch,) = batches(counter)
    assert batch.carrier == "邮局", "the most usual carrier stands there already"
    assert batch.counts == {K.LETTER: 46, K.PRINTED: 12, K.REGISTERED_PRINTED: 2}
    assert front.page.places.currentWidget() is front.page.sorting
    assert front.page.sorting.flow.batch is not None and front.page.sorting.flow.batch.id == batch.id


def test_another_carrier_by_its_first_letters(counter: Counter, dialog: ArrivalDialog) -> None:
    type_carrier = QApplication.focusWidget()
    assert type_carrier is dialog.form.field("carrier")
    QTest.keyClicks(type_carrier, "EMS")
    dialog.form.restore({"counts.express": "3", "carrier_person": "小王"})
    save()
    (batch,) = batches(counter)
    assert (batch.carrier, batch.counts) == ("EMS", {K.EXPRESS: 3})


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("letter", "", "Type how many pieces came: at least one."),
        ("letter", "0", "Type how many pieces came: at least one."),
        ("letter", "100,000", "A batch holds 1 to 20000 pieces of a kind; 100000 cannot be right."),
        ("express", "abc", "Type a number."),
        ("parcel", "-3", "Type a number."),
        ("parcel", "12345678901234567890", "Type a number."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    counter: Counter, dialog: ArrivalDialog, field: str, typed: str, said: str
) -> None:
    dialog.form.restore({f"counts.{field}": typed, "carrier_person": "老李"})
    save()
    assert dialog.form.problem_of(f"counts.{field}") == said
    assert dialog.isVisible() and dialog.text("carrier_person") == "老李" and not batches(counter)
    dialog.form.restore({f"counts.{field}": "2"})
    save()
    assert [one.announced for one in batches(counter)] == [2]


def test_what_the_guard_took_at_the_weekend(counter: Counter, dialog: ArrivalDialog) -> None:
    dialog.form.restore({"counts.parcel": "2"})
    assert not dialog.form.field("taken_at").isVisible()
    dialog.guard.setChecked(True)
    settle()
    save()
    assert dialog.form.problem_of("taken_by_guard") == "Type the name of the guard who took it."
    assert dialog.form.problem_of("taken_at") == "Type when the guard took it."
    dialog.form.field("taken_day").setText("x")  # type: ignore[attr-defined]
    dialog.form.field("taken_at").setText("930")  # type: ignore[attr-defined]
    dialog.form.restore({"taken_by_guard": "赵刚"})
    save()
    assert dialog.form.problem_of("taken_day") == "This day cannot be read."
    dialog.form.field("taken_day").setText("11-21")  # type: ignore[attr-defined]
    save()
    (batch,) = batches(counter)
    assert batch.taken_by_guard == "赵刚"
    taken = batch.arrived_at.astimezone(counter.clock.zone)
    assert (taken.date(), taken.hour, taken.minute) == (TODAY - timedelta(days=2), 9, 30)


def test_a_time_to_come_is_no_time_it_was_taken(counter: Counter, dialog: ArrivalDialog) -> None:
    dialog.form.restore({"counts.parcel": "2", "taken_by_guard": "赵刚"})
    dialog.guard.setChecked(True)
    dialog.form.field("taken_at").setText("2359")  # type: ignore[attr-defined]
    save()
    assert dialog.form.problem_of("taken_at") == "This time is still to come." and not batches(counter)


def test_signed_for(front: Desk, counter: Counter, dialog: ArrivalDialog) -> None:
    dialog.form.restore({"counts.letter": "1"})
    dialog._pad_section.set_open(True)
    settle()
    sign(dialog.pad)
    save()
    assert len(batches(counter)) == 1
    front.none_open(ArrivalDialog)
