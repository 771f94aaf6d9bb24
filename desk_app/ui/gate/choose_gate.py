"""Which gate this PC is. The supervisor says so: a pass for one gate is released there only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.gate.places import NUMBERED, Gate, gates
from desk_app.ui.i18n import tr

if TYPE_CHECKING:
    from desk_app.ui.approval import ApprovalDialog
    from desk_app.ui.context import AppContext


def gate_here(ctx: AppContext) -> Gate | None:
    """The gate of this PC; None when it is none, or nobody has said which."""
    number = ctx.local.get(GATE_NUMBER)
    named = (gate for gate in gates(ctx.services.bench.settings) if gate.number == number)
    return next(named, Gate(number) if number else None)


def ask_gate(ctx: AppContext, owner: QWidget, chosen: Callable[[], object]) -> ApprovalDialog:
    """Ask for the gate and the supervisor's PIN, and keep it; `chosen` is called once it is kept."""
    from desk_app.ui.approval import Decided, Decision
    from desk_app.ui.gate.supervisor import FOR_THE_GATE, ask_supervisor

    def decided(word: Decided) -> None:
        ctx.local.put(GATE_NUMBER, int(word.key))
        chosen()

    return ask_supervisor(
        ctx,
        owner,
        N_("Which gate is this PC?"),
        N_("Passes can name the gate that may release them. The settings of this PC can change it later."),
        [
            Decision(str(gate.number), plain(gate.name or tr(NUMBERED, n=gate.number)), "primary")
            for gate in gates(ctx.services.bench.settings)
        ],
        FOR_THE_GATE,
        decided,
    )
