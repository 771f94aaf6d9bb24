"""The property company's people of the demo building."""

from __future__ import annotations

from datetime import date

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.pen import Pen
from desk_app.services.demo.people import chinese_name, phone
from desk_app.services.directory.records import Trade

_NUMBERS = (("engineering", 12), ("security", 7), ("cleaning", 6), ("finance", 2), ("customer_service", 3))
_TRADES = tuple(Trade)
LEFT = 2
"""So many have left since."""


def fill(pen: Pen, day: date) -> None:
    """Everybody on the first day; two of them have left by today."""
    if day == pen.first_day:
        service, made = Colleagues(pen.bench), []
        for department, number in _NUMBERS:
            for at in range(number):
                trade = _TRADES[at % len(_TRADES)] if department == "engineering" else None
                draft = ColleagueDraft(chinese_name(pen.rng), department, trade, phone(pen.rng))
                made.append(service.add(SYSTEM, draft).result)
        for one in made[-1 : -1 - LEFT : -1]:
            service.leave(SYSTEM, one.id)
