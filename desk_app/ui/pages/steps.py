"""What the pages of the first start are made of: a step, its foot, and a PIN that is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.staff.pins import check_pin
from desk_app.ui.pages.pin_pad import PinField
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import column, row


def step(*parts: QWidget) -> QWidget:
    """Parts one under the other, from the top."""
    made = QWidget()
    made.setLayout(column(*parts, None, spacing=14))
    return made


def line(*parts: QWidget | None) -> QWidget:
    """Parts side by side; None stretches."""
    made = QWidget()
    made.setLayout(row(*parts))
    return made


def foot(back: QWidget, go: QWidget | None = None) -> QWidget:
    """Back at the left, on at the right. Tab comes to what goes on first, though it stands behind."""
    made, parts = QWidget(), row()
    made.setLayout(parts)
    if go is not None:
        parts.addWidget(go)
    parts.insertWidget(0, back)
    parts.insertStretch(1)
    return made


def add_pins(form: Form, hint: Message) -> None:
    """The fields `pin` and `again`."""
    form.add("pin", N_("PIN"), PinField(), required=True, hint=hint)
    form.add("again", N_("The same PIN again"), PinField(), required=True)


def pin_problems(said: Mapping[str, Any]) -> dict[str, DeskError]:
    """What is wrong with the two, by field."""
    problems: dict[str, DeskError] = {}
    try:
        check_pin(said["pin"])
    except UserError as refused:
        problems["pin"] = refused
    if said["again"] != said["pin"]:
        problems["again"] = UserError(N_("This is a different PIN. Type the same one twice."))
    return problems
