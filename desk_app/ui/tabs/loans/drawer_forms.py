"""Amounts typed: change put in, cash handed to finance, and the count of the drawer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.findings import Unsettled
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.drawer.records import Count, DifferenceUnexplained
from desk_app.services.drawer.service import Drawer
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.findings_view import said
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import said_label

if TYPE_CHECKING:
    from desk_app.services.core.people import Actor
    from desk_app.ui.context import AppContext


class _AmountDialog(FormDialog):
    def __init__(
        self, ctx: AppContext, title: Message, save: Message, parent: QWidget, done: Callable[[None], None]
    ) -> None:
        super().__init__(ctx, title, save, parent)
        self._after = done
        self._request = uuid.uuid4().hex
        self.form.add("amount", N_("Amount (yuan)"), QLineEdit(), required=True)
        self.form.add("remark", N_("Remark", "loans tab"), QLineEdit())


class PutInDialog(_AmountDialog):
    """Change to start with."""

    def __init__(self, ctx: AppContext, parent: QWidget, done: Callable[[None], None]) -> None:
        super().__init__(ctx, N_("Put change into the drawer"), N_("Put in"), parent, done)

    def send(self) -> None:
        """Put it in."""
        drawer, request = self.ctx.services.get(Drawer), self._request
        amount, remark = self.text("amount"), self.text("remark")
        self.do(lambda actor: drawer.put_in(actor, amount, remark, request))


class HandOverDialog(_AmountDialog):
    """To finance; deposits of others only with the supervisor's word."""

    def __init__(self, ctx: AppContext, parent: QWidget, done: Callable[[None], None]) -> None:
        super().__init__(ctx, N_("Hand cash to finance"), N_("Hand over"), parent, done)

    def send(self) -> None:
        """Hand it over."""
        drawer, request = self.ctx.services.get(Drawer), self._request
        amount, remark = self.text("amount"), self.text("remark")
        self.do(lambda actor: drawer.hand_over(actor, amount, remark, request))

    def failed(self, error: Exception) -> bool:
        """What touches deposits asks for the supervisor."""
        if not isinstance(error, Unsettled):
            return super().failed(error)
        self.sure.setEnabled(True)
        dialog = ApprovalDialog(
            self.ctx,
            N_("The supervisor decides about this cash"),
            N_("With a reason on record it is handed over all the same."),
            (Decision("hand", N_("Hand over"), "primary"),),
            self,
            note="\n".join(said(one) for one in error.findings),
        )
        dialog.begin(lambda decided: self._hand(decided.by, decided.reason))
        return True

    def _hand(self, by: Actor, reason: str) -> None:
        drawer, amount, request = self.ctx.services.get(Drawer), self.text("amount"), self._request
        remark = " · ".join(part for part in (self.text("remark"), reason) if part)

        self.do(lambda actor: drawer.hand_over(actor, amount, remark, request), by=by)


class CountDialog(FormDialog):
    """Blind: the difference is told once a figure stands there, then it wants its reason."""

    def __init__(self, ctx: AppContext, parent: QWidget, done: Callable[[Count], None]) -> None:
        super().__init__(ctx, N_("Count the drawer"), N_("That is what lies there"), parent)
        self._after = done
        self._request = uuid.uuid4().hex
        self.form.add("counted", N_("Counted (yuan)"), QLineEdit(), required=True)
        self.form.add("explanation", N_("Why it differs"), QLineEdit())
        self.form.show_field("explanation", False)
        self.told = Banner()
        hint = N_("Count all the cash first. What the record says is told afterwards.")
        self.arrange((said_label(hint, "muted", wrap=True),), below=(self.told,))

    def send(self) -> None:
        """Count."""
        drawer, request = self.ctx.services.get(Drawer), self._request
        counted, explanation = self.text("counted"), self.text("explanation")
        self.do(lambda actor: drawer.count(actor, counted, explanation, request))

    def failed(self, error: Exception) -> bool:
        """The difference is told here, and asked about."""
        if not isinstance(error, DifferenceUnexplained):
            return super().failed(error)
        self.sure.setEnabled(True)
        self.told.tell(plain(error.say(speaker.words)), "warning")
        self.form.show_field("explanation", True)
        self.form.field("explanation").setFocus()
        return True
