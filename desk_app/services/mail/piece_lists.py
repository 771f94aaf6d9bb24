"""Lists of the mail desk, on A4 and as rows of a spreadsheet: pieces by view, what is sent, letters by number.

To add a list: its columns, and two functions, one for each paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.money import say_money, yuan
from desk_app.services.core.words import N_
from desk_app.services.mail.documents import LIST, lines, whose
from desk_app.services.mail.records import (
    MAIL_KIND_NAMES,
    PIECE_STATE_NAMES,
    POSTAGE_NAMES,
    RETURN_REASON_NAMES,
    OrdinaryCount,
    Outgoing,
    Piece,
    View,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Fact, Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Align, Document


def kind_said(one: Piece, sheet: Sheet) -> str:
    """The kind, and whether it came damaged."""
    damaged = sheet.say(N_("damaged", "mail paper")) if one.damaged else ""
    return lines(sheet.say(MAIL_KIND_NAMES[one.kind]), damaged)


def reason_said(one: Piece, sheet: Sheet) -> str:
    """Why it goes back or on, and what was said."""
    reason = sheet.say(RETURN_REASON_NAMES[one.reason]) if one.reason is not None else ""
    return lines(reason, one.reason_words)


def _handed(one: Piece, sheet: Sheet) -> str:
    proxy = sheet.say(N_("proxy", "mail paper")) if one.proxy else ""
    return lines(one.handed_to, proxy, sheet.paper.day_time(one.handed_at))


def _state(one: Piece, sheet: Sheet) -> str:
    left = sheet.say(N_("left {day}", "mail paper"), day=sheet.paper.day_time(one.sent_on_at))
    return lines(sheet.say(PIECE_STATE_NAMES[one.state]), left if one.sent_on_at else "", one.closed_why)


def _approved(one: Piece, sheet: Sheet) -> str:
    if one.approved_by:
        by = sheet.names.get(one.approved_by, "")
        return lines(one.form_number, sheet.say(N_("approved", "mail paper")), by)
    waits = sheet.say(N_("waits for the supervisor", "mail paper")) if one.form_number else ""
    return lines(one.form_number, waits)


def _damage(one: Piece, sheet: Sheet) -> str:
    return sheet.say(N_("damaged", "mail paper")) if one.damaged else ""


def _reason(one: Piece, sheet: Sheet) -> str:
    return sheet.say(RETURN_REASON_NAMES[one.reason]) if one.reason is not None else ""


def _approval(one: Piece, sheet: Sheet) -> str:
    if one.approved_by:
        return sheet.say(N_("approved", "mail paper"))
    return sheet.say(N_("waits for the supervisor", "mail paper")) if one.form_number else ""


def _proxy(one: Piece, sheet: Sheet) -> str:
    return sheet.say(N_("proxy", "mail paper")) if one.proxy else ""


_COMPANY_FACTS = (
    Fact[Piece](N_("Unit", "mail paper"), lambda one, sheet: one.unit),
    Fact[Piece](N_("Company", "mail paper"), lambda one, sheet: one.company),
)
_NUMBER = Listed[Piece](
    N_("Number"), 32, lambda one, sheet: lines(one.number, one.barcode),
    facts=(
        Fact(N_("Number"), lambda one, sheet: one.number),
        Fact(N_("Barcode", "mail paper"), lambda one, sheet: one.barcode),
    ),
)  # fmt: skip
_KIND = Listed[Piece](
    N_("Kind", "mail paper"), 20, kind_said,
    facts=(
        Fact(N_("Kind", "mail paper"), lambda one, sheet: sheet.say(MAIL_KIND_NAMES[one.kind])),
        Fact(N_("Damage", "mail paper"), _damage),
    ),
)  # fmt: skip
_WHOSE = Listed[Piece](N_("For", "mail paper"), 38, lambda one, sheet: whose(one), facts=_COMPANY_FACTS)
_RECIPIENT = Listed[Piece](N_("Recipient", "mail paper"), 26, lambda one, sheet: one.recipient)
_PLACE = Listed[Piece](N_("Place", "mail paper"), 18, lambda one, sheet: one.place)
_SINCE = Listed[Piece](
    N_("Arrived", "mail paper"), 20, lambda one, sheet: sheet.paper.day_time(one.arrived_at),
    facts=(Fact(N_("Arrived", "mail paper"), lambda one, sheet: sheet.clock(one.arrived_at)),),
)  # fmt: skip
_UNTIL = Listed[Piece](
    N_("Held until", "mail paper"), 22, lambda one, sheet: one.hold_until.isoformat(),
    facts=(Fact(N_("Held until", "mail paper"), lambda one, sheet: one.hold_until),),
)  # fmt: skip
_REASON = Listed[Piece](
    N_("Reason", "mail paper"), 32, reason_said,
    facts=(
        Fact(N_("Reason", "mail paper"), _reason),
        Fact(N_("Remarks", "mail paper"), lambda one, sheet: one.reason_words),
    ),
)  # fmt: skip
_APPROVED = Listed[Piece](
    N_("Return form", "mail paper"), 30, _approved,
    facts=(
        Fact(N_("Return form", "mail paper"), lambda one, sheet: one.form_number),
        Fact(N_("Approval", "mail paper"), _approval),
        Fact(N_("Approved by", "mail paper"), lambda one, sheet: sheet.names.get(one.approved_by, "")),
    ),
)  # fmt: skip
_HANDED = Listed[Piece](
    N_("Collected by", "mail paper"), 26, _handed,
    facts=(
        Fact(N_("Collected by", "mail paper"), lambda one, sheet: one.handed_to),
        Fact(N_("Proxy", "mail paper"), _proxy),
        Fact(N_("Handed over", "mail paper"), lambda one, sheet: sheet.clock(one.handed_at)),
    ),
)  # fmt: skip
_STATE = Listed[Piece](
    N_("State"), 24, _state,
    facts=(
        Fact(N_("State"), lambda one, sheet: sheet.say(PIECE_STATE_NAMES[one.state])),
        Fact(N_("Left", "mail paper"), lambda one, sheet: sheet.clock(one.sent_on_at)),
        Fact(N_("Closed because", "mail paper"), lambda one, sheet: one.closed_why),
    ),
)  # fmt: skip
_TRIES = Listed[Piece](
    N_("Attempts", "mail paper"),
    19,
    lambda one, sheet: str(one.attempts) if one.attempts else "",
    Align.RIGHT,
    facts=(Fact(N_("Attempts", "mail paper"), lambda one, sheet: one.attempts),),
)
_REMARK = Listed[Piece](N_("Remark", "mail paper"), 30, lambda one, sheet: one.remark)
_USUAL = (_NUMBER, _KIND, _WHOSE, _RECIPIENT, _PLACE, _SINCE, _UNTIL)
_COLUMNS: dict[View, tuple[Listed[Piece], ...]] = {
    View.WAITING: _USUAL,
    View.OVERDUE: _USUAL,
    View.UNMATCHED: (_NUMBER, _KIND, _RECIPIENT, _PLACE, _SINCE, _UNTIL, _REMARK),
    View.UNDELIVERABLE: (
        _NUMBER,
        replace(_KIND, width=19),
        replace(_WHOSE, width=37),
        _RECIPIENT,
        replace(_PLACE, width=16),
        _TRIES,
        replace(_UNTIL, width=21),
    ),
    View.RETURNS: (_NUMBER, _KIND, replace(_WHOSE, width=32), replace(_PLACE, width=16), _REASON, _APPROVED),
    View.MOVED_OUT: _USUAL,
    View.DAY: (
        _NUMBER,
        _KIND,
        replace(_WHOSE, width=34),
        _RECIPIENT,
        replace(_PLACE, width=16),
        _STATE,
        _HANDED,
    ),
}


def piece_list(
    pieces: Sequence[Piece],
    paper: Paper,
    *,
    title: str,
    printed: datetime,
    view: View = View.WAITING,
    names: Mapping[int, str] | None = None,
) -> Document:
    """The pieces of a view, in the order given. `names`: the staff's, by id."""
    sheet = Sheet(paper, printed, names or {})
    nothing = sheet.say(N_("No mail.", "mail paper"))
    return list_paper(LIST, title, sheet, table(pieces, _COLUMNS[view], sheet, nothing))


def piece_rows(
    pieces: Sequence[Piece],
    paper: Paper,
    *,
    now: datetime,
    view: View = View.WAITING,
    names: Mapping[int, str] | None = None,
) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(pieces, _COLUMNS[view], Sheet(paper, now, names or {}))


# What is sent


def outgoing_state(one: Outgoing, sheet: Sheet) -> str:
    """Whether it counts, and whether the carrier has it."""
    if one.void:
        return sheet.say(N_("void", "mail paper"))
    if one.corrects is not None:
        return sheet.say(N_("reverses an earlier entry", "mail paper"))
    if one.gone_at is not None:
        return sheet.say(N_("gone {time}", "mail paper"), time=sheet.paper.day_time(one.gone_at))
    return ""


def _gone(one: Outgoing, sheet: Sheet) -> str:
    """Whether it counts, without the moment that has a column of its own."""
    if one.gone_at is None or one.void or one.corrects is not None:
        return outgoing_state(one, sheet)
    return sheet.say(N_("handed to the carrier", "mail paper"))


OUTGOING = (
    Listed[Outgoing](
        N_("Number"), 32, lambda one, sheet: lines(one.number, one.barcode),
        facts=(
            Fact(N_("Number"), lambda one, sheet: one.number),
            Fact(N_("Barcode", "mail paper"), lambda one, sheet: one.barcode),
            Fact(N_("Posted", "mail paper"), lambda one, sheet: sheet.clock(one.at)),
        ),
    ),
    Listed[Outgoing](N_("Kind", "mail paper"), 20, lambda one, sheet: sheet.say(MAIL_KIND_NAMES[one.kind])),
    Listed[Outgoing](N_("Carrier", "mail paper"), 18, lambda one, sheet: one.carrier),
    Listed[Outgoing](
        N_("Sender", "mail paper"), 38, lambda one, sheet: lines(one.company, one.sender),
        facts=(
            Fact(N_("Company", "mail paper"), lambda one, sheet: one.company),
            Fact(N_("Sender", "mail paper"), lambda one, sheet: one.sender),
        ),
    ),
    Listed[Outgoing](N_("To", "mail paper"), 16, lambda one, sheet: one.destination),
    Listed[Outgoing](N_("Paid", "mail paper"), 16, lambda one, sheet: sheet.say(POSTAGE_NAMES[one.paid])),
    Listed[Outgoing](
        N_("Postage", "mail paper"), 19, lambda one, sheet: say_money(one.postage), Align.RIGHT,
        facts=(
            Fact(N_("Postage", "mail paper"), lambda one, sheet: yuan(one.postage)),
            Fact(N_("Counts", "mail paper"), lambda one, sheet: yuan(0 if one.void else one.postage)),
        ),
    ),
    Listed[Outgoing](
        N_("State"), 20, outgoing_state,
        facts=(
            Fact(N_("State"), _gone),
            Fact(N_("Handed to the carrier", "mail paper"), lambda one, sheet: sheet.clock(one.gone_at)),
        ),
    ),
)  # fmt: skip
"""The register's columns, on the money list too."""


def outgoing_sum(items: Sequence[Outgoing]) -> int:
    """Fen of those that count."""
    return sum(one.postage for one in items if not one.void)


def outgoing_list(items: Sequence[Outgoing], paper: Paper, *, title: str, printed: datetime) -> Document:
    """What was sent, with the money; void entries are shown and count nothing."""
    sheet = Sheet(paper, printed)
    total = (sheet.say(N_("Total", "mail paper")), *[""] * 5, say_money(outgoing_sum(items)))
    nothing = sheet.say(N_("Nothing was sent.", "mail paper"))
    return list_paper(LIST, title, sheet, table(items, OUTGOING, sheet, nothing, last=total))


def outgoing_rows(items: Sequence[Outgoing], paper: Paper, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(items, OUTGOING, Sheet(paper, now))


# Letters by number


def _where_now(one: OrdinaryCount, sheet: Sheet) -> str:
    if one.keep_until is None:
        return sheet.paper.day_time(one.delivered_at)
    if one.delivered_at is not None:
        return sheet.say(N_("left {day}", "mail paper"), day=sheet.paper.day_time(one.delivered_at))
    kept = sheet.say(N_("kept apart until {day}", "mail paper"), day=one.keep_until.isoformat())
    return lines(kept, one.forwarding)


_ORDINARY = (
    Listed[OrdinaryCount](
        N_("Day", "mail paper"), 24, lambda one, sheet: one.day.isoformat(),
        facts=(Fact(N_("Day", "mail paper"), lambda one, sheet: one.day),),
    ),
    Listed[OrdinaryCount](N_("Unit", "mail paper"), 20, lambda one, sheet: one.unit),
    Listed[OrdinaryCount](N_("Company", "mail paper"), 56, lambda one, sheet: one.company),
    Listed[OrdinaryCount](
        N_("Kind", "mail paper"), 22, lambda one, sheet: sheet.say(MAIL_KIND_NAMES[one.kind])
    ),
    Listed[OrdinaryCount](
        N_("Quantity", "mail paper"), 18, lambda one, sheet: str(one.quantity), Align.RIGHT,
        facts=(Fact(N_("Quantity", "mail paper"), lambda one, sheet: one.quantity),),
    ),
    Listed[OrdinaryCount](
        N_("In the mailbox", "mail paper"), 36, _where_now,
        facts=(
            Fact(
                N_("In the mailbox", "mail paper"),
                lambda one, sheet: sheet.clock(one.delivered_at) if one.keep_until is None else None,
            ),
            Fact(N_("Kept apart until", "mail paper"), lambda one, sheet: one.keep_until),
            Fact(
                N_("Left", "mail paper"),
                lambda one, sheet: None if one.keep_until is None else sheet.clock(one.delivered_at),
            ),
            Fact(N_("New address", "mail paper"), lambda one, sheet: one.forwarding),
        ),
    ),
)  # fmt: skip


def ordinary_list(
    counts: Sequence[OrdinaryCount], paper: Paper, *, title: str, printed: datetime
) -> Document:
    """Letters and printed matter by number, with their sum."""
    sheet = Sheet(paper, printed)
    total = (sheet.say(N_("Total", "mail paper")), "", "", "", str(sum(one.quantity for one in counts)))
    nothing = sheet.say(N_("No mail.", "mail paper"))
    return list_paper(LIST, title, sheet, table(counts, _ORDINARY, sheet, nothing, last=total))


def ordinary_rows(counts: Sequence[OrdinaryCount], paper: Paper, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(counts, _ORDINARY, Sheet(paper, now))
