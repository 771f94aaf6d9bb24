"""The lists of lending, on A4 and as rows of a spreadsheet: loans by view, by company, stock, histories.

Phones are masked: paper and files leave the desk. Whole they stand on the paper that the desk itself phones by: what
is overdue, and what is due by company (operating manual, Umbrella lending 3). To add a list: its columns, and a pair of
functions for paper and spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk_app.services.core.money import say_money
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.loans.documents import LIST
from desk_app.services.loans.records import (
    CompanyDue,
    Happened,
    Item,
    ItemCard,
    Loan,
    LoanLine,
    StockLine,
    View,
)
from desk_app.services.loans.terms import ITEM_STATE_NAMES, ITEM_STEP_NAMES, LINE_STATE_NAMES, LineState
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Align, Document, Field, Fields
from desk_app.services.printing.parts import grouped, named, said


def _money(fen: int) -> str:
    return say_money(fen) if fen else ""


def _borrower(one: Loan, sheet: Sheet) -> str:
    """Suspended borrowers are shown as such wherever the name is."""
    return _who(one, mask_phone(one.phone), sheet)


def _to_phone(one: Loan, sheet: Sheet) -> str:
    """With the whole number: for whoever phones."""
    return _who(one, one.phone, sheet)


def _who(one: Loan, phone: str, sheet: Sheet) -> str:
    mark = sheet.say(N_("suspended", "loan paper")) if one.suspended else ""
    return "\n".join(part for part in (one.borrower, phone, mark) if part)


def _company(one: Loan, sheet: Sheet) -> str:
    return " ".join(part for part in (one.unit, one.company) if part)


def _names(lines: Sequence[LoanLine], sheet: Sheet) -> str:
    return sheet.say(N_(", ", "loan paper")).join(line.item_name for line in lines)


def _out(one: Loan, sheet: Sheet) -> str:
    return _names(one.out, sheet)


def _lent(one: Loan, sheet: Sheet) -> str:
    return _names([line for line in one.lines if line.state is not LineState.VOID], sheet)


def _lost(one: Loan) -> list[LoanLine]:
    return [line for line in one.lines if line.state is LineState.LOST]


def _due(one: Loan, sheet: Sheet) -> str:
    return sheet.paper.until(one.due, year=False) if one.due else ""


def _days_late(one: Loan, sheet: Sheet) -> str:
    """Begun days: two hours late is one."""
    late = sheet.now - one.due if one.due else None
    return str(late.days + 1) if late and late.total_seconds() > 0 else ""


def _state(one: Loan, sheet: Sheet) -> str:
    """One word when all its items share it, else how many are out."""
    states = {line.state for line in one.lines}
    if len(states) == 1:
        return sheet.say(LINE_STATE_NAMES[states.pop()])
    return sheet.say(N_("Out: {n}", "loan paper"), n=len(one.out))


_NUMBER = Listed[Loan](N_("Number"), 31, lambda one, sheet: one.number)
_BORROWER = Listed[Loan](N_("Borrower", "loan paper"), 29, _borrower)
_BORROWER_TO_PHONE = replace(_BORROWER, text=_to_phone)
_COMPANY = Listed[Loan](N_("Company", "loan paper"), 37, _company)
_OUT = Listed[Loan](N_("Out", "loan paper"), 30, _out)
_DUE = Listed[Loan](N_("Due back", "loan paper"), 20, _due)
_LATE = Listed[Loan](N_("Days late", "loan paper"), 17, _days_late, Align.RIGHT)
_CALLED = Listed[Loan](N_("Phoned", "loan paper"), 20, lambda one, sheet: sheet.paper.day_time(one.called_at))
_DEPOSIT = Listed[Loan](N_("Deposit", "loan paper"), 19, lambda one, sheet: _money(one.deposit), Align.RIGHT)

_WAITED_FOR = (_NUMBER, _BORROWER, _COMPANY, _OUT, _DUE, replace(_DEPOSIT, width=29))
_TO_PHONE = (_NUMBER, _BORROWER, replace(_COMPANY, width=34), replace(_OUT, width=25), _DUE, _LATE, _CALLED)
_DAY = (
    _NUMBER,
    Listed[Loan](N_("Lent", "loan paper"), 20, lambda one, sheet: sheet.paper.day_time(one.lent_at)),
    _BORROWER,
    replace(_COMPANY, width=34),
    Listed[Loan](N_("Items", "loan paper"), 25, _lent),
    replace(_DUE, width=20),
    Listed[Loan](N_("State"), 17, _state),
)
_LOST = (
    _NUMBER,
    replace(_BORROWER, width=26),
    replace(_COMPANY, width=27),
    Listed[Loan](N_("Lost", "loan paper"), 19, lambda one, sheet: _names(_lost(one), sheet)),
    Listed[Loan](
        N_("Remark"), 22, lambda one, sheet: "\n".join(line.remark for line in _lost(one) if line.remark)
    ),
    Listed[Loan](
        N_("Kept", "loan paper"),
        17,
        lambda one, sheet: _money(sum(line.kept for line in _lost(one))),
        Align.RIGHT,
    ),
    Listed[Loan](
        N_("Fee", "loan paper"),
        17,
        lambda one, sheet: _money(sum(line.fee for line in _lost(one))),
        Align.RIGHT,
    ),
    Listed[Loan](
        N_("Given back", "loan paper"),
        17,
        lambda one, sheet: _money(sum(line.given_back for line in _lost(one))),
        Align.RIGHT,
    ),
)
_ON_PAPER: dict[View, tuple[Listed[Loan], ...]] = {
    View.OVERDUE: tuple(_BORROWER_TO_PHONE if one is _BORROWER else one for one in _TO_PHONE)
}
_COLUMNS: dict[View, tuple[Listed[Loan], ...]] = {
    View.OUT: _WAITED_FOR,
    View.DUE_TODAY: _WAITED_FOR,
    View.OVERDUE: _TO_PHONE,
    View.DAY: _DAY,
    View.LOST: _LOST,
}


def loan_list(loans: Sequence[Loan], paper: Paper, view: View, *, title: str, printed: datetime) -> Document:
    """The loans of a view, in the order given; the columns are those that the view is worked through with."""
    sheet, columns = Sheet(paper, printed), _ON_PAPER.get(view, _COLUMNS[view])
    return list_paper(LIST, title, sheet, table(loans, columns, sheet, sheet.say(_NO_LOANS)))


def loan_sheet(loans: Sequence[Loan], paper: Paper, view: View, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(loans, _COLUMNS[view], Sheet(paper, now))


_NO_LOANS = N_("No loans.", "loan paper")


@dataclass(frozen=True)
class _Of:
    """One item of a loan, and whether it is the first of its company on the list."""

    company: CompanyDue
    loan: Loan
    line: LoanLine
    first: bool


def _of(dues: Sequence[CompanyDue], *, repeat: bool) -> list[_Of]:
    rows: list[_Of] = []
    for due in dues:
        pairs = [(loan, line) for loan in due.loans for line in loan.out]
        rows += [_Of(due, *pair, first=repeat or not place) for place, pair in enumerate(pairs)]
    return rows


_BORROWER_OF = Listed[_Of](N_("Borrower", "loan paper"), 32, lambda row, sheet: _borrower(row.loan, sheet))
_TO_PHONE_OF = replace(_BORROWER_OF, text=lambda row, sheet: _to_phone(row.loan, sheet))
_BY_COMPANY = (
    Listed[_Of](N_("Unit", "loan paper"), 18, lambda row, sheet: row.company.unit if row.first else ""),
    Listed[_Of](N_("Company", "loan paper"), 46, lambda row, sheet: row.company.company if row.first else ""),
    _BORROWER_OF,
    Listed[_Of](N_("Item", "loan paper"), 28, lambda row, sheet: row.line.item_name),
    Listed[_Of](
        N_("Due back", "loan paper"), 20, lambda row, sheet: sheet.paper.until(row.line.due, year=False)
    ),
    Listed[_Of](N_("Phoned", "loan paper"), 20, lambda row, sheet: sheet.paper.day_time(row.loan.called_at)),
    Listed[_Of](N_("Done", "loan paper"), 12, tick=True),
)


def company_list(dues: Sequence[CompanyDue], paper: Paper, *, title: str, printed: datetime) -> Document:
    """What is due, company after company, with boxes to tick: for the next morning's round."""
    sheet = Sheet(paper, printed)
    rows = _of(dues, repeat=False)
    columns = tuple(_TO_PHONE_OF if one is _BORROWER_OF else one for one in _BY_COMPANY)
    return list_paper(LIST, title, sheet, table(rows, columns, sheet, sheet.say(_NO_LOANS)))


def company_sheet(dues: Sequence[CompanyDue], paper: Paper, *, now: datetime) -> SheetRows:
    """The same for a spreadsheet: there every row names its company."""
    return sheet_rows(_of(dues, repeat=True), _BY_COMPANY, Sheet(paper, now))


def _lines(loans: Sequence[Loan]) -> list[tuple[Loan, LoanLine]]:
    return [(loan, line) for loan in loans for line in loan.lines if line.state is not LineState.VOID]


_OF_PERSON = (
    Listed[tuple[Loan, LoanLine]](N_("Number"), 31, lambda row, sheet: row[0].number),
    Listed[tuple[Loan, LoanLine]](N_("Item", "loan paper"), 33, lambda row, sheet: row[1].item_name),
    Listed[tuple[Loan, LoanLine]](
        N_("Lent", "loan paper"), 26, lambda row, sheet: sheet.paper.moment(row[0].lent_at)
    ),
    Listed[tuple[Loan, LoanLine]](
        N_("Due back", "loan paper"), 20, lambda row, sheet: sheet.paper.until(row[1].due, year=False)
    ),
    Listed[tuple[Loan, LoanLine]](
        N_("Back", "loan paper"), 20, lambda row, sheet: sheet.paper.day_time(row[1].returned_at)
    ),
    Listed[tuple[Loan, LoanLine]](
        N_("State"), 20, lambda row, sheet: sheet.say(LINE_STATE_NAMES[row[1].state])
    ),
    Listed[tuple[Loan, LoanLine]](
        N_("Deposit", "loan paper"), 26, lambda row, sheet: _money(row[1].deposit), Align.RIGHT
    ),
)


def person_history(loans: Sequence[Loan], paper: Paper, *, title: str, printed: datetime) -> Document:
    """Everything somebody has borrowed, item by item; `title` says who."""
    sheet = Sheet(paper, printed)
    return list_paper(LIST, title, sheet, table(_lines(loans), _OF_PERSON, sheet, sheet.say(_NO_LOANS)))


def person_history_sheet(loans: Sequence[Loan], paper: Paper, *, now: datetime) -> SheetRows:
    """The same for a spreadsheet."""
    return sheet_rows(_lines(loans), _OF_PERSON, Sheet(paper, now))


_HISTORY = (
    Listed[Happened](N_("Time", "loan paper"), 30, lambda row, sheet: sheet.paper.moment(row.at)),
    Listed[Happened](N_("Step", "loan paper"), 24, lambda row, sheet: sheet.say(ITEM_STEP_NAMES[row.step])),
    Listed[Happened](N_("Borrower", "loan paper"), 34, lambda row, sheet: row.borrower),
    Listed[Happened](N_("Remark"), 62, lambda row, sheet: row.words),
    Listed[Happened](N_("By", "loan paper"), 26, lambda row, sheet: sheet.names.get(row.by, "")),
)


def item_history(card: ItemCard, paper: Paper, names: Mapping[int, str], *, printed: datetime) -> Document:
    """What happened to an item. `names`: the staff's, by id."""
    sheet, item = Sheet(paper, printed, names), card.item
    facts = said(
        Field(
            sheet.say(N_("Category", "loan paper")),
            named(paper.words, card.category.name, card.category.english_name),
        ),
        Field(sheet.say(N_("Tag", "loan paper")), grouped(item.tag)),
        Field(sheet.say(N_("Hook", "loan paper")), item.hook),
        Field(sheet.say(N_("State")), sheet.say(ITEM_STATE_NAMES[item.state])),
        Field(sheet.say(N_("Times lent", "loan paper")), str(card.times_lent)),
        Field(sheet.say(N_("Remark")), item.remark),
    )
    rows = table(card.history, _HISTORY, sheet, sheet.say(N_("Nothing yet.", "loan paper")))
    title = sheet.say(N_("History of {name}", "loan paper"), name=item.name)
    return list_paper(LIST, title, sheet, Fields(facts, columns=2), rows)


def item_history_sheet(card: ItemCard, paper: Paper, names: Mapping[int, str], *, now: datetime) -> SheetRows:
    """The same for a spreadsheet."""
    return sheet_rows(card.history, _HISTORY, Sheet(paper, now, names))


def _category(row: StockLine, sheet: Sheet) -> str:
    return named(sheet.paper.words, row.category.name, row.category.english_name)


def _on_hand(row: StockLine, sheet: Sheet) -> str:
    """What should lie at the desk now: available ones, or counted stock."""
    return str(row.on_hand if row.category.counted else row.available)


def _low(row: StockLine, sheet: Sheet) -> str:
    left = row.on_hand if row.category.counted else row.available
    return sheet.say(N_("low", "loan paper")) if left < row.category.low else ""


_STOCK = (
    Listed[StockLine](N_("Category", "loan paper"), 38, _category),
    Listed[StockLine](N_("At the desk", "loan paper"), 21, _on_hand, Align.RIGHT),
    Listed[StockLine](N_("Low", "loan paper"), 14, _low, Align.CENTRE),
    Listed[StockLine](N_("Out", "loan paper"), 14, lambda row, sheet: str(row.lent), Align.RIGHT),
    Listed[StockLine](N_("Overdue", "loan paper"), 16, lambda row, sheet: str(row.overdue), Align.RIGHT),
    Listed[StockLine](N_("Damaged", "loan paper"), 17, lambda row, sheet: str(row.damaged), Align.RIGHT),
    Listed[StockLine](N_("Lost", "loan paper"), 14, lambda row, sheet: str(row.lost), Align.RIGHT),
    Listed[StockLine](N_("Retired", "loan paper"), 16, lambda row, sheet: str(row.retired), Align.RIGHT),
    Listed[StockLine](N_("Counted", "loan paper"), 26, by_hand=True),
)


def stock_list(stock: Sequence[StockLine], paper: Paper, *, printed: datetime) -> Document:
    """How every category stands, with room to write what was counted."""
    sheet = Sheet(paper, printed)
    rows = table(stock, _STOCK, sheet, sheet.say(N_("Nothing is kept.", "loan paper")))
    return list_paper(LIST, sheet.say(N_("Stock of loan items")), sheet, rows)


def stock_sheet(stock: Sequence[StockLine], paper: Paper, *, now: datetime) -> SheetRows:
    """The same for a spreadsheet."""
    return sheet_rows(stock, _STOCK, Sheet(paper, now))


_ITEMS = (
    Listed[Item](N_("Hook", "loan paper"), 20, lambda row, sheet: row.hook),
    Listed[Item](N_("Item", "loan paper"), 40, lambda row, sheet: row.name),
    Listed[Item](N_("Tag", "loan paper"), 32, lambda row, sheet: grouped(row.tag)),
    Listed[Item](N_("State"), 22, lambda row, sheet: sheet.say(ITEM_STATE_NAMES[row.state])),
    Listed[Item](N_("Since", "loan paper"), 22, lambda row, sheet: sheet.paper.day_time(row.since)),
    Listed[Item](N_("Remark"), 26, lambda row, sheet: row.remark),
    Listed[Item](N_("Counted", "loan paper"), 14, tick=True),
)


def item_list(items: Sequence[Item], paper: Paper, *, title: str, printed: datetime) -> Document:
    """Items one by one, with a box for each that was seen at a count."""
    sheet = Sheet(paper, printed)
    return list_paper(
        LIST, title, sheet, table(items, _ITEMS, sheet, sheet.say(N_("Nothing is kept.", "loan paper")))
    )


def item_sheet(items: Sequence[Item], paper: Paper, *, now: datetime) -> SheetRows:
    """The same for a spreadsheet."""
    return sheet_rows(items, _ITEMS, Sheet(paper, now))
