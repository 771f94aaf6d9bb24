"""Finding a person in rows, as features say it: which columns name them, what is told of the row, why it may stay.

A feature writes one `PersonRows` for each part a person can have in its records (`personal.py`) and announces
`FoundIn(...)` in its `Feature`. Nothing here knows a feature by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, false, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import True_

from desk_app.services.core.personal import Identity, PersonalRecord, Said
from desk_app.services.core.words import Message
from desk_app.services.journal.work import Read, Work

MOST = 500
"""Records of one sort that are told; the newest first."""
LEAST_NAME = 2
"""Characters of a name that is looked for within words: a single one stands everywhere."""
Column: TypeAlias = "InstrumentedAttribute[Any] | ColumnElement[Any]"


@dataclass(frozen=True)
class Fact:
    """One thing told of a row. `say` makes of the column's value what is told; None: the value itself."""

    label: Message
    column: Column
    say: Callable[[Any], Said] | None = None


@dataclass(frozen=True)
class PersonRows:
    """One part that a person can have in records of one kind."""

    feature: str
    kind: str
    what: Message
    record: InstrumentedAttribute[int]
    """The column with the record's id, as search hits name it."""
    day: Column | None
    """The day it is of; None: it stands as long as the register does, and is told as of today."""
    facts: Sequence[Fact]
    name: Column | None = None
    words: Sequence[Column] = ()
    """Words that may contain the name: that proposes too. Every row is looked at, so for small tables alone."""
    phone: Column | None = None
    visit: Column | None = None
    """The column with the visit they came on."""
    certain: Callable[[Read | Work, Identity], ColumnElement[bool] | None] | None = None
    """What else makes sure that it is them; None when there is nothing to go by."""
    joined: Sequence[tuple[type[Any], ColumnElement[bool]]] = ()
    number: Column | None = None
    open: Sequence[tuple[Column, Message]] = field(default=())
    """When it must stay, and why: the first that holds is told."""

    @property
    def always_stays(self) -> bool:
        """Whether such a record is never erased for somebody: another rule keeps it."""
        return any(isinstance(when, True_) for when, _ in self.open)

    def found(self, read: Read | Work, identity: Identity) -> Iterator[PersonalRecord]:
        """The rows about this person, the newest first."""
        sure, named = self._sure(read, identity), self._named(identity)
        if sure is None and named is None:
            return
        wanted = self._select(false() if sure is None else sure)
        either = [one for one in (sure, named) if one is not None]
        wanted = wanted.where(or_(*either)).order_by(self.record.desc()).limit(MOST)
        for row in read.session.execute(wanted):
            yield self._record(read, row)

    def _sure(self, read: Read | Work, identity: Identity) -> ColumnElement[bool] | None:
        ways: list[ColumnElement[bool]] = []
        if self.phone is not None and identity.phone:
            ways.append(self.phone == identity.phone)
        if self.visit is not None and identity.visits:
            ways.append(self.visit.in_(identity.visits))
        more = None if self.certain is None else self.certain(read, identity)
        ways += [] if more is None else [more]
        return or_(*ways) if ways else None

    def _named(self, identity: Identity) -> ColumnElement[bool] | None:
        if not identity.name:
            return None
        ways = [] if self.name is None else [self.name == identity.name]
        if len(identity.name) >= LEAST_NAME:
            ways += [func.instr(one, identity.name) > 0 for one in self.words]
        return or_(*ways) if ways else None

    def _select(self, sure: ColumnElement[bool]) -> Select[Any]:
        told = [fact.column.label(f"fact_{at}") for at, fact in enumerate(self.facts)]
        stays = [when.label(f"stays_{at}") for at, (when, _) in enumerate(self.open)]
        day = literal(None) if self.day is None else self.day
        wanted = select(self.record.label("record"), day.label("day"), sure.label("certain"), *told, *stays)
        if self.number is not None:
            wanted = wanted.add_columns(self.number.label("number"))
        for table, on in self.joined:
            wanted = wanted.join(table, on)
        return wanted

    def _record(self, read: Read | Work, row: Row[Any]) -> PersonalRecord:
        values = row._mapping
        return PersonalRecord(
            feature=self.feature,
            kind=self.kind,
            record=values["record"],
            what=self.what,
            day=_day(read, values["day"]),
            number=values["number"] if self.number is not None else "",
            facts=tuple(self._told(read, values)),
            certain=bool(values["certain"]),
            stays=next((why for at, (_, why) in enumerate(self.open) if values[f"stays_{at}"]), None),
        )

    def _told(self, read: Read | Work, values: Any) -> Iterator[tuple[Message, Said]]:
        for at, fact in enumerate(self.facts):
            value = values[f"fact_{at}"]
            if value is None or value == "":
                continue
            said = value if fact.say is None else fact.say(value)
            if said != "":
                yield fact.label, read.local(said) if isinstance(said, datetime) else said


class FoundIn:
    """What a feature announces: every part that a person can have in its records."""

    def __init__(self, *parts: PersonRows) -> None:
        self.parts = parts

    def __call__(self, read: Read | Work, identity: Identity) -> Iterator[PersonalRecord]:
        """The records about this person."""
        for part in self.parts:
            yield from part.found(read, identity)


def _day(read: Read | Work, value: date | datetime | None) -> date:
    if value is None:
        return read.today
    return read.local(value).date() if isinstance(value, datetime) else value
