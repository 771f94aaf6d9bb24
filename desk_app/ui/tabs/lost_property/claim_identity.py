"""Third step of a claim: who it is, what else proves it, the signature. The document's number is kept as its mask."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLayout, QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.lost_property.records import ClaimDraft, FoundItem, LostReport, ValueClass
from desk_app.services.visitors.records import ID_KIND_NAMES, IdKind
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.lost_property.matches import reports_for
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MASKED = N_("Look at it, never photograph it: only a masked number is kept", "lost property tab")
_PROOF = N_("Such as: unlocked the phone, showed the invoice", "lost property tab")
_NAMELESS = N_("(no name)", "lost property tab")
_NOT_REPORTED = N_("Nobody reported it missing", "lost property tab")


class IdentityStep(QWidget):
    """Name, phone, document, proof, report, signature."""

    back = Signal()
    ready = Signal()

    def __init__(
        self, ctx: AppContext, item: FoundItem, report: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._item, self._wanted = ctx, item, report
        self._request = uuid.uuid4().hex
        self._reports: tuple[LostReport, ...] = ()
        self._asked = False
        self.form = Form(columns=2)
        self.name, self.phone, self.number, self.proof = (QLineEdit() for _ in range(4))
        self.kind, self.report = Choice(self._kinds()), Choice([(None, _NOT_REPORTED)])
        self.pad, self.paper = SignaturePad(), QCheckBox()
        self._build()
        self.report.value_changed.connect(lambda _: self._fill_from_report())
        self.pad.changed.connect(self._signed)
        self.paper.toggled.connect(lambda _: self._signed())

    def _kinds(self) -> list[tuple[str, Message]]:
        """The documents that prove who it is; for things of low value none is needed."""
        low = self._item.value is ValueClass.LOW
        return [(one.value, name) for one, name in ID_KIND_NAMES.items() if low or one is not IdKind.NONE]

    def _build(self) -> None:
        strict = self._item.value is not ValueClass.LOW
        self.form.add("name", N_("Name"), self.name, required=True)
        self.form.add("phone", N_("Phone"), self.phone, required=True)
        self.form.add("document_kind", N_("Document", "lost property tab"), self.kind, required=strict)
        number = N_("Its number", "lost property tab")
        self.form.add("document_number", number, self.number, required=strict, hint=_MASKED)
        self.form.add("proof", N_("What else proves it", "lost property tab"), self.proof, hint=_PROOF)
        self.form.add("report", N_("Reported missing as", "lost property tab"), self.report)
        self.form.submitted.connect(self.ready)
        self.pad.setMinimumHeight(124)
        say(self.paper, N_("They sign on the printed receipt instead", "lost property tab"))
        clear = button(N_("Clear", "signature"), self.pad.clear, kind="quiet")
        head = row(said_label(N_("The claimant signs here", "lost property tab"), "label"), None, clear)
        self.unsigned = Label(role="problem")
        self.unsigned.hide()
        layout = column(self.form, head, self.pad, self.unsigned, self.paper, spacing=8)
        layout.addSpacing(8)
        layout.addLayout(self._build_foot())
        self.setLayout(layout)

    def _build_foot(self) -> QLayout:
        back = button(N_("Back", "lost property tab"), self.back.emit, kind="quiet", icon="arrow-left")
        give = N_("Give back and print the receipt (Ctrl+Enter)", "lost property tab")
        self.sure = button(give, self.ready.emit, kind="primary", icon="check")
        told: list[QWidget] = []
        if self._item.value is ValueClass.HIGH and self._ctx.actor.role is not Role.SUPERVISOR:
            told = [said_label(N_("With the supervisor's PIN", "lost property tab"), "muted")]
        return row(back, None, *told, self.sure)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever reported it missing is asked for once the claim goes so far."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._ctx.read(
                lambda actor: reports_for(self._ctx, actor, self._item),
                owner=self,
                done=self._offer,
                key="reports",
            )

    def _offer(self, found: Sequence[LostReport]) -> None:
        self._reports = tuple(found)
        self.report.offer([(None, _NOT_REPORTED), *((one.id, _report_said(one)) for one in found)])
        if self._wanted is not None:
            self.report.choose(self._wanted)
        self.form.show_field("report", bool(found))

    def _fill_from_report(self) -> None:
        """Whoever reported it is who fetches it, unless somebody else is typed already."""
        one = next((each for each in self._reports if each.id == self.report.value), None)
        if one is not None and not (self.name.text().strip() or self.phone.text().strip()):
            self.name.setText(one.name)
            self.phone.setText(one.phone)

    def draft(self, words: str) -> ClaimDraft:
        """The claim as it stands here; a number typed without a kind of document is said to lack it."""
        return ClaimDraft(
            words=words,
            name=self.name.text(),
            phone=self.phone.text(),
            document_kind=self.kind.value or "",
            document_number=self.number.text(),
            proof=self.proof.text(),
            signature=self.pad.png() or None,
            on_paper=self.paper.isChecked(),
            lost_report=self.report.value,
            request=self._request,
        )

    def take_keyboard(self) -> None:
        """Ready to type."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, error: InvalidInput) -> bool:
        """Each problem at its place. False if one belongs nowhere here."""
        rest = dict(error.problems)
        unsigned = rest.pop("signature", None)
        self.unsigned.setVisible(unsigned is not None)
        if unsigned is not None:
            speaker.remember(self.unsigned, "setText", unsigned.message, dict(unsigned.values))
        if not rest:
            self.form.clear_problems()
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self.form.show_problems(InvalidInput(rest))

    def _signed(self) -> None:
        self.unsigned.hide()


def _report_said(one: LostReport) -> Message:
    return plain(" · ".join(part for part in (one.number, one.name or tr(_NAMELESS), one.what) if part))
