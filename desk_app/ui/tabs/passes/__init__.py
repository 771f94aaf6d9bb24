"""Exit passes at the desk: issue, print again, replace, revoke, and the paper that comes home.

`page.py` is the list with the pass chosen; `editor.py` the form for a new one; `paper_home.py` the returned pile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.passes.page import PassesPage

    return PassesPage(ctx)


TAB = TabSpec(
    id="passes",
    title=N_("Exit passes"),
    icon="pass",
    order=15,
    roles=DESK,
    build=_build,
    topics=frozenset({"exit_passes"}),
    kinds=frozenset({"exit_pass"}),
    dated=True,
)
