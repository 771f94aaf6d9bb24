"""The demo building's drawer: what the features book, counted every evening. They call it in the order of time."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.demo.pen import Pen
from desk_app.services.drawer import events
from desk_app.services.drawer.booking import SIGNS
from desk_app.services.drawer.records import MovementKind
from desk_app.services.drawer.tables import CountRow, MovementRow

_NOBODY: tuple[str, int | None, str] = ("drawer", None, "")


class Till:
    """The drawer while the demo building is written."""

    def __init__(self, pen: Pen, lane: int) -> None:
        self._pen, self._lane = pen, lane
        self.cash = self.held = 0

    def book(
        self,
        at: datetime,
        by: int,
        kind: MovementKind,
        amount: int,
        whose: tuple[str, int | None, str] = _NOBODY,
        remark: str = "",
    ) -> None:
        """As `booking.book`: (kind of record, record, number) say what it belongs to."""
        cash, held = SIGNS[kind]
        self._move(at, by, kind, cash * amount, held * amount, whose, remark)

    def count(self, at: datetime, by: int, difference: int = 0, explanation: str = "") -> None:
        """Somebody counts, and finds more or less."""
        expected = self.cash
        self._move(at, by, MovementKind.DIFFERENCE, difference, 0, _NOBODY, explanation)
        row = self._pen.row(
            CountRow, id=self._pen.id_at(at, self._lane), at=at, by=by, counted=self.cash, expected=expected,
            held=self.held, explanation=explanation,
        )  # fmt: skip
        self._pen.add(CountRow, row)
        private = {"explanation": explanation} if explanation else None
        said = {"counted": row.counted, "expected": expected}
        self._pen.event(events.COUNTED, row.id, at, by, said, private)

    def _move(
        self,
        at: datetime,
        by: int,
        kind: MovementKind,
        cash: int,
        held: int,
        whose: tuple[str, int | None, str],
        remark: str,
    ) -> None:
        if not cash and not held:
            return
        self.cash, self.held = self.cash + cash, self.held + held
        record_kind, record, number = whose
        row = self._pen.row(
            MovementRow, id=self._pen.id_at(at, self._lane), at=at, by=by, kind=kind.value, cash=cash, held=held,
            record_kind=record_kind, record=record, number=number, remark=remark,
        )  # fmt: skip
        self._pen.add(MovementRow, row)
        facts = {"kind": kind.value, "cash": cash, "held": held, "of": record_kind, "record": record}
        self._pen.event(events.MOVED, row.id, at, by, facts, {"remark": remark} if remark else None)
