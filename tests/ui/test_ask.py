import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from desk_app.ui.ask import Ask, FileKind, _Line
from desk_app.ui.theme import look
from tests.fakes import Asked

PACKAGE = Path(__file__).resolve().parents[2] / "desk_app"
EXCEL = FileKind("Spreadsheets", ("xlsx", "csv"))


def when_asked(act) -> list[QMessageBox]:
    """Do something with the next message box."""
    boxes: list[QMessageBox] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        boxes.append(box)
        act(box)

    QTimer.singleShot(0, look)
    return boxes


def press(text: str):
    return lambda box: next(made for made in box.buttons() if made.text() == text).click()


def test_only_one_module_asks() -> None:
    boxes = re.compile(r"\b(QMessageBox|QFileDialog|QInputDialog|QErrorMessage)\b")
    users = [path.name for path in PACKAGE.rglob("*.py") if boxes.search(path.read_text(encoding="utf-8"))]
    assert users == ["ask.py"]


@pytest.mark.parametrize(("button", "expected"), [("Revoke", True), ("Cancel", False)])
def test_yes_and_no(qapp: QApplication, button: str, expected: bool) -> None:
    when_asked(press(button))
    assert Ask().confirm(None, "Revoke this pass?", "Revoke", danger=True) is expected


def test_a_dangerous_yes_is_not_where_enter_goes(qapp: QApplication) -> None:
    boxes = when_asked(lambda box: box.reject())
    assert not Ask().confirm(None, "<b>Purge?</b>", "Purge", "<img src=x>", danger=True)
    assert boxes[0].defaultButton().text() == "Cancel"
    shown = {label.text(): label.textFormat() for label in boxes[0].findChildren(QLabel) if label.text()}
    assert shown == {"<b>Purge?</b>": Qt.TextFormat.PlainText, "<img src=x>": Qt.TextFormat.PlainText}


def test_one_of_several_ways(qapp: QApplication) -> None:
    when_asked(press("New report"))
    assert Ask().choose(None, "Join the open one?", ["Join", "New report"]) == 1
    when_asked(lambda box: box.reject())
    assert Ask().choose(None, "Join the open one?", ["Join", "New report"]) is None


def test_long_choices_stand_under_each_other_whole(qapp: QApplication) -> None:
    look.use(qapp, "light")
    ways = ["Check out the earlier visit and check in now", "Go on with the earlier visit, no new pass"]
    seen: list[tuple[int, int, int]] = []

    def measure(box: QMessageBox) -> None:
        seen.extend((made.y(), made.width(), made.sizeHint().width()) for made in box.buttons())
        box.reject()

    when_asked(measure)
    assert Ask().choose(None, "The earlier visit is open still.", ways) is None
    assert len({top for top, _, _ in seen}) == 3
    assert all(width >= wanted for _, width, wanted in seen)
    seen.clear()
    when_asked(measure)
    assert not Ask().confirm(None, "Sure?", ways[0])
    assert len({top for top, _, _ in seen}) == 1
    assert all(width >= wanted for _, width, wanted in seen)


@pytest.mark.parametrize(
    "text",
    [
        "This picture cannot be read. Choose a PNG or JPEG file.",
        "The day is closed after closing time, from 18:30 on: what comes until then belongs to it.",
        "下班时间（18:30）之后才能日结：此前发生的仍计入当日，请在下班之后再来办理日结并由主管签字确认。",
        "Short.",
    ],
)
@pytest.mark.parametrize("detail", ["", "What was typed stays as it is, and can be sent once more after that. " * 3])
def test_a_sentence_is_in_sight_to_its_end(qapp: QApplication, text: str, detail: str) -> None:
    look.use(qapp, "light")
    seen: list[tuple[str, int, int]] = []

    def measure(box: QMessageBox) -> None:
        for label in box.findChildren(QLabel):
            if label.text():
                flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
                needed = label.fontMetrics().boundingRect(0, 0, label.width(), 9999, flags, label.text())
                seen.append((label.text(), label.width() - needed.width(), label.height() - needed.height()))
        box.reject()

    when_asked(measure)
    Ask().tell(None, text, detail)
    assert len(seen) == (2 if detail else 1)
    assert all(wide >= 0 and high >= 0 for _, wide, high in seen), seen


def test_news_and_retries(qapp: QApplication) -> None:
    when_asked(press("OK"))
    Ask().tell(None, "Saved.")
    when_asked(press("Try again"))
    assert Ask().retry(None, "No printer.")
    when_asked(press("Close"))
    assert not Ask().retry(None, "No printer.")


@pytest.mark.parametrize(("key", "written"), [(Qt.Key.Key_Return, "735162"), (Qt.Key.Key_Escape, None)])
def test_a_line_is_written_in_the_products_own_dialog(
    qapp: QApplication, key: Qt.Key, written: str | None
) -> None:
    seen: list[tuple[QLineEdit.EchoMode, list[bool]]] = []

    def write() -> None:
        box = QApplication.activeModalWidget()
        field = box.findChild(QLineEdit)
        seen.append((field.echoMode(), [one.icon().isNull() for one in box.findChildren(QPushButton)]))
        QTest.keyClicks(field, "735162")
        QTest.keyClick(box, key)

    QTimer.singleShot(0, write)
    assert Ask().write(None, "Your PIN", secret=True) == written
    assert seen == [(QLineEdit.EchoMode.Password, [True, True])]


@pytest.mark.parametrize(("chosen", "path"), [("", None), ("/x/list", "list.xlsx"), ("/x/a.csv", "a.csv")])
def test_a_saved_file_has_an_ending(monkeypatch, chosen: str, path: str | None) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    got = Ask().save_as(None, "Save", "list.xlsx", EXCEL)
    assert (got.name if got else None) == path


def test_files_and_folders_to_read(monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/x")
    assert Ask().open_file(None, "Open", EXCEL) is None
    assert Ask().folder(None, "Folder") == Path("/x")
    assert EXCEL.pattern() == "Spreadsheets (*.xlsx *.csv)"


def test_the_stand_in_answers_as_told_and_cautiously_otherwise() -> None:
    asked = Asked()
    asked.will_answer(True, 1)
    assert asked.confirm(None, "Sure?", "Yes")
    assert asked.choose(None, "Which?", ["a", "b"]) == 1
    assert not asked.confirm(None, "Sure?", "Yes")
    assert asked.texts == ["Sure?", "Which?", "Sure?"]


def test_what_must_be_written_is_asked_for_where_it_is_written(qapp: QApplication) -> None:
    line = _Line(None, "Why?", "", secret=False, missing="Write the reason.")
    line.open()
    line.accept()
    assert line.isVisible() and line.problem.isVisible() and line.problem.text() == "Write the reason."
    line.field.setText("客户取消")
    assert not line.problem.isVisible()
    line.accept()
    assert not line.isVisible()
    line.deleteLater()
