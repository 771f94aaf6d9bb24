"""The rule of matching, written down a second time, slowly and without an index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search import SearchEntry


@cache
def kind_of(character: str) -> str:
    if character in "abcdefghijklmnopqrstuvwxyz":
        return "letter"
    if character in "0123456789":
        return "digit"
    rare = unicodedata.category(character) == "Co" or 0x20000 <= ord(character) <= 0x3FFFF
    return "character" if character.isalnum() or rare else ""


@cache
def folded(text: str) -> str:
    """Lower case, half width; Latin letters without accents."""
    found = ""
    for c in unicodedata.normalize("NFKC", text).casefold():
        base = unicodedata.normalize("NFD", c)[0]
        found += base if base.isascii() and c.isalpha() else c
    return found


def compact(text: str) -> str:
    return "".join(c for c in folded(text) if kind_of(c))


@cache
def laid_out(value: str) -> tuple[str, list[int], str]:
    """The folded text, where its letters stand in it, and the letters alone."""
    text = folded(value)
    places = [i for i, c in enumerate(text) if kind_of(c)]
    return text, places, "".join(text[i] for i in places)


def contains(value: str, word: str) -> bool:
    """Whether a compact word is in a value, from a place where something begins."""
    text, places, letters = laid_out(value)
    anywhere = len(word) >= 4 and all(kind_of(c) == "digit" for c in word)
    for at in range(len(letters) - len(word) + 1):
        if not letters.startswith(word, at):
            continue
        here = places[at]
        before = kind_of(text[here - 1]) if here else ""
        if anywhere or kind_of(text[here]) == "character" or before != kind_of(text[here]):
            return True
    return False


@cache
def holds(value: str, is_name: bool, word: str) -> bool:
    return contains(value, word) or (is_name and any(contains(s, word) for s in spellings(value)))


def has(entry: SearchEntry, word: str) -> bool:
    others = (*entry.phones, *entry.numbers, *entry.words)
    return any(holds(n, True, word) for n in entry.names) or any(holds(v, False, word) for v in others)


def matches(entry: SearchEntry, typed: str) -> bool:
    words = [w for w in map(compact, typed.split()) if w]
    joined: list[str] = []
    for word in words:
        latin = word.isascii() and word.isalpha()
        if joined and latin and joined[-1].isascii() and joined[-1].isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    return bool(words) and any(all(has(entry, w) for w in some) for some in (words, joined))


def newest(entries: Iterable[SearchEntry], typed: str, limit: int) -> list[int]:
    return sorted((e.id for e in entries if matches(e, typed)), reverse=True)[:limit]
