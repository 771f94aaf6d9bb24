"""What a tab's panel is put together from: facts, headed blocks, a story, the steps that may be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Kind, Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Offer:
    """A step that may be taken now."""

    message: str
    on: Callable[[], object]
    icon: str
    kind: Kind = "plain"


def steps(offers: Sequence[Offer]) -> QWidget:
    """The likeliest step large, the others under it, as many in a line as fit."""
    made = [button(one.message, one.on, kind=one.kind, icon=one.icon) for one in offers]
    box = QWidget()
    layout = column(*made[:1], spacing=8)
    if made[1:]:
        layout.addLayout(FlowLayout(*made[1:]))
    box.setLayout(layout)
    return box


def facts(lines: Iterable[tuple[str, str]], links: dict[str, Callable[[], object]] | None = None) -> QWidget:
    """Labels and what they say; what is empty takes no room. One with a link opens what it names."""
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (label, text) in enumerate(one for one in lines if one[1]):
        grid.addWidget(said_label(label, "label"), line, 0, _TOP)
        on = (links or {}).get(label)
        value = link(plain(text), on) if on is not None else words(text)
        grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignLeft | _TOP if on else _TOP)
    box.setLayout(grid)
    return box


def link(message: str, on: Callable[[], object]) -> QWidget:
    """A step in a line of text."""
    made = button(message, on, kind="link")
    made.setProperty("flush", True)
    return made


def card_link(ctx: AppContext, kind: str, record: int, icon: str) -> QLayout:
    """To the card of whoever a record is about, over all tabs."""
    to = button(N_("Everything about them"), lambda: ctx.open_card(kind, record), kind="link", icon=icon)
    return row(to, None)


def block(title: str, *items: QWidget | QLayout) -> list[QWidget]:
    """A heading and what stands under it; nothing at all without items."""
    if not items:
        return []
    box = QWidget()
    box.setLayout(column(said_label(title, "label"), *items, spacing=6))
    return [box]


def words(text: str) -> Label:
    """What somebody wrote, over as many lines as it needs; it can be copied."""
    made = Label(text)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def happenings(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Moments at the left, what happened at the right."""
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, (when, what) in enumerate(rows):
        grid.addWidget(Label(when, "caption"), line, 0, _TOP)
        grid.addWidget(words(what), line, 1)
    box.setLayout(grid)
    return box


def scrolling(*items: QWidget | QLayout, spacing: int = 14, margins: int = 0) -> QScrollArea:
    """Items from top to bottom that scroll when there is no room for them."""
    inside, area = QWidget(), QScrollArea()
    layout = column(*items, None, spacing=spacing)
    layout.setContentsMargins(margins, 4 if margins else 0, margins, 8 if margins else 0)
    inside.setLayout(layout)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def dots(*parts: str) -> str:
    """What is said, one after the other; what is empty is passed over."""
    return " · ".join(part for part in parts if part)


def grouped(code: str) -> str:
    """A code as it stands under it on the paper: in fours."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
