"""What is done with an incident from its card: closing, reopening, a time that is not needed, its paper, a repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.words import N_, plain
from desk_app.services.duty_log.records import Incident
from desk_app.services.duty_log.service import DutyLog
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.tabs.shift.duty_dialogs import CloseDialog, about
from desk_app.ui.tabs.shift.duty_papers import print_incident
from desk_app.ui.tabs.shift.duty_said import step_said

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.widgets.part import Part

REPAIR_FROM_INCIDENT = "repair_from_incident"
"""Opened as this kind, an incident fills the form for a report of the tab that takes them."""


def close(ctx: AppContext, page: Part, incident: Incident) -> None:
    """It is over: how did it end?"""

    def closed(one: Incident) -> None:
        ctx.toasts.show(N_("Incident {number} is closed.", "duty log"), number=plain(one.number))
        page.load()

    CloseDialog(ctx, incident, page).begin(closed)


def reopen(ctx: AppContext, page: Part, incident: Incident) -> None:
    """The supervisor says why it runs again."""

    def decided(one: Decided) -> None:
        verbs = ctx.services.get(DutyLog)
        ctx.do(
            lambda by: verbs.reopen(by, incident.id, one.reason),
            owner=page,
            done=lambda _: page.load(),
            by=one.by,
        )

    ApprovalDialog(
        ctx,
        N_("Reopen the incident?", "duty log"),
        N_("{incident} was closed. Its clock runs again from the report.", "duty log"),
        [Decision("reopen", N_("Reopen", "duty log"), "primary")],
        page,
        values={"incident": plain(about(incident))},
    ).begin(decided)


def waive(ctx: AppContext, page: Part, incident: Incident) -> None:
    """The supervisor says why the next time is not needed."""
    if not incident.missing:
        return
    step = incident.missing[0]

    def decided(one: Decided) -> None:
        verbs = ctx.services.get(DutyLog)
        ctx.do(
            lambda by: verbs.waive(by, incident.id, step, one.reason),
            owner=page,
            done=lambda _: page.load(),
            by=one.by,
        )

    ApprovalDialog(
        ctx,
        N_("Is this time not needed?", "duty log"),
        N_(
            "“{step}” is one of the times that this incident must record. The reason stands in the log.",
            "duty log",
        ),
        [Decision("waive", N_("Not needed", "duty log"), "primary")],
        page,
        values={"step": plain(step_said(step))},
    ).begin(decided)


def repair(ctx: AppContext, _page: Part, incident: Incident) -> None:
    """The form for a repair opens, filled from the incident."""
    ctx.open_record(REPAIR_FROM_INCIDENT, incident.id)


def print_sheet(ctx: AppContext, page: Part, incident: Incident) -> None:
    """Its sheet, as it stands now."""
    print_incident(ctx, page, incident)
