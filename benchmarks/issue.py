"""Issue of a visitor pass: signed, described and rendered as a PDF, as the desk does it after a check-in."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, shown, spans_ms
from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.paths import resources
from desk_app.services.core.people import Role
from desk_app.services.core.words import load_words
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from desk_app.services.visitors.documents import Paper, visitor_pass
from desk_app.services.visitors.passes import write_pass
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.records import Visit

ROUNDS = 60


def measure(made: Building, command: str = "python -m benchmarks --only issue") -> list[Figure]:
    """Badge and receipt, in Chinese."""
    with made.opened() as desk:
        receptionist = actor(desk, Role.RECEPTIONIST)
        queries = desk.get(VisitorQueries)
        day = max(visit.day for visit, _ in queries.present(receptionist))
        visits = cycle([one for one in queries.visits(receptionist, day, View.INSIDE) if one.pass_code])
        paper = Paper(load_words("zh_CN", resources() / "i18n"), desk.bench.desk, ZoneInfo("Asia/Shanghai"))
        return [
            Figure(
                f"issue of a pass with PDF, {name}",
                shown(spans_ms(lambda: _issue(desk, next(visits), paper, size), ROUNDS)),  # noqa: B023 - at once
                "60 ms",
                command,
            )
            for name, size in (("A6 badge", Size.A6), ("80 mm receipt", Size.RECEIPT_80))
        ]


def _issue(desk: Services, visit: Visit, paper: Paper, size: Size) -> None:
    """The same visit gets a pass anew: nothing is kept, only made."""
    bench, fresh = desk.bench, SimpleNamespace()
    key = open_signing_key(bench.secrets, Purpose.PASS)
    write_pass(cast(Any, fresh), bench.desk, 1, bench.clock.now(), 14, key)
    issued = replace(visit, pass_code=fresh.pass_code, short_code=fresh.short_code)
    render(visitor_pass(issued, paper, size=size, pass_hours=14))
