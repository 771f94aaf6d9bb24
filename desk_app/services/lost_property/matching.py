"""Which found item may be what somebody misses: pure, both ways, with the reasons (operating manual, Lost property 2).

Only what is public is compared: what is secret about an item stays for the claimant's own words. To weigh something
else: a part of `_score` with its reason in `records.Why`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk_app.services.core.text.clean import half_width
from desk_app.services.lost_property.records import Category, FoundItem, LostReport, Match, Why
from desk_app.services.lost_property.words import Sort, Word, words_of

LEAST, LIKELY = 35, 60
"""Shown from `LEAST` on; from `LIKELY` on worth a call."""
MOST = 20
"""Candidates for one record."""
_CATEGORY, _OTHER_CATEGORY, _WORDS, _PLACE, _FLOOR = 25, 10, 40, 15, 5
_SOON, _LATER = 15, 8
_CONTRARY = 20
"""Off when both name a colour, or a thing, and not the same one."""
_FULL = 6
"""So much in common is as much as can be asked for: a colour and the thing."""
_LEAST_ELSEWHERE = 20
"""Things of different kinds need so many points for their words."""
_WEIGHT = {Sort.COLOUR: 3, Sort.THING: 3, Sort.MAKE: 3, Sort.PLACE: 0, Sort.REST: 1}
_SLACK, _SOON_FOR, _LATER_FOR = timedelta(hours=2), timedelta(days=3), timedelta(days=14)


@dataclass(frozen=True)
class _Side:
    """One of the two records as it is compared."""

    id: int
    category: Category
    text: str
    words: dict[Word, str]
    place: dict[Word, str]
    floor: str


def matches_of(items: Iterable[FoundItem], reports: Iterable[LostReport], least: int = LEAST) -> list[Match]:
    """Every pair that may belong together, the likeliest first; each side may be a single record."""
    lost = [(one, _side(one)) for one in reports]
    found = [
        match
        for item in items
        for mine in (_side(item),)
        for report, theirs in lost
        for match in (_match(mine, theirs, item.found_at, report),)
        if match is not None and match.score >= least
    ]
    return sorted(found, key=lambda one: (-one.score, -one.found, -one.lost))


def common_words(said: str, known: str) -> tuple[str, ...]:
    """What two descriptions have in common, in the words of the first: whole ones, not their halves."""
    ours, theirs = words_of(said), words_of(known)
    return whole_words(said, [shown for word, shown in ours.items() if word in theirs])


def whole_words(said: str, shared: Iterable[str]) -> tuple[str, ...]:
    """Pairs of characters that overlap in what was said are one word again."""
    plain, runs = half_width(said).casefold(), list[tuple[int, int]]()
    words = list(shared)
    spans = sorted(found.span() for one in words for found in re.finditer(re.escape(one), plain))
    for start, end in spans:
        if runs and start < runs[-1][1]:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return tuple(dict.fromkeys(plain[start:end] for start, end in runs))


def contrary_words(said: str, known: str) -> tuple[str, ...]:
    """The colours and things that were said while the record knows of others alone."""
    ours, theirs = words_of(said), words_of(known)
    sorts = _contrary_sorts(ours, theirs)
    return tuple(shown for word, shown in ours.items() if word.sort in sorts)


def _side(one: FoundItem | LostReport) -> _Side:
    place, text = words_of(one.place), f"{one.what}\n{one.features}"
    return _Side(one.id, one.category, text, words_of(text), place, folded_floor(one.floor))


def folded_floor(typed: str) -> str:
    """A floor as it is compared: `1`, `1F`, `01层` and `1楼` are one, `B1` and `负1楼` too."""
    plain = half_width(typed).strip().upper().replace("负", "B").replace("地下", "B").replace("-", "B")
    return plain.rstrip("F层楼").lstrip("0").strip()


def _match(mine: _Side, theirs: _Side, found_at: datetime, report: LostReport) -> Match | None:
    points = _points(mine, theirs)
    time = _time(found_at, report)
    if time is None:
        return None
    if mine.category is not theirs.category and points.get(Why.WORDS, 0) < _LEAST_ELSEWHERE:
        return None
    if time:
        points[Why.TIME] = time
    shared = [shown for word, shown in mine.words.items() if word in theirs.words]
    contrary = _contrary(mine.words, theirs.words)
    score = sum(points.values()) - contrary
    if Why.WORDS not in points or contrary:  # another colour is worth a look, not a call
        score = min(score, LIKELY - 1)
    return Match(mine.id, theirs.id, max(0, min(100, score)), tuple(points), whole_words(mine.text, shared))


def _points(mine: _Side, theirs: _Side) -> dict[Why, int]:
    points: dict[Why, int] = {}
    if mine.category is theirs.category:
        points[Why.CATEGORY] = _OTHER_CATEGORY if mine.category is Category.OTHER else _CATEGORY
    if mine.place and mine.place.keys() & theirs.place.keys():
        points[Why.PLACE] = _PLACE
    if mine.floor and mine.floor == theirs.floor:
        points[Why.FLOOR] = _FLOOR
    words = _words(mine.words.keys(), theirs.words.keys())
    if words:
        points[Why.WORDS] = words
    return points


def _words(mine: Collection[Word], theirs: Collection[Word]) -> int:
    """Points for what both say; a short description is not held against anybody."""
    shared = _weight(word for word in mine if word in theirs)
    possible = max(_FULL, min(_weight(mine), _weight(theirs)))
    return min(_WORDS, round(_WORDS * shared / possible))


def _weight(words: Iterable[Word]) -> int:
    return sum(_WEIGHT[word.sort] for word in words)


def _contrary(mine: Collection[Word], theirs: Collection[Word]) -> int:
    return _CONTRARY * len(_contrary_sorts(mine, theirs))


def _contrary_sorts(mine: Collection[Word], theirs: Collection[Word]) -> set[Sort]:
    """Of which sorts both name something, and nothing that is the same."""
    found = set()
    for sort in (Sort.COLOUR, Sort.THING):
        ours, others = {w for w in mine if w.sort is sort}, {w for w in theirs if w.sort is sort}
        if ours and others and not ours & others:
            found.add(sort)
    return found


def _time(found_at: datetime, report: LostReport) -> int | None:
    """Points for the time; None when it was found before it was lost."""
    if report.lost_from is not None and found_at < report.lost_from - _SLACK:
        return None
    if report.lost_from is None and report.lost_until is None:
        return _LATER if abs(found_at - report.reported_at) <= _SOON_FOR else 0
    gone = report.lost_until or report.lost_from or report.reported_at
    if found_at - gone <= _SOON_FOR and (report.lost_from is not None or gone - found_at <= _SOON_FOR):
        return _SOON
    return _LATER if abs(found_at - gone) <= _LATER_FOR else 0


def likely(found: Sequence[Match]) -> list[Match]:
    """Those worth a call."""
    return [one for one in found if one.score >= LIKELY]
