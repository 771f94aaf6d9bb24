"""Small things the tab says in several places: a category in the reader's language, an amount to be typed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desk_app.services.core.words import ENGLISH
from desk_app.services.loans.records import Category, Item, LoanLine
from desk_app.services.loans.standard import STANDARD
from desk_app.ui.i18n import speaker

_SHIPPED = {one.id: one for one in STANDARD}


def category_name(category: Category) -> str:
    """As the building calls it; in English by its English name, where it has one."""
    english = speaker.words.language == ENGLISH
    return (category.english_name if english else "") or category.name


def yuan(fen: int) -> str:
    """An amount as somebody would type it: 20, 12.50, nothing for 0."""
    if not fen:
        return ""
    whole, cents = divmod(fen, 100)
    return f"{whole}.{cents:02d}" if cents else str(whole)


def by_id(categories: Iterable[Category]) -> Mapping[int, Category]:
    """Categories by their ids."""
    return {one.id: one for one in categories}


def grouped(digits: str) -> str:
    """The digits of a tag or slip as they stand under its code: in fours."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def item_name(one: LoanLine | Item) -> str:
    """What an item is called; in English one that goes by its category's own name (爱心伞 12) is Umbrella 12."""
    name = one.name if isinstance(one, Item) else one.item_name
    shipped = _SHIPPED.get(one.category)
    if shipped is None or speaker.words.language != ENGLISH:
        return name
    rest = name.removeprefix(shipped.name)
    return shipped.english_name + rest if rest != name and rest[:1] in ("", " ") else name
