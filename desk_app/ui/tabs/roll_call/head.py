"""The upper part of the page: what is going on, how far it is, and the big buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.roll_call.records import RollCall, Sheet
from desk_app.ui.i18n import format_time, say
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_BIG = "min-height: 30px; font-size: 16px; padding-left: 18px; padding-right: 18px;"


class Head(QWidget):
    """Shows a sheet; the buttons only announce."""

    start = Signal(bool)
    """Whether a drill is wanted."""
    print_list = Signal()
    end = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.figure = Label(role="figure")
        self.detail = Label(role="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        say(self.progress, N_("People safe"), "setAccessibleName")
        self.real = _big(
            button(N_("Start roll-call"), lambda: self.start.emit(False), kind="danger", icon="megaphone")
        )
        self.drill = _big(button(N_("Start drill"), lambda: self.start.emit(True), icon="megaphone"))
        self.paper = _big(button(N_("Print list"), self.print_list.emit, icon="print", key="Ctrl+P"))
        self.stop = _big(button(N_("End roll-call…"), self.end.emit, kind="primary", icon="check"))
        numbers = column(self.figure, self.detail, spacing=2)
        tools = row(numbers, None, self.real, self.drill, self.paper, self.stop, spacing=12)
        title = said_label(N_("Roll-call"), "title")
        self.setLayout(column(title, self.banner, tools, self.progress, spacing=12))

    def show_sheet(self, sheet: Sheet) -> None:
        """Say what the sheet is and how far it is."""
        call, tally = sheet.roll_call, sheet.tally
        self.real.setVisible(call is None or call.drill)
        say(self.real, N_("Start roll-call") if call is None else N_("Real alarm now"))
        self.drill.setVisible(call is None)
        self.stop.setVisible(call is not None)
        self.progress.setVisible(call is not None)
        if call is None:
            self.banner.hide()
            say(self.figure, N_("{n} in the building"), n=tally.people)
            say(self.detail, N_("As registered now. Starting takes this list."))
            return
        self.progress.setRange(0, max(1, tally.people))
        self.progress.setValue(tally.safe)
        say(self.figure, N_("{safe} of {people} safe"), safe=tally.safe, people=tally.people)
        say(
            self.detail,
            N_("Not checked: {unknown} · not found: {missing}"),
            unknown=tally.unknown,
            missing=tally.not_found,
        )
        self._tell(call)

    def _tell(self, call: RollCall) -> None:
        since = plain(format_time(call.started_at))
        if call.drill:
            self.banner.tell(N_("DRILL since {time}: no real alarm"), "info", time=since)
        else:
            self.banner.tell(
                N_("REAL ALARM since {time}: tick off everybody who is safe"), "danger", time=since
            )


def _big(made: QPushButton) -> QPushButton:
    made.setStyleSheet(_BIG)
    return made
