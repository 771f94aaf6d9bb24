"""The supervisor's decision about somebody whom the watch list stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.visitors.options import PRINT_AT_CHECK_IN
from desk_app.services.visitors.records import Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.tabs.visitors.actions import print_pass

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

ADMIT, REFUSE = "admit", "refuse"


def decide(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """Ask for the decision and carry it out (operating manual, Visitors 7)."""
    dialog = ApprovalDialog(
        ctx,
        N_("{name} is on the watch list"),
        N_("Ask the visitor to wait. The supervisor admits or refuses; until then no pass is printed."),
        (Decision(REFUSE, N_("Refuse"), "danger"), Decision(ADMIT, N_("Admit"), "primary")),
        owner,
        name=plain(visit.name),
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _carry_out(ctx, owner, visit, dialog.decided))
    dialog.open()


def _carry_out(ctx: AppContext, owner: QWidget, visit: Visit, decided: Decided | None) -> None:
    if decided is None:
        return
    visitors = ctx.services.get(Visitors)
    if decided.key == REFUSE:
        ctx.do(
            lambda actor: visitors.refuse(actor, visit.id, decided.reason),
            owner=owner,
            by=decided.by,
            done=lambda one: ctx.toasts.show(N_("{name} was refused."), name=plain(one.name)),
        )
        return

    def admitted(one: Visit) -> None:
        ctx.toasts.show(N_("{name} was admitted."), name=plain(one.name))
        if ctx.services.bench.settings.get(PRINT_AT_CHECK_IN):
            print_pass(ctx, owner, one)

    ctx.do(
        lambda actor: visitors.admit(actor, visit.id, decided.reason),
        owner=owner,
        by=decided.by,
        done=admitted,
    )
