from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt

from desk_app.ui.widgets.date_time import DayField, TimeField, read_day, read_time

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)  # 14:05 in the building


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22", TODAY),
        ("21", date(2026, 12, 21)),
        ("31", date(2026, 12, 31)),
        ("1122", TODAY),
        ("0105", date(2027, 1, 5)),
        ("105", date(2027, 1, 5)),
        ("11-30", date(2026, 11, 30)),
        ("11/30", date(2026, 11, 30)),
        ("2026.11.22", TODAY),
        ("20261122", TODAY),
        ("26-1-5", date(2026, 1, 5)),
        ("11月30日", date(2026, 11, 30)),
        ("１１月３０号", date(2026, 11, 30)),
        ("今天", TODAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("后天", date(2026, 11, 24)),
        ("+3", date(2026, 11, 25)),
        ("-1", date(2026, 11, 21)),
        *(
            (rubbish, None)
            for rubbish in ("", "x", "32", "2-30", "1-2-3-4", "<b>", "12345", "9" * 5000, "0-0")
        ),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


def test_what_was_found_lies_in_the_past() -> None:
    assert read_day("21", TODAY, past=True) == date(2026, 11, 21)
    assert read_day("23", TODAY, past=True) == date(2026, 10, 23)
    assert read_day("12-01", TODAY, past=True) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("9", time(9)),
        ("930", time(9, 30)),
        ("1830", time(18, 30)),
        ("9:05", time(9, 5)),
        ("18.05", time(18, 5)),
        ("９：３０", time(9, 30)),
        ("9点", time(9)),
        ("9点5分", time(9, 5)),
        *((rubbish, None) for rubbish in ("", "25", "9:75", "noon", "12345", "-1")),
    ],
)
def test_times_as_people_type_them(text: str, when: time | None) -> None:
    assert read_time(text) == when


def test_a_day_field_steps_and_writes_out(qtbot) -> None:
    field = DayField(lambda: NOW)
    qtbot.addWidget(field)
    assert (field.value, field.problem) == (None, False)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value == TODAY
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "2026-11-23"
    field.setText("31x")
    assert field.problem
    field._write_out()
    assert field.text() == "31x"
    field.setText("30")
    field._write_out()
    assert field.text() == "2026-11-30"


def test_a_time_field_steps_by_quarters(qtbot) -> None:
    field = TimeField(lambda: NOW)
    qtbot.addWidget(field)
    heard: list[time | None] = []
    field.value_changed.connect(heard.append)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "14:15"
    field.setText("1407")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "14:00"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "13:45"
    field.set_value(None)
    assert heard[-1] is None
    field.setText("noon")
    assert field.problem
