"""Every refusal of this package can be said in both languages, with the same values."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from desk_app.services.core import text
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, load_words

FOLDER = Path(text.__file__).parent


def sentences() -> Iterator[str]:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                assert isinstance(node.args[0], ast.Constant)
                yield str(node.args[0].value)


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_chinese_is_complete_and_keeps_the_values() -> None:
    words = load_words(CHINESE, resources() / "i18n")
    found = list(sentences())
    assert len(found) > 20
    for sentence in found:
        assert words.knows(sentence), sentence
        assert places(words._texts["", sentence]) == places(sentence)
