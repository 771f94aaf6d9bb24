"""The directory tab: tenants, units and floors, departments; the supervisor edits and imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import EVERYONE, Role
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.directory.tab import DirectoryTab

    return DirectoryTab(ctx)


TAB = TabSpec(
    id="directory",
    title=N_("Directory", "directory"),
    icon="building",
    order=80,
    roles=EVERYONE - {Role.SYSTEM},
    build=_build,
    topics=frozenset({"tenants", "units", "floors", "contacts", "signatories", "departments"}),
    kinds=frozenset({"tenant", "contact", "unit"}),
)
