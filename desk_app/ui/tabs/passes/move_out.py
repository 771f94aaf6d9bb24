"""What a move-out hangs on, before anything else: the day, the notice, finance (operating manual, Exit passes 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.calendar.days import after_working_days, work_calendar
from desk_app.services.core.words import N_
from desk_app.services.directory.records import TenantCard, TenantStatus
from desk_app.services.passes.options import NOTICE_DAYS
from desk_app.services.passes.records import ExitKind
from desk_app.services.passes.rules import Notice, tenant_findings
from desk_app.ui.i18n import format_day, speaker, tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import Theme, look, restyle
from desk_app.ui.widgets.parts import Label, column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class MoveOutTicks(QFrame):
    """Three lines, each with a tick or a cross."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._card: TenantCard | None = None
        self._day: date | None = None
        self.setProperty("role", "banner")
        self.lines = [(Label(), Label()) for _ in range(3)]
        for _, text in self.lines:
            text.setWordWrap(True)
        rows = [row(sign, text, spacing=8) for sign, text in self.lines]
        for one in rows:
            one.setStretch(1, 1)
        self.setLayout(column(*rows, spacing=6, margins=10))
        look.changed.connect(self._paint)
        speaker.language_changed.connect(self._say)
        self._fine: tuple[bool | None, ...] = (None, None, None)
        self._say()

    def show_tenant(self, card: TenantCard | None, day: date) -> None:
        """Say how things stand with a tenant whose goods leave on `day`; None while none is chosen."""
        self._card, self._day = card, day
        self._say()

    @property
    def fine(self) -> tuple[bool | None, ...]:
        """Day, notice, clearance; None for what is not known."""
        return self._fine

    def _say(self) -> None:
        told = self._told()
        self._fine = tuple(fine for fine, _ in told)
        for (_, text), (_, said) in zip(self.lines, told, strict=True):
            text.setText(said)
        wrong = False in self._fine
        tone = "danger" if wrong else "neutral" if None in self._fine else "positive"
        restyle(self, tone=tone)
        self._paint()

    def _told(self) -> list[tuple[bool | None, str]]:
        card = self._card
        if card is None:
            return [
                (None, tr(N_("Move-out day of the tenant"))),
                (None, tr(N_("Notice given in time"))),
                (None, tr(N_("Cleared by finance"))),
            ]
        clear = (
            N_("Finance has cleared the tenant") if card.cleared else N_("Finance has not cleared the tenant")
        )
        return [self._moving(card), self._noticed(card), (card.cleared, tr(clear))]

    def _moving(self, card: TenantCard) -> tuple[bool, str]:
        if card.tenant.status is TenantStatus.MOVED_OUT:
            return False, tr(N_("The tenant has moved out already"))
        if card.moving_out is None:
            return False, tr(N_("No move-out is announced"))
        return True, tr(N_("Moves out on {day}"), day=format_day(card.moving_out, weekday=True))

    def _noticed(self, card: TenantCard) -> tuple[bool, str]:
        settings = self._ctx.services.bench.settings
        if card.notice_on is None or card.moving_out is None or self._day is None:
            return False, tr(N_("No notice is on record"))
        notice = Notice(settings.get(NOTICE_DAYS), work_calendar(settings))
        announced = format_day(card.notice_on, year=False)
        # Finance has a line of its own here; what the rule says without it is about the notice.
        if not tenant_findings(ExitKind.MOVE_OUT, replace(card, cleared=True), self._day, notice):
            return True, tr(N_("Announced on {day}, in time"), day=announced)
        earliest = after_working_days(card.notice_on, notice.days, notice.calendar)
        return False, tr(
            N_("Announced on {day}: a pass may begin on {earliest}"),
            day=announced,
            earliest=format_day(earliest, year=False),
        )

    def _paint(self, _theme: Theme | None = None) -> None:
        ratio = self.devicePixelRatioF()
        for (sign, text), fine in zip(self.lines, self._fine, strict=True):
            drawn = (
                ("minus", "muted") if fine is None else ("check", "positive") if fine else ("cross", "danger")
            )
            sign.setPixmap(pixmap(drawn[0], 18, drawn[1], ratio))
            text.set_tone(None if fine is None else "positive" if fine else "danger")
