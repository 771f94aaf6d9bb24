"""What the blackout kit says of what is lent, and the paper form of lending."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.loans.lists import loan_list
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import View
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Document

PAPER_FORMS = (
    PaperForm(
        "loan",
        N_("Lent or returned", "paper form"),
        (
            N_("Lent or returned?", "paper form"),
            N_("Item, tag", "paper form"),
            N_("Borrower", "paper form"),
            N_("Phone", "paper form"),
            N_("Company, unit", "paper form"),
            N_("Deposit ¥", "paper form"),
            N_("Borrower's signature", "paper form"),
        ),
        "loans",
    ),
)


def loan_kit(read: Read, paper: Paper) -> Iterator[Document]:
    """What is out, and with whom."""
    out = LoanQueries(read.bench).loans(read.by, View.OUT, read.today)
    title = paper.words.text(N_("Lent now", "blackout paper"))
    yield loan_list(out, paper, View.OUT, title=title, printed=read.now)
