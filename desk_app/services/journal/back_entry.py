"""What was written by hand and typed in afterwards: it counts for the time it happened, and both times are on record.

Here: when that is allowed, the marks of it, and what lists and papers ask of them. Which verbs may be entered so is
said where they are (`@command(back_entry=True)`); no verb looks at the clock itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.changes import Topic
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.journal.tables import BackEntryRow

if TYPE_CHECKING:
    from desk_app.services.journal.work import Read

BACK_ENTRY_DAYS = Setting(
    "blackout.back_entry_days",
    14,
    N_("Days for back-entry"),
    N_("So long after it happened something written by hand can be typed in with its own time."),
    least=1,
    most=90,
)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BackEntry:
    """A mark: what happened to a record then was typed in later. `form` is the number on the paper, "" without."""

    topic: str
    entity: int
    happened_at: datetime
    entered_at: datetime
    by: int
    form: str = ""


def require_enterable(happened: datetime, now: datetime, days: int) -> None:
    """Raise InvalidInput ("happened") for a time that has not come, or is too long ago."""
    if happened > now:
        problem = UserError(N_("This time has not come yet. Check the day and the time."))
    elif now - happened > timedelta(days=days):
        problem = UserError(
            N_("That is more than {days} days ago: it cannot be entered any more."), days=days
        )
    else:
        return
    raise InvalidInput({"happened": problem})


def require_after(before: datetime | None, happened: datetime, zone: tzinfo) -> None:
    """Raise IllegalStep, with both times, for what would have happened before the step that leads to it."""
    if before is not None and happened < before:
        raise IllegalStep(
            N_(
                "You enter {happened}, but the step before it is on record at {before}. "
                "Check the time on the form; nothing was changed."
            ),
            happened=clock_text(happened, zone),
            before=clock_text(before, zone),
        )


def clock_text(moment: datetime, zone: tzinfo) -> str:
    """A moment as sentences say it: the building's day and time."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def mark_entries(
    session: Session,
    new_id: Callable[[], int],
    touched: Mapping[Topic, Iterable[int]],
    by: Actor,
    happened: datetime,
    entered: datetime,
) -> list[int]:
    """Write one mark for every record that a verb touched; gives their ids."""
    rows = [
        BackEntryRow(
            id=new_id(),
            topic=topic,
            entity=entity,
            happened_at=happened,
            entered_at=entered,
            by=by.staff_id,
            form=by.form,
        )
        for topic, entities in touched.items()
        for entity in sorted(entities)
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def typed_at(session: Session, entity: int, moment: datetime) -> datetime:
    """When what happened to a record at `moment` was typed: that moment itself, unless it was entered afterwards.

    A slip is undone within minutes of typing, whatever time was typed.
    """
    wanted = select(func.max(BackEntryRow.entered_at)).where(
        BackEntryRow.entity == entity, BackEntryRow.happened_at == moment
    )
    return session.scalars(wanted).one() or moment


def back_entered(read: Read, ids: Collection[int]) -> dict[int, BackEntry]:
    """By record: its last mark; left out what was only ever entered at its time."""
    found: dict[int, BackEntry] = {}
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = BackEntryRow.entity.in_(wanted[start : start + _AT_ONCE])
        rows = read.session.scalars(select(BackEntryRow).where(some).order_by(BackEntryRow.id))
        found.update((row.entity, to_entry(row)) for row in rows)
    return found


def to_entry(row: BackEntryRow) -> BackEntry:
    """The mark of a row."""
    return BackEntry(row.topic, row.entity, row.happened_at, row.entered_at, row.by, row.form)


def entries(
    read: Read,
    *,
    happened: tuple[datetime, datetime] | None = None,
    entered: tuple[datetime, datetime] | None = None,
) -> list[BackEntry]:
    """Marks by when it happened or by when it was typed (from, until), in the order they were typed."""
    wanted = select(BackEntryRow).order_by(BackEntryRow.id)
    for column, span in ((BackEntryRow.happened_at, happened), (BackEntryRow.entered_at, entered)):
        if span is not None:
            wanted = wanted.where(column >= span[0], column < span[1])
    return [to_entry(row) for row in read.session.scalars(wanted)]
