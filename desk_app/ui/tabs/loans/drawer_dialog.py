"""The drawer: what came in and went out this shift, change put in, cash handed to finance, and the count.

No amount of a shift is told before its count: whoever counts is not to know the figure, nor to add it up (manual,
Shift). The supervisor may look; the sheet of a shift that was counted tells everything, and can be printed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.records import MOVEMENT_NAMES, Count, DrawerState, Movement
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import format_moment, format_money, say, tr
from desk_app.ui.tabs.loans.drawer_counts import CountsDialog
from desk_app.ui.tabs.loans.drawer_forms import CountDialog, HandOverDialog, PutInDialog
from desk_app.ui.tabs.loans.drawer_paper import print_sheet, save_shift
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TOTALS: tuple[tuple[Message, str], ...] = (
    (N_("Deposits taken"), "deposits"),
    (N_("Deposits refunded"), "refunds"),
    (N_("Deposits kept"), "kept"),
    (N_("Fees"), "fees"),
    (N_("Put in"), "put_in"),
    (N_("Handed to finance"), "handed_over"),
    (N_("Corrections"), "corrections"),
)


HIDDEN = "•••"


class DrawerDialog(Dialog):
    """Totals, movements, and the three things that are done with a drawer."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._state: DrawerState | None = None
        self._counted_as: int | None = None
        self._open = False
        self._names: Mapping[int, str] = {}
        say(self, N_("Drawer", "loans tab"), "setWindowTitle")
        self._since = Label(role="muted")
        self.told = Banner(closable=True)
        self.table = RowTable(self._columns(), row_id=lambda one: one.id)
        self.figures = {field: Label(role="heading") for _, field in _TOTALS}
        self.lacks, self.sums = Banner(), self._totals()
        self.sums.hide()
        above = column(self._head(), self.lacks, self.told, self.sums, spacing=14)
        self.setLayout(column(above, self.table, self._foot(), spacing=14, margins=24))
        self.resize(900, 640)
        self.load()

    def _head(self) -> QWidget:
        box = QWidget()
        box.setLayout(
            row(
                column(said_label(N_("Drawer", "loans tab"), "title"), self._since, spacing=2),
                None,
                button(N_("Put in…"), self._put_in, icon="plus"),
                button(N_("To finance…"), self._hand_over, icon="send"),
                button(N_("Count…"), self.count, kind="primary", icon="check"),
            )
        )
        return box

    def _totals(self) -> QWidget:
        card, grid = Card(), QGridLayout()
        grid.setHorizontalSpacing(24)
        for place, (message, field) in enumerate(_TOTALS):
            grid.addLayout(column(said_label(message, "label"), self.figures[field], spacing=2), 0, place)
        card.body.addLayout(grid)
        return card

    def _foot(self) -> QWidget:
        box = QWidget()
        self.sheet = button(N_("Print the sheet of the shift"), self._print, icon="print")
        self.saving = button(N_("Save as Excel file…"), self._save, kind="icon", icon="download")
        for one in (self.sheet, self.saving):
            one.hide()  # it names what must lie there: not before the count
        earlier = button(N_("Earlier counts…"), self._earlier, icon="clock", kind="quiet")
        self.look = button(N_("Show the amounts"), self._look, icon="eye", kind="quiet")
        self.look.setVisible(self._ctx.actor.role is Role.SUPERVISOR)
        box.setLayout(
            row(self.sheet, self.saving, earlier, self.look, None, button(N_("Close"), self.accept))
        )
        return box

    def _columns(self) -> tuple[Column, ...]:
        def name(one: Movement) -> str:
            return self._names.get(one.by, "")

        now = self._ctx.services.bench.clock.now
        return (
            Column(N_("Time", "drawer"), lambda one: format_moment(one.at, now=now()), width=150),
            Column(N_("What", "drawer"), lambda one: tr(MOVEMENT_NAMES[one.kind]), width=190),
            Column(N_("Cash", "drawer"), lambda one: _signed(one.cash) if self._open else HIDDEN, align="right",
                   width=110, tone=lambda one: "warning" if self._open and one.cash < 0 else None),
            Column(N_("Belongs to", "drawer"), _belongs),
            Column(N_("By", "drawer"), name, width=100),
        )  # fmt: skip

    # Load

    def load(self) -> None:
        """Read the shift again."""
        queries, staff = self._ctx.services.get(DrawerQueries), self._ctx.services.get(StaffQueries)

        def ask(actor: Actor) -> tuple[DrawerState, Mapping[int, str]]:
            return queries.state(actor), staff.names(actor)

        self._ctx.read(ask, owner=self, done=self._show)

    def _show(self, found: tuple[DrawerState, Mapping[int, str]]) -> None:
        state, self._names = found
        self._state = state
        self.table.set_rows(state.movements)
        for _, field in _TOTALS:
            self.figures[field].setText(format_money(getattr(state.totals, field)))
        self.lacks.setVisible(state.cash < 0)
        if state.cash < 0:
            text = N_("The drawer lacks {amount}: more was given back than lay in it. Have finance bring it.")
            self.lacks.tell(text, "danger", amount=format_money(-state.cash))
        if state.since is None:
            say(self._since, N_("Never counted yet"))
        else:
            text = N_("Since the count of {moment}")
            say(self._since, text, moment=plain(format_moment(state.since)))

    # Verbs

    def _put_in(self) -> None:
        PutInDialog(self._ctx, self, self._moved).open()

    def _hand_over(self) -> None:
        HandOverDialog(self._ctx, self, self._moved).open()

    def _moved(self, _nothing: object) -> None:
        self.load()

    def count(self) -> None:
        """Count it, without knowing the figure."""
        CountDialog(self._ctx, self, self._counted).open()

    def _look(self) -> None:
        """The supervisor looks; the next shift is closed again."""
        self._open = True
        self.sums.show()
        self.look.hide()
        self.load()

    def _earlier(self) -> None:
        CountsDialog(self._ctx, self).open()

    def _counted(self, count: Count) -> None:
        self._counted_as, self._open = count.id, False
        self.sums.hide()
        self.look.setVisible(self._ctx.actor.role is Role.SUPERVISOR)
        self.sheet.show()
        self.saving.show()
        if count.difference:
            self.told.tell(
                N_(
                    "Counted {amount}: {difference} off the record. The difference is booked with its reason."
                ),
                "warning",
                action=N_("Print the sheet", "drawer"),
                on=self._print,
                amount=format_money(count.counted),
                difference=_signed(count.difference),
            )
        else:
            self.told.tell(
                N_("Counted {amount}: that is what the record says."),
                "positive",
                action=N_("Print the sheet", "drawer"),
                on=self._print,
                amount=format_money(count.counted),
            )
        self.load()

    def _print(self) -> None:
        if self._counted_as is not None:
            print_sheet(self._ctx, self, self._counted_as)

    def _save(self) -> None:
        if self._counted_as is not None:
            save_shift(self._ctx, self, self._counted_as)


def _signed(fen: int) -> str:
    if not fen:
        return ""
    return f"+{format_money(fen)}" if fen > 0 else format_money(fen)


def _belongs(one: Movement) -> str:
    return " · ".join(part for part in (one.number, one.remark) if part)
