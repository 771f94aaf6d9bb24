"""Before a handover and after it: begin one, the earlier ones, what is left to do with the last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.shift.records import Counting, Handover
from desk_app.ui.i18n import format_day, format_moment, format_number, format_time, tr
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.parts import Label, button, column, put, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable


class ListView(QWidget):
    """The earlier handovers, newest first."""

    wanted = Signal()
    """Begin a handover."""
    go_on = Signal(object)
    """With a Counting that nobody signed."""
    printed = Signal(object)
    previewed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[int, str] = {}
        self._counting: Counting | None = None
        self.unsigned = Banner()
        self.begin = button(
            N_("Hand over the shift", "handover"), self.wanted.emit, kind="primary", icon="swap"
        )
        self.print = button(N_("Print again", "handover"), self._print, icon="print")
        self.look = button(N_("Look at it", "handover"), self._preview, icon="file")
        self.table = RowTable(
            [
                Column(N_("Signed at", "handover"), _when, lambda one: one.at, width=200),
                Column(N_("Number"), lambda one: one.number, width=190),
                Column(N_("Handed over", "handover"), lambda one: self.names.get(one.leaving, ""), width=150),
                Column(N_("Took over", "handover"), lambda one: self.names.get(one.coming, ""), width=150),
                Column(
                    N_("Differences", "handover"), lambda one: format_number(len(one.differing)),
                    lambda one: len(one.differing), "right", 110,
                    tone=lambda one: "warning" if one.differing else None,
                ),
                Column(N_("For the next shift", "handover"), lambda one: one.remarks.replace("\n", " ")),
            ],
            lambda one: one.id,
        )  # fmt: skip
        self.table.selected_rows.connect(self._chosen)
        self.table.activated_row.connect(self.previewed)
        self._chosen([])
        layout = column(
            self.unsigned, row(self.begin, None), said_label(N_("Earlier handovers", "handover"), "heading"),
            self.table, row(self.look, self.print, None), spacing=12,
        )  # fmt: skip
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_unsigned(self, counting: Counting | None) -> None:
        """A count that nobody signed yet."""
        self._counting = counting
        self.unsigned.setVisible(counting is not None)
        if counting is not None:
            self.unsigned.tell(
                N_("{name} has counted at {at}, and nobody has signed yet.", "handover"), "warning",
                action=N_("Go on with it", "handover"), on=self._go_on,
                name=plain(self.names.get(counting.coming, "")), at=plain(format_moment(counting.at)),
            )  # fmt: skip

    def _go_on(self) -> None:
        if self._counting is not None:
            self.go_on.emit(self._counting)

    def _chosen(self, rows: list[Handover]) -> None:
        self.print.setEnabled(bool(rows))
        self.look.setEnabled(bool(rows))

    def _print(self) -> None:
        for one in self.table.selection()[:1]:
            self.printed.emit(one)

    def _preview(self) -> None:
        for one in self.table.selection()[:1]:
            self.previewed.emit(one)


class DoneView(QWidget):
    """Signed: print, take over, go back."""

    printed = Signal()
    kit = Signal()
    switched = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = Card(N_("The shift is handed over", "handover"))
        self.told = Label()
        self.told.setWordWrap(True)
        self.print = button(N_("Print again", "handover"), self.printed.emit, icon="print")
        self.switch = button(
            N_("Go on as the next", "handover"), self.switched.emit, kind="primary", icon="person"
        )
        self.print_kit = button(N_("Print the blackout kit", "handover"), self.kit.emit, icon="print")
        self.back = button(N_("To the list", "handover"), self.closed.emit)
        put(card.body, self.told, row(self.switch, self.print, self.print_kit, self.back, None))
        self.setLayout(column(card, None, spacing=16, margins=4))

    def show_done(self, one: Handover, leaving: str, coming: str) -> None:
        """Which handover."""
        text = N_("{number}, signed by {leaving} and {coming} at {at}.", "handover")
        at = plain(format_time(one.at))
        self.told.setText(
            tr(text, number=plain(one.number), leaving=plain(leaving), coming=plain(coming), at=at)
        )


def _when(one: Handover) -> str:
    return f"{format_day(one.at, weekday=True)} {format_time(one.at)}"
