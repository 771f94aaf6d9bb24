"""A visitor whose records are too old to go by: the supervisor confirms at the gate. Nobody is kept in by a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.ui.gate.judging import Errand, GateDesk, Reading

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.gate.supervisor import GateApproval

_LOST = "without_badge"


def ask_to_leave(
    ctx: AppContext,
    reading: Reading,
    desk: GateDesk,
    owner: QWidget,
    do: Callable[[Errand, Actor | None], None],
) -> GateApproval:
    """Ask for the supervisor's PIN; then the visitor leaves, with the badge back or without."""
    from desk_app.ui.approval import Decided, Decision
    from desk_app.ui.gate.supervisor import FOR_VISITORS, ask_supervisor

    has_badge = reading.card is not None and bool(reading.card.visit.badge)
    decisions = [Decision("leaves", N_("Badge back") if has_badge else N_("Visitor leaves"), "primary")]
    if has_badge:
        decisions.insert(0, Decision(_LOST, N_("Badge missing")))

    def decided(word: Decided) -> None:
        do(lambda actor: desk.leave(actor, reading, word.key != _LOST, word.reason), word.by)

    return ask_supervisor(
        ctx,
        owner,
        N_("Does the visitor leave?"),
        N_(
            "What other desks know of this visit is too old. The supervisor answers for it; it stands on record."
        ),
        decisions,
        FOR_VISITORS,
        decided,
    )
