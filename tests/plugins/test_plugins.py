"""The rules every test obeys do notice who breaks them: an inner pytest run with one offender each."""

from __future__ import annotations

import pytest

from tests.structure.source import ROOT

OFFENDERS = """
import logging, threading, warnings
import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_bad_log():
    logging.getLogger("desk_app.x").warning("the disk is full")

def test_bad_unmet_expectation(expected_logs):
    expected_logs("never said")

def test_bad_warning():
    warnings.warn("old")

def test_bad_qt_warning(qapp):
    qWarning("layout already set")

def test_bad_thread():
    ended = threading.Event()
    kept.append(ended)
    threading.Thread(target=ended.wait, args=(60,), daemon=True).start()

def test_bad_window(qapp):
    kept.append(QWidget())
    kept[-1].show()

def test_bad_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(60_000)

def test_bad_network():
    import socket
    socket.getaddrinfo("example.com", 80)

def test_bad_database(tmp_path):
    from desk_app.services.db.cipher import connect
    from desk_app.services.sync.plain_files import read_plain
    connection = connect(tmp_path / "some.db", None)
    read_plain(tmp_path / "some.db", 16)
    connection.close()

def test_good_loopback():
    import socket
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert server.getsockname()[1]

def test_good_expected_log(expected_logs):
    expected_logs("disk is full")
    logging.getLogger("desk_app.x").error("the disk is full")

def test_good_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.timer = QTimer(window)
    window.timer.start(60_000)

def test_good_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()

@pytest.mark.story
def test_story():
    raise AssertionError("a story without a real window")
"""


def test_each_rule_sees_its_offender(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(OFFENDERS)
    pytester.makefile(".toml", pyproject=(ROOT / "pyproject.toml").read_text("utf-8"))
    plugins = ("screen", "expected_logs", "leftovers", "examples", "no_network", "open_databases")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    result = pytester.runpytest_subprocess(
        *(f"-ptests.plugins.{name}" for name in plugins),
        "-rA",
        "--override-ini=testpaths=.",
        "--override-ini=leftovers_grace=0.3",
        "--no-xvfb",
        "-pno:cov",
    )
    verdicts = {}
    for line in result.outlines:
        word, _, rest = line.partition(" ")
        if word in {"PASSED", "FAILED", "ERROR"} and "::" in rest:
            verdicts[rest.split("::")[1].split(" ")[0]] = word
    assert {name for name, word in verdicts.items() if word == "PASSED" and "bad" in name} == set(), verdicts
    assert {name for name, word in verdicts.items() if word != "PASSED" and "good" in name} == set(), verdicts
    assert len(verdicts) == 13, "the story is left out; the others are all there"
