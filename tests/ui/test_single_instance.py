import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui.single_instance import SingleInstance, bring_to_front

ROOT = Path(__file__).resolve().parents[2]
KILLED = (
    "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
    "from desk_app.ui.single_instance import SingleInstance; app = QCoreApplication([]);"
    "one = SingleInstance(Path(sys.argv[1])); print(one.claim(), flush=True); os._exit(1)"
)


def test_the_second_start_raises_the_first(tmp_path: Path, qtbot, qapp: QApplication) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path / ".." / tmp_path.name)
    assert first.claim()
    with qtbot.waitSignal(first.raised):
        assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_other_data_is_another_desk(tmp_path: Path, qapp: QApplication) -> None:
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe dies with its process")
def test_what_a_killed_process_left_is_no_hindrance(tmp_path: Path, qapp: QApplication) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert killed.stdout.strip() == "True", killed.stderr
    after = SingleInstance(tmp_path)
    assert after.claim()
    after.release()


def test_a_minimised_window_comes_back(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bring_to_front(window)
    assert window.isVisible()
    assert not window.isMinimized()


@pytest.mark.parametrize("state", [Qt.WindowState.WindowMaximized, Qt.WindowState.WindowFullScreen])
def test_a_large_window_comes_back_as_large(qtbot, state: Qt.WindowState) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowState(state | Qt.WindowState.WindowMinimized)
    window.show()
    bring_to_front(window)
    assert window.windowState() & (Qt.WindowState.WindowMinimized | state) == state
