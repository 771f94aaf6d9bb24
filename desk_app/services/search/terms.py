"""The terms under which an entry is kept, and those that a typed word asks for: both in one place, for they must fit.

Every term is looked up whole, never by its prefix: a prefix makes SQLite gather every row of every longer term
before the first answer, a whole term is read from its newest row on. So the beginnings of a word are terms too.
To change a term, change both functions and raise `SCHEME`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search.folding import NEXT_VALUE, Kind, runs, seams

SCHEME = 1
"""Raised whenever a value is spread into other terms than before: the index must then be rebuilt."""

GRAM = 4
STEPS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14)
"""Lengths of beginnings of a word that are terms; a longer one is asked for by the longest that it has."""

_LONGEST = STEPS[-1]
_FITTING = tuple(tuple(s for s in STEPS if s <= n) for n in range(_LONGEST + 1))
_MOST_PAIRS = 10


def terms_of(names: tuple[str, ...], others: tuple[str, ...]) -> str:
    """All terms of an entry, separated by spaces."""
    return " ".join([*map(_terms_of_name, names), *map(_terms_of_value, others)])


def spread(value: str) -> list[str]:
    """The terms of a value: whatever `asked` gives for a word that is found in it, is among them."""
    parts = runs(value)
    terms = [term for seam in seams([whole for _, whole, _ in parts]) for term in seam]
    for kind, whole, starts in parts:
        if kind is Kind.CHARACTERS:
            terms.extend(whole)
            terms.extend(map("".join, pairwise(whole)))
        elif kind is Kind.LETTERS:
            for start in starts:
                rest = whole[start : start + _LONGEST]
                terms.extend([rest[:n] for n in _FITTING[len(rest)]])
        else:
            for start in starts:
                terms.extend([whole[start : start + n] for n in range(1, min(GRAM, len(whole) - start + 1))])
            terms.extend([whole[i : i + GRAM] for i in range(len(whole) - GRAM + 1)])
    return terms


def asked(parts: list[tuple[Kind, str]]) -> tuple[str, ...]:
    """Terms that every value with this word (as runs) has; the short ones only if there is nothing more telling."""
    found = [term for kind, run in parts for term in _asked(kind, run)]
    telling = [t for t in found if len(t) >= GRAM or (len(t) > 1 and not t.isascii())]
    met = [] if len(telling) > 1 else [seam[-1] for seam in seams([run for _, run in parts])]
    return tuple(dict.fromkeys([*met, *(telling or found)]))


def certain(parts: list[tuple[Kind, str]]) -> bool:
    """Whether a value that has the terms `asked` for this word surely has the word."""
    if len(parts) > 1:
        return False
    kind, run = parts[0]
    return len(run) in STEPS if kind is Kind.LETTERS else len(run) <= (GRAM if kind is Kind.DIGITS else 2)


@lru_cache(maxsize=8_000)
def spelled(name: str) -> str:
    """All spellings of a name in one text."""
    return NEXT_VALUE.join(spellings(name))


def _asked(kind: Kind, run: str) -> Iterator[str]:
    if kind is Kind.LETTERS:
        yield run[: _FITTING[min(len(run), _LONGEST)][-1]]
    elif kind is Kind.DIGITS:
        yield run[-GRAM:]
        if len(run) > GRAM:  # the end of a long number tells more than its beginning
            yield run[-2 * GRAM : -GRAM] if len(run) >= 2 * GRAM else run[:GRAM]
    elif len(run) == 1:
        yield run
    else:
        yield from map("".join, pairwise(run[: _MOST_PAIRS + 1]))


@lru_cache(maxsize=16_000)
def _terms_of_name(name: str) -> str:
    found = dict.fromkeys(spread(name))
    for spelling in spellings(name):
        found.update(dict.fromkeys(spread(spelling)))
    return " ".join(found)


@lru_cache(maxsize=16_000)
def _terms_of_value(value: str) -> str:
    return " ".join(dict.fromkeys(spread(value)))
