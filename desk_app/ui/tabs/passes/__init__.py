"""Exit passes at the desk: issue, print again, replace, revoke, and the paper that comes home.

`page.py` is the list with the pass chosen; `editor.py` the form for a new one; `paper_home.py` the returned pile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.passes.page import PassesPage

    return PassesPage(ctx)


def _note_call(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    from desk_app.services.passes.queries import PassQueries
    from desk_app.ui.tabs.passes import actions

    passes = ctx.services.get(PassQueries)
    ctx.read(
        lambda actor: passes.card(actor, matter.record).exit_pass,
        owner=owner,
        done=lambda one: actions.note_call(ctx, owner, one),
        key="step",
    )


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
    steps={"note_call": Step(N_("Note a call"), _note_call)},
)
