"""The kinds of goods: proposed from the names of the lines, and hers to change: what she clicked stays so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desk_app.services.directory.records import GOODS_KIND_NAMES, GoodsKind
from desk_app.ui.tabs.passes.chips import Chips


class GoodsKinds(Chips):
    """A chip for each kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._by_hand: dict[GoodsKind, bool] = {}
        super().__init__(GOODS_KIND_NAMES.items(), parent)

    def set_draft(self, values: Sequence[Any] | None) -> None:
        """Choose these, and no others unless the lines propose them."""
        self._by_hand = dict.fromkeys(values or (), True)
        super().set_draft(values)

    def add(self, kinds: Iterable[GoodsKind]) -> None:
        """Choose these too."""
        self._by_hand |= dict.fromkeys(kinds, True)
        self.propose(self.value)

    def propose(self, kinds: Iterable[GoodsKind]) -> None:
        """What the lines tell; a kind that was clicked away stays away, one that was chosen stays."""
        told = set(kinds)
        wanted = tuple(kind for kind in GOODS_KIND_NAMES if self._by_hand.get(kind, kind in told))
        if wanted != self.value:
            super().set_draft(wanted)

    def _clicked(self, place: int) -> None:
        self._by_hand[self._items[place][0]] = self._buttons[place].isChecked()
        super()._clicked(place)
