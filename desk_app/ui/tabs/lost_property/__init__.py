"""Lost property at the desk: take in with a second person, keep, hang up a notice, give back, dispose.

`page.py` is the list with what is chosen; `take_in.py` the form; `panel.py` one item with the step that fits first;
`reports.py` the lost reports; every verb of an item is in `actions.py`. What is secret about an item never stands in a
widget of this package but in a dialog that a claimant's words, or the supervisor's reason, opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND
from desk_app.ui.tab_spec import Decide, Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.services.core.pending import Pending
    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.lost_property.page import LostPropertyPage

    return LostPropertyPage(ctx)


def _show_matches(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    """What somebody misses, with what was found like it."""
    ctx.open_record(LOST_KIND, matter.record)


def _dispose(ctx: AppContext, owner: QWidget, pending: Pending) -> None:
    from desk_app.ui.tabs.lost_property.actions import dispose_like

    dispose_like(ctx, owner, pending.record)


def _tell(ctx: AppContext, owner: QWidget, pending: Pending) -> None:
    from desk_app.ui.tabs.lost_property.actions import tell_supervisor

    tell_supervisor(ctx, owner, pending.record)


TAB = TabSpec(
    id="lost_property",
    title=N_("Lost property"),
    icon="lost",
    order=28,
    roles=DESK,
    build=_build,
    topics=frozenset({"found_items", "lost_reports"}),
    kinds=frozenset({FOUND_KIND, LOST_KIND}),
    dated=True,
    codes=frozenset({Kind.FOUND_ITEM}),
    steps={"show_matches": Step(N_("Look at what was found", "lost property tab"), _show_matches)},
    decisions={
        "dispose": Decide(N_("Decide what becomes of them…", "decisions"), _dispose),
        "tell_supervisor": Decide(N_("I was told…", "decisions"), _tell),
    },
)
