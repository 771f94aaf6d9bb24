"""The paper comes home: the pile of returned copies, scanned one after the other without touching anything else.

Each scan says large whose paper it was and what is odd about it. Typing the number under the code does the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.passes.records import ExitPass, PaperHome, PassState
from desk_app.services.passes.service import ExitPasses
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import pixmap
from desk_app.ui.tabs.passes import actions
from desk_app.ui.theme import Tone, look, restyle
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

S = PassState
SIGN = 56
"""Pixels: the sign is seen from the corner of an eye that looks at the pile."""
_SIGNS: dict[Tone, str] = {"positive": "check", "info": "info", "warning": "warning", "danger": "ban"}


def judged(home: PaperHome) -> tuple[Tone, Message]:
    """What a paper that came home tells: the state of its pass, or what is odd (operating manual, Exit passes 9)."""
    one = home.exit_pass
    released = bool(one.trips_used) or any(line.gone for line in one.lines)
    if home.was_home:
        return "warning", N_("Came home before: was it scanned twice, or are there two papers?")
    if one.state in (S.REVOKED, S.REPLACED):
        return "info", N_("Void, and out of the way.")
    if not released:
        if one.state is S.ISSUED:
            return "danger", N_(
                "Never released, and still valid! Revoke it, unless the goods have yet to leave."
            )
        return "danger", N_("Never released at a gate! Ask the holder what became of the goods.")
    if one.state is S.PARTLY:
        return "warning", N_("Part of the goods has still to leave: the holder needs this paper.")
    return "positive", N_("Used, and home.")


@dataclass(frozen=True)
class Heard:
    """What one scan gave. `exit_pass` is None for what is no paper of ours; `new`: it was not home before."""

    tone: Tone
    text: str
    values: dict[str, object]
    exit_pass: ExitPass | None = None
    new: bool = False


class ReturnedPile(QWidget):
    """The field, what the last scan was, the count, the last few."""

    closed = Signal()
    opened = Signal(object)
    """The id of a pass to look at."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._passes = ctx.services.get(ExitPasses)
        self.heard: list[Heard] = []
        """Everything of this sitting, the newest last."""
        self._build()
        look.changed.connect(self._paint)
        self.start()

    def _build(self) -> None:
        close = button(N_("Close (Esc)"), self.closed.emit, kind="icon", icon="cross")
        self.field = QLineEdit()
        self.field.setMaxLength(600)
        self.field.setMinimumHeight(44)
        say(self.field, N_("Scan the pile, or type the number under a code"), "setPlaceholderText")
        say(self.field, N_("Number under the code"), "setAccessibleName")
        self.field.returnPressed.connect(self._typed)
        self.count = Label(role="muted")
        self.undo_button = button(N_("Undo the last"), self.undo, kind="quiet", icon="undo")
        self.last = column(spacing=6)
        layout = column(
            row(said_label(N_("Returned paper"), "title"), None, close),
            self.field,
            self._build_card(),
            row(self.count, None, self.undo_button),
            rule(),
            self.last,
            None,
            spacing=12,
            margins=16,
        )
        self.setLayout(layout)

    def _build_card(self) -> QFrame:
        self.card = QFrame()
        self.card.setProperty("role", "banner")
        self.card.setMinimumHeight(210)
        self.sign = Label()
        self.sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.number = Label(role="figure")
        self.holder, self.said = Label(role="heading"), Label()
        self.show_pass = button(N_("Look at this pass"), self._show_pass, kind="link")
        self.revoke_pass = button(N_("Revoke"), self._revoke, icon="ban")
        for label in (self.number, self.holder, self.said):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        inside = column(
            None,
            self.sign,
            self.number,
            self.holder,
            self.said,
            row(None, self.revoke_pass, self.show_pass, None),
            None,
            spacing=6,
            margins=12,
        )
        self.card.setLayout(inside)
        return self.card

    def start(self) -> None:
        """A new sitting: nothing scanned yet."""
        self.heard.clear()
        self._show()
        self.field.clear()
        self.field.setFocus()

    def scan(self, raw: str) -> None:
        """A scanner read something, or somebody typed it. Several codes in one go count one by one."""
        scanned = read_scan(raw)
        for text in [part.text for part in scanned.parts] or [raw]:
            self._come_home(text)

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        if text.strip():
            self.scan(text)

    def _come_home(self, raw: str) -> None:
        self._ctx.do(
            lambda actor: self._passes.paper_home(actor, raw), owner=self, done=self._home, failed=self._odd
        )

    def _home(self, home: PaperHome) -> None:
        tone, text = judged(home)
        self._hear(Heard(tone, text, {}, home.exit_pass, new=not home.was_home))

    def _odd(self, error: Exception) -> bool:
        """Nothing of ours: said where she looks, so that the pile goes on."""
        if not isinstance(error, UserError):
            return False
        self._hear(Heard("danger", error.message, dict(error.values)))
        return True

    def _hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        self._show()

    @property
    def home(self) -> int:
        """How many papers came home in this sitting."""
        return sum(one.new for one in self.heard)

    @property
    def odd(self) -> int:
        """How many scans somebody should look at."""
        return sum(one.tone in ("warning", "danger") for one in self.heard)

    def undo(self) -> None:
        """The newest paper that came home is not here after all."""
        last = next((one for one in reversed(self.heard) if one.new), None)
        if last is None or last.exit_pass is None:
            return
        exit_pass = last.exit_pass.id

        def undone(_: ExitPass) -> None:
            self.heard.remove(last)
            self._show()

        self._ctx.do(lambda actor: self._passes.undo_paper_home(actor, exit_pass), owner=self, done=undone)
        self.field.setFocus()

    def _show(self) -> None:
        newest = self.heard[-1] if self.heard else None
        self._show_card(newest)
        speaker.remember(
            self.count,
            "setText",
            N_("Came home: {home}. To look at: {odd}."),
            {"home": self.home, "odd": self.odd},
        )
        self.undo_button.setEnabled(self.home > 0)
        self._show_last()

    def _show_card(self, newest: Heard | None) -> None:
        one = newest.exit_pass if newest else None
        self.number.setText(one.number if one else "")
        self.holder.setText(" · ".join(part for part in (one.holder, one.unit) if part) if one else "")
        for label in (self.number, self.holder):
            label.setVisible(one is not None)
        self.show_pass.setVisible(one is not None)
        self.revoke_pass.setVisible(one is not None and one.state is S.ISSUED and not one.trips_used)
        if newest is None:
            say(self.said, N_("Scan one paper after the other. Nothing else needs to be touched."))
        else:
            speaker.remember(self.said, "setText", newest.text, newest.values)
        restyle(self.card, tone=newest.tone if newest else "neutral")
        self.said.set_tone(newest.tone if newest else None)
        self._paint()

    def _paint(self, *_: object) -> None:
        tone: Tone = self.heard[-1].tone if self.heard else "neutral"
        name = _SIGNS.get(tone, "scan")
        self.sign.setPixmap(
            pixmap(name, SIGN, "muted" if tone == "neutral" else tone, self.devicePixelRatioF())
        )

    def _show_last(self) -> None:
        """The few before the newest, for a glance back."""
        while self.last.count():
            old = self.last.takeAt(0)
            widget = old.widget() if old is not None else None
            if widget is not None:
                widget.hide()  # gone now, not at the end of the turn: the next ones stand in its place
                widget.deleteLater()
        for one in list(reversed(self.heard[:-1]))[:6]:
            self.last.addWidget(_Line(one))

    def _show_pass(self) -> None:
        one = self.heard[-1].exit_pass if self.heard else None
        if one is not None:
            self.opened.emit(one.id)

    def _revoke(self) -> None:
        """Nobody used the pass whose paper lies here, and anybody still could."""
        newest = self.heard[-1] if self.heard else None
        if newest is None or newest.exit_pass is None:
            return

        def revoked(gone: ExitPass) -> None:
            if newest in self.heard:
                tone, text = judged(PaperHome(gone, was_home=False))
                self.heard[self.heard.index(newest)] = replace(newest, tone=tone, text=text, exit_pass=gone)
                self._show()
            self.field.setFocus()

        actions.revoke(self._ctx, self, newest.exit_pass, revoked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the sitting."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Line(QWidget):
    """One earlier scan."""

    def __init__(self, heard: Heard) -> None:
        super().__init__()
        one = heard.exit_pass
        said = Label()
        said.setWordWrap(True)
        speaker.remember(said, "setText", heard.text, heard.values)
        said.set_tone(heard.tone)
        who = Label(f"{one.number}  {one.holder}" if one else "", "muted")
        self.setLayout(column(who, said, spacing=2) if one else column(said, spacing=2))
