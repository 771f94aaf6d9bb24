"""What speaks against a step, while she types: refused first, then what needs the supervisor, then warnings.

A form says in its own `FindingWords` what is refused, and what stands here while nothing was found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_day, format_moment, say, speaker, tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import Theme, Tone, look
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

WORST_FIRST = (Weight.REFUSED, Weight.APPROVAL, Weight.WARNING)
TONES: dict[Weight, Tone] = {Weight.REFUSED: "danger", Weight.APPROVAL: "accent", Weight.WARNING: "warning"}
WEIGHT_NAMES: dict[Weight, Message] = {
    Weight.APPROVAL: N_("Supervisor decides", "finding"),
    Weight.WARNING: N_("Warning", "finding"),
}
_OPENS = {
    "tenant": N_("Look at the tenant"),
    "visit": N_("Look at the visit"),
    "exit_pass": N_("Look at that pass"),
    "loan": N_("Look at that loan"),
}
"""What the link to a record says, by its kind."""
_SIGNS = {Weight.REFUSED: "ban", Weight.APPROVAL: "shield", Weight.WARNING: "warning"}


@dataclass(frozen=True)
class FindingWords:
    """What one form says of what was found."""

    refused: Message
    """Of a finding that nobody may pass over: "No pass"."""
    before: Message
    """While too little is typed to say anything."""
    fine: Message
    """When nothing speaks against it."""


def weight_of(findings: Sequence[Finding]) -> Weight | None:
    """The heaviest of them; None when there is none."""
    return next((weight for weight in WORST_FIRST if any(one.weight is weight for one in findings)), None)


def sorted_findings(findings: Sequence[Finding]) -> list[Finding]:
    """The heaviest first."""
    return sorted(findings, key=lambda one: WORST_FIRST.index(one.weight))


def said(finding: Finding) -> str:
    """A finding in the language in use, with its days as people write them."""
    return tr(finding.text, **{name: _said_value(one) for name, one in finding.values.items()})


def _said_value(value: object) -> object:
    if isinstance(value, datetime):
        return format_moment(value)
    return format_day(value) if isinstance(value, date) else value


class FindingRow(QFrame):
    """One finding: sign, weight, sentence, and the way to the record behind it."""

    def __init__(
        self,
        finding: Finding,
        refused: Message,
        open_record: Callable[[str, int], object] | None = None,
        *,
        compact: bool = False,
    ) -> None:
        """`compact`: the sign and its colour alone say the weight, and the link is a sign too."""
        super().__init__()
        self._compact = compact
        self.finding = finding
        tone = TONES[finding.weight]
        self.setProperty("role", "banner")
        self.setProperty("tone", tone)
        self._sign = Label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = Label()
        self.text.setWordWrap(True)
        self.link = self._make_link(open_record)
        self.setLayout(self._arrange(refused))
        self._say()
        self._paint()
        speaker.language_changed.connect(self._say)
        look.changed.connect(self._paint)

    def _arrange(self, refused: Message) -> QHBoxLayout:
        links = [self.link] if self.link is not None else []
        if self._compact:
            body = row(self._sign, self.text, *links, spacing=8)
        else:
            weight = said_label(WEIGHT_NAMES.get(self.finding.weight, refused), "caption")
            weight.set_tone(TONES[self.finding.weight])
            body = row(self._sign, column(row(weight, None, *links), self.text, spacing=2), spacing=8)
        body.setStretch(1, 1)
        edge = 5 if self._compact else 8
        body.setContentsMargins(10, edge, 10, edge)
        return body

    def _make_link(self, open_record: Callable[[str, int], object] | None) -> QWidget | None:
        kind, record = self.finding.kind, self.finding.record
        if open_record is None or record is None or kind not in _OPENS:
            return None
        if self._compact:
            return button(_OPENS[kind], lambda: open_record(kind, record), kind="icon", icon="eye")
        made = button(_OPENS[kind], lambda: open_record(kind, record), kind="link")
        made.setProperty("flush", True)
        return made

    def _say(self) -> None:
        self.text.setText(said(self.finding))

    def _paint(self, _theme: Theme | None = None) -> None:
        weight = self.finding.weight
        self._sign.setPixmap(pixmap(_SIGNS[weight], 18, TONES[weight], self.devicePixelRatioF()))


class FindingsView(QWidget):
    """All of them, the heaviest on top."""

    def __init__(
        self,
        words: FindingWords,
        open_record: Callable[[str, int], object] | None = None,
        *,
        compact: bool = False,
    ) -> None:
        """`open_record`: what brings the record behind a finding in sight; None where nothing may be left."""
        super().__init__()
        self._words, self._open_record, self._compact = words, open_record, compact
        self.findings: tuple[Finding, ...] = ()
        self.rows: list[FindingRow] = []
        self._fine = said_label(words.before, "muted", wrap=True)
        self._box = column(self._fine, spacing=4 if compact else 8)
        self.setLayout(self._box)

    @property
    def weight(self) -> Weight | None:
        """The heaviest finding's."""
        return weight_of(self.findings)

    def show_findings(self, findings: Sequence[Finding], *, judged: bool = True) -> None:
        """Show these; what stands there already stays. `judged`: enough is typed to say that all is fine."""
        say(self._fine, self._words.fine if judged else self._words.before)
        ordered = tuple(sorted_findings(findings))
        if ordered == self.findings:
            return
        self.findings = ordered
        for one in self.rows:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = [
            FindingRow(one, self._words.refused, self._open_record, compact=self._compact) for one in ordered
        ]
        for one in self.rows:
            self._box.addWidget(one)
        self._fine.setVisible(not ordered)
