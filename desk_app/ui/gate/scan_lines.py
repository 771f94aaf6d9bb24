"""The last scans: symbol, time, word, what came of it and name, newest on top; as many as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.services.codes.answers import ANSWERS, Code, Tone
from desk_app.services.codes.claims import number_said
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.queries import PastScan
from desk_app.services.passes.outcomes import Outcome
from desk_app.ui.gate.judging import VISIT
from desk_app.ui.gate.verdict_block import COMPARE, SIGNS
from desk_app.ui.i18n import format_time, tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import theme

LINE = 52
_SIGN = 28
_INKS = {Tone.GOOD: "positive", Tone.AGAIN: "warning", Tone.BAD: "danger"}
_CAME: dict[Outcome, tuple[Tone, Message]] = {
    Outcome.RELEASED: (Tone.GOOD, N_("Released", "gate")),
    Outcome.PART: (Tone.GOOD, N_("Part released", "gate")),
    Outcome.REFUSED: (Tone.BAD, N_("Refused", "gate")),
    Outcome.TAKEN_BACK: (Tone.GOOD, N_("Taken back", "gate")),
}
"""What came of a scan says more than its verdict."""
_KNOWN = {code.value: code for code in Code}


class ScanLines(QWidget):
    """Painted, because it changes with every scan; screen readers hear it as one text."""

    def __init__(self) -> None:
        super().__init__()
        self._scans: tuple[PastScan, ...] = ()
        self._outcomes: Mapping[int, Outcome] = {}
        self._lines: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LINE)

    def show_scans(self, scans: Sequence[PastScan], outcomes: Mapping[int, Outcome]) -> None:
        """Show other lines, newest first; `outcomes` by scan: what came of it."""
        self._scans, self._outcomes = tuple(scans), outcomes
        self.retell()

    def retell(self) -> None:
        """In another language."""
        self._lines = self._said()
        self.setAccessibleName("; ".join(" ".join(line) for line in self._lines))
        self.update()

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Time, word and name of each."""
        return self._lines

    def _said(self) -> list[tuple[str, str, str]]:
        return [
            (
                format_time(one.at, seconds=True),
                tr(self._told(one)[2]),
                one.record.name if one.record else number_said(one.pass_id) if one.pass_id else "",
            )
            for one in self._scans
        ]

    def _told(self, scan: PastScan) -> tuple[str, str, Message]:
        """Sign, its ink and the word."""
        outcome, code = self._outcomes.get(scan.id), _code(scan)
        if outcome is not None:
            tone, word = _CAME[outcome]
            return SIGNS[tone], _INKS[tone], word
        answer = ANSWERS[code]
        if code is Code.RELEASE and scan.record is not None and scan.record.kind == VISIT:
            return SIGNS[Tone.GOOD], "positive", N_("Visitor", "gate")
        if code is Code.RELEASE:
            return COMPARE, "info", answer.word
        return SIGNS[answer.tone], _INKS[answer.tone], answer.word

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines that fit."""
        painter = QPainter(self)
        room = self.height() // LINE
        if not self._scans:
            painter.setPen(theme().color("muted"))
            painter.setFont(self._font(18))
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            painter.drawText(self.rect(), int(top), tr(N_("Nothing was scanned yet.")))
        for place, (scan, line) in enumerate(zip(self._scans[:room], self._lines, strict=False)):
            self._draw(painter, place * LINE, self._told(scan), line)
        painter.end()

    def _draw(
        self, painter: QPainter, top: int, told: tuple[str, str, Message], line: tuple[str, str, str]
    ) -> None:
        time, word, name = line
        sign = pixmap(told[0], _SIGN, told[1], self.devicePixelRatioF())
        painter.drawPixmap(0, top + (LINE - _SIGN) // 2, sign)
        left, height = _SIGN + 12, LINE // 2
        first = QRect(left, top + (2 if name else height // 2), self.width() - left, height)
        self._write(painter, first, word, self._font(18, True), "text")
        self._write(painter, first, time, self._font(16), "muted", Qt.AlignmentFlag.AlignRight)
        second = QRect(left, top + height - 2, first.width(), height)
        self._write(painter, second, name, self._font(15), "muted")
        painter.setPen(theme().color("line"))
        painter.drawLine(0, top + LINE - 1, self.width(), top + LINE - 1)

    @staticmethod
    def _write(
        painter: QPainter,
        where: QRect,
        text: str,
        font: QFont,
        token: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(theme().color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(where, flags, shown)

    def _font(self, pixels: int, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font


def _code(scan: PastScan) -> Code:
    """A word that a newer version wrote is shown as not understood."""
    return _KNOWN.get(scan.verdict, Code.NOT_UNDERSTOOD)
