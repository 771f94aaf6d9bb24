"""Who is on the phone: known by number, name or initials, the same in every form that begins with a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desk_app.services.core.words import N_
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import KnownReporter
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext

LEAST_LETTERS, WHOLE_NUMBER = 2, 7
"""So many letters are looked up; so many digits that one person alone has are theirs."""


def suggest_callers(
    ctx: AppContext, owner: QWidget, picker: Picker, phone: Picker, known: Callable[[KnownReporter], object]
) -> None:
    """Offer who may be meant; a suggestion stands for a `KnownReporter`. A whole number typed into `phone` that one
    person has is that person: `known` is given them, nothing needs to be chosen.
    """
    queries = ctx.services.get(RepairQueries)

    def recalled(text: str, found: Sequence[KnownReporter]) -> None:
        only = _only(text, found)
        if only is not None and text == phone.text():
            picker.offer(text, [])
            known(only)
        else:
            picker.offer(text, [_suggestion(one) for one in found])

    def find(text: str) -> None:
        if len(text.strip()) < LEAST_LETTERS and not any(one >= "\u3400" for one in text):
            picker.offer(text, [])  # those for a longer text are not for this one
            return
        ctx.read(
            lambda actor: queries.recall(actor, text),
            owner=owner,
            done=lambda found: recalled(text, found),
            key="recall",
        )

    picker.query.connect(find)


def _only(text: str, found: Sequence[KnownReporter]) -> KnownReporter | None:
    digits = _digits(text)
    same = [one for one in found if digits == _digits(one.phone)]
    return same[0] if len(digits) >= WHOLE_NUMBER and len(same) == 1 else None


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _suggestion(one: KnownReporter) -> Suggestion:
    """Name and phone; below, where it may be and whose it is."""
    waiting = tr(N_("open: {n}", "repairs tab"), n=one.open) if one.open else ""
    name = one.name or tr(N_("(no name)", "repairs tab"))
    below = " · ".join(part for part in (waiting, one.unit, one.company) if part)
    return Suggestion(one, name, one.phone_mask, below)
