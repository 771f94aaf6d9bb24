"""Second step of a claim: the claimant's words beside what only the owner knows. The clerk decides, not the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import FoundItem, Secrets
from desk_app.ui.tabs.lost_property.claim_parts import joined, long_text, pills
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_SIDE_HEIGHT = 236
"""Pixels: longer words scroll, on a small screen too."""
FITS_KEY, REFUSE_KEY = "F4", "F5"
_NOTHING_SECRET = N_(
    "Nothing secret is on record: compare with the thing itself, and ask for other proof.",
    "lost property tab",
)
_UNREADABLE = N_(
    "Something secret was sealed on another PC and cannot be read here. Ask for other proof, or claim it there.",
    "lost property tab",
)
_TELL_NOTHING = N_(
    "Tell the claimant only that it does not match: not what is wrong, nothing of the thing.",
    "lost property tab",
)


class CompareStep(QWidget):
    """Both sides, and what they have in common. Empty until the words are on record."""

    fits = Signal()
    refused = Signal(str)
    """Why the claim is not believed."""
    later = Signal()

    def __init__(self, item: FoundItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theirs, self._ours = Card(_SAID), Card(_KNOWN)
        self.words, self.public, self.secret, self.contents = (long_text() for _ in range(4))
        self.notice = Banner()
        self.alike = QWidget()
        self._secret_head = said_label(N_("Secret features", "lost property tab"), "label")
        self._contents_head = said_label(
            N_("Contents, as two people listed them", "lost property tab"), "label"
        )
        self._build()
        self._keys()

    def _build(self) -> None:
        known = (self.public, self._secret_head, self.secret, self._contents_head, self.contents)
        self._theirs.body.addWidget(scrolling(self.words))
        self._ours.body.addWidget(scrolling(*known, spacing=6))
        for card in (self._theirs, self._ours):
            card.setMinimumHeight(_SIDE_HEIGHT)
        sides = row(self._theirs, self._ours, spacing=12)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self._alike_box = column()
        self.why = QLineEdit()
        self.form = Form(enter_submits=True)
        self.form.add("why", _WHY, self.why, required=True, hint=_TELL_NOTHING)
        self.form.submitted.connect(self._refuse)
        self.form.hide()
        layout = column(self.notice, spacing=12)
        layout.addLayout(sides, 1)
        for part in (self._alike_box, self._build_foot()):
            layout.addLayout(part)
        layout.insertWidget(3, self.form)
        self.setLayout(layout)

    def _build_foot(self) -> QLayout:
        fits = N_("It fits: give it back (F4)", "lost property tab")
        self.yes = button(fits, self.fits.emit, kind="primary", icon="check")
        self.no = button(N_("Does not fit… (F5)", "lost property tab"), self.ask_why, icon="cross")
        sure = N_("Refuse the claim", "lost property tab")
        self.sure = button(sure, self._refuse, kind="danger", icon="ban")
        self.sure.hide()
        later = button(N_("Decide later", "lost property tab"), self.later.emit, kind="quiet")
        return row(later, None, self.no, self.sure, self.yes)

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            (FITS_KEY, self.fits.emit),
            (REFUSE_KEY, self.ask_why),
        )
        for key, on in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(on)

    def show_both(self, words: str, found: Secrets) -> None:
        """The claimant's words are on record: now both may be seen."""
        one = self._item
        self.words.setText(words)
        self.public.setText("\n".join(part for part in (one.what, one.features) if part))
        self.secret.setText(found.secret)
        self.contents.setText(found.contents)
        for head, text in ((self._secret_head, self.secret), (self._contents_head, self.contents)):
            head.setVisible(bool(text.text()))
            text.setVisible(bool(text.text()))
        if found.unreadable:
            self.notice.tell(_UNREADABLE, "warning")
        elif not (found.secret or found.contents):
            self.notice.tell(_NOTHING_SECRET, "info")
        self._show_alike(words, found.alike, found.unlike)

    def _show_alike(self, words: str, alike: tuple[str, ...], unlike: tuple[str, ...] = ()) -> None:
        self._alike_box.removeWidget(self.alike)
        for one in self.alike.findChildren(Label):
            one.clear()  # it may tell what is secret, and goes a moment later only
        self.alike.hide()
        self.alike.deleteLater()
        heading = (
            N_("In common", "lost property tab") if alike else N_("No word in common", "lost property tab")
        )
        self.alike = QWidget()
        box = row(said_label(heading, "label"), pills(joined(words, alike), "positive"), spacing=8)
        box.setStretch(1, 1)
        both = column(box, spacing=6)
        if unlike:
            against = said_label(N_("Contradicts the record", "lost property tab"), "label")
            other = row(against, pills(joined(words, unlike), "danger"), spacing=8)
            other.setStretch(1, 1)
            both.addLayout(other)
        self.alike.setLayout(both)
        self._alike_box.addWidget(self.alike)

    def ask_why(self) -> None:
        """It does not fit: why, for the record."""
        self.form.show()
        self.no.hide()
        self.sure.show()
        self.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refuse(self) -> None:
        if self.form.isVisibleTo(self):
            self.refused.emit(self.why.text())

    def take_keyboard(self) -> None:
        """On no button: Enter pressed once too often decides nothing."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, error: InvalidInput) -> bool:
        """A reason is missing. False for what belongs to no field here."""
        return self.form.show_problems(error)

    def wipe(self) -> None:
        """Nothing secret stays in a widget."""
        for one in (self.words, self.public, self.secret, self.contents):
            one.clear()
        self._show_alike("", ())
        self.why.clear()


_SAID = N_("The claimant says", "lost property tab")
_KNOWN = N_("On record", "lost property tab")
_WHY = N_("Reason for refusing the claim", "lost property tab")
