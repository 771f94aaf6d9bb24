"""Forms to write on by hand while the power is gone: described by the feature that will type them in afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.core.words import Message


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form. It is printed with a number of its own, and its number is typed or scanned when power is back."""

    kind: str
    """Its name in the records, unique in the program."""
    title: Message
    lines: tuple[Message, ...]
    """What is to be written, in the order of the tab's own form; only what that form asks."""
    tab: str
    """The tab (`TabSpec.id`) that opens to type it in."""
    more: int = 0
    """So many more than of every other kind lie in a kit: it happens more often."""
