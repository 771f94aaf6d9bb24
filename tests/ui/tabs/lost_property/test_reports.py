"""Lost reports: offered before they are saved, matched both ways, told, corrected, closed, given back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk_app.services.core.people import Actor
from desk_app.services.lost_property.categories import category_of
from desk_app.services.lost_property.records import Category, FoundState
from desk_app.services.lost_property.typed import checked_lost
from desk_app.services.repairs.records import KnownReporter
from desk_app.ui.tabs.lost_property.claim import ClaimDialog
from desk_app.ui.tabs.lost_property.matches_view import MatchesView
from desk_app.ui.tabs.lost_property.report_dialogs import CloseReportDialog, CorrectReportDialog
from desk_app.ui.tabs.lost_property.report_form import ReportForm
from desk_app.ui.tabs.lost_property.report_panel import ReportPanel
from desk_app.ui.tabs.lost_property.reports import ALL, LIKELY_ONES, ReportsPlace
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.lost_property.found_desk import PHONE, FoundDesk
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.lost_property.claim_fixtures import leaks, opened, texts

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(stage: Callable[[Actor], Stage], people: People) -> Stage:
    """The receptionist's window."""
    return stage(people.receptionist)


@pytest.fixture
def place(window: Stage) -> ReportsPlace:
    """The lost reports in it."""
    made = ReportsPlace(window.ctx, window.window)
    window.show(made)
    window.window.activateWindow()
    settle()
    return made


def panel(place: ReportsPlace) -> ReportPanel:
    assert place.panel is not None
    return place.panel


def press(root: object, text: str) -> None:
    """Press the first button that says this."""
    buttons = root.findChildren(QPushButton)  # type: ignore[attr-defined]
    next(one for one in buttons if one.accessibleName() == text).click()
    settle()


def tell(form: ReportForm, what: str = "黑色雨伞", where: str = "大堂", name: str = "李娜") -> None:
    """Somebody tells what they miss."""
    fields = form.fields
    fields.what.setText(what)
    fields.place.setText(where)
    fields.name.setText(name)
    fields.phone.setText(PHONE)


def save(form: ReportForm) -> None:
    QTest.keyClick(form.fields.name, Qt.Key.Key_Return, CTRL)
    settle()


# Report


def test_by_keyboard_alone(place: ReportsPlace, counter: FoundDesk) -> None:
    place.take_keyboard()
    typed = (
        ("what", "蓝色保温杯"),
        ("features", "杯盖有刻字"),
        ("place", "餐厅"),
        ("floor", "3F"),
        ("name", "赵敏"),
    )
    for name, text in typed:
        field = place.form.fields.form.field(name)
        field.setFocus()
        field.insertPlainText(text) if name == "features" else field.insert(text)  # type: ignore[attr-defined]
    place.form.fields.phone.insert(PHONE)
    save(place.form)
    (report,) = counter.ask.reports(counter.clerk)
    assert (report.what, report.features, report.place, report.floor) == tuple(text for _, text in typed[:4])
    assert place.form.fields.blank and panel(place).report.id == report.id
    assert [one.id for one in place.rows] == [report.id]


def test_the_words_propose_the_kind_until_somebody_chooses(place: ReportsPlace) -> None:
    fields = place.form.fields
    proposed = []
    for text in ("blue phone", "黑色雨伞"):
        fields.what.setText(text)
        proposed.append(fields.category.value)
    fields.category.choose(Category.OTHER)
    fields.category.activated.emit(fields.category.currentIndex())
    fields.what.setText("一串钥匙")
    assert [*proposed, fields.category.value] == [Category.PHONE, Category.UMBRELLA, Category.OTHER]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("黑色雨伞", Category.UMBRELLA),
        ("a ring of keys", Category.KEYS),
        ("钥匙包", Category.BAG),
        ("怪东西", None),
    ],
)
def test_the_kind_that_words_name(text: str, kind: Category | None) -> None:
    assert category_of(text) is kind


def test_what_is_here_is_offered_before_anything_is_saved(place: ReportsPlace, counter: FoundDesk) -> None:
    item = counter.keep()
    tell(place.form)
    save(place.form)
    assert not counter.ask.reports(counter.clerk), "read first what is likely theirs"
    assert place.form.offered.likely == {item.id} and not leaks()
    said = "\n".join(texts(place.form.offered))
    assert item.what in said and "the same kind of thing" in said
    save(place.form)
    (report,) = counter.ask.reports(counter.clerk)
    assert report.open and not place.form.offered.isVisible()


def test_what_was_read_already_is_not_asked_twice(place: ReportsPlace, counter: FoundDesk) -> None:
    counter.keep()
    tell(place.form)
    place.form.look()
    place.form.fields.name.setText("李娜娜")
    save(place.form)
    assert [one.name for one in counter.ask.reports(counter.clerk)] == ["李娜娜"]


def test_a_place_that_is_chosen_brings_its_floor(place: ReportsPlace, counter: FoundDesk) -> None:
    counter.keep()
    field = place.form.fields.place
    field.setFocus()
    field.setText("大堂")
    field.query.emit("大堂")
    settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), place.form.fields.floor.text()) == ("大堂沙发", "1F")


def test_a_claim_begins_where_it_is_offered(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    counter.keep()
    tell(place.form)
    place.form.look()
    press(place.form.offered, "They claim it…")
    assert opened(window.window, ClaimDialog).step == 0 and not leaks()


def test_an_offer_opens_its_item(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    item = counter.keep()
    tell(place.form)
    place.form.look()
    place.form.offered.findChildren(QPushButton)[0].click()
    assert window.asked.questions[-1] == ("open", f"found_item {item.id}")


def test_every_problem_at_its_field(place: ReportsPlace, counter: FoundDesk) -> None:
    fields = place.form.fields
    fields.phone.setText("问前台")
    fields.lost_from.time.setText("99")
    save(place.form)
    assert fields.form.problem_of("lost_from") and not fields.form.problem_of("phone")
    fields.lost_from.time.setText("")
    save(place.form)
    assert all(fields.form.problem_of(one) for one in ("what", "name", "phone"))
    assert not counter.ask.reports(counter.clerk)


def test_a_day_alone_is_the_whole_day(place: ReportsPlace, clock: FakeClock) -> None:
    fields = place.form.fields
    fields.lost_from.day.set_value(date(2026, 11, 20))
    fields.lost_until.day.set_value(date(2026, 11, 20))
    draft = fields.draft()
    assert draft.lost_from is not None and draft.lost_until is not None
    assert draft.lost_until - draft.lost_from == timedelta(hours=23, minutes=59)
    fields.lost_until.day.set_value(date(2026, 11, 23))
    assert fields.draft().lost_until == clock.now().astimezone(clock.zone), "nothing that is still to come"
    assert not fields.unreadable()


# Matches, both ways


def test_an_item_says_who_may_miss_it_and_why(window: Stage, counter: FoundDesk) -> None:
    item, report = counter.keep(), counter.report()
    view = MatchesView(window.ctx, window.window, parent=window.window, item=item)
    (pair,) = view.pairs
    said = "\n".join(texts(view))
    assert pair.report.id == report.id and "李娜" in said
    assert all(one in said for one in ("the same kind of thing", "the same place", "雨伞", "Likely"))
    assert PHONE not in said and not leaks()
    view.findChildren(QPushButton)[0].click()
    assert window.asked.questions[-1] == ("open", f"lost_report {report.id}")


def test_nothing_like_it(window: Stage, counter: FoundDesk) -> None:
    view = MatchesView(window.ctx, window.window, parent=window.window, report=counter.report())
    assert not view.pairs and "Nothing like it is here." in "\n".join(texts(view))


def test_few_are_shown_until_all_are_asked_for(window: Stage, counter: FoundDesk) -> None:
    for _ in range(5):
        counter.keep()
    view = MatchesView(window.ctx, window.window, parent=window.window, report=counter.report())
    assert len(view.pairs) == 5 and said_times(view, "They claim it…") == 3
    press(view, "All 5 candidates")
    assert said_times(view, "They claim it…") == 5


def said_times(view: MatchesView, text: str) -> int:
    """How many buttons say it, of those that are shown."""
    buttons = view.findChildren(QPushButton)
    return sum(one.accessibleName() == text and one.isVisibleTo(view) for one in buttons)


def test_the_owner_is_told(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    item, report = counter.keep(), counter.report()
    place.load()
    place.show_report(report.id)
    press(panel(place), "Note: owner told")
    assert counter.ask.report(counter.clerk, report.id).found == item.id
    assert report.number in window.toast
    place.load()
    said = "\n".join(texts(panel(place)))
    assert "They were told of it." in said and "Told of a find" in said and item.number in said


def test_matched_told_claimed_given_back(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    item, report = counter.keep(), counter.report()
    place.load()
    place.show_report(report.id)
    press(panel(place), "They claim it…")
    dialog = opened(window.window, ClaimDialog)
    dialog.words.field.setPlainText("手柄里面贴着小熊")
    dialog.words.submit()
    dialog.compare.yes.click()
    settle()
    dialog.identity.paper.setChecked(True)
    dialog.identity.sure.click()
    settle()
    assert counter.now(item).state is FoundState.RETURNED
    assert not counter.ask.report(counter.clerk, report.id).open


# The list


def test_the_list_says_what_waits_for_a_call(place: ReportsPlace, counter: FoundDesk) -> None:
    counter.keep()
    counter.report()
    counter.report(what="灰色毛绒玩具兔", category=Category.OTHER, name="赵敏")
    place.load()
    settle()
    said = "\n".join(texts(place.table))
    assert "Found? 1" in said and "Looked for" in said
    place.chips.choose(LIKELY_ONES)
    assert [one.what for one in place.rows] == ["黑色雨伞"]


def test_closed_with_a_reason(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    report = counter.report()
    place.load()
    place.show_report(report.id)
    panel(place).close_report()
    dialog = opened(window.window, CloseReportDialog)
    dialog.submit()
    assert dialog.form.problem_of("why")
    dialog.form.restore({"why": "在家里找到了"})
    dialog.submit()
    place.load()
    settle()
    assert not place.rows and "在家里找到了" in "\n".join(texts(panel(place)))
    assert place.lists.currentWidget() is place.empty
    place.chips.choose(ALL)
    assert [one.id for one in place.rows] == [report.id]


def test_corrected(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    report = counter.report(features="长柄")
    place.load()
    place.show_report(report.id)
    panel(place).correct()
    dialog = opened(window.window, CorrectReportDialog)
    dialog.fields.what.setText("")
    dialog.submit()
    assert dialog.fields.form.problem_of("what") and dialog.isVisible()
    dialog.fields.what.setText("黑色折叠伞")
    dialog.submit()
    settle()
    now = counter.ask.report(counter.clerk, report.id)
    kept = (report.features, report.place, report.name, report.phone, report.category)
    assert now.what == "黑色折叠伞"
    assert (now.features, now.place, now.name, now.phone, now.category) == kept
    assert now.lost_from == report.lost_from


def test_papers(place: ReportsPlace, counter: FoundDesk, window: Stage) -> None:
    counter.report()
    place.load()
    place.print_list()
    (paper,) = window.ctx.printing.previewed  # type: ignore[attr-defined]
    assert "黑色雨伞" in repr(paper) and PHONE not in repr(paper)


def test_escape_leaves_the_report(place: ReportsPlace, counter: FoundDesk) -> None:
    report = counter.report()
    place.load()
    place.show_report(report.id)
    QTest.keyClick(place, Qt.Key.Key_Escape)
    assert place.panel is None and place.side.currentWidget() is place.form


def test_whoever_called_before_is_known_by_the_number(place: ReportsPlace, clock: FakeClock) -> None:
    fields = place.form.fields
    place.form.start()
    assert fields.phone.hasFocus()
    fields.recognise(KnownReporter("陈女士", PHONE))
    assert (fields.name.text(), fields.phone.text(), fields.what.hasFocus()) == ("陈女士", PHONE, True)
    fields.what.setText("黑伞")
    assert checked_lost(fields.draft(), clock.now()).name == "陈女士", "a surname with a title is enough"
