"""What came of the last scan, in large letters: it stays while the next one is scanned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QFrame

from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.loans.rain_asks import Outcome
from desk_app.ui.tabs.loans.rain_step import rain_label
from desk_app.ui.tabs.loans.rain_words import detail, headline, money, tone_of
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import column


class ToldBlock(QFrame):
    """Lent to whom, or what came back, and the money that changes hands."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.outcome: Outcome | None = None
        self.setProperty("role", "rain-block")
        self.word, self.money = FitText(26, 120), FitText(40, 200)
        self.detail = rain_label("rain-detail")
        inside = column(self.word, self.detail, self.money, spacing=4)
        inside.setContentsMargins(28, 12, 28, 16)
        inside.setStretch(0, 2)
        inside.setStretch(2, 3)
        self.setLayout(inside)
        self.show_outcome(None)
        speaker.language_changed.connect(self._retell)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Say something else."""
        self.outcome = outcome
        self._retell()
        restyle(self, tone=tone_of(outcome) if outcome is not None else "ready")

    def _retell(self) -> None:
        one = self.outcome
        ink = tone_of(one) if one is not None else "muted"
        self.word.show_text(headline(one) if one is not None else "", ink)
        self.detail.setText(detail(one, self._now()) if one is not None else "")
        amount = money(one) if one is not None else ""
        self.money.show_text(amount, ink)
        self.money.setVisible(bool(amount))
        self.detail.setVisible(bool(self.detail.text()))
