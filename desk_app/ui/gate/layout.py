"""What stands where in the guard's window: the word has it all until there are goods to compare."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desk_app.services.core.clocks import Clock
from desk_app.services.core.desk import Desk
from desk_app.ui.gate.actions import Actions
from desk_app.ui.gate.arming import Arming
from desk_app.ui.gate.footer import Footer
from desk_app.ui.gate.goods_facts import GoodsFacts
from desk_app.ui.gate.goods_view import GoodsView
from desk_app.ui.gate.head import Head
from desk_app.ui.gate.plate_row import PlateRow
from desk_app.ui.gate.refuse_sheet import RefuseSheet
from desk_app.ui.gate.side import Side
from desk_app.ui.gate.verdict_block import VerdictBlock
from desk_app.ui.gate.visit_facts import VisitFacts
from desk_app.ui.widgets.parts import column, row

_WORD = 0.13
"""Of the window's height, for the word above goods."""


class GateLayout:
    """The parts of one window; `arrange` shows those that are needed."""

    NARROW: Final = 1200
    """Pixels; on a screen less wide a pass takes the place of the last scans."""

    def __init__(self, desk: Desk, clock: Clock, arming: Arming) -> None:
        self.head, self.side, self.buttons = Head(desk), Side(), Actions(arming)
        self.facts, self.goods_facts = VisitFacts(), GoodsFacts()
        self.verdict = VerdictBlock(self.facts, self.goods_facts)
        self.goods, self.sheet, self.footer = GoodsView(clock), RefuseSheet(), Footer()
        self.drive = PlateRow()
        self._left = column(
            self.verdict, self.drive, self.goods, self.sheet, self.buttons, self.footer, spacing=10
        )
        body = row(self._left, self.side, spacing=12, margins=12)
        body.setStretch(0, 1)
        self.outer = column(self.head, body, spacing=0)
        self.outer.setStretch(1, 1)
        self.arrange(card=False, goods=False, drive=False, asked=False, size=QSize(self.NARROW, 0))

    def set_scale(self, scale: float) -> None:
        """How large rows and facts are: 1 on the smallest screen."""
        self.goods.set_scale(scale)
        self.goods_facts.set_scale(scale)
        self.facts.set_scale(scale)

    def arrange(self, *, card: bool, goods: bool, drive: bool, asked: bool, size: QSize) -> None:
        """`card`: there is a visit to show, `goods`: goods to compare, `drive`: with what stands at the gate, `asked`:
        the guard is saying why they stay.
        """
        narrow = size.width() < self.NARROW
        beside = not (narrow and (goods or card or asked)) or bool(self.side.field.text())
        shown: dict[QWidget, bool] = {
            self.facts: card,
            self.goods_facts: goods,
            self.verdict: not asked,
            self.goods_facts.drive: not drive,
            self.drive: drive and not asked,
            self.goods: goods and not asked,
            self.sheet: asked,
            self.side: beside,
        }
        # What goes goes first: both at once may need more room than the screen has, and the window would grow.
        self.verdict.set_short(goods)
        self.verdict.block.setMinimumHeight(round(size.height() * _WORD) if goods else 0)
        for part in sorted(shown, key=shown.__getitem__):
            if shown[part]:
                self.verdict.settle()
            part.setVisible(shown[part])
        for place, share in enumerate((not goods, False, goods, True)):
            self._left.setStretch(place, int(share))
