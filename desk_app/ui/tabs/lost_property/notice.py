"""The notice to hang up: which items, since which day. The first notice of an item counts; its day goes on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import Category, FoundItem, FoundState, View
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.tabs.lost_property import papers
from desk_app.ui.tabs.lost_property.columns import short_number, what_line, where_line
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_WIDTH, _HEIGHT, _LIST_HEIGHT = 640, 600, 200
_NOT_READ = N_("This is no day. Write it like 22 or 11-22.", "lost property tab")
_TOLD = N_(
    "The sheet says what, where and when, and how to get it back: no features, nothing secret; of things of high value "
    "the kind and the day alone. The law counts a year from the day of the first notice.",
    "lost property tab",
)


class NoticeDialog(Dialog):
    """What hangs in the lobby: every confirmed item without a notice is ticked, the others can be."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._page = ctx, parent
        self.items: tuple[FoundItem, ...] = ()
        self.ticks: dict[int, QCheckBox] = {}
        say(self, N_("Notice to hang up", "lost property tab"), "setWindowTitle")
        self._build()
        queries, today = ctx.services.get(LostPropertyQueries), self.day.today
        ctx.read(
            lambda actor: queries.items(actor, View.OPEN, today), owner=self, done=self._offer, key="items"
        )
        speaker.language_changed.connect(self._retell)

    def _build(self) -> None:
        title = said_label(N_("Notice to hang up", "lost property tab"), "title")
        self._list = column(spacing=8)
        inside = QWidget()
        inside.setLayout(self._list)
        area = scrolling(inside)
        area.setMinimumHeight(_LIST_HEIGHT)
        self.form = Form(columns=2)
        self.day = DayField(self._ctx.services.bench.clock.now, past=True)
        self.form.add("day", N_("Hangs since", "lost property tab"), self.day, required=True)
        self.form.submitted.connect(self.submit)
        self.day.set_value(self.day.today)
        sure = N_("Note the day, show the sheet", "lost property tab")
        self.sure = button(sure, self.submit, kind="primary", icon="print")
        foot = row(button(N_("Cancel"), self.reject), None, self.sure)
        told = said_label(_TOLD, "muted", wrap=True)
        layout = column(title, told, self._ways(), area, self.form, foot, spacing=12, margins=24)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.setMinimumSize(_WIDTH, _HEIGHT)

    def _ways(self) -> QWidget:
        """How many are ticked, and which may be with one press."""
        self.count = Label(role="label")
        ways: tuple[tuple[str, Callable[[FoundItem], bool]], ...] = (
            (N_("Without a notice", "lost property tab"), _is_new),
            (N_("All", "lost property tab"), lambda one: True),
            (N_("None", "lost property tab"), lambda one: False),
        )
        made = [button(text, partial(self.tick, wanted), kind="link") for text, wanted in ways]
        box = QWidget()
        box.setLayout(row(self.count, None, *made, spacing=16))
        return box

    # What hangs

    def _offer(self, found: Sequence[FoundItem]) -> None:
        """Those without a notice first; what was kept long enough is the supervisor's to decide about."""
        here = [one for one in found if not one.due]
        self.items = tuple(sorted(here, key=lambda one: (one.noticed_on is not None, -one.id)))
        for one in self.items:
            made = QCheckBox()
            made.toggled.connect(lambda _: self._count())
            self.ticks[one.id] = made
            self._list.addWidget(made)
        if not self.items:
            self._list.addWidget(said_label(N_("Nothing is here.", "lost property tab"), "muted"))
        self.tick(_is_new)
        self._retell()
        next(iter(self.ticks.values()), self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self, wanted: Callable[[FoundItem], bool]) -> None:
        """Tick these and no others."""
        for one in self.items:
            self.ticks[one.id].setChecked(wanted(one))
        self._count()

    @property
    def chosen(self) -> tuple[FoundItem, ...]:
        """What is ticked, in the order of the list."""
        return tuple(one for one in self.items if self.ticks[one.id].isChecked())

    def _count(self) -> None:
        n = len(self.chosen)
        say(self.count, N_("{n} items on the sheet", "lost property tab"), n=n)
        self.sure.setEnabled(n > 0)

    def _retell(self) -> None:
        for one in self.items:
            since = N_("hangs since {day}", "lost property tab")
            noticed = tr(since, day=plain(format_day(one.noticed_on, year=False))) if one.noticed_on else ""
            parts = (short_number(one.number), what_line(one), where_line(one), noticed)
            text = " · ".join(part for part in parts if part)
            self.ticks[one.id].setText(text.replace("&", "&&"))

    # Note and print

    def submit(self) -> None:
        """The day goes on record for each of them; then the sheet is shown."""
        if not self.sure.isEnabled():
            return
        day, chosen = self.day.value, self.chosen
        if day is None:
            self.form.show_problems(InvalidInput({"day": UserError(_NOT_READ)}))
            return
        self.sure.setEnabled(False)
        verbs, ids = self._ctx.services.get(LostProperty), [one.id for one in chosen]
        self._ctx.do(
            lambda actor: verbs.notice(actor, ids, day), owner=self, done=self._noted, failed=self._failed
        )

    def _noted(self, first: int) -> None:
        ctx, page, chosen = self._ctx, self._page, self.chosen
        self.accept()
        ctx.toasts.show(N_("Notice noted, for {n} items the first one.", "lost property tab"), n=first)
        papers.print_notice(ctx, page, chosen)

    def _failed(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)


def _is_new(one: FoundItem) -> bool:
    """Confirmed by a second person; food is gone before anybody reads a notice."""
    confirmed = one.state is FoundState.KEPT
    return confirmed and one.noticed_on is None and one.category is not Category.FOOD
