"""The verbs of the duty log. One transaction each; rules are in `rules.py`. No entry is ever changed or deleted."""

from __future__ import annotations

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.people import DESK, SUPERVISORS, Role
from desk_app.services.core.words import N_
from desk_app.services.duty_log import events, rules
from desk_app.services.duty_log.forgetting import KEPT
from desk_app.services.duty_log.kind_saving import save
from desk_app.services.duty_log.kinds import kind_of
from desk_app.services.duty_log.options import KEEP_YEARS
from desk_app.services.duty_log.records import (
    REPORTED,
    CorrectionDraft,
    Entry,
    EntryDraft,
    Incident,
    IncidentDraft,
    IncidentKind,
    KindDraft,
    Mark,
    StepDraft,
    Tag,
    step_name,
)
from desk_app.services.duty_log.steps import (
    incident_row,
    latest,
    settle_times,
    shown,
    shown_entry,
    write_entry,
    write_story,
)
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.journal.marks import done_before, require_same, same_words
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.retention import forget


class DutyLog(Service):
    """What happened, when, and incidents with the times they must record (operating manual, Shift and day)."""

    area = "duty_log"

    @command(allow=DESK)
    def write(self, work: Work, draft: EntryDraft) -> Entry:
        """A further entry: now, or at an earlier time, which is shown with the time it was entered.

        The same form saved twice writes one. Raises InvalidInput ("words", "happened_at").
        """
        before = done_before(work, EntryRow, draft.request)
        if before is not None:
            require_same(same_words(draft.words, before.words))
            return shown_entry(work, before)
        checked = rules.checked_entry(draft, work.now)
        row = write_entry(work, checked.happened_at, checked.words, tag=checked.tag, request=checked.request)
        return shown_entry(work, row)

    @command(allow=DESK)
    def correct(self, work: Work, entry: int, draft: CorrectionDraft) -> Entry:
        """A further entry that says what the entry should have said, and points to it; the first one stays as it was.

        A correction of what was corrected already points to the latest. For a time of an incident the correction's
        time counts from then on, or none with `withdraw`. Raises InvalidInput, IllegalStep, NotFound.
        """
        before = done_before(work, EntryRow, draft.request)
        if before is not None:
            require_same(same_words(draft.words, before.words))
            return shown_entry(work, before)
        checked, old = rules.checked_correction(draft, work.now), latest(work, entry)
        if old.mark == Mark.WITHDRAWN.value:
            raise IllegalStep(N_("This entry was withdrawn. Write a new one. Nothing was changed."))
        row = _correct_note(work, old, checked) if old.incident is None else _correct_time(work, old, checked)
        return shown_entry(work, row)

    @command(allow=DESK)
    def begin(self, work: Work, draft: IncidentDraft) -> Incident:
        """Something happened: its clock runs from the report. The same form saved twice begins one incident.

        Raises InvalidInput ("kind", "place", "reported_at" ...).
        """
        before = done_before(work, IncidentRow, draft.request)
        if before is not None:
            found = shown(work, before)
            require_same(found.kind.id == draft.kind and same_words(draft.place, found.place))
            return found
        checked = rules.checked_incident(draft, work.now)
        kind = kind_of(work.session, self.bench.settings, checked.kind)
        if not kind.active:
            raise rules.no_kind()
        row = _new_incident(work, kind, checked)
        work.session.add(row)
        write_story(
            work,
            row,
            events.BEGUN,
            Mark.BEGUN,
            REPORTED,
            row.reported_at,
            checked.words,
            who=checked.reported_by,
        )
        return shown(work, row)

    @command(allow=DESK)
    def step(self, work: Work, incident: int, draft: StepDraft) -> Incident:
        """A time of an incident: now, or earlier; both times are kept.

        Raises InvalidInput ("step", "at", "why"), IllegalStep when it is closed or has this time already.
        """
        row = incident_row(work, incident)
        if done_before(work, EntryRow, draft.request) is not None:
            return shown(work, row)
        found = shown(work, row)
        rules.require_open(found)
        checked = rules.checked_step(draft, found, work.now)
        write_story(
            work, row, events.STEPPED, Mark.STEP, checked.step, checked.at, checked.words,
            who=checked.who, why=checked.why, request=checked.request,
        )  # fmt: skip
        return settle_times(work, row)

    @command(allow=SUPERVISORS)
    def waive(self, work: Work, incident: int, step: str, why: str) -> Incident:
        """This time is not needed, or nobody can tell it any more. Raises InvalidInput ("step", "why"), IllegalStep."""
        row = incident_row(work, incident)
        found = shown(work, row)
        rules.require_open(found)
        if step not in found.missing:
            raise InvalidInput({"step": UserError(N_("This time is not missing."))})
        said = rules.checked_reason("why", why, N_("Say why this time is not needed."))
        write_story(work, row, events.WAIVED, Mark.WAIVED, step, None, said)
        work.note(step=step)
        return shown(work, row)

    @command(allow=DESK)
    def close(self, work: Work, incident: int, words: str) -> Incident:
        """It is over. Raises `rules.TimesMissing` while a required time is missing, InvalidInput ("words")."""
        row = incident_row(work, incident)
        found = shown(work, row)
        rules.require_open(found)
        said = rules.checked_reason("words", words, N_("Say how it ended: a few words are enough."))
        if found.missing:
            raise rules.TimesMissing(found.missing)
        row.closed_at = max(work.now, *(one.happened_at for one in found.times.values()))
        row.closed_by = work.by.staff_id
        write_story(work, row, events.CLOSED, Mark.CLOSED, "", row.closed_at, said)
        return shown(work, row)

    @command(allow=SUPERVISORS)
    def reopen(self, work: Work, incident: int, why: str) -> Incident:
        """It was closed too early. Raises InvalidInput ("why"), IllegalStep for one that still runs."""
        row = incident_row(work, incident)
        said = rules.checked_reason("why", why, N_("Say why it is reopened."))
        if row.closed_at is None:
            raise IllegalStep(N_("Incident {number} still runs. Nothing was changed."), number=row.number)
        row.closed_at, row.closed_by = None, 0
        write_story(work, row, events.REOPENED, Mark.REOPENED, "", None, said)
        return shown(work, row)

    @command(allow=SUPERVISORS)
    def save_kind(self, work: Work, kind: int | None, draft: KindDraft) -> IncidentKind:
        """Make a kind of the building's own, or change one; incidents that run keep the times they began with.

        Raises InvalidInput, NotFound; IllegalStep for a standard kind.
        """
        return save(work, kind, draft)

    @command(allow={Role.SYSTEM})
    def forget_old(self, work: Work) -> int:
        """After the time of keeping the words go, the times stay. Returns how many records, at most a portion."""
        return forget(work, KEPT, KEEP_YEARS)


def _new_incident(work: Work, kind: IncidentKind, draft: IncidentDraft) -> IncidentRow:
    injured = draft.injured or kind.injured
    return IncidentRow(
        id=work.new_id(),
        number=work.number(),
        kind=kind.id,
        required="\n".join(rules.required_of(kind.required, injured=injured)),
        place=draft.place,
        floor=draft.floor,
        unit=draft.unit,
        reported_at=draft.reported_at or work.now,
        entered_at=work.now,
        by=work.by.staff_id,
        injured=injured,
        target_minutes=kind.target_minutes,
        arrived_at=None,
        closed_at=None,
        closed_by=0,
        request=draft.request,
    )


def _correct_note(work: Work, old: EntryRow, draft: CorrectionDraft) -> EntryRow:
    row = write_entry(
        work,
        draft.happened_at or old.happened_at,
        draft.words,
        tag=Tag(old.tag),
        request=draft.request,
        corrects=old.id,
    )
    row.mark = Mark.WITHDRAWN.value if draft.withdraw else ""
    return row


def _correct_time(work: Work, old: EntryRow, draft: CorrectionDraft) -> EntryRow:
    """Of an incident's story: its time may change what the incident still misses."""
    assert old.incident is not None
    row = incident_row(work, old.incident)
    incident, moves = shown(work, row), draft.happened_at is not None and old.mark in _TIMED
    if draft.withdraw:
        rules.require_open(incident)
        _require_withdrawable(old)
    if moves and draft.happened_at is not None:
        moments = {step: one.happened_at for step, one in incident.times.items()}
        rules.check_corrected_time(old.step, draft.happened_at, moments, work.now, draft.why)
    made = write_story(
        work, row, events.STEP_CORRECTED, Mark.WITHDRAWN if draft.withdraw else Mark(old.mark), old.step,
        draft.happened_at if moves else old.happened_at, draft.words,
        who=old.who if draft.who is None else draft.who, why=draft.why, request=draft.request, corrects=old.id,
    )  # fmt: skip
    settle_times(work, row)
    return made


_TIMED = (Mark.BEGUN.value, Mark.STEP.value)


def _require_withdrawable(old: EntryRow) -> None:
    if old.mark not in (Mark.STEP.value, Mark.WAIVED.value):
        raise IllegalStep(
            N_("“{step}” stays on record. Close the incident and say why it was none."),
            step=step_name(REPORTED),
        )
