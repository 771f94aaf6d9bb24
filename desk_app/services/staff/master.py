"""Staff is head office's to say: names and roles. PINs hang on each PC's own key and stay there."""

from __future__ import annotations

from desk_app.services.core.master import Columns, MasterTable
from desk_app.services.core.people import ROLE_NAMES
from desk_app.services.core.words import N_
from desk_app.services.staff.service import STAFF


def _account(here: Columns | None, said: Columns, undecided: bool) -> Columns:
    """Roles come from head office alone, and whoever is closed on either side is closed."""
    if here is None or not undecided:
        return said
    both = bool(here["active"]) and bool(said["active"])
    return {**here, "role": said["role"], "active": int(both)}


MASTER = (
    MasterTable(
        "staff",
        STAFF,
        N_("Staff account", "master"),
        ("name",),
        own={"pin": "", "must_change": 0},
        retired={"active": 0},
        becomes=_account,
        values={"role": ROLE_NAMES},
    ),
)
