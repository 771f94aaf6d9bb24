"""What a contractor takes out against what the visitor log says was carried in. Pure, by name alone.

People write “电钻2把、梯子” and the pass says “梯子”: a name counts as carried in when either text holds the other.
Quantities are not compared: what was written at the door was not counted line by line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CUTS = re.compile(r"[\s，,、；;。/+＋和及与&]+")
_COUNT = re.compile(r"^[\d一二两三四五六七八九十百]+[件台个箱套张把只包卷根条桶部组支副双架]?|"
                    r"[xX×*]?[\d一二两三四五六七八九十百]+[件台个箱套张把只包卷根条桶部组支副双架]?$")  # fmt: skip
_LEAST = 2


def not_carried_in(names: Iterable[str], belongings: str) -> tuple[str, ...]:
    """The names of goods that are not among the things carried in, each once."""
    whole = _plain(belongings)
    pieces = [_plain(_COUNT.sub("", piece)) for piece in _CUTS.split(belongings) if piece]
    known = [piece for piece in pieces if len(piece) >= _LEAST]

    def carried(name: str) -> bool:
        said = _plain(name)
        return bool(said) and (said in whole or any(piece in said for piece in known))

    return tuple(dict.fromkeys(name.strip() for name in names if name.strip() and not carried(name)))


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
