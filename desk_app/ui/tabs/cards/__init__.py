"""Who is it: one field for four digits of a phone, a name, a unit or a scan, and everything open with that person.

`page.py` is the field and who may be meant, `card_view.py` the card. What can be done from it each tab says for its own
kinds of record, in `TabSpec.steps`; other tabs lead here with `AppContext.open_card`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.colleagues.records import KIND
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.ui.context import CARD
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.cards.page import CardsPage

    return CardsPage(ctx)


TAB = TabSpec(
    id="cards",
    title=N_("Who is it?"),
    icon="person",
    order=12,
    roles=DESK,
    build=_build,
    kinds=frozenset({CARD, KIND}),
)
