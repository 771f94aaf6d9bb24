"""The columns of the directory's lists."""

from __future__ import annotations

from desk_app.services.core.words import N_, Message
from desk_app.services.directory.planning import Action
from desk_app.services.directory.records import TENANT_STATUS_NAMES, Tenant, TenantStatus
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.directory.preview import PreviewLine, listed
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

STATUS_TONES: dict[TenantStatus, Tone] = {
    TenantStatus.ACTIVE: "positive",
    TenantStatus.MOVING_OUT: "warning",
    TenantStatus.MOVED_OUT: "neutral",
}
ACTION_NAMES: dict[Action, Message] = {
    Action.ADD: N_("New", "directory"),
    Action.CHANGE: N_("Changes", "directory"),
    Action.SAME: N_("As it is", "directory"),
    Action.STOP: N_("To mend", "directory"),
}
_ACTION_TONES: dict[Action, Tone] = {
    Action.ADD: "positive",
    Action.CHANGE: "accent",
    Action.SAME: "neutral",
    Action.STOP: "danger",
}


def _units(tenant: Tenant) -> str:
    return listed(tenant.units)


def _floors(tenant: Tenant) -> str:
    return listed(tenant.floors)


def _status(tenant: Tenant) -> str:
    name = TENANT_STATUS_NAMES[tenant.status]
    return tr(name)


def _action(line: PreviewLine) -> str:
    name = ACTION_NAMES[line.planned.action]
    return tr(name)


TENANT_COLUMNS = (
    Column(N_("Company", "directory"), lambda tenant: tenant.name, tip=lambda tenant: tenant.name),
    Column(N_("Short name"), lambda tenant: tenant.short_name, width=120, spare=2),
    Column(
        N_("English name"),
        lambda tenant: tenant.english_name,
        width=190,
        tip=lambda one: one.english_name,
        spare=3,
    ),
    Column(N_("Units", "directory"), _units, width=150, tip=_units),
    Column(N_("Floor", "directory"), _floors, width=80, spare=1),
    Column(
        N_("State", "directory"),
        _status,
        width=130,
        tone=lambda tenant: STATUS_TONES[tenant.status],
        pill=True,
    ),
)


def _line(line: PreviewLine) -> int:
    return line.planned.line


PREVIEW_COLUMNS = (
    Column(
        N_("Line", "directory"), lambda line: str(line.planned.line), sort_key=_line, align="right", width=64
    ),
    Column(
        N_("What happens", "directory"),
        _action,
        width=120,
        tone=lambda line: _ACTION_TONES[line.planned.action],
        pill=True,
    ),
    Column(
        N_("Company", "directory"),
        lambda line: line.planned.draft.name,
        width=230,
        tip=lambda line: line.planned.draft.name,
    ),
    Column(N_("Units", "directory"), lambda line: listed(line.planned.units), width=130),
    Column(
        N_("Remark", "directory"),
        lambda line: line.remark(),
        tone=lambda line: "danger" if line.problems else None,
        tip=lambda line: line.remark(),
    ),
)
