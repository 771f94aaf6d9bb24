"""What the page of exit passes asks at every change: lists, their counts, a card, what speaks against a draft."""

from __future__ import annotations

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, shown, spans_ms
from desk_app.services.core.people import Role
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import View

ROUNDS = 40


def measure(made: Building, command: str = "python -m benchmarks --only pass_lists") -> list[Figure]:
    """Every view as it was made, and what stands beside it."""
    with made.opened() as desk:
        by, passes = actor(desk, Role.RECEPTIONIST), desk.get(PassQueries)
        newest = passes.recent(by, None)[0]
        day, draft = newest.issued_at.astimezone(desk.bench.clock.zone).date(), passes.draft_of(by, newest.id)
        lines = {view: len(passes.passes(by, day, view)) for view in View}
        spans = {
            "exit passes, counts of all views": spans_ms(lambda: passes.counts(by, day), ROUNDS),
            **{
                f"exit passes, view “{view}”, {lines[view]} passes": spans_ms(
                    lambda: passes.passes(by, day, view),  # noqa: B023 - called at once
                    ROUNDS,
                )
                for view in View
            },
            "card of an exit pass": spans_ms(lambda: passes.card(by, newest.id), ROUNDS),
            "what speaks against a draft": spans_ms(lambda: passes.findings(by, draft), ROUNDS),
        }
    return [Figure(what, shown(found), "30 ms", command) for what, found in spans.items()]
