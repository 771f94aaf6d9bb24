"""Keeps the status strip's count of what waits for a decision, while a supervisor is signed in."""

from __future__ import annotations

from desk_app.services.catalogue import features
from desk_app.services.decisions.queries import DecisionQueries
from desk_app.ui.context import AppContext
from desk_app.ui.status_strip import StatusStrip
from desk_app.ui.strip_watch import StripWatch

KIND = "decision"
"""How a click asks for the page, as a search hit would."""


def topics() -> frozenset[str]:
    """Whatever may bring or end something to decide."""
    return frozenset(kind.topic for one in features() if one.pending is not None for kind in one.events)


class DecisionsWatch(StripWatch):
    """Asks at sign-in and whenever a feature that has something to decide changed."""

    def __init__(self, ctx: AppContext, strip: StatusStrip) -> None:
        count = ctx.services.get(DecisionQueries).count
        super().__init__(ctx, strip, topics(), count, strip.show_decisions)
