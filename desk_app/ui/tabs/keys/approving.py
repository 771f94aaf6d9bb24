"""The supervisors' word on a borrowing: at the desk one after the other, or on their own screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Handout
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import HandoutState
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.keys.columns import codes_line, holder_line, places_line, purpose_line
from desk_app.ui.widgets.findings_view import said, sorted_findings
from desk_app.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

ASKS = N_("Approvals given: {n} of {m}")
"""How far it is; `values_of` fills it."""
APPROVE, REFUSE = "approve", "refuse"
_EXPLAINED = N_(
    "Each supervisor approves once, on record. “Later” leaves it waiting for a supervisor's own screen."
)
_DECISIONS = (
    Decision(REFUSE, N_("Refuse", "keys tab"), "danger"),
    Decision(APPROVE, N_("Approve", "keys tab"), "primary"),
)


def values_of(one: Handout) -> dict[str, object]:
    """How many said yes, and how many must."""
    return {"n": len(one.approvals), "m": one.needed}


def ask_approval(
    ctx: AppContext,
    owner: QWidget,
    one: Handout,
    *,
    only: str = "",
    done: Callable[[Handout], object] | None = None,
) -> None:
    """Ask for the next supervisor's word, and for the one after him while more are needed.

    `only` offers one decision alone; `done` is given the borrowing once it is decided, or approved as far as it goes.
    """
    dialog = ApprovalDialog(
        ctx,
        ASKS,
        _EXPLAINED,
        [each for each in _DECISIONS if only in ("", each.key)],
        owner,
        note=_note(one),
        values=values_of(one),
        not_by=frozenset(each.by for each in one.approvals),
    )
    dialog.begin(lambda decided: _carry_out(ctx, owner, one, decided, done))


def _note(one: Handout) -> str:
    """Which keys, who, why, and what is out of the ordinary."""
    lines = (
        " · ".join(part for part in (codes_line(one), places_line(one)) if part),
        " · ".join(part for part in (holder_line(one), purpose_line(one)) if part),
        *(tr(each) for each in one.exceptions),
    )
    return "\n".join(line for line in lines if line)


def _carry_out(
    ctx: AppContext,
    owner: QWidget,
    one: Handout,
    decided: Decided,
    done: Callable[[Handout], object] | None,
) -> None:
    keys, reason = ctx.services.get(Keys), decided.reason

    def heard(now: Handout) -> None:
        if now.state is HandoutState.REQUESTED:
            ctx.toasts.show(N_("Approved, {n} of {m}."), n=len(now.approvals), m=now.needed)
            ask_approval(ctx, owner, now, done=done)
            return
        word = N_("{keys}: refused.") if now.state is HandoutState.REFUSED else N_("{keys}: approved.")
        ctx.toasts.show(word, keys=plain(codes_line(now)))
        if done is not None:
            done(now)

    if decided.key == REFUSE:
        ctx.do(lambda actor: keys.refuse(actor, one.id, reason), owner=owner, by=decided.by, done=heard)
    else:
        ctx.do(lambda actor: keys.approve(actor, one.id, reason), owner=owner, by=decided.by, done=heard)


def only_warnings(findings: Sequence[Finding]) -> bool:
    """Whether reading them is all that is asked."""
    return all(one.weight is Weight.WARNING for one in findings)


def read_first(ctx: AppContext, owner: QWidget, findings: Sequence[Finding]) -> bool:
    """Show warnings; whether the desk goes on all the same. False at once for anything heavier."""
    if not only_warnings(findings):
        return False
    told = "\n".join(said(one) for one in sorted_findings(findings))
    return ctx.ask.confirm(owner, told, tr(N_("Go on all the same", "keys tab")))


def ask_waiver(
    ctx: AppContext,
    owner: QWidget,
    findings: Sequence[Finding],
    then: Callable[[Actor, str], object],
) -> None:
    """A step that only the supervisor may take: `then` is given the supervisor and the reason."""
    dialog = ApprovalDialog(
        ctx,
        N_("The supervisor decides", "keys tab"),
        N_("The reason is put on record.", "keys tab"),
        (Decision(APPROVE, N_("Approve", "keys tab"), "primary"),),
        owner,
        note="\n".join(said(one) for one in sorted_findings(findings)),
    )
    dialog.begin(lambda decided: then(decided.by, decided.reason))


class SettledDialog(FormDialog):
    """A form whose verb may meet findings: they are read here, or a supervisor decides, and it goes on."""

    def all_the_same(self, by: Actor | None = None, reason: str = "") -> None:
        """Again, once warnings were read; `by` a supervisor who decides, with the reason."""
        raise NotImplementedError

    def settle(self, error: Unsettled) -> bool:
        """False for what nobody may pass over: it is shown like any other refusal."""
        if any(one.weight is Weight.REFUSED for one in error.findings):
            return False
        if not only_warnings(error.findings):
            ask_waiver(self.ctx, self, error.findings, self.all_the_same)
        elif read_first(self.ctx, self, error.findings):
            self.all_the_same()
        return True
