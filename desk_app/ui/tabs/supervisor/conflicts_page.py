"""What two PCs did that cannot both be right: open ones as cards, settled ones below."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QScrollArea, QWidget

from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.records import Conflict
from desk_app.services.conflicts.service import Conflicts
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.tabs.supervisor.conflict_card import ConflictCard, SettledLine
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.section import Section


class ConflictsPage(Part):
    """Each stays until somebody writes its outcome (operating manual, Exit passes 8)."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Conflicts"),
            N_(
                "What two PCs did that cannot both be right. Each stays until its outcome is written, for good."
            ),
        )
        self._queries, self._verbs = ctx.services.get(ConflictQueries), ctx.services.get(Conflicts)
        self.cards: dict[int, ConflictCard] = {}
        self.lines: dict[int, SettledLine] = {}
        self.nothing = EmptyState(
            "check",
            N_("Nothing is open"),
            N_("When the records of two gates do not fit together, it stands here."),
        )
        self.settled = Section(N_("Settled conflicts"))
        self._list = column(spacing=16)
        inside = QWidget()
        inside.setLayout(column(self.nothing, self._list, self.settled, None, spacing=16, margins=4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.body.addWidget(area, 1)

    def load(self) -> None:
        """Open ones first; what is being typed stays."""
        self.ctx.read(self._queries.all, owner=self, done=self._show)

    def _show(self, found: list[Conflict]) -> None:
        waiting = [one for one in found if one.settled_at is None]
        for number in set(self.cards) - {one.id for one in waiting}:
            self.cards.pop(number).deleteLater()
        for place, one in enumerate(waiting):
            if one.id in self.cards:
                self.cards[one.id].show_conflict(one)
            else:
                self._list.insertWidget(place, self._card(one))
        done = [one for one in found if one.settled_at is not None]
        for place, one in enumerate(done):
            if one.id not in self.lines:
                self.lines[one.id] = SettledLine(one)
                self.settled.body.insertWidget(place, self.lines[one.id])
        self.nothing.setVisible(not waiting)
        self.settled.setVisible(bool(done))
        say(self.settled.heading, N_("Settled conflicts: {n}"), n=len(done))

    def _card(self, conflict: Conflict) -> ConflictCard:
        card = self.cards[conflict.id] = ConflictCard(conflict)
        card.settled.connect(self.settle)
        return card

    def settle(self, conflict: int, outcome: str) -> None:
        """Write the outcome of one."""
        self.ctx.do(
            lambda by: self._verbs.settle(by, conflict, outcome),
            owner=self,
            done=self._settled,
            failed=partial(self._refused, conflict),
        )

    def _settled(self, conflict: Conflict) -> None:
        self.ctx.toasts.show(N_("The outcome is on record: {title}"), title=conflict.title)
        self.load()

    def _refused(self, conflict: int, error: Exception) -> bool:
        if not isinstance(error, InvalidInput) or conflict not in self.cards:
            return False
        problem = error.problems["outcome"]
        self.cards[conflict].show_problem(problem.message, dict(problem.values))
        return True
