"""A drop-down that keeps its values, a row that goes on in the next line, and columns that make room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.core.words import N_, Words, plain
from desk_app.services.visitors.records import Purpose
from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

ITEMS = [(Purpose.MEETING, N_("Meeting")), (Purpose.DELIVERY, N_("Delivery")), (None, N_("Other"))]


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    made = Choice(ITEMS)
    qtbot.addWidget(made)
    return made


def test_a_choice_gives_the_value_itself(choice: Choice) -> None:
    told: list[object] = []
    choice.value_changed.connect(told.append)
    choice.choose(Purpose.DELIVERY)
    assert choice.value is Purpose.DELIVERY and choice.currentText() == "Delivery"
    choice.choose(None)
    assert choice.value is None and choice.currentText() == "Other"
    choice.choose("nothing like it")
    assert choice.value is Purpose.MEETING and told == [Purpose.DELIVERY, None, Purpose.MEETING]


def test_a_choice_of_nothing_has_no_value(qtbot: QtBot) -> None:
    empty = Choice([])
    qtbot.addWidget(empty)
    assert empty.value is None
    empty.choose("x")
    assert empty.value is None
    empty.offer([(7, "周敏")])
    assert empty.value == 7


def test_a_choice_speaks_the_language_and_keeps_what_is_chosen(choice: Choice) -> None:
    choice.choose(Purpose.DELIVERY)
    speaker.use(Words("zh_CN", {("", "Delivery"): "送货", ("", "Meeting"): "会客"}))
    assert (
        choice.currentText() == "送货" and choice.itemText(0) == "会客" and choice.value is Purpose.DELIVERY
    )


def test_a_choice_is_a_field_of_a_form(choice: Choice, qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.add("purpose", N_("Purpose"), choice)
    choice.choose(Purpose.DELIVERY)
    assert form.dirty and form.draft() == {"purpose": Purpose.DELIVERY}
    form.reset()
    assert choice.value is Purpose.MEETING and not form.dirty


@pytest.mark.parametrize("entries", [1, 2, 10, 12])
def test_the_list_shows_every_entry_up_to_ten(qtbot: QtBot, entries: int) -> None:
    choice = Choice([(n, plain(f"签字人{n}")) for n in range(entries)])
    qtbot.addWidget(choice)
    choice.show()
    choice.choose(entries - 1)
    choice.showPopup()
    view = choice.view()
    port, model = view.viewport().rect(), choice.model()
    seen = [n for n in range(entries) if port.contains(view.visualRect(model.index(n, 0)))]
    assert len(seen) == min(entries, 10) and entries - 1 in seen
    choice.hidePopup()


# A row that goes on


def box(width: int, height: int = 20) -> QLabel:
    made = QLabel("x")
    made.setFixedSize(width, height)
    return made


@pytest.fixture
def flow(qtbot: QtBot) -> tuple[QWidget, FlowLayout, list[QLabel]]:
    owner, boxes = QWidget(), [box(100), box(100), box(100, 30)]
    qtbot.addWidget(owner)
    layout = FlowLayout(*boxes, spacing=10)
    owner.setLayout(layout)
    return owner, layout, boxes


def places(boxes: list[QLabel]) -> list[tuple[int, int]]:
    return [(one.x(), one.y()) for one in boxes]


def test_what_does_not_fit_goes_on_in_the_next_line(
    flow: tuple[QWidget, FlowLayout, list[QLabel]],
) -> None:
    owner, layout, boxes = flow
    owner.show()
    layout.setGeometry(QRect(0, 0, 320, 100))
    assert places(boxes) == [(0, 0), (110, 0), (220, 0)] and layout.heightForWidth(320) == 30
    layout.setGeometry(QRect(5, 5, 319, 100))
    assert places(boxes) == [(5, 5), (115, 5), (5, 35)] and layout.heightForWidth(319) == 60
    assert layout.heightForWidth(1) == 90 and layout.hasHeightForWidth()
    assert (layout.sizeHint().width(), layout.sizeHint().height()) == (320, 30)
    assert (layout.minimumSize().width(), layout.minimumSize().height()) == (100, 30)


def test_what_is_hidden_takes_no_room(flow: tuple[QWidget, FlowLayout, list[QLabel]]) -> None:
    owner, layout, boxes = flow
    owner.show()
    boxes[0].hide()
    layout.setGeometry(QRect(0, 0, 210, 100))
    assert places(boxes[1:]) == [(0, 0), (110, 0)] and layout.sizeHint().width() == 210
    boxes[1].hide()
    boxes[2].hide()
    assert layout.heightForWidth(100) == 0 and layout.sizeHint().isEmpty()


def test_a_flow_gives_its_items_back(flow: tuple[QWidget, FlowLayout, list[QLabel]]) -> None:
    _, layout, boxes = flow
    assert layout.count() == 3 and layout.itemAt(3) is None and layout.itemAt(-1) is None
    taken = layout.takeAt(1)
    assert taken is not None and taken.widget() is boxes[1] and layout.count() == 2
    assert layout.takeAt(9) is None and layout.expandingDirections() == Qt.Orientation(0)


# Columns that make room


def test_spare_columns_go_one_by_one_and_come_back(qtbot: QtBot) -> None:
    columns = [
        Column(N_("Name"), str, width=200),
        Column(N_("Company"), str, spare=2),
        Column(N_("Badge"), str, width=100, spare=3),
        Column(N_("Purpose"), str, width=100, spare=1),
        Column(N_("State"), str),
    ]
    table = RowTable(columns, row_id=str)
    qtbot.addWidget(table)
    table.set_rows(["x"])
    table.show()
    edge = table.width() - table.viewport().width()
    whole = 200 + 110 + 100 + 100 + 110

    def hidden(width: int) -> list[int]:
        table.resize(width + edge, 200)
        return [at for at in range(5) if table.isColumnHidden(at)]

    assert hidden(whole) == [] and hidden(whole - 1) == [2]
    assert hidden(whole - 101) == [1, 2] and hidden(whole - 211) == [1, 2, 3]
    assert hidden(60) == [1, 2, 3], "the others stay, whatever the width"
    assert hidden(whole) == []


def test_a_text_that_needs_more_room_sends_spare_columns_away_earlier(qtbot: QtBot) -> None:
    columns = [Column(N_("What"), str, least=300), Column(N_("Badge"), str, width=100, spare=1)]
    table = RowTable(columns, row_id=str)
    qtbot.addWidget(table)
    table.set_rows(["x"])
    table.show()
    edge = table.width() - table.viewport().width()
    table.resize(400 + edge, 200)
    assert not table.isColumnHidden(1)
    table.resize(399 + edge, 200)
    assert table.isColumnHidden(1)
