"""The papers of lending: which there are, notices to companies, tags and hooks (operating manual, Umbrella lending).

Phones are masked on all of them: paper is left lying about. Receipts are in `receipts.py`, lists in `lists.py`. To
add a paper: a DocumentKind here, and a function beside those it is most like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.people import DESK
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.loans.receipts import RECEIPT, REFUND, loan_receipt, refund_receipt
from desk_app.services.loans.records import Category, CompanyDue, Item
from desk_app.services.printing import labels
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Column,
    Document,
    Size,
    Space,
    Spring,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import named

__all__ = ["DOCUMENTS", "hook_labels", "item_labels", "loan_receipt", "notice", "notices", "refund_receipt"]

NOTICE = "loans.notice"
TAG = "loans.tag"
HOOK = "loans.hook"
LIST = "loans.list"

_SLIPS = (Size.A5, Size.RECEIPT_80)
DOCUMENTS = (
    DocumentKind(RECEIPT, N_("Loan receipt"), _SLIPS, DESK),
    DocumentKind(REFUND, N_("Return receipt"), _SLIPS, DESK),
    DocumentKind(NOTICE, N_("Notice of loans to bring back"), (Size.A5,), DESK),
    DocumentKind(TAG, N_("Tags of loan items"), labels.SIZES, DESK),
    DocumentKind(HOOK, N_("Hook numbers of loan items"), labels.SIZES, DESK),
    DocumentKind(LIST, N_("List of loans"), (Size.A4,), DESK),
)


def notice(due: CompanyDue, paper: Paper, *, until: datetime, printed: datetime) -> Document:
    """What people of one company are asked to bring back, to hang up or hand over there; one page up to 16 items.

    Names and masked phones, what, since when: no word about anybody beyond that. `until`: by when it should be back.
    """
    say, title = paper.words.text, paper.words.text(N_("Please bring these back"))
    blocks = (
        paper.letterhead(paper.moment(printed)),
        Text(title, TextSize.HUGE, bold=True, align=Align.CENTRE),
        Space(4),
        Text(say(N_("Dear colleagues of {company},"), company=_company(due)), TextSize.LARGE, max_lines=3),
        Space(1),
        Text(
            say(N_("Thank you for borrowing from the front desk. These things are waited for by others:")),
            TextSize.LARGE,
        ),
        Space(2),
        _borrowed(due, paper),
        Text(
            say(N_("Please bring them to the front desk in the lobby by {until}."), until=paper.until(until)),
            TextSize.LARGE,
            bold=True,
        ),
        Text(
            say(
                N_(
                    "If you need one longer, please tell us. If it is back already, please disregard this notice."
                )
            )
        ),
        Spring(),
        Text(say(N_("Front desk of {building}"), building=paper.desk.building), align=Align.RIGHT),
        Text(paper.moment(printed)[:10], align=Align.RIGHT),
    )
    return Document(NOTICE, title, Size.A5, blocks, subject=due.company)


def notices(dues: Sequence[CompanyDue], paper: Paper, *, until: datetime, printed: datetime) -> Document:
    """The notices of several companies in one go, each on a page of its own. Raises ValueError for none."""
    if not dues:
        raise ValueError("nobody is to be asked")
    first, *others = (notice(due, paper, until=until, printed=printed) for due in dues)
    return replace(first, counterparts=tuple(others))


def _company(due: CompanyDue) -> str:
    """With its unit, where the notice is hung up."""
    return " ".join(part for part in (due.company, due.unit) if part)


def _borrowed(due: CompanyDue, paper: Paper) -> Table:
    say = paper.words.text
    columns = (
        Column(say(N_("Name", "loan paper")), 26),
        Column(say(N_("Phone")), 25),
        Column(say(N_("Item", "loan paper")), 33),
        Column(say(N_("Lent", "loan paper")), 22),
        Column(say(N_("Due back", "loan paper")), 22),
    )
    rows = tuple(
        (
            loan.borrower,
            mask_phone(loan.phone),
            line.item_name,
            paper.day_time(loan.lent_at),
            paper.until(line.due, year=False),
        )
        for loan in due.loans
        for line in loan.out
    )
    return Table(columns, rows, max_lines=2)


def item_labels(items: Sequence[Item], categories: Sequence[Category], paper: Paper, size: Size) -> Document:
    """Tags to stick on: the code, its digits, the item's name and kind, and whose it is.

    A sheet is A4 with 3 × 8 labels of 63.5 × 33.9 mm; `SIZES` of `printing.labels` are the others. Raises ValueError
    for no item.
    """
    kinds = {one.id: named(paper.words, one.name, one.english_name) for one in categories}
    each = [
        labels.tag(one.name, one.tag, size, (kinds.get(one.category, ""), paper.desk.building))
        for one in items
    ]
    return labels.labels(TAG, paper.words.text(N_("Tags of loan items")), size, each)


def hook_labels(hooks: Sequence[str], paper: Paper, size: Size) -> Document:
    """The hooks' numbers, as large as a label takes. Raises ValueError for none."""
    title = paper.words.text(N_("Hook numbers of loan items"))
    return labels.labels(HOOK, title, size, [labels.hook(name) for name in hooks])
