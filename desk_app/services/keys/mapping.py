"""Between rows of borrowings and records. Many borrowings cost as many statements as one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Executable, Select, func, select
from sqlalchemy.orm import Session

from desk_app.services.blobs.store import fetch
from desk_app.services.core.words import Message
from desk_app.services.keys.reading import to_fault
from desk_app.services.keys.records import (
    Approval,
    CheckAnswer,
    Escorted,
    Explanation,
    Extension,
    HandOn,
    Handout,
    HandoutCard,
    HandoutLine,
    KeyCall,
)
from desk_app.services.keys.rules import EXCEPTIONS
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    CopyRow,
    ExplanationRow,
    ExtensionRow,
    FaultRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
)
from desk_app.services.keys.terms import Check, HandoutState, KeyCategory, LineState, Purpose

T = TypeVar("T")
AT_ONCE = 500
"""Ids in one statement."""


class Around(NamedTuple):
    """What belongs to some borrowings, by their ids."""

    lines: Mapping[int, Sequence[HandoutLine]]
    approvals: Mapping[int, Sequence[Approval]]
    handed_on: Mapping[int, int]
    called_at: Mapping[int, datetime]
    explained: Mapping[int, date]


def to_handouts(session: Session, rows: Sequence[HandoutRow]) -> list[Handout]:
    """Rows as lists, papers and the panel see them, in their order."""
    around = _around(session, [row.id for row in rows])
    return [_to_handout(row, around) for row in rows]


def to_handout(session: Session, row: HandoutRow) -> Handout:
    """One row."""
    return to_handouts(session, [row])[0]


def to_line(row: LineRow, copy: CopyRow, key: KeyRow) -> HandoutLine:
    """One copy of a borrowing."""
    return HandoutLine(
        id=row.id,
        copy=row.copy,
        key=key.id,
        code=f"{key.code}-{copy.copy_number}",
        place=key.place,
        hook=copy.hook,
        category=KeyCategory(key.category),
        state=LineState(row.state),
        returned_at=row.returned_at,
        returned_by=row.returned_by,
        by_another=row.by_another,
        taken_by=row.taken_by,
        remark=row.remark,
        checks=to_checks(row.checks),
    )


def to_card(session: Session, row: HandoutRow) -> HandoutCard:
    """Everything about one borrowing."""
    handout = to_handout(session, row)
    return HandoutCard(
        handout,
        tuple(
            HandOn(one.at, one.by, one.giver, one.taker, one.words, _picture(session, one.signature))
            for one in _of(session, HandOnRow, row, HandOnRow.at)
        ),
        tuple(
            KeyCall(one.at, one.by, one.reached, one.words, one.spoke_to, one.owner)
            for one in _of(session, CallRow, row, CallRow.at)
        ),
        tuple(
            Explanation(one.day, one.reason, one.by, one.at)
            for one in _of(session, ExplanationRow, row, ExplanationRow.at)
        ),
        _picture(session, row.signature),
        tuple(to_fault(one) for one in _faults(session, row, handout)),
        tuple(_extension(one) for one in _of(session, ExtensionRow, row, ExtensionRow.at)),
    )


def line_rows(session: Session, row: HandoutRow) -> list[tuple[LineRow, CopyRow, KeyRow]]:
    """The lines of a borrowing with their copies and keys, in their order."""
    return [(line, copy, key) for line, copy, key in session.execute(_lines_of([row.id]))]


def _picture(session: Session, digest: str) -> bytes | None:
    picture = fetch(session, digest) if digest else None
    return None if picture is None else picture.content


def to_checks(kept: str) -> dict[Check, CheckAnswer]:
    """The answers as the table keeps them; a check that this version does not know is left out."""
    known = {check.value: check for check in Check}
    answers = json.loads(kept) if kept else {}
    return {known[name]: CheckAnswer(not why, why) for name, why in answers.items() if name in known}


def checks_kept(answers: Mapping[Check, CheckAnswer]) -> str:
    """The answers as the table keeps them."""
    kept = {check.value: "" if answer.done else answer.why_not for check, answer in answers.items()}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def facts(row: HandoutRow, copies: Iterable[int]) -> dict[str, object]:
    """What a borrowing's event says without personal data."""
    return {
        "number": row.number,
        "state": row.state,
        "purpose": row.purpose,
        "copies": sorted(copies),
        "ring": row.ring,
        "due": row.due.isoformat(),
        "needed": row.needed,
        "exceptions": row.exceptions,
        "visit": row.escorted_visit,
    }


def personal(row: HandoutRow) -> dict[str, object]:
    """What a borrowing's event says about people: kept apart, so that it can expire."""
    said = {
        "colleague": row.colleague,
        "holder": row.holder,
        "words": row.words,
        "escorted": row.escorted,
        "escorted_company": row.escorted_company,
        "escorted_phone": row.escorted_phone,
    }
    return {key: value for key, value in said.items() if value}


def _to_handout(row: HandoutRow, around: Around) -> Handout:
    lines = tuple(around.lines.get(row.id, ()))
    return Handout(
        id=row.id,
        number=row.number,
        code=row.code,
        state=HandoutState(row.state),
        day=row.day,
        colleague=row.colleague,
        holder=row.holder,
        department=row.department,
        purpose=Purpose(row.purpose),
        words=row.words,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        due=row.due,
        lines=lines,
        ring=row.ring,
        escorted=_escorted(row),
        out_at=row.out_at,
        closed_at=row.closed_at,
        needed=row.needed,
        approvals=tuple(around.approvals.get(row.id, ())),
        exceptions=_exceptions(row.exceptions),
        overnight=row.overnight,
        refused_why=row.refused_why,
        copies=row.copies,
        signed=bool(row.signature),
        handed_on=around.handed_on.get(row.id, 0),
        called_at=around.called_at.get(row.id),
        by_another=any(line.by_another for line in lines),
        explained=around.explained.get(row.id),
    )


def _exceptions(kept: str) -> tuple[Message, ...]:
    return tuple(EXCEPTIONS[one] for one in kept.split() if one in EXCEPTIONS)


def _extension(row: ExtensionRow) -> Extension:
    return Extension(row.at, row.by, row.before, row.after, row.reason, _exceptions(row.exceptions))


def _escorted(row: HandoutRow) -> Escorted | None:
    if not row.escorted:
        return None
    return Escorted(row.escorted, row.escorted_company, row.escorted_phone, row.escorted_visit)


def _around(session: Session, ids: Sequence[int]) -> Around:
    lines = _all(session, ids, _lines_of)
    approvals = _all(session, ids, _approvals_of)
    handed_on = _all(session, ids, _hand_ons_of)
    called = _all(session, ids, _calls_of)
    explained = _all(session, ids, _explained)
    return Around(
        _grouped((line.handout, to_line(line, copy, key)) for line, copy, key in lines),
        _grouped((row.handout, Approval(row.by, row.at, row.reason)) for (row,) in approvals),
        Counter(handout for (handout,) in handed_on),
        dict(called),
        dict(explained),
    )


def _hand_ons_of(some: Sequence[int]) -> Executable:
    return select(HandOnRow.handout).where(HandOnRow.handout.in_(some))


def _lines_of(some: Sequence[int]) -> Select[LineRow, CopyRow, KeyRow]:
    return (
        select(LineRow, CopyRow, KeyRow)
        .join(CopyRow, CopyRow.id == LineRow.copy)
        .join(KeyRow, KeyRow.id == CopyRow.key)
        .where(LineRow.handout.in_(some))
        .order_by(LineRow.id)
    )


def _approvals_of(some: Sequence[int]) -> Executable:
    return select(ApprovalRow).where(ApprovalRow.handout.in_(some)).order_by(ApprovalRow.at, ApprovalRow.id)


def _calls_of(some: Sequence[int]) -> Executable:
    wanted = select(CallRow.handout, func.max(CallRow.at, type_=CallRow.at.type))
    return wanted.where(CallRow.handout.in_(some), CallRow.owner.is_(False)).group_by(CallRow.handout)


def _explained(some: Sequence[int]) -> Executable:
    wanted = select(ExplanationRow.handout, func.max(ExplanationRow.day, type_=ExplanationRow.day.type))
    return wanted.where(ExplanationRow.handout.in_(some)).group_by(ExplanationRow.handout)


def _of(session: Session, table: type[Any], row: HandoutRow, at: Any) -> Iterable[Any]:
    return session.scalars(select(table).where(table.handout == row.id).order_by(at, table.id))


def _faults(session: Session, row: HandoutRow, handout: Handout) -> Iterable[FaultRow]:
    """What was found wrong with the copies when they came back, or while they were out."""
    if row.out_at is None:
        return ()
    backs = [line.returned_at for line in handout.lines if line.returned_at is not None]
    within = FaultRow.at.between(row.out_at, row.closed_at or max(backs, default=row.out_at))
    copies = [line.copy for line in handout.lines]
    return session.scalars(select(FaultRow).where(FaultRow.copy.in_(copies), within).order_by(FaultRow.id))


def _all(
    session: Session, wanted: Sequence[int], statement: Callable[[Sequence[int]], Executable]
) -> list[Any]:
    """The rows of a statement over many ids, some hundred ids at a time."""
    found: list[Any] = []
    for start in range(0, len(wanted), AT_ONCE):
        found += session.execute(statement(wanted[start : start + AT_ONCE])).all()
    return found


def _grouped(pairs: Iterable[tuple[int, T]]) -> Mapping[int, Sequence[T]]:
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
