"""The verbs of the gate: goods leave, are refused, come back (operating manual, Exit passes 5 to 8).

Each is one transaction that judges the code again: what the guard's screen said a minute ago binds nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from desk_app.services.codes.claims import PassClaims
from desk_app.services.codes.ledger import LEVEL_NOTES, Level
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import EVERYONE, SUPERVISORS
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.judging import judge
from desk_app.services.gate.queries import past_scan
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.passes import events, gate_rules
from desk_app.services.passes.balance import make_slip, rest_lines, short_code
from desk_app.services.passes.gate_reading import slip_of
from desk_app.services.passes.mapping import to_refusal
from desk_app.services.passes.records import (
    AtGate,
    Moved,
    Refusal,
    RefusalReason,
    Release,
    Released,
    ReleaseDraft,
    TakenBack,
)
from desk_app.services.passes.standing import Standing, recounted, root_of, standing, standing_of
from desk_app.services.passes.tables import (
    CodeRow,
    PassRow,
    RefusalRow,
    ReleasedLineRow,
    ReleaseRow,
    ReturnedLineRow,
    ReturnRow,
    RevocationRow,
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


@dataclass(frozen=True, slots=True)
class _Leave:
    """What is asked for: the code and the gate, the draft, who lets out and who approved it, with the reason.

    `verdict` is what the gate says, `good` what is left of it once the supervisor has set things aside.
    """

    raw: str
    gate: int
    draft: ReleaseDraft
    verdict: Verdict
    good: Verdict
    by: int
    name: str
    approved_by: int = 0
    reason: str = ""


class Releases(Service):
    """What the guard does."""

    area = "releases"

    @command(allow=EVERYONE)
    def release(self, work: Work, raw: str, gate: int, draft: ReleaseDraft) -> Released:
        """Goods leave: all that is left, or what the draft says. Pressed twice with one mark, they leave once.

        Raises NotReleased when the verdict of now is another one or needs the supervisor, InvalidInput
        ("quantities.<position>", "quantities") for what cannot leave.
        """
        before = _by_request(work, draft.request)
        if before is not None:
            return _again(work, before)
        verdict = judge(self.bench, work.session, raw, gate=gate, now=work.now)
        if not verdict.releases:
            raise NotReleased(verdict)
        if verdict.needs_supervisor:
            raise NotReleased(verdict, LEVEL_NOTES[Level.RED])
        return self._let_out(work, _Leave(raw, gate, draft, verdict, verdict, work.by.staff_id, work.by.name))

    @command(allow=SUPERVISORS)
    def override(
        self, work: Work, raw: str, gate: int, draft: ReleaseDraft, reason: str, guard: int
    ) -> Released:
        """The supervisor lets out what the verdict alone does not: expired, not valid yet, meant for another gate, or
        records too old. Anything else she cannot set aside. `guard` is who stands at the gate.

        Raises as `release`; InvalidInput ("reason") without a reason; NotFound for a guard without an account.
        """
        before = _by_request(work, draft.request)
        if before is not None:
            return _again(work, before)
        said = _words(reason, "reason", N_("Write the reason: it stands on record."))
        name = self._name_of(work, guard)
        verdict = judge(self.bench, work.session, raw, gate=gate, now=work.now)
        good = verdict
        if verdict.code in gate_rules.OVERRIDABLE:
            good = judge(
                self.bench, work.session, raw, gate=gate, now=work.now, despite=gate_rules.OVERRIDABLE
            )
        if not good.releases:
            raise NotReleased(good)
        work.note(reason=said, verdict=verdict.code.value)
        return self._let_out(
            work, _Leave(raw, gate, draft, verdict, good, guard, name, work.by.staff_id, said)
        )

    @command(allow=EVERYONE)
    def refuse(
        self, work: Work, scan: int, raw: str, gate: int, reason: RefusalReason, words: str = ""
    ) -> Refusal:
        """The guard lets nothing leave; `scan` is the line of the gate's log. Pressed twice, it is one refusal.

        Raises NotFound for a scan that is not in the log, InvalidInput ("words") for another reason without words.
        """
        seen = past_scan(self.bench, work.session, scan)
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
        work.record(events.REFUSED, _entity(row), _refusal_facts(row), {"words": said} if said else None)
        return to_refusal(row)

    @command(allow=EVERYONE)
    def undo_refusal(self, work: Work, refusal: int) -> Refusal:
        """A slip of the finger. Raises IllegalStep after a minute, NotFound."""
        row = work.session.get(RefusalRow, refusal)
        if row is None:
            raise NotFound(N_("This refusal is not on record."))
        gate_rules.require_undoable(row.at, row.undone_at is not None, work.now)
        row.undone_at = work.now
        work.record(events.REFUSAL_UNDONE, _entity(row), _refusal_facts(row))
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
        before = _return_by_request(work, request)
        if before is not None:
            return _taken_again(work, before)
        verdict = judge(self.bench, work.session, raw, gate=gate, now=work.now)
        if verdict.claims is None or verdict.code in gate_rules.STRANGE:
            raise NotTakenBack(verdict)
        stands = standing(work.session, verdict.claims, work.desk.desk_number)
        moved = gate_rules.coming_back(stands.now.lines, quantities)
        _meet(work, raw, verdict.claims, stands.root)
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
        facts = {"root": row.root, "gate": gate, "return": row.id, "moved": _pairs(moved)}
        work.record(events.TAKEN_BACK, stands.entity, facts, {"remark": row.remark} if row.remark else None)
        return taken

    @command(allow=EVERYONE)
    def undo_take_back(self, work: Work, return_id: int) -> AtGate:
        """They did not come in after all. Raises IllegalStep after a minute, NotFound."""
        row = work.session.get(ReturnRow, return_id)
        if row is None:
            raise NotFound(N_("This return is not on record."))
        gate_rules.require_undoable(row.at, row.undone_at is not None, work.now)
        row.undone_at = work.now
        work.session.flush()
        stands = standing_of(work.session, row.root, work.desk.desk_number)
        _keep_out(stands.row, stands.now)
        work.record(events.TAKE_BACK_UNDONE, stands.entity, {"root": row.root, "return": row.id})
        return stands.now

    def _let_out(self, work: Work, leave: _Leave) -> Released:
        claims = leave.good.claims
        assert claims is not None  # a verdict that releases names a pass
        stands = standing(work.session, claims, work.desk.desk_number)
        now = stands.now
        goods = gate_rules.leaving(now.lines, now.complete, leave.draft.quantities)
        _meet(work, leave.raw, claims, stands.root)
        row = _release_row(work, leave, claims, stands, goods.whole)
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
        work.record(events.RELEASED, stands.entity, _facts(row, goods.moved), _personal(row))
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


def _by_request(work: Work, request: str) -> ReleaseRow | None:
    if not request:
        return None
    # The second condition is the index's own: without it the whole table is read.
    wanted = select(ReleaseRow).where(ReleaseRow.request == request, ReleaseRow.request != "")
    return work.session.scalars(wanted).first()


def _return_by_request(work: Work, request: str) -> ReturnRow | None:
    if not request:
        return None
    wanted = select(ReturnRow).where(ReturnRow.request == request, ReturnRow.request != "")
    return work.session.scalars(wanted).first()


def _again(work: Work, row: ReleaseRow) -> Released:
    """A release on record, with the pass as it is now."""
    now = standing_of(work.session, row.root, work.desk.desk_number).now
    return Released(_one(now, row), now, slip_of(work.session, row.slip) if row.slip is not None else None)


def _one(now: AtGate, row: ReleaseRow) -> Release:
    return next(one for one in now.releases if one.id == row.id)


def _taken_again(work: Work, row: ReturnRow) -> TakenBack:
    now = standing_of(work.session, row.root, work.desk.desk_number).now
    return TakenBack(next(one for one in now.returns if one.id == row.id), now)


def _release_row(work: Work, leave: _Leave, claims: PassClaims, stands: Standing, whole: bool) -> ReleaseRow:
    draft = leave.draft
    return ReleaseRow(
        id=work.new_id(),
        root=stands.root,
        pass_id=claims.pass_id,
        desk=work.desk.desk_number,
        place=_place(work, stands.root),
        gate=leave.gate,
        at=work.now,
        by=leave.by,
        by_name=leave.name,
        trip=stands.now.trips_used + 1,
        closes=whole or draft.closes is True,
        whole=whole,
        plate=clean_line(draft.plate, 40),
        carrier=clean_line(draft.carrier, 80),
        remark=clean_line(draft.remark),
        approved_by=leave.approved_by,
        override=leave.reason,
        verdict=leave.verdict.code.value,
        proven=leave.verdict.proven,
        seen=" ".join(str(one.id) for one in stands.now.releases),
        request=draft.request,
    )


def _place(work: Work, root: int) -> int:
    """The next place of this desk in the row of this pass's releases."""
    taken = select(func.count()).where(ReleaseRow.desk == work.desk.desk_number, ReleaseRow.root == root)
    return work.session.scalars(taken).one() + 1


def _meet(work: Work, raw: str, claims: PassClaims, root: int) -> None:
    """Keep the code of a pass of another desk, and what it says about the one that it replaces."""
    session = work.session
    if session.get(CodeRow, claims.pass_id) is not None:
        return
    session.add(
        CodeRow(
            pass_id=claims.pass_id,
            root=root,
            code=read_scan(raw).text,
            short_code=short_code(claims),
            made_at=work.now,
        )
    )
    replaced = claims.fields.supersedes
    if not replaced:
        return
    known = session.get(CodeRow, replaced)
    old = known.root if known is not None else replaced
    if session.get(RevocationRow, old) is None:
        session.add(RevocationRow(root=old, at=claims.issued_at, desk=claims.desk, replaced_by=root))


def _keep_out(row: PassRow | None, after: AtGate) -> None:
    """What the overdue list goes by."""
    if row is not None:
        row.out = after.out


def _words(typed: str, key: str, missing: Message) -> str:
    said = clean_line(typed)
    if len(said) < 2:
        raise InvalidInput({key: UserError(missing)})
    return said


def _entity(row: RefusalRow) -> int:
    return row.exit_pass or row.root or row.id


def _pairs(moved: tuple[Moved, ...]) -> list[list[int]]:
    return [[one.position, one.quantity] for one in moved]


def _facts(row: ReleaseRow, moved: tuple[Moved, ...]) -> dict[str, object]:
    return {
        "release": row.id,
        "root": row.root,
        "pass": row.pass_id,
        "gate": row.gate,
        "trip": row.trip,
        "closes": row.closes,
        "whole": row.whole,
        "moved": _pairs(moved),
        "verdict": row.verdict,
        "by": row.by,
        "approved_by": row.approved_by,
        "slip": row.slip,
    }


def _personal(row: ReleaseRow) -> dict[str, object] | None:
    texts = {"plate": row.plate, "carrier": row.carrier, "remark": row.remark, "reason": row.override}
    return {name: text for name, text in texts.items() if text} or None


def _refusal_facts(row: RefusalRow) -> dict[str, object]:
    return {
        "refusal": row.id,
        "scan": row.scan,
        "root": row.root,
        "gate": row.gate,
        "reason": str(row.reason),
        "verdict": row.verdict,
    }
