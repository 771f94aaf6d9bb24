"""What the program finds in itself. A frozen build that lost a tab, a font or a migration says nothing by itself.

To prove one more kind, add a function to `KINDS`; it lists names and raises for what is broken.
"""

from __future__ import annotations

import importlib
import pkgutil
import wave
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

import desk_app
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.words import LANGUAGES, load_words


@dataclass(frozen=True)
class Found:
    """What was found of one kind, and what is broken of it."""

    names: tuple[str, ...]
    broken: tuple[str, ...]


def selftest(folder: DataFolder) -> dict[str, Found]:
    """Every kind with its names. A kind that is empty is broken."""
    found = {kind: _look(names) for kind, names in KINDS.items()}
    return {**found, "data": Found((str(folder.root),), ())}


def _look(names: Callable[[], Iterator[str]]) -> Found:
    found: list[str] = []
    broken: list[str] = []
    try:
        found.extend(names())
    except Exception as error:  # whatever it is, the build is not whole
        broken.append(f"{type(error).__name__}: {error}")
    if not found and not broken:
        broken.append("nothing found")
    return Found(tuple(found), tuple(broken))


def _tabs() -> Iterator[str]:
    from desk_app.ui.tab_spec import tabs

    for tab in tabs():
        yield tab.id


def _services() -> Iterator[str]:
    from desk_app.services.catalogue import features

    for feature in features():
        yield feature.id


def _modules() -> Iterator[str]:
    """Every module can be imported: what a page needs is there before somebody opens the page."""
    for module in pkgutil.walk_packages(desk_app.__path__, "desk_app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            yield module.name


def _migrations() -> Iterator[str]:
    from desk_app.services.db.migrations import __name__ as home
    from desk_app.services.db.migrations import steps

    for name in steps():
        assert callable(importlib.import_module(f"{home}.{name}").upgrade)
        yield name


def _translations() -> Iterator[str]:
    for language in LANGUAGES:
        load_words(language, resources() / "i18n")
        for path in sorted((resources() / "i18n" / language).glob("*.toml")):
            yield f"{language}/{path.name}"


def _papers() -> Iterator[str]:
    from desk_app.services.catalogue import document_kinds

    for kind in document_kinds():
        yield kind.id


def _fonts() -> Iterator[str]:
    for path in sorted((resources() / "fonts").rglob("*.[ot]tf")):
        with path.open("rb") as file:
            if file.read(4) not in (b"\0\1\0\0", b"OTTO", b"true"):
                raise ValueError(f"{path.name} is no font")
        yield path.name


def _icons() -> Iterator[str]:
    for path in sorted((resources() / "icons").glob("*.svg")):
        ElementTree.parse(path)  # noqa: S314 - our own files
        yield path.stem


def _sounds() -> Iterator[str]:
    for path in sorted((resources() / "sounds").glob("*.wav")):
        with wave.open(str(path)) as sound:
            if not sound.getnframes():
                raise ValueError(f"{path.name} is silent")
        yield path.stem


def _themes() -> Iterator[str]:
    from desk_app.ui.theme import THEMES, Theme

    for name in THEMES:
        Theme.load(name).style_sheet()
        yield name


KINDS: Mapping[str, Callable[[], Iterator[str]]] = {
    "tabs": _tabs,
    "services": _services,
    "modules": _modules,
    "migrations": _migrations,
    "translations": _translations,
    "papers": _papers,
    "fonts": _fonts,
    "icons": _icons,
    "themes": _themes,
    "sounds": _sounds,
}
