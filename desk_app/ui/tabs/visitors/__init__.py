"""The visitor log: check in, who is here, who is expected, who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.visitors.page import VisitorsPage

    return VisitorsPage(ctx)


TAB = TabSpec(
    id="visitors",
    title=N_("Visitors"),
    icon="visitors",
    order=10,
    roles=EVERYONE,
    build=_build,
    topics=frozenset({"visits"}),
    kinds=frozenset({"visit", "expected"}),
    dated=True,
)
