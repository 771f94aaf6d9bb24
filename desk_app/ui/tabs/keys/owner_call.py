"""A tenant's key in trust: whom to phone before it is lent, and what they said (operating manual, Key register 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.keys.records import Key, OwnerCall
from desk_app.services.keys.terms import KeyCategory
from desk_app.ui.tabs.keys.call_answer import CallAnswer
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, column, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_CALL_FIRST = N_("Call the owner, then say what came of it.", "keys tab")
_NOT_REACHED = N_("The owner was not reached: the key stays here until the owner agrees.", "keys tab")


class OwnerCallBox(QFrame):
    """Owner and phone to read, the call to write down. Out of sight without a key in trust."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._keys: tuple[Key, ...] = ()
        self.whom = Label()
        self.whom.setWordWrap(True)
        self.form = Form(columns=2)
        self.agreed = CallAnswer()
        self.form.add("agreed", N_("The owner", "keys tab"), self.agreed, required=True, span=2)
        self.form.add("spoke_to", N_("Spoke to", "keys tab"), QLineEdit(), required=True)
        self.form.add("words", N_("What was said", "keys tab"), QLineEdit())
        title = said_label(N_("In trust: call the owner first"), "heading", wrap=True)
        self.setLayout(column(title, self.whom, self.form, spacing=8, margins=12))
        self.form.field("spoke_to").textChanged.connect(lambda _: self.changed.emit())  # type: ignore[attr-defined]
        self.agreed.value_changed.connect(lambda _: self.changed.emit())
        self.form.submitted.connect(self.submitted)
        self.hide()

    def show_keys(self, keys: Sequence[Key]) -> None:
        """The keys that are to be lent: those in trust are asked about."""
        trusted = tuple(one for one in keys if one.category is KeyCategory.TRUST)
        if trusted == self._keys:
            return
        self._keys = trusted
        self.setVisible(bool(trusted))
        self.whom.setText("\n".join(dict.fromkeys(_whom(one) for one in trusted)))
        self.form.reset({"spoke_to": trusted[0].owner if trusted else "", "agreed": None, "words": ""})

    @property
    def open(self) -> bool:
        """Whether the call is still to be made."""
        return bool(self._keys) and self.agreed.value is None

    @property
    def problem(self) -> UserError | None:
        """Why it cannot be lent yet, as far as the call goes."""
        if not self._keys or isinstance(self.agreed.value, bool):
            return None
        return UserError(_CALL_FIRST if self.agreed.value is None else _NOT_REACHED)

    @property
    def value(self) -> OwnerCall | None:
        """The call; None while nobody was called."""
        if not self._keys or not isinstance(self.agreed.value, bool):
            return None
        draft = self.form.draft()
        return OwnerCall(draft["spoke_to"], self._keys[0].owner_phone, draft["agreed"], draft["words"])

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """A problem at its field. False when none is here."""
        self.form.clear_problems()
        mine = {name: one for name, one in problems.items() if name in self.form.draft()}
        return bool(mine) and self.form.show_problems(InvalidInput(mine))

    def reset(self) -> None:
        """No key, no call."""
        self.show_keys(())


def _whom(key: Key) -> str:
    return " · ".join(part for part in (key.code, key.owner or key.tenant_name, key.owner_phone) if part)
