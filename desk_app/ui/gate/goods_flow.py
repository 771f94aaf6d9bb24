"""Goods at the gate, step by step: what the guard's keys do to the pass that is being compared.

The window hands every step about goods to `take` and asks `words` what stands on the buttons. Papers go to the print
desk; the supervisor's PIN is asked by the program's own dialog.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.gate.options import PRINT_BALANCE
from desk_app.services.passes.records import (
    AtGate,
    Refusal,
    RefusalReason,
    Released,
    ReleaseDraft,
    TakenBack,
)
from desk_app.ui.gate.actions import Actions
from desk_app.ui.gate.faces import Face
from desk_app.ui.gate.goods_desk import GoodsDesk
from desk_app.ui.gate.goods_faces import way_of, with_other_plate
from desk_app.ui.gate.goods_view import GoodsView
from desk_app.ui.gate.judging import Errand, Reading
from desk_app.ui.gate.pad import QuantityDialog
from desk_app.ui.gate.plate_row import PlateRow, Real
from desk_app.ui.gate.real_plate import PlateDialog
from desk_app.ui.gate.slips import print_slip
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.tally import Way
from desk_app.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

Do = Callable[[Errand, Actor | None], None]
"""Runs an errand, for who is signed in or for a supervisor who approved it here."""


class GoodsFlow:
    """The steps about goods of one window. `ask_reason` opens the sheet, `show` shows a reading anew, `focus`
    puts the keyboard where it belongs.
    """

    def __init__(
        self,
        ctx: AppContext,
        desk: GoodsDesk,
        view: GoodsView,
        drive: PlateRow,
        owner: QWidget,
        *,
        do: Do,
        show: Callable[[Reading], object],
        ask_reason: Callable[[], object],
        focus: Callable[[], object],
    ) -> None:
        self._ctx, self._desk, self._view, self._owner = ctx, desk, view, owner
        self._do, self._show, self._ask_reason, self._focus = do, show, ask_reason, focus
        self._drive, self._real = drive, Real()
        self._over = self._slip = False
        self._request = ""
        self.dialog: Dialog | None = None
        view.lines.asked.connect(self._ask_quantity)

    # What is shown

    def show(self, reading: Reading, before: Reading | None) -> None:
        """A reading has come: lay out its goods. The same pass scanned twice keeps what was counted."""
        goods = reading.goods
        if goods is None:
            self._view.clear()
            return
        way = Way.LOOK if reading.came is not None else (reading.way or way_of(reading))
        again = before is not None and before.goods is not None and before.goods.pass_id == goods.pass_id
        keep = again and before is not None and before.came is None
        if not keep:
            self._over, self._request = False, secrets.token_hex(8)
            self._real = Real()
        self._view.show_goods(goods, way, keep=keep, shown=_moved(reading))
        self._drive.show_goods(goods, self._real, done=reading.came is not None)

    def with_plate(self, reading: Reading) -> bool:
        """Whether the plate is to be compared, or was."""
        out = self._view.tally is not None and self._view.tally.way is Way.OUT
        return reading.goods is not None and (out or isinstance(reading.came, Released))

    def told(self, face: Face, reading: Reading) -> Face:
        """What is said, with what the guard has seen at the gate."""
        if reading.goods is None or reading.came is not None:
            return face
        return with_other_plate(face, reading.goods, self._real)

    def steps(self, steps: Sequence[Step], goods: AtGate | None) -> tuple[Step, ...]:
        """Those that make sense for what is counted now: a trip can end early only when there is another."""
        tally = self._view.tally
        part = tally is not None and tally.way is Way.OUT and tally.changed and tally.total > 0
        ends = part and goods is not None and goods.trips - goods.trips_used > 1
        return tuple(step for step in steps if step is not Step.TRIP or ends)

    def words(self, buttons: Actions, reading: Reading) -> None:
        """What stands on the buttons for what is counted now."""
        tally, goods = self._view.tally, reading.goods
        if tally is None or goods is None or reading.came is not None:
            return
        values = {"n": tally.total, "all": tally.whole}
        for step in (Step.RELEASE, Step.OVERRIDE, Step.TAKE_BACK):
            buttons.enable(step, tally.total > 0 or (step is Step.TAKE_BACK and tally.way is not Way.BACK))
        if tally.way is Way.BACK:
            buttons.word(Step.TAKE_BACK, N_("Take back {n} of {all} (F4)"), **values)
            if Step.OVERRIDE in buttons.offered:
                buttons.word(Step.OVERRIDE, N_("Let out … (F3)"))
            return
        if Step.TAKE_BACK in buttons.offered:
            buttons.word(Step.TAKE_BACK, N_("Comes back … (F4)"))
        if tally.changed:
            buttons.word(Step.RELEASE, N_("Release {n} of {all} pieces (Enter)"), **values)
            buttons.word(Step.OVERRIDE, N_("Release {n} of {all}: supervisor (F3)"), **values)
        else:
            buttons.word(Step.RELEASE, N_("Release all {all} (Enter)"), **values)
            buttons.word(Step.OVERRIDE, N_("Release all {all}: supervisor (F3)"), **values)
        if self.unseen:
            buttons.word(Step.RELEASE, N_("Look at the rest (Enter)"))
        buttons.word(Step.TRIP, N_("This trip is over (F5)") if self._over else N_("The rest stays (F5)"))

    @property
    def unseen(self) -> bool:
        """Whether there are lines that leave and were not in sight yet."""
        tally = self._view.tally
        return tally is not None and tally.way is Way.OUT and not self._view.lines.all_seen

    # What the guard does

    def take(self, step: Step, reading: Reading) -> None:
        """A step about goods."""
        takes: dict[Step, Callable[[Reading], object]] = {
            Step.RELEASE: self._release,
            Step.OVERRIDE: self._override,
            Step.TAKE_BACK: self._take_back,
            Step.TRIP: self._other_trip,
            Step.REFUSE: lambda _: self._ask_reason(),
            Step.SLIP: self._refuse_at_once,
            Step.PRINT: lambda one: print_slip(self._ctx, one, self._owner),
            Step.UNDO: lambda one: self._do(lambda actor: self._desk.undo(actor, one), None),
        }
        takes[step](reading)

    def refuse(self, reading: Reading, reason: RefusalReason, words: str) -> None:
        """The guard has said why; another plate that was seen stands on record with it."""
        if reason is RefusalReason.VEHICLE and not words:
            words = " · ".join(filter(None, (self._real.plate, self._real.carrier)))
        self._do(lambda actor: self._desk.refuse(actor, reading, reason, words), None)

    def _refuse_at_once(self, reading: Reading) -> None:
        self._slip = True
        self.refuse(reading, RefusalReason.VERDICT, "")

    def done(self, reading: Reading) -> None:
        """Something was done: a refusal's slip comes out when it was asked for with it, and the one for the rest by
        itself where the building wants it.
        """
        came, asked, self._slip = reading.came, self._slip, False
        wanted = self._ctx.services.bench.settings.get(PRINT_BALANCE)
        rest = isinstance(came, Released) and came.slip is not None and wanted
        if rest or (asked and isinstance(came, Refusal)):
            print_slip(self._ctx, reading, self._owner)

    def leave_way(self, reading: Reading) -> Reading | None:
        """Escape: back to what the verdict says, if the guard had turned to the other way."""
        return replace(reading, way=None) if reading.way is not None else None

    def forget(self) -> None:
        """No pass is shown any more."""
        self._real, self._slip = Real(), False
        self._view.clear()

    def close_dialog(self) -> None:
        """Another pass was scanned: what was being approved is not at hand any more."""
        if self.dialog is not None:
            self.dialog.reject()

    def _draft(self, trip: bool = True) -> ReleaseDraft:
        tally = self._view.tally
        quantities = tally.quantities if tally is not None else None
        return ReleaseDraft(
            quantities,
            True if trip and self._over else None,
            plate=self._real.plate,
            carrier=self._real.carrier,
            request=self._request,
        )

    def _release(self, reading: Reading) -> None:
        draft = self._draft()
        self._do(lambda actor: self._desk.release(actor, reading, draft), None)

    def _take_back(self, reading: Reading) -> None:
        tally = self._view.tally
        if tally is None or tally.way is not Way.BACK:
            self._show(replace(reading, way=Way.BACK))
            return
        draft = self._draft(trip=False)
        self._do(lambda actor: self._desk.take_back(actor, reading, draft), None)

    def _other_trip(self, reading: Reading) -> None:
        self._over = not self._over
        self._view.counted.emit()

    def _override(self, reading: Reading) -> None:
        from desk_app.ui.approval import Decided, Decision
        from desk_app.ui.gate.supervisor import FOR_GOODS, ask_supervisor

        tally = self._view.tally
        if tally is not None and tally.way is Way.BACK:
            self._show(replace(reading, way=Way.OUT))
            return
        draft, guard = self._draft(), self._ctx.actor.staff_id

        def decided(word: Decided) -> None:
            self._do(lambda actor: self._desk.override(actor, reading, draft, word.reason, guard), word.by)

        self.follow(
            ask_supervisor(
                self._ctx,
                self._owner,
                N_("Let it out all the same?"),
                N_("The supervisor answers for it. Goods, guard and reason stand on record."),
                [Decision("release", N_("Release"), "primary")],
                FOR_GOODS,
                decided,
            )
        )

    # What is asked in a window of its own

    def ask_plate(self, reading: Reading) -> None:
        """What really stands at the gate."""
        goods = reading.goods
        if goods is None or reading.came is not None or not self.with_plate(reading):
            return
        dialog = PlateDialog(goods, self._real, self._owner)
        dialog.accepted.connect(lambda: self.say_real(dialog.real, reading))
        dialog.open()
        self.follow(dialog)

    def say_real(self, real: Real, reading: Reading) -> None:
        """The guard has said what stands there."""
        self._real = real
        self._show(reading)

    def takes(self, scanned: str) -> bool:
        """Whether something scanned is the plate that is being asked for, and no pass."""
        return isinstance(self.dialog, PlateDialog) and self.dialog.take(scanned)

    def _ask_quantity(self, place: int) -> None:
        tally = self._view.tally
        if tally is None or self.dialog is not None:
            return
        line = tally.lines[place]
        most, count = tally.most[line.position], tally.counts[line.position]
        dialog = QuantityDialog(line, most, count, self._owner)
        dialog.accepted.connect(lambda: self._view.put(line.position, dialog.count))
        dialog.open()
        self.follow(dialog)

    def follow(self, dialog: Dialog) -> None:
        """Remember what is asked until it is answered: the verdict stands as long, and the next scan closes it."""
        self.dialog = dialog
        dialog.finished.connect(self._closed)

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._focus()


def _moved(reading: Reading) -> dict[int, int] | None:
    """What left or came back, once it did: by position."""
    came = reading.came
    if isinstance(came, Released):
        moved = came.release.moved
    elif isinstance(came, TakenBack):
        moved = came.returned.moved
    else:
        return None
    return {one.position: one.quantity for one in moved}
