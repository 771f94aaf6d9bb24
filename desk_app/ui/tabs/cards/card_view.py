"""The card of one person or company: who it is, and under four headings what is open with them, each with its step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desk_app.services.cards.records import Card, Face
from desk_app.services.core.matters import Matter, Part, Party
from desk_app.services.core.words import N_, Message, plain
from desk_app.ui.i18n import format_moment
from desk_app.ui.icons import pixmap
from desk_app.ui.tab_spec import Step, TabSpec
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.matter_text import BARRED, said
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.press import PushButton

HEADINGS: dict[Part, tuple[Message, Tone]] = {
    Part.OWES: (N_("Owes", "card"), "danger"),
    Part.HOLDS: (N_("Holds", "card"), "info"),
    Part.EXPECTS: (N_("Expects", "card"), "positive"),
    Part.NOTED: (N_("To know", "card"), "warning"),
}

_WIDEST = 960
"""Pixels: a sentence and its button belong together, on a wide screen too."""


class CardView(QWidget):
    """Made anew for each reading. `wanted` carries the Party of another card, `opened` a Matter, `taken` one with its
    Step, `sheet` nothing: print it.
    """

    wanted = Signal(object)
    opened = Signal(object)
    taken = Signal(object, object)
    sheet = Signal()

    def __init__(self, card: Card, specs: tuple[TabSpec, ...], now: datetime) -> None:
        super().__init__()
        self.card, self._specs, self._now = card, specs, now
        self.steps: list[PushButton] = []
        """The steps offered, from top to bottom."""
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        inside.setLayout(column(*self._parts(), *self._people(), None, spacing=16, margins=4))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self._head()
        head.setMaximumWidth(_WIDEST)
        layout = column(head, rule(), area, spacing=12, margins=16)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def take_keyboard(self) -> None:
        """To the first step, or to the sheet where nothing is open."""
        (self.steps or [self.print_sheet])[0].setFocus(Qt.FocusReason.TabFocusReason)

    # Who it is

    def _head(self) -> QWidget:
        face, head = self.card.face, QWidget()
        name = Label(face.name, "title")
        name.setWordWrap(True)
        self.print_sheet = button(N_("Print the sheet"), self.sheet.emit, icon="print", key="Ctrl+P")
        top = row(name, spacing=12)
        top.setStretch(0, 1)
        if face.suspended:
            top.addWidget(Pill(BARRED, "danger"))
        top.addWidget(self.print_sheet)
        layout = column(top, spacing=4)
        facts = [text for text in (self.card.phone, face.detail) if text]
        if facts:
            line = Label("   ".join(facts))
            line.setWordWrap(True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(line)
        if face.tenant is not None and not face.company:
            company = Party(face.tenant)
            to = button(
                N_("Card of the company"), lambda: self.wanted.emit(company), kind="link", icon="building"
            )
            layout.addLayout(row(to, None))
        head.setLayout(layout)
        return head

    # What is open

    def _parts(self) -> list[QWidget]:
        if not self.card.matters:
            return [_nothing()]
        blocks: list[QWidget] = []
        for part, (title, tone) in HEADINGS.items():
            matters = [one for one in self.card.matters if one.part is part]
            if matters:
                lines = [self._line(one) for one in matters]
                blocks.append(_block(title, tone, lines))
        return blocks

    def _line(self, matter: Matter) -> QWidget:
        text = Label(said(matter, self._now))
        text.setWordWrap(True)
        what = column(text, spacing=2)
        if matter.since is not None:
            what.addWidget(Label(format_moment(matter.since, now=self._now), "caption"))
        buttons = [*self._step(matter), *self._way(matter)]
        line = QWidget()
        layout = row(_Sign(self._icon(matter)), what, *buttons, spacing=12)
        layout.setStretch(1, 1)
        line.setLayout(layout)
        return line

    def _spec(self, matter: Matter) -> TabSpec | None:
        return next((spec for spec in self._specs if matter.kind in spec.kinds), None)

    def _icon(self, matter: Matter) -> str:
        spec = self._spec(matter)
        return spec.icon if spec is not None else "info"

    def _step(self, matter: Matter) -> list[PushButton]:
        """The one action that fits, if the tab of its kind offers it to this role."""
        spec = self._spec(matter)
        step = spec.steps.get(matter.step) if spec is not None else None
        if step is None:
            return []
        made = button(step.label, self._taking(matter, step))
        self.steps.append(made)
        return [made]

    def _taking(self, matter: Matter, step: Step) -> Callable[[], None]:
        return lambda: self.taken.emit(matter, step)

    def _way(self, matter: Matter) -> list[PushButton]:
        if self._spec(matter) is None:
            return []
        return [button(N_("Open", "card"), lambda: self.opened.emit(matter), kind="link", icon="arrow-right")]

    # The people of a company

    def _people(self) -> list[QWidget]:
        if not self.card.people:
            return []
        flow = QWidget()
        flow.setLayout(FlowLayout(*(self._person(face) for face in self.card.people)))
        return [_block(N_("Their people with something open"), "neutral", [flow])]

    def _person(self, face: Face) -> PushButton:
        said_name = plain(f"{face.name}  {face.open}" if face.open else face.name)
        return button(said_name, lambda: self.wanted.emit(face.party), icon="person")


def _block(title: Message, tone: Tone, lines: list[QWidget]) -> QWidget:
    """A heading with its lines on a ground of their own."""
    head = said_label(title, "heading")
    if tone != "neutral":
        head.set_tone(tone)
    box = QFrame()
    box.setProperty("role", "card")
    layout = column(spacing=10, margins=12)
    for place, line in enumerate(lines):
        if place:
            layout.addWidget(rule())
        layout.addWidget(line)
    box.setLayout(layout)
    block = QWidget()
    block.setLayout(column(head, box, spacing=6))
    return block


def _nothing() -> QWidget:
    box = QWidget()
    text = said_label(
        N_("Nothing is open: nothing borrowed, nothing owed, nobody waits."), "muted", wrap=True
    )
    layout = row(_Sign("check"), text, spacing=12)
    layout.setStretch(1, 1)
    box.setLayout(layout)
    return box


class _Sign(QWidget):
    """An icon in the colours of now."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the theme in use."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self._name, 20, "muted", self.devicePixelRatioF()))
        painter.end()
