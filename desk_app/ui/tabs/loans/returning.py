"""An item comes back with remarks: damaged, a deposit kept, a fee, brought by somebody else; or it never comes back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.words import N_, plain
from desk_app.services.loans.records import Category, Loan, LoanLine, ReturnDraft, TakenBack
from desk_app.services.loans.service import Loans
from desk_app.services.loans.terms import Condition
from desk_app.ui.i18n import format_money, say
from desk_app.ui.tabs.loans.said import item_name, yuan
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class ReturnDialog(FormDialog):
    """How one item comes back. What is to be given back in cash stands under the fields while they are typed."""

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget,
        line: LoanLine,
        category: Category | None,
        done: Callable[[TakenBack], None],
        *,
        again: bool = False,
    ) -> None:
        """`again`: it was taken back by its scan already; that is undone and done anew with the remarks."""
        title = N_("{item} comes back")
        super().__init__(ctx, title, N_("Take back", "loans"), parent, columns=2, item=plain(item_name(line)))
        self._line, self._category, self._after = line, category, done
        self._page = parent
        self._again, self._opened = again, False
        self._held = line.deposit
        self._request = uuid.uuid4().hex
        self._build()

    def _build(self) -> None:
        self.damaged = QCheckBox()
        say(self.damaged, N_("It is damaged"))
        add = self.form.add
        add("condition", "", self.damaged, span=2)
        add("keep", N_("Keep of the deposit (yuan)"), QLineEdit())
        add("fee", N_("Fee (yuan)"), QLineEdit(), hint=self._fee_hint())
        add("keep_reason", N_("Why it is kept"), QLineEdit(), span=2)
        add("remark", N_("Remark", "loans tab"), QLineEdit(), span=2)
        add("returned_by", N_("Brought by somebody else"), QLineEdit(), span=2)
        for name in ("keep", "keep_reason"):
            self.form.show_field(name, bool(self._held))
        self._told = Label(role="heading")
        self.form.field("keep").textChanged.connect(lambda _: self._tell())  # type: ignore[attr-defined]
        self.damaged.toggled.connect(self._suggest)
        self.arrange(below=(self._told,))
        self._tell()

    def _fee_hint(self) -> str | None:
        fee = self._category.damage_fee if self._category is not None else 0
        return None if not fee else N_("Damage costs what the category says: it is filled in.")

    def _suggest(self, damaged: bool) -> None:
        """The category's fee for damage, unless something else is typed."""
        fee = yuan(self._category.damage_fee) if self._category is not None else ""
        if self.text("fee") in ("", fee):
            self.form.restore({"fee": fee if damaged else ""})

    def _tell(self) -> None:
        self._told.setVisible(bool(self._held))
        try:
            back = max(0, self._held - parse_money(self.text("keep")))
        except UserError:
            back = self._held
        say(self._told, N_("Give back {amount}"), amount=format_money(back))

    def draft(self) -> ReturnDraft:
        """What stands in the fields."""
        return ReturnDraft(
            condition=Condition.DAMAGED if self.damaged.isChecked() else Condition.GOOD,
            keep=self.text("keep"),
            keep_reason=self.text("keep_reason"),
            fee=self.text("fee"),
            remark=self.text("remark"),
            returned_by=self.text("returned_by"),
            request=self._request,
        )

    def send(self) -> None:
        """Take it back."""
        loans, line = self.ctx.services.get(Loans), self._line.id
        if self._again and not self._opened:
            self.ctx.do(lambda actor: loans.undo_take_back(actor, line), owner=self, done=self._reopened)
            return
        draft = self.draft()
        self.do(lambda actor: loans.take_back(actor, line, draft))

    def _reopened(self, _loan: Loan) -> None:
        self._opened = True
        self.submit()

    def reject(self) -> None:
        """Without remarks after all: what was taken back by its scan is taken back again."""
        if self._opened:
            loans, line = self.ctx.services.get(Loans), self._line.id
            draft = ReturnDraft(request=uuid.uuid4().hex)
            self.ctx.do(lambda actor: loans.take_back(actor, line, draft), owner=self._page)
        super().reject()


class RefundDialog(FormDialog):
    """What was kept or paid goes back later: the supervisor says how much and why."""

    def __init__(
        self, ctx: AppContext, parent: QWidget, line: LoanLine, done: Callable[[Loan], None]
    ) -> None:
        title = N_("Give back what {item} cost")
        super().__init__(ctx, title, N_("Give back"), parent, item=plain(item_name(line)))
        self._line, self._after, self._request = line, done, uuid.uuid4().hex
        amount = yuan(line.refundable)
        self.form.add("amount", N_("Amount (yuan)"), QLineEdit(), required=True, initial=amount)
        self.form.add("reason", N_("Reason"), QLineEdit(), required=True)
        kept = N_("Kept and paid, and not given back yet: {amount}.")
        self.arrange((said_label(kept, "muted", wrap=True, amount=format_money(line.refundable)),))

    def send(self) -> None:
        """Give it back."""
        loans, line, request = self.ctx.services.get(Loans), self._line.id, self._request
        amount, reason = self.text("amount"), self.text("reason")
        self.do(lambda actor: loans.refund(actor, line, amount, reason, request))


class LostDialog(FormDialog):
    """The item will not come back: why, and what it costs the borrower."""

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget,
        line: LoanLine,
        category: Category | None,
        done: Callable[[Loan], None],
    ) -> None:
        super().__init__(
            ctx, N_("{item} is lost"), N_("Put down as lost"), parent, columns=2, item=plain(item_name(line))
        )
        self._line, self._after = line, done
        cost = category.lost_fee if category is not None else 0
        keep = min(line.deposit, cost) if cost else line.deposit
        add = self.form.add
        add("remark", N_("What happened"), QLineEdit(), required=True, span=2)
        add("keep", N_("Keep of the deposit (yuan)"), QLineEdit(), initial=yuan(keep))
        add("fee", N_("Fee (yuan)"), QLineEdit(), initial=yuan(max(0, cost - keep)))
        self.form.show_field("keep", bool(line.deposit))
        known = N_("Held as a deposit: {deposit}. A lost one costs {cost}.")
        unknown = N_("Held as a deposit: {deposit}. What a lost one costs is not laid down.")
        about = said_label(
            known if cost else unknown,
            "muted",
            wrap=True,
            deposit=format_money(line.deposit),
            cost=format_money(cost),
        )
        self.arrange((about,))

    def send(self) -> None:
        """Put it down."""
        loans, line = self.ctx.services.get(Loans), self._line.id
        remark, keep, fee = (self.text(name) for name in ("remark", "keep", "fee"))
        self.do(lambda actor: loans.report_lost(actor, line, remark, keep, fee))
