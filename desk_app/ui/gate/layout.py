"""What stands where in the guard's window: the word has it all until there are goods to compare."""

from __future__ import annotations

from typing import Final

from desk_app.services.core.clocks import Clock
from desk_app.services.core.desk import Desk
from desk_app.ui.gate.actions import Actions
from desk_app.ui.gate.footer import Footer
from desk_app.ui.gate.goods_facts import GoodsFacts
from desk_app.ui.gate.goods_view import GoodsView
from desk_app.ui.gate.head import Head
from desk_app.ui.gate.refuse_sheet import RefuseSheet
from desk_app.ui.gate.side import Side
from desk_app.ui.gate.verdict_block import VerdictBlock
from desk_app.ui.gate.visit_facts import VisitFacts
from desk_app.ui.widgets.parts import column, row


class GateLayout:
    """The parts of one window; `arrange` shows those that are needed."""

    NARROW: Final = 1200
    """Pixels; on a screen less wide the goods take the place of the last scans."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.head, self.side, self.buttons = Head(desk), Side(), Actions()
        self.facts, self.goods_facts = VisitFacts(), GoodsFacts()
        self.verdict = VerdictBlock(self.facts, self.goods_facts)
        self.goods, self.sheet, self.footer = GoodsView(clock), RefuseSheet(), Footer()
        self._left = column(self.verdict, self.goods, self.sheet, self.buttons, self.footer, spacing=10)
        body = row(self._left, self.side, spacing=12, margins=12)
        body.setStretch(0, 1)
        self.outer = column(self.head, body, spacing=0)
        self.outer.setStretch(1, 1)
        self.arrange(card=False, goods=False, narrow=False)

    def arrange(self, *, card: bool, goods: bool, narrow: bool) -> None:
        """`card`: there is a visit to show, `goods`: goods to compare."""
        asked = not self.sheet.isHidden()
        self.facts.setVisible(card)
        self.goods_facts.setVisible(goods)
        self.verdict.setVisible(not asked)
        self.goods.setVisible(goods and not asked)
        self.verdict.set_short(goods)
        self.side.setVisible(not (narrow and goods) or bool(self.side.field.text()))
        for place, share in enumerate((not goods, goods, True)):
            self._left.setStretch(place, int(share))
