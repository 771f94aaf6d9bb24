"""What a second person says of an item that was taken in."""

from __future__ import annotations

from desk_app.services.core.words import N_, plain
from desk_app.ui.i18n import tr


def about_shelf(what: str, shelf: str) -> str:
    """That they have seen it, and where it lies."""
    where = shelf or tr(N_("no shelf yet", "lost property tab"))
    said = N_("I have seen “{what}” where it lies: {shelf}.", "lost property tab")
    return tr(said, what=plain(what), shelf=plain(where))
