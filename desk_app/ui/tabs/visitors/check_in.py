"""The check-in beside the list: always there, one Enter from done for somebody known."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_, plain
from desk_app.services.printing.ports import lacks_printer
from desk_app.services.visitors.options import PRINT_AT_CHECK_IN
from desk_app.services.visitors.records import Arrival, CheckedIn, Visit
from desk_app.services.visitors.service import AlreadyHere, AlreadyWaiting, Visitors
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.visitors.actions import print_pass
from desk_app.ui.tabs.visitors.camera import PhotoButton
from desk_app.ui.tabs.visitors.visit_form import VisitForm
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class CheckIn(QWidget):
    """Form, picture, one button."""

    stopped = Signal(object)
    """The watch list stopped this Visit: the supervisor decides."""
    checked_in = Signal(object)
    """The Visit that is on site now."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self._saving = False
        self._said_no_printer = False
        self._build()
        self._wire()

    def _build(self) -> None:
        self.form = VisitForm(self._ctx)
        self.photo = PhotoButton(self._ctx)
        self.save = button(
            N_("Check in"), self.submit, kind="primary", icon="door-in", tip=N_("Check in (Ctrl+Enter)")
        )
        clear = button(N_("Clear"), self.clear, kind="quiet")
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = row(said_label(N_("New visitor"), "heading"), None, self.photo, clear)
        self.setLayout(column(head, area, self.save, spacing=12, margins=16))

    def _wire(self) -> None:
        self.form.submitted.connect(self.submit)
        self.form.filled.connect(lambda: self.save.setFocus(Qt.FocusReason.OtherFocusReason))
        self.save.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for a camera once the page stands: the first look at the devices takes its time."""
        super().showEvent(event)
        QTimer.singleShot(0, self.photo, self.photo.offer)

    def start(self) -> None:
        """Ready to type the next visitor."""
        self.form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.name.selectAll()

    def clear(self) -> None:
        """Forget what was typed."""
        self.form.reset()
        self.photo.forget()
        self._request = uuid.uuid4().hex
        self.start()

    def submit(self, *, again: bool = False) -> None:
        """Check in what was typed. A second call while the first is under way does nothing."""
        if self._saving:
            return
        if self.form.blank:  # the second click of two: the first one has saved and emptied the form
            self.start()
            return
        self._set_saving(True)
        arrival = replace(self.form.arrival(), photo=self.photo.jpeg, request=self._request, again=again)
        visitors = self._ctx.services.get(Visitors)
        self._ctx.do(
            lambda actor: visitors.check_in(actor, arrival),
            owner=self,
            done=self._done,
            failed=lambda error: self._failed(error, arrival),
        )

    def _done(self, result: CheckedIn) -> None:
        self._set_saving(False)
        self.clear()
        if result.stopped:
            self.stopped.emit(result.visit)
            return
        said = (
            N_("{name} is checked in, as expected.") if result.was_expected else N_("{name} is checked in.")
        )
        self._ctx.toasts.show(said, name=plain(result.visit.name))
        self.checked_in.emit(result.visit)
        if self._ctx.services.bench.settings.get(PRINT_AT_CHECK_IN):
            print_pass(self._ctx, self, result.visit, lambda trouble: self._waits(trouble, result.visit))

    def _waits(self, trouble: Exception, visit: Visit) -> bool:
        """A PC without a printer says so once; then the strip counts what waits, and the toast stays as it is."""
        if not lacks_printer(trouble):
            return False
        if not self._said_no_printer:
            self._said_no_printer = True
            self._ctx.toasts.warn(
                N_("{name} is checked in. No printer: the pass waits."),
                {"name": plain(visit.name)},
                action=N_("Show papers"),
                on=lambda: self._ctx.printing.waiting_dialog(self),
            )
        return True

    def _failed(self, error: Exception, arrival: Arrival) -> bool:
        self._set_saving(False)
        if isinstance(error, InvalidInput):
            self.form.show_problems(error)
            return True
        if isinstance(error, AlreadyWaiting):
            self.stopped.emit(error.visit)
            return True
        if isinstance(error, AlreadyHere):
            self._ask_again(error)
            return True
        return False

    def _ask_again(self, error: AlreadyHere) -> None:
        question = tr(error.message, **error.values)
        choices = [tr(N_("Check out the earlier visit and check in")), tr(N_("Check in once more"))]
        chosen = self._ctx.ask.choose(self, question, choices)
        if chosen == 0:
            visitors = self._ctx.services.get(Visitors)
            self._ctx.do(
                lambda actor: visitors.check_out(actor, error.visit_id),
                owner=self,
                done=lambda _: self.submit(),
            )
        elif chosen == 1:
            self.submit(again=True)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save.setEnabled(not saving)
