"""The roll-call's tab: who is in the building, by floor, and in an alarm who is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import EVERYONE, Role
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.roll_call.page import RollCallPage

    return RollCallPage(ctx)


TAB = TabSpec(
    id="roll_call",
    title=N_("Roll-call"),
    icon="megaphone",
    order=30,
    roles=EVERYONE - {Role.SYSTEM},
    build=_build,
    topics=frozenset({"roll_calls", "visits"}),
    codes=frozenset({7, 9}),
)
