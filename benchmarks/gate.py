"""At the gate, in the service: scan → verdict with the attempt written durably; a goods pass issued and let out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, shown, spans_ms
from benchmarks.gate_window import on_screen
from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor, Role
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.passes.outcomes import OutcomeQueries
from desk_app.services.passes.records import LineDraft, PassDraft, ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.visitors.queries import View, VisitorQueries

ROUNDS = 150
_LINES = (
    LineDraft("显示器", 12, "台"),
    LineDraft("笔记本电脑", 3, "台", "SN-01/02/03", returnable=True),
    LineDraft("人体工学办公椅（带扶手）", 10, "把"),
)
END = "\r\n"


def measure(made: Building, command: str = "python -m benchmarks --only gate") -> list[Figure]:
    """Visitors on site and goods passes just issued, one after the other."""
    with made.opened(copy=True) as desk:
        guard = actor(desk, Role.GUARD)
        gate, releases = desk.get(Gate), desk.get(Releases)
        visitors, goods = _visitors(desk), _goods(desk)
        issued = [next(goods) for _ in range(ROUNDS + 1)]
        scanned, leaving, shown_on = iter(issued), iter(issued), (next(goods) for _ in count())
        spans = {
            "scan → verdict, visitor on record": spans_ms(
                lambda: gate.scan(guard, next(visitors) + END), ROUNDS
            ),
            "exit pass issued": spans_ms(lambda: next(goods), ROUNDS),
            "scan → verdict, goods on record": spans_ms(
                lambda: gate.scan(guard, next(scanned) + END), ROUNDS
            ),
            "goods released": spans_ms(
                lambda: releases.release(guard, next(leaving), 0, ReleaseDraft()), ROUNDS
            ),
        }
        log, outcomes = desk.get(GateQueries), desk.get(OutcomeQueries)
        last = [one.id for one in log.last(guard)]
        spans[f"the gate's last {len(last)} scans"] = spans_ms(lambda: log.last(guard), ROUNDS)
        spans["what came of them"] = spans_ms(lambda: outcomes.came_of(guard, last), ROUNDS)
        screen = on_screen(desk, guard, shown_on)
    figures = [Figure(what, shown(found), "20 ms", command) for what, found in spans.items()]
    return [*figures, Figure("Enter → goods verdict painted", shown(screen), "100 ms", command)]


def _visitors(desk: Services) -> Iterator[str]:
    """The passes of those on site, over and over."""
    receptionist, queries = actor(desk, Role.RECEPTIONIST), desk.get(VisitorQueries)
    day = max(visit.day for visit, _ in queries.present(receptionist))
    passes = [one.pass_code for one in queries.visits(receptionist, day, View.INSIDE) if one.pass_code]
    return (passes[number % len(passes)] for number in count())


def _goods(desk: Services) -> Iterator[str]:
    """A new goods pass each time, of a tenant whose signatory may sign for everything."""
    supervisor, receptionist = actor(desk, Role.SUPERVISOR), actor(desk, Role.RECEPTIONIST)
    tenant = _tenant(desk, supervisor)
    signatory = desk.get(TenantPeople).add_signatory(supervisor, tenant, SignatoryDraft("王小明")).result
    passes = desk.get(ExitPasses)
    due = desk.bench.clock.now().date() + timedelta(days=7)
    for number in count():
        draft = PassDraft(
            tenant=tenant, holder="远航精密仪器有限公司", unit="1205", lines=_LINES, signatory=signatory,
            signature=True, sealed=True, carrier="顺丰", plate="粤B12345", acknowledged=True, due=due,
            request=f"bench-{number}",
        )  # fmt: skip
        yield passes.issue(receptionist, draft).result.pass_code


def _tenant(desk: Services, by: Actor) -> int:
    return desk.get(Directory).add_tenant(by, TenantDraft("远航精密仪器有限公司", "远航精密"), "9901").result
