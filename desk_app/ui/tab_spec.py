"""How a tab announces itself. `desk_app.ui.tabs.<tab>` holds `TAB = TabSpec(…)` and is light to import.

The window knows nothing else of a tab: to add one, add a folder.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from desk_app.services.core.people import Role
from desk_app.services.core.words import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.services.core.pending import Pending
    from desk_app.ui.context import AppContext


class Page(Protocol):
    """What the window asks of a tab's page, beside being a QWidget. Build, wire, load: in this order."""

    def load(self) -> None:
        """Read what it shows again, keeping selection, scroll and drafts. Called on first show and when stale."""
        ...

    def show_record(self, kind: str, record: int) -> None:
        """Bring a record in sight: a search hit was chosen or a code was scanned."""
        ...


@runtime_checkable
class NewPage(Protocol):
    """A page with a form for something new: what Ctrl+N opens."""

    def start_new(self) -> None:
        """Bring the form in sight, ready to type."""
        ...


@runtime_checkable
class CodePage(Protocol):
    """What the window asks, further, of a page whose tab announces `codes`."""

    def show_code(self, digits: str) -> None:
        """A code of one of its kinds was scanned: bring what it belongs to in sight, or say that it is unknown."""
        ...


@runtime_checkable
class ScanPage(Protocol):
    """A page with a mode in which every reading of the scanner is its own, whatever it may be: a pile to work off."""

    def take_scan(self, raw: str) -> bool:
        """Take what was scanned, raw; False outside the mode: it then goes where such codes go."""
        ...


@runtime_checkable
class BarcodePage(Protocol):
    """A page with a mode that takes barcodes with letters, a carrier's. What it takes leaves the field in use."""

    def take_barcode(self, raw: str) -> bool:
        """Take what was scanned, raw; False outside the mode: it was typing."""
        ...


@dataclass(frozen=True)
class Step:
    """The one action that fits a matter on somebody's card: its button, and what it does. It imports its work then."""

    label: Message
    run: Callable[[AppContext, QWidget, Matter], None]


@dataclass(frozen=True)
class Decide:
    """How something that waits for the supervisor is decided: its button, and what it does (imported then)."""

    label: Message
    run: Callable[[AppContext, QWidget, Pending], None]


@dataclass(frozen=True)
class TabSpec:
    """One tab."""

    id: str
    title: Message
    icon: str
    order: int
    roles: frozenset[Role]
    build: Callable[[AppContext], QWidget]
    """Makes the page; imports it only then."""
    topics: frozenset[str] = frozenset()
    """What makes the page stale."""
    kinds: frozenset[str] = frozenset()
    """Kinds of search hits this tab shows."""
    dated: bool = False
    """Whether its records are told apart by when they were made (visits are, tenants are not)."""
    codes: frozenset[int] = frozenset()
    """Kinds of short numbers (their first digit) that are this tab's to open.

    A pass (7) opens where its record is shown: see `kinds`. A tab that lists 7 takes passes while its page is in sight.
    """
    steps: Mapping[str, Step] = field(default_factory=dict)
    """What can be done from somebody's card with this tab's records, by `Matter.step`."""
    decisions: Mapping[str, Decide] = field(default_factory=dict)
    """How the supervisor decides what waits in this tab, by `Pending.step`."""


@cache
def tabs() -> tuple[TabSpec, ...]:
    """Every tab of the program, in its order. Raises RuntimeError for two of one id."""
    import desk_app.ui.tabs as home

    found: dict[str, TabSpec] = {}
    for module in pkgutil.iter_modules(home.__path__, f"{home.__name__}."):
        spec = getattr(importlib.import_module(module.name), "TAB", None)
        if isinstance(spec, TabSpec) and found.setdefault(spec.id, spec) is not spec:
            raise RuntimeError(f"two tabs are called {spec.id}")
    return tuple(sorted(found.values(), key=lambda one: (one.order, one.id)))
