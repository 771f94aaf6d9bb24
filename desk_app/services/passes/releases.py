"""The verbs of the gate: goods leave, are refused, come back (operating manual, Exit passes 5 to 8).

Each is one transaction that judges the code again: what the guard's screen said a minute ago binds nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desk_app.services.codes.ledger import LEVEL_NOTES, Level
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import EVERYONE, SUPERVISORS
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.typed import LEAST_WORDS, SAY_WHY
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.judging import judge
from desk_app.services.gate.places import checked_gate
from desk_app.services.gate.queries import past_scan
from desk_app.services.gate.trusted_time import floor_of
from desk_app.services.journal.marks import done_before, require_same
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.passes import events, gate_rules
from desk_app.services.passes.balance import make_slip, rest_lines
from desk_app.services.passes.gate_reading import slip_of
from desk_app.services.passes.mapping import to_refusal
from desk_app.services.passes.met import keep_code
from desk_app.services.passes.records import (
    AtGate,
    Refusal,
    RefusalReason,
    Release,
    Released,
    ReleaseDraft,
    TakenBack,
)
from desk_app.services.passes.release_rows import (
    Leave,
    entity,
    facts,
    pairs,
    personal,
    refusal_facts,
    release_row,
)
from desk_app.services.passes.standing import recounted, root_of, standing, standing_of
from desk_app.services.passes.tables import (
    CodeRow,
    PassRow,
    RefusalRow,
    ReleasedLineRow,
    ReleaseRow,
    ReturnedLineRow,
    ReturnRow,
)
from desk_app.services.staff.queries import StaffQueries


class NotReleased(IllegalStep):
    """The goods do not leave: `verdict` is the one of now, it may have changed since the scan."""

    def __init__(self, verdict: Verdict, message: Message | None = None) -> None:
        super().__init__(message or verdict.answer.reason, **verdict.values)
        self.verdict = verdict


class NotTakenBack(IllegalStep):
    """What was scanned proves no pass of this building that goods could come back on; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.answer.reason, **verdict.values)
        self.verdict = verdict


class Releases(Service):
    """What the guard does."""

    area = "releases"

    @command(allow=EVERYONE)
    def release(self, work: Work, raw: str, gate: int, draft: ReleaseDraft) -> Released:
        """Goods leave: all that is left, or what the draft says. Pressed twice with one mark, they leave once.

        Raises NotReleased when the verdict of now is another one or needs the supervisor, InvalidInput
        ("quantities.<position>", "quantities") for what cannot leave.
        """
        verdict = judge(self.bench, work.session, raw, gate=checked_gate(gate), now=work.now)
        before = done_before(work, ReleaseRow, draft.request)
        if before is not None:
            require_same(_is_of(work, verdict, before.root))
            return _again(work, before)
        if not verdict.releases:
            raise NotReleased(verdict)
        if verdict.needs_supervisor:
            raise NotReleased(verdict, LEVEL_NOTES[Level.RED])
        return self._let_out(work, Leave(raw, gate, draft, verdict, verdict, work.by.staff_id, work.by.name))

    @command(allow=SUPERVISORS)
    def override(
        self, work: Work, raw: str, gate: int, draft: ReleaseDraft, reason: str, guard: int
    ) -> Released:
        """The supervisor lets out what the verdict alone does not: expired by a week at most, not valid yet, or records
        too old. Anything else she cannot set aside. `guard` is who stands at the gate, and somebody else.

        Raises as `release`; InvalidInput ("reason") without a reason; NotFound for a guard without an account;
        IllegalStep for one person alone, or what expired too long ago.
        """
        verdict = judge(self.bench, work.session, raw, gate=checked_gate(gate), now=work.now)
        before = done_before(work, ReleaseRow, draft.request)
        if before is not None:
            require_same(_is_of(work, verdict, before.root))
            return _again(work, before)
        said = _words(reason, "reason", SAY_WHY)
        name = self._name_of(work, guard)
        if guard == work.by.staff_id:
            raise IllegalStep(
                N_("Two persons decide this: somebody else lets the goods out, the supervisor confirms it.")
            )
        gate_rules.require_recent(verdict, work.now)
        good = verdict
        if verdict.code in gate_rules.OVERRIDABLE:
            good = judge(
                self.bench, work.session, raw, gate=gate, now=work.now, despite=gate_rules.OVERRIDABLE
            )
        if not good.releases:
            raise NotReleased(good)
        work.note(reasoned=True, verdict=verdict.code.value)
        return self._let_out(
            work, Leave(raw, gate, draft, verdict, good, guard, name, work.by.staff_id, said)
        )

    @command(allow=EVERYONE)
    def refuse(
        self, work: Work, scan: int, raw: str, gate: int, reason: RefusalReason, words: str = ""
    ) -> Refusal:
        """The guard lets nothing leave; `scan` is the line of the gate's log. Pressed twice, it is one refusal.

        Raises NotFound for a scan that is not in the log, InvalidInput ("words") for another reason without words.
        """
        seen = past_scan(self.bench, work.session, scan)
        checked_gate(gate)
        if seen is None:
            raise NotFound(N_("This scan is not in the gate's log."))
        said = clean_line(words)
        if reason is RefusalReason.OTHER:
            said = _words(words, "words", N_("Write in a few words why."))
        row = work.session.scalars(select(RefusalRow).where(RefusalRow.scan == scan)).first()
        if row is not None and row.undone_at is None:
            return to_refusal(row)
        if row is None:
            row = RefusalRow(id=work.new_id(), number=work.number(), scan=scan, desk=work.desk.desk_number)
            row.root, row.exit_pass = self._named(work, seen.pass_id, raw, gate)
            work.session.add(row)
        row.gate, row.at, row.undone_at = gate, work.now, None
        row.by, row.by_name = work.by.staff_id, work.by.name
        row.reason, row.words, row.verdict = reason, said, seen.verdict
        work.record(events.REFUSED, entity(row), refusal_facts(row), {"words": said} if said else None)
        return to_refusal(row)

    @command(allow=EVERYONE)
    def undo_refusal(self, work: Work, refusal: int) -> Refusal:
        """A slip of the finger. Raises IllegalStep after a minute, NotFound."""
        row = work.session.get(RefusalRow, refusal)
        if row is None:
            raise NotFound(N_("This refusal is not on record."))
        gate_rules.require_undoable(
            row.at, row.undone_at is not None, work.now, floor_of(work.session, work.now)
        )
        row.undone_at = work.now
        work.record(events.REFUSAL_UNDONE, entity(row), refusal_facts(row))
        return to_refusal(row)

    @command(allow=EVERYONE)
    def take_back(
        self,
        work: Work,
        raw: str,
        gate: int,
        quantities: Mapping[int, int] | None = None,
        remark: str = "",
        request: str = "",
    ) -> TakenBack:
        """Returnable goods come in: all that is out, or these quantities. An ended pass is as good as a valid one.

        Raises NotTakenBack for what proves no pass of this building, IllegalStep when nothing of it is outside,
        InvalidInput ("quantities.<position>", "quantities") for more than is.
        """
        verdict = judge(self.bench, work.session, raw, gate=checked_gate(gate), now=work.now)
        before = done_before(work, ReturnRow, request)
        if before is not None:
            require_same(_is_of(work, verdict, before.root))
            return _taken_again(work, before)
        if verdict.claims is None or verdict.code in gate_rules.STRANGE:
            raise NotTakenBack(verdict)
        stands = standing(work.session, verdict.claims, work.desk.desk_number)
        moved = gate_rules.coming_back(stands.now.lines, quantities)
        keep_code(work, raw, verdict.claims, stands.root)
        row = ReturnRow(
            id=work.new_id(),
            root=stands.root,
            desk=work.desk.desk_number,
            gate=gate,
            at=work.now,
            by=work.by.staff_id,
            by_name=work.by.name,
            remark=clean_line(remark),
            request=request,
        )
        work.session.add(row)
        work.session.flush()
        work.session.add_all(
            ReturnedLineRow(return_id=row.id, position=one.position, quantity=one.quantity) for one in moved
        )
        taken = _taken_again(work, row)
        _keep_out(stands.row, taken.after)
        said = {"root": row.root, "gate": gate, "return": row.id, "moved": pairs(moved)}
        work.record(events.TAKEN_BACK, stands.entity, said, {"remark": row.remark} if row.remark else None)
        return taken

    @command(allow=EVERYONE)
    def undo_take_back(self, work: Work, return_id: int) -> AtGate:
        """They did not come in after all. Raises IllegalStep after a minute and for another PC's, NotFound."""
        row = work.session.get(ReturnRow, return_id)
        if row is None:
            raise NotFound(N_("This return is not on record."))
        if row.desk != work.desk.desk_number:
            raise IllegalStep(N_("Another PC took these goods back: only there can it be undone."))
        gate_rules.require_undoable(
            row.at, row.undone_at is not None, work.now, floor_of(work.session, work.now)
        )
        row.undone_at = work.now
        work.session.flush()
        stands = standing_of(work.session, row.root, work.desk.desk_number)
        _keep_out(stands.row, stands.now)
        work.record(events.TAKE_BACK_UNDONE, stands.entity, {"root": row.root, "return": row.id})
        return stands.now

    def _let_out(self, work: Work, leave: Leave) -> Released:
        claims = leave.good.claims
        assert claims is not None  # a verdict that releases names a pass
        stands = standing(work.session, claims, work.desk.desk_number)
        now = stands.now
        goods = gate_rules.leaving(now.lines, now.complete, leave.draft.quantities)
        keep_code(work, leave.raw, claims, stands.root)
        row = release_row(work, leave, claims, stands, goods.whole)
        self._take_place(work, leave.raw, row)
        work.session.add_all(
            ReleasedLineRow(release=row.id, position=one.position, quantity=one.quantity)
            for one in goods.moved
        )
        slip = None
        if gate_rules.gives_slip(now.trips, now.trips_used, row.closes):
            slip = make_slip(work, claims, stands, rest_lines(now.lines, goods.moved))
            row.slip = slip.pass_id if slip is not None else None
        work.session.flush()
        after = recounted(work.session, stands, claims, work.desk.desk_number)
        if stands.row is not None:
            stands.row.state = gate_rules.state_after(now.trips, after.trips_used)
        _keep_out(stands.row, after)
        work.record(events.RELEASED, stands.entity, facts(row, goods.moved), personal(row))
        return Released(_one(after, row), after, slip)

    def _take_place(self, work: Work, raw: str, row: ReleaseRow) -> None:
        """The constraint decides who was first. Raises NotReleased with the verdict of now for everybody else."""
        try:
            with work.session.begin_nested():
                work.session.add(row)
        except IntegrityError:
            verdict = judge(self.bench, work.session, raw, gate=row.gate, now=work.now)
            raise NotReleased(verdict, _OVERTAKEN if verdict.releases else None) from None

    def _name_of(self, work: Work, guard: int) -> str:
        if self.bench.role_of(work.session, guard) is None:
            raise NotFound(N_("Nobody with an account stands at this gate: sign in first."))
        return StaffQueries(self.bench).names(work.by)[guard]

    def _named(self, work: Work, pass_id: int | None, raw: str, gate: int) -> tuple[int | None, int | None]:
        """The root and the record of the pass that was scanned, as far as it is one."""
        if pass_id is None:
            return None, None
        claims = judge(self.bench, work.session, raw, gate=gate, now=work.now).claims
        if claims is not None and claims.pass_id == pass_id:
            root = root_of(work.session, claims)
        else:
            known = work.session.get(CodeRow, pass_id)
            root = known.root if known is not None else pass_id
        found = select(PassRow.id).where(PassRow.pass_id == root)
        return root, work.session.scalars(found).first()


_OVERTAKEN = N_("Somebody else released a part of it at this very moment. Scan it again.")


def _is_of(work: Work, verdict: Verdict, root: int) -> bool:
    """Whether what was scanned is a paper of this very pass."""
    return verdict.claims is not None and root_of(work.session, verdict.claims) == root


def _again(work: Work, row: ReleaseRow) -> Released:
    """A release on record, with the pass as it is now."""
    now = standing_of(work.session, row.root, work.desk.desk_number).now
    return Released(_one(now, row), now, slip_of(work.session, row.slip) if row.slip is not None else None)


def _one(now: AtGate, row: ReleaseRow) -> Release:
    return next(one for one in now.releases if one.id == row.id)


def _taken_again(work: Work, row: ReturnRow) -> TakenBack:
    now = standing_of(work.session, row.root, work.desk.desk_number).now
    return TakenBack(next(one for one in now.returns if one.id == row.id), now)


def _keep_out(row: PassRow | None, after: AtGate) -> None:
    """What the overdue list goes by."""
    if row is not None:
        row.out = after.out


def _words(typed: str, key: str, missing: Message) -> str:
    said = clean_line(typed)
    if len(said) < LEAST_WORDS:
        raise InvalidInput({key: UserError(missing)})
    return said
