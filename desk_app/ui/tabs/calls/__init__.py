"""The call log's tab: a quick form beside the list of today's calls and of those not passed on yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.calls.page import CallsPage

    return CallsPage(ctx)


TAB = TabSpec(
    id="calls",
    title=N_("Calls"),
    icon="phone",
    order=20,
    roles=frozenset({Role.RECEPTIONIST, Role.SUPERVISOR}),
    build=_build,
    topics=frozenset({"calls"}),
    kinds=frozenset({"call"}),
    dated=True,
)
