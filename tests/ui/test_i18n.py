import gc
import weakref
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desk_app.services.core.words import CHINESE, ENGLISH, N_, Words, plain
from desk_app.ui.i18n import (
    format_day,
    format_duration,
    format_moment,
    format_money,
    format_number,
    format_time,
    say,
    set_language,
    speaker,
    tr,
)
from tests.tools.pseudo import Stretched

CHINESE_WORDS = Words(CHINESE, {("", "Visitors: {n}"): "访客：{n}", ("", "Search"): "搜索"})
MOMENT = datetime(2026, 11, 22, 6, 5, 9, tzinfo=UTC)  # 14:05:09 in Shanghai, a Sunday


def test_what_was_said_is_said_again_and_drafts_stay(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    label, field = QLabel(page), QLineEdit(page)
    say(label, N_("Visitors: {n}"), n=3)
    say(field, N_("Search"), setter="setPlaceholderText")
    field.setText("草稿")
    heard: list[str] = []
    speaker.language_changed.connect(heard.append)
    speaker.use(CHINESE_WORDS)
    assert (label.text(), field.placeholderText(), field.text()) == ("访客：3", "搜索", "草稿")
    assert heard == [CHINESE]
    speaker.use(Words(ENGLISH))
    assert label.text() == "Visitors: 3"


def test_the_last_sentence_said_counts(qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    say(label, N_("Search"))
    say(label, N_("Visitors: {n}"), n=1)
    speaker.use(CHINESE_WORDS)
    assert label.text() == "访客：1"
    speaker.forget(label, "setText")
    label.setText("张三")
    speaker.use(Words(ENGLISH))
    assert label.text() == "张三"


def test_saying_keeps_nothing_alive(qapp: QApplication) -> None:
    label = QLabel()
    say(label, N_("Search"))
    gone = weakref.ref(label)
    del label
    gc.collect()
    assert gone() is None
    speaker.use(CHINESE_WORDS)


def test_a_widget_deleted_by_qt_is_passed_over(qapp: QApplication) -> None:
    page = QWidget()
    label = QLabel(page)
    say(label, N_("Search"))
    page.deleteLater()
    qapp.sendPostedEvents(page, 52)
    speaker.use(CHINESE_WORDS)


def test_a_widget_only_its_layout_knows_is_told(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)

    def fill() -> None:
        label = QLabel()
        say(label, N_("Search"))
        box.addWidget(label)

    fill()
    gc.collect()
    speaker.use(CHINESE_WORDS)
    assert page.findChild(QLabel).text() == "搜索"


def test_qt_speaks_the_language_too(qtbot) -> None:
    set_language(CHINESE)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"
    set_language(ENGLISH)
    again = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(again)
    assert again.buttons()[0].text() == "Cancel"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            ENGLISH,
            ["14:05", "22 Nov 2026", "22 Nov 2026, Sun", "22 Nov 14:05", "2 h 5 min", "1 d 1 h", "1,234"],
        ),
        (
            CHINESE,
            [
                "14:05",
                "2026年11月22日",
                "2026年11月22日 周日",
                "11月22日 14:05",
                "2小时5分",
                "1天1小时",
                "1,234",
            ],
        ),
    ],
)
def test_days_times_and_numbers(language: str, expected: list[str]) -> None:
    set_language(language)
    assert [
        format_time(MOMENT),
        format_day(date(2026, 11, 22)),
        format_day(MOMENT, weekday=True),
        format_moment(MOMENT, now=MOMENT + timedelta(days=3)),
        format_duration(timedelta(hours=2, minutes=5, seconds=40)),
        format_duration(25 * 3600),
        format_number(1234),
    ] == expected


def test_the_building_decides_what_day_it_is() -> None:
    late = datetime(2026, 11, 22, 17, tzinfo=UTC)  # 01:00 on the 23rd in Shanghai
    assert format_day(late) == "23 Nov 2026"
    assert format_moment(late, now=late) == "01:00"
    assert format_moment(late, now=late + timedelta(days=400)) == "23 Nov 2026 01:00"
    assert format_time(late, seconds=True) == "01:00:00"


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 min"), (-5, "0 min"), (3600, "1 h"), (86400, "1 d")])
def test_round_stretches(seconds: int, said: str) -> None:
    assert format_duration(seconds) == said


def test_money() -> None:
    assert [format_money(fen) for fen in (123450, 5000, -50)] == ["¥1,234.50", "¥50.00", "-¥0.50"]


def test_the_stretched_language_is_longer_and_leaves_data_alone() -> None:
    speaker.use(Stretched(ENGLISH))
    said = tr(N_("Visitors: {n}"), n="张三")
    assert "张三" in said
    assert len(said) >= len("Visitors: 张三") * 1.4
    assert tr(plain("A-1")) == "A-1"
