"""A tag is scanned, and what was lent comes back from the card of whoever has it."""

from __future__ import annotations

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import ItemState, LoanDraft, SuspensionDraft
from desk_app.services.loans.service import Loans
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.suspensions import Suspensions
from desk_app.ui.tabs.cards import TAB
from tests.services.keys.register_help import Register
from tests.services.loans.lending_desk import draft_of, umbrella
from tests.ui.tabs.cards.conftest import Counter, said
