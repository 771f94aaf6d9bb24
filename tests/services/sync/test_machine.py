"""The machine's own id: always the same here, another one on another machine, nothing of what the system says."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.services.sync import machine


def test_the_same_machine_has_the_same_id() -> None:
    assert machine.machine_id() == machine.machine_id()
    assert len(machine.machine_id()) == 32


def test_another_machine_has_another_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = set()
    for said in ("a" * 32, "b" * 32):
        (tmp_path / "machine-id").write_text(said + "\n")
        monkeypatch.setattr(machine, "_FILES", (tmp_path / "none", tmp_path / "machine-id"))
        found.add(machine.machine_id())
        assert said not in machine.machine_id()
    assert len(found) == 2


def test_a_system_that_does_not_say_still_has_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("uninitialized\n")
    monkeypatch.setattr(machine, "_FILES", (tmp_path / "none", tmp_path / "new"))
    assert len(machine.machine_id()) == 32
