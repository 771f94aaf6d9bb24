"""What every tab's papers have in common: the desk they are of, prints that are counted, lists saved as spreadsheets.

No tab's wording, no document: those are the tab's own `papers.py` and its feature's `documents.py`. A tab with a paper
whose prints are counted makes one `Counted` and calls it from its buttons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.letterhead.options import house_of
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.sheets.writing import write_xlsx
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.printing.errands import Stuck
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.services.core.changes import Changes
    from desk_app.services.core.people import Actor
    from desk_app.services.printing.listing import SheetRows
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


class Printed(Protocol):
    """A record that knows how often its paper was printed."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def copies(self) -> int: ...  # noqa: D102


R = TypeVar("R", bound=Printed)


@dataclass(frozen=True)
class Counted(Generic[R]):
    """A paper whose prints are counted: every one after the first is marked as a copy."""

    kind: str
    verb: Callable[[AppContext], Callable[[Actor, int], Changes[R]]]
    """What counts one more print."""
    make: Callable[[AppContext, R], Document]
    """As of so many prints as the record says. Not on the GUI thread: it may read records."""
    again: bool = False
    """Whether “Print again” is offered beside the word that it is out."""

    def print(self, ctx: AppContext, owner: QWidget, one: R, stuck: Stuck = None) -> None:
        """Count and print it. One that waits still at the printer is no second print."""
        if ctx.printing.rests:
            return
        verb = self.verb(ctx)

        def count() -> None:
            ctx.do(lambda actor: verb(actor, one.id), owner=owner, done=counted)

        def counted(now: R) -> None:
            again = self._again(ctx, owner, now)
            ctx.printing.print(lambda: self.make(ctx, now), owner=owner, stuck=stuck, again=again)

        if one.copies:
            again = self._again(ctx, owner, one)
            ctx.printing.print_instead(
                self.kind,
                one.number,
                lambda copy: self._of(ctx, one, copy),
                count,
                owner=owner,
                reprint=again,
            )
        else:
            count()

    def preview(self, ctx: AppContext, owner: QWidget, one: R) -> None:
        """Show it as its next print will be; printing from there is counted like any other."""

        def make() -> Document:
            return self._of(ctx, one, ctx.printing.next_copy(self.kind, one.number, one.copies))

        ctx.printing.preview(make, owner=owner, print_it=lambda: self.print(ctx, owner, one))

    def _of(self, ctx: AppContext, one: R, copy: int) -> Document:
        return self.make(ctx, replace(one, copies=copy + 1))

    def _again(self, ctx: AppContext, owner: QWidget, one: R) -> Callable[[], object] | None:
        return (lambda: self.print(ctx, owner, one)) if self.again else None


def desk_paper(ctx: AppContext) -> Paper:
    """What the papers of this desk need to know, in the language of the window."""
    bench = ctx.services.bench
    return Paper(speaker.words, bench.desk, bench.clock.zone, house_of(bench.settings))


def staff_names(ctx: AppContext) -> dict[int, str]:
    """The staff's names by id. Not on the GUI thread."""
    return ctx.services.get(StaffQueries).names(ctx.actor)


def today(ctx: AppContext) -> date:
    """The day at the building."""
    clock = ctx.services.bench.clock
    return clock.now().astimezone(clock.zone).date()


def save_sheet(
    ctx: AppContext,
    owner: QWidget,
    title: str,
    make: Callable[[], SheetRows],
    day: date | None = None,
    saved: Callable[[], object] | None = None,
) -> None:
    """Ask where, then write it off the GUI thread. The file is called as the list is, and ends with `day`.

    `saved` is called once it is there.
    """
    name = "".join(" " if char in '\\/:*?"<>|' else char for char in title)
    dated = f"{name} {day.isoformat()}" if day is not None else name
    kind = FileKind(tr(N_("Excel files")), ("xlsx",))
    path = ctx.ask.save_as(owner.window(), tr(N_("Save the list")), f"{dated}.xlsx", kind)
    if path is None:
        return

    def work() -> None:
        headers, cells = make()
        write_xlsx(path, title, headers, cells)

    def there(_none: object) -> None:
        ctx.toasts.show(N_("Saved: {name}"), name=plain(path.name))
        if saved is not None:
            saved()

    ctx.tasks.run(
        work,
        there,
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )
