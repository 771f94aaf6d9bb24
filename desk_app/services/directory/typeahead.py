"""Whom somebody means after a few keys: unit, floor, name, English, pinyin initials. In memory: 120 tenants are few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from desk_app.services.core.text.clean import half_width
from desk_app.services.core.text.pinyin import readings
from desk_app.services.directory.records import Host, Tenant

_FLOOR = re.compile(r"(b?\d{1,3})(?:f|楼|层)")
NOT_FOUND = 99


def ranked(text: str, tenants: Iterable[Tenant], contacts: Iterable[Host]) -> Iterable[Host]:
    """Hosts that match, best first: a unit or floor by its number, then names from their start, then anywhere."""
    query = folded(text)
    hosts = [(tenant_rank(query, tenant), 0, tenant.called, as_host(tenant, query)) for tenant in tenants]
    hosts += [(name_rank(query, host.contact_name) + 1, 1, host.contact_name, host) for host in contacts]
    fitting = sorted((one for one in hosts if one[0] < NOT_FOUND), key=lambda one: one[:3])
    return (one[3] for one in fitting)


def as_host(tenant: Tenant, query: str = "") -> Host:
    """A tenant as one who is visited; the unit that was typed stands first, for it is the one that is meant."""
    places = sorted(
        zip(tenant.units, tenant.storeys, strict=True),
        key=lambda place: not (query and place[0].casefold().startswith(query)),
    )
    floors = tuple(dict.fromkeys(floor for _, floor in places))
    return Host(tenant.id, tenant.called, tuple(unit for unit, _ in places), floors)


def folded(text: str) -> str:
    """Text without case, width and spaces."""
    return "".join(half_width(text).casefold().split())


def tenant_rank(query: str, tenant: Tenant) -> int:
    """How well a tenant fits, 0 best; 99 not at all."""
    if not query:
        return 0
    units = [unit.casefold() for unit in tenant.units]
    if query in units:
        return 0
    floor = _FLOOR.fullmatch(query)
    if floor is not None:
        return 1 if floor[1] in [label.casefold() for label in tenant.floors] else NOT_FOUND
    if any(unit.startswith(query) for unit in units):
        return 1
    names = (tenant.short_name, tenant.name, tenant.english_name)
    return min(name_rank(query, name) for name in names if name)


def name_rank(query: str, name: str) -> int:
    """How well a name fits: 2 from its start, 3 by sound from its start, 4 from a word's start, 5 inside, 6 by sound
    inside; 99 not at all."""
    plain = folded(name)
    if plain.startswith(query):
        return 2
    if any(word.startswith(query) for word in name.casefold().split()):
        return 4
    if query in plain:
        return 5
    return _sound_rank(query, name) if query.isascii() and query.isalnum() else NOT_FOUND


def _sound_rank(query: str, name: str) -> int:
    spoken = _readings(name)
    if any(spells(query, syllables, 0) for syllables in spoken):
        return 3
    inside = len(query) > 1 and any(
        spells(query, syllables, start) for syllables in spoken for start in range(1, len(syllables))
    )
    return 6 if inside else NOT_FOUND


def spells(query: str, syllables: Sequence[str], start: int) -> bool:
    """Whether letters spell the syllables from `start`: initials, whole ones or a mixture (“yfkj”, “yunf”)."""
    if not query:
        return True
    if start == len(syllables) or query[0] != syllables[start][0]:
        return False
    syllable = syllables[start]
    if syllable.startswith(query) or spells(query[1:], syllables, start + 1):
        return True
    return query.startswith(syllable) and spells(query[len(syllable) :], syllables, start + 1)


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    return readings(name)
