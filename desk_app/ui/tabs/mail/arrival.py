"""A carrier brought mail: counts as it says them, by keyboard alone; who brought it, the weekend's guard."""

from __future__ import annotations

import uuid
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.settings import split_places
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.options import CARRIERS
from desk_app.services.mail.records import MAIL_KIND_NAMES, BatchDraft, MailKind
from desk_app.ui.i18n import say
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.section import Section
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_COLUMNS, _WIDTH, _DIGITS = 4, 760, 9
_NO_NUMBER = N_("Type a number.", "mail sorting")


class ArrivalDialog(FormDialog):
    """Enter goes from field to field, Ctrl+Enter takes the batch in."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(
            ctx,
            N_("Mail arrived", "mail sorting"),
            N_("Take in (Ctrl+Enter)", "mail sorting"),
            parent,
            columns=_COLUMNS,
            enter_submits=False,
        )
        self._request = uuid.uuid4().hex
        self._pad_section = Section(N_("Signature of who brought it", "mail sorting"))
        self.pad = SignaturePad()
        self._build()
        self.setMinimumWidth(_WIDTH)

    def _build(self) -> None:
        add, form = self.form.add, self.form
        add("carrier", N_("Carrier", "mail sorting"), Choice(_carriers(self.ctx)), required=True, span=2)
        add("carrier_person", N_("Who brought it", "mail sorting"), QLineEdit(), span=2)
        for kind in MailKind:
            field = QLineEdit()
            field.setPlaceholderText("0")
            add(_count(kind), MAIL_KIND_NAMES[kind], field)
        now = self.ctx.services.bench.clock.now
        self.guard = QCheckBox()
        say(self.guard, N_("Taken by the guard", "mail sorting"))
        add("guard", "", self.guard)
        add("taken_by_guard", N_("Guard", "mail sorting"), QLineEdit(), span=2)
        add("taken_day", N_("Day", "mail sorting"), DayField(now, past=True))
        add("taken_at", N_("Time", "mail sorting"), TimeField(now))
        self.guard.toggled.connect(self._show_guard)
        self._show_guard(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # from the signature too
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        clear = button(N_("Sign again", "mail sorting"), self.pad.clear, kind="link")
        self._pad_section.body.addLayout(column(self.pad, row(None, clear)))
        self.arrange(below=(self._pad_section,))
        order = ["carrier", *map(_count, MailKind), "carrier_person", "guard"]  # as the carrier says it
        for one, after in pairwise(order):
            form.setTabOrder(form.field(one), form.field(after))

    def _show_guard(self, on: bool) -> None:
        for name in ("taken_by_guard", "taken_day", "taken_at"):
            self.form.show_field(name, on)
        if on:
            self.form.field("taken_by_guard").setFocus()

    def send(self) -> None:
        """Take it in, once every count reads."""
        problems: dict[str, DeskError] = {}
        counts: dict[MailKind, int] = {}
        for kind in MailKind:
            n = _read(self.text(_count(kind)))
            if n is None:
                problems[_count(kind)] = UserError(_NO_NUMBER)
            else:
                counts[kind] = n
        taken_at = self._taken_at(problems)
        if problems:
            self.show_problems(InvalidInput(problems))
            return
        on = self.guard.isChecked()
        draft = BatchDraft(
            str(self.form.draft()["carrier"] or ""),
            counts,
            self.text("carrier_person"),
            self.pad.png() or None,
            self.text("taken_by_guard") if on else "",
            taken_at,
            self._request,
        )
        arrivals = self.ctx.services.get(Arrivals)
        self.do(lambda by: arrivals.arrive(by, draft))

    def _taken_at(self, problems: dict[str, DeskError]) -> datetime | None:
        """When the guard took it; the time is needed with a guard, the day is today's without one."""
        if not self.guard.isChecked():
            return None
        day, at = self.form.field("taken_day"), self.form.field("taken_at")
        assert isinstance(day, DayField) and isinstance(at, TimeField)
        if day.problem:
            problems["taken_day"] = UserError(N_("This day cannot be read.", "mail sorting"))
        if at.value is None:
            problems["taken_at"] = UserError(N_("Type when the guard took it.", "mail sorting"))
        if not self.text("taken_by_guard").strip():
            problems["taken_by_guard"] = UserError(N_("Type the name of the guard who took it."))
        if at.value is None or day.problem:
            return None
        zone = self.ctx.services.bench.clock.zone
        return datetime.combine(day.value or day.today, at.value, zone)

    def failed(self, error: Exception) -> bool:
        """What is wrong with the counts together is said at the first of them."""
        if isinstance(error, InvalidInput) and "counts" in error.problems:
            others = {name: one for name, one in error.problems.items() if name != "counts"}
            error = InvalidInput({**others, _count(MailKind.LETTER): error.problems["counts"]})
        return super().failed(error)


def _count(kind: MailKind) -> str:
    return f"counts.{kind.value}"


def _read(typed: str) -> int | None:
    """A count as typed, 1,000 too; None for what is no number."""
    digits = "".join(half_width(typed).replace(",", "").split())
    if not digits:
        return 0
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else None


def _carriers(ctx: AppContext) -> list[tuple[str, str]]:
    known = split_places(ctx.services.bench.settings.get(CARRIERS))
    return [(one, plain(one)) for one in known if one]
