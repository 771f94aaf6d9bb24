"""By when a key is back: as its curfew says until somebody says otherwise; with quick choices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.keys.options import HOME_BY
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.moment_field import MomentField
from desk_app.ui.widgets.parts import button

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class DueField(MomentField):
    """A moment that follows the keys until it is touched."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self._default: datetime | None = None
        self.touched = False
        """Whether somebody chose it: then it no longer follows the keys."""
        self.quick = [
            self._choice(N_("+1 h", "keys tab"), lambda: self.now() + timedelta(hours=1)),
            self._choice(N_("+2 h", "keys tab"), lambda: self.now() + timedelta(hours=2)),
            self._choice(N_("End of today", "keys tab"), self._end_of_day),
            self._choice(N_("As the key says", "keys tab"), lambda: self._default),
        ]
        self.quick[-1].setVisible(False)
        self.box.addLayout(FlowLayout(*self.quick, spacing=6))
        for one in (self.time, self.day):
            one.textEdited.connect(lambda _: self._touch())

    def _choice(self, message: Message, when: Callable[[], datetime | None]) -> QWidget:
        made = button(message, lambda: self.choose(when()), kind="chip")
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard the fields are quicker: Up and Down step
        return made

    def _end_of_day(self) -> datetime:
        now = self.now()
        return datetime.combine(now.date(), self._ctx.services.bench.settings.get(HOME_BY), now.tzinfo)

    def choose(self, when: datetime | None) -> None:
        """Somebody says by when."""
        if when is not None:
            self.touched = when != self._default
            self.write(when)

    def offer(self, default: datetime | None) -> None:
        """What the keys say: stands there until somebody chooses."""
        self._default = default
        self.quick[-1].setVisible(default is not None)
        if not self.touched:
            self.write(default)

    def _touch(self) -> None:
        self.touched = True

    def draft(self) -> tuple[date | None, time | None]:
        """What stands there, for a form: what nobody touched is nobody's draft."""
        return super().draft() if self.touched else (None, None)

    def set_draft(self, draft: tuple[date | None, time | None] | None) -> None:
        """Write it back, for a form."""
        self.touched = draft is not None and draft != (None, None)
        super().set_draft(draft)
