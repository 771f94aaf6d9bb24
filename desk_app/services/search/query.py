"""What was typed, and what matches it.

The rule: a typed word is found in a value where a person would see it begin: at the value's start, after a
separator, where letters change to digits or to Chinese, at every Chinese character; four digits or more are found
anywhere. Case, width, accents and separators do not count. A name is also found by its pinyin. Several words must
all be found, each in any value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from desk_app.services.search.folding import NEXT_FIELD, NEXT_VALUE, SEPARATORS, Kind, plain, runs
from desk_app.services.search.records import Field
from desk_app.services.search.terms import GRAM, asked, certain, spelled

LONGEST_QUERY = 100
MOST_WORDS = 8

_NOT_BEFORE = {Kind.LETTERS: "(?<![a-z])", Kind.DIGITS: "(?<![0-9])", Kind.CHARACTERS: ""}


@dataclass(frozen=True)
class Word:
    """One typed word, folded: its runs of letters, digits and characters."""

    runs: tuple[tuple[Kind, str], ...]

    @cached_property
    def text(self) -> str:
        """The word without separators."""
        return "".join(run for _, run in self.runs)

    @property
    def is_latin(self) -> bool:
        """Whether it has letters a to z only."""
        return len(self.runs) == 1 and self.runs[0][0] is Kind.LETTERS

    def found_in(self, folded: str) -> bool:
        """Whether the word is found in a folded text of values."""
        return self._pattern.search(folded) is not None

    def said_in(self, names: str) -> bool:
        """Whether one of these names is spelled like this. A word with digits needs a name with digits."""
        text = self.text
        if not text.isascii() or text.isdigit() or not (text.isalpha() or any(map(str.isdigit, names))):
            return False
        return any(self.found_in(spelled(name)) for name in names.split(NEXT_VALUE))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        kind, first = self.runs[0]
        anywhere = kind is Kind.DIGITS and len(self.runs) == 1 and len(first) >= GRAM
        start = "" if anywhere else _NOT_BEFORE[kind]
        return re.compile(start + SEPARATORS.join(map(re.escape, self.text)))


@dataclass(frozen=True)
class Query:
    """What was typed, as alternatives (`zhang wei` is also one word `zhangwei`), each a list of words."""

    alternatives: tuple[tuple[Word, ...], ...]

    @property
    def sure(self) -> bool:
        """Whether the terms alone decide."""
        return all(certain(list(word.runs)) for words in self.alternatives for word in words)

    def expression(self) -> str:
        """The full-text expression that every match fulfils. Terms are letters and digits only, and quoted."""
        return " OR ".join(
            "(" + " AND ".join(dict.fromkeys(f'"{t}"' for w in words for t in asked(list(w.runs)))) + ")"
            for words in self.alternatives
        )

    def matches(self, values: str) -> bool:
        """Whether all words of an alternative are found in these values (fields and values in one text)."""
        folded = plain(values)
        names = values.partition(NEXT_FIELD)[0]
        return any(
            all(word.found_in(folded) or word.said_in(names) for word in words) for words in self.alternatives
        )

    def field(self, values: str) -> Field:
        """The first field that has the first word, as typed or joined with the next."""
        firsts = [words[0] for words in self.alternatives]
        groups = zip(Field, values.split(NEXT_FIELD), strict=True)
        found = (
            field
            for field, group in groups
            for first in firsts
            if first.found_in(plain(group)) or (field is Field.NAME and first.said_in(group))
        )
        return next(found, Field.WORD)


@lru_cache(maxsize=16)
def parse(text: str) -> Query | None:
    """The query in what was typed; None when there is nothing in it to look for. Never raises."""
    words = [Word(found) for part in text[:LONGEST_QUERY].split() if (found := _folded(part))][:MOST_WORDS]
    if not words:
        return None
    joined: list[Word] = []
    for word in words:
        if joined and word.is_latin and joined[-1].is_latin:
            joined[-1] = Word(((Kind.LETTERS, joined[-1].text + word.text),))
        else:
            joined.append(word)
    return Query(tuple(dict.fromkeys((tuple(words), tuple(joined)))))


def _folded(word: str) -> tuple[tuple[Kind, str], ...]:
    for abroad in ("+86", "0086"):  # a mainland number is kept as it is dialled at home
        word = word.removeprefix(abroad)
    return tuple((kind, run) for kind, run, _ in runs(word))
