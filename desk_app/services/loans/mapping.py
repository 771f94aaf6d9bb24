"""Between rows and records: the only place that knows both. Many loans cost as many statements as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.call_notes import CallNote
from desk_app.services.loans.records import Extension, Loan, LoanLine
from desk_app.services.loans.suspensions import suspended_among
from desk_app.services.loans.tables import CallRow, ExtensionRow, ItemRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import Condition, LineState

AT_ONCE = 500


def to_loan(session: Session, row: LoanRow, today: date) -> Loan:
    """One loan as pages and papers see it."""
    return to_loans(session, [row], today)[0]


def to_loans(session: Session, rows: Sequence[LoanRow], today: date) -> list[Loan]:
    """Rows as lists, papers and the panel see them, in their order. `today` decides who is suspended."""
    lines = _lines(session, [row.id for row in rows])
    calls = _last_calls(session, [row.id for row in rows])
    suspended = suspended_among(session, {row.phone for row in rows}, today)
    return [_to_loan(row, lines[row.id], calls.get(row.id), row.phone in suspended) for row in rows]


def _to_loan(row: LoanRow, lines: Iterable[LoanLine], called: datetime | None, suspended: bool) -> Loan:
    return Loan(
        id=row.id,
        number=row.number,
        code=row.code,
        day=row.day,
        borrower=row.borrower,
        phone=row.phone,
        tenant=row.tenant,
        company=row.company,
        unit=row.unit,
        visit=row.visit,
        lent_at=row.lent_at,
        lent_by=row.lent_by,
        lines=tuple(lines),
        remark=row.remark,
        rain=row.rain,
        copies=row.copies,
        signed=bool(row.signature),
        approved_by=row.approved_by,
        waiver=row.waiver,
        called_at=called,
        suspended=suspended,
    )


def to_line(row: LoanLineRow, name: str, tag: str) -> LoanLine:
    """One item of a loan; `name` and `tag` are the item's."""
    return LoanLine(
        id=row.id,
        item=row.item,
        item_name=name,
        tag=tag,
        category=row.category,
        due=row.due,
        state=LineState(row.state),
        deposit=row.deposit,
        refunded=row.refunded,
        kept=row.kept,
        kept_reason=row.kept_reason,
        fee=row.fee,
        returned_at=row.returned_at,
        taken_by=row.taken_by,
        returned_by=row.returned_by,
        condition=Condition(row.condition),
        remark=row.remark,
        extensions=row.extensions,
        given_back=row.given_back,
    )


def to_call(row: CallRow) -> CallNote:
    """A call about something overdue."""
    return CallNote(row.at, row.by, row.reached, row.words)


def to_extension(row: ExtensionRow) -> Extension:
    """A later due time."""
    return Extension(row.at, row.by, row.line, row.before, row.after, row.words)


def facts(row: LoanRow, lines: Iterable[LoanLineRow]) -> dict[str, object]:
    """What a loan's event says without personal data."""
    return {
        "number": row.number,
        "day": row.day.isoformat(),
        "tenant": row.tenant,
        "visit": row.visit,
        "rain": row.rain,
        "approved_by": row.approved_by,
        "lines": [
            {
                "line": one.id,
                "item": one.item,
                "due": one.due.astimezone(UTC).isoformat(),
                "deposit": one.deposit,
            }
            for one in lines
        ],
    }


def personal(row: LoanRow) -> dict[str, object]:
    """What a loan's event says about the person: kept apart, so that it can expire."""
    said = {
        "borrower": row.borrower,
        "phone": row.phone,
        "company": row.company,
        "unit": row.unit,
        "remark": row.remark,
        "waiver": row.waiver,
    }
    return {key: value for key, value in said.items() if value}


def outcome(row: LoanRow, line: LoanLineRow) -> dict[str, object]:
    """What the event of a line's end says without personal data. Amounts are fen."""
    return {
        "number": row.number,
        "line": line.id,
        "item": line.item,
        "state": line.state,
        "condition": line.condition,
        "deposit": line.deposit,
        "refunded": line.refunded,
        "kept": line.kept,
        "fee": line.fee,
        "given_back": line.given_back,
    }


def said_of(line: LoanLineRow) -> dict[str, object] | None:
    """What was written at a line's end: it may name people."""
    said = {"kept_reason": line.kept_reason, "remark": line.remark, "returned_by": line.returned_by}
    return {key: value for key, value in said.items() if value} or None


def _lines(session: Session, loans: Sequence[int]) -> defaultdict[int, list[LoanLine]]:
    found: defaultdict[int, list[LoanLine]] = defaultdict(list)
    for some in chunks(loans):
        wanted = (
            select(LoanLineRow, ItemRow.name, ItemRow.tag)
            .join(ItemRow, ItemRow.id == LoanLineRow.item)
            .where(LoanLineRow.loan.in_(some))
            .order_by(LoanLineRow.loan, LoanLineRow.position)
        )
        for row, name, tag in session.execute(wanted):
            found[row.loan].append(to_line(row, name, tag))
    return found


def _last_calls(session: Session, loans: Sequence[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for some in chunks(loans):
        wanted = (
            select(CallRow.loan, func.max(CallRow.at)).where(CallRow.loan.in_(some)).group_by(CallRow.loan)
        )
        found.update((row[0], row[1]) for row in session.execute(wanted))
    return found


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Some hundred ids at a time: a statement takes no more."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
