"""The price list is head office's to say."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.repairs.events import PRICES

MASTER = (MasterTable("repair_price_list", PRICES, N_("Price", "master"), ("name",), retired={"active": 0}),)
