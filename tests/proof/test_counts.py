from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.proof.counts import LOG, counted


def test_every_count_is_a_line_of_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "proof.jsonl"
    monkeypatch.setenv(LOG, str(log))
    counted("R0", 12, seed=7, note="für alle")
    counted("R0", 3)
    first, second = map(json.loads, log.read_text("utf-8").splitlines())
    assert (first["id"], first["count"], first["seed"], first["note"]) == ("R0", 12, 7, "für alle")
    assert first["test"].endswith("test_counts.py::test_every_count_is_a_line_of_the_log")
    assert (second["count"], second["seed"]) == (3, None)


def test_without_a_log_it_is_only_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(LOG, raising=False)
    counted("R0", 5, note="all of them")
    assert capsys.readouterr().out == "\nR0: 5; all of them\n"
