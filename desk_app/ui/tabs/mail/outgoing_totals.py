"""The day's money by carrier and way of paying, as it goes to finance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.services.mail.records import POSTAGE_NAMES, MoneyLine, Postage
from desk_app.ui.i18n import format_money, format_number, tr
from desk_app.ui.widgets.parts import Label, column, said_label

_PAID = (Postage.CASH, Postage.ACCOUNT)
"""What the desk pays the carrier for; of what the recipient pays only the pieces count."""
_RIGHT = Qt.AlignmentFlag.AlignRight


class Totals(QFrame):
    """A line for each carrier, the sum under them. Nothing sent: out of sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._place = column(margins=12)
        self.setLayout(self._place)
        self._grid: QWidget | None = None
        self.texts: list[list[str]] = []
        """The lines in sight, the sum last; for whoever reads them aloud."""

    def show_lines(self, lines: Sequence[MoneyLine]) -> None:
        """Say the money of a day."""
        carriers = list(dict.fromkeys(line.carrier for line in lines))
        self.texts = [_cells(one, [line for line in lines if line.carrier == one]) for one in carriers]
        self.texts.append(_cells(tr(N_("Sum", "outgoing mail")), lines))
        if self._grid is not None:
            self._place.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = _grid(self.texts)
        self._place.addWidget(self._grid)
        self.setVisible(bool(lines))


def _cells(name: str, lines: Sequence[MoneyLine]) -> list[str]:
    sums = [sum(line.postage for line in lines if line.paid is paid) for paid in _PAID]
    free = sum(line.pieces for line in lines if line.paid is Postage.RECIPIENT)
    pieces = sum(line.pieces for line in lines)
    return [
        name,
        format_number(pieces),
        *(format_money(one) if one else "–" for one in sums),
        format_number(free) if free else "–",
        format_money(sum(sums)),
    ]


def _grid(texts: Sequence[Sequence[str]]) -> QWidget:
    heads = (
        N_("The day's money", "outgoing mail"),
        N_("Pieces", "outgoing mail"),
        *(POSTAGE_NAMES[paid] for paid in _PAID),
        N_("Recipient pays", "outgoing mail"),
        N_("Postage", "outgoing mail"),
    )
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for at, head in enumerate(heads):
        grid.addWidget(said_label(head, "label"), 0, at, _RIGHT if at else Qt.AlignmentFlag.AlignLeft)
    for line, cells in enumerate(texts, start=1):
        last = line == len(texts)
        for at, text in enumerate(cells):
            made = Label(text, "heading" if last and at else "label" if last else "body")
            grid.addWidget(made, line, at, _RIGHT if at else Qt.AlignmentFlag.AlignLeft)
    box.setLayout(grid)
    return box
