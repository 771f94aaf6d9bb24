"""Which passphrases may protect the keys of a PC, and how one is read the same from every keyboard."""

from __future__ import annotations

import unicodedata

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_

LEAST, MOST = 12, 256
_LEAST_DIFFERENT = 6
_LEAST_OWN = 4
"""Characters that must be left when what everybody tries first is taken out."""
_ROWS = ("0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_FIRST_TRIED = (
    "password",
    "passphrase",
    "passw0rd",
    "qwerty",
    "admin",
    "welcome",
    "letmein",
    "iloveyou",
    "secret",
)


def normal(passphrase: str) -> bytes:
    """The bytes that the key is derived from: full-width characters of an input method count as their plain ones."""
    return unicodedata.normalize("NFKC", passphrase).encode()


def check_passphrase(passphrase: str) -> str:
    """Return the passphrase if it may be used. Raises UserError when it is too short, too long or easily guessed."""
    text = unicodedata.normalize("NFKC", passphrase)
    if not LEAST <= len(text) <= MOST:
        raise UserError(
            N_("A passphrase has {least} to {most} characters; a sentence is easy to remember."),
            least=LEAST,
            most=MOST,
        )
    if _is_easy(text.lower()):
        raise UserError(
            N_(
                "This passphrase is too easy to guess. Avoid repetitions, rows of the keyboard and the word "
                "“password”: four words that have nothing to do with each other are good."
            )
        )
    return passphrase


def _is_easy(text: str) -> bool:
    if len(set(text)) < _LEAST_DIFFERENT:
        return True
    repeated = any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))
    rest = text
    for word in _FIRST_TRIED:
        rest = rest.replace(word, "")
    for row in _ROWS:
        rest = _without_rows(_without_rows(rest, row), row[::-1])
    return repeated or len(rest) < _LEAST_OWN


def _without_rows(text: str, row: str) -> str:
    """The text without runs of four or more that follow each other in `row`."""
    kept, at = "", 0
    while at < len(text):
        run = 1
        while at + run < len(text) and text[at : at + run + 1] in row + row:
            run += 1
        kept += text[at : at + run] if run < 4 else ""
        at += run
    return kept
