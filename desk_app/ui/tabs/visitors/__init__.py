"""The visitor log: check in, who is here, who is expected, who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_
from desk_app.ui.tab_spec import Decide, Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.services.core.pending import Pending
    from desk_app.ui.context import AppContext

ARRIVING = "arriving"
"""An announced visit whose visitor stands at the desk: opened as this kind, the check-in is filled with it."""


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.visitors.page import VisitorsPage

    return VisitorsPage(ctx)


def _check_out(ctx: AppContext, owner: QWidget, matter: Matter, *, badge: bool | None = None) -> None:
    from desk_app.services.visitors.queries import VisitorQueries
    from desk_app.ui.tabs.visitors import actions

    visitors = ctx.services.get(VisitorQueries)
    ctx.read(
        lambda actor: visitors.card(actor, matter.record).visit,
        owner=owner,
        done=lambda visit: actions.check_out(ctx, owner, visit, badge_returned=badge),
        key="step",
    )


def _check_out_badge(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    _check_out(ctx, owner, matter, badge=True)


def _check_in(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    ctx.open_record(ARRIVING, matter.record)


def _decide(ctx: AppContext, owner: QWidget, pending: Pending) -> None:
    from desk_app.services.visitors.queries import VisitorQueries
    from desk_app.ui.tabs.visitors.deciding import decide

    visitors = ctx.services.get(VisitorQueries)
    ctx.read(
        lambda actor: visitors.card(actor, pending.record).visit,
        owner=owner,
        done=lambda visit: decide(ctx, owner, visit),
        key="decide",
    )


TAB = TabSpec(
    id="visitors",
    title=N_("Visitors"),
    icon="visitors",
    order=10,
    roles=EVERYONE,
    build=_build,
    topics=frozenset({"visits"}),
    kinds=frozenset({"visit", "expected", ARRIVING}),
    dated=True,
    steps={
        "check_out": Step(N_("Check out"), _check_out),
        "check_out_badge": Step(N_("Check out, badge is back"), _check_out_badge),
        "check_in": Step(N_("Check in"), _check_in),
    },
    decisions={"decide_visit": Decide(N_("Admit or refuse…", "decisions"), _decide)},
)
