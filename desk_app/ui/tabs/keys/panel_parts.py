"""A line of what happened, as the panels of keys show it; all else they are put together from is in `ui/widgets`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.ui.widgets.parts import Label, Role, column, row


def entry(text: str, caption: str, *beside: QWidget) -> QWidget:
    """What happened, with when and by whom under it."""
    box = QWidget()
    said = column(_wrapped(text), *([_wrapped(caption, "caption")] if caption else []), spacing=0)
    layout = row(spacing=8)
    layout.addLayout(said, 1)
    for one in beside:
        layout.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
    box.setLayout(layout)
    return box


def _wrapped(text: str, role: Role = "body") -> Label:
    made = Label(text, role)
    made.setWordWrap(True)
    return made
