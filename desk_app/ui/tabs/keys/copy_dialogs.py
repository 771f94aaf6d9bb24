"""Short questions about the register: another hook, one more copy, why a copy or a key goes out of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Copy, Key
from desk_app.services.keys.register import KeyRegister
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class HangDialog(FormDialog):
    """A copy, with its ring, is to hang on another hook."""

    def __init__(self, ctx: AppContext, copy: Copy, parent: QWidget) -> None:
        about = tr(N_("Its ring goes with it.")) if copy.ring is not None else ""
        title = N_("Hang {code} on another hook")
        super().__init__(ctx, title, N_("Hang it", "keys tab"), parent, about=about, code=plain(copy.code))
        self._copy = copy
        hint = N_("Such as A12; empty: it hangs nowhere")
        self.form.add("hook", N_("Hook", "keys tab"), QLineEdit(), initial=copy.hook, hint=hint)

    def send(self) -> None:
        """Note where it hangs now."""
        register, copy, hook = self.ctx.services.get(KeyRegister), self._copy, self.form.draft()["hook"]
        self.do(lambda actor: register.hang(actor, copy.id, hook))


class AddCopyDialog(FormDialog):
    """One more copy with a tag of its own."""

    def __init__(self, ctx: AppContext, key: Key, parent: QWidget) -> None:
        title = N_("One more copy of {code}")
        super().__init__(ctx, title, N_("Add", "keys tab"), parent, code=plain(key.code))
        self._key = key
        hint = N_("Such as A12; empty: it hangs nowhere")
        self.form.add("hook", N_("Hook", "keys tab"), QLineEdit(), hint=hint)

    def send(self) -> None:
        """Add it."""
        register, key, hook = self.ctx.services.get(KeyRegister), self._key, self.form.draft()["hook"]
        self.do(lambda actor: register.add_copy(actor, key.id, hook))


def hang(ctx: AppContext, owner: QWidget, copy: Copy, done: Callable[[Copy], object] | None = None) -> None:
    """Ask for the hook and hang it there."""

    def hung(now: Copy) -> None:
        word = N_("{code} hangs on {hook} now.") if now.hook else N_("{code} hangs nowhere now.")
        ctx.toasts.show(word, code=plain(now.code), hook=plain(now.hook))
        if done is not None:
            done(now)

    HangDialog(ctx, copy, owner).begin(hung)


def retire(ctx: AppContext, owner: QWidget, copy: Copy, done: Callable[[Copy], None]) -> None:
    """Out of use for good."""
    question = N_("Why does copy {code} go out of use for good? It leaves its hook.")
    reason = ctx.ask.write(owner, tr(question, code=plain(copy.code)), missing=tr(SAY_WHY))
    if reason is not None:
        register = ctx.services.get(KeyRegister)
        ctx.do(lambda actor: register.retire_copy(actor, copy.id, reason), owner=owner, done=done)


def deactivate(ctx: AppContext, owner: QWidget, key: Key, done: Callable[[Key], None]) -> None:
    """Out of use, never deleted."""
    question = N_("Why is {code} deactivated? Its copies leave their hooks; its records stay.")
    reason = ctx.ask.write(owner, tr(question, code=plain(key.code)), missing=tr(SAY_WHY))
    if reason is not None:
        register = ctx.services.get(KeyRegister)
        ctx.do(lambda actor: register.deactivate(actor, key.id, reason), owner=owner, done=done)


def reactivate(ctx: AppContext, owner: QWidget, key: Key, done: Callable[[Key], None]) -> None:
    """In use again."""
    register = ctx.services.get(KeyRegister)
    ctx.do(lambda actor: register.reactivate(actor, key.id), owner=owner, done=done)
