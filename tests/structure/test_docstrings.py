"""Every package says what lives in it, what may not and how to add the next one, in at most eight lines."""

from __future__ import annotations

import ast

import pytest

from tests.structure.source import Source, sources

PACKAGES = [source for source in sources("desk_app", "tests") if source.name.endswith("__init__.py")]
LINES = 8


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_says_what_lives_there(package: Source) -> None:
    product = package.name.startswith("desk_app/")
    text = ast.get_docstring(package.tree) or (
        "" if product else "a folder of tests mirrors the one it tests"
    )
    assert text, f"{package.name} has no docstring"
    assert len(text.splitlines()) <= LINES


def test_every_module_of_the_product_has_a_docstring() -> None:
    assert [s.name for s in sources("desk_app") if not ast.get_docstring(s.tree)] == []
