"""Contractors suggested while somebody types: who is in the building today, who had a pass before, then tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Host as Tenant
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitKind, ExitPass
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.records import Host, Purpose, Visit
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext

MOST, LOOKED_AT = 8, 60
"""Suggestions; earlier passes whose contractors are offered."""
SURE = 4
"""The worst `name_rank` of a tenant that is offered: Enter takes the first, so it must not be a far guess."""


def suggest_contractors(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Offer visits of today (their value is the Visit), those with tools first, contractors of earlier passes (their
    name), and tenants (a visitors' `Host`)."""
    passes = ctx.services.get(PassQueries)
    visits, directory = ctx.services.get(VisitorQueries), ctx.services.get(DirectoryQueries)
    clock = ctx.services.bench.clock

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        today = clock.now().astimezone(clock.zone).date()
        here = _fitting(visits.visits(actor, today, View.ALL), text)
        found = [_visit(one) for one in here]
        if text.strip():
            known = {one.value.company for one in found}
            earlier = _holders(passes.recent(actor, None, LOOKED_AT), text)
            found += [Suggestion(one, one, tr(N_("earlier pass"))) for one in earlier if one not in known]
            hosts = directory.find_host(actor, text, MOST)
            found += [_tenant(one) for one in hosts if not one.contact_name and _meant(text, one)]
        return found[:MOST]

    def find(text: str) -> None:
        ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key="contractors",
        )

    picker.query.connect(find)


def _fitting(visits: list[Visit], text: str) -> list[Visit]:
    """Whom the letters may mean: contractors before others who carried something in, nobody else."""
    typed = folded(text)
    carrying = [
        one for one in visits if one.arrived_at and (one.purpose is Purpose.CONTRACTOR or one.belongings)
    ]
    fitting = [one for one in carrying if not typed or _rank(typed, one) < NOT_FOUND]
    return sorted(fitting, key=lambda one: (one.purpose is not Purpose.CONTRACTOR, not one.belongings))


def _holders(passes: list[ExitPass], text: str) -> list[str]:
    """Contractors without a tenant who had a pass, the newest first."""
    named = dict.fromkeys(one.holder for one in passes if one.tenant is None and one.kind is ExitKind.TOOLS)
    return [one for one in named if name_rank(folded(text), one) < NOT_FOUND]


def _meant(text: str, tenant: Tenant) -> bool:
    typed = folded(text)
    by_unit = any(unit.casefold().startswith(typed) for unit in tenant.units)
    return by_unit or name_rank(typed, tenant.name) <= SURE


def _rank(typed: str, visit: Visit) -> int:
    return min(name_rank(typed, name) for name in (visit.company, visit.name) if name)


def _visit(one: Visit) -> Suggestion:
    detail = one.belongings or tr(N_("nothing carried in"))
    return Suggestion(one, f"{one.company} · {one.name}" if one.company else one.name, detail)


def _tenant(one: Tenant) -> Suggestion:
    unit = one.units[0] if one.units else ""
    return Suggestion(Host(one.tenant, one.name, unit), one.name, " ".join(one.units))
