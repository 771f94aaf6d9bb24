"""The lists of lost property, on A4 and as rows of a spreadsheet: items by view, expired ones, lost reports.

Nothing secret, no finder; phones are masked, and of things of high value no features: paper and files leave the desk.
To add a list: its columns, and a pair of functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.lost_property.documents import EXPIRED, LIST, REPORTS
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    FOUND_STATE_NAMES,
    OUTCOME_NAMES,
    TOLD_NAMES,
    VALUE_NAMES,
    FoundItem,
    LostReport,
    Outcome,
    ValueClass,
    View,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Align, Document, SignatureLines, Space, Text, Tick, TickBoxes


def _what(one: FoundItem, sheet: Sheet) -> str:
    """What it is with what is public; of things of high value no features."""
    features = "" if one.value is ValueClass.HIGH else one.features
    return "\n".join(part for part in (one.what, features) if part)


def _where(one: FoundItem | LostReport, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.place, one.floor) if part)


def _kind(one: FoundItem, sheet: Sheet) -> str:
    value = sheet.say(VALUE_NAMES[one.value]) if one.value is not ValueClass.LOW else ""
    return "\n".join(part for part in (sheet.say(CATEGORY_NAMES[one.category]), value) if part)


def _taken(one: FoundItem, sheet: Sheet) -> str:
    """Who took it in, and the second person."""
    people = (sheet.names.get(who, "") for who in (one.taken_by, one.confirmed_by))
    return "\n".join(name for name in people if name)


def _told(one: FoundItem, sheet: Sheet) -> str:
    return "\n".join(f"{sheet.say(TOLD_NAMES[n.who])} {sheet.paper.day_time(n.at)}" for n in one.told)


def _state(one: FoundItem, sheet: Sheet) -> str:
    how = sheet.say(OUTCOME_NAMES[one.outcome]) if one.outcome is not None else ""
    return "\n".join(part for part in (sheet.say(FOUND_STATE_NAMES[one.state]), how, one.receipt) if part)


def _noticed(one: FoundItem, sheet: Sheet) -> str:
    return one.noticed_on.isoformat() if one.noticed_on else ""


_NUMBER = Listed[FoundItem](N_("Number"), 32, lambda one, sheet: one.number)
_WHAT = Listed[FoundItem](N_("What", "found paper"), 40, _what)
_PIECES = Listed[FoundItem](
    N_("Pieces", "found paper"), 12, lambda one, sheet: str(one.quantity), Align.RIGHT
)
_KIND = Listed[FoundItem](N_("Kind", "found paper"), 24, _kind)
_FOUND = Listed[FoundItem](
    N_("Found", "found paper"), 22, lambda one, sheet: sheet.paper.day_time(one.found_at)
)
_WHERE = Listed[FoundItem](N_("Where", "found paper"), 26, _where)
_SHELF = Listed[FoundItem](N_("Shelf", "found paper"), 20, lambda one, sheet: one.shelf)
_UNTIL = Listed[FoundItem](N_("Kept until", "found paper"), 22, lambda one, sheet: one.keep_until.isoformat())
_TAKEN = Listed[FoundItem](N_("Taken in, confirmed", "found paper"), 20, _taken)
_STATE = Listed[FoundItem](N_("State"), 22, _state)
_RETURNED = Listed[FoundItem](
    N_("Given back", "found paper"), 24, lambda one, sheet: sheet.paper.day_time(one.returned_at)
)
_NOTICED = Listed[FoundItem](N_("Notice since", "found paper"), 22, _noticed)

_COLUMNS: dict[View, tuple[Listed[FoundItem], ...]] = {
    View.OPEN: (replace(_NUMBER, width=31), replace(_WHAT, width=32), replace(_PIECES, width=10),
                replace(_KIND, width=22), replace(_FOUND, width=20), replace(_WHERE, width=22),
                replace(_SHELF, width=19), replace(_UNTIL, width=20)),
    View.TO_CONFIRM: (_NUMBER, replace(_WHAT, width=46), _PIECES, _KIND, _FOUND, _SHELF, _TAKEN),
    View.HIGH: (_NUMBER, replace(_WHAT, width=30), _PIECES, _SHELF,
                Listed[FoundItem](N_("Told", "found paper"), 38, _told), _NOTICED, _UNTIL),
    View.EXPIRED: (_NUMBER, replace(_WHAT, width=44), _PIECES, _KIND, _SHELF, _NOTICED, _UNTIL),
    View.DAY: (_NUMBER, replace(_WHAT, width=42), _PIECES, _FOUND, _WHERE, _TAKEN, _STATE),
    View.RETURNED: (_NUMBER, replace(_WHAT, width=42), _PIECES, _KIND, _FOUND, _RETURNED, _TAKEN),
}  # fmt: skip
_NOTHING = N_("Nothing was found.", "found paper")


def item_list(
    items: Sequence[FoundItem],
    paper: Paper,
    view: View,
    names: Mapping[int, str],
    *,
    title: str,
    printed: datetime,
) -> Document:
    """The items of a view, in the order given. `names`: the staff's, by id."""
    sheet = Sheet(paper, printed, names)
    return list_paper(LIST, title, sheet, table(items, _COLUMNS[view], sheet, sheet.say(_NOTHING)))


def item_sheet(
    items: Sequence[FoundItem], paper: Paper, view: View, names: Mapping[int, str], *, now: datetime
) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(items, _COLUMNS[view], Sheet(paper, now, names))


def expired_list(items: Sequence[FoundItem], paper: Paper, *, printed: datetime) -> Document:
    """What was kept long enough, for the supervisor to decide: how each ends is written in by hand, and signed."""
    sheet = Sheet(paper, printed)
    decided = (
        replace(_NUMBER, width=30),
        replace(_WHAT, width=32),
        _PIECES,
        _SHELF,
        replace(_UNTIL, width=20),
        Listed[FoundItem](N_("Decision", "found paper"), 32, by_hand=True),
        Listed[FoundItem](N_("Receipt number", "found paper"), 30, by_hand=True),
    )
    say = sheet.say
    return list_paper(
        EXPIRED,
        say(N_("List of expired found items")),
        sheet,
        Text(
            say(
                N_(
                    "Kept long enough. Nothing is disposed of before the supervisor has decided.",
                    "found paper",
                )
            )
        ),
        Space(2),
        table(items, decided, sheet, say(_NOTHING)),
        Space(3),
        TickBoxes(tuple(Tick(say(OUTCOME_NAMES[one])) for one in Outcome), columns=4),
        Space(6),
        SignatureLines(
            (
                say(N_("Supervisor signs", "found paper")),
                say(N_("Witness signs", "found paper")),
                say(N_("Date", "found paper")),
            )
        ),
    )


# Lost reports


def _reporter(one: LostReport, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.name, mask_phone(one.phone)) if part)


def _missed(one: LostReport, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.what, one.features) if part)


def _lost(one: LostReport, sheet: Sheet) -> str:
    return "\n".join(part for part in map(sheet.paper.day_time, (one.lost_from, one.lost_until)) if part)


def _open(one: LostReport, sheet: Sheet) -> str:
    if one.open:
        return sheet.say(N_("Looked for", "found paper"))
    return sheet.say(N_("Found", "lost report")) if one.found is not None else one.closed_why


_REPORTS = (
    Listed[LostReport](N_("Number"), 32, lambda one, sheet: one.number),
    Listed[LostReport](N_("What", "found paper"), 42, _missed),
    Listed[LostReport](N_("Where", "lost report"), 26, _where),
    Listed[LostReport](N_("Lost", "found paper"), 22, _lost),
    Listed[LostReport](N_("Reported by", "found paper"), 32, _reporter),
    Listed[LostReport](N_("State"), 22, _open),
)


def report_list(reports: Sequence[LostReport], paper: Paper, *, title: str, printed: datetime) -> Document:
    """What is missed, in the order given."""
    sheet = Sheet(paper, printed)
    nothing = sheet.say(N_("Nothing is missed.", "found paper"))
    return list_paper(REPORTS, title, sheet, table(reports, _REPORTS, sheet, nothing))


def report_sheet(reports: Sequence[LostReport], paper: Paper, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(reports, _REPORTS, Sheet(paper, now))
