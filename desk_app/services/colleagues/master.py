"""Colleagues are head office's to say."""

from __future__ import annotations

from desk_app.services.colleagues.events import COLLEAGUES
from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.directory.records import TRADE_NAMES

MASTER = (
    MasterTable(
        "colleagues",
        COLLEAGUES,
        N_("Colleague", "master"),
        ("name",),
        retired={"active": 0},
        values={"trade": TRADE_NAMES},
    ),
)
