"""The lists of the key register, on A4 and as rows of a spreadsheet: borrowings by view, histories, keys with rooms.

Phones are masked, and codes stand without their rooms: paper and files leave the desk. The two exceptions are the
list of keys with rooms, for the supervisor, and the phones on the desk's own list of what is overdue; what somebody
typed about a purpose stands as it was typed. To add a list: its columns, and a pair of functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.keys.documents import KEY_LIST, LIST
from desk_app.services.keys.records import Escorted, Handout, Key, KeyCard, View
from desk_app.services.keys.slips import escorted
from desk_app.services.keys.statistics_paper import statistics_sheet, statistics_table
from desk_app.services.keys.terms import (
    HANDOUT_STATE_NAMES,
    KEY_CATEGORY_NAMES,
    PURPOSE_NAMES,
    CopyState,
    LineState,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Align, Banner, Document

__all__ = [
    "handout_list",
    "handout_sheet",
    "history_sheet",
    "key_history",
    "key_list",
    "key_sheet",
    "person_history",
    "statistics_sheet",
    "statistics_table",
]


def _codes(one: Handout, sheet: Sheet) -> str:
    """What is out, once it is; otherwise what was or will be."""
    lines = one.out or tuple(line for line in one.lines if line.state is not LineState.VOID)
    codes = sheet.say(N_(", ", "key paper")).join(line.code for line in lines)
    return f"{one.ring}\n{codes}" if one.ring else codes


def _holder(one: Handout, sheet: Sheet) -> str:
    """Both names: who signed, and whom they accompany."""
    return "\n".join(part for part in (one.holder, escorted(one.escorted)) if part)


def _purpose(one: Handout, sheet: Sheet) -> str:
    return "\n".join(part for part in (sheet.say(PURPOSE_NAMES[one.purpose]), one.words) if part)


def _hours_late(one: Handout, sheet: Sheet) -> str:
    """Whole hours begun."""
    seconds = (sheet.now - one.due).total_seconds()
    return str(int(seconds // 3600) + 1) if seconds > 0 else ""


def _approvals(one: Handout, sheet: Sheet) -> str:
    said = f"{len(one.approvals)} / {one.needed}"
    return "\n".join((said, *map(sheet.say, one.exceptions)))


def _state(one: Handout, sheet: Sheet) -> str:
    another = sheet.say(N_("brought by another", "key paper")) if one.by_another else ""
    return "\n".join(part for part in (sheet.say(HANDOUT_STATE_NAMES[one.state]), another) if part)


_NUMBER = Listed[Handout](N_("Number"), 31, lambda one, sheet: one.number)
_KEYS = Listed[Handout](N_("Keys", "key paper"), 31, _codes)
_HOLDER = Listed[Handout](N_("Holder", "key paper"), 34, _holder)
_PURPOSE = Listed[Handout](N_("Purpose", "key paper"), 22, _purpose)
_GIVEN = Listed[Handout](
    N_("Given out", "key paper"), 20, lambda one, sheet: sheet.paper.day_time(one.out_at)
)
_DUE = Listed[Handout](
    N_("Due back", "key paper"), 20, lambda one, sheet: sheet.paper.until(one.due, year=False)
)
_BACK = Listed[Handout](
    N_("Returned", "key paper"), 20, lambda one, sheet: sheet.paper.day_time(one.closed_at)
)
_CALLED = Listed[Handout](
    N_("Phoned", "key paper"), 20, lambda one, sheet: sheet.paper.day_time(one.called_at)
)
_STATE = Listed[Handout](N_("State"), 20, _state)
_REASON = Listed[Handout](N_("Why it is still out", "key paper"), 40, by_hand=True)

_COLUMNS: dict[View, tuple[Listed[Handout], ...]] = {
    View.OUT: (_NUMBER, _KEYS, _HOLDER, _PURPOSE, _GIVEN, _DUE, replace(_CALLED, width=18)),
    View.OVERDUE: (
        _NUMBER,
        replace(_KEYS, width=30),
        _HOLDER,
        replace(_PURPOSE, width=21),
        _DUE,
        Listed[Handout](N_("Hours late", "key paper"), 20, _hours_late, Align.RIGHT),
        _CALLED,
    ),
    View.TO_APPROVE: (
        _NUMBER,
        _KEYS,
        _HOLDER,
        _PURPOSE,
        Listed[Handout](N_("Asked", "key paper"), 20, lambda one, sheet: sheet.paper.day_time(one.asked_at)),
        _DUE,
        Listed[Handout](N_("Approved", "key paper"), 18, _approvals),
    ),
    View.UNEXPLAINED: (_NUMBER, _KEYS, _HOLDER, _GIVEN, _DUE, _REASON),
    View.DAY: (
        _NUMBER,
        replace(_KEYS, width=30),
        replace(_HOLDER, width=33),
        _PURPOSE,
        _GIVEN,
        _BACK,
        _STATE,
    ),
}
_HISTORY = (
    _NUMBER,
    replace(_KEYS, width=27),
    replace(_HOLDER, width=32),
    _PURPOSE,
    _GIVEN,
    _BACK,
    replace(_STATE, width=24),
)
_NOTHING = N_("No keys.", "key paper")


def handout_list(
    handouts: Sequence[Handout],
    paper: Paper,
    view: View,
    *,
    title: str,
    printed: datetime,
    phones: Mapping[int, str] | None = None,
) -> Document:
    """The borrowings of a view, in the order given; unexplained ones have room for the reason.

    `phones` by colleague: on the list of what is overdue they stand whole, as the desk phones from it.
    """
    sheet, shown = Sheet(paper, printed), _to_phone(handouts, view, phones)
    return list_paper(LIST, title, sheet, table(shown, _COLUMNS[view], sheet, sheet.say(_NOTHING)))


def handout_sheet(
    handouts: Sequence[Handout],
    paper: Paper,
    view: View,
    *,
    now: datetime,
    phones: Mapping[int, str] | None = None,
) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(_to_phone(handouts, view, phones), _COLUMNS[view], Sheet(paper, now))


def _to_phone(handouts: Sequence[Handout], view: View, phones: Mapping[int, str] | None) -> Sequence[Handout]:
    """The desk's own call list (operating manual, Key register 5): whoever is to be phoned, with the whole number."""
    if view is not View.OVERDUE or phones is None:
        return handouts
    return [
        replace(
            one, holder=f"{one.holder} {phones.get(one.colleague, '')}".strip(), escorted=_whole(one.escorted)
        )
        for one in handouts
    ]


def _whole(one: Escorted | None) -> Escorted | None:
    """The phone among the words, where it is not masked."""
    return (
        None
        if one is None
        else Escorted(one.name, " ".join(part for part in (one.company, one.phone) if part))
    )


def key_history(card: KeyCard, paper: Paper, *, printed: datetime) -> Document:
    """Who had a key, the last first."""
    title = paper.words.text(N_("History of key {code}", "key paper"), code=card.key.code)
    return person_history(card.handouts, paper, title=title, printed=printed)


def person_history(handouts: Sequence[Handout], paper: Paper, *, title: str, printed: datetime) -> Document:
    """Every key somebody had; `title` says who."""
    sheet = Sheet(paper, printed)
    return list_paper(LIST, title, sheet, table(handouts, _HISTORY, sheet, sheet.say(_NOTHING)))


def history_sheet(handouts: Sequence[Handout], paper: Paper, *, now: datetime) -> SheetRows:
    """Either history for a spreadsheet."""
    return sheet_rows(handouts, _HISTORY, Sheet(paper, now))


def _copies(one: Key, sheet: Sheet) -> str:
    """Each copy that is still there by its number, and its hook."""
    there = [copy for copy in one.copies if copy.state is not CopyState.RETIRED]
    return sheet.say(N_(", ", "key paper")).join(f"{copy.copy_number} {copy.hook}".rstrip() for copy in there)


def _curfew(one: Key, sheet: Sheet) -> str:
    if one.curfew.at is not None:
        return f"{one.curfew.at:%H:%M}"
    return sheet.say(N_("{n} h", "key paper"), n=one.curfew.hours) if one.curfew.hours else ""


def _owner(one: Key, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.tenant_name, one.owner, mask_phone(one.owner_phone)) if part)


def _code(one: Key, sheet: Sheet) -> str:
    return one.code if one.active else "\n".join((one.code, sheet.say(N_("deactivated", "key paper"))))


_KEY_COLUMNS = (
    Listed[Key](N_("Key", "key paper"), 18, _code),
    Listed[Key](N_("Room or area", "key paper"), 33, lambda one, sheet: one.place),
    Listed[Key](N_("Floor", "key paper"), 12, lambda one, sheet: one.floor),
    Listed[Key](N_("Unit", "key paper"), 14, lambda one, sheet: one.unit),
    Listed[Key](
        N_("Category", "key statistics"), 19, lambda one, sheet: sheet.say(KEY_CATEGORY_NAMES[one.category])
    ),
    Listed[Key](N_("Hooks", "key paper"), 24, _copies),
    Listed[Key](N_("Curfew", "key paper"), 16, _curfew),
    Listed[Key](
        N_("Approvals", "key paper"),
        19,
        lambda one, sheet: str(one.approvals) if one.approvals else "",
        Align.RIGHT,
    ),
    Listed[Key](N_("In trust for", "key paper"), 21, _owner),
)


def key_list(keys: Sequence[Key], paper: Paper, *, printed: datetime) -> Document:
    """Every key with its room, for the supervisor: the one list that must not lie with the keys."""
    sheet = Sheet(paper, printed)
    warning = Banner(
        sheet.say(N_("Confidential: keep it apart from the keys", "key paper")), large=False, solid=False
    )
    title = sheet.say(N_("List of keys with rooms"))
    return list_paper(KEY_LIST, title, sheet, warning, table(keys, _KEY_COLUMNS, sheet, sheet.say(_NOTHING)))


def key_sheet(keys: Sequence[Key], paper: Paper, *, now: datetime) -> SheetRows:
    """The same for a spreadsheet."""
    return sheet_rows(keys, _KEY_COLUMNS, Sheet(paper, now))
