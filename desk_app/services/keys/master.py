"""The key register is head office's to say: keys, copies and rings. Where a copy is at the moment is the desks'."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.keys.events import KEYS
from desk_app.services.keys.terms import KEY_CATEGORY_NAMES, CopyState

MASTER = (
    MasterTable(
        "keys",
        KEYS,
        N_("Key", "master"),
        ("code", "place"),
        retired={"active": 0},
        values={"category": KEY_CATEGORY_NAMES},
    ),
    MasterTable("key_rings", KEYS, N_("Key ring", "master"), ("code",), retired={"active": 0}),
    MasterTable(
        "key_copies",
        KEYS,
        N_("Key copy", "master"),
        ("tag",),
        own={"state": CopyState.IN.value, "since": 0},
        retired={"hook": ""},
    ),
)
