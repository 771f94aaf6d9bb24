"""The categories of what is lent are head office's to say; items and stock are the desks'."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.loans.events import STOCK

MASTER = (
    MasterTable(
        "loan_categories", STOCK, N_("Category of lending", "master"), ("name",), retired={"active": 0}
    ),
)
