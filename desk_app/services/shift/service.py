"""The verbs of a handover: a blind count, then both sign (operating manual, Shift and day)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from desk_app.services.core.counting import Countable
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted, UserError
from desk_app.services.core.figures import Unit
from desk_app.services.core.people import DESK, Role
from desk_app.services.core.typed import LEAST_WORDS, Problems
from desk_app.services.core.words import N_, Message
from desk_app.services.db.base import by_id
from desk_app.services.journal.marks import Mark, answered_before, mark
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.shift import events, looking, rules
from desk_app.services.shift.mapping import to_counting, to_handover, to_line
from desk_app.services.shift.noticing import mark_read, notices_of_desk, unread_of
from desk_app.services.shift.records import (
    CountDraft,
    Counting,
    CountingState,
    CountLine,
    Differences,
    Gap,
    Handover,
    HandoverDraft,
    Labelled,
    Running,
    Story,
    Told,
    Waiver,
    gap_of,
)
from desk_app.services.shift.rows import holder_of, last_row, lines_of
from desk_app.services.shift.snapshot import pack, pack_label
from desk_app.services.shift.tables import CountingRow, CountLineRow, HandoverRow
from desk_app.services.staff.reading import member
from desk_app.services.sync.left_behind import left_behind


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was typed at the signing, cleaned."""

    again: Mapping[str, int]
    explanations: Mapping[str, str]
    remarks: str
    waiver: str


class Shifts(Service):
    """Handing over the desk."""

    area = "shift"

    @command(allow=DESK)
    def count(self, work: Work, draft: CountDraft) -> Counting:
        """Keep what the one who comes has counted, blind; only then the answer shows what was expected.

        A count that nobody signed yet is given up by it, and stays on record. The same `request` twice is one count.
        Raises InvalidInput by key.
        """
        pressed = mark(draft.request, replace(draft, request=""))
        before = answered_before(work, CountingRow, pressed)
        if before is not None:
            return to_counting(before, lines_of(work.session, before.id))
        found = looking.countables(looking.reading(work))
        _require_colleague(work, draft.coming)
        taken = _taken(found, draft)
        _give_up(work)
        row = CountingRow(
            id=work.new_id(), at=work.now, by=work.by.staff_id, coming=draft.coming,
            state=CountingState.OPEN.value, request=pressed.request, asked=pressed.asked,
        )  # fmt: skip
        work.session.add(row)
        work.session.flush()
        lines = [_line(work, row.id, place, one, *taken[one.key]) for place, one in enumerate(found)]
        work.session.add_all(lines)
        work.session.flush()
        counts = {one.key: {"counted": one.first, "expected": one.first_expected} for one in lines}
        why_not = {one.key: one.why_not for one in lines if one.why_not}
        work.record(events.COUNTED, row.id, {"coming": row.coming, "counts": counts}, why_not or None)
        return to_counting(row, lines)

    @command(allow=DESK)
    def hand_over(self, work: Work, draft: HandoverDraft) -> Handover:
        """Both sign: the shift is the other's from now on. All of it is kept, or nothing.

        What is expected is read again: a line on which things moved since must be counted again. The same `request`
        twice is one handover. Raises Differences; InvalidInput ("notices", "incident", "gap", "unsent", a key);
        IllegalStep for a count that was signed or given up; UserError, NotPermitted for people who may not sign.
        """
        pressed = mark(draft.request, replace(draft, request=""))
        before = answered_before(work, HandoverRow, pressed)
        if before is not None:
            return _told(work, before)
        counting = _open_counting(work, draft.counting)
        _require_people(work, draft, counting)
        rows = lines_of(work.session, counting.id)
        checked = _checked(rows, draft)
        settled = _settle(work, rows, checked)
        incidents = looking.running(work)
        to_read = unread_of(work, draft.coming.staff_id)
        gap = gap_of([to_line(one) for one in rows])
        _require_known(work, draft, checked, incidents, gap, to_read)
        mark_read(work, to_read, draft.coming.staff_id)
        _book(work, settled, rows)
        return _sign(work, draft, counting, rows, checked, incidents, pressed)

    @command(allow=DESK)
    def give_up(self, work: Work, counting: int) -> None:
        """Nobody will sign this count; it stays on record. Raises IllegalStep when it was signed or given up."""
        _drop(work, _open_counting(work, counting))

    @command(allow=DESK)
    def printed(self, work: Work, handover: int) -> Handover:
        """The sheet is printed; from the second time on it is a copy. Raises NotFound."""
        row = by_id(work.session, HandoverRow, handover)
        if row is None:
            raise NotFound(N_("This handover is not on record."))
        row.copies += 1
        work.record(events.PRINTED, row.id, {"copies": row.copies})
        return _told(work, row)


def _require_colleague(work: Work, staff: int) -> None:
    found = member(work.session, staff)
    if found is None or not found.active or found.role not in DESK:
        raise InvalidInput({"coming": UserError(N_("Choose who takes over."))})


def _taken(found: Iterable[Countable], draft: CountDraft) -> dict[str, tuple[int | None, str]]:
    """Every line's count, or why there is none. Raises InvalidInput."""
    problems = Problems()
    taken = {
        one.key: rules.take_count(
            problems, one.key, one.unit, draft.counts.get(one.key, ""), draft.why_not.get(one.key, "")
        )
        for one in found
    }
    problems.done()
    return taken


def _line(
    work: Work, counting: int, place: int, one: Countable, first: int | None, why_not: str
) -> CountLineRow:
    return CountLineRow(
        id=work.new_id(), counting=counting, position=place, key=one.key,
        label=pack_label(Labelled(one.label, one.values)), unit=one.unit.value, place=one.where,
        first=first, first_expected=one.expected, why_not=why_not, explanation="",
    )  # fmt: skip


def _give_up(work: Work) -> None:
    wanted = select(CountingRow).where(CountingRow.state == CountingState.OPEN.value)
    for row in work.session.scalars(wanted):
        _drop(work, row)


def _drop(work: Work, row: CountingRow) -> None:
    row.state = CountingState.GIVEN_UP.value
    work.record(events.GIVEN_UP, row.id, {"coming": row.coming})


def _open_counting(work: Work, wanted: int) -> CountingRow:
    row = by_id(work.session, CountingRow, wanted)
    if row is None:
        raise NotFound(N_("This count is not on record."))
    if row.state == CountingState.SIGNED.value:
        raise IllegalStep(N_("This shift was handed over already. Nothing was signed twice."))
    if row.state != CountingState.OPEN.value:
        raise IllegalStep(N_("Somebody began to count anew. Count again, then sign."))
    return row


def _require_people(work: Work, draft: HandoverDraft, counting: CountingRow) -> None:
    leaving, coming = (work.bench.still(work.session, one) for one in (draft.leaving, draft.coming))
    rules.require_both(leaving, coming, work.by)
    if coming.staff_id != counting.coming:
        raise UserError(N_("Somebody else has counted. Whoever takes over counts."))


def _checked(rows: Iterable[CountLineRow], draft: HandoverDraft) -> _Checked:
    """Raises InvalidInput."""
    problems = Problems()
    units = {row.key: Unit(row.unit) for row in rows}
    again = {
        key: rules.take_count(problems, key, units[key], typed, "")[0] or 0
        for key, typed in draft.again.items()
        if key in units and typed.strip()
    }
    explanations = {
        key: problems.line(key, typed, rules.MOST_WORDS)
        for key, typed in draft.explanations.items()
        if key in units
    }
    remarks = problems.lines("remarks", draft.remarks, rules.MOST_REMARKS)
    waiver = problems.line("incident", draft.waiver.reason, rules.MOST_WORDS) if draft.waiver else ""
    problems.done()
    return _Checked(again, explanations, remarks, waiver)


def _settle(work: Work, rows: Iterable[CountLineRow], checked: _Checked) -> list[Countable]:
    """Write into the lines what holds now; gives what is counted at this moment. Raises Differences."""
    now = looking.countables(looking.reading(work))
    expected = {one.key: one.expected for one in now}
    lines: list[CountLine] = []
    for row in rows:
        row.expected = expected.get(row.key, row.first_expected)
        row.again = checked.again.get(row.key)
        lines.append(to_line(row))
    wanting = rules.unexplained(lines, checked.explanations)
    if wanting:
        raise Differences(wanting)
    for row, line in zip(rows, lines, strict=True):
        row.explanation = checked.explanations.get(row.key, "") if _differed(line) else ""
    return now


def _differed(line: CountLine) -> bool:
    return bool(line.first_difference or line.difference)


def _require_known(
    work: Work,
    draft: HandoverDraft,
    checked: _Checked,
    incidents: tuple[Running, ...],
    gap: Gap,
    to_read: frozenset[int],
) -> None:
    """Raise InvalidInput for what the one who comes has not read, or the supervisor not agreed to."""
    problems = Problems()
    if not to_read <= draft.notices_read:
        text = N_("Notices that were not read yet: {n}. Read and tick them.")
        problems.say("notices", text, n=len(to_read - draft.notices_read))
    if (incidents or gap) and not _agreed(work, draft.waiver, checked.waiver):
        if incidents:
            text = N_("Incidents are open: {n}. Close them, or ask the supervisor to agree.")
            problems.say("incident", text, n=len(incidents))
        if gap:
            problems.say("gap", _GAPS[gap])
    if not draft.unsent_admitted and left_behind(work.session, work.now).events:
        problems.say("unsent", N_("Tick that you know which records are on this PC alone."))
    problems.done()


_GAPS: dict[Gap, Message] = {
    Gap.ALL: N_("Nothing was counted. Count anew, or ask the supervisor to agree."),
    Gap.MONEY: N_("The money was not counted. Count anew, or ask the supervisor to agree."),
}


def _agreed(work: Work, waiver: Waiver | None, reason: str) -> bool:
    if waiver is None or len(reason) < LEAST_WORDS:
        return False
    by = work.bench.still(work.session, waiver.by)
    if by.role is not Role.SUPERVISOR:
        raise NotPermitted(N_("Only a supervisor can approve this."))
    rules.require_proven(by, work.by)
    return True


def _book(work: Work, settled: Iterable[Countable], rows: Iterable[CountLineRow]) -> None:
    """What a feature keeps of its count by itself: the drawer's."""
    lines = {row.key: row for row in rows}
    for one in settled:
        row = lines.get(one.key)
        counted = None if row is None else to_line(row).counted
        if one.book is not None and row is not None and counted is not None:
            one.book(work, counted, row.explanation)


def _sign(
    work: Work,
    draft: HandoverDraft,
    counting: CountingRow,
    rows: Iterable[CountLineRow],
    checked: _Checked,
    incidents: tuple[Running, ...],
    pressed: Mark,
) -> Handover:
    story = _story(work, incidents, draft.leaving.staff_id)
    gap = gap_of([to_line(one) for one in rows])
    waiver = draft.waiver if incidents or gap else None
    row = HandoverRow(
        id=work.new_id(), number=work.number(), at=work.now, counting=counting.id,
        leaving=draft.leaving.staff_id, coming=draft.coming.staff_id, remarks=checked.remarks,
        waived_by=waiver.by.staff_id if waiver else 0, waiver=checked.waiver if waiver else "",
        incidents=len(incidents), differing=sum(bool(to_line(one).difference) for one in rows),
        unsent=story.unsent.count, story=pack(story), copies=0, request=pressed.request, asked=pressed.asked,
    )  # fmt: skip
    counting.state = CountingState.SIGNED.value
    work.session.add(row)
    _record(work, row, rows)
    if waiver:
        said = {"not_counted": gap.value} if gap else {}
        work.note(approved_by=waiver.by.staff_id, reason=checked.waiver, incidents=len(incidents), **said)
    work.session.flush()
    return to_handover(row, rows)


def _record(work: Work, row: HandoverRow, rows: Iterable[CountLineRow]) -> None:
    lines = [to_line(one) for one in rows]
    facts = {
        "number": row.number, "leaving": row.leaving, "coming": row.coming, "counting": row.counting,
        "differences": {one.key: one.difference for one in lines if one.difference},
        "first_differences": {one.key: one.first_difference for one in lines if one.first_difference},
        "not_counted": [one.key for one in lines if one.counted is None],
        "incidents": row.incidents, "waived_by": row.waived_by, "unsent": row.unsent,
    }  # fmt: skip
    private = {"remarks": row.remarks, "waiver": row.waiver, **{one.key: one.explanation for one in lines}}
    work.record(
        events.HANDED_OVER, row.id, facts, {key: said for key, said in private.items() if said} or None
    )


def _story(work: Work, incidents: tuple[Running, ...], leaving: int) -> Story:
    before = last_row(work.session)
    holder = holder_of(before)
    since = 0 if before is None else before.id
    found = looking.sections(looking.reading(work))
    notices = tuple(
        Told(one.id, one.text, tuple(one.readers)) for one in notices_of_desk(work.session, work.today)
    )
    given_up = work.session.execute(
        select(func.count()).where(CountingRow.id > since, CountingRow.state == CountingState.GIVEN_UP.value)
    ).scalar_one()
    return Story(
        looking.open_matters(found), looking.listings(found), notices, incidents,
        looking.unsent(work, since), given_up,
        holder if holder is not None and holder.staff != leaving else None,
    )  # fmt: skip


def _told(work: Work, row: HandoverRow) -> Handover:
    return to_handover(row, lines_of(work.session, row.counting))
