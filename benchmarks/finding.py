"""The search field on the demo building's own records, against LIKE over the same texts."""

from __future__ import annotations

import statistics

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, one_ms, shown
from benchmarks.search import LIKE
from desk_app.services.core.people import EVERYONE, Role, role_bits
from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search.index import find
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Visit


def measure(made: Building, command: str = "python -m benchmarks --only finding") -> list[Figure]:
    """What a receptionist types for people of the last days."""
    with made.opened() as desk:
        by, queries = actor(desk, Role.RECEPTIONIST), desk.get(VisitorQueries)
        visits = [visit for visit, _ in queries.present(by)][:30]
        typed = [text for visit in visits for text in _typed(visit) if text]
        with desk.bench.database.read() as session:
            connection = session.connection()
            role = role_bits(*EVERYONE)
            for text in typed:
                find(connection, text, role=role)
            found = [one_ms(lambda: find(connection, text, role=role)) for text in typed]  # noqa: B023
            like = [
                one_ms(lambda: connection.exec_driver_sql(LIKE, (f"%{text}%",)).fetchall())  # noqa: B023
                for text in typed[:: max(1, len(typed) // 12)]
            ]
    ratio = statistics.median(like) / statistics.median(found)
    return [
        Figure(f"search, {len(typed)} words as typed", shown(found), "p95 5 ms", command),
        Figure("LIKE over the same texts", shown(like), "", command),
        Figure("search, faster than LIKE by", f"{ratio:.0f} ×", "", command),
    ]


def _typed(visit: Visit) -> tuple[str, ...]:
    pinyin = spellings(visit.name)
    return (
        visit.name, visit.name[:2], visit.phone[-4:], visit.phone[:7], visit.company[:4], visit.host.unit,
        visit.number[-6:], *((pinyin[0], pinyin[-1]) if pinyin else ()),
    )  # fmt: skip
