"""Scan → verdict: the scanner's characters to the answer on record, with the attempt written durably."""

from __future__ import annotations

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, shown, spans_ms
from desk_app.services.core.people import Role
from desk_app.services.gate.service import Gate
from desk_app.services.visitors.queries import View, VisitorQueries

ROUNDS = 150


def measure(made: Building, command: str = "python -m benchmarks --only gate") -> list[Figure]:
    """Passes of those on site, one after the other."""
    with made.opened(copy=True) as desk:
        guard, receptionist = actor(desk, Role.GUARD), actor(desk, Role.RECEPTIONIST)
        queries, gate = desk.get(VisitorQueries), desk.get(Gate)
        day = max(visit.day for visit, _ in queries.present(receptionist))
        passes = [one.pass_code for one in queries.visits(receptionist, day, View.INSIDE) if one.pass_code]
        waiting = iter(passes * (ROUNDS // len(passes) + 2))
        spans = spans_ms(lambda: gate.scan(guard, next(waiting) + "\r\n"), ROUNDS)
    return [Figure("scan → verdict, on record", shown(spans), "20 ms", command)]
