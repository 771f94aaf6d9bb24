"""Rows of items → records, and the one way an item changes: with a line in its history and an event."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import NotFound
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.work import Work
from desk_app.services.loans import events
from desk_app.services.loans.records import Item
from desk_app.services.loans.tables import ItemRow, ItemStepRow, LoanLineRow
from desk_app.services.loans.terms import ItemState, ItemStep, LineState

_AT_ONCE = 500


def item_row(session: Session, item: int) -> ItemRow:
    """The row of an item. Raises NotFound."""
    row = by_id(session, ItemRow, item)
    if row is None:
        raise NotFound(N_("This item is not on record."))
    return row


def sought(name: str, hook: str, tag: str) -> str:
    """What an item is looked for by."""
    return "\n".join(map(compact_code, (name, hook, tag)))


def to_item(session: Session, row: ItemRow) -> Item:
    """One item as pages and papers see it."""
    return to_items(session, [row])[0]


def to_items(session: Session, rows: Sequence[ItemRow]) -> list[Item]:
    """Items in the order of `rows`, with the loan and line that each is out on."""
    out: dict[int, tuple[int, int]] = {}
    lent = [row.id for row in rows if row.state == ItemState.LENT]
    for start in range(0, len(lent), _AT_ONCE):
        wanted = select(LoanLineRow.item, LoanLineRow.loan, LoanLineRow.id).where(
            LoanLineRow.item.in_(lent[start : start + _AT_ONCE]), LoanLineRow.state == LineState.OUT.value
        )
        out |= {item: (loan, line) for item, loan, line in session.execute(wanted)}
    return [_item(row, *out.get(row.id, (None, None))) for row in rows]


def change(work: Work, row: ItemRow, step: ItemStep, state: ItemState, words: str = "") -> None:
    """Bring an item into a state: row, line of its history, event. `words` may name people: they are private.

    Being lent and returned stands on the lines of loans and leaves no line here.
    """
    if row.state != state:
        row.state, row.since = state.value, work.now
    note(work, row, step, words)


def note(work: Work, row: ItemRow, step: ItemStep, words: str = "") -> None:
    """Something happened to an item that leaves its state: a line of its history and an event."""
    work.session.flush()  # a new item's row comes before its history
    work.session.add(
        ItemStepRow(
            id=work.new_id(), item=row.id, at=work.now, by=work.by.staff_id, step=step.value, words=words
        )
    )
    facts = {"step": step.value, "state": row.state, "category": row.category, "tag": row.tag}
    work.record(events.ITEM_CHANGED, row.id, facts, {"words": words} if words else None)


def _item(row: ItemRow, loan: int | None, line: int | None) -> Item:
    return Item(
        row.id,
        row.category,
        row.tag,
        row.name,
        row.hook,
        ItemState(row.state),
        row.remark,
        row.since,
        loan,
        line,
    )
