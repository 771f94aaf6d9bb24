"""The shift's tab: handover, notices, duty log, the day's report, the blackout kit and what is typed in afterwards.

To add a page, add a file with a `Part`, and a line to `page.PAGES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.ui.context import BACK_ENTRY
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.shift.page import ShiftPage

    return ShiftPage(ctx)


TAB = TabSpec(
    id="shift",
    title=N_("Shift", "tab"),
    icon="swap",
    order=29,
    roles=DESK,
    build=_build,
    kinds=frozenset({"handover", "notice", "incident", BACK_ENTRY}),
    codes=frozenset({Kind.PAPER_FORM}),
    topics=frozenset({"shifts", "notices", "duty_log", "incidents", "day_closings", "kits", "back_entries"}),
)
