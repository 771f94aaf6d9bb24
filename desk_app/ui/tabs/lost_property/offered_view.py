"""What is here and may be what somebody is just reporting, while it is typed: look at it, or begin the claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.services.lost_property.matching import LIKELY
from desk_app.services.lost_property.records import FOUND_KIND
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.lost_property.claim import claim
from desk_app.ui.tabs.lost_property.matches import Pair, reasons
from desk_app.ui.tabs.lost_property.matches_view import found_line
from desk_app.ui.widgets.panel_parts import link
from desk_app.ui.widgets.parts import Label, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class OfferedView(QFrame):
    """Out of sight while there is nothing."""

    def __init__(self, ctx: AppContext, owner: QWidget, parent: QWidget | None = None) -> None:
        """`owner`: the page, which outlives this view."""
        super().__init__(parent)
        self._ctx, self._owner = ctx, owner
        self.setProperty("role", "banner")
        self.setProperty("tone", "info")
        self.pairs: tuple[Pair, ...] = ()
        self._inside: list[QWidget] = []
        self._box = column(spacing=6)
        self._box.setContentsMargins(10, 8, 10, 8)
        self.setLayout(self._box)
        self.hide()
        speaker.language_changed.connect(self._build)

    @property
    def likely(self) -> frozenset[int]:
        """The items in sight that are likely theirs."""
        return frozenset(one.item.id for one in self.pairs if one.match.score >= LIKELY)

    def show_pairs(self, found: Sequence[Pair]) -> None:
        """Show these; what stands there already stays."""
        if tuple(found) != self.pairs:
            self.pairs = tuple(found)
            self._build()

    def _build(self) -> None:
        for one in self._inside:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        title = said_label(N_("Here already, maybe theirs:", "lost property tab"), "label", wrap=True)
        title.set_tone("info")
        self._inside = [title, *(self._one(one) for one in self.pairs)] if self.pairs else []
        for made in self._inside:
            self._box.addWidget(made)
        self.setVisible(bool(self.pairs))

    def _one(self, pair: Pair) -> QWidget:
        what, small = found_line(pair.item, self._ctx.services.bench.clock.now())
        look = link(what, lambda: self._ctx.open_record(FOUND_KIND, pair.item.id))
        begin = link(N_("They claim it…", "lost property tab"), lambda: self._claim(pair))
        caption = Label(small, "caption")
        caption.setWordWrap(True)
        why, words = reasons(pair.match)
        told = Label(" · ".join((*why, *words)), "caption")
        told.setWordWrap(True)
        box = QWidget()
        box.setLayout(column(row(look, None, begin, spacing=6), caption, told, spacing=0))
        return box

    def _claim(self, pair: Pair) -> None:
        claim(self._ctx, self._owner, pair.item, lambda _: None)
