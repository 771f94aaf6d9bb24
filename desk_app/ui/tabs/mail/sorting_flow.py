"""Sorting without its looks: proposals for what is typed, slips on their way into the books, the way back.

Everything runs off the GUI thread. A slip that is not booked comes back with what was typed and what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Batch, Piece, Proposal, View
from desk_app.ui.errors import log_told
from desk_app.ui.tabs.mail.sorting_slips import Slip, Stage, recalled
from desk_app.ui.tabs.mail.sorting_typed import Typed, same_code

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WHO = "who"
"""The field of the line; the others are called as in the draft."""
_RECALLED = 10
"""So many registered pieces come back from the record when a batch is opened again."""
_OF_THE_LINE = frozenset({"tenant", "unit", "quantity", "kind"})


class SortingFlow(QObject):
    """The batch being sorted, and everything done to it since it was begun."""

    batch_changed = Signal()
    proposed = Signal()
    """`proposals` fit `asked` now."""
    slips_changed = Signal()
    booked = Signal(object)
    """A Slip is in the books."""
    came_back = Signal(object)
    """A Slip is not: it is in `slips` as FAILED."""

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx, self._owner = ctx, owner
        self._queries = ctx.services.get(MailQueries)
        self._looked = 0
        self.batch: Batch | None = None
        self.pieces: list[Piece] = []
        """Those of the batch that are registered one by one, the newest first."""
        self.asked: Typed | None = None
        self.proposals: list[Proposal] = []
        self.slips: list[Slip] = []
        """Of the batch, the newest last."""
        self._slips_of: dict[int, list[Slip]] = {}
        """Of every batch since the program started: letters are undone as they were booked."""
        self.unlabelled: list[Piece] = []
        """Registered in this sitting, and their labels not printed yet."""
        self._places: dict[int, str] = {}
        self.last_place = ""

    # The batch

    def begin(self, batch: Batch) -> None:
        """Sort this one from now on."""
        if self.batch is None or self.batch.id != batch.id:
            self.slips, self.pieces = self._slips_of.setdefault(batch.id, []), []
            self.slips_changed.emit()
        self.batch = batch
        self.forget()
        self.batch_changed.emit()
        self.load()

    def load(self) -> None:
        """Count again, and where the pieces of each tenant lie."""
        if self.batch is None:
            return
        batch = self.batch.id

        def ask(by: Actor) -> tuple[Batch, list[Piece]]:
            return self._queries.batch(by, batch), self._queries.sorted_of(by, batch)

        self._ctx.read(ask, owner=self._owner, done=lambda found: self._counted(*found), key="batch")

    def load_places(self) -> None:
        """Where mail of each tenant lies: the newest piece that waits says it."""
        day = self._ctx.services.bench.clock.now().date()
        self._ctx.read(
            lambda by: self._queries.pieces(by, View.WAITING, day),
            owner=self._owner,
            done=self._note_places,
            key="places",
        )

    def _counted(self, batch: Batch, pieces: list[Piece]) -> None:
        if self.batch is not None and self.batch.id == batch.id:
            self.batch, self.pieces = batch, pieces
            if not self.slips and pieces:
                self.slips.extend(recalled(one) for one in reversed(pieces[:_RECALLED]))
                self.slips_changed.emit()
            self.batch_changed.emit()

    def _note_places(self, waiting: Sequence[Piece]) -> None:
        for piece in sorted(waiting, key=lambda one: one.id):
            if piece.tenant is not None and piece.place:
                self._places[piece.tenant] = piece.place

    def place_for(self, tenant: int | None) -> str:
        """Where its piece would go: with the tenant's others, else where the last one was put."""
        return self._places.get(tenant or 0, self.last_place)

    def with_barcode(self, barcode: str) -> Piece | None:
        """The piece of this batch that has it already."""
        return next((one for one in self.pieces if same_code(one.barcode, barcode)), None)

    # Whom it may be for

    def ask(self, typed: Typed) -> None:
        """Look up who fits; the answer to what was typed before is dropped."""
        if self.batch is None or not any(typed.asked):
            self.forget()
            return
        self._ctx.read(
            self._question(typed),
            owner=self._owner,
            done=lambda found: self._propose(typed, found),
            key="proposals",
        )

    def forget(self) -> None:
        """Nothing is typed."""
        self._propose(None, [])

    def fits(self, typed: Typed) -> bool:
        """Whether the proposals are those for this line."""
        return self.asked is not None and self.asked.asked == typed.asked

    def _question(self, typed: Typed) -> Callable[[Actor], list[Proposal]]:
        batch = self.batch.id if self.batch is not None else 0
        return lambda by: self._queries.proposals(by, batch, *typed.asked)

    def _propose(self, typed: Typed | None, found: list[Proposal]) -> None:
        self.asked, self.proposals = typed, found
        self.proposed.emit()

    # Slips

    def commit(self, slip: Slip) -> None:
        """Book it; whom it is for is looked up first if Enter was faster."""
        self.slips.append(slip)
        self.slips_changed.emit()
        if slip.proposal is not None or slip.unmatched:
            self._book(slip)
            return
        self._looked += 1  # a key of its own: the next line must not drop the answer
        self._ctx.read(
            self._question(slip.typed),
            owner=self._owner,
            done=lambda found: self._looked_up(slip, found),
            key=f"slip {self._looked}",
        )

    def _looked_up(self, slip: Slip, found: Sequence[Proposal]) -> None:
        if not found:
            self._fail(slip, slip.typed.nobody(), WHO)
            return
        slip.proposal = found[0]
        if slip.kind.special and not slip.own_place:
            slip.place = self.place_for(found[0].tenant)
        self._book(slip)

    def _book(self, slip: Slip) -> None:
        draft = slip.draft()
        mended = slip.corrects
        arrivals, pieces = self._ctx.services.get(Arrivals), self._ctx.services.get(Pieces)

        def verb(by: Actor) -> Changes[Piece | int]:
            return pieces.correct(by, mended.id, draft) if mended is not None else arrivals.sort(by, draft)

        self._ctx.do(
            verb,
            owner=self._owner,
            done=lambda result: self._booked(slip, result),
            failed=lambda error: self._refused(slip, error),
        )

    def _booked(self, slip: Slip, result: Piece | int) -> None:
        slip.stage = Stage.DONE
        if isinstance(result, int):
            slip.count = result
        else:
            slip.piece = result
            self._keep(result)
        self.slips_changed.emit()
        self.booked.emit(slip)

    def _keep(self, piece: Piece) -> None:
        self.pieces = [piece, *(one for one in self.pieces if one.id != piece.id)]
        self.unlabelled = [*(one for one in self.unlabelled if one.id != piece.id), piece]
        if piece.place:
            self.last_place = piece.place
            if piece.tenant is not None:
                self._places[piece.tenant] = piece.place

    def labelled(self, pieces: Sequence[Piece]) -> None:
        """Their labels came out."""
        done = {one.id for one in pieces}
        self.unlabelled = [one for one in self.unlabelled if one.id not in done]
        self.slips_changed.emit()

    def _refused(self, slip: Slip, error: Exception) -> bool:
        """A field to mend is said there; whatever else went wrong the error desk tells, and the slip is kept too."""
        if isinstance(error, InvalidInput):
            name, problem = next(iter(error.problems.items()))
            self._fail(slip, problem, WHO if name in _OF_THE_LINE else name)
            log_told(error)
            return True
        self._fail(slip, error if isinstance(error, DeskError) else None, WHO)
        return False

    def _fail(self, slip: Slip, problem: DeskError | None, at: str) -> None:
        slip.stage, slip.problem, slip.at = Stage.FAILED, problem, at
        self.slips_changed.emit()
        self.came_back.emit(slip)

    def take_up(self, slip: Slip) -> None:
        """It goes back into the fields: the list knows it no more."""
        if slip in self.slips:
            self.slips.remove(slip)
            self.slips_changed.emit()

    def undo(self, slip: Slip) -> None:
        """Letters that were counted by a slip are not."""
        if not slip.may_be_undone or slip.proposal is None:
            return
        tenant, arrivals = slip.proposal.tenant, self._ctx.services.get(Arrivals)
        slip.stage = Stage.UNDONE  # now: a second key must not take them back twice
        self.slips_changed.emit()

        def failed(_: Exception) -> bool:
            slip.stage = Stage.DONE
            self.slips_changed.emit()
            return False

        self._ctx.do(
            lambda by: arrivals.unsort(by, slip.batch, slip.kind, tenant, slip.quantity),
            owner=self._owner,
            failed=failed,
        )
