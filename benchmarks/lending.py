"""Lending in a queue: what every umbrella costs the program, and the questions a queue asks, on the demo building."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, one_ms, shown, spans_ms
from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor, Role
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Item, ItemsDraft, LineDraft, LoanDraft, View
from desk_app.services.loans.service import Loans
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.stock import Stock

ROUNDS = 150


def measure(made: Building, command: str = "python -m benchmarks --only lending") -> list[Figure]:
    """A loan in rain mode, its return by scan, four digits, the list."""
    with made.opened(copy=True) as desk:
        by = actor(desk, Role.RECEPTIONIST)
        items = _umbrellas(desk, by)
        phones = (f"139{number:08d}" for number in count())
        lent = [one_ms(lambda: _lend(desk, by, item, next(phones))) for item in items]  # noqa: B023 - at once
        back = [one_ms(lambda: desk.get(Loans).take_back_by_tag(by, item.tag, "")) for item in items]  # noqa: B023
        ask, today = desk.get(LoanQueries), desk.bench.clock.now().astimezone(desk.bench.clock.zone).date()
        tails = (f"{number:04d}" for number in count(step=37))
        questions: dict[str, Callable[[], object]] = {
            "who has these four digits": lambda: ask.by_tail(by, next(tails)),
            "a borrower by pinyin initials": lambda: ask.borrowers(by, "zw"),
            "the list of what is out": lambda: ask.loans(by, View.OUT, today),
            "the numbers above the list": lambda: ask.counts(by, today),
        }
        asked = [(what, spans_ms(question, ROUNDS)) for what, question in questions.items()]
    goals = [("an umbrella lent in rain mode", lent[10:]), ("taken back by its scan", back[10:]), *asked]
    return [Figure(what, shown(spans), "10 ms", command) for what, spans in goals]


def _umbrellas(desk: Services, by: Actor) -> list[Item]:
    draft = ItemsDraft(UMBRELLA, ROUNDS + 10, "测", 9001, hooks=False)
    return desk.get(Stock).add_items(by, draft).result


def _lend(desk: Services, by: Actor, item: Item, phone: str) -> None:
    draft = LoanDraft((LineDraft(item.id),), phone=phone, rain=True, request=f"bench-{phone}")
    desk.get(Loans).lend(by, draft)
