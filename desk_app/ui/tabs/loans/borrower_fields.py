"""Who borrows: name, phone, unit and company. Type two letters or digits of somebody known and take the one meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Borrower, Loan, LoanDraft
from desk_app.services.visitors.records import Host
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.loans.columns import NAMELESS, SUSPENDED
from desk_app.ui.tabs.loans.unit_lookup import UnitLookup
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_LEAST_LETTERS = 2


class BorrowerFields(QWidget):
    """The fields, by their names in LoanDraft."""

    changed = Signal()
    taken = Signal()
    """Somebody known was chosen and stands in the fields: on to what is lent."""
    submitted = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._visit: int | None = None
        self.form = Form(columns=2)
        self.borrower, self.phone, self.company, self.unit = Picker(), Picker(), Picker(), QLineEdit()
        self.form.add("borrower", N_("Borrower", "loans tab"), self.borrower, required=True, span=2)
        self.form.add("phone", N_("Phone"), self.phone, required=True)
        self.form.add("unit", N_("Unit", "loans tab"), self.unit)
        self.form.add("company", N_("Company", "loans tab"), self.company, span=2)
        say(self.borrower, N_("Name, pinyin initials or phone digits"), "setPlaceholderText")
        say(self.company, N_("Unit, company or person"), "setPlaceholderText")
        self.setLayout(column(self.form))
        self._wire()

    def _wire(self) -> None:
        for picker in (self.borrower, self.phone):
            suggest_borrowers(self._ctx, self, picker)
            picker.chosen.connect(self._known)
            picker.textEdited.connect(lambda _: self._forget())
        suggest_hosts(self._ctx, self, self.company)
        self.company.chosen.connect(self._host)
        self.unit_lookup = UnitLookup(self._ctx, self, self.unit, self.company)
        for field in (self.borrower, self.phone, self.company, self.unit):
            field.textChanged.connect(lambda _: self.changed.emit())
        self.form.submitted.connect(self.submitted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The suggestions under the short fields are as wide as the form: what tells people apart is read."""
        super().resizeEvent(event)
        self.phone.set_list_width(self.width())

    def _forget(self) -> None:
        """Another name or number is another person: the visit of the one before is not theirs."""
        self._visit = None

    def _known(self, suggestion: Suggestion) -> None:
        one: Borrower = suggestion.value
        self.fill(
            LoanDraft(
                (),
                one.name,
                phone=one.phone,
                tenant=one.tenant,
                company=one.company,
                unit=one.unit,
                visit=one.visit,
            )
        )
        self.taken.emit()

    def _host(self, suggestion: Suggestion) -> None:
        host: Host = suggestion.value
        self.company.set_draft((replace(host, person=""), host.tenant))
        if host.unit:
            self.unit.setText(host.unit)
        if host.person and not self.borrower.text().strip():
            self.borrower.set_draft((None, host.person))

    def fill(self, draft: LoanDraft) -> None:
        """Write somebody into the fields."""
        self._visit = draft.visit
        host = None if draft.tenant is None else Host(draft.tenant, draft.company, draft.unit)
        self.form.restore(
            {
                "borrower": (None, draft.borrower),
                "phone": (None, draft.phone),
                "company": (host, draft.company),
                "unit": draft.unit,
            }
        )

    def draft(self) -> LoanDraft:
        """Who stands in the fields, with nothing lent yet."""
        host, company = self.company.draft()
        return LoanDraft(
            (),
            borrower=self.borrower.text(),
            phone=self.phone.text(),
            tenant=host.tenant_id if isinstance(host, Host) else None,
            company=company,
            unit=self.unit.text(),
            visit=self._visit,
        )

    @property
    def blank(self) -> bool:
        """Whether nobody is named."""
        return not any(field.text().strip() for field in (self.borrower, self.phone, self.company, self.unit))

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """Each problem at its field. False when none is here."""
        mine = {name: one for name, one in problems.items() if name in self.form.draft()}
        self.form.clear_problems()
        return bool(mine) and self.form.show_problems(InvalidInput(mine))

    def reset(self) -> None:
        """Nobody."""
        self._visit = None
        self.form.reset()


def draft_of(loan: Loan) -> LoanDraft:
    """The borrower of a loan as a draft, to be mended."""
    return LoanDraft(
        (),
        loan.borrower,
        phone=loan.phone,
        tenant=loan.tenant,
        company=loan.company,
        unit=loan.unit,
        visit=loan.visit,
        remark=loan.remark,
    )


def suggest_borrowers(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """People on site, tenants' contacts and earlier borrowers, masked: “is it this one?”."""
    queries = ctx.services.get(LoanQueries)

    def find(text: str) -> None:
        if len(text.strip()) < _LEAST_LETTERS and not any(one >= "\u3400" for one in text):
            picker.offer(text, [])  # those for a longer text are not for this one
            return
        ctx.read(
            lambda actor: queries.borrowers(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, [_suggestion(one) for one in found]),
            key="borrowers",
        )

    picker.query.connect(find)


def _suggestion(one: Borrower) -> Suggestion:
    parts = (*standing(one), one.phone_mask)  # what does not fit is cut off at the end
    return Suggestion(one, one.name or tr(NAMELESS), " · ".join(part for part in parts if part), one.company)


def standing(one: Borrower) -> list[str]:
    """What the desk must know before lending to this person."""
    said = [tr(SUSPENDED)] if one.suspended else []
    if one.overdue:
        said.append(tr(N_("overdue: {n}", "loans tab"), n=one.overdue))
    elif one.has_out:
        said.append(tr(N_("has {n} now", "loans tab"), n=one.has_out))
    return said
