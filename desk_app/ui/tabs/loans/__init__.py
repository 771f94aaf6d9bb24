"""Lending: umbrellas and other things go out and come back, the stock, and the drawer with the deposits.

`page.py` is the list with the loan or item chosen; `lend_form.py` the form for a new loan; `stock_*` and `drawer_*`
the two dialogs of the head; every verb is in `actions.py` or `returning.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.loans.page import LoansPage

    return LoansPage(ctx)


def _take_back(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    from desk_app.ui.tabs.loans.actions import take_back

    if matter.target is not None:
        take_back(ctx, owner, matter.target)


TAB = TabSpec(
    id="loans",
    title=N_("Lending", "tab"),
    icon="umbrella",
    order=21,
    roles=DESK,
    build=_build,
    topics=frozenset({"loans", "loan_items", "loan_stock", "loan_suspensions"}),
    kinds=frozenset({"loan", "loan_item", "loan_suspension"}),
    dated=True,
    codes=frozenset({Kind.LOAN}),
    steps={"take_back": Step(N_("Take back", "loans"), _take_back)},
)
