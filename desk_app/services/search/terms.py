"""What matches what, and the terms that make it fast.

The rule, which `Query.matches` states and the terms only speed up: a typed word is found in a value where a person
would see it begin: at the value's start, after a separator, where letters change to digits or to Chinese, at every
Chinese character; four digits or more are found anywhere. Case, width, accents and separators do not count. A name
is also found by its pinyin. Several words must all be found, each in any value.

Every term is looked up whole, never by its prefix: a prefix makes SQLite gather every row of every longer term
before the first answer, a whole term is read from its newest row on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search.records import Field

SCHEME = 1
"""Raised whenever a value is spread into other terms than before: the index must then be rebuilt."""

LONGEST_VALUE = 200
LONGEST_QUERY = 100
MOST_WORDS = 8
_GRAM = 4
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20)
_STEP_BELOW = tuple(max((s for s in _STEPS if s <= n), default=0) for n in range(LONGEST_QUERY + 1))

_LETTER, _DIGIT, _OTHER = "l", "d", "o"
Values = tuple[tuple[Field, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A value without case, width, accents and separators, and the places where a part of it begins."""

    text: str
    starts: frozenset[int]

    def has(self, word: str) -> bool:
        """Whether `word`, folded like this, is found here."""
        anywhere = len(word) >= _GRAM and word.isascii() and word.isdigit()
        at = self.text.find(word)
        while at >= 0:
            if anywhere or at in self.starts:
                return True
            at = self.text.find(word, at + 1)
        return False


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as alternatives (`zhang wei` is also one word `zhangwei`), each a list of words."""

    alternatives: tuple[tuple[str, ...], ...]

    def matches(self, values: Values) -> Field | None:
        """The field where the first word was found, None if not all words of an alternative are found."""
        for words in self.alternatives:
            found = [_where(word, values) for word in words]
            if all(found):
                return found[0]
        return None

    @property
    def sure(self) -> bool:
        """Whether the terms alone decide: then no value needs to be looked at."""
        return all(_sure(word) for words in self.alternatives for word in words)

    def expression(self) -> str:
        """The full-text expression that every match fulfils. Terms are letters and digits only, and quoted."""
        return " OR ".join(
            "(" + " AND ".join(f'"{t}"' for t in dict.fromkeys(t for w in words for t in ask(w))) + ")"
            for words in self.alternatives
        )


def parse(text: str) -> Query | None:
    """The query in what was typed; None when there is nothing in it to look for. Never raises."""
    words = [w for part in text[:LONGEST_QUERY].split() if (w := fold(_at_home(part)).text)][:MOST_WORDS]
    if not words:
        return None
    joined: list[str] = []
    for word in words:
        if joined and _is_latin(word) and _is_latin(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    return Query(tuple(dict.fromkeys((tuple(words), tuple(joined)))))


def terms_of(values: Values) -> str:
    """All terms of an entry, separated by spaces."""
    return " ".join(
        _terms(value, field is Field.NAME) for field, group in values for value in group if value
    )


@lru_cache(maxsize=8_000)
def fold(value: str) -> Folded:
    """The value as it is compared."""
    kept: list[str] = []
    starts: set[int] = set()
    before = ""
    for character in _plain(value[:LONGEST_VALUE]):
        now = _class(character)
        if now:
            if now != before or now == _OTHER:
                starts.add(len(kept))
            kept.append(character)
        before = now
    return Folded("".join(kept), frozenset(starts))


def spread(folded: Folded) -> Iterator[str]:
    """The terms under which a value is kept; for every word it has, all of `ask(word)` are among them."""
    text = folded.text
    start = 0
    for kind, run in groupby(text, _class):
        part = "".join(run)
        end = start + len(part)
        if kind == _OTHER:
            yield from part
            yield from (part[i : i + 2] for i in range(len(part) - 1))
        else:
            steps = _STEPS if kind == _LETTER else _STEPS[: _GRAM - 1]
            for begin in (s for s in range(start, end) if s in folded.starts):
                yield from (text[begin : begin + n] for n in steps if begin + n <= end)
        if kind == _DIGIT:
            yield from (part[i : i + _GRAM] for i in range(len(part) - _GRAM + 1))
        start = end


def ask(word: str) -> Iterator[str]:
    """The terms that a value with this folded word surely has."""
    for kind, run in groupby(word, _class):
        part = "".join(run)
        if kind == _LETTER:
            yield part[: _STEP_BELOW[len(part)]]
        elif kind == _DIGIT:
            yield from _cover(part, _GRAM)
        else:
            yield from _cover(part, 2)


def _cover(part: str, size: int) -> Iterator[str]:
    last = max(0, len(part) - size)
    yield from (part[i : i + size] for i in range(0, last, size))
    yield part[last:]


def _sure(word: str) -> bool:
    kind = _class(word[0])
    if any(_class(c) != kind for c in word):
        return False
    return len(word) in _STEPS if kind == _LETTER else len(word) <= (_GRAM if kind == _DIGIT else 2)


def _where(word: str, values: Values) -> Field | None:
    for field, group in values:
        for value in group:
            if fold(value).has(word) or (field is Field.NAME and any(s.has(word) for s in _spelled(value))):
                return field
    return None


@lru_cache(maxsize=8_000)
def _terms(value: str, is_name: bool) -> str:
    found: Iterable[Folded] = (fold(value), *_spelled(value)) if is_name else (fold(value),)
    return " ".join(dict.fromkeys(term for folded in found for term in spread(folded)))


@lru_cache(maxsize=8_000)
def _spelled(name: str) -> tuple[Folded, ...]:
    return tuple(fold(s) for s in spellings(name[:LONGEST_VALUE]))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_unaccented(c) for c in folded)


def _unaccented(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character


@lru_cache(maxsize=8_000)
def _class(character: str) -> str:
    if "a" <= character <= "z":
        return _LETTER
    if "0" <= character <= "9":
        return _DIGIT
    # Unassigned and private characters too: rare names are written with them, and Unicode grows.
    return _OTHER if unicodedata.category(character) in _OTHER_CATEGORIES else ""


_OTHER_CATEGORIES = frozenset(("Lo", "Ll", "Lu", "Lt", "Lm", "Nd", "Nl", "No", "Cn", "Co"))


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _at_home(word: str) -> str:
    """A mainland number dialled from abroad is kept as it is dialled at home."""
    for prefix in ("+86", "0086"):
        if word.startswith(prefix):
            return word[len(prefix) :]
    return word
