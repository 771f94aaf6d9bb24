"""The sheets of the mail desk on A4: the delivery round, the day's money, the week against the carriers; and its lists.

Lists are in `piece_lists.py` and given out here too, papers of one piece in `documents.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from desk_app.services.core.money import money_in_words, say_money, yuan
from desk_app.services.core.words import CHINESE, N_
from desk_app.services.mail.documents import MONEY, ROUND, WEEK, lines
from desk_app.services.mail.piece_lists import (
    OUTGOING,
    ordinary_list,
    ordinary_rows,
    outgoing_list,
    outgoing_rows,
    outgoing_sum,
    piece_list,
    piece_rows,
)
from desk_app.services.mail.records import (
    MAIL_KIND_NAMES,
    POSTAGE_NAMES,
    MailKind,
    MoneyLine,
    Outgoing,
    Postage,
    Reconciliation,
    TenantRound,
    WeekLine,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Fact, Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import (
    Align,
    Document,
    Field,
    Fields,
    Heading,
    SignatureLines,
    Space,
)
from desk_app.services.sheets.writing import Cell

__all__ = [
    "money_list", "money_rows", "ordinary_list", "ordinary_rows", "outgoing_list", "outgoing_rows", "piece_list",
    "piece_rows", "round_sheet", "week_rows", "week_sheet",
]  # fmt: skip


# The delivery round


def counts_said(counts: Mapping[MailKind, int], sheet: Sheet, *, between: str = "\n") -> str:
    """How many of each kind."""
    return between.join(
        f"{sheet.say(MAIL_KIND_NAMES[kind])} {counts[kind]}" for kind in MailKind if counts.get(kind)
    )


def _special(one: TenantRound, sheet: Sheet) -> str:
    """What has to be announced: each place with what lies there."""
    there = Counter((piece.kind, piece.place) for piece in one.pieces)
    return lines(
        *(
            f"{sheet.say(MAIL_KIND_NAMES[kind])}{f' ×{n}' if n > 1 else ''}{f' [{place}]' if place else ''}"
            for (kind, place), n in there.items()
        )
    )


def _delivered(one: TenantRound, sheet: Sheet) -> str:
    return sheet.paper.time(one.delivered_at)


_ROUND = (
    Listed[TenantRound](N_("Floor", "mail paper"), 12, lambda one, sheet: one.floor),
    Listed[TenantRound](N_("Unit", "mail paper"), 13, lambda one, sheet: one.unit),
    Listed[TenantRound](N_("Mailbox", "mail paper"), 16, lambda one, sheet: one.mailbox),
    Listed[TenantRound](N_("Company", "mail paper"), 30, lambda one, sheet: one.company),
    Listed[TenantRound](
        N_("Mailbox mail", "mail paper"), 23, lambda one, sheet: counts_said(one.ordinary, sheet)
    ),
    Listed[TenantRound](N_("Special to announce", "mail paper"), 36, _special),
    Listed[TenantRound](N_("Done", "mail paper"), 11, _delivered, tick=True),
    Listed[TenantRound](N_("Delivered", "mail paper"), 18, _delivered),
    Listed[TenantRound](N_("Signature", "mail paper"), 18, by_hand=True),
)


def round_sheet(rounds: Sequence[TenantRound], paper: Paper, *, day: date, printed: datetime) -> Document:
    """The delivery round, in the order given: floor by floor, to tick off and sign.

    What was ticked off already has its tick and its time.
    """
    sheet = Sheet(paper, printed)
    title = sheet.say(N_("Delivery round of {day}", "mail paper"), day=day.isoformat())
    ordinary: Counter[MailKind] = Counter()
    for one in rounds:
        ordinary.update(one.ordinary)
    special = sum(len(one.pieces) for one in rounds)
    sums = (
        Field(sheet.say(N_("Companies", "mail paper")), str(len(rounds))),
        Field(sheet.say(N_("Special mail", "mail paper")), str(special)),
        Field(
            sheet.say(N_("Mailbox mail", "mail paper")),
            counts_said(ordinary, sheet, between=" · ") or "0",
            wide=True,
        ),
    )
    carried = (sheet.say(N_("Carried round by", "mail paper")), sheet.say(N_("Time", "mail paper")))
    nothing = sheet.say(N_("Nothing to deliver.", "mail paper"))
    return list_paper(
        ROUND, title, sheet, Fields(sums, columns=2), table(rounds, _ROUND, sheet, nothing), Space(3),
        SignatureLines(carried),
    )  # fmt: skip


# The day's money

_MONEY = (
    Listed[MoneyLine](N_("Carrier", "mail paper"), 56, lambda one, sheet: one.carrier),
    Listed[MoneyLine](N_("Paid", "mail paper"), 50, lambda one, sheet: sheet.say(POSTAGE_NAMES[one.paid])),
    Listed[MoneyLine](
        N_("Pieces", "mail paper"),
        30,
        lambda one, sheet: str(one.pieces),
        Align.RIGHT,
        facts=(Fact(N_("Pieces", "mail paper"), lambda one, sheet: one.pieces),),
    ),
    Listed[MoneyLine](
        N_("Postage", "mail paper"),
        40,
        lambda one, sheet: say_money(one.postage),
        Align.RIGHT,
        facts=(Fact(N_("Postage", "mail paper"), lambda one, sheet: yuan(one.postage)),),
    ),
)


def money_list(
    lines: Sequence[MoneyLine], items: Sequence[Outgoing], paper: Paper, *, day: date, printed: datetime
) -> Document:
    """The day's postage for finance: sums by carrier and way of paying, then every item in the order of its number.

    Void items are shown and count nothing.
    """
    sheet = Sheet(paper, printed)
    say = sheet.say
    title = say(N_("Money list of postage, {day}", "mail paper"), day=day.isoformat())
    total = say(N_("Total", "mail paper"))
    sums = (total, "", str(sum(one.pieces for one in lines)), say_money(sum(one.postage for one in lines)))
    ways = tuple(
        Field(
            say(POSTAGE_NAMES[way]),
            say_money(sum(one.postage for one in lines if one.paid is way)),
            strong=True,
        )
        for way in Postage
    )
    nothing = say(N_("Nothing was sent.", "mail paper"))
    each = sorted(items, key=lambda one: one.id)
    last = (total, *[""] * 5, say_money(outgoing_sum(items)))
    return list_paper(
        MONEY, title, sheet,
        Fields(ways, columns=3),
        table(lines, _MONEY, sheet, nothing, last=sums),
        Heading(say(N_("Items", "mail paper")), minor=True),
        table(each, OUTGOING, sheet, nothing, last=last),
        *_in_words(lines, sheet),
        Space(4),
        SignatureLines(
            (
                say(N_("Drawn up by", "mail paper")),
                say(N_("Finance signs", "mail paper")),
                say(N_("Date", "mail paper")),
            )
        ),
    )  # fmt: skip


def _in_words(lines: Sequence[MoneyLine], sheet: Sheet) -> tuple[Fields, ...]:
    """The cash handed in, in the capitals that Chinese receipts are written in; none on an English paper."""
    if sheet.paper.words.language != CHINESE:
        return ()
    cash = sum(one.postage for one in lines if one.paid is Postage.CASH)
    label = sheet.say(N_("Cash handed in, in words", "mail paper"))
    return (Fields((Field(label, money_in_words(cash), strong=True),)),)


def money_rows(lines: Sequence[MoneyLine], paper: Paper, *, day: date, now: datetime) -> SheetRows:
    """The sums for a spreadsheet, each line with its day; the items are `outgoing_rows`."""
    dated = Listed[MoneyLine](
        N_("Day", "mail paper"), 0, facts=(Fact(N_("Day", "mail paper"), lambda one, sheet: day),)
    )
    return sheet_rows(lines, (dated, *_MONEY), Sheet(paper, now))


# The week


def _stated(one: WeekLine, sheet: Sheet) -> str:
    return say_money(one.reconciliation.stated) if one.reconciliation is not None else ""


def _difference(one: WeekLine, sheet: Sheet) -> str:
    done = one.reconciliation
    return say_money(done.difference) if done is not None else ""


def _how(one: WeekLine, sheet: Sheet) -> str:
    """When it was reconciled, on which sum where the register has another one by now, and what was said."""
    done = one.reconciliation
    if done is None:
        return ""
    moved = (
        sheet.say(N_("register then: {sum}", "mail paper"), sum=say_money(done.registered))
        if done.registered != one.registered
        else ""
    )
    return lines(done.explanation, moved, sheet.paper.moment(done.at))


def _done(one: WeekLine, fact: Callable[[Reconciliation], Cell]) -> Cell:
    return fact(one.reconciliation) if one.reconciliation is not None else None


_WEEK = (
    Listed[WeekLine](N_("Carrier", "mail paper"), 28, lambda one, sheet: one.carrier),
    Listed[WeekLine](
        N_("Pieces", "mail paper"), 14, lambda one, sheet: str(one.pieces), Align.RIGHT,
        facts=(Fact(N_("Pieces", "mail paper"), lambda one, sheet: one.pieces),),
    ),
    Listed[WeekLine](
        N_("Register", "mail paper"), 25, lambda one, sheet: say_money(one.registered), Align.RIGHT,
        facts=(Fact(N_("Register", "mail paper"), lambda one, sheet: yuan(one.registered)),),
    ),
    Listed[WeekLine](
        N_("Carrier says", "mail paper"), 27, _stated, Align.RIGHT,
        facts=(Fact(N_("Carrier says", "mail paper"), lambda one, sheet: _done(one, lambda it: yuan(it.stated))),),
    ),
    Listed[WeekLine](
        N_("Difference", "mail paper"), 24, _difference, Align.RIGHT,
        facts=(Fact(N_("Difference", "mail paper"), lambda one, sheet: _done(one, lambda it: yuan(it.difference))),),
    ),
    Listed[WeekLine](
        N_("Explanation", "mail paper"), 58, _how,
        facts=(
            Fact(N_("Explanation", "mail paper"), lambda one, sheet: _done(one, lambda it: it.explanation)),
            Fact(
                N_("Register when reconciled", "mail paper"),
                lambda one, sheet: _done(one, lambda it: yuan(it.registered)),
            ),
            Fact(N_("Reconciled by", "mail paper"), lambda one, sheet: _reconciled_by(one, sheet)),
            Fact(N_("Reconciled", "mail paper"), lambda one, sheet: _done(one, lambda it: sheet.clock(it.at))),
        ),
    ),
)  # fmt: skip


def _reconciled_by(one: WeekLine, sheet: Sheet) -> str:
    return sheet.names.get(one.reconciliation.by, "") if one.reconciliation is not None else ""


def week_rows(
    lines: Sequence[WeekLine], paper: Paper, names: Mapping[int, str], *, monday: date, now: datetime
) -> SheetRows:
    """The week for a spreadsheet, each line with its Monday. `names`: the staff's, by id."""
    title = N_("Week from", "mail archive")
    week = Listed[WeekLine](title, 0, facts=(Fact(title, lambda one, sheet: monday),))
    return sheet_rows(lines, (week, *_WEEK), Sheet(paper, now, names))


def week_sheet(lines: Sequence[WeekLine], paper: Paper, *, monday: date, printed: datetime) -> Document:
    """The register against the carriers' statements of a week; what is not reconciled yet has room to write."""
    sheet = Sheet(paper, printed)
    say, sunday = sheet.say, monday + timedelta(days=6)
    title = say(
        N_("Postage, {monday} to {sunday}", "mail paper"),
        monday=monday.isoformat(), sunday=sunday.isoformat(),
    )  # fmt: skip
    done = [one.reconciliation for one in lines if one.reconciliation is not None]
    last = (
        say(N_("Total", "mail paper")),
        str(sum(one.pieces for one in lines)),
        say_money(sum(one.registered for one in lines)),
        say_money(sum(one.stated for one in done)) if len(done) == len(lines) else "",
        say_money(sum(one.difference for one in done)) if len(done) == len(lines) else "",
    )
    nothing = say(N_("Nothing was sent.", "mail paper"))
    signers = (
        say(N_("Reconciled by", "mail paper")),
        say(N_("Carrier signs", "mail paper")),
        say(N_("Finance signs", "mail paper")),
        say(N_("Date", "mail paper")),
    )
    return list_paper(
        WEEK, title, sheet, table(lines, _WEEK, sheet, nothing, last=last), Space(4), SignatureLines(signers)
    )
