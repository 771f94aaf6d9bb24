"""Texts for people, in every language of the product.

The English sentence is the key; a catalogue gives the others. One TOML file per feature and language lies under
`resources/i18n/<language>/`, so a new feature brings its own texts and edits nobody's. A message that must mean
two things in another language carries a context: `N_("Return", "key")`.

To add a text: write `N_("literal")` where it is said later, `words.text("literal")` where it is said now, and
add the line to the feature's TOML file. A test fails on anything but a literal and on every missing line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ENGLISH = "en"
CHINESE = "zh_CN"
LANGUAGES = (CHINESE, ENGLISH)


class Message(str):
    """An English sentence with `{placeholders}`, to be said later in the reader's language."""

    __slots__ = ("context",)
    context: str

    def __new__(cls, text: str, context: str = "") -> Message:
        """Wrap a literal; `context` tells apart sentences that are equal in English only."""
        message = super().__new__(cls, text)
        message.context = context
        return message


def N_(text: str, context: str = "") -> Message:
    """Mark a literal for translation without translating it now."""
    return Message(text, context)


def plain(text: str) -> Message:
    """A text that is data, not language (a name, a code): shown as it is, in every language."""
    return Message(text.replace("{", "{{").replace("}", "}}"), "=")


@dataclass(frozen=True)
class Words:
    """One language: says messages in it. Immutable, safe from any thread."""

    language: str
    _texts: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def text(self, message: str, /, **values: object) -> str:
        """Say `message` in this language with `values` put in; a value that is itself a Message is said too.

        An unknown message is said in English: a missing line must never stop a desk. Plurals: English sentences
        avoid them ("Visitors: {n}").
        """
        context = message.context if isinstance(message, Message) else ""
        said = str(message) if context == "=" else self._texts.get((context, str(message)), str(message))
        spoken = {k: self.text(v) if isinstance(v, Message) else v for k, v in values.items()}
        return said.format(**spoken)

    def knows(self, message: str, context: str = "") -> bool:
        """Whether this language has a line of its own for the message."""
        return (context, message) in self._texts


def load_words(language: str, folder: Path) -> Words:
    """Read every TOML file of `folder/language`. Top-level lines have no context, a table is a context.

    Where two files differ about a message the first one holds: a slip in a text must stop no desk. A test finds it.
    """
    texts: dict[tuple[str, str], str] = {}
    for _, key, said in all_lines(language, folder):
        texts.setdefault(key, said)
    return Words(language, texts)


def all_lines(language: str, folder: Path) -> Iterable[tuple[str, tuple[str, str], str]]:
    """Every line of a language: its file, (context, message), and the text."""
    for path in sorted((folder / language).glob("*.toml")):
        for key, said in _lines(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.name, key, said


def _lines(table: Mapping[str, object], context: str = "") -> Iterable[tuple[tuple[str, str], str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _lines(value, key)
        else:
            yield (context, key), str(value)
