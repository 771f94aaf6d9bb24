"""What is asked before a roll-call ends."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.roll_call.records import OUTCOME_NAMES, Outcome, RollCall
from desk_app.ui.ask import Asker
from desk_app.ui.i18n import tr


def ask_end(ask: Asker, parent: QWidget, call: RollCall) -> tuple[Outcome, str] | None:
    """How it ended, and a remark where people are missing; None to go on with it."""
    tally, outcomes = call.tally, list(Outcome)
    chosen = ask.choose(
        parent,
        tr(N_("End the drill?")) if call.drill else tr(N_("End the roll-call?")),
        [tr(OUTCOME_NAMES[one]) for one in outcomes],
        tr(
            N_("People: {people} · safe: {safe} · not found: {missing} · not checked: {unknown}"),
            people=tally.people,
            safe=tally.safe,
            missing=tally.not_found,
            unknown=tally.unknown,
        ),
    )
    if chosen is None:
        return None
    outcome = outcomes[chosen]
    if outcome is not Outcome.MISSING:
        return outcome, ""
    note = ask.write(parent, tr(N_("Who is missing, and who was told?")))
    return None if note is None else (outcome, note)
