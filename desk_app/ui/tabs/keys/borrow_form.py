"""The fields of a borrowing, in the order in which people speak: which keys, who signs, what for, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import HandoutDraft
from desk_app.services.keys.terms import MOST_APPROVALS, PURPOSE_NAMES, KeyCategory
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys.copies_field import CopiesField
from desk_app.ui.tabs.keys.due_field import DueField
from desk_app.ui.tabs.keys.escort import EscortSection
from desk_app.ui.tabs.keys.owner_call import OwnerCallBox
from desk_app.ui.tabs.keys.people import StaffPicker, suggest_colleagues
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.moment_field import NOT_READ
from desk_app.ui.widgets.parts import column

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk_app.ui.context import AppContext


class BorrowForm(QWidget):
    """Keys, who signs, purpose, words, time; who is accompanied; the call about a key in trust."""

    submitted = Signal()
    changed = Signal()
    """Something that is judged was changed."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._build()
        self._wire()

    def _build(self) -> None:
        self.main = Form()
        self.copies = CopiesField(self._ctx)
        say(self.copies.picker, N_("Scan a tag, or type code, place or initials"), "setPlaceholderText")
        self.main.add("copies", N_("Keys"), self.copies, required=True)
        say(self.copies.picker, N_("Keys"), "setAccessibleName")
        self.trust = OwnerCallBox(self._ctx)
        self.rest = Form(columns=2)
        self.colleague = StaffPicker()
        say(self.colleague, N_("Property staff: name, initials or phone digits"), "setPlaceholderText")
        self.rest.add("colleague", N_("Who signs", "keys tab"), self.colleague, required=True, span=2)
        self.purpose = Choice([(None, N_("Choose…", "keys tab")), *PURPOSE_NAMES.items()])
        self.rest.add("purpose", N_("Purpose", "keys tab"), self.purpose, required=True)
        self.rest.add("words", N_("More about it", "keys tab"), QLineEdit())
        self.due = DueField(self._ctx)
        self.rest.add("due", N_("Back by", "keys tab"), self.due, required=True, span=2)
        self.escort = EscortSection(self._ctx)
        self.setLayout(column(self.main, self.trust, self.rest, self.escort, None, spacing=10))

    def _wire(self) -> None:
        suggest_colleagues(self._ctx, self, self.colleague)
        self.colleague.chosen.connect(lambda _: self.purpose.setFocus(Qt.FocusReason.TabFocusReason))
        self.copies.value_changed.connect(lambda _: self._keys_changed())
        for value in (self.colleague.value_changed, self.purpose.value_changed, self.due.value_changed):
            value.connect(lambda _: self.changed.emit())
        for part in (self.escort, self.trust):
            part.changed.connect(self.changed)
        for form in (self.main, self.rest, self.escort, self.trust):
            form.submitted.connect(self.submitted)

    def _keys_changed(self) -> None:
        """Other keys, another curfew; one in trust asks for its call."""
        self.trust.show_keys(self.copies.chosen_keys)
        ids = self.copies.ids
        if not ids:
            self.due.offer(None)
        else:
            queries = self._ctx.services.get(KeyQueries)
            self._ctx.read(
                lambda actor: queries.due_for(actor, ids), owner=self, done=self._offer_due, key="due"
            )
        self.changed.emit()

    def _offer_due(self, due: datetime) -> None:
        if self.copies.ids:
            self.due.offer(due)

    @property
    def approvals(self) -> int:
        """How many approvals the keys themselves ask for."""
        asked = [
            max(one.approvals, 1) if one.category is KeyCategory.TRUST else one.approvals
            for one in self.copies.chosen_keys
        ]
        return min(max(asked, default=0), MOST_APPROVALS)

    def draft(self) -> HandoutDraft:
        """What stands in the fields. A time that nobody touched is the curfew's at the moment of lending."""
        colleague, _ = self.colleague.draft()
        return HandoutDraft(
            copies=self.copies.ids,
            colleague=colleague.id if colleague is not None else None,
            purpose=self.purpose.value,
            words=self.rest.draft()["words"],
            due=self.due.value if self.due.touched else None,
            escorted=self.escort.value,
            owner_call=self.trust.value,
        )

    @property
    def unread(self) -> InvalidInput | None:
        """What was typed and does not read, a call that was not made: only the form can know."""
        problems: dict[str, DeskError] = {}
        if (call := self.trust.problem) is not None:
            problems["owner_call.agreed"] = call
        if self.due.problem:
            problems["due"] = UserError(NOT_READ)
        return InvalidInput(problems) if problems else None

    def show_problems(self, problems: Mapping[str, DeskError]) -> None:
        """Each problem at its field; the topmost gets the keyboard."""
        self.escort.show_problems(_of("escorted", "name", problems))
        self.rest.show_problems(InvalidInput(dict(problems)))
        self.trust.show_problems(_of("owner_call", "spoke_to", problems))
        self.main.show_problems(InvalidInput(dict(problems)))

    def reset(self) -> None:
        """Empty, for the next borrowing."""
        for part in (self.main, self.rest, self.escort, self.trust):
            part.reset()
        self.due.offer(None)

    @property
    def blank(self) -> bool:
        """Whether nothing says which key, or for whom."""
        return not self.copies.ids and not self.colleague.text().strip()


def _of(part: str, first: str, problems: Mapping[str, DeskError]) -> dict[str, DeskError]:
    """The problems of a part, by its own names; one about the whole part stands at its `first` field."""
    return {
        name.partition(".")[2] or first: one for name, one in problems.items() if name.split(".")[0] == part
    }
