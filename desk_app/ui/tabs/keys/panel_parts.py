"""What the panels at the side are put together from: facts, blocks, notes, and the steps that may be taken now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Kind, Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


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


def card_link(ctx: AppContext, kind: str, record: int, icon: str) -> QLayout:
    """To the card of whoever a record is about, over all tabs."""
    to = button(N_("Everything about them"), lambda: ctx.open_card(kind, record), kind="link", icon=icon)
    return row(to, None)


def facts(lines: Iterable[tuple[str, str]]) -> QWidget:
    """Labels and what they say; what is empty takes no room. The text can be copied."""
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (label, text) in enumerate(one for one in lines if one[1]):
        value = words(text)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(said_label(label, "label"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, line, 1)
    box.setLayout(grid)
    return box


def block(title: str, *items: QWidget | QLayout) -> list[QWidget]:
    """A heading and what stands under it; nothing at all without items."""
    if not items:
        return []
    box = QWidget()
    box.setLayout(column(said_label(title, "label"), *items, spacing=6))
    return [box]


def words(text: str) -> Label:
    """What somebody wrote, over as many lines as it needs."""
    made = Label(text)
    made.setWordWrap(True)
    return made


def entry(text: str, caption: str, *beside: QWidget) -> QWidget:
    """A line of what happened, with when and by whom under it."""
    small = Label(caption, "caption")
    small.setWordWrap(True)
    box = QWidget()
    said = column(words(text), *([small] if caption else []), spacing=0)
    layout = row(spacing=8)
    layout.addLayout(said, 1)
    for one in beside:
        layout.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
    box.setLayout(layout)
    return box


def scrolled(*items: QWidget, spacing: int = 14) -> QScrollArea:
    """Items from top to bottom that scroll when there is no room for them."""
    inside, area = QWidget(), QScrollArea()
    inside.setLayout(column(*items, None, spacing=spacing))
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
