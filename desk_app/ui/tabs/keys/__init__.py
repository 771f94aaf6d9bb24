"""The key register at the desk: lend, take back, approve, hand on, chase; a key with its copies.

`page.py` is the list with what is chosen; `borrow.py` the form for lending, `give_back.py` the one for taking back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND
from desk_app.ui.tab_spec import Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.keys.page import KeysPage

    return KeysPage(ctx)


def _give_back(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    from desk_app.ui.tabs.keys.give_back_dialog import give_back

    give_back(ctx, owner, matter.record)


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
)
