"""What a borrowing or a copy is asked about: handing on, more time, a call, a loss, a find, a fault, a signature."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import Copy, Handout, KeyCard, LostDraft
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import KeyCategory
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys.approving import SettledDialog
from desk_app.ui.tabs.keys.due_field import DueField
from desk_app.ui.tabs.keys.owner_call import OwnerCallBox
from desk_app.ui.tabs.keys.people import suggest_colleagues
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.moment_field import NOT_READ, MomentField
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.picker import Picker
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.services.core.people import Actor
    from desk_app.ui.context import AppContext


def _unread(field: MomentField, name: str) -> InvalidInput | None:
    return InvalidInput({name: UserError(NOT_READ)}) if field.problem else None


def _with_reason(words: str, reason: str) -> str:
    """What was typed, and what the supervisor said."""
    return "；".join(part for part in (words.strip(), reason) if part)


def _of_call(error: InvalidInput) -> dict[str, DeskError]:
    """The problems of the call to the owner, by its fields."""
    start = "owner_call."
    return {name[len(start) :]: one for name, one in error.problems.items() if name.startswith(start)}


class HandOnDialog(SettledDialog):
    """Given to another member of staff without coming back (operating manual, Key register 3)."""

    def __init__(self, ctx: AppContext, one: Handout, parent: QWidget) -> None:
        super().__init__(
            ctx, N_("Hand on to a colleague"), N_("Hand on", "keys tab"), parent, about=_about(one)
        )
        self._one = one
        self.colleague = Picker()
        hint = N_("Property staff: name, initials or phone digits")
        self.form.add("colleague", N_("Who takes over", "keys tab"), self.colleague, required=True, hint=hint)
        self.due = DueField(ctx)
        self.due.write(one.due)
        self.form.add("due", N_("Back by", "keys tab"), self.due)
        self.form.add("words", N_("Remark"), QLineEdit())
        suggest_colleagues(ctx, self, self.colleague)
        self.call = OwnerCallBox(ctx)
        self.arrange(below=(self.call,))
        trusted = next((line.key for line in one.out if line.category is KeyCategory.TRUST), None)
        if trusted is not None:
            keys = ctx.services.get(KeyRegisterQueries)
            ctx.read(lambda by: keys.key(by, trusted), owner=self, done=self._ask_owner)

    def _ask_owner(self, card: KeyCard) -> None:
        self.call.show_keys([card.key])

    def send(self) -> None:
        """The keys stay out, another person has them."""
        if (unread := _unread(self.due, "due")) is not None:
            self.form.show_problems(unread)
            return
        if self.colleague.draft()[0] is None:
            problem = UserError(N_("Choose who takes over from the list."))
            self.form.show_problems(InvalidInput({"colleague": problem}))
            return
        self._hand_on(acknowledged=False)

    def all_the_same(self, by: Actor | None = None, reason: str = "") -> None:
        """Read, or decided by the supervisor."""
        self._hand_on(acknowledged=True, by=by, reason=reason)

    def _hand_on(self, *, acknowledged: bool, by: Actor | None = None, reason: str = "") -> None:
        colleague, keys, one = self.colleague.draft()[0], self.ctx.services.get(Keys), self._one
        if colleague is None:
            return
        words, call = _with_reason(self.form.draft()["words"], reason), self.call.value
        due = self.due.value if self.due.touched else None
        self.do(
            lambda actor: keys.hand_on(actor, one.id, colleague.id, due, words, call, acknowledged), by=by
        )

    def failed(self, error: Exception) -> bool:
        """What is wrong with the call stands at the call."""
        if isinstance(error, InvalidInput) and self.call.show_problems(_of_call(error)):
            self.sure.setEnabled(True)
            return True
        return super().failed(error)


class ExtendDialog(SettledDialog):
    """More time; past the curfew the supervisor decides."""

    def __init__(self, ctx: AppContext, one: Handout, parent: QWidget) -> None:
        super().__init__(
            ctx, N_("More time for the keys"), N_("Extend", "keys tab"), parent, about=_about(one)
        )
        self._one = one
        self.due = DueField(ctx)
        self.due.write(max(one.due, self.due.now() + timedelta(hours=1)))
        self.form.add("due", N_("Back by", "keys tab"), self.due, required=True)
        self.form.add("words", N_("Reason", "keys tab"), QLineEdit())

    def send(self) -> None:
        """Another time; the holder keeps the keys."""
        if self.due.value is None:
            self.form.show_problems(InvalidInput({"due": UserError(NOT_READ)}))
            return
        self._extend(acknowledged=False)

    def all_the_same(self, by: Actor | None = None, reason: str = "") -> None:
        """Read, or decided by the supervisor."""
        self._extend(acknowledged=True, by=by, reason=reason)

    def _extend(self, *, acknowledged: bool, by: Actor | None = None, reason: str = "") -> None:
        due, keys, one = self.due.value, self.ctx.services.get(Keys), self._one
        words = _with_reason(self.form.draft()["words"], reason)
        if due is not None:
            self.do(lambda actor: keys.extend(actor, one.id, due, words, acknowledged), by=by)


class CallDialog(FormDialog):
    """Whoever holds the keys was phoned."""

    def __init__(self, ctx: AppContext, one: Handout, phone: str, parent: QWidget) -> None:
        about = " · ".join(part for part in (one.holder, phone) if part)
        super().__init__(ctx, N_("Note a call"), N_("Note it", "keys tab"), parent, about=about)
        self._one, self._request = one, uuid.uuid4().hex
        self.reached = Choice([(True, N_("Reached", "keys tab")), (False, N_("Not reached", "keys tab"))])
        self.form.add("reached", N_("The call", "keys tab"), self.reached)
        self.form.add("words", N_("What was said", "keys tab"), QLineEdit())

    def send(self) -> None:
        """Put it on record."""
        keys, one, words = self.ctx.services.get(Keys), self._one, self.form.draft()["words"]
        reached = bool(self.reached.value)
        self.do(lambda actor: keys.note_call(actor, one.id, reached, words, self._request))


class LostDialog(FormDialog):
    """The written report of a lost key (operating manual, Key register 6)."""

    def __init__(self, ctx: AppContext, copies: Sequence[tuple[int, str]], who: str, parent: QWidget) -> None:
        """`copies`: ids and codes of those that may be lost; `who`: who had them last."""
        super().__init__(
            ctx, N_("Report a lost key"), N_("Report and print", "keys tab"), parent, kind="danger"
        )
        self.copy_of = Choice([(copy, plain(code)) for copy, code in copies])
        self.form.add("copy", N_("Which key", "keys tab"), self.copy_of)
        self.form.show_field("copy", len(copies) > 1)
        self.form.add("who", N_("Who lost it", "keys tab"), QLineEdit(), required=True, initial=who)
        self.when = MomentField(ctx, past=True)
        self.when.write(self.when.now())
        self.form.add("when", N_("When", "keys tab"), self.when, required=True)
        how = QPlainTextEdit()
        how.setMaximumHeight(80)
        how.setTabChangesFocus(True)
        self.form.add("how", N_("How it was lost", "keys tab"), how, required=True)
        self.lock = QCheckBox()
        say(self.lock, N_("The lock is to be changed: this becomes a repair report"))
        self.form.add("lock_change", "", self.lock, initial=True)

    def send(self) -> None:
        """Report it to the supervisor; an open borrowing of the copy ends with it."""
        when = self.when.value
        if when is None:
            self.form.show_problems(InvalidInput({"when": UserError(NOT_READ)}))
            return
        draft = self.form.draft()
        lost = LostDraft(draft["who"], when, draft["how"], draft["lock_change"])
        troubles, copy = self.ctx.services.get(KeyTroubles), self.copy_of.value
        self.do(lambda actor: troubles.report_lost(actor, copy, lost))


class FoundDialog(FormDialog):
    """A lost key is here again."""

    def __init__(self, ctx: AppContext, copy: Copy, parent: QWidget) -> None:
        super().__init__(
            ctx,
            N_("{code} is on record as lost. Found again?"),
            N_("Found again", "keys tab"),
            parent,
            code=plain(copy.code),
        )
        self._copy = copy
        self.form.add(
            "hook", N_("Hang it on hook", "keys tab"), QLineEdit(), required=True, initial=copy.hook
        )
        self.form.add("words", N_("Where it was found", "keys tab"), QLineEdit(), required=True)

    def send(self) -> None:
        """Back on a hook."""
        draft, copy = self.form.draft(), self._copy
        troubles = self.ctx.services.get(KeyTroubles)
        self.do(lambda actor: troubles.found(actor, copy.id, draft["hook"], draft["words"]))


class FaultDialog(FormDialog):
    """Something is wrong with a copy."""

    def __init__(self, ctx: AppContext, copy: Copy, parent: QWidget) -> None:
        super().__init__(ctx, N_("Fault of {code}"), N_("Report", "keys tab"), parent, code=plain(copy.code))
        self._copy = copy
        self.form.add("words", N_("What is wrong"), QLineEdit(), required=True)
        self.critical = QCheckBox()
        say(self.critical, N_("Critical: it is not lent until it is mended", "keys tab"))
        self.form.add("critical", "", self.critical)

    def send(self) -> None:
        """Put it on record."""
        draft, copy = self.form.draft(), self._copy
        troubles = self.ctx.services.get(KeyTroubles)
        self.do(lambda actor: troubles.report_fault(actor, copy.id, draft["words"], draft["critical"]))


class SignDialog(FormDialog):
    """Whoever takes the keys signs on the screen."""

    def __init__(self, ctx: AppContext, one: Handout, parent: QWidget) -> None:
        super().__init__(ctx, N_("Signature for the keys"), N_("Done", "keys tab"), parent, about=_about(one))
        self._one = one
        self.pad = SignaturePad()
        self.pad.setMinimumHeight(160)
        self.arrange(below=(self.pad, row(button(N_("Clear"), self.pad.clear, kind="quiet"), None)))
        self.pad.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        self.sure.setEnabled(not self.pad.is_empty)

    def send(self) -> None:
        """Keep it with the borrowing."""
        keys, one, png = self.ctx.services.get(Keys), self._one, self.pad.png()
        self.do(lambda actor: keys.sign(actor, one.id, png))


def _about(one: Handout) -> str:
    """Which borrowing it is: keys and holder."""
    codes = "、".join(line.code for line in one.out or one.lines)
    return " · ".join(part for part in (codes, one.holder) if part)
