"""The lists of lost property, on A4 and as rows of a spreadsheet: items by view, expired ones, lost reports.

Nothing secret, no finder; phones are masked, and of things of high value no features: paper and files leave the desk.
To add a list: its columns, and a pair of functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from desk_app.services.core.text.masks import mask_name, mask_phone
from desk_app.services.core.words import N_
from desk_app.services.lost_property.documents import EXPIRED, LIST, REPORTS
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    FOUND_STATE_NAMES,
    OUTCOME_NAMES,
    TOLD_NAMES,
    VALUE_NAMES,
    Claim,
    FoundItem,
    LostReport,
    Outcome,
    ValueClass,
    View,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Fact, Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Align, Document, SignatureLines, Space, Text
from desk_app.services.printing.parts import floor_said


def _what(one: FoundItem, sheet: Sheet) -> str:
    """What it is with what is public; of things of high value no features."""
    features = "" if one.value is ValueClass.HIGH else one.features
    return "\n".join(part for part in (one.what, features) if part)


def _where(one: FoundItem | LostReport, sheet: Sheet) -> str:
    return "\n".join(part for part in (floor_said(sheet.paper.words, one.floor), one.place) if part)


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


def _day(moment: datetime | None, sheet: Sheet) -> date | None:
    local = sheet.clock(moment)
    return local.date() if local is not None else None


def _told_names(one: FoundItem, sheet: Sheet) -> str:
    return sheet.say(N_(", ")).join(sheet.say(TOLD_NAMES[notice.who]) for notice in one.told)


def _told_last(one: FoundItem, sheet: Sheet) -> datetime | None:
    return sheet.clock(max((notice.at for notice in one.told), default=None))


def _public(one: FoundItem, sheet: Sheet) -> str:
    return "" if one.value is ValueClass.HIGH else one.features


def _outcome(one: FoundItem, sheet: Sheet) -> str:
    return sheet.say(OUTCOME_NAMES[one.outcome]) if one.outcome is not None else ""


_WHERE_FACTS = (
    Fact[FoundItem](N_("Floor", "found paper"), lambda one, sheet: one.floor),
    Fact[FoundItem](N_("Where", "found paper"), lambda one, sheet: one.place),
)
_NUMBER = Listed[FoundItem](N_("Number"), 32, lambda one, sheet: one.number)
_WHAT = Listed[FoundItem](
    N_("What", "found paper"), 40, _what,
    facts=(
        Fact(N_("What", "found paper"), lambda one, sheet: one.what),
        Fact(N_("Features", "found paper"), _public),
    ),
)  # fmt: skip
_PIECES = Listed[FoundItem](
    N_("Qty", "found paper"), 12, lambda one, sheet: str(one.quantity), Align.RIGHT,
    facts=(Fact(N_("Qty", "found paper"), lambda one, sheet: one.quantity),),
)  # fmt: skip
_KIND = Listed[FoundItem](
    N_("Kind", "found paper"), 24, _kind,
    facts=(
        Fact(N_("Kind", "found paper"), lambda one, sheet: sheet.say(CATEGORY_NAMES[one.category])),
        Fact(N_("Value class", "found paper"), lambda one, sheet: sheet.say(VALUE_NAMES[one.value])),
    ),
)  # fmt: skip
_FOUND = Listed[FoundItem](
    N_("Found", "found paper"), 22, lambda one, sheet: sheet.paper.day_time(one.found_at),
    facts=(Fact(N_("Found", "found paper"), lambda one, sheet: sheet.clock(one.found_at)),),
)  # fmt: skip
_WHERE = Listed[FoundItem](N_("Where", "found paper"), 26, _where, facts=_WHERE_FACTS)
_SHELF = Listed[FoundItem](N_("Shelf", "found paper"), 20, lambda one, sheet: one.shelf)
_UNTIL = Listed[FoundItem](
    N_("Kept until", "found paper"), 22, lambda one, sheet: one.keep_until.isoformat(),
    facts=(Fact(N_("Kept until", "found paper"), lambda one, sheet: one.keep_until),),
)  # fmt: skip
_TAKEN = Listed[FoundItem](
    N_("Staff", "found paper"), 20, _taken,
    facts=(
        Fact(N_("Taken in by", "found paper"), lambda one, sheet: sheet.names.get(one.taken_by, "")),
        Fact(N_("Confirmed by", "found paper"), lambda one, sheet: sheet.names.get(one.confirmed_by, "")),
    ),
)  # fmt: skip
_STATE = Listed[FoundItem](
    N_("State"), 22, _state,
    facts=(
        Fact(N_("State"), lambda one, sheet: sheet.say(FOUND_STATE_NAMES[one.state])),
        Fact(N_("Outcome", "found paper"), _outcome),
        Fact(N_("Receipt number", "found paper"), lambda one, sheet: one.receipt),
    ),
)  # fmt: skip
_RETURNED = Listed[FoundItem](
    N_("Given back", "found paper"), 24, lambda one, sheet: sheet.paper.day_time(one.returned_at),
    facts=(Fact(N_("Given back", "found paper"), lambda one, sheet: sheet.clock(one.returned_at)),),
)  # fmt: skip
_NOTICED = Listed[FoundItem](
    N_("Notice since", "found paper"), 22, _noticed,
    facts=(Fact(N_("Notice since", "found paper"), lambda one, sheet: one.noticed_on),),
)  # fmt: skip
_TOLD = Listed[FoundItem](
    N_("Told", "found paper"), 38, _told,
    facts=(
        Fact(N_("Told", "found paper"), _told_names),
        Fact(N_("Told last", "found paper"), _told_last),
    ),
)  # fmt: skip

_COLUMNS: dict[View, tuple[Listed[FoundItem], ...]] = {
    View.OPEN: (replace(_NUMBER, width=31), replace(_WHAT, width=32), replace(_PIECES, width=10),
                replace(_KIND, width=22), replace(_FOUND, width=20), replace(_WHERE, width=22),
                replace(_SHELF, width=19), replace(_UNTIL, width=20)),
    View.TO_CONFIRM: (_NUMBER, replace(_WHAT, width=46), _PIECES, _KIND, _FOUND, _SHELF, _TAKEN),
    View.HIGH: (_NUMBER, replace(_WHAT, width=30), _PIECES, _SHELF,
                _TOLD, _NOTICED, _UNTIL),
    View.EXPIRED: (_NUMBER, replace(_WHAT, width=44), _PIECES, _KIND, _SHELF, _NOTICED, _UNTIL),
    View.DAY: (_NUMBER, replace(_WHAT, width=42), _PIECES, _FOUND, _WHERE, _TAKEN, _STATE),
    View.RETURNED: (replace(_NUMBER, width=31), replace(_WHAT, width=33), _PIECES, replace(_KIND, width=22), _FOUND,
                    replace(_RETURNED, width=21)),
}  # fmt: skip
_NOTHING = N_("Nothing was found.", "found paper")


def _returned_to(claims: Mapping[int, Claim]) -> tuple[Listed[FoundItem], ...]:
    """Who fetched it, masked, and who gave it back. `claims`: those that were granted, by item."""

    def fetched(one: FoundItem, sheet: Sheet) -> str:
        return mask_name(claims[one.id].name) if one.id in claims else ""

    def given(one: FoundItem, sheet: Sheet) -> str:
        return sheet.names.get(claims[one.id].decided_by, "") if one.id in claims else ""

    return (
        Listed(N_("Claimed by", "found paper"), 22, fetched),
        Listed(N_("Given back by", "found paper"), 25, given),
    )


def _columns(view: View, claims: Mapping[int, Claim]) -> tuple[Listed[FoundItem], ...]:
    return (*_COLUMNS[view], *(_returned_to(claims) if view is View.RETURNED else ()))


def item_list(
    items: Sequence[FoundItem],
    paper: Paper,
    view: View,
    names: Mapping[int, str],
    *,
    title: str,
    printed: datetime,
    claims: Mapping[int, Claim] | None = None,
) -> Document:
    """The items of a view, in the order given. `names`: the staff's, by id; `claims`: the granted ones, by item."""
    sheet = Sheet(paper, printed, names)
    columns = _columns(view, claims or {})
    return list_paper(LIST, title, sheet, table(items, columns, sheet, sheet.say(_NOTHING)))


def item_sheet(
    items: Sequence[FoundItem],
    paper: Paper,
    view: View,
    names: Mapping[int, str],
    *,
    now: datetime,
    claims: Mapping[int, Claim] | None = None,
) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(items, _columns(view, claims or {}), Sheet(paper, now, names))


def _dates(one: FoundItem, sheet: Sheet) -> str:
    """When it was found, announced, and until when it was kept."""
    found = _day(one.found_at, sheet)
    facts = (
        (N_("Found", "found paper"), found.isoformat() if found else ""),
        (N_("Notice since", "found paper"), _noticed(one, sheet) or "—"),
        (N_("Kept until", "found paper"), one.keep_until.isoformat()),
    )
    return "\n".join(f"{sheet.say(label)} {day}" for label, day in facts)


def _to_decide(one: FoundItem, sheet: Sheet) -> str:
    """A box for each way it may end."""
    return "\n".join(f"□ {sheet.say(OUTCOME_NAMES[outcome])}" for outcome in Outcome)


def expired_list(items: Sequence[FoundItem], paper: Paper, *, printed: datetime) -> Document:
    """What was kept long enough, for the supervisor to decide: how each ends is ticked off by hand, and signed."""
    sheet = Sheet(paper, printed)
    decided = (
        replace(_NUMBER, width=31),
        replace(_WHAT, width=26),
        replace(_PIECES, width=11),
        replace(_KIND, width=22),
        Listed[FoundItem](N_("Dates", "found paper"), 35, _dates),
        replace(_SHELF, width=17),
        Listed[FoundItem](N_("Decision", "found paper"), 27, _to_decide),
        Listed[FoundItem](N_("Receipt no.", "found paper"), 21, by_hand=True),
    )
    say = sheet.say
    asked = N_(
        "Retention period over. Nothing may be disposed of until the supervisor decides.", "found paper"
    )
    signers = (
        N_("Supervisor's signature", "found paper"),
        N_("Witness signs", "found paper"),
        N_("Date", "found paper"),
    )
    return list_paper(
        EXPIRED,
        say(N_("List of expired found items")),
        sheet,
        Text(say(asked)),
        Space(2),
        table(items, decided, sheet, say(_NOTHING)),
        Space(6),
        SignatureLines(tuple(say(one) for one in signers)),
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
    Listed[LostReport](
        N_("What", "found paper"), 42, _missed,
        facts=(
            Fact(N_("What", "found paper"), lambda one, sheet: one.what),
            Fact(N_("Features", "found paper"), lambda one, sheet: one.features),
        ),
    ),
    Listed[LostReport](
        N_("Where", "lost report"), 26, _where,
        facts=(
            Fact(N_("Floor", "found paper"), lambda one, sheet: one.floor),
            Fact(N_("Where", "lost report"), lambda one, sheet: one.place),
        ),
    ),
    Listed[LostReport](
        N_("Lost", "found paper"), 22, _lost,
        facts=(
            Fact(N_("Last seen", "found paper"), lambda one, sheet: sheet.clock(one.lost_from)),
            Fact(N_("Missed since", "found paper"), lambda one, sheet: sheet.clock(one.lost_until)),
        ),
    ),
    Listed[LostReport](
        N_("Reported by", "found paper"), 32, _reporter,
        facts=(
            Fact(N_("Reported by", "found paper"), lambda one, sheet: one.name),
            Fact(N_("Phone"), lambda one, sheet: mask_phone(one.phone)),
            Fact(N_("Reported", "found paper"), lambda one, sheet: sheet.clock(one.reported_at)),
        ),
    ),
    Listed[LostReport](N_("State"), 22, _open),
)  # fmt: skip


def report_list(reports: Sequence[LostReport], paper: Paper, *, title: str, printed: datetime) -> Document:
    """What is missed, in the order given."""
    sheet = Sheet(paper, printed)
    nothing = sheet.say(N_("Nothing is missed.", "found paper"))
    return list_paper(REPORTS, title, sheet, table(reports, _REPORTS, sheet, nothing))


def report_sheet(reports: Sequence[LostReport], paper: Paper, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(reports, _REPORTS, Sheet(paper, now))
