"""Whom the piece may be for, the likeliest first, each with the reason; and what came of the last one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desk_app.services.core.words import N_
from desk_app.services.mail.records import MAIL_KIND_NAMES, WHY_TENANT_NAMES, Proposal
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.tabs.mail.sorting_slips import Slip
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, column
from desk_app.ui.widgets.press import PushButton

MOST = 8
"""So many are ever proposed."""
_IN_SIGHT = 6
"""So many are in sight at most."""
_EACH = 58
"""Pixels of a proposal, with the space under it."""
_MOVED_TO = N_("moved out, new address: {address}", "mail sorting")
_MOVED = N_("moved out, no new address", "mail sorting")
_MAILBOX = N_("mailbox {mailbox}", "mail sorting")


class Offer(QWidget):
    """The proposals, as many as there is room for; one is marked."""

    chosen = Signal(object)
    """A Proposal that was clicked on."""

    def __init__(self) -> None:
        super().__init__()
        self.proposals: Sequence[Proposal] = ()
        self.at = 0
        """Which one is marked."""
        self.buttons = [self._button(place) for place in range(MOST)]
        self.setLayout(column(*self.buttons, None, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(2 * _EACH)
        self.setMaximumHeight(_IN_SIGHT * _EACH)  # on a large screen what came of it stays near the line
        self.show_proposals(())
        speaker.language_changed.connect(self._retell)

    @property
    def marked(self) -> Proposal | None:
        """Whom Enter takes."""
        return self.proposals[self.at] if self.at < len(self.proposals) else None

    def show_proposals(self, found: Sequence[Proposal]) -> None:
        """Others; the first is marked."""
        self.proposals, self.at = found, 0
        self._retell()

    def move(self, by: int) -> None:  # type: ignore[override]
        """Mark the next one, or the one before."""
        if self.proposals:
            self.at = (self.at + by) % min(len(self.proposals), self._room)
            self._retell()

    @property
    def _room(self) -> int:
        return max(2, min(MOST, (self.height() + 6) // _EACH))

    def _button(self, place: int) -> PushButton:
        made = PushButton()
        made.setProperty("kind", "person")
        made.setProperty("offer", "true")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFixedHeight(_EACH - 6)
        made.clicked.connect(lambda: self._clicked(place))
        return made

    def _clicked(self, place: int) -> None:
        self.at = place
        self._retell()
        if self.marked is not None:
            self.chosen.emit(self.marked)

    def _retell(self) -> None:
        for place, made in enumerate(self.buttons):
            made.setVisible(place < min(len(self.proposals), self._room))
            if place >= len(self.proposals):
                continue
            one = self.proposals[place]
            made.setText(f"{_who(one)}\n{_why(one)}")
            made.setAccessibleName(f"{_who(one)}, {_why(one)}")
            made.setChecked(place == self.at)
            restyle(made, gone=one.moved_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as fit."""
        super().resizeEvent(event)
        self._retell()


def _who(one: Proposal) -> str:
    return " · ".join(part for part in (one.unit, one.name, one.person) if part)


def _why(one: Proposal) -> str:
    box = tr(_MAILBOX, mailbox=one.mailbox) if one.mailbox else ""
    gone = ""
    if one.moved_out:
        gone = tr(_MOVED_TO, address=one.forwarding) if one.forwarding else tr(_MOVED)
    return " · ".join(part for part in (tr(WHY_TENANT_NAMES[one.why]), box, gone) if part)


class Told(QFrame):
    """Where the last one goes, in large letters: into which mailbox, onto which shelf."""

    def __init__(self) -> None:
        super().__init__()
        self.slip: Slip | None = None
        self._refused = ""
        self.setProperty("role", "rain-block")
        self.word, self.detail = FitText(18, 30), Label(role="muted")
        inside = column(self.word, self.detail, spacing=2)
        inside.setContentsMargins(18, 8, 18, 10)
        self.setLayout(inside)
        self.setFixedHeight(84)
        self.show_slip(None)
        speaker.language_changed.connect(self._retell)

    def show_slip(self, slip: Slip | None) -> None:
        """Say what came of it."""
        self.slip, self._refused = slip, ""
        self._retell()

    def show_refused(self, problem: str) -> None:
        """The piece in the fields was not taken: what stood here is not about it."""
        self.slip, self._refused = None, problem
        self._retell()

    @property
    def refused(self) -> bool:
        """Whether it says that a piece was not taken."""
        return bool(self._refused)

    def _retell(self) -> None:
        if self._refused:
            self.word.show_text(self._refused, "danger")
            self.detail.setText(tr(_NOT_TAKEN))
            restyle(self, tone="danger")
            return
        slip = self.slip
        tone: Tone | str = _tone(slip) if slip is not None else "ready"
        self.word.show_text(
            _headline(slip) if slip is not None else tr(_READY), "muted" if slip is None else "text"
        )
        self.detail.setText(_detail(slip) if slip is not None else tr(_READY_HINT))
        restyle(self, tone=tone)


_READY = N_("Type or scan the first piece", "mail sorting")
_READY_HINT = N_("Alt and a number changes the kind. A barcode may be scanned at any time.", "mail sorting")
_NOT_TAKEN = N_("Not booked", "mail sorting")
_APART = N_("{company}: moved out, keep it apart", "mail sorting")
_TO_BOX = N_("{company} → mailbox {mailbox}", "mail sorting")
_TO_UNIT = N_("{company} → {unit}", "mail sorting")
_TO_SHELF = N_("{company} → {place}", "mail sorting")
_TO_PILE = N_("To the unmatched pile: {number}", "mail sorting")
_LETTERS = N_("{kind}: +{n}, {count} in this batch", "mail sorting")
_REGISTERED = N_("{kind} {number}", "mail sorting")
_ENVELOPE = N_("{kind}: {words}", "mail sorting")
_CORRECTED = N_("{kind} {number}, corrected", "mail sorting")


def _tone(slip: Slip) -> Tone:
    if slip.proposal is None or slip.proposal.moved_out:
        return "warning"
    return "positive"


def _headline(slip: Slip) -> str:
    one, piece = slip.proposal, slip.piece
    if one is None:
        return tr(_TO_PILE, number=piece.number if piece is not None else "")
    if piece is not None and piece.place:
        return tr(_TO_SHELF, company=one.name, place=piece.place)
    if one.moved_out:
        return tr(_APART, company=one.name)
    if piece is None and one.mailbox:
        return tr(_TO_BOX, company=one.name, mailbox=one.mailbox)
    return tr(_TO_UNIT, company=one.name, unit=one.unit) if one.unit else one.name


def _detail(slip: Slip) -> str:
    kind = tr(MAIL_KIND_NAMES[slip.kind])
    if slip.proposal is None:
        return tr(_ENVELOPE, kind=kind, words=slip.recipient or slip.raw)
    if slip.piece is None:
        return tr(_LETTERS, kind=kind, n=slip.quantity, count=slip.count)
    said = _CORRECTED if slip.corrects is not None else _REGISTERED
    return tr(said, kind=kind, number=slip.piece.number)
