"""Umbrellas and other things that are lent, and what is handed out by number (operating manual, Umbrella lending).

`service.py` lends and takes back, `stock.py` keeps items, categories and counted stock, `suspensions.py` those who may
not borrow. Rules that need no database are in `rules.py`; what other features may use in `records.py` and `queries.py`.
"""

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.loans.counting import counted
from desk_app.services.loans.demo import fill
from desk_app.services.loans.documents import DOCUMENTS
from desk_app.services.loans.events import EVENTS, ITEMS, LOANS, SUSPENSIONS
from desk_app.services.loans.forgetting import RETENTION
from desk_app.services.loans.kit import PAPER_FORMS, loan_kit
from desk_app.services.loans.master import MASTER
from desk_app.services.loans.matters import (
    item_people,
    loan_matters,
    loan_people,
    named_by,
    suspension_people,
)
from desk_app.services.loans.options import SETTINGS
from desk_app.services.loans.personal import personal
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.report import loan_report
from desk_app.services.loans.searching import item_entries, loan_entries, suspension_entries
from desk_app.services.loans.service import Loans
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.loans.terms import ITEM_KIND, LOAN_KIND, SUSPENSION_KIND

DECISIONS = (
    "loans.lend",
    "loans.correct",
    "loans.refund",
    "loan_stock.retire",
    "loan_suspensions.suspend",
    "loan_suspensions.lift",
)

FEATURE = Feature(
    id="loans",
    title=N_("Lending"),
    services=(Loans, Stock, Suspensions),
    queries=(LoanQueries, StockQueries),
    events=EVENTS,
    master=MASTER,
    settings=SETTINGS,
    documents=DOCUMENTS,
    search={LOANS: loan_entries, ITEMS: item_entries, SUSPENSIONS: suspension_entries},
    demo=fill,
    matters=loan_matters,
    people={LOAN_KIND: loan_people, ITEM_KIND: item_people, SUSPENSION_KIND: suspension_people},
    codes={Kind.LOAN: named_by},
    report=loan_report,
    personal=personal,
    retention=RETENTION,
    decisions=DECISIONS,
    counted=counted,
    kit=loan_kit,
    paper_forms=PAPER_FORMS,
    order=50,
)

__all__ = ["FEATURE", "ITEMS", "LOANS"]
