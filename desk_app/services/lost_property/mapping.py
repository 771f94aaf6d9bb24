"""Rows of lost property → records, and what their events say. What is secret is in neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.lost_property.keeping import is_due
from desk_app.services.lost_property.records import (
    Category,
    Claim,
    FoundItem,
    FoundState,
    LostReport,
    Notice,
    Outcome,
    Told,
    ValueClass,
)
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow, ToldRow

_AT_ONCE = 500


def to_item(session: Session, row: FoundRow, today: date) -> FoundItem:
    """One item as pages and papers see it."""
    return to_items(session, [row], today)[0]


def to_items(session: Session, rows: Sequence[FoundRow], today: date) -> list[FoundItem]:
    """Items in the order of `rows`."""
    ids = [row.id for row in rows]
    told, refused = _told(session, ids), _refused(session, ids)
    return [_item(row, tuple(told[row.id]), refused.get(row.id, 0), today) for row in rows]


def _item(row: FoundRow, told: tuple[Notice, ...], refused: int, today: date) -> FoundItem:
    state, category = FoundState(row.state), Category(row.category)
    return FoundItem(
        id=row.id,
        number=row.number,
        code=row.code,
        state=state,
        what=row.what,
        category=category,
        quantity=row.quantity,
        features=row.features,
        place=row.place,
        floor=row.floor,
        found_at=row.found_at,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        value=ValueClass(row.value),
        shelf=row.shelf,
        day=row.day,
        keep_until=row.keep_until,
        noticed_on=row.noticed_on,
        told=told,
        has_secret=row.secret_sealed is not None or row.contents_sealed is not None,
        has_photo=bool(row.photo),
        claims=refused,
        returned_at=row.returned_at,
        disposed_at=row.disposed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        receipt=row.receipt,
        due=state in HERE and is_due(category, row.keep_until, today),
    )


def _told(session: Session, ids: Sequence[int]) -> defaultdict[int, list[Notice]]:
    found: defaultdict[int, list[Notice]] = defaultdict(list)
    for some in chunks(ids):
        for row in session.scalars(select(ToldRow).where(ToldRow.item.in_(some)).order_by(ToldRow.id)):
            found[row.item].append(Notice(Told(row.who), row.name, row.at, row.by))
    return found


def _refused(session: Session, ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in chunks(ids):
        wanted = select(ClaimRow.item, func.count()).where(
            ClaimRow.item.in_(some), ClaimRow.granted.is_(False)
        )
        found.update((row[0], row[1]) for row in session.execute(wanted.group_by(ClaimRow.item)))
    return found


def to_claim(row: ClaimRow, words: str = "", why_not: str = "") -> Claim:
    """A claim; `words` and `why_not` are given in once they may be read."""
    return Claim(
        id=row.id,
        item=row.item,
        at=row.at,
        by=row.by,
        words=words,
        granted=row.granted,
        name=row.name,
        phone=row.phone,
        document_kind=row.document_kind,
        document_mask=row.document_mask,
        proof=row.proof,
        signed=bool(row.signature),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        why_not=why_not,
        copies=row.copies,
        lost_report=row.lost_report,
    )


def to_report(row: LostRow) -> LostReport:
    """What somebody misses."""
    return LostReport(
        id=row.id,
        number=row.number,
        what=row.what,
        category=Category(row.category),
        features=row.features,
        place=row.place,
        floor=row.floor,
        lost_from=row.lost_from,
        lost_until=row.lost_until,
        name=row.name,
        phone=row.phone,
        tenant=row.tenant,
        reported_at=row.reported_at,
        reported_by=row.reported_by,
        open=row.open,
        found=row.found,
        closed_why=row.closed_why,
    )


def facts(row: FoundRow) -> dict[str, object]:
    """What an item's event says: no free text, nothing secret."""
    return {
        "number": row.number,
        "day": row.day.isoformat(),
        "state": row.state,
        "category": row.category,
        "value": row.value,
        "quantity": row.quantity,
        "keep_until": row.keep_until.isoformat(),
        "noticed_on": row.noticed_on.isoformat() if row.noticed_on else None,
    }


def personal(row: FoundRow) -> dict[str, object]:
    """What an item's event says in words, and who found it: kept apart, so that it can expire."""
    said = {
        "what": row.what,
        "features": row.features,
        "place": row.place,
        "floor": row.floor,
        "shelf": row.shelf,
        "finder": row.finder,
        "finder_phone": row.finder_phone,
    }
    return {key: value for key, value in said.items() if value}


def report_facts(row: LostRow) -> dict[str, object]:
    """What a report's event says without personal data."""
    return {
        "number": row.number,
        "category": row.category,
        "tenant": row.tenant,
        "open": row.open,
        "found": row.found,
    }


def report_personal(row: LostRow) -> dict[str, object]:
    """What a report's event says about people, and in their words."""
    said = {
        "what": row.what,
        "features": row.features,
        "place": row.place,
        "floor": row.floor,
        "name": row.name,
        "phone": row.phone,
    }
    return {key: value for key, value in said.items() if value}


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Some hundred ids at a time: a statement takes no more."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
