"""The form beside the list: number, for whom, what about. Enter moves on and, in the last field, saves."""

from __future__ import annotations

import uuid
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.records import Call, CallState, KnownCaller, TypedCall
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.records import Host
from desk_app.ui.context import AppContext
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.calls.columns import whom_text
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.picker import Picker, Suggestion

WIDTH = 340


class QuickForm(QWidget):
    """Takes a call, or corrects one. Emits what was typed; the page saves it and says how it went."""

    submitted = Signal(object, object)
    """A TypedCall, and the Call it corrects or None."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(CallQueries)
        self._correcting: Call | None = None
        self._request = uuid.uuid4().hex
        self._build()
        self._wire()

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        self.phone, self.caller, self.company = Picker(), QLineEdit(), QLineEdit()
        self.whom, self.about = Picker(), _LastLine()
        self.passed_on = QCheckBox()
        say(self.passed_on, N_("Put through or passed on at once"))
        say(self.phone, N_("Number or name of a caller"), "setPlaceholderText")
        say(self.whom, N_("Company, unit or name"), "setPlaceholderText")
        self.form = Form()
        self.form.add("phone", N_("Phone", "call"), self.phone)
        self.form.add("whom", N_("For", "call"), self.whom)
        self.form.add("about", N_("About", "call"), self.about, required=True)
        self.form.add("passed_on", N_("Message", "call"), self.passed_on)
        self.form.add("caller", N_("Caller", "call"), self.caller)
        self.form.add("company", N_("Company", "call"), self.company)
        self.save = button(
            N_("Save call"), self.submit, kind="primary", icon="save", tip=N_("Save call (Ctrl+Enter)")
        )
        self.cancel = button(N_("Discard", "call"), self.clear, kind="quiet")
        self.title = Label(role="heading")
        card = Card()
        card.body.addWidget(self.title)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.save, self.cancel, None))
        self.setLayout(column(card, None))
        self.setFocusProxy(self.phone)
        self._name(N_("New call"))
        # Three fields are filled in every call; name and company fill themselves for whoever rang before.
        order = (self.phone, self.whom, self.about, self.passed_on, self.caller, self.company, self.save)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _wire(self) -> None:
        self.phone.query.connect(self._find_caller)
        self.phone.chosen.connect(self._take_caller)
        suggest_hosts(self._ctx, self, self.whom)
        self.form.submitted.connect(self.submit)
        self.about.returnPressed.connect(self.submit)

    # what happens

    def submit(self) -> None:
        """Hand over what was typed."""
        self.submitted.emit(self.typed(), self._correcting)

    def typed(self) -> TypedCall:
        """What stands in the fields. Letters in the first field are a name: a withheld number has none."""
        number, caller = self.phone.text().strip(), self.caller.text()
        if number and not any(letter.isdigit() for letter in number) and not caller.strip():
            number, caller = "", number
        chosen, text = self.whom.draft()
        return TypedCall(
            phone=number,
            caller=caller,
            company=self.company.text(),
            whom=chosen if isinstance(chosen, Host) else _host(text),
            about=self.about.text(),
            passed_on=self.passed_on.isChecked(),
            request=self._request,
        )

    def correct(self, call: Call) -> None:
        """Fill the form with a call that is to be corrected."""
        self._correcting = call
        self.form.reset(
            {
                "phone": (None, call.phone),
                "caller": call.caller,
                "company": call.company,
                "whom": (call.whom, whom_text(call.whom)),
                "about": call.about,
                "passed_on": call.state is not CallState.OPEN,
            }
        )
        self.form.show_field("passed_on", False)
        self._name(N_("Correct call"))
        self.about.setFocus()

    def clear(self) -> None:
        """Empty, ready for the next call."""
        self._correcting = None
        self._request = uuid.uuid4().hex
        empty = {"phone": None, "caller": "", "company": "", "whom": None, "about": "", "passed_on": False}
        self.form.reset(empty)
        self.form.show_field("passed_on", True)
        self._name(N_("New call"))
        self.phone.setFocus()

    def show_problems(self, error: Exception) -> bool:
        """Each problem beside its field; False when the error is of another kind."""
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def _name(self, title: Message) -> None:
        say(self.title, title)

    # suggestions

    def _find_caller(self, text: str) -> None:
        if len(text.strip()) < 3:
            self.phone.offer(text, [])
            return

        def offer(known: list[KnownCaller]) -> None:
            self.phone.offer(text, [_caller(one, text) for one in known])

        self._ctx.read(lambda by: self._queries.recall(by, text), owner=self, done=offer, key="caller")

    def _take_caller(self, suggestion: Suggestion) -> None:
        known: KnownCaller = suggestion.value
        if known.call_id is None:
            self.caller.setText(known.caller)
            self.whom.setFocus()
            return
        call_id = known.call_id
        self._ctx.read(
            lambda by: self._queries.recalled(by, call_id), owner=self, done=self._fill, key="recalled"
        )

    def _fill(self, known: TypedCall) -> None:
        self.form.restore(
            {
                "phone": (None, known.phone),
                "caller": known.caller,
                "company": known.company,
                "whom": (known.whom, whom_text(known.whom)),
            }
        )
        self.about.setFocus()


class _LastLine(QLineEdit):
    """The field in which Enter saves."""

    takes_enter = True


def _caller(known: KnownCaller, typed: str) -> Suggestion:
    """Shown by name, masked; what is typed stays the number until the caller's own is filled in."""
    name = known.caller or tr(N_("Caller without a name"))
    below = " · ".join(part for part in (known.company, whom_text(known.whom)) if part)
    if known.call_id is None:
        return Suggestion(known, typed, f"{name} · {known.phone_mask}", below)
    return Suggestion(known, name, known.phone_mask, below)


def _host(text: str) -> Host:
    """Free text: a unit if it begins with a digit or is one letter and digits, else whoever is meant."""
    said = " ".join(text.split())
    head = said[1:] if said[:1].isascii() and said[:1].isalpha() else said
    return Host(unit=said) if head.isdigit() else Host(tenant=said)
