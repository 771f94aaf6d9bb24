"""Labels and values side by side, and what happened when: how the panels say things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desk_app.services.core.words import plain
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Kind, Label, button, column, said_label

_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Offer:
    """A step that may be taken now."""

    message: str
    on: Callable[[], object]
    icon: str
    kind: Kind = "plain"


def facts_grid(
    facts: Sequence[tuple[str, str]], links: dict[str, Callable[[], object]] | None = None
) -> QWidget:
    """Those facts that there are; one with a link opens what it names."""
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (label, text) in enumerate((label, text) for label, text in facts if text):
        grid.addWidget(said_label(label, "label"), line, 0, _TOP)
        on = (links or {}).get(label)
        if on is not None:
            grid.addWidget(_link(text, on), line, 1, Qt.AlignmentFlag.AlignLeft | _TOP)
        else:
            grid.addWidget(_value(text), line, 1)
    box.setLayout(grid)
    return box


def _link(text: str, on: Callable[[], object]) -> QWidget:
    made = button(plain(text), on, kind="link")
    made.setProperty("flush", True)  # in line with the values above and below it
    return made


def _value(text: str) -> Label:
    value = Label(text)
    value.setWordWrap(True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return value


def happenings(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Moments at the left, what happened at the right."""
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, (when, what) in enumerate(rows):
        grid.addWidget(Label(when, "caption"), line, 0, _TOP)
        grid.addWidget(_value(what), line, 1)
    box.setLayout(grid)
    return box


def steps(offers: Sequence[Offer]) -> QWidget:
    """The likeliest step large, the others under it, as many in a line as fit."""
    offered = [button(one.message, one.on, kind=one.kind, icon=one.icon) for one in offers]
    box = QWidget()
    layout = column(*offered[:1], spacing=8)
    if offered[1:]:
        layout.addLayout(FlowLayout(*offered[1:]))
    box.setLayout(layout)
    return box


def scrolling(inside: QVBoxLayout) -> QScrollArea:
    """What scrolls when it must."""
    area, holder = QScrollArea(), QWidget()
    holder.setLayout(inside)
    area.setWidget(holder)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
