"""Templates of exit passes are head office's to say; how often one was used is counted on each PC."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.passes.events import TEMPLATES

MASTER = (
    MasterTable(
        "pass_templates",
        TEMPLATES,
        N_("Template of an exit pass", "master"),
        ("name",),
        own={"used": 0},
        retired={"active": 0},
    ),
)
