"""Repairs, complaints and requests at the desk: take in, send somebody, chase the clocks, call back.

`page.py` is the list or the board with what is chosen; `intake.py` the form for a new report; `panel.py` one order with
the step that fits first; every verb is in `actions.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.repairs.records import KIND
from desk_app.ui.tab_spec import Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.ui.context import AppContext

FROM_CALL, FROM_LOST_KEY, FROM_INCIDENT = "repair_from_call", "repair_from_lost_key", "repair_from_incident"
"""A call, a report of a lost key, an incident: opened as this kind, the form for a new report is filled from it."""


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.repairs.page import RepairsPage

    return RepairsPage(ctx)


def _call_back(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    from desk_app.ui.tabs.repairs.actions import call_back_record

    call_back_record(ctx, owner, matter.record)


TAB = TabSpec(
    id="repairs",
    title=N_("Repairs"),
    icon="wrench",
    order=24,
    roles=DESK,
    build=_build,
    topics=frozenset({"repairs", "repair_prices"}),
    kinds=frozenset({KIND, FROM_CALL, FROM_LOST_KEY, FROM_INCIDENT}),
    dated=True,
    codes=frozenset({Kind.REPAIR}),
    steps={"call_back": Step(N_("Call back…", "repairs tab"), _call_back)},
)
