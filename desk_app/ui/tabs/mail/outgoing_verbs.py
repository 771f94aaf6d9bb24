"""What is done with entries of the register: taken back, corrected, handed to the carrier; and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.records import Outgoing, Postage
from desk_app.ui.i18n import format_money, tr
from desk_app.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class TakeBackDialog(FormDialog):
    """An entry that was a slip; to `correct` it is to take it back and type it anew."""

    def __init__(self, ctx: AppContext, one: Outgoing, parent: QWidget, *, about: str, correct: bool) -> None:
        super().__init__(
            ctx,
            N_("Correct {number}", "outgoing mail") if correct else N_("Take {number} back", "outgoing mail"),
            N_("Take it back and type it anew", "outgoing mail")
            if correct
            else N_("Take it back", "outgoing mail"),
            parent,
            about=about,
            kind="primary" if correct else "danger",
            number=plain(one.number),
        )
        self._one = one
        self.form.add("reason", N_("Reason"), QLineEdit(), required=True)

    def send(self) -> None:
        """Take it back."""
        posts, reason = self.ctx.services.get(OutgoingMail), self.text("reason")
        self.do(lambda actor: posts.void(actor, self._one.id, reason))


def take_back(
    ctx: AppContext,
    owner: QWidget,
    one: Outgoing,
    *,
    slip: bool,
    closed: bool,
    correct: bool = False,
    then: Callable[[Outgoing], object] | None = None,
) -> None:
    """Ask why, take the entry back and say what became of it. `slip`: it just becomes void, being of today and here;
    `closed`: its month is archived. `then` is given the entry that was taken back."""

    def done(now: Outgoing) -> None:
        _told_back(ctx, one, now)
        if then is not None:
            then(one)

    about = _what_happens(one, slip=slip, closed=closed)
    TakeBackDialog(ctx, one, owner, about=about, correct=correct).begin(done)


def _what_happens(one: Outgoing, *, slip: bool, closed: bool) -> str:
    amount = format_money(one.postage)
    said = []
    if closed:
        said.append(
            tr(
                N_(
                    "The month {month} is closed: the entry itself cannot change any more.",
                    "outgoing mail",
                ),
                month=one.day.strftime("%Y-%m"),
            )
        )
    if slip:
        said.append(tr(N_("It stays in the register as void and counts no more.", "outgoing mail")))
    else:
        text = N_("The entry stays; a new one of today takes its {amount} back.", "outgoing mail")
        said.append(tr(text, amount=amount))
    if one.paid is Postage.CASH and one.postage:
        said.append(tr(N_("Give {amount} back from the drawer.", "outgoing mail"), amount=amount))
    return " ".join(said)


def _told_back(ctx: AppContext, before: Outgoing, now: Outgoing) -> None:
    amount = plain(format_money(before.postage))
    cash = before.paid is Postage.CASH and bool(before.postage)
    if cash and now.void:
        text = N_("{number} is void. {amount} back from the drawer.", "outgoing mail")
    elif cash:
        text = N_("{number} takes {before} back. {amount} back from the drawer.", "outgoing mail")
    elif now.void:
        text = N_("{number} is void.", "outgoing mail")
    else:
        text = N_("{number} takes {before} back.", "outgoing mail")
    ctx.toasts.show(text, number=plain(now.number), before=plain(before.number), amount=amount)


def told_posted(ctx: AppContext, one: Outgoing, correct: Callable[[Outgoing], object]) -> None:
    """Say the number and where the money went; a slip is one press away."""
    if one.paid is Postage.CASH:
        text = N_("{number}: posted. {amount} into the drawer.", "outgoing mail")
    elif one.paid is Postage.ACCOUNT:
        text = N_("{number}: posted. {amount} on account of {name}.", "outgoing mail")
    else:
        text = N_("{number}: posted. The recipient pays.", "outgoing mail")
    ctx.toasts.show(
        text,
        action=N_("Correct…", "outgoing mail"),
        on=lambda: correct(one),
        number=plain(one.number),
        amount=plain(format_money(one.postage)),
        name=plain(one.company),
    )


def hand_to_carrier(ctx: AppContext, owner: QWidget, ids: Collection[int]) -> None:
    """The carrier took these."""
    posts, chosen = ctx.services.get(OutgoingMail), tuple(ids)

    def done(count: int) -> None:
        ctx.toasts.show(N_("Handed to the carrier: {n}.", "outgoing mail"), n=count)

    ctx.do(lambda actor: posts.gone(actor, chosen), owner=owner, done=done)
