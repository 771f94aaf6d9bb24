"""A claim, in three steps: the claimant's words, the comparison, who it is and the signature.

Nothing but the number is in sight before the words are on record. What is secret is shown for as long as
the dialog stands and is wiped when it closes. Escape loses nothing: the words stay on record. To add a step: a widget
in a `claim_….py` of its own, and its place in `_STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.records import CATEGORY_NAMES, FoundItem, Secrets
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.lost_property.claim_compare import CompareStep
from desk_app.ui.tabs.lost_property.claim_identity import IdentityStep
from desk_app.ui.tabs.lost_property.claim_paper import print_receipt
from desk_app.ui.tabs.lost_property.claim_veil import Veil
from desk_app.ui.tabs.lost_property.claim_words import WordsStep
from desk_app.ui.tabs.lost_property.columns import where_line
from desk_app.ui.widgets.dialog import Dialog, centre, is_go, may_leave
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WORDS, COMPARE, IDENTITY = range(3)
"""The steps, as places in the stack."""
_STEPS = (
    N_("1 Their words", "lost property tab"),
    N_("2 Compare", "lost property tab"),
    N_("3 Give back", "lost property tab"),
)
_GIVE = "give"
_WIDTH = 720


class ClaimDialog(Dialog):
    """Somebody says that it is theirs. `begin(after)`: `after` is given the item once the claim is decided."""

    def __init__(
        self, ctx: AppContext, item: FoundItem, parent: QWidget, *, report: int | None = None
    ) -> None:
        """`report`: the lost report that the claimant made, if it is known."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._item, self._page = ctx, item, parent
        self._said = ""
        self._busy = self._over = False
        self._after: Callable[[FoundItem], object] | None = None
        say(self, N_("Claim of {number}", "lost property tab"), "setWindowTitle", number=plain(item.number))
        self.words, self.compare = WordsStep(), CompareStep(item)
        self.identity = IdentityStep(ctx, item, report)
        self.stack = QStackedWidget()
        for step in (self.words, self.compare, self.identity):
            self.stack.addWidget(step)
        self._build()
        self._wire()
        self._go(WORDS)

    def _build(self) -> None:
        self._marks = [Pill(one) for one in _STEPS]
        self._about = Label(role="muted")
        self._about.setWordWrap(True)
        self._tell_about()
        title = said_label(N_("Whose is it?", "lost property tab"), "title")
        head = row(title, None, *self._marks)
        self.setLayout(column(head, self._about, self.stack, spacing=12, margins=24))
        self.setMinimumWidth(_WIDTH)

    def _wire(self) -> None:
        self.words.said.connect(self._claim)
        self.words.cancelled.connect(self.reject)
        self.compare.fits.connect(lambda: self._go(IDENTITY))
        self.compare.refused.connect(self._refuse)
        self.compare.later.connect(lambda: super(ClaimDialog, self).reject())
        self.identity.back.connect(lambda: self._go(COMPARE))
        self.identity.ready.connect(lambda: self._give_back())
        self.finished.connect(self._wipe)
        speaker.language_changed.connect(self._tell_about)

    def begin(self, after: Callable[[FoundItem], object]) -> None:
        """Open, ready for the claimant's words."""
        self._after = after
        self._veil = Veil(self._page)
        self.finished.connect(self._veil.lift)
        self.open()
        self.words.take_keyboard()

    @property
    def step(self) -> int:
        """Which step is in sight."""
        return self.stack.currentIndex()

    def reject(self) -> None:
        """Escape: what was typed and is not on record yet, or signed, is not lost without a question."""
        if may_leave(self._ctx.ask, self):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter from the signature and from buttons too: the claim goes on."""
        if is_go(event) and self.step != COMPARE:
            (self.words.submit if self.step == WORDS else self.identity.ready.emit)()
        else:
            super().keyPressEvent(event)

    def _tell_about(self) -> None:
        """The number alone before the words are on record: the claimant may stand beside the screen."""
        one = self._item
        known = (tr(CATEGORY_NAMES[one.category]), where_line(one)) if self._said else ()
        parts = (one.number, *known)
        self._about.setText(" · ".join(part for part in parts if part))

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self._fit(step)
        for place, mark in enumerate(self._marks):
            mark.show_state(_STEPS[place], "accent" if place == step else "neutral")
        (self.words, self.compare, self.identity)[step].take_keyboard()

    def _fit(self, step: int) -> None:
        """As high as the step in sight, not as the highest of them."""
        policy = QSizePolicy.Policy
        for place, one in enumerate((self.words, self.compare, self.identity)):
            one.setSizePolicy(policy.Preferred, policy.Preferred if place == step else policy.Ignored)
        self.stack.adjustSize()
        self.adjustSize()
        if self.isVisible():
            centre(self)  # a higher step would reach below a small screen

    def _wipe(self) -> None:
        """Nothing secret outlives the dialog."""
        self._over = True
        self._said = ""
        self.words.wipe()
        self.compare.wipe()

    # The words

    def _claim(self, words: str) -> None:
        if self._busy:
            return
        self._busy = True
        verbs, item = self._ctx.services.get(LostProperty), self._item.id
        self._ctx.do(
            lambda actor: verbs.claim(actor, item, words),
            owner=self,
            done=lambda found: self._compare(words, found),
            failed=self._failed,
        )

    def _compare(self, words: str, found: Secrets) -> None:
        """Closed meanwhile, it shows nothing any more; the words are on record all the same."""
        if self._over:
            return
        self._busy, self._said = False, words
        self.words.field.document().setModified(False)  # on record: no longer to be lost
        self._tell_about()
        self.compare.show_both(words, found)
        self._go(COMPARE)

    # It does not fit

    def _refuse(self, why: str) -> None:
        if self._busy:
            return
        self._busy = True
        verbs, item = self._ctx.services.get(LostProperty), self._item.id
        self._ctx.do(
            lambda actor: verbs.refuse_claim(actor, item, why),
            owner=self,
            done=self._refused,
            failed=self._failed,
        )

    def _refused(self, item: FoundItem) -> None:
        said = N_("{number}: the claim is refused. The claimant is told nothing of it.", "lost property tab")
        self._ctx.toasts.show(said, number=plain(item.number))
        self._end(item)

    # It is theirs

    def _give_back(self, by: Actor | None = None, reason: str = "") -> None:
        if self._busy:
            return
        self._busy = True
        verbs, item, draft = (
            self._ctx.services.get(LostProperty),
            self._item.id,
            self.identity.draft(self._said),
        )
        self._ctx.do(
            lambda actor: verbs.give_back(actor, item, draft, reason),
            owner=self,
            done=self._given,
            failed=self._failed,
            by=by,
        )

    def _given(self, item: FoundItem) -> None:
        said = N_("{number} is given back; the receipt is being printed.", "lost property tab")
        self._ctx.toasts.show(said, number=plain(item.number))
        print_receipt(self._ctx, self._page, item)
        self._end(item)

    def _end(self, item: FoundItem) -> None:
        after = self._after
        self.accept()
        if after is not None:
            after(item)

    # What was not possible

    def _failed(self, error: Exception) -> bool:
        self._busy = False
        if isinstance(error, Unsettled) and error.findings[0].weight is Weight.APPROVAL:
            self._ask_supervisor(error.findings)
            return True
        step = (self.words, self.compare, self.identity)[self.step]
        return isinstance(error, InvalidInput) and step.show_problems(error)

    def _ask_supervisor(self, findings: Sequence[Finding]) -> None:
        dialog = ApprovalDialog(
            self._ctx,
            N_("The supervisor gives it back with you", "lost property tab"),
            findings[0].text,
            (Decision(_GIVE, N_("Give it back", "lost property tab"), "primary"),),
            self,
            note="\n".join(tr(one.text) for one in findings[1:]),
        )
        dialog.begin(lambda decided: self._give_back(decided.by, decided.reason))


def claim(
    ctx: AppContext,
    owner: QWidget,
    item: FoundItem,
    after: Callable[[FoundItem], object],
    *,
    report: int | None = None,
) -> None:
    """Begin a claim of this item."""
    ClaimDialog(ctx, item, owner, report=report).begin(after)
