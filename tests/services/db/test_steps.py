"""The migrations' numbers: a gap or a double is found at once, not on a customer's PC."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from desk_app.services.db import migrations


@pytest.mark.parametrize("names", [("m0001_a", "m0003_b"), ("m0002_a",), ("m0001_a", "m0001_b")])
def test_a_gap_or_a_double_is_refused(names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [SimpleNamespace(name=name) for name in (*names, "helpers")]
    monkeypatch.setattr(migrations.pkgutil, "iter_modules", lambda path: found)
    migrations.steps.cache_clear()
    try:
        with pytest.raises(RuntimeError, match="gap or a double"):
            migrations.steps()
    finally:
        monkeypatch.undo()
        migrations.steps.cache_clear()
    assert migrations.newest_version() >= 1
