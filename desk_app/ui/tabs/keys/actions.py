"""The verbs of the page, one function each: buttons, shortcuts and tests call the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.findings import Unsettled
from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import Copy, Fault, Handout, LostReport
from desk_app.services.keys.service import Keys
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.tabs.keys import dialogs, papers
from desk_app.ui.tabs.keys.approving import only_warnings, read_first
from desk_app.ui.tabs.keys.columns import codes_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk_app.ui.context import AppContext


def hand_out(
    ctx: AppContext, owner: QWidget, one: Handout, done: Callable[[Handout], object] | None = None
) -> None:
    """Approved keys leave their hooks; `done` is given the borrowing."""
    keys = ctx.services.get(Keys)

    def over(now: Handout) -> None:
        say_out(ctx, now)
        if done is not None:
            done(now)

    def failed(error: Exception) -> bool:
        if not isinstance(error, Unsettled) or not read_first(ctx, owner, error.findings):
            return isinstance(error, Unsettled) and only_warnings(error.findings)
        ctx.do(lambda actor: keys.hand_out(actor, one.id, True), owner=owner, done=over)
        return True

    ctx.do(lambda actor: keys.hand_out(actor, one.id), owner=owner, done=over, failed=failed)


def say_out(ctx: AppContext, one: Handout) -> None:
    """Keys were handed over."""
    ctx.toasts.show(N_("{keys} handed to {holder}."), keys=plain(codes_line(one)), holder=plain(one.holder))


def say_still_out(ctx: AppContext, one: Handout, show: Callable[[], object]) -> None:
    """Another key was scanned before this one was taken back."""
    ctx.toasts.warn(
        N_("{keys} was scanned but not taken back: it is still out."),
        {"keys": plain(codes_line(one))},
        action=N_("Show", "keys tab"),
        on=show,
    )


def cancel(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """Not needed after all."""
    question = N_("Cancel what {holder} asked for? The keys stay on their hooks.")
    if not ctx.ask.confirm(owner, tr(question, holder=plain(one.holder)), tr(N_("Cancel it", "keys tab"))):
        return
    keys = ctx.services.get(Keys)
    ctx.do(
        lambda actor: keys.cancel(actor, one.id),
        owner=owner,
        done=lambda now: ctx.toasts.show(N_("{keys}: cancelled."), keys=plain(codes_line(now))),
    )


def hand_on(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """To another colleague without coming back."""
    dialogs.HandOnDialog(ctx, one, owner).begin(
        lambda now: ctx.toasts.show(
            N_("{keys}: now with {holder}."), keys=plain(codes_line(now)), holder=plain(now.holder)
        )
    )


def extend(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """More time."""
    dialogs.ExtendDialog(ctx, one, owner).begin(
        lambda now: ctx.toasts.show(N_("{keys}: more time noted."), keys=plain(codes_line(now)))
    )


def note_call(ctx: AppContext, owner: QWidget, one: Handout, phone: str) -> None:
    """Whoever holds the keys was phoned."""
    dialogs.CallDialog(ctx, one, phone, owner).begin(
        lambda now: ctx.toasts.show(N_("The call to {holder} is noted."), holder=plain(now.holder))
    )


def explain(ctx: AppContext, owner: QWidget, one: Handout, day: date | None = None) -> None:
    """Why the keys are still out today, or were out on a day (operating manual, Key register 5)."""
    clock = ctx.services.bench.clock
    today = clock.now().astimezone(clock.zone).date()
    day = day or today
    question = N_("Why is {keys} still out today? The reason stands on the end-of-day report.")
    if day != today:
        question = N_("Why was {keys} still out on {day}? The reason stands on that day's report.")
    asked = tr(question, keys=plain(codes_line(one)), day=format_day(day))
    reason = ctx.ask.write(owner, asked, missing=tr(SAY_WHY))
    if reason is None:
        return
    keys = ctx.services.get(Keys)
    ctx.do(
        lambda actor: keys.explain(actor, one.id, day, reason),
        owner=owner,
        done=lambda now: ctx.toasts.show(N_("{keys}: reason noted."), keys=plain(codes_line(now))),
    )


def sign(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """The holder signs on the screen."""
    dialogs.SignDialog(ctx, one, owner).begin(
        lambda now: ctx.toasts.show(N_("{holder} has signed.", "keys tab"), holder=plain(now.holder))
    )


def undo_give_back(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """A slip: what came back last is out again."""
    keys = ctx.services.get(Keys)
    ctx.do(
        lambda actor: keys.undo_give_back(actor, one.id),
        owner=owner,
        done=lambda now: ctx.toasts.show(
            N_("{keys} is out again with {holder}."), keys=plain(codes_line(now)), holder=plain(now.holder)
        ),
    )


def report_lost(ctx: AppContext, owner: QWidget, copies: Sequence[tuple[int, str]], who: str = "") -> None:
    """The written report to the supervisor; it is printed at once (operating manual, Key register 6)."""

    def reported(report: LostReport) -> None:
        ctx.toasts.show(
            N_("{code} is reported lost: report {number}."),
            code=plain(report.code),
            number=plain(report.number),
        )
        papers.print_lost_report(ctx, owner, report)

    dialogs.LostDialog(ctx, copies, who, owner).begin(reported)


def found_again(
    ctx: AppContext, owner: QWidget, copy: Copy, done: Callable[[Copy], object] | None = None
) -> None:
    """A lost copy is here again."""

    def found(now: Copy) -> None:
        ctx.toasts.show(
            N_("{code} is found again and hangs on {hook}."), code=plain(now.code), hook=plain(now.hook)
        )
        if done is not None:
            done(now)

    dialogs.FoundDialog(ctx, copy, owner).begin(found)


def report_fault(ctx: AppContext, owner: QWidget, copy: Copy) -> None:
    """Something is wrong with a copy."""
    dialogs.FaultDialog(ctx, copy, owner).begin(
        lambda _: ctx.toasts.show(N_("The fault of {code} is on record."), code=plain(copy.code))
    )


def mend(ctx: AppContext, owner: QWidget, fault: Fault, code: str) -> None:
    """A fault is mended."""
    question = N_("What was done about {code}?")
    words = ctx.ask.write(
        owner, tr(question, code=plain(code)), missing=tr(N_("Write what was done.", "keys tab"))
    )
    if words is None:
        return
    troubles = ctx.services.get(KeyTroubles)
    ctx.do(
        lambda actor: troubles.mend(actor, fault.id, words),
        owner=owner,
        done=lambda _: ctx.toasts.show(N_("{code} is mended.", "keys tab"), code=plain(code)),
    )
