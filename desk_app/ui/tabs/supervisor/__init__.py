"""The supervisor's tab: staff, settings, audit log, backups, this desk, keys. One small page each.

To add a page, add a file with a `Section`-like widget (`load()`), and a line to `page.PAGES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.supervisor.page import SupervisorPage

    return SupervisorPage(ctx)


_DECIDED = frozenset({
    "visits", "watch_list", "keys", "key_handouts", "mail_batches", "mail_pieces", "outgoing_mail", "found_items",
    "lost_reports", "tenants", "units", "floors", "contacts", "signatories", "departments",
})  # fmt: skip
"""What brings or ends something to decide: `services.*.pending`. A test holds it against the features."""

TAB = TabSpec(
    id="supervisor",
    title=N_("Supervisor"),
    icon="shield",
    order=90,
    roles=frozenset({Role.SUPERVISOR}),
    build=_build,
    topics=frozenset({"staff", "colleagues", "settings", "conflicts", "pass_keys", "retention", "sync"})
    | _DECIDED,
    kinds=frozenset({"conflict", "decision", "retention", "sync"}),
)
