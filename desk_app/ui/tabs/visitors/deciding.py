"""The supervisor's decision about somebody whom the watch list stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.visitors.options import PRINT_AT_CHECK_IN
from desk_app.services.visitors.queries import Stopped, VisitorQueries
from desk_app.services.visitors.records import Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.tabs.visitors.actions import print_pass

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

ADMIT, REFUSE = "admit", "refuse"


def decide(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """Ask for the decision and carry it out (operating manual, Visitors 7)."""
    queries = ctx.services.get(VisitorQueries)
    ctx.read(
        lambda actor: queries.why_stopped(actor, visit.id),
        owner=owner,
        done=lambda why: _ask(ctx, owner, visit, why),
        key="why",
    )


def _why(why: Stopped | None) -> str:
    """Reason, since when, what matched: in one line."""
    if why is None:
        return ""
    matched = [
        tr(message)
        for fits, message in (
            (why.by_phone, N_("Phone")),
            (why.by_document, N_("Document")),
            (why.by_name, N_("Name")),
        )
        if fits
    ]
    return tr(
        N_("On the list since {day}: {reason}. Matched: {matched}."),
        day=format_day(why.since),
        reason=plain(why.reason),
        matched=plain("、".join(matched)),
    )


def _ask(ctx: AppContext, owner: QWidget, visit: Visit, why: Stopped | None) -> None:
    dialog = ApprovalDialog(
        ctx,
        N_("{name} is on the watch list"),
        N_("Ask the visitor to wait. The supervisor admits or refuses; until then no pass is printed."),
        (Decision(REFUSE, N_("Refuse"), "danger"), Decision(ADMIT, N_("Admit"), "primary")),
        owner,
        name=plain(visit.name),
        note=_why(why),
    )
    dialog.begin(lambda decided: _carry_out(ctx, owner, visit, decided))


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
