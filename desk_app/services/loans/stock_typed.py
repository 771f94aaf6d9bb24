"""What was typed about stock, cleaned and checked: every problem at its field, in one go."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desk_app.services.core.typed import SAY_WHY, Problems
from desk_app.services.core.words import N_, Message
from desk_app.services.loans.records import CategoryDraft, ItemsDraft

MOST_ITEMS, MOST_NUMBER, MOST_PIECES, MOST_STOCK = 500, 99_999, 10_000, 99_999
MOST_NAME, MOST_PREFIX, MOST_HOOK, MOST_WORDS, MOST_ADVICE = 40, 20, 10, 200, 100
MOST_DAYS, MOST_PER_PERSON, MOST_LOW = 365, 99, 9_999
_ICON = re.compile(r"[a-z][a-z0-9-]{0,29}")


@dataclass(frozen=True, slots=True)
class CheckedCategory:
    """A draft, cleaned, and its amounts in fen."""

    draft: CategoryDraft
    deposit: int
    lost_fee: int
    damage_fee: int


def checked_words(at: str, typed: str, *, needed: bool = True, missing: Message = SAY_WHY) -> str:
    """A remark or reason. Raises InvalidInput."""
    problems = Problems()
    said = problems.words(at, typed, MOST_WORDS, missing) if needed else problems.line(at, typed, MOST_WORDS)
    problems.done()
    return said


def checked_pieces(at: str, n: int, *, least: int = 1, most: int = MOST_PIECES) -> int:
    """A number of pieces. Raises InvalidInput."""
    problems = Problems()
    problems.number(at, n, least, most)
    problems.done()
    return n


def checked_items(typed: ItemsDraft) -> ItemsDraft:
    """New items, without what only the stock itself can say. Raises InvalidInput."""
    problems = Problems()
    draft = replace(typed, prefix=problems.line("prefix", typed.prefix, MOST_PREFIX))
    if not draft.prefix:
        problems.say("prefix", N_("Say what the items are called; each gets its number."))
    problems.number("count", draft.count, 1, MOST_ITEMS)
    problems.number("first", draft.first, 1, MOST_NUMBER - MOST_ITEMS)
    problems.done()
    return draft


def checked_item(name: str, hook: str, remark: str) -> tuple[str, str, str]:
    """An item's name, hook and remark. Raises InvalidInput."""
    problems = Problems()
    name = problems.line("name", name, MOST_NAME)
    if not name:
        problems.say("name", N_("Say what the item is called."))
    hook = problems.line("hook", hook, MOST_HOOK)
    remark = problems.line("remark", remark, MOST_WORDS)
    problems.done()
    return name, hook, remark


def checked_category(typed: CategoryDraft) -> CheckedCategory:
    """A category as it is kept. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    name = problems.line("name", typed.name, MOST_PREFIX)
    if not name:
        problems.say("name", N_("Say what the category is called."))
    english = problems.line("english_name", typed.english_name, MOST_NAME)
    advice = problems.line("advice", typed.advice, MOST_ADVICE)
    problems.number("days", typed.days, 0, MOST_DAYS)
    problems.number("per_person", typed.per_person, 0, MOST_PER_PERSON)
    problems.number("low", typed.low, 0, MOST_LOW)
    if not _ICON.fullmatch(typed.icon):
        problems.say("icon", N_("Choose an icon."))
    fen = [problems.money(at, getattr(typed, at)) for at in ("deposit", "lost_fee", "damage_fee")]
    problems.done()
    # What is handed out by number comes back to nobody: no queue lends it, no deposit is held for it.
    rain = typed.rain and not typed.counted
    draft = replace(typed, name=name, english_name=english, advice=advice, rain=rain)
    return CheckedCategory(draft, *((0, 0, 0) if typed.counted else fen))
