"""What kind of thing words name: “黑色雨伞” is an umbrella. Pure; to add a word see `words.py`."""

from __future__ import annotations

from desk_app.services.lost_property.records import Category
from desk_app.services.lost_property.words import Sort, words_of

_OF: dict[Category, tuple[str, ...]] = {
    Category.PHONE: ("phone",),
    Category.COMPUTER: ("laptop", "tablet"),
    Category.JEWELLERY: ("watch", "ring", "necklace", "earring", "bracelet"),
    Category.MONEY: ("wallet", "cash"),
    Category.DOCUMENT: ("id card", "bank card", "pass", "licence", "passport", "document"),
    Category.KEYS: ("key",),
    Category.BAG: ("bag", "suitcase"),
    Category.CLOTHES: ("coat", "sweater", "scarf", "hat", "gloves"),
    Category.UMBRELLA: ("umbrella",),
    Category.GLASSES: ("glasses", "sunglasses"),
    Category.FOOD: ("lunch",),
}
_KIND = {name: category for category, names in _OF.items() for name in names}


def category_of(text: str) -> Category | None:
    """The kind of the last thing that the words name (“钥匙包” is a bag); None when they name none we know."""
    named = [word.name for word in words_of(text) if word.sort is Sort.THING]
    known = [_KIND[name] for name in named if name in _KIND]
    return known[-1] if known else None
