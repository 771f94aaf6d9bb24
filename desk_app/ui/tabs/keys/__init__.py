"""The key register at the desk: lend, take back, approve, hand on, chase; a key with its copies.

`page.py` is the list with what is chosen; `borrow.py` the form for lending, `give_back.py` the one for taking back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND
from desk_app.ui.tab_spec import Decide, Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.services.core.pending import Pending
    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.keys.page import KeysPage

    return KeysPage(ctx)


def _give_back(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    from desk_app.ui.tabs.keys.give_back_dialog import give_back

    give_back(ctx, owner, matter.record)


def _approve(ctx: AppContext, owner: QWidget, pending: Pending) -> None:
    from desk_app.services.keys.queries import KeyQueries
    from desk_app.ui.tabs.keys.approving import ask_approval

    keys = ctx.services.get(KeyQueries)
    ctx.read(
        lambda actor: keys.card(actor, pending.record).handout,
        owner=owner,
        done=lambda one: ask_approval(ctx, owner, one),
        key="decide",
    )


TAB = TabSpec(
    id="keys",
    title=N_("Keys"),
    icon="key",
    order=22,
    roles=DESK,
    build=_build,
    topics=frozenset({"keys", "key_handouts", "colleagues"}),
    kinds=frozenset({KEY_KIND, HANDOUT_KIND}),
    dated=True,
    codes=frozenset({Kind.KEY}),
    steps={"give_back": Step(N_("Take back", "keys tab"), _give_back)},
    decisions={"approve_keys": Decide(N_("Approve or refuse…", "decisions"), _approve)},
)
