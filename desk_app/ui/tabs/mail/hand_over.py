"""Somebody collects: what they take along, who they are, one signature. Short: a person stands there.

Keyboard: the name, Enter, the signature, Enter. F8 prints the sheet to sign on paper instead; F2 ticks all or none.
A scanned label ticks its piece.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from desk_app.services.codes.scanned import Scan
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.records import HandOverDraft, Piece
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.columns import kind_line, marks, whose_line
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import dots, scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_LIST, _SIDE, _HEIGHT = 400, 360, 420
"""Pixels: the pieces, who collects them, both."""


class Line(QWidget):
    """One piece: whether it is handed over, what it is, where it lies."""

    changed = Signal()

    def __init__(self, piece: Piece, *, ticked: bool) -> None:
        super().__init__()
        self.piece = piece
        self.tick = QCheckBox()
        self.tick.setChecked(ticked)
        # What people typed is no text of ours: an ampersand in it is none of a shortcut's.
        self.tick.setText(dots(kind_line(piece), piece.barcode or piece.number).replace("&", "&&"))
        self.tick.toggled.connect(lambda _: self.changed.emit())
        under = Label(dots(piece.recipient, *marks(piece)), "caption")
        under.setWordWrap(True)
        under.setVisible(bool(under.text()))
        under.setIndent(32)
        place = Label(piece.place, "heading")
        layout = row(spacing=12)
        layout.addLayout(column(self.tick, under, spacing=0), 1)
        layout.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)


class HandOverDialog(Dialog):
    """Pieces of one company at the left, who collects them at the right."""

    def __init__(
        self, ctx: AppContext, pieces: Sequence[Piece], ticked: Collection[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self._after: Callable[[list[Piece]], object] | None = None
        self._request, self._by_hand = uuid.uuid4().hex, False
        say(self, N_("Hand over", "mail tab"), "setWindowTitle")
        self.lines = [Line(one, ticked=one.id in ticked) for one in pieces]
        self._build(pieces[0])
        self._wire()
        self._prefill()
        self._count()

    def _build(self, first: Piece) -> None:
        self.name, self.proxy, self.on_paper = QLineEdit(), QCheckBox(), QCheckBox()
        say(self.proxy, N_("For the recipient (proxy)", "mail tab"))
        say(self.on_paper, N_("Signed on paper (F8)", "mail tab"))
        self.form = Form(enter_submits=True)
        hint = N_("Name as it is signed", "mail tab")
        self.form.add("name", N_("Who collects?", "mail tab"), self.name, required=True, hint=hint)
        self.form.add("proxy", "", self.proxy)
        self.pad = SignaturePad()
        self.pad.setMinimumHeight(150)
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.unsigned = Label(role="problem")
        self.unsigned.setWordWrap(True)
        self.unsigned.hide()
        self.told, self.sure = (
            Label(role="heading"),
            button(N_("Hand over", "mail tab"), self.submit, kind="primary", icon="check"),
        )
        title = Label(whose_line(first) or first.recipient, "title")
        title.setWordWrap(True)
        body = row(self._build_list(), self._build_side(), spacing=24)
        foot = row(button(N_("Cancel"), self.reject), None, self.told, self.sure, spacing=12)
        self.setLayout(column(title, body, self.problem, foot, spacing=16, margins=24))

    def _build_list(self) -> QWidget:
        self.all = button(N_("All or none (F2)", "mail tab"), self.tick_all, kind="link")
        self.all.setProperty("flush", True)
        self.all.setVisible(len(self.lines) > 1)
        area = scrolling(*self.lines, spacing=10)
        frame = QFrame()
        head = row(said_label(N_("What they take along", "mail tab"), "label"), None, self.all)
        box = column(head, area, spacing=8)
        box.setStretch(1, 1)
        frame.setLayout(box)
        frame.setMinimumSize(_LIST, min(_HEIGHT, 120 + 48 * len(self.lines)))
        return frame

    def _build_side(self) -> QWidget:
        clear = button(N_("Clear", "signature"), self.pad.clear, kind="quiet")
        side = QWidget()
        head = row(said_label(N_("Signature"), "label"), None, clear)
        side.setLayout(column(self.form, head, self.pad, self.unsigned, self.on_paper, None, spacing=8))
        side.setFixedWidth(_SIDE)
        return side

    def _wire(self) -> None:
        for line in self.lines:
            line.changed.connect(self._count)
        self.form.submitted.connect(self._go_on)
        self.name.textChanged.connect(lambda _: self._guess_proxy())
        self.proxy.clicked.connect(lambda _: self._chose_proxy())
        self.pad.changed.connect(self._signed)
        self.on_paper.clicked.connect(lambda on: self._paper(on))
        for keys, on in (("F8", self.sign_on_paper), ("F2", self.tick_all)):
            QShortcut(QKeySequence(keys), self).activated.connect(on)

    # What is ticked

    @property
    def chosen(self) -> list[Piece]:
        """The pieces that are handed over."""
        return [line.piece for line in self.lines if line.tick.isChecked()]

    def tick_all(self) -> None:
        """All of the company's, or none."""
        on = len(self.chosen) < len(self.lines)
        for line in self.lines:
            line.tick.setChecked(on)

    def take_scan(self, raw: str) -> bool:
        """A label or a carrier's barcode: that piece goes along, or it is said that it is none of these."""
        scanned, code = read_scan(raw), compact_code(raw)
        ours = scanned.number is not None and scanned.number.kind is Kind.MAIL
        if not ours and scanned.what is not Scan.FOREIGN:
            return False
        for line in self.lines:
            own = ours and scanned.number is not None and scanned.number.digits == line.piece.code
            if own or code == line.piece.barcode:
                line.tick.setChecked(True)
                return True
        self._tell(tr(N_("The piece scanned is none of these: hand it over on its own.", "mail tab")))
        return True

    def take_barcode(self, raw: str) -> bool:
        """A barcode with letters."""
        return self.take_scan(raw)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _count(self) -> None:
        count = len(self.chosen)
        self.problem.hide()
        say(self.told, N_("{n} of {m} pieces", "mail tab"), n=count, m=len(self.lines))
        self._guess_proxy()

    # Who collects

    @property
    def _recipients(self) -> set[str]:
        return {_folded(one.recipient) for one in self.chosen if one.recipient}

    def _prefill(self) -> None:
        """The one recipient of all of them is likely who stands there."""
        names = {one.recipient for one in self.chosen}
        if len(names) == 1:
            self.name.setText(next(iter(names)))
            self.name.selectAll()

    def _guess_proxy(self) -> None:
        """Somebody else than a recipient collects for them, unless she said otherwise."""
        if not self._by_hand:
            typed, known = _folded(self.name.text()), self._recipients
            self.proxy.setChecked(bool(typed and known) and typed not in known)

    def _chose_proxy(self) -> None:
        self._by_hand = True

    def _go_on(self) -> None:
        """Enter in the name: to the signature, or done when that is there."""
        if self.on_paper.isChecked() or not self.pad.is_empty or not self._special:
            self.submit()
        else:
            self.pad.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _special(self) -> bool:
        return any(one.kind.special for one in self.chosen)

    # The signature

    def _signed(self) -> None:
        self.problem.hide()
        self.unsigned.hide()
        if not self.pad.is_empty:
            self.on_paper.setChecked(False)
            self.sure.setFocus(Qt.FocusReason.OtherFocusReason)

    def sign_on_paper(self) -> None:
        """F8: the sheet prints, and Enter hands over once it is signed."""
        if not self.on_paper.isChecked():
            self.on_paper.setChecked(True)
            self._paper(True)

    def _paper(self, on: bool) -> None:
        self.unsigned.hide()
        if not on or not self.chosen:
            return
        self.pad.clear()
        proxy = self.proxy.isChecked()
        papers.print_hand_over(self._ctx, self, self.chosen, " ".join(self.name.text().split()), proxy=proxy)
        (self.sure if self.name.text().strip() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    # Done

    def begin(self, after: Callable[[list[Piece]], object]) -> None:
        """Open, ready to type the name; `after` is given the pieces as they stand then."""
        self._after = after
        self.open()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> HandOverDraft:
        """What stands here."""
        return HandOverDraft(
            pieces=tuple(one.id for one in self.chosen),
            name=self.name.text(),
            proxy=self.proxy.isChecked(),
            signature=self.pad.png() or None,
            on_paper=self.on_paper.isChecked(),
            request=self._request,
        )

    def submit(self) -> None:
        """Hand over what is ticked; a second Enter while it is under way does nothing."""
        if not self.sure.isEnabled():
            return
        self.sure.setEnabled(False)
        draft, pieces = self.draft(), self._ctx.services.get(Pieces)
        self._ctx.do(
            lambda actor: pieces.hand_over(actor, draft), owner=self, done=self._done, failed=self._failed
        )

    def _done(self, now: list[Piece]) -> None:
        after = self._after
        self.accept()
        if after is not None:
            after(now)

    def _failed(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        if not isinstance(error, InvalidInput):
            return False
        mine = {name: one for name, one in error.problems.items() if name == "name"}
        rest: list[DeskError] = [
            one for name, one in error.problems.items() if name not in ("name", "signature")
        ]
        missing = error.problems.get("signature")
        self.unsigned.setText(tr(missing.message, **missing.values) if missing is not None else "")
        self.unsigned.setVisible(missing is not None)
        self.form.clear_problems()
        self._tell(tr(rest[0].message, **rest[0].values) if rest else "")
        if mine:
            self.form.show_problems(InvalidInput(mine))
        elif "signature" in error.problems:
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()
