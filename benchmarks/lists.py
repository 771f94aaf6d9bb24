"""What the visitor log's page asks at every change: today's list, its counts, a card, who this may be."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, shown, spans_ms
from desk_app.services.core.people import Role
from desk_app.services.visitors.queries import View, VisitorQueries

ROUNDS = 40
_TYPED = ("zw", "张", "138", "1234", "13812341", "wangwei", "科技")


def measure(made: Building, command: str = "python -m benchmarks --only lists") -> list[Figure]:
    """Today's list as it was made, and the fullest past day."""
    with made.opened() as desk:
        by, queries = actor(desk, Role.RECEPTIONIST), desk.get(VisitorQueries)
        today = max(visit.day for visit, _ in queries.present(by))
        busy = max(
            (today - timedelta(days=ago) for ago in range(1, 15)), key=lambda d: len(queries.visits(by, d))
        )
        lines = len(queries.visits(by, busy))
        one = queries.visits(by, today)[0].id
        views = [
            (f"list, view “{view}”", shown(spans_ms(lambda: queries.visits(by, today, view), ROUNDS)))  # noqa: B023
            for view in (View.ALL, View.EXPECTED, View.OVERSTAY)
        ]
        asked = sorted(span for text in _TYPED for span in spans_ms(lambda: queries.recall(by, text), 10))  # noqa: B023
        return [
            Figure("today's counts", shown(spans_ms(lambda: queries.counts(by), ROUNDS)), "30 ms", command),
            *(Figure(f"today's {what}", value, "30 ms", command) for what, value in views),
            Figure(f"list of a busy day, {lines} visits", shown(spans_ms(lambda: queries.visits(by, busy), ROUNDS)),
                   "30 ms", command),
            Figure("card of a visit", shown(spans_ms(lambda: queries.card(by, one), ROUNDS)), "30 ms", command),
            Figure("recall of a known visitor", shown(asked), "30 ms", command),
        ]  # fmt: skip
