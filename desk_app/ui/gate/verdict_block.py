"""The verdict, readable from two metres: a colour, a symbol, one word; under it the reason and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.codes.answers import PHONE_NAMES, Phone, Tone
from desk_app.services.core.words import N_
from desk_app.ui.gate.faces import Face
from desk_app.ui.i18n import tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, column, row

SIGNS = {Tone.GOOD: "gate-pass", Tone.AGAIN: "gate-again", Tone.BAD: "gate-stop"}
"""Three shapes that differ as much as their colours: a tick in a circle, a triangle, a stop sign."""
COMPARE = "gate-compare"
"""Scales, on a colour of their own: it may leave, and did not yet. The tick is for what is done."""
_READY = N_("Scan pass", "gate")
_READY_HINT = N_("Or type the number under the code, then Enter.")
_SIGNS_SHARE, _LEAST_SIGN, _MOST_SIGN = 0.2, 84, 220
"""How large the symbol is: a share of the height there is, within limits."""
_SMALL_SIGN, _SIGN_UNDER_DOUBT = 40, 60


class VerdictBlock(QWidget):
    """`show_face` for a verdict, `show_ready` while it waits. `beside` stands to the right of the word.

    `set_short` leaves the rest of the window to goods: the reason goes down to the next step.
    """

    def __init__(self, *beside: QWidget) -> None:
        super().__init__()
        self._face: Face | None = None
        self._number = ""
        self.sign = Label()
        self._sign = ("scan", "accent")
        self.word = FitText(40, 300)
        self.reason = self._line("gate-reason")
        self.next_step = self._line("gate-next")
        self.phone = self._line("gate-phone")
        self.reason_below = self._line("gate-reason-below")
        self.doubt = self._line("gate-doubt")
        self.doubt.hide()
        self._short = False
        self._arrow, self._handset = Label(), Label()
        top = row(self._top(), *beside, spacing=12)
        top.setStretch(0, 1)
        self.setLayout(column(top, self._band(), spacing=12))
        self.layout().setStretch(0, 1)  # type: ignore[union-attr]
        self.retell()

    @staticmethod
    def _line(role: str) -> Label:
        label = Label()
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def _top(self) -> QFrame:
        self.block = QFrame()
        self.block.setProperty("role", "gate-block")
        self._under = row(self.sign, self.reason, spacing=20)
        self._under.setStretch(1, 1)
        self._word_row = row(self.word, spacing=16)
        inside = column(self.doubt, self._word_row, self._under, spacing=4)
        inside.setAlignment(self.doubt, Qt.AlignmentFlag.AlignTop)
        inside.setStretch(1, 1)
        # the word takes the whole width and all the height that the reason leaves
        inside.setContentsMargins(28, 8, 28, 20)
        self.block.setLayout(inside)
        return self.block

    def settle(self) -> None:
        """Need no more room than what is said now, at once and not with the next event."""
        for inner in (self.block.layout(), self.band.layout(), self.layout()):
            if inner is not None:
                inner.activate()

    def set_short(self, short: bool) -> None:
        """As high as it must be, the symbol beside the word; or all the height there is."""
        if short == self._short:
            return
        self._short = short
        where, other = (self._word_row, self._under) if short else (self._under, self._word_row)
        other.removeWidget(self.sign)
        where.insertWidget(0, self.sign)
        self.reason.setVisible(not short)
        self.reason_below.setVisible(short and not (self._face and self._face.brief))
        self.block.layout().setContentsMargins(*((24, 4, 24, 4) if short else (28, 8, 28, 20)))  # type: ignore[union-attr]
        self._draw_sign(*self._sign)

    def _band(self) -> QFrame:
        self.band = QFrame()
        self.band.setProperty("role", "gate-band")
        said = column(self.reason_below, self.next_step, spacing=2)
        inside = row(self._arrow, said, self._handset, self.phone, spacing=14)
        inside.setStretch(1, 1)
        inside.setContentsMargins(20, 12, 20, 12)
        self.phone.setWordWrap(False)
        self.reason_below.hide()
        self.band.setLayout(inside)
        return self.band

    def show_face(self, face: Face, number: str, doubts: Sequence[str] = (), *, grave: bool = False) -> None:
        """A verdict; `number` is the telephone of whom it says to phone, "" if nobody wrote it down. `doubts`: what it
        rests on is in doubt; `grave`: so much that a guard alone may not go by it.
        """
        self._face, self._number = face, number
        self.doubt.setText("\n".join(doubts))
        restyle(self.doubt, tone="danger" if grave else "warning")
        self.retell()

    def show_ready(self) -> None:
        """Waiting for the next pass."""
        self._face = None
        self.retell()

    def retell(self) -> None:
        """Say and paint it again: another language, another theme."""
        face = self._face
        self.band.setVisible(face is not None)
        self.doubt.setVisible(face is not None and bool(self.doubt.text()))
        if face is None:
            restyle(self.block, tone="ready")
            self.word.show_text(tr(_READY), "text")
            self.reason.setText(tr(_READY_HINT))
            self._draw_sign("scan", "accent")
        else:
            self._tell(face)
        restyle(self.reason, on="plain" if face is None else "solid")
        self.setAccessibleName(
            " ".join(
                (
                    f"{self.word.text}.",
                    self.doubt.text() if face else "",
                    self.reason.text(),
                    self.next_step.text(),
                    self.phone.text(),
                )
            )
        )

    def _tell(self, face: Face) -> None:
        asks = face.tone is Tone.GOOD and not face.done
        restyle(self.block, tone="compare" if asks else face.tone.value)
        self.word.show_text(tr(face.word), "on_solid")
        for reason in (self.reason, self.reason_below):
            reason.setText(tr(face.reason, **face.values))
        self.reason_below.setVisible(self._short and not face.brief)
        self._draw_sign(COMPARE if asks else SIGNS[face.tone], "on_solid")
        self.next_step.setText(tr(face.next_step, **face.values))
        self._draw(self._arrow, "arrow-right", _SMALL_SIGN, "accent")
        call, whom = face.phone is not Phone.NOBODY, PHONE_NAMES[face.phone]
        number = self._number or tr(N_("No number in the settings"))
        self.phone.setText(f"{tr(whom)}\n{number}" if call else "")
        self._draw(self._handset, "phone", _SMALL_SIGN, "warning")
        self._handset.setVisible(call)
        self.phone.setVisible(call)

    def _draw_sign(self, name: str, token: str) -> None:
        self._sign = (name, token)
        share = 0 if self._short else self.height() * _SIGNS_SHARE
        least = _SIGN_UNDER_DOUBT if self._short and not self.doubt.isHidden() else _LEAST_SIGN
        size = round(min(_MOST_SIGN, max(least, share)))
        self.sign.setFixedSize(size, size)
        self._draw(self.sign, name, size, token)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The symbol grows with its place."""
        super().resizeEvent(event)
        self._draw_sign(*self._sign)

    def _draw(self, label: Label, name: str, size: int, token: str) -> None:
        label.setPixmap(pixmap(name, size, token, self.devicePixelRatioF()))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
