"""The verbs of an item, one function each: buttons, shortcuts, scans and tests call the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import (
    TOLD_NAMES,
    FoundCard,
    FoundItem,
    FoundState,
    Match,
    Told,
    ValueClass,
    View,
)
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.tabs.lost_property import claim as claims
from desk_app.ui.tabs.lost_property import disposal, papers
from desk_app.ui.tabs.lost_property.claim_paper import print_receipt as print_the_receipt
from desk_app.ui.tabs.lost_property.columns import what_line
from desk_app.ui.tabs.lost_property.correct import CorrectDialog
from desk_app.ui.tabs.lost_property.dialogs import ShelveDialog, TellDialog
from desk_app.ui.tabs.lost_property.secrets_dialog import SecretsDialog
from desk_app.ui.tabs.lost_property.shelf_words import about_shelf
from desk_app.ui.widgets.second_person import SecondPersonDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

Verb = Callable[["AppContext", QWidget, FoundCard], None]
HERE = (FoundState.TAKEN_IN, FoundState.KEPT)
TAKEN_SECONDS = 20.0
"""So long the number stands: it is written on the thing unless a label is printed."""


# Taken in


def told_taken(ctx: AppContext, owner: QWidget, item: FoundItem) -> None:
    """Say the number, in large letters, with the label one press away."""
    message = (
        N_("{number} is taken in: a second person confirms it.", "lost property tab")
        if item.state is FoundState.TAKEN_IN
        else N_("{number} is taken in and confirmed.", "lost property tab")
    )
    ctx.toasts.show(
        message,
        action=N_("Print the label", "lost property tab"),
        on=lambda: papers.print_label(ctx, owner, item),
        seconds=TAKEN_SECONDS,
        large=True,
        number=plain(item.number),
    )


def look_for_owners(
    ctx: AppContext, owner: QWidget, item: FoundItem, found: Callable[[list[Match]], object]
) -> None:
    """Whether anybody misses such a thing: `found` is given who, if there is somebody."""
    queries = ctx.services.get(LostPropertyQueries)

    def answer(matches: list[Match]) -> None:
        if matches:
            found(matches)

    ctx.read(lambda actor: queries.matches_of_item(actor, item.id), owner=owner, done=answer, key="owners")


# Steps


def tell_next(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """The next of the three roles that is still to be told; then the one after."""
    if card.item.untold:
        tell(ctx, owner, card.item, card.item.untold[0], on=True)


def tell(ctx: AppContext, owner: QWidget, item: FoundItem, who: Told, *, on: bool = False) -> None:
    """This role is told now. `on`: go on with the next one."""

    def told(now: FoundItem) -> None:
        said = N_("{number}: {who} is told.", "lost property tab")
        ctx.toasts.show(said, number=plain(now.number), who=TOLD_NAMES[who])
        if on and now.untold:
            tell(ctx, owner, now, now.untold[0], on=True)

    TellDialog(ctx, item, who, owner).begin(told)


def confirm(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """The second person, with a PIN of their own."""
    item, verbs = card.item, ctx.services.get(LostProperty)

    def done(now: FoundItem) -> None:
        ctx.toasts.show(N_("{number} is confirmed.", "lost property tab"), number=plain(now.number))

    def proven(second: Actor) -> None:
        ctx.do(lambda actor: verbs.confirm(actor, item.id, actor.staff_id), owner=owner, done=done, by=second)

    about = about_shelf(what_line(item), item.shelf)
    SecondPersonDialog(ctx, owner, item.taken_by, about).begin(proven)


def claim(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """Somebody says that it is theirs."""
    claims.claim(ctx, owner, card.item, lambda _: None)


def shelve(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """It lies somewhere else."""

    def done(now: FoundItem) -> None:
        said = N_("{number} lies at {shelf}.", "lost property tab")
        ctx.toasts.show(said, number=plain(now.number), shelf=plain(now.shelf))

    ShelveDialog(ctx, card.item, owner).begin(done)


def correct(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """What was typed wrong."""
    CorrectDialog(ctx, card, owner).open()


def dispose(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """What becomes of this one."""
    disposal.decide(ctx, owner, [card.item])


def dispose_expired(ctx: AppContext, owner: QWidget) -> None:
    """What becomes of everything whose time is over, one after the other."""
    queries, clock = ctx.services.get(LostPropertyQueries), ctx.services.bench.clock
    today = clock.now().astimezone(clock.zone).date()
    ctx.read(
        lambda actor: queries.items(actor, View.EXPIRED, today),
        owner=owner,
        done=lambda items: disposal.decide(ctx, owner, items),
        key="expired",
    )


def dispose_like(ctx: AppContext, owner: QWidget, item: int) -> None:
    """What becomes of everything of this one's kind whose time is over, one after the other."""
    queries, clock = ctx.services.get(LostPropertyQueries), ctx.services.bench.clock
    today = clock.now().astimezone(clock.zone).date()

    def alike(actor: Actor) -> list[FoundItem]:
        kind = queries.card(actor, item).item.category
        return [one for one in queries.items(actor, View.EXPIRED, today) if one.category is kind]

    ctx.read(alike, owner=owner, done=lambda items: disposal.decide(ctx, owner, items), key="expired")


def tell_supervisor(ctx: AppContext, owner: QWidget, item: int) -> None:
    """The supervisor puts on record that she was told."""
    queries = ctx.services.get(LostPropertyQueries)
    ctx.read(
        lambda actor: queries.card(actor, item).item,
        owner=owner,
        done=lambda one: tell(ctx, owner, one, Told.SUPERVISOR),
        key="decide",
    )


def secrets(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """What is secret, for the supervisor, against a reason."""
    SecretsDialog(ctx, card.item, owner).open()


def print_label(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """Its shelf label."""
    papers.print_label(ctx, owner, card.item)


def preview_label(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """Its shelf label, to look at."""
    papers.preview_label(ctx, owner, card.item)


def print_receipt(ctx: AppContext, owner: QWidget, card: FoundCard) -> None:
    """The receipt of whoever fetched it; once more is a copy."""
    copies = next((one.copies for one in card.claims if one.granted), 0)
    print_the_receipt(ctx, owner, card.item, copies)


# Which step fits first


def may_be_disposed(item: FoundItem) -> bool:
    """Whether the supervisor may decide about it now: its time is over, or the police take what is of high value."""
    return item.state in HERE and (item.due or item.value is ValueClass.HIGH)


def first_step(item: FoundItem) -> tuple[Message, Verb, str] | None:
    """The one step that fits now: what its button says, what it does, its icon; None when nothing is left."""
    if item.state is FoundState.RETURNED:
        return N_("Print the receipt (F4)", "lost property tab"), print_receipt, "receipt"
    if item.state not in HERE:
        return None
    if item.untold:
        return N_("Tell the three roles… (F4)", "lost property tab"), tell_next, "phone"
    if item.state is FoundState.TAKEN_IN:
        return N_("The second person confirms… (F4)", "lost property tab"), confirm, "people"
    if item.due:
        return N_("What becomes of it… (F4)", "lost property tab"), dispose, "check"
    return N_("Somebody claims it… (F4)", "lost property tab"), claim, "signature"
