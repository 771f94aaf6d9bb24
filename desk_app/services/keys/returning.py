"""How copies come back, and how that is undone (operating manual, Key register 4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.marks import fingerprint, require_same
from desk_app.services.journal.work import Work
from desk_app.services.keys import events, rules
from desk_app.services.keys.lending import flushed, last_handed_on, move, signs
from desk_app.services.keys.mapping import checks_kept, to_handout, to_line
from desk_app.services.keys.options import UNDO_MINUTES
from desk_app.services.keys.records import GivenBack, HandoutLine, ReturnDraft
from desk_app.services.keys.tables import CopyRow, FaultRow, HandoutRow, KeyRow, LineRow, RingRow
from desk_app.services.keys.terms import CopyState, LineState
from desk_app.services.keys.typed import checked_return


@dataclass(frozen=True)
class Back:
    """What came back in one step."""

    lines: Sequence[LineRow]
    faults: Sequence[FaultRow]
    private: dict[str, object] = field(default_factory=dict, repr=False)
    """Names and words for the event."""


def bring_back(
    work: Work, row: HandoutRow, kept: Sequence[tuple[LineRow, CopyRow, KeyRow]], typed: ReturnDraft
) -> Back:
    """Take copies back. Raises InvalidInput, NotFound for a line of another borrowing, and IllegalStep."""
    shown = {line.id: to_line(line, copy, key) for line, copy, key in kept}
    work.require_after(row.out_at, last_handed_on(work, row))
    wanted = set(typed.lines) or {line.id for line, _, _ in kept if line.state == LineState.OUT}
    back = [line for line, _, _ in kept if line.id in wanted]
    _refuse_others(wanted, [shown[line.id] for line in back])
    draft = checked_return(typed, rules.asked_checks(shown[line.id].category for line in back))
    _refuse_foreign_faults(draft, wanted)
    name, by_another = _who_brings(work, row, draft)
    for line in back:
        move(work, line, LineState.RETURNED, CopyState.IN)
        line.returned_at, line.returned_by, line.by_another = work.now, name, by_another
        line.taken_by, line.remark = work.by.staff_id, draft.remark
        line.request, line.asked = draft.request, _asked(typed)
        line.checks = checks_kept(draft.checks) if rules.asked_checks((shown[line.id].category,)) else ""
    faults = [
        _fault(work, shown[line], words, line in draft.critical) for line, words in draft.faults.items()
    ]
    said = {
        "brought_by": name if by_another else "",
        "not_applicable": {check.value: one.why_not for check, one in draft.checks.items() if one.why_not},
        "remark": draft.remark,
    }
    return Back(back, faults, {key: value for key, value in said.items() if value})


def _refuse_others(wanted: Collection[int], back: Sequence[HandoutLine]) -> None:
    if len(back) < len(wanted):
        raise NotFound(N_("This key does not belong to this borrowing. Nothing was changed."))
    for line in back:
        if line.state is not LineState.OUT:
            raise IllegalStep(rules.NOT_OUT[line.state], code=line.code)


def _refuse_foreign_faults(draft: ReturnDraft, wanted: Collection[int]) -> None:
    for line in draft.faults.keys() | draft.critical:
        if line not in wanted or line not in draft.faults:
            problem = UserError(N_("Write what is wrong with a key that comes back now."))
            raise InvalidInput({f"faults.{line}": problem})


def _who_brings(work: Work, row: HandoutRow, draft: ReturnDraft) -> tuple[str, bool]:
    """Who brings the keys, and whether that is somebody else than the holder: accepted and flagged."""
    if draft.colleague is not None:
        return signs(work.session, draft.colleague).name, draft.colleague != row.colleague
    if draft.other_name:
        return draft.other_name, draft.other_name != row.holder
    return row.holder, False


def _fault(work: Work, line: HandoutLine, words: str, critical: bool) -> FaultRow:
    return report_fault(work, line.copy, line.key, words, critical)


def report_fault(work: Work, copy: int, key: int, words: str, critical: bool) -> FaultRow:
    """Put a fault on record in the caller's transaction."""
    fault = FaultRow(
        id=work.new_id(),
        copy=copy,
        words=words,
        critical=critical,
        at=work.now,
        by=work.by.staff_id,
        mended_at=None,
    )
    work.session.add(fault)
    said = {"copy": copy, "fault": fault.id, "critical": critical}
    work.record(events.FAULT_REPORTED, key, said, {"words": words})
    return fault


def end_fault(work: Work, fault: FaultRow, key: int, words: str) -> None:
    """Note a fault as mended in the caller's transaction."""
    fault.mended_at, fault.mended_by, fault.mended_words = work.now, work.by.staff_id, words
    said = {"copy": fault.copy, "fault": fault.id, "critical": fault.critical}
    work.record(events.FAULT_MENDED, key, said, {"words": words} if words else None)


def returned_lines(lines: Sequence[LineRow], draft: ReturnDraft) -> list[LineRow]:
    """What was taken back on this mark already. Raises InvalidInput for a mark that was used for another return."""
    back = [line for line in lines if draft.request and line.request == draft.request]
    require_same(all(line.asked == _asked(draft) for line in back))
    return back


def _asked(draft: ReturnDraft) -> str:
    checks, faults = sorted(draft.checks.items()), sorted(draft.faults.items())
    brought = draft.colleague, draft.other_name, draft.remark
    return fingerprint(sorted(draft.lines), brought, checks, faults, sorted(draft.critical))


def given_back(work: Work, row: HandoutRow, back: Sequence[LineRow]) -> GivenBack:
    """What to tell about copies that came back: where they hang, whether they are late."""
    work.session.flush()
    hooks = [hook for line in back if (hook := _hook(work, line.copy))]
    return GivenBack(
        to_handout(work.session, row),
        tuple(dict.fromkeys(hooks)),
        late=any(line.returned_at is not None and line.returned_at > row.due for line in back),
        by_another=any(line.by_another for line in back),
    )


def _hook(work: Work, copy: int) -> str:
    row = work.session.get_one(CopyRow, copy)
    ring = work.session.get(RingRow, row.ring) if row.ring is not None else None
    return row.hook if ring is None else ring.hook


def put_back_out(work: Work, row: HandoutRow, lines: Sequence[LineRow]) -> list[int]:
    """Undo the last return: its copies are out again, what was found wrong with them then is void.

    Returns the copies. Raises IllegalStep when nothing came back, too long ago, or a copy is elsewhere by now.
    """
    typed = {
        line.returned_at: work.typed_at(line.handout, line.returned_at)
        for line in lines
        if line.returned_at is not None
    }
    last = max(typed, key=typed.__getitem__, default=None)
    if last is None:
        raise IllegalStep(N_("Nothing of this borrowing has come back: there is no return to undo."))
    minutes = work.setting(UNDO_MINUTES)
    if not rules.in_time(typed[last], work.now, minutes):
        raise IllegalStep(
            N_("A return can be undone for {minutes} minutes. Lend the keys anew instead."), minutes=minutes
        )
    back = [line for line in lines if line.returned_at == last]
    keys = {copy.id: copy for line in back if (copy := work.session.get_one(CopyRow, line.copy))}
    if any(_moved_since(work, line, keys[line.copy]) for line in back):
        raise IllegalStep(N_("One of these keys was lent, lost or deactivated since: the return stays."))
    for line in back:
        move(work, line, LineState.OUT, CopyState.OUT)
        line.returned_at, line.returned_by, line.by_another = None, "", False
        line.taken_by, line.remark, line.request, line.asked, line.checks = 0, "", "", "", ""
    flushed(work)
    found = select(FaultRow).where(FaultRow.copy.in_(keys), FaultRow.at == last, FaultRow.mended_at.is_(None))
    for fault in work.session.scalars(found):
        end_fault(work, fault, keys[fault.copy].key, "")
    return sorted(keys)


def _moved_since(work: Work, line: LineRow, copy: CopyRow) -> bool:
    """Whether anything happened to a copy since this return of it, even if it hangs there again."""
    newest = work.session.scalars(select(func.max(LineRow.id)).where(LineRow.copy == copy.id)).one()
    in_use = work.session.get_one(KeyRow, copy.key).active
    return (copy.state, copy.since, newest) != (CopyState.IN, line.returned_at, line.id) or not in_use
