"""How long a found item is kept: pure (operating manual, Lost property 4).

Nothing is disposed of by itself: what was kept long enough is listed, and the supervisor decides.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desk_app.services.core.text.clean import half_width
from desk_app.services.journal.work import SettingValues
from desk_app.services.lost_property.options import KEEP_MONTHS, KEEP_OF, VALUE_MONTHS
from desk_app.services.lost_property.records import Category, Outcome, ValueClass

_NAMES: dict[str, Category] = {
    **{one.value: one for one in Category},
    "手机": Category.PHONE,
    "电脑": Category.COMPUTER,
    "首饰": Category.JEWELLERY,
    "手表": Category.JEWELLERY,
    "钱": Category.MONEY,
    "钱包": Category.MONEY,
    "证件": Category.DOCUMENT,
    "卡": Category.DOCUMENT,
    "钥匙": Category.KEYS,
    "包": Category.BAG,
    "衣物": Category.CLOTHES,
    "衣服": Category.CLOTHES,
    "雨伞": Category.UMBRELLA,
    "伞": Category.UMBRELLA,
    "眼镜": Category.GLASSES,
    "食品": Category.FOOD,
    "其他": Category.OTHER,
}
"""What a category is called in the setting, in both languages."""
_PAIR = re.compile(r"(\D+?)\s*(\d{1,2})")
_MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many months things are kept."""

    months: int = 3
    of: Mapping[Category, int] = field(default_factory=dict)
    value_months: int = 12

    def until(self, category: Category, value: ValueClass, taken: date, noticed: date | None) -> date:
        """The last day on which it is kept: food the same day, things of value so long after the public notice."""
        if category is Category.FOOD:
            return taken
        if value is ValueClass.HIGH:
            return months_after(noticed or taken, self.value_months)
        return months_after(taken, self.of.get(category, self.months))


def keeping(settings: SettingValues) -> Keeping:
    """What the building's settings say."""
    return Keeping(settings.get(KEEP_MONTHS), read_months(settings.get(KEEP_OF)), settings.get(VALUE_MONTHS))


def read_months(typed: str) -> dict[Category, int]:
    """“document 6, clothes 1” by category; what is no such pair is passed over: a slip in a setting stops no desk."""
    found: dict[Category, int] = {}
    for part in re.split(r"[,，、;；\n]", half_width(typed).casefold()):
        pair = _PAIR.search(part.strip())
        if pair is not None and pair.group(1).strip() in _NAMES and int(pair.group(2)) <= _MOST_MONTHS:
            found[_NAMES[pair.group(1).strip()]] = int(pair.group(2))
    return found


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_due(category: Category, keep_until: date, today: date) -> bool:
    """Whether it was kept long enough; food is gone before the day ends."""
    return keep_until <= today if category is Category.FOOD else keep_until < today


def may_end(value: ValueClass, outcome: Outcome, noticed: date | None, keep_until: date, today: date) -> bool:
    """Whether a thing of value may end so: before its time after the notice it goes to the police alone."""
    if value is not ValueClass.HIGH or outcome is Outcome.POLICE:
        return True
    return noticed is not None and keep_until < today
