"""The right side while sorting: the time that is left, how much of each kind is done, what was done last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.mail.records import MAIL_KIND_NAMES, Batch, MailKind
from desk_app.ui.i18n import format_duration, format_moment, format_number, say, speaker, tr
from desk_app.ui.tabs.mail.sorting_slips import Slip, Stage, slip_line, slip_tone
from desk_app.ui.theme import Tone, restyle, theme
from desk_app.ui.widgets.parts import Label, button, column, plain_tip, row, said_label
from desk_app.ui.widgets.pill import Pill

LAST = 10
"""So many slips are in sight."""
SOON = timedelta(minutes=30)
"""With less time left the clock is amber."""
_ROW, _NAME, _NUMBER, _THICK = 24, 150, 72, 8
_LABELS = N_("Print labels: {n} (Ctrl+L)", "mail sorting")


class TimeLeft(QWidget):
    """Until when the batch is to be in the mailboxes; quiet, then amber, then red."""

    def __init__(self) -> None:
        super().__init__()
        self._target: datetime | None = None
        self.until, self.pill = Label(role="muted"), Pill()
        self.setLayout(row(self.until, None, self.pill))

    def show_time(self, target: datetime, now: datetime) -> None:
        """As of now."""
        say(
            self.until,
            N_("In the mailboxes by {time}", "mail sorting"),
            time=plain(format_moment(target, now=now)),
        )
        left = target - now
        span = plain(format_duration(abs(left)))
        if left < timedelta():
            self.pill.show_state(N_("{span} late", "mail sorting"), "danger", span=span)
        else:
            self.pill.show_state(
                N_("{span} left", "mail sorting"), "warning" if left < SOON else "neutral", span=span
            )


class Progress(QWidget):
    """One bar for each kind: sorted of announced. Whole is green, too many is amber."""

    def __init__(self) -> None:
        super().__init__()
        self.batch: Batch | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        speaker.language_changed.connect(self._retell)

    def show_batch(self, batch: Batch) -> None:
        """Count again."""
        self.batch = batch
        self._retell()
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> list[tuple[MailKind, int, int]]:
        """Kind, how many are sorted, how many were announced."""
        if self.batch is None:
            return []
        said, found = self.batch.counts, self.batch.sorted_counts
        kinds = [kind for kind in MailKind if said.get(kind, 0) or found.get(kind, 0)]
        return [(kind, found.get(kind, 0), said.get(kind, 0)) for kind in kinds]

    def sizeHint(self) -> QSize:
        """A row for each kind."""
        return QSize(_NAME + _NUMBER + 80, max(1, len(self.lines)) * _ROW)

    def _retell(self) -> None:
        told = (f"{tr(MAIL_KIND_NAMES[kind])} {found}/{said}" for kind, found, said in self.lines)
        self.setAccessibleDescription("; ".join(told))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar, numbers."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        room = self.width() - _NAME - _NUMBER
        for place, (kind, found, said) in enumerate(self.lines):
            top, tone = place * _ROW, _tone(found, said)
            painter.setPen(look.color("muted"))
            name = painter.fontMetrics().elidedText(
                tr(MAIL_KIND_NAMES[kind]), Qt.TextElideMode.ElideRight, _NAME - 8
            )
            painter.drawText(QRectF(0, top, _NAME - 8, _ROW), middle | Qt.AlignmentFlag.AlignLeft, name)
            ground = QRectF(_NAME, top + (_ROW - _THICK) / 2, room, _THICK)
            painter.setPen(Qt.PenStyle.NoPen)
            for width, token in ((room, "sunken"), (room * min(1.0, found / max(1, said)), tone)):
                painter.setBrush(look.color(token))
                painter.drawRoundedRect(QRectF(ground.x(), ground.y(), width, _THICK), 4, 4)
            painter.setPen(look.color("warning" if tone == "warning" else "text"))
            numbers = f"{format_number(found)} / {format_number(said)}"
            painter.drawText(QRectF(_NAME + room, top, _NUMBER, _ROW), middle | right, numbers)
        painter.end()


def _tone(found: int, said: int) -> Tone:
    if found > said:
        return "warning"
    return "positive" if found == said else "accent"


class _SlipRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.slip: Slip | None = None
        self.text = Label()
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.way = button(N_("Undo"), kind="link")
        self.way.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = row(self.text, self.way, spacing=6)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFixedHeight(27)

    def show_slip(self, slip: Slip | None) -> None:
        self.slip = slip
        self.setVisible(slip is not None)
        if slip is None:
            return
        line = slip_line(slip)
        self.text.setText(line)
        self.text.setToolTip(plain_tip(line))
        self.text.set_tone(slip_tone(slip))
        restyle(self.text, role="body" if slip.stage in (Stage.DONE, Stage.FAILED) else "muted")
        self.way.setVisible(slip.stage in (Stage.DONE, Stage.FAILED))
        for setter in ("setText", "setAccessibleName"):
            if slip.stage is Stage.FAILED:
                say(self.way, N_("Take up", "mail sorting"), setter)
            elif slip.may_be_undone:
                say(self.way, N_("Undo"), setter)
            else:
                say(self.way, N_("Correct", "mail sorting"), setter)


class LastSlips(QWidget):
    """The newest slips of this sitting, each with its way back."""

    back = Signal(object)
    """The Slip to be undone, corrected or taken up."""

    def __init__(self) -> None:
        super().__init__()
        self._slips: Sequence[Slip] = ()
        self.rows = [_SlipRow() for _ in range(LAST)]
        for one in self.rows:
            one.way.clicked.connect(lambda _=False, one=one: self.back.emit(one.slip))
        self.hint = said_label(
            N_("Ctrl+Z undoes the last, or opens it to be corrected.", "mail sorting"), "caption", wrap=True
        )
        head = said_label(N_("Last sorted", "mail sorting"), "heading")
        self.setLayout(column(head, *self.rows, self.hint, spacing=1))
        self.show_slips(())
        speaker.language_changed.connect(self._retell)

    def show_slips(self, slips: Sequence[Slip]) -> None:
        """The newest on top."""
        self._slips = slips
        newest = list(reversed(slips[-LAST:]))
        for at, line in enumerate(self.rows):
            line.show_slip(newest[at] if at < len(newest) else None)
        self.hint.setVisible(bool(newest))

    def texts(self) -> list[str]:
        """What the list says."""
        return [one.text.text() for one in self.rows if one.slip is not None]

    def _retell(self) -> None:
        self.show_slips(self._slips)


class SortingSide(QFrame):
    """All of it, and the two buttons under it."""

    back = Signal(object)
    """The Slip to be undone, corrected or taken up."""
    labels_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.time, self.progress, self.last = TimeLeft(), Progress(), LastSlips()
        self.sum = said_label(
            N_("{sorted} of {announced} sorted", "mail sorting"), "heading", sorted=0, announced=0
        )
        self.labels = button(N_("Print labels", "mail sorting"), self.labels_wanted.emit, icon="print")
        self.finish = button(N_("Finish the batch (Ctrl+Enter)", "mail sorting"), self.finish_wanted.emit)
        for one in (self.labels, self.finish):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the line
        self.beyond = Label()
        self.beyond.setWordWrap(True)
        self.beyond.set_tone("warning")
        whole = (self.time, self.sum, self.progress, self.beyond, self.last, None, self.labels, self.finish)
        self.setLayout(column(*whole, spacing=10, margins=16))
        self.last.back.connect(self.back)
        self.show_labels(0)

    def show_batch(self, batch: Batch, now: datetime) -> None:
        """Count again."""
        self.progress.show_batch(batch)
        said, found = format_number(batch.announced), format_number(batch.sorted)
        say(self.sum, N_("{sorted} of {announced} sorted", "mail sorting"), sorted=found, announced=said)
        self._show_beyond()
        self.time.show_time(batch.target_at, now)
        all_there = batch.announced == batch.sorted
        restyle(self.finish, kind="primary" if all_there else "plain")

    def _show_beyond(self) -> None:
        """Said when it happens: at the end the batch cannot be finished without words."""
        more = [(kind, found - said) for kind, found, said in self.progress.lines if found > said]
        self.beyond.setVisible(bool(more))
        if more:
            kind, n = more[0]
            text = N_("{kind}: {n} more than announced. Count again, or say why at the end.", "mail sorting")
            say(self.beyond, text, kind=MAIL_KIND_NAMES[kind], n=format_number(n))

    def show_labels(self, n: int) -> None:
        """How many labels are to be printed."""
        for setter in ("setText", "setAccessibleName"):
            say(self.labels, _LABELS, setter, n=format_number(n))
        self.labels.setVisible(bool(n))
