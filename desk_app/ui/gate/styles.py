"""The guard's window is dressed by a sheet of its own, over the program's: `resources/themes/gate.qss`."""

from __future__ import annotations

from functools import cache
from string import Template

from desk_app.services.core.paths import resources
from desk_app.ui.theme import theme


def sheet() -> str:
    """The sheet in the colours of the theme in use. Raises KeyError if it names an unknown token."""
    return Template(_template()).substitute(theme().tokens)


@cache
def _template() -> str:
    return (resources() / "themes" / "gate.qss").read_text(encoding="utf-8")
