"""The form for a new report, in the order in which people speak: who, where, what. One key saves it.

By keyboard alone: the number, Enter takes whoever has it; what is wrong; Ctrl+Enter. The trade follows from the words;
an open report for the same place and trade is offered while it is typed, and once more before anything is saved.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import SOURCE_NAMES, Duplicate, KnownReporter, Order, OrderDraft
from desk_app.services.repairs.service import Repairs
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.repairs.correct import show_problems
from desk_app.ui.tabs.repairs.duplicates_view import DuplicatesView
from desk_app.ui.tabs.repairs.price_lines import PriceLines
from desk_app.ui.tabs.repairs.what import What
from desk_app.ui.tabs.repairs.who_where import WhoWhere
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.photos_field import PhotosField
from desk_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REST_MS = 250
"""So long the keys rest before open reports are looked for."""
_SAVE = N_("Register (Ctrl+Enter)", "repairs tab")


class Intake(QWidget):
    """A report being written. What stands in it stays until it is saved or cleared."""

    taken = Signal(object)
    """The Order; the form is empty again."""
    opened = Signal(object)
    """The id of an order to look at."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self._from = OrderDraft()
        self.busy = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._build()
        self._wire()
        self._edited()

    # Build

    def _build(self) -> None:
        self.who, self.what = WhoWhere(self._ctx), What(self._ctx)
        self.prices, self.photos = PriceLines(self._ctx), PhotosField(self._ctx)
        self.duplicates = DuplicatesView()
        self.more = Section(N_("How it came", "repairs tab"))
        self.extra = Form()
        self.source = Choice(SOURCE_NAMES.items())
        self.extra.add("source", "", self.source)
        self.more.body.addWidget(self.extra)
        self.origin = Label(role="muted")
        self.origin.setWordWrap(True)
        clear = button(N_("Clear the form"), self.clear, kind="quiet")
        clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head = row(said_label(N_("New report", "repairs tab"), "heading"), None, clear)
        head.setContentsMargins(16, 12, 12, 0)
        inside = (self.origin, self.who, self.what, self.prices, self.photos, self.more)
        self._area = scrolling(*inside, spacing=10, margins=16)
        layout = column(spacing=4)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._build_foot())
        self.setLayout(layout)

    def _build_foot(self) -> QVBoxLayout:
        self.save = button(_SAVE, self.submit, kind="primary", icon="check")
        foot = column(self.duplicates, self.save, spacing=8)
        foot.setContentsMargins(16, 4, 16, 16)
        return foot

    def _wire(self) -> None:
        for part in (self.who, self.what):
            part.changed.connect(self._edited)
            part.submitted.connect(self.submit)
        self.who.known.connect(self._to_what)
        self.what.paid.toggled.connect(lambda paid: self.prices.setVisible(paid))
        self.duplicates.decided.connect(self._say_way)
        self.duplicates.opened.connect(self.opened)
        self.extra.submitted.connect(self.submit)
        self._rest.timeout.connect(self.look_for_duplicates)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self.prices.hide()
        self.origin.hide()

    # What is typed

    def start(self) -> None:
        """Ready to type, from the top: the caller first; what is wrong when somebody stands there already."""
        self._area.verticalScrollBar().setValue(0)
        self.what.load()
        if self.who.blank:
            self.who.phone.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._to_what()

    def _to_what(self) -> None:
        self.what.description.setFocus(Qt.FocusReason.TabFocusReason)

    def fill(self, draft: OrderDraft, origin: str) -> None:
        """Begin with what is known from a call or another record; `origin` says from which, in the reader's words."""
        self.clear()
        self._from = replace(
            OrderDraft(), call=draft.call, lost_key=draft.lost_key, rework_of=draft.rework_of
        )
        self.who.fill(
            KnownReporter(
                draft.reporter,
                draft.phone,
                company=draft.company,
                unit=draft.unit,
                floor=draft.floor,
                tenant=draft.tenant,
            )
        )
        if draft.area:
            self.who.where.setText(draft.area)
        self.what.fill(
            draft.description, draft.trade, draft.urgency, kind=draft.kind, department=draft.department
        )
        self.source.choose(draft.source)
        say(self.origin, plain(origin))
        self.origin.setVisible(bool(origin))
        self.start()

    def draft(self) -> OrderDraft:
        """The report as it stands in the form."""
        place, typed = self.who.place, self.what.draft()
        known = self.who.phone.draft()[0] or self.who.reporter.draft()[0]
        tenant = known.tenant if isinstance(known, KnownReporter) else None
        paid = typed["paid"]
        return replace(
            self._from,
            **typed,
            source=self.source.value,
            reporter=self.who.reporter.text(),
            phone=self.who.phone.text(),
            tenant=place.tenant if place.tenant is not None else tenant,
            company=self.who.company.text(),
            unit=place.unit,
            floor=place.floor,
            area=place.area,
            prices=self.prices.lines() if paid else (),
            price_confirmed=paid and self.prices.confirmed.isChecked(),
            photos=self.photos.draft(),
            join=self.duplicates.join,
        )

    @property
    def dirty(self) -> bool:
        """Whether anything stands in the form."""
        return not (self.who.blank and self.what.blank and not self.photos.photos and not self.prices.rows)

    def clear(self) -> None:
        """Forget what was typed."""
        self._request = uuid.uuid4().hex
        self._from = OrderDraft()
        self.who.reset()
        self.what.reset()
        self.prices.reset()
        self.photos.set_draft(())
        self.extra.reset()
        self.more.set_open(False)
        self.origin.hide()
        self._show_duplicates([])
        self.start()

    def _edited(self) -> None:
        self._rest.start()

    # Reported before?

    def look_for_duplicates(self) -> None:
        """Ask for open reports of the same place, once the place and a trade or some words are known."""
        self._rest.stop()
        draft = self.draft()
        if (
            self._from.rework_of is not None
            or not (draft.unit or draft.area)
            or not draft.description.strip()
        ):
            self._show_duplicates([])
            return
        queries = self._ctx.services.get(RepairQueries)
        self._ctx.read(
            lambda actor: queries.duplicates(actor, draft),
            owner=self,
            done=self._show_duplicates,
            key="duplicates",
        )

    def _show_duplicates(self, found: Sequence[Duplicate]) -> None:
        self.duplicates.show_found(found, self._ctx.services.bench.clock.now())
        self._say_way()

    def _say_way(self) -> None:
        """The button says what it will do."""
        joined = self.duplicates.number(self.duplicates.join)
        for setter in ("setText", "setAccessibleName"):
            if joined:
                say(self.save, N_("Join {number} (Ctrl+Enter)", "repairs tab"), setter, number=plain(joined))
            else:
                say(self.save, _SAVE, setter)
        self.save.setEnabled(not self.busy)

    # Save

    def submit(self) -> None:
        """Take in what is typed; an open report for the same place is offered first, however fast the keys were."""
        if self.busy:
            return
        if not self.dirty:
            self.start()
            return
        if self.what.paid.isChecked() and (unreadable := self.prices.unreadable()):
            self._show_problems(unreadable)
            return
        for form in (self.who.form, self.what.form):
            form.clear_problems()
        self._set_busy(True)
        draft, queries = self.draft(), self._ctx.services.get(RepairQueries)
        if self._settled(draft):
            self._send(draft)
            return
        self._ctx.tasks.run(
            lambda: queries.duplicates(self._ctx.actor, draft), self._found, self._not_found, owner=self
        )

    def _settled(self, draft: OrderDraft) -> bool:
        """Whether nothing is to be asked about repeats: decided already, a rework, or no place to compare."""
        decided = (draft.join is not None or self.duplicates.new) and not self._rest.isActive()
        return decided or draft.rework_of is not None or not (draft.unit or draft.area)

    def _found(self, found: Sequence[Duplicate]) -> None:
        self._rest.stop()
        self._set_busy(False)
        self._show_duplicates(found)
        if self.duplicates.undecided and not self._ask():
            return
        self._set_busy(True)
        self._send(self.draft())

    def _not_found(self, error: Exception) -> None:
        """What stops the question stops the saving too: it says at its field what is wrong."""
        self._set_busy(False)
        if not self._failed(error):
            self._ctx.errors.show(error, self)

    def _ask(self) -> bool:
        """Join one of them, or make a new one; False to look at the form again."""
        found = self.duplicates.found
        joins = [tr(N_("Join {number}", "repairs tab"), number=plain(one.number)) for one in found]
        detail = "\n".join(f"{one.number}  {' '.join(one.description.split())}" for one in found)
        ways = [*joins, tr(N_("It is another matter: a new report", "repairs tab"))]
        chosen = self._ctx.ask.choose(
            self, tr(N_("This place has an open report already.", "repairs tab")), ways, detail
        )
        if chosen is None:
            return False
        self.duplicates.decide(found[chosen].order if chosen < len(found) else None)
        return True

    def _send(self, draft: OrderDraft) -> None:
        repairs, whole = self._ctx.services.get(Repairs), replace(draft, request=self._request)
        self._ctx.do(
            lambda actor: repairs.take_in(actor, whole), owner=self, done=self._taken, failed=self._failed
        )

    def _taken(self, order: Order) -> None:
        self._set_busy(False)
        self.clear()
        self.taken.emit(order)

    def _failed(self, error: Exception) -> bool:
        self._set_busy(False)
        if not isinstance(error, InvalidInput):
            return False
        self._show_problems(error.problems)
        return True

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self._say_way()

    def _show_problems(self, problems: dict[str, DeskError]) -> None:
        """Everything at its place; the keyboard goes to the first, from the top."""
        rest = dict(problems)
        for name in [one for one in rest if one.startswith("price")]:
            self.prices.show_problem(rest.pop(name))
        for name in [one for one in rest if one.startswith("photo")]:
            self.photos.show_problem(rest.pop(name))
        if not show_problems(rest, self.who, self.what):
            self._ctx.errors.show(InvalidInput(rest), self)
