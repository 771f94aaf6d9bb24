"""The watch list is head office's to say. What finds an ID number hangs on each PC's own key and stays there."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.visitors.events import WATCH_LIST

MASTER = (
    MasterTable(
        "watch_list",
        WATCH_LIST,
        N_("Watch list entry", "master"),
        ("name", "phone"),
        own={"id_index": None},
        retired={"active": 0},
    ),
)
