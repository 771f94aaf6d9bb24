import faulthandler
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from desk_app.services.core.errors import Cancelled, IllegalStep, StorageTrouble
from desk_app.services.core.words import CHINESE, N_, Words
from desk_app.ui.errors import NATIVE_LOG, Errors
from desk_app.ui.i18n import speaker
from tests.fakes import Asked

Expect = Callable[[str], None]
BUG = r"^CRITICAL errors: bug\n"
FULL = StorageTrouble(N_("The disk is full; {n} records are safe."), n=3)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def errors(asked: Asked, tmp_path: Path, qapp: QApplication) -> Iterator[Errors]:
    made = Errors(asked, tmp_path)
    yield made
    if made.dialog and shiboken6.isValid(made.dialog):
        made.dialog.close()
        made.dialog.deleteLater()


def bug(name: str = "张三") -> Exception:
    try:
        raise ValueError(f"for '{name}'")
    except ValueError as error:
        return error


TOLD = r"^WARNING errors: told: StorageTrouble The disk is full; \{n\} records are safe\.$"


def test_a_desk_error_is_told_in_the_readers_language(
    errors: Errors, asked: Asked, expected_logs: Expect
) -> None:
    expected_logs(TOLD)
    speaker.use(
        Words(CHINESE, {("", "The disk is full; {n} records are safe."): "磁盘已满，{n} 条记录完好。"})
    )
    errors.show(FULL)
    errors.show(IllegalStep(N_("Already left.")))
    errors.show(Cancelled(N_("no")))
    assert asked.questions == [("tell", "磁盘已满，3 条记录完好。"), ("tell", "Already left.")]
    assert errors.dialog is None


def test_trouble_with_something_to_repeat_offers_it(
    errors: Errors, asked: Asked, expected_logs: Expect
) -> None:
    expected_logs(TOLD)
    done: list[str] = []
    errors.show(FULL, again=lambda: done.append("again"))
    asked.will_answer(True)
    errors.show(FULL, again=lambda: done.append("again"))
    assert [kind for kind, _ in asked.questions] == ["retry", "retry"]
    assert done == ["again"]


def test_a_bug_opens_the_crash_dialog_once_without_anybodys_data(
    errors: Errors, caplog: pytest.LogCaptureFixture, expected_logs: Expect
) -> None:
    expected_logs(BUG)
    expected_logs("^ERROR errors: again: ValueError$")
    same = bug()
    errors.show(same)
    assert errors.dialog is not None
    details = errors.dialog.findChild(QPlainTextEdit).toPlainText()
    assert "ValueError" in details
    assert "张三" not in details
    first = errors.dialog
    first.close()
    errors.show(same)
    assert errors.dialog is first
    assert not first.isVisible()
    assert [record.levelname for record in caplog.records if record.name == "errors"] == ["CRITICAL", "ERROR"]


def test_details_can_be_copied(errors: Errors, expected_logs: Expect) -> None:
    expected_logs(BUG)
    errors.show(bug())
    errors.dialog._copy()
    assert "ValueError" in QApplication.clipboard().text()


def test_an_exception_in_a_slot_arrives_and_hooks_are_given_back(
    errors: Errors, asked: Asked, qtbot, expected_logs: Expect
) -> None:
    expected_logs(BUG + "(?s:.*)ZeroDivisionError")
    expected_logs(TOLD)
    before = sys.excepthook, threading.excepthook
    errors.install()
    try:
        sys.excepthook(StorageTrouble, FULL, None)
        assert asked.texts == ["The disk is full; 3 records are safe."]
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: errors.dialog is not None)
    finally:
        errors.restore()
    assert (sys.excepthook, threading.excepthook) == before


def test_qt_warnings_go_to_the_log(
    errors: Errors, caplog: pytest.LogCaptureFixture, expected_logs: Expect
) -> None:
    expected_logs("^WARNING qt: default: a widget said something$")
    errors.install()
    try:
        qWarning("a widget said something")
    finally:
        errors.restore()
    assert [(r.name, r.levelno) for r in caplog.records if "widget" in r.getMessage()] == [
        ("qt", logging.WARNING)
    ]


def test_a_native_crash_is_told_at_the_next_start(
    errors: Errors, tmp_path: Path, qtbot, expected_logs: Expect
) -> None:
    expected_logs("^CRITICAL errors: native crash of the last run")
    crash = "import faulthandler as f, sys; f.enable(open(sys.argv[1], 'w')); f._sigsegv()"
    command = [sys.executable, "-c", crash, str(tmp_path / NATIVE_LOG)]
    subprocess.run(command, capture_output=True, timeout=30)
    was = faulthandler.is_enabled()
    parent = QWidget()
    qtbot.addWidget(parent)
    errors.install()
    try:
        assert errors.tell_last_crash(parent)
        assert "Segmentation" in errors.dialog.findChild(QPlainTextEdit).toPlainText()
        assert not errors.tell_last_crash(parent)
    finally:
        errors.restore()
        if was:
            faulthandler.enable()
    assert not (tmp_path / NATIVE_LOG).exists()


def test_an_end_in_peace_leaves_nothing_to_tell(asked: Asked, tmp_path: Path, qapp: QApplication) -> None:
    was = faulthandler.is_enabled()
    for _ in range(2):
        errors = Errors(asked, tmp_path)
        errors.install()
        assert not errors.tell_last_crash()
        errors.restore()
    if was:
        faulthandler.enable()


def test_several_bugs_at_once_open_one_dialog(errors: Errors, qtbot, expected_logs: Expect) -> None:
    expected_logs(BUG + "(?s:.*)ValueError")
    expected_logs(BUG + "(?s:.*)KeyError")
    errors.show(bug())
    first = errors.dialog
    try:
        {}["x"]
    except KeyError as error:
        errors.show(error)
    assert errors.dialog is first
    QTimer.singleShot(0, first.accept)
    qtbot.waitUntil(lambda: not first.isVisible())
