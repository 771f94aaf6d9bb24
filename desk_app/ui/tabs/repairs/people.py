"""Who may be sent: colleagues, those of the trade first, and all of them without a letter typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TRADE_NAMES, Trade
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.services.repairs.records import Order
    from desk_app.ui.context import AppContext

MOST = 8


def suggest_for(ctx: AppContext, owner: QWidget, picker: Picker, order: Order) -> None:
    """Offer colleagues by name, initials or phone digits; a suggestion stands for a `Colleague`."""
    colleagues, directory = ctx.services.get(ColleagueQueries), ctx.services.get(DirectoryQueries)

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        chinese = speaker.words.language.startswith("zh")
        departments = directory.departments(actor)
        called = {one.code: one.name if chinese else one.english_name or one.name for one in departments}
        engineering = {one.code for one in departments if one.trades}
        wanted = {order.department} if order.department else engineering
        found = ranked(colleagues.all(actor, text), order.trade, wanted)
        return [_suggestion(one, called.get(one.department, one.department)) for one in found[:MOST]]

    picker.query.connect(
        lambda text: ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key="colleagues",
        )
    )


def ranked(colleagues: Sequence[Colleague], trade: Trade | None, departments: set[str]) -> list[Colleague]:
    """Those of the trade first, then those of the department whose work it is, then everybody else."""

    def rank(one: Colleague) -> int:
        if trade is not None and one.trade is trade:
            return 0
        return 1 if one.department in departments else 2

    return sorted(colleagues, key=rank)


def _suggestion(one: Colleague, department: str) -> Suggestion:
    trade = tr(TRADE_NAMES[one.trade]) if one.trade is not None else department
    return Suggestion(one, one.name, " · ".join(part for part in (trade, one.phone) if part))
