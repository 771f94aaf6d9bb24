"""What is sent from the desk: the register, the day's money, weeks against the carriers, months that are closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.tabs.mail.months import Months
from desk_app.ui.tabs.mail.outgoing_register import Register
from desk_app.ui.tabs.mail.weeks import Weeks
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import button, column, row, rule, said_label
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REGISTER, WEEKS, MONTHS = "register", "weeks", "months"
CHIPS = (
    Chip(REGISTER, N_("Register", "places of outgoing mail")),
    Chip(WEEKS, N_("Weekly reconciliation", "places of outgoing mail")),
    Chip(MONTHS, N_("Months", "places of outgoing mail")),
)
OUTGOING_SHORTCUTS = (
    Shortcut("Alt+1", N_("Outgoing mail: register; Alt+2 weeks, Alt+3 months", "outgoing mail")),
    Shortcut(
        "F4",
        N_("Outgoing mail: hand those chosen to the carrier, reconcile, close the month", "outgoing mail"),
    ),
)
"""For the sheet of the page's keys."""


class OutgoingPlace(QWidget):
    """Fills the page while mail goes out."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._build()
        self.chips.chosen.connect(self._chosen)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            *((f"Alt+{n}", partial(self.chips.choose, one.key)) for n, one in enumerate(CHIPS, 1)),
            ("Ctrl+N", self.new_item),
            ("F4", lambda: self.view.first_step()),
            ("Ctrl+P", self.print_list),
        )
        for sequence, on in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(on)

    def _build(self) -> None:
        self.register, self.weeks, self.months = Register(self.ctx), Weeks(self.ctx), Months(self.ctx)
        self.views = QStackedWidget()
        self._named: dict[str, Register | Weeks | Months] = {
            REGISTER: self.register,
            WEEKS: self.weeks,
            MONTHS: self.months,
        }
        for view in self._named.values():
            self.views.addWidget(view)
        self.chips = FilterBar(CHIPS)
        back = button(N_("Incoming mail", "outgoing mail"), self.closed.emit, kind="link", icon="arrow-left")
        head = row(said_label(N_("Outgoing mail", "outgoing mail"), "title"), self.chips, None, back)
        head.setStretch(1, 1)
        head.setSpacing(24)
        head.setContentsMargins(16, 12, 16, 12)
        layout = column(head, rule(), self.views, spacing=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    @property
    def view(self) -> Register | Weeks | Months:
        """What is in sight."""
        return self._named[self.chips.current]

    def begin(self, record: int | None = None) -> None:
        """Ready to post; `record` an entry to bring in sight."""
        self.chips.choose(REGISTER)
        if record is not None:
            self.register.show_entry(record)
        else:
            self.register.load()
        self.register.take_keyboard()

    def load(self) -> None:
        """Read again what is in sight; what is being typed stays."""
        self.view.load()

    def take_scan(self, raw: str) -> bool:
        """A carrier's barcode: into the item being typed, or onto the pile that the carrier takes."""
        return self.view is self.register and self.register.take_scan(raw)

    def new_item(self) -> None:
        """Ready to post, from wherever it is wanted."""
        self.chips.choose(REGISTER)
        self.register.new_item()

    def print_list(self) -> None:
        """What is in sight, on paper."""
        self.view.print_list()

    def _chosen(self, _key: str) -> None:
        self.views.setCurrentWidget(self.view)
        self.view.load()
        self.view.take_keyboard()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type."""
        super().showEvent(event)
        self.view.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
