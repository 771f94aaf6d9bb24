"""One step of an order within a verb's transaction: what every step has in common.

It notes the clocks that were missed until then, keeps what the step changes so that it can be taken back, and writes
the line of the story and the event.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select, update

from desk_app.services.blobs.store import drop
from desk_app.services.core.changes import EventKind
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.errors import NotFound
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.repairs import events, rules
from desk_app.services.repairs.clocks import Facts, Times, countdowns, times_of
from desk_app.services.repairs.mapping import clocks_of, facts_of, kept_missed, price_lines, standing
from desk_app.services.repairs.records import ClockKind, ClockTone, OrderKind, OrderState, PricedLine
from desk_app.services.repairs.tables import OrderRow, PhotoRow, PricedRow, StoryRow

_MS, _PRICES, _PHOTOS = "ms", "prices", "added"


def order_row(work: Work, order: int) -> OrderRow:
    """The row of an order. Raises NotFound."""
    row = work.session.get(OrderRow, order)
    if row is None:
        raise NotFound(N_("This order is not on record."))
    return row


def row_for(work: Work, order: int, step: str) -> OrderRow:
    """The row of an order if the step may be taken. Raises NotFound and IllegalStep."""
    row = order_row(work, order)
    rules.require(step, row.number, OrderState(row.state), OrderKind(row.kind))
    return row


class Step:
    """A step that may be taken. Change `row`, then `end` it."""

    def __init__(self, work: Work, row: OrderRow) -> None:
        self.work, self.row = work, row
        last = last_step(work, row.id)
        work.require_after(row.received_at, last.at if last is not None else None)
        self.times: Times = times_of(work.bench)
        self.facts: Facts = facts_of(row)
        self.at: datetime = work.now
        """Now; what came before what is told by the order of the story's lines, not by their times."""
        note_missed(work, row, self.times)
        self._before = _columns(row)
        self._beside: dict[str, object] = {}

    def due(self, kind: ClockKind) -> datetime | None:
        """When a clock was due before the step; None if it did not run."""
        running = countdowns(self.facts, self.at, self.times)
        return next((one.due for one in running if one.kind is kind), None)

    def keep_prices(self) -> None:
        """The step replaces the price: keep it as it was."""
        lines = price_lines(self.work.session, [self.row.id]).get(self.row.id, [])
        self._beside[_PRICES] = [[one.name, one.quantity, one.fen, one.material] for one in lines]

    def keep_photos(self, positions: Sequence[int]) -> None:
        """The step adds pictures: keep which ones."""
        self._beside[_PHOTOS] = list(positions)

    def end(
        self,
        kind: EventKind,
        words: str = "",
        said: Mapping[str, object] | None = None,
        private: Mapping[str, object] | None = None,
    ) -> None:
        """Write the step's line and event. `words` are free text; `private` what else is about people."""
        row, state_before = self.row, self._before["state"]
        changed = {name: _plain(value) for name, value in self._before.items() if value != getattr(row, name)}
        before = json.dumps({**changed, **self._beside}, ensure_ascii=False)
        state = row.state if row.state != state_before else ""
        tell(self.work, row, self.at, words, state=state, before=before)
        about_people = {**({"words": words} if words else {}), **(private or {})}
        self.work.record(kind, row.id, {**standing(row), **(said or {})}, about_people or None)


def tell(work: Work, row: OrderRow, at: datetime, words: str, *, state: str = "", before: str = "") -> None:
    """Add a line to an order's story."""
    work.session.add(
        StoryRow(
            id=work.new_id(),
            order=row.id,
            at=at,
            by=work.by.staff_id,
            words=words,
            state=state,
            before=before,
        )
    )


def note_missed(work: Work, row: OrderRow, times: Times) -> int:
    """Put the clocks that were missed on record, each once; returns how many are new."""
    known = kept_missed(row)
    found = [
        one.kind
        for one in clocks_of(row, work.now, times)
        if one.tone is ClockTone.MISSED and one.kind not in known
    ]
    for kind in found:
        row.missed = " ".join([*row.missed.split(), kind.value])
        work.record(events.CLOCK_MISSED, row.id, {"number": row.number, "clock": kind.value})
    return len(found)


def forget_missed(row: OrderRow, kind: ClockKind) -> None:
    """It was in time after all: it came to be known too late only."""
    row.missed = " ".join(one for one in row.missed.split() if one != kind.value)


def write_prices(work: Work, order: int, lines: list[PricedLine] | tuple[PricedLine, ...]) -> None:
    """Replace the lines of a price."""
    work.session.execute(delete(PricedRow).where(PricedRow.order == order))
    for position, line in enumerate(lines, 1):
        work.session.add(
            PricedRow(
                order=order,
                position=position,
                name=line.name,
                quantity=line.quantity,
                fen=line.fen,
                material=line.material,
            )
        )


def last_step(work: Work, order: int) -> StoryRow | None:
    """The last step that was not taken back yet."""
    wanted = select(StoryRow).where(StoryRow.order == order, StoryRow.before != "")
    return work.session.scalars(wanted.order_by(StoryRow.id.desc()).limit(1)).first()


def put_back(work: Work, row: OrderRow, line: StoryRow) -> None:
    """What a step changed, as it was before. What was missed since stays on record."""
    before: dict[str, Any] = json.loads(line.before)
    prices, photos = before.pop(_PRICES, None), before.pop(_PHOTOS, None)
    missed = row.missed.split()
    for name, value in before.items():
        setattr(row, name, from_ms(value[_MS]) if isinstance(value, dict) else value)
    row.missed = " ".join(dict.fromkeys([*row.missed.split(), *missed]))
    if prices is not None:
        write_prices(work, row.id, [PricedLine(*one) for one in prices])
    if photos:
        _drop_photos(work, row.id, photos)
    line.before = ""


def _drop_photos(work: Work, order: int, positions: Sequence[int]) -> None:
    added = PhotoRow.order == order, PhotoRow.position.in_(positions)
    digests = work.session.scalars(select(PhotoRow.picture).where(*added)).all()
    work.session.execute(delete(PhotoRow).where(*added))
    drop(work.session, digests)


def seal(work: Work, row: OrderRow) -> None:
    """The steps so far stay: what they would put back is not how the order stands any more."""
    work.session.execute(update(StoryRow).where(StoryRow.order == row.id).values(before=""))


def _columns(row: OrderRow) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(OrderRow).column_attrs}


def _plain(value: object) -> object:
    return {_MS: to_ms(value)} if isinstance(value, datetime) else value
