"""Lending beside the list: always there. Scan, initials, Enter, purpose, Ctrl+Enter."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.words import N_
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Handout, HandoutDraft
from desk_app.services.keys.service import Keys
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys.borrow_form import BorrowForm
from desk_app.ui.tabs.keys.found import Found
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.findings_view import FindingsView, FindingWords, weight_of
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REST_MS = 200
"""How long the keys rest before the borrowing is judged."""
_MOST_FINDINGS = 120
"""Pixels: more of them scroll."""
WORDS = FindingWords(
    refused=N_("Not lent", "keys tab"),
    before=N_("Warnings stand here while the borrowing is typed."),
    fine=N_("Nothing speaks against lending."),
)


class ReadDialog(Dialog):
    """What was found, to be read; Enter goes back, for reading takes a moment."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget) -> None:
        super().__init__(parent)
        title = N_("Read this before the key is lent")
        say(self, title, "setWindowTitle")
        view = FindingsView(WORDS)
        view.show_findings(findings)
        back = button(N_("Back to the form"), self.reject)
        self.sure = button(N_("Lend all the same"), self.accept, kind="primary")
        self.setLayout(
            column(
                said_label(title, "title", wrap=True),
                view,
                row(None, back, self.sure),
                spacing=16,
                margins=24,
            )
        )
        self.setMinimumWidth(480)
        back.setDefault(True)
        back.setFocus()


class Borrow(QWidget):
    """Form, what speaks against it, one button."""

    lent = Signal(object)
    """The Handout: out, or waiting for approval."""
    opened = Signal(str, object)
    """Kind and record behind a finding, to be shown."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self._saving = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.form = BorrowForm(self._ctx)
        self.findings = FindingsView(WORDS, lambda kind, record: self.opened.emit(kind, record), compact=True)
        self._area, self._found = scrolling(self.form), scrolling(self.findings)
        self.slip = QCheckBox()
        say(self.slip, N_("Print the slip", "keys tab"))
        self.lend = button(N_("Lend", "keys tab"), self.submit, kind="primary", icon="key")
        self.lend.setToolTip("Ctrl+Enter")
        clear = button(N_("Clear"), self.clear, kind="quiet")
        head = row(said_label(N_("Lend keys"), "heading"), None, clear)
        foot = row(self.slip, None, self.lend)
        self.setLayout(column(head, self._area, self._found, foot, spacing=10, margins=16))
        self._say_verdict()

    def _wire(self) -> None:
        self.form.submitted.connect(self.submit)
        self.form.changed.connect(self._changed)
        self._rest.timeout.connect(self.judge)

    # Typing

    def start(self) -> None:
        """Ready to lend: the keyboard goes to what is still empty."""
        first = self._after_keys() if self.form.copies.ids else self.form.copies
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _after_keys(self) -> QWidget:
        """What comes once the keys are known: the call for one in trust, else who signs."""
        return self.form.trust.agreed if self.form.trust.open else self.form.colleague

    def take(self, found: Found) -> None:
        """A tag was scanned: its copy, or its ring's."""
        self.form.copies.add(found)
        after = self._after_keys()
        if after is not self.form.colleague or not self.form.colleague.text():
            after.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._keep_in_sight)

    def clear(self) -> None:
        """Forget what was typed."""
        self.form.reset()
        self.findings.show_findings((), judged=False)
        self._request = uuid.uuid4().hex
        self._say_verdict()
        self.start()

    def _changed(self) -> None:
        self._say_verdict()
        self._rest.start()

    def judge(self) -> None:
        """Ask what speaks against it as it stands."""
        self._rest.stop()
        if not self.form.copies.ids:
            self._show_findings(())
            return
        queries, draft = self._ctx.services.get(KeyQueries), self.form.draft()
        self._ctx.read(
            lambda actor: queries.findings(actor, draft), owner=self, done=self._show_findings, key="findings"
        )

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        typed = bool(self.form.copies.ids)  # an answer may come late: the form was emptied meanwhile
        self.findings.show_findings(findings if typed else (), judged=typed)
        self._say_verdict()

    def _say_verdict(self) -> None:
        """Whether it is lent at once, or a supervisor has a say."""
        waits = any(one.weight is Weight.APPROVAL for one in self.findings.findings)
        needed = self.form.approvals or waits
        self._found.setVisible(bool(self.findings.findings))
        if (inside := self._found.widget()) is not None:
            self._found.setFixedHeight(min(_MOST_FINDINGS, inside.heightForWidth(self._found.width())))
        QTimer.singleShot(0, self, self._keep_in_sight)
        word = N_("Ask for approval", "keys tab") if needed else N_("Lend", "keys tab")
        say(self.lend, word)
        say(self.lend, word, "setAccessibleName")

    def _keep_in_sight(self) -> None:
        """What is found takes room from the form: the field with the keyboard stays in sight."""
        at = QApplication.focusWidget()
        if at is not None and self.form.isAncestorOf(at):
            self._area.ensureWidgetVisible(at)

    # Lending

    def submit(self) -> None:
        """Lend, or ask for approval. A second call while the first is under way does nothing."""
        if self._saving:
            return
        if self.form.blank:  # the second click of two: the first has lent and emptied the form
            self.start()
        elif (unread := self.form.unread) is not None:
            self.form.show_problems(unread.problems)
        else:
            self._do(replace(self.form.draft(), request=self._request))

    def _do(self, draft: HandoutDraft) -> None:
        self._set_saving(True)
        keys = self._ctx.services.get(Keys)
        self._ctx.do(
            lambda actor: keys.borrow(actor, draft),
            owner=self,
            done=self._done,
            failed=lambda error: self._failed(error, draft),
        )

    def _done(self, handout: Handout) -> None:
        self._set_saving(False)
        self.clear()
        self.lent.emit(handout)

    def _failed(self, error: Exception, draft: HandoutDraft) -> bool:
        self._set_saving(False)
        if isinstance(error, InvalidInput):
            self.form.show_problems(error.problems)
            return True
        if not isinstance(error, Unsettled):
            return False
        self._show_findings(error.findings)
        if weight_of(error.findings) is Weight.WARNING:
            self._ask_to_read(error.findings, draft)
        return True

    def _ask_to_read(self, findings: Sequence[Finding], draft: HandoutDraft) -> None:
        dialog = ReadDialog(findings, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._do(replace(draft, acknowledged=True)))
        dialog.open()

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.lend.setEnabled(not saving)
