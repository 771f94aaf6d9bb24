"""What is wrong, how soon, and what it is: repair, complaint or request. The words propose the trade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TRADE_NAMES, Department, Trade
from desk_app.services.repairs.records import ORDER_KIND_NAMES, URGENCY_NAMES, OrderKind, Urgency
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.repairs.trades import propose_trade
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.form_dialog import lines_field
from desk_app.ui.widgets.parts import column

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_NO_TRADE: tuple[Trade | None, str] = (None, N_("not known yet", "repairs tab"))


class What(QWidget):
    """Description, trade, urgency, kind, department, serious, paid."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._departments: list[Department] = []
        self._trade_chosen = False
        self._build()
        self._wire()
        self._fit()

    def _build(self) -> None:
        self.form = Form(columns=2)
        self.description = lines_field(60, enter_moves_on=True)
        self.form.add(
            "description", N_("What is wrong", "repairs tab"), self.description, required=True, span=2
        )
        say(self.description, N_("As the caller says it", "repairs tab"), "setPlaceholderText")
        self.trade = Choice([_NO_TRADE, *TRADE_NAMES.items()])
        self.urgency = Choice(URGENCY_NAMES.items())
        self.kind = Choice(ORDER_KIND_NAMES.items())
        self.department = Choice([("", N_("not known yet", "repairs tab"))])
        self.form.add("trade", N_("Trade", "repairs tab"), self.trade)
        self.form.add("urgency", N_("Urgency", "repairs tab"), self.urgency)
        self.form.add("kind", N_("What it is", "repairs tab"), self.kind)
        self.serious, self.paid = QCheckBox(), QCheckBox()
        say(self.serious, N_("Serious: call back today", "repairs tab"))
        say(self.paid, N_("Paid service", "repairs tab"))
        self.form.add("paid", N_("Cost", "repairs tab"), self.paid)
        self.form.add("department", N_("For department", "repairs tab"), self.department)
        self.form.add("serious", N_("How serious", "repairs tab"), self.serious)
        self.setLayout(column(self.form))

    def _wire(self) -> None:
        self.description.textChanged.connect(self._propose)
        self.trade.activated.connect(lambda _: self.keep_trade())
        self.kind.value_changed.connect(lambda _: self._fit())
        self.description.textChanged.connect(self.changed)
        for choice in (self.trade, self.urgency, self.kind, self.department):
            choice.value_changed.connect(lambda _: self.changed.emit())
        self.paid.toggled.connect(lambda _: self.changed.emit())
        self.form.submitted.connect(self.submitted)
        speaker.language_changed.connect(self._name_departments)

    def load(self) -> None:
        """What the building's departments are called."""

        def ask(actor: Actor) -> list[Department]:
            return self._ctx.services.get(DirectoryQueries).departments(actor)

        self._ctx.read(ask, owner=self, done=self._learn, key="departments")

    def _learn(self, departments: list[Department]) -> None:
        if departments != self._departments:
            self._departments = departments
            self._name_departments()

    def _name_departments(self) -> None:
        chosen = self.department.value
        chinese = speaker.words.language.startswith("zh")
        named = [
            (one.code, plain(one.name if chinese or not one.english_name else one.english_name))
            for one in self._departments
        ]
        self.department.offer([("", N_("not known yet", "repairs tab")), *named])
        self.department.choose(chosen)

    # What is typed

    def _propose(self) -> None:
        """The trade that the words say, until somebody chooses one."""
        if not self._trade_chosen:
            self.trade.choose(propose_trade(self.description.toPlainText()))

    def _fit(self) -> None:
        """A complaint or request goes to a department; a complaint alone is serious."""
        kind = self.kind.value
        self.form.show_field("department", kind is not OrderKind.REPAIR)
        self.form.show_field("serious", kind is OrderKind.COMPLAINT)

    def keep_trade(self) -> None:
        """The trade that stands here is meant: other words propose no other."""
        self._trade_chosen = True

    def draft(self) -> dict[str, Any]:
        """What stands in the fields, by the names of OrderDraft; what is out of sight does not count."""
        typed = self.form.draft()
        if typed["kind"] is OrderKind.REPAIR:
            typed["department"] = ""
        if typed["kind"] is not OrderKind.COMPLAINT:
            typed["serious"] = False
        return typed

    @property
    def blank(self) -> bool:
        """Whether nothing is said yet."""
        return not self.description.toPlainText().strip()

    def fill(
        self,
        description: str,
        trade: Trade | None = None,
        urgency: Urgency = Urgency.NORMAL,
        **others: object,
    ) -> None:
        """Write what is known into the fields."""
        self._trade_chosen = trade is not None
        self.form.restore({"description": description, "urgency": urgency, **others})
        self.description.moveCursor(QTextCursor.MoveOperation.End)
        if trade is not None:
            self.trade.choose(trade)

    def reset(self) -> None:
        """Nothing said."""
        self._trade_chosen = False
        self.form.reset()
