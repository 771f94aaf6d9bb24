"""The lines of goods, for the keyboard: Enter goes to the next cell, on the last one to a new line.

A row of fields per line, not a table that must be told to edit: what an input method composes goes into the field from
the first key on. A list that is pasted into any cell fills as many lines as it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desk_app.services.codes.goods import MAX_PIECES
from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.words import N_
from desk_app.services.passes.records import LineDraft
from desk_app.ui.i18n import format_number, speaker, tr
from desk_app.ui.tabs.passes.line_row import HEAD, TIGHT, WIDTHS, LineRow
from desk_app.ui.tabs.passes.pasted import read_lines, said_total
from desk_app.ui.widgets.parts import Label, column, row, said_label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SCROLL_BAR = 12
HOW_TO = N_(
    "Type “monitor 20 pcs” in one go, or paste a list as it was sent. Enter goes on, and from the empty line to the "
    "signature."
)
NO_NUMBER = N_("Write the quantity in digits, such as 20.")
UNTOLD = N_("The list does not say how many: write the quantity.")


class LinesTable(QWidget):
    """As many lines as there are, and an empty one to go on with."""

    changed = Signal()
    passed = Signal()
    """Enter on the empty line at the end: the list is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LineRow] = []
        self._returnable = False
        self._promised: int | None = None
        self._filling = self._tight = False
        self._build()
        self._add()
        speaker.language_changed.connect(self._count)

    def _build(self) -> None:
        self._head = row(spacing=6)
        self._heads: list[Label] = []
        for title, width in zip(HEAD, WIDTHS, strict=True):
            label = said_label(title, "caption") if title else Label(role="caption")
            if width:
                label.setFixedWidth(width)
            self._heads.append(label)
            self._head.addWidget(label, 0 if width else 3)
        self._head.setStretch(4, 2)
        self._anchor = QWidget(self)  # never in sight: the place of the lines in the order of the Tab key
        self._anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._anchor.hide()
        inside = QWidget()
        self._hint = said_label(HOW_TO, "muted", wrap=True)
        self._hint.setContentsMargins(WIDTHS[0] + 6, 12, 0, 0)
        self._lines: QVBoxLayout = column(self._hint, None, spacing=4)
        inside.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_line)
        self._problem = Label(role="problem")
        self._problem.hide()
        self._total = Label(role="muted")
        self._problem.setWordWrap(True)
        foot = row(self._problem, None, self._total)
        foot.setStretch(0, 1)
        box = column(self._head, self.area, foot, spacing=6)
        box.setStretch(1, 1)
        self.setLayout(box)

    def _keep_in_line(self, _least: int, most: int) -> None:
        """The headings stand over their columns when the scroll bar takes room beside these."""
        self._head.setContentsMargins(0, 0, _SCROLL_BAR if most else 0, 0)

    # What stands in it

    def lines(self) -> tuple[LineDraft, ...]:
        """The lines that are not empty. A quantity that is no number counts as 0: see `unreadable`."""
        return tuple(one.draft() for one in self._filled)

    @property
    def _filled(self) -> list[LineRow]:
        return [one for one in self.rows if not one.blank]

    def unreadable(self) -> dict[str, DeskError]:
        """Problems that only the one who typed can mend: quantities that are no numbers, and with these all others."""
        if all(one.readable for one in self._filled):
            return {}
        found = {f"lines.{place}.quantity": _wrong(one) for place, one in enumerate(self._filled)}
        return {at: problem for at, problem in found.items() if problem is not None}

    def set_lines(self, lines: Sequence[LineDraft]) -> None:
        """Show these lines and nothing else."""
        self._promised = None
        for one in list(self.rows):
            self._drop(one)
        self._fill(lines)

    def add_lines(self, lines: Sequence[LineDraft]) -> None:
        """Put these under what is there already."""
        for one in [one for one in self.rows if one.blank]:
            self._drop(one)
        self._fill(lines)

    def _fill(self, lines: Sequence[LineDraft]) -> None:
        self._filling = True
        for line in lines:
            self._add().set_draft(line)
        self._add()
        self._filling = False
        self._edited()

    def set_returnable(self, returnable: bool) -> None:
        """Whether lines come back unless told otherwise; those that stand there follow."""
        self._returnable = returnable
        for one in self.rows:
            one.returnable.setChecked(returnable)

    def show_returnable(self, shown: bool) -> None:
        """Whether goods may come back at all: what moves out does not."""
        self._heads[5].setVisible(shown)
        for one in self.rows:
            one.returnable.setVisible(shown)

    def set_tight(self, tight: bool) -> None:
        """Save room, or not."""
        if tight == self._tight:
            return
        self._tight = tight
        for label, width, usual in zip(self._heads, TIGHT if tight else WIDTHS, WIDTHS, strict=True):
            if usual:
                label.setFixedWidth(width)
        for place in (0, 6):
            self._heads[place].setHidden(tight)
        for one in self.rows:
            one.set_tight(tight)

    # Problems

    def show_problems(self, problems: Mapping[str, DeskError]) -> bool:
        """Each problem at its cell, the first gets the keyboard. False when none is about the lines."""
        self.clear_problems()
        if (whole := problems.get("lines")) is not None:
            self._tell(whole)
        filled, first = self._filled, None
        for key, problem in problems.items():
            head, _, rest = key.partition(".")
            place, _, cell = rest.partition(".")
            if head != "lines" or not place.isdigit() or int(place) >= len(filled):
                continue
            at = filled[int(place)]
            at.show_problem(cell, problem.message, problem.values)
            first = first or at.cell(cell)
        if first is None and whole is not None:
            first = self.rows[-1].name
        if first is not None:
            self._focus(first)
        return first is not None

    def clear_problems(self) -> None:
        """As if nothing had been wrong."""
        self._problem.hide()
        for one in self.rows:
            one.clear_problem()

    def _tell(self, problem: DeskError) -> None:
        speaker.remember(self._problem, "setText", problem.message, dict(problem.values))
        self._problem.show()

    # Keyboard

    def start(self) -> None:
        """Ready to type: at the first empty line."""
        self._focus(next(one for one in self.rows if one.blank).name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on, up and down between lines, a pasted list, Ctrl+Delete; a field that is left is written out."""
        place = self._place_of(watched)
        if place is None:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.rows[place].write_out()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._pasted(place)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Delete:
            self._delete(self.rows[place])
            return True
        if event.key() in _ENTER and not control and not getattr(watched, "takes_enter", False):
            self._go_on(place, watched)
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and watched is not self.rows[place].unit:
            return self._move(place, step, watched)
        return False

    def take_serial(self, text: str) -> bool:
        """A scanner read what is no code of ours: it belongs into the serial number with the keyboard in it."""
        here = next((one for one in self.rows if one.serial.hasFocus()), None)
        if here is None:
            return False
        here.serial.setText(text)
        self._go_on(self.rows.index(here), here.serial)
        return True

    def _place_of(self, watched: QObject) -> int | None:
        return next((at for at, one in enumerate(self.rows) if watched in one.cells), None)

    def _unit_taken(self, line: LineRow) -> None:
        """On, once the suggestions are closed: they give the keyboard back to where it was."""

        def on() -> None:
            if line in self.rows:
                self._go_on(self.rows.index(line), line.unit)

        QTimer.singleShot(0, line, on)

    def _go_on(self, place: int, watched: QObject) -> None:
        """The next cell, the next line; from the empty line on, out of the table."""
        here = self.rows[place]
        if here.blank and place == len(self.rows) - 1:
            self.passed.emit()
            return
        cell = here.after(next(one for one in here.cells if one is watched))
        if cell is not None:
            self._focus(cell)
            return
        if place + 1 == len(self.rows):
            self._add()
        self._focus(self.rows[place + 1].name)

    def _move(self, place: int, step: int, watched: QObject) -> bool:
        if not 0 <= place + step < len(self.rows):
            return False
        column_at = next(at for at, one in enumerate(self.rows[place].cells) if one is watched)
        self._focus(self.rows[place + step].cells[column_at])
        return True

    def _focus(self, cell: QWidget) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        # After the layout: the line may have been added a moment ago.
        QTimer.singleShot(0, cell, lambda: self.area.ensureWidgetVisible(cell, 0, 24))

    # Pasting, adding, deleting

    def _pasted(self, place: int) -> bool:
        text = QGuiApplication.clipboard().text()
        here = self.rows[place]
        whole_list = "\n" in text.strip() or "\t" in text.strip()
        one_sentence = here.blank and here.name.hasFocus()
        if not whole_list and not one_sentence:
            return False
        return self.take_text(text, place)

    def paste_list(self) -> bool:
        """Take the list that was copied elsewhere. False when nothing was."""
        return self.take_text(QGuiApplication.clipboard().text(), len(self.rows) - 1)

    def take_text(self, text: str, place: int) -> bool:
        """Fill lines from a text: below the line at `place`, or in its stead when that is empty."""
        found = read_lines(text)
        if not found:
            return False
        if (total := said_total(text)) is not None:
            self._promised = total + self._pieces
        self._filling = True
        if not self.rows[place].blank:
            place += 1
        for offset, line in enumerate(found):
            at = place + offset
            if at < len(self.rows) and self.rows[at].blank:
                self.rows[at].set_draft(self._as_here(line))
            else:
                self._add(at).set_draft(self._as_here(line))
        if not self.rows[-1].blank:
            self._add()
        self._filling = False
        self._edited()
        self._focus(self.rows[min(place + len(found), len(self.rows) - 1)].name)
        return True

    def _as_here(self, line: LineDraft) -> LineDraft:
        return LineDraft(line.name, line.quantity, line.unit, line.serial, self._returnable)

    def _add(self, place: int | None = None) -> LineRow:
        made, at = LineRow(self._returnable), len(self.rows) if place is None else place
        made.returnable.setVisible(not self._heads[5].isHidden())
        if self._tight:
            made.set_tight(True)
        for cell in made.cells:
            cell.installEventFilter(self)
        made.changed.connect(self._edited)
        made.unit_taken.connect(lambda: self._unit_taken(made))
        made.delete.clicked.connect(lambda: self._delete(made))
        self.rows.insert(at, made)
        self._lines.insertWidget(at, made)
        self._chain(at)
        self._number()
        return made

    def follow(self, before: QWidget) -> None:
        """Let the Tab key come here from `before`."""
        QWidget.setTabOrder(before, self._anchor)
        for place in range(len(self.rows)):
            self._chain(place)

    def _chain(self, place: int) -> None:
        """Tab goes from line to line: fields that are made later would else come after the last button."""
        before = self.rows[place - 1].cells[-1] if place else self._anchor
        for cell in self.rows[place].cells:
            QWidget.setTabOrder(before, cell)
            before = cell

    def _delete(self, line: LineRow) -> None:
        place = self.rows.index(line)
        focused = any(cell.hasFocus() for cell in line.cells)
        self._drop(line)
        if not self.rows or not self.rows[-1].blank:
            self._add()
        self._edited()
        if focused:
            self._focus(self.rows[min(place, len(self.rows) - 1)].name)

    def _drop(self, line: LineRow) -> None:
        self.rows.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()

    def _number(self) -> None:
        if self._filling:
            return
        for place, one in enumerate(self.rows, 1):
            one.number.setText(str(place))

    def _edited(self) -> None:
        if self._filling:
            return
        if not self.rows[-1].blank:
            self._add()
        self._number()
        self._problem.hide()
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        lines = self.lines()
        self._hint.setVisible(not lines)
        pieces = self._pieces
        back = sum(max(0, line.quantity) for line in lines if line.returnable)
        said = tr(N_("Lines: {lines} · pieces: {pieces}"), lines=len(lines), pieces=format_number(pieces))
        if back:
            said += tr(N_(" · to come back: {n}"), n=format_number(back))
        differs = self._promised is not None and pieces != self._promised
        if differs:
            said += tr(N_(" · the pasted list says {n}"), n=format_number(self._promised or 0))
        self._total.setText(said)
        self._total.set_tone("warning" if differs else None)

    @property
    def _pieces(self) -> int:
        return sum(max(0, line.quantity) for line in self.lines())


def _wrong(line: LineRow) -> DeskError | None:
    """What is wrong with a quantity."""
    if not line.readable:
        return UserError(NO_NUMBER if line.told else UNTOLD)
    if not 1 <= line.draft().quantity <= MAX_PIECES:
        return UserError(N_("The quantity is 1 to {most}."), most=MAX_PIECES)
    return None
