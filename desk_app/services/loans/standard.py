"""The categories every desk starts with, with the same ids on every PC; a building changes them (manual, loans 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from desk_app.services.loans.records import Category

UMBRELLA, WHEELCHAIR, TROLLEY, CHARGER, RAINCOAT, COMPUTER, PONCHO, SLEEVE = range(1, 9)
FIRST_OWN = 1 << 20
"""Categories of a building's own have ids of `Work.new_id()`, far above."""

_DAY = Category(0, "", "", "tag", days=0, due_time=time(18, 0), per_person=1)

STANDARD: tuple[Category, ...] = (
    replace(
        _DAY, id=UMBRELLA, name="爱心伞", english_name="Umbrella", icon="umbrella",
        days=1, lost_fee=3000, damage_fee=1500, rain=True, low=5,
    ),
    replace(_DAY, id=WHEELCHAIR, name="轮椅", english_name="Wheelchair", icon="person", deposit=10000),
    replace(
        _DAY, id=TROLLEY, name="手推车", english_name="Trolley", icon="trolley",
        deposit=5000, advice="限载 50 kg，请走货梯。",
    ),
    replace(_DAY, id=CHARGER, name="充电宝", english_name="Power bank", icon="tag", lost_fee=8000),
    replace(
        _DAY, id=RAINCOAT, name="雨衣", english_name="Raincoat", icon="umbrella",
        days=1, lost_fee=2000, rain=True,
    ),
    replace(_DAY, id=COMPUTER, name="公用电脑", english_name="Public computer", icon="keyboard"),
    replace(
        _DAY, id=PONCHO, name="一次性雨衣", english_name="Disposable poncho", icon="umbrella",
        counted=True, per_person=0, low=20,
    ),
    replace(
        _DAY, id=SLEEVE, name="伞套", english_name="Umbrella sleeve", icon="umbrella",
        counted=True, per_person=0, low=100,
    ),
)  # fmt: skip
