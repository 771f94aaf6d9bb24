"""What may belong together, asked for the pages: a found item's reports, a report's items, those of a report that is
still being typed. Only what is public is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.services.core.people import Actor
from desk_app.services.lost_property.matching import matches_of
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import (
    WHY_NAMES,
    FoundItem,
    LostDraft,
    LostReport,
    Match,
    View,
    Why,
)
from desk_app.ui.i18n import tr

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

MOST_TYPED = 3
"""So many are offered while a report is typed: the likeliest."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate with both its records."""

    match: Match
    item: FoundItem
    report: LostReport

    @property
    def told(self) -> bool:
        """Whether the owner was told of this very item."""
        return self.report.found == self.item.id


def reasons(match: Match) -> tuple[list[str], list[str]]:
    """Why they may belong together, in the reader's words; “the same words” are the words themselves, beside them."""
    why = [tr(WHY_NAMES[one]) for one in match.reasons if one is not Why.WORDS or not match.words]
    return why, list(match.words)


def pairs_of_item(ctx: AppContext, actor: Actor, item: int) -> list[Pair]:
    """Who may miss it, the likeliest first. Not on the GUI thread, as all of these."""
    queries = ctx.services.get(LostPropertyQueries)
    found, known = queries.card(actor, item).item, _reports(ctx, actor)
    return [Pair(m, found, known[m.lost]) for m in queries.matches_of_item(actor, item) if m.lost in known]


def pairs_of_report(ctx: AppContext, actor: Actor, report: LostReport) -> list[Pair]:
    """What is here that may be theirs, the likeliest first."""
    queries = ctx.services.get(LostPropertyQueries)
    known = {one.id: one for one in _items(ctx, actor)}
    found = queries.matches_of_report(actor, report.id)
    return [Pair(m, known[m.found], report) for m in found if m.found in known]


def pairs_of_draft(ctx: AppContext, actor: Actor, draft: LostDraft) -> list[Pair]:
    """What is here that may be what somebody is just telling of."""
    typed = LostReport(
        0,
        "",
        draft.what,
        draft.category,
        draft.features,
        draft.place,
        draft.floor,
        draft.lost_from,
        draft.lost_until,
        draft.name,
        draft.phone,
        draft.tenant,
        ctx.services.bench.clock.now(),
        actor.staff_id,
    )
    known = {one.id: one for one in _items(ctx, actor)}
    return [Pair(m, known[m.found], typed) for m in matches_of(known.values(), [typed])[:MOST_TYPED]]


def reports_for(ctx: AppContext, actor: Actor, item: FoundItem) -> list[LostReport]:
    """The open reports that may be closed by giving this back: who was told of it first, then the likeliest."""
    known = _reports(ctx, actor)
    told = [one for one in known.values() if one.found == item.id]
    likely = [
        known[one.lost] for one in ctx.services.get(LostPropertyQueries).matches_of_item(actor, item.id)
    ]
    return list({one.id: one for one in (*told, *likely)}.values())


def _items(ctx: AppContext, actor: Actor) -> list[FoundItem]:
    bench = ctx.services.bench
    today = bench.clock.now().astimezone(bench.clock.zone).date()
    return ctx.services.get(LostPropertyQueries).items(actor, View.OPEN, today)


def _reports(ctx: AppContext, actor: Actor) -> dict[int, LostReport]:
    return {one.id: one for one in ctx.services.get(LostPropertyQueries).reports(actor)}
