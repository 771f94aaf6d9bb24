"""Receipts of lending and of the return, each for the borrower and for the desk (operating manual, Umbrella lending).

Phones are masked: paper is left lying about. The kinds of paper are in `documents.py`, which also gives these out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desk_app.services.core.money import say_money
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.loans.records import Category, Loan, LoanCard, LoanLine, TakenBack
from desk_app.services.loans.terms import Condition, LineState
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    Letterhead,
    Rule,
    SignatureLines,
    Size,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import grouped, named, said

RECEIPT = "loans.receipt"
REFUND = "loans.refund"

_CODE_MM = 30.0
_SIGNED_MM = (52.0, 15.0)


@dataclass(frozen=True)
class _Receipt:
    """What every part of a receipt may know."""

    card: LoanCard
    paper: Paper
    categories: Mapping[int, Category]
    names: Mapping[int, str] = field(repr=False)

    def say(self, message: Message, **values: object) -> str:
        return self.paper.words.text(message, **values)

    @property
    def loan(self) -> Loan:
        return self.card.loan

    @property
    def lines(self) -> tuple[LoanLine, ...]:
        """What was lent: not what was scanned by a slip."""
        return tuple(line for line in self.loan.lines if line.state is not LineState.VOID)


def loan_receipt(
    card: LoanCard, categories: Sequence[Category], paper: Paper, names: Mapping[int, str], *, size: Size
) -> Document:
    """What was lent: the borrower's copy, and the desk's to be signed; on a roll the desk's part is torn off below.

    `names`: the staff's, by id. A reprint is marked as a copy beside its code, with the same code.
    """
    told = _Receipt(card, paper, {one.id: one for one in categories}, names)
    loan, title = card.loan, paper.words.text(N_("Loan receipt"))
    copy = max(0, loan.copies - 1)
    document = Document(RECEIPT, title, size, (), loan.number, copy, subject=loan.borrower or loan.number)
    if size.height_mm is None:
        return replace(document, blocks=(*_slip(told), Rule(dashed=True), *_stub(told)))
    behind = replace(document, blocks=_sheet(told, for_desk=True))
    return replace(document, blocks=_sheet(told, for_desk=False), counterparts=(behind,))


def _sheet(told: _Receipt, *, for_desk: bool) -> tuple[Block, ...]:
    whose = N_("Desk copy", "loan paper") if for_desk else N_("Borrower's copy", "loan paper")
    head = (_borrower(told), Fields(_facts(told)))
    return (
        told.paper.letterhead(told.loan.number),
        Heading(told.say(N_("Loan receipt")), note=told.say(whose)),
        Columns((head, (_code(told),)), widths=(1.0, 0.42)),
        _wide_table(told),
        *_rules(told),
        *_signed(told),
        *_closing(told, for_desk=for_desk),
    )


def _slip(told: _Receipt) -> tuple[Block, ...]:
    return (
        told.paper.letterhead(told.loan.number),
        Banner(told.say(N_("Loan receipt"))),
        _borrower(told),
        Fields(_facts(told)),
        _code(told),
        _narrow_table(told),
        *_rules(told),
    )


def _stub(told: _Receipt) -> tuple[Block, ...]:
    """What the desk tears off and keeps."""
    items = _listed(told, (line.item_name for line in told.lines))
    facts = said(
        Field(told.say(N_("Number")), told.loan.number),
        Field(told.say(N_("Items", "loan paper")), items),
        Field(told.say(N_("Deposit", "loan paper")), _deposit(told), strong=True),
        Field(told.say(N_("Lent", "loan paper")), told.paper.moment(told.loan.lent_at)),
    )
    return (
        Heading(told.say(N_("Desk copy", "loan paper"))),
        _borrower(told),
        Fields(facts),
        *_signed(told),
    )


def _borrower(told: _Receipt) -> Text:
    """Rain mode may know no name: the masked phone stands for it."""
    name = told.loan.borrower or mask_phone(told.loan.phone)
    return Text(name, TextSize.LARGE, bold=True, max_lines=2)


def _facts(told: _Receipt) -> tuple[Field, ...]:
    loan, paper = told.loan, told.paper
    lent = f"{paper.moment(loan.lent_at)} {told.names.get(loan.lent_by, '')}".rstrip()
    return said(
        Field(told.say(N_("Company", "loan paper")), loan.company),
        Field(told.say(N_("Unit", "loan paper")), loan.unit),
        Field(told.say(N_("Phone")), mask_phone(loan.phone) if loan.borrower else ""),
        Field(told.say(N_("Lent", "loan paper")), lent),
        Field(told.say(N_("Deposit", "loan paper")), _deposit(told), strong=True),
        Field(told.say(N_("Remark")), loan.remark),
    )


def _deposit(told: _Receipt) -> str:
    taken = sum(line.deposit for line in told.lines)
    return say_money(taken) if taken else ""


def _code(told: _Receipt) -> Code:
    caption = told.say(N_("Scan at the front desk", "loan paper"))
    return Code(told.loan.code, short=grouped(told.loan.code), caption=caption, size_mm=_CODE_MM)


def _wide_table(told: _Receipt) -> Table:
    """Every item; widths are millimetres of A5."""
    columns = (
        Column(told.say(N_("No.", "loan paper")), 10, Align.RIGHT),
        Column(told.say(N_("Item", "loan paper")), 42),
        Column(told.say(N_("Tag", "loan paper")), 27),
        Column(told.say(N_("Due back", "loan paper")), 30),
        Column(told.say(N_("Deposit", "loan paper")), 21, Align.RIGHT),
    )
    rows = tuple(
        (
            str(place),
            _item(line, told),
            grouped(line.tag),
            told.paper.until(line.due),
            say_money(line.deposit) if line.deposit else "",
        )
        for place, line in enumerate(told.lines, 1)
    )
    return Table(columns, rows, max_lines=3)


def _narrow_table(told: _Receipt) -> Table:
    columns = (
        Column(told.say(N_("Item", "loan paper")), 38),
        Column(told.say(N_("Due back", "loan paper")), 34, Align.RIGHT),
    )
    rows = tuple((_item(line, told), told.paper.until(line.due)) for line in told.lines)
    return Table(columns, rows, max_lines=4)


def _item(line: LoanLine, told: _Receipt) -> str:
    """Its name, its kind where the name does not say it, and how it went on when the receipt is printed later."""
    category = told.categories.get(line.category)
    kind = named(told.paper.words, category.name, category.english_name) if category else ""
    parts = [line.item_name, "" if kind in line.item_name else kind]
    if line.state is LineState.RETURNED:
        parts.append(
            told.say(N_("back {moment}", "loan paper"), moment=told.paper.day_time(line.returned_at))
        )
    if line.state is LineState.LOST:
        parts.append(told.say(N_("lost", "loan paper")))
    return "\n".join(part for part in parts if part)


def _rules(told: _Receipt) -> tuple[Block, ...]:
    """Two lines for everybody, and one for each kind of thing that has rules of its own."""
    held = sum(line.deposit for line in told.lines)
    lines = [
        told.say(N_("Please bring everything back in time. To keep it longer, phone or ask the front desk.")),
        told.say(N_("The deposit is given back with the item: bring this receipt along.")) if held else "",
        *_own_rules(told),
    ]
    return tuple(Text(line, TextSize.SMALL, max_lines=2) for line in lines if line)


def _own_rules(told: _Receipt) -> Iterable[str]:
    kinds = dict.fromkeys(line.category for line in told.lines)
    for category in (told.categories[kind] for kind in kinds if kind in told.categories):
        lost, damaged = say_money(category.lost_fee), say_money(category.damage_fee)
        parts = (
            told.say(N_("if lost {amount}", "loan paper"), amount=lost) if category.lost_fee else "",
            told.say(N_("if damaged {amount}", "loan paper"), amount=damaged) if category.damage_fee else "",
            category.advice,
        )
        text = _listed(told, parts)
        if text:
            kind = named(told.paper.words, category.name, category.english_name)
            yield told.say(N_("{category}: {rules}", "loan paper"), category=kind, rules=text)


def _listed(told: _Receipt, parts: Iterable[str]) -> str:
    return told.say(N_(", ", "loan paper")).join(part for part in parts if part)


def _signed(told: _Receipt) -> tuple[Block, ...]:
    """The signature drawn on the screen, or a line to sign on; the desk signs beside it."""
    signs = told.say(N_("Borrower signs", "loan paper"))
    desk = told.say(N_("Front desk signs", "loan paper"))
    if told.card.signature is None:
        return (SignatureLines((signs, desk)),)
    picture = (Text(signs, TextSize.SMALL, muted=True), Image(told.card.signature, *_SIGNED_MM))
    return (Columns((picture, (SignatureLines((desk,)),))),)


def _closing(told: _Receipt, *, for_desk: bool) -> tuple[Block, ...]:
    """On the desk's copy there is room for the return, should it be done by hand."""
    if not for_desk:
        return ()
    return (
        Rule(dashed=True),
        SignatureLines(
            (
                told.say(N_("Returned at", "loan paper")),
                told.say(N_("Deposit received: borrower signs", "loan paper")),
                told.say(N_("Taken back by", "loan paper")),
            )
        ),
    )


def refund_receipt(back: TakenBack, paper: Paper, names: Mapping[int, str], *, size: Size) -> Document:
    """An item came back, or was reported lost: what was given back of the deposit, kept and paid.

    Two copies on A5, as money changes hands; on a roll one, as often as the print settings say.
    """
    say, loan = paper.words.text, back.loan
    title = say(N_("Return receipt"))
    told = _Receipt(LoanCard(loan), paper, {}, names)
    document = Document(REFUND, title, size, (), loan.number, subject=loan.borrower or loan.number)
    if size.height_mm is None:
        return replace(document, blocks=(_head(paper, loan), Banner(title), *_settled(back, told)))
    copies = [
        replace(document, blocks=(_head(paper, loan), Heading(title, note=say(whose)), *_settled(back, told)))
        for whose in (N_("Borrower's copy", "loan paper"), N_("Desk copy", "loan paper"))
    ]
    return replace(copies[0], counterparts=(copies[1],))


def _head(paper: Paper, loan: Loan) -> Letterhead:
    return paper.letterhead(loan.number)


def _settled(back: TakenBack, told: _Receipt) -> tuple[Block, ...]:
    out = _listed(told, (line.item_name for line in back.loan.out))
    still = Field(told.say(N_("Still out", "loan paper")), out, strong=True)
    return (
        _borrower(told),
        Fields(_came_back(back, told)),
        Rule(),
        Fields(_money(back, told), size=TextSize.LARGE),
        Fields(said(still)),
        SignatureLines(
            (
                told.say(N_("Amount settled: borrower signs", "loan paper")),
                told.say(N_("Front desk signs", "loan paper")),
            )
        ),
    )


def _came_back(back: TakenBack, told: _Receipt) -> tuple[Field, ...]:
    line, paper = back.line, told.paper
    at = paper.moment(line.returned_at)
    late = told.say(N_("{moment} (late)", "loan paper"), moment=at) if back.late else at
    return said(
        Field(told.say(N_("Company", "loan paper")), back.loan.company),
        Field(told.say(N_("Item", "loan paper")), line.item_name, strong=True),
        Field(told.say(N_("Tag", "loan paper")), grouped(line.tag)),
        Field(told.say(N_("Lent", "loan paper")), paper.moment(back.loan.lent_at)),
        Field(told.say(N_("Due back", "loan paper")), paper.until(line.due)),
        Field(told.say(N_("Returned at", "loan paper")), late),
        Field(told.say(N_("Returned by", "loan paper")), line.returned_by),
        Field(told.say(N_("Condition", "loan paper")), _condition(line, told)),
        Field(told.say(N_("Taken back by", "loan paper")), told.names.get(line.taken_by, "")),
        Field(told.say(N_("Remark")), line.remark),
    )


def _condition(line: LoanLine, told: _Receipt) -> str:
    if line.state is LineState.LOST:
        return told.say(N_("lost", "loan paper"))
    good = line.condition is Condition.GOOD
    return told.say(N_("in good order", "loan paper") if good else N_("damaged", "loan paper"))


def _money(back: TakenBack, told: _Receipt) -> tuple[Field, ...]:
    """Every amount that moved; that nothing was held is said too."""
    line = back.line
    kept = _listed(told, (say_money(line.kept), line.kept_reason)) if line.kept else ""
    return (
        Field(told.say(N_("Deposit", "loan paper")), say_money(line.deposit)),
        *said(
            Field(
                told.say(N_("Refunded", "loan paper")),
                say_money(back.refund) if line.deposit else "",
                strong=True,
            ),
            Field(told.say(N_("Kept", "loan paper")), kept),
            Field(told.say(N_("Paid on top", "loan paper")), say_money(line.fee) if line.fee else ""),
        ),
    )
