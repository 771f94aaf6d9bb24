"""The guard's window is dressed by a sheet of its own, over the program's: `resources/themes/gate.qss`."""

from __future__ import annotations

import re
from functools import cache
from string import Template

from desk_app.services.core.paths import resources
from desk_app.ui.theme import theme

SMALLEST, LARGEST = 1.0, 1.6
_LINE = 6
"""Pixels: up to so many it is a border, which does not grow."""


def scale_of(height: int) -> float:
    """How large rows, facts and buttons are on a window so high: 1.0 at 768 pixels, 1.3 at 1080."""
    grown = 1.0 + (height - 768) * 0.3 / 312
    return round(min(LARGEST, max(SMALLEST, grown)) * 20) / 20


def sheet(scale: float = 1.0) -> str:
    """The sheet in the colours of the theme in use. Raises KeyError if it names an unknown token."""
    return _PIXELS.sub(
        lambda one: _grown(int(one[1]), scale), Template(_template()).substitute(theme().tokens)
    )


def _grown(pixels: int, scale: float) -> str:
    return f"{pixels if pixels <= _LINE else round(pixels * scale)}px"


_PIXELS = re.compile(r"\b(\d+)px")


@cache
def _template() -> str:
    return (resources() / "themes" / "gate.qss").read_text(encoding="utf-8")
