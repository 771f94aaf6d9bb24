"""What of the drawer is counted when a shift is handed over: its cash. That count is the drawer's own."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.counting import Countable
from desk_app.services.core.figures import Unit
from desk_app.services.core.words import N_
from desk_app.services.drawer.booking import balance, book_count
from desk_app.services.journal.work import Read


def counted(read: Read) -> Iterator[Countable]:
    """The cash, in fen."""
    label = N_("Cash in the drawer", "to count")
    yield Countable("drawer:cash", label, balance(read).cash, unit=Unit.FEN, book=book_count)
