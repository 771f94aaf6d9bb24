"""The verbs of the page, one function each: buttons, shortcuts and tests call the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_, plain
from desk_app.services.gate.places import gates
from desk_app.services.letterhead.options import house_of
from desk_app.services.passes.documents import PASS, exit_pass
from desk_app.services.passes.lists import pass_list, pass_sheet
from desk_app.services.passes.papers import PassPaper
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitPass, View
from desk_app.services.passes.reminder import reminder
from desk_app.services.passes.service import ExitPasses
from desk_app.ui.i18n import format_day, speaker, tr
from desk_app.ui.printing.papers import Counted, save_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_pass(ctx: AppContext, owner: QWidget, one: ExitPass) -> None:
    """Print both copies; later prints are marked as copies. One that waits still at the printer is no second print.

    Once it is out, “Print again” is offered beside the word of it: a paper that came out badly is a copy the next time.
    """
    _PASS.print(ctx, owner, one)


def preview_pass(ctx: AppContext, owner: QWidget, one: ExitPass) -> None:
    """Show it as its next print will be; printing from there is counted like any other."""
    _PASS.preview(ctx, owner, one)


def pass_document(ctx: AppContext, one: ExitPass) -> Document:
    """The pass as a document, on the paper that this PC prints passes on. Not on the GUI thread: it reads records."""
    issued_by = ctx.services.get(PassQueries).card(ctx.actor, one.id).issued_by
    return exit_pass(one, paper(ctx), size=ctx.printing.size(PASS), issued_by=issued_by)


_PASS = Counted[ExitPass](
    PASS, lambda ctx: ctx.services.get(ExitPasses).print_pass, pass_document, again=True
)


def revoke(
    ctx: AppContext, owner: QWidget, one: ExitPass, done: Callable[[ExitPass], object] | None = None
) -> None:
    """Take it back, with a reason: the gates refuse it from now on. `done` is given what became of it."""
    question = N_("Why is pass {number} revoked? The reason is put on record.")
    reason = ctx.ask.write(owner, tr(question, number=plain(one.number)), missing=tr(SAY_WHY))
    if reason is None:
        return
    passes = ctx.services.get(ExitPasses)

    def revoked(gone: ExitPass) -> None:
        ctx.printing.withdraw(PASS, gone.number, owner=owner)
        ctx.toasts.show(N_("Pass {number} is revoked."), number=plain(gone.number))
        if done is not None:
            done(gone)

    ctx.do(lambda actor: passes.revoke(actor, one.id, reason), owner=owner, done=revoked)


def replace_pass(ctx: AppContext, owner: QWidget, one: ExitPass, done: Callable[[ExitPass], object]) -> None:
    """The paper is lost: a new number, the old one void; the new one is printed at once and given to `done`."""
    question = N_("Why is pass {number} replaced? It gets a new number, the old paper no longer counts.")
    reason = ctx.ask.write(
        owner, tr(question, number=plain(one.number)), tr(N_("The paper was lost.")), missing=tr(SAY_WHY)
    )
    if reason is None:
        return
    passes = ctx.services.get(ExitPasses)

    def replaced(new: ExitPass) -> None:
        ctx.toasts.show(
            N_("Pass {old} is void, {new} takes its place."), old=plain(one.number), new=plain(new.number)
        )
        ctx.printing.withdraw(PASS, one.number, owner=owner)
        print_pass(ctx, owner, new)
        done(new)

    ctx.do(lambda actor: passes.replace(actor, one.id, reason), owner=owner, done=replaced)


def note_call(ctx: AppContext, owner: QWidget, one: ExitPass) -> None:
    """The customer was phoned about a pass that nobody used, or goods that are late."""
    question = N_("What did the customer say about pass {number}? (may stay empty)")
    words = ctx.ask.write(owner, tr(question, number=plain(one.number)))
    if words is None:
        return
    passes = ctx.services.get(ExitPasses)
    ctx.do(
        lambda actor: passes.note_call(actor, one.id, words),
        owner=owner,
        done=lambda noted: ctx.toasts.show(
            N_("The call about {number} is noted."), number=plain(noted.number)
        ),
    )


def print_reminder(ctx: AppContext, owner: QWidget, one: ExitPass) -> None:
    """Goods are late: what is asked for, on paper for the holder."""
    clock = ctx.services.bench.clock
    today = clock.now().astimezone(clock.zone).date()
    ctx.printing.preview(lambda: reminder(one, paper(ctx), today=today), owner=owner)


LIST_TITLES = {
    View.DAY: N_("Exit passes of {day}"),
    View.VALID: N_("Exit passes that are valid"),
    View.OUT: N_("Returnable goods outside"),
    View.OVERDUE: N_("Returnable goods overdue"),
    View.UNUSED: N_("Exit passes nobody used"),
    View.PAPER_MISSING: N_("Used exit passes whose paper is missing"),
    View.NEVER_SCANNED: N_("Paper is back, but no gate released it"),
    View.REVOKED: N_("Exit passes that were revoked"),
}


def print_list(ctx: AppContext, owner: QWidget, passes: Sequence[ExitPass], view: View, day: date) -> None:
    """Preview the list in sight."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    printed, rows = ctx.services.bench.clock.now(), tuple(passes)
    ctx.printing.preview(lambda: pass_list(rows, paper(ctx), view, title=title, printed=printed), owner=owner)


def save_list(ctx: AppContext, owner: QWidget, passes: Sequence[ExitPass], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    rows, now, on_paper = tuple(passes), ctx.services.bench.clock.now(), paper(ctx)
    ends = day if view is View.DAY else now.date()
    save_sheet(ctx, owner, title, lambda: pass_sheet(rows, on_paper, view, now=now), ends)


def paper(ctx: AppContext) -> PassPaper:
    """What the papers of this desk need to know."""
    bench = ctx.services.bench
    return PassPaper(
        speaker.words, bench.desk, bench.clock.zone, house_of(bench.settings), gates(bench.settings)
    )
