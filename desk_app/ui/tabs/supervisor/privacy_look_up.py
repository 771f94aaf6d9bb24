"""The dialogs of a person's request: whom to look up and why; on what grounds a copy is given or records are erased."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.looking import WHY_NAMES, Why
from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.core.words import N_, Message
from desk_app.services.privacy.records import ASKED_NAMES, Grounds
from desk_app.services.privacy.service import Privacy
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WORDS_HINT = N_("Stands in the audit log for ever: name nobody", "personal")


class LookUpDialog(FormDialog):
    """Phone, document or name; `begin(after)`: `after` is given the identity as typed, and what was found."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        about = tr(
            N_(
                "A phone or a document finds exactly. A name alone only proposes: two people may have one name. Ask "
                "for a paper before anything is given or erased.",
                "personal",
            )
        )
        title = N_("Look up everything about one person", "personal")
        super().__init__(ctx, title, N_("Look up", "personal"), parent, about=about)
        self.phone, self.name, self.document, self.words = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.why = Choice(list(WHY_NAMES.items()))
        self.form.add("phone", N_("Phone", "personal"), self.phone)
        self.form.add("name", N_("Name", "personal"), self.name)
        self.form.add("document", N_("Document number", "personal"), self.document)
        self.form.add("why", N_("Reason", "personal"), self.why)
        self.form.add("words", N_("In words", "personal"), self.words, hint=WORDS_HINT)

    def send(self) -> None:
        """Look up, on record."""
        privacy, why, words = self.ctx.services.get(Privacy), self.why.value or Why.PERSON, self.words.text()
        identity = Identity(self.phone.text(), self.name.text(), self.document.text())
        self.identity = identity
        self.do(lambda actor: privacy.look_up(actor, identity, why, words))

    def start(self, after: Callable[[Identity, list[PersonalRecord]], object]) -> None:
        """Open; `after` is given whom was looked for and what was found."""
        self.begin(lambda found: after(self.identity, found))


class GroundsDialog(FormDialog):
    """Who asked, and why; gives `Grounds`."""

    def __init__(self, ctx: AppContext, title: Message, sure: Message, parent: QWidget, about: str) -> None:
        super().__init__(ctx, title, sure, parent, about=about)
        self.asked, self.why = Choice(list(ASKED_NAMES.items())), Choice(list(WHY_NAMES.items()))
        self.words = QLineEdit()
        self.form.add("asked", N_("Who asks", "personal"), self.asked)
        self.form.add("why", N_("Reason", "personal"), self.why)
        self.form.add("words", N_("In words", "personal"), self.words, hint=WORDS_HINT)

    def send(self) -> None:
        """Nothing is done yet: the second person comes next."""
        from desk_app.services.core.errors import InvalidInput
        from desk_app.services.core.looking import checked_words

        try:
            words = checked_words(self.why.value, self.words.text())
        except InvalidInput as invalid:
            self.show_problems(invalid)
            return
        self._done(Grounds(self.asked.value, self.why.value, words))
