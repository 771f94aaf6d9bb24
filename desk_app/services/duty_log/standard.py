"""The kinds of incidents every desk knows, with the same ids on every PC; a building adds its own.

The order of times is the order in which they are usually recorded (operating manual, Shift and day: duty log).
"""

from __future__ import annotations

from desk_app.services.duty_log.records import ARRIVED, SOLVED, IncidentKind

LIFT, POWER, WATER, INJURY, FIRE, SECURITY, OTHER = range(1, 8)
FIRST_OWN = 1 << 20
"""Kinds of a building's own have ids of `Work.new_id()`, far above."""

_BOSS, _ENGINEERS, _GUARDS = "told.supervisor", "told.engineering", "told.security"


def _kind(
    id: int,
    name: str,
    english: str,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    *,
    injured: bool = False,
) -> IncidentKind:
    return IncidentKind(id, name, english, required, optional, injured=injured, standard=True)


STANDARD: tuple[IncidentKind, ...] = (
    _kind(
        LIFT, "困梯", "Lift entrapment",
        (_ENGINEERS, "told.lift_company", _BOSS, ARRIVED, "freed", SOLVED),
        (_GUARDS, "told.fire_brigade", "told.ambulance", "treated"),
    ),
    _kind(
        POWER, "停电", "Power cut",
        (_ENGINEERS, _BOSS, ARRIVED, "told.tenants", SOLVED),
        ("told.power_company", _GUARDS, "stopped", "evacuated"),
    ),
    _kind(
        WATER, "水浸", "Water leak or flood",
        (_ENGINEERS, _BOSS, ARRIVED, "stopped", SOLVED),
        (_GUARDS, "told.tenants"),
    ),
    _kind(
        INJURY, "人员受伤", "Injury",
        (_BOSS, ARRIVED, "treated", SOLVED),
        ("told.ambulance", _GUARDS, "told.police"), injured=True,
    ),
    _kind(
        FIRE, "火警", "Fire alarm",
        (_GUARDS, _BOSS, ARRIVED, SOLVED),
        ("told.fire_brigade", _ENGINEERS, "evacuated", "told.tenants", "told.ambulance"),
    ),
    _kind(
        SECURITY, "治安", "Theft or dispute",
        (_GUARDS, _BOSS, ARRIVED, SOLVED),
        ("told.police", "told.ambulance", "treated"),
    ),
    _kind(OTHER, "其他", "Other", (_BOSS, SOLVED), (_ENGINEERS, _GUARDS, ARRIVED)),
)  # fmt: skip
