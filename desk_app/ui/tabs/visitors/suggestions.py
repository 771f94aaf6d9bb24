"""Known and announced visitors, suggested while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.words import N_
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import KnownVisitor, VisitState
from desk_app.ui.i18n import format_day, format_time, tr
from desk_app.ui.widgets.matter_text import BARRED
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext

LEAST_LETTERS = 2


def suggest_visitors(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Known and announced visitors, masked; choosing one fills the form."""
    queries = ctx.services.get(VisitorQueries)

    def find(text: str) -> None:
        if len(text.strip()) < LEAST_LETTERS and not _is_chinese(text):
            picker.offer(text, [])  # those for a longer text are not for this one
            return
        ctx.read(
            lambda actor: queries.recall(actor, text),
            owner=owner,
            done=lambda known: picker.offer(text, [suggestion_of(one) for one in known]),
            key="recall",
        )

    picker.query.connect(find)


def _is_chinese(text: str) -> bool:
    return any(one >= "\u3400" for one in text)


def suggestion_of(one: KnownVisitor) -> Suggestion:
    """Who is suspended says so first; the company stands below."""
    if one.state is VisitState.EXPECTED:
        seen = (
            tr(N_("expected {time}"), time=format_time(one.last_seen))
            if one.last_seen
            else tr(N_("Expected"))
        )
    else:
        seen = format_day(one.last_seen, year=False) if one.last_seen else ""
    parts = (tr(BARRED) if one.barred else "", one.phone_mask, seen)
    below = one.company or one.host.tenant
    return Suggestion(one, one.name, " · ".join(part for part in parts if part), below)
