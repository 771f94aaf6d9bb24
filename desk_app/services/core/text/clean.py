"""Typed, pasted and imported text, made harmless: one normal form, nothing invisible, a length that fits."""

from __future__ import annotations

import unicodedata

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_

# Joiner and variation selectors are part of an emoji or a rare character; every other format character hides or
# reorders text (bidirectional overrides, zero-width spaces, tags).
_KEPT_FORMAT = frozenset("\u200d")
_SPACES = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")


def clean_line(text: str, limit: int = 200) -> str:
    """One line: NFC, no control, format or stray surrogate characters, single spaces, trimmed.

    `limit` counts characters. Emoji stay: they are text. Raises UserError when the text is longer than `limit`.
    """
    return _limited(_one_line(text), limit)


def clean_lines(text: str, limit: int = 2000) -> str:
    """Several lines (a remark): each as `clean_line`, at most one empty line in a row. As strict about `limit`."""
    lines: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = _one_line(raw)
        if line or (lines and lines[-1]):
            lines.append(line)
    return _limited("\n".join(lines).strip("\n"), limit)


def half_width(text: str) -> str:
    """Full-width digits, Latin letters and punctuation as the keyboard's half-width ones: `１３８－` is `138-`."""
    return unicodedata.normalize("NFKC", text)


def compact_code(text: str) -> str:
    """What a code looks like to a person: half-width, upper case, without spaces, dots and dashes of any kind."""
    return "".join(c for c in half_width(text).upper() if c.isalnum())


def _one_line(text: str) -> str:
    visible = "".join(_shown(c) for c in text)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _shown(character: str) -> str:
    if character in _SPACES:
        return " "
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs")
    return "" if hidden and character not in _KEPT_FORMAT else character


def _limited(text: str, limit: int) -> str:
    if len(text) > limit:
        message = N_("This text has {n} characters; at most {limit} fit here. Please shorten it.")
        raise UserError(message, n=len(text), limit=limit)
    return text
