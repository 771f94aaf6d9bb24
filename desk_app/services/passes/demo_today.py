"""The demo building's exit passes of today, as they would look now, whatever the hour: something of everything."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import GoodsKind, TenantStatus
from desk_app.services.passes import events
from desk_app.services.passes.demo import LANE, keep, new_pass, paper_home, quantities, release, revoke
from desk_app.services.passes.records import ExitKind
from desk_app.services.passes.tables import TemplateRow

_LONGEST = timedelta(hours=4)
_KINDS = (
    ExitKind.GOODS, ExitKind.GOODS, ExitKind.TOOLS, ExitKind.GOODS, ExitKind.RETURNABLE, ExitKind.GOODS,
    ExitKind.RETURNABLE, ExitKind.TOOLS, ExitKind.GOODS,
)  # fmt: skip
_TEMPLATES: tuple[tuple[str, ExitKind, tuple[GoodsKind, ...], list[list[object]]], ...] = (
    ("装修工具", ExitKind.TOOLS, (), [["冲击钻", 1, "把", "", False], ["人字梯", 1, "架", "", False],
                                  ["工具箱", 1, "个", "", False]]),
    ("电脑送修", ExitKind.RETURNABLE, (GoodsKind.COMPUTERS,), [["笔记本电脑", 1, "台", "", True],
                                                          ["电源适配器", 1, "个", "", True]]),
)  # fmt: skip


def fill_today(pen: Pen) -> None:
    """Valid ones to scan, one partly out, one revoked, used ones with and without paper, a move-out; lists of goods."""
    midnight = pen.moment(pen.today, time())
    _lists(pen, midnight)
    span = min(_LONGEST, pen.now - midnight)
    moments = [midnight + (pen.now - midnight - span) + span * (step / 12) for step in range(1, 12)]
    _move_out(pen, moments[0])
    for number, (at, kind) in enumerate(zip(moments[1:], _KINDS, strict=False)):
        made = new_pass(pen, at, kind, least=2)
        later = at + (pen.now - at) / 2
        if number == 0:
            release(pen, made, later, quantities(made))
            paper_home(pen, made, at + (pen.now - at) * 0.8)
        elif number == 1:
            release(pen, made, later, {1: 1}, closes=False)
        elif number in (2, 4):
            release(pen, made, later, quantities(made))
        elif number == 3:
            revoke(pen, made, later, "物品清单有误，重新开具")
        keep(pen, made)


def _move_out(pen: Pen, at: datetime) -> None:
    """A tenant that is moving out, cleared by finance, with a pass for several trips and days."""
    directory = DirectoryQueries(pen.bench)
    for tenant in directory.tenants(SYSTEM, status=TenantStatus.MOVING_OUT):
        if directory.tenant(SYSTEM, tenant.id).cleared:
            host = DemoTenant(tenant.id, tenant.called, tenant.units[0], tenant.floors[0], ())
            keep(pen, new_pass(pen, at, ExitKind.MOVE_OUT, host, days=3, trips=3))
            return


def _lists(pen: Pen, at: datetime) -> None:
    for name, kind, goods, lines in _TEMPLATES:
        row = pen.row(
            TemplateRow,
            id=pen.id_at(at, LANE),
            name=name,
            kind=kind,
            goods=" ".join(goods),
            lines=json.dumps(lines, ensure_ascii=False),
        )
        pen.add(TemplateRow, row)
        by = pen.pick(pen.desk_staff).staff_id
        pen.event(events.TEMPLATE_SAVED, row.id, at, by, {"name": name, "tenant": None, "lines": len(lines)})
