"""A host that was typed, not chosen: an exact unit or name is that tenant (roll-call goes by floor)."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Host as Found
from desk_app.services.journal.work import Bench
from desk_app.services.visitors.records import Host


def resolved(bench: Bench, by: Actor, host: Host) -> Host:
    """The host with tenant, unit and floor of the directory, if what was typed names exactly one."""
    typed = host.unit.strip() or host.tenant.strip()
    if host.tenant_id is not None or not typed:
        return host
    found = DirectoryQueries(bench).find_host(by, typed, 2)
    exact = {one.tenant: one for one in found if _is_exact(one, typed)}
    if len(exact) != 1:
        return host
    one = next(iter(exact.values()))
    return replace(
        host,
        tenant_id=one.tenant,
        tenant=one.name,
        unit=one.units[0] if one.units else host.unit,
        floor=one.floors[0] if one.floors else host.floor,
        person=host.person or one.contact_name,
    )


def _is_exact(one: Found, typed: str) -> bool:
    said = typed.casefold()
    return said in (unit.casefold() for unit in one.units) or said in (
        one.name.casefold(),
        one.contact_name.casefold(),
    )
