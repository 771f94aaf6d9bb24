"""The desk's verbs on exit passes. One transaction each; rules are in `rules.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.text.clean import clean_lines
from desk_app.services.core.typed import checked_words
from desk_app.services.core.words import N_
from desk_app.services.gate.numbers import next_pass
from desk_app.services.journal.marks import done_before, require_same
from desk_app.services.journal.work import Read, Service, Work, command
from desk_app.services.passes import events, rules
from desk_app.services.passes.asking import findings_on, known_for, lapsed_findings
from desk_app.services.passes.making import claims_for, code_row, gates_kept, goods_of
from desk_app.services.passes.mapping import (
    facts,
    lines_of,
    new_pass,
    personal,
    to_draft,
    to_line_draft,
    to_pass,
)
from desk_app.services.passes.paper import named_by
from desk_app.services.passes.records import ExitPass, LineDraft, PaperHome, PassDraft, PassState
from desk_app.services.passes.tables import LineRow, PassRow, RevocationRow, TemplateRow
from desk_app.services.passes.typed import Known, checked_draft, checked_lines

MOST_REASON, MOST_CALL, MOST_TEMPLATE_NAME = 200, 500, 40


class ExitPasses(Service):
    """Exit passes at the desk (operating manual, Exit passes)."""

    area = "passes"

    @command(allow=DESK)
    def issue(self, work: Work, draft: PassDraft) -> ExitPass:
        """Issue a pass with its signed code. The same form saved twice issues once.

        Raises InvalidInput for what was typed, and Unsettled: what nobody may set aside, what only the supervisor may
        (with a reason in `waiver`), and warnings that nobody has read (`acknowledged`).
        """
        before = done_before(work, PassRow, draft.request)
        if before is not None:
            kept = [line.quantity for line in lines_of(work.session, [before.id])[before.id]]
            typed = [line.quantity for line in draft.lines]
            require_same(before.replaces is None and before.kind == draft.kind and typed in ([], kept))
            return to_pass(work.session, before, work.now)
        read = self._read(work)
        known = known_for(read, self.bench, draft)
        draft = checked_draft(draft, known)
        found = findings_on(read, self.bench, draft, known)
        approved = work.by.role in SUPERVISORS and bool(draft.waiver)
        in_the_way = rules.unsettled(found, acknowledged=draft.acknowledged, approved=approved)
        if in_the_way:
            raise Unsettled(in_the_way)
        row = self._new_row(work, draft, known)
        if any(one.weight is Weight.APPROVAL for one in found):
            row.approved_by, row.waiver = work.by.staff_id, draft.waiver
            row.issued_by = draft.at_desk or work.by.staff_id
        given = _give_out(work, row, dict(enumerate(draft.lines, 1)))
        _count_use(work, draft.template)
        work.record(events.ISSUED, row.id, _facts(row, draft.lines, draft.template), personal(row))
        return given

    def _read(self, work: Work) -> Read:
        return Read(self.bench, work.session, work.by, work.now)

    def _new_row(self, work: Work, draft: PassDraft, known: Known) -> PassRow:
        assert draft.day is not None and draft.until is not None  # the checks have filled them in
        start, end = rules.span(draft.day, draft.until, work.now, self.bench.clock.zone)
        signatory = known.signatory(draft.signatory)
        return PassRow(
            id=work.new_id(),
            number=work.number(),
            kind=draft.kind,
            state=PassState.ISSUED,
            day=work.today,
            tenant=draft.tenant,
            holder=draft.holder,
            unit=draft.unit,
            reason=draft.reason,
            goods=" ".join(draft.goods),
            signatory=draft.signatory,
            signatory_name=signatory.name if signatory is not None else "",
            sealed=draft.sealed,
            carrier=draft.carrier,
            carrier_phone=draft.carrier_phone,
            plate=draft.plate,
            valid_from=start,
            valid_until=end,
            gates=gates_kept(draft.gates),
            trips=draft.trips,
            due=draft.due,
            remark=draft.remark,
            visit=draft.visit,
            issued_at=work.now,
            issued_by=work.by.staff_id,
            request=draft.request,
        )

    @command(allow=DESK)
    def replace(self, work: Work, exit_pass: int, reason: str, request: str = "") -> ExitPass:
        """A lost original: a pass with a new number and the rest of the goods, valid as long; the old one is void.

        Raises IllegalStep, which says what to do instead, and Unsettled for a tenant that has moved out since.
        """
        before = done_before(work, PassRow, request)
        if before is not None:
            require_same(before.replaces == exit_pass)
            return to_pass(work.session, before, work.now)
        old = _row(work, exit_pass, "replace")
        said = _reason(reason)
        lines = lines_of(work.session, [old.id])[old.id]
        self._refuse_lapsed(work, old, lines)
        kept = to_pass(work.session, old, work.now)
        rest, trips = rules.remaining(
            {line.position: to_line_draft(line) for line in lines},
            {line.position: line.gone for line in kept.lines},
            old.trips - kept.trips_used,
        )
        row = _successor(work, old, trips, request)
        given = _give_out(work, row, rest, superseded=_line_of(work, old))
        old.replaced_by = row.id
        _void(work, old, PassState.REPLACED, said, replaced_by=row.pass_id)
        work.record(events.ISSUED, row.id, _facts(row, list(rest.values())), personal(row))
        work.record(
            events.REPLACED,
            old.id,
            {"number": old.number, "by": row.id, "pass": row.pass_id},
            {"reason": said},
        )
        return given

    def _refuse_lapsed(self, work: Work, old: PassRow, lines: Sequence[LineRow]) -> None:
        draft = to_draft(old, lines)
        known = known_for(self._read(work), self.bench, draft)
        found = lapsed_findings(self.bench, draft, known)
        if found:
            raise Unsettled(found)

    @command(allow=DESK)
    def revoke(self, work: Work, exit_pass: int, reason: str) -> ExitPass:
        """Take a pass back: the gates refuse it from now on, this one at once. Raises IllegalStep, InvalidInput."""
        row = _row(work, exit_pass, "revoke")
        said = _reason(reason)
        _void(work, row, PassState.REVOKED, said)
        work.record(events.REVOKED, row.id, {"number": row.number, "pass": row.pass_id}, {"reason": said})
        return to_pass(work.session, row, work.now)

    @command(allow=DESK, meanwhile=True)
    def print_pass(self, work: Work, exit_pass: int) -> ExitPass:
        """Count one more print: the first is the original in two copies, every later one is marked as a copy."""
        row = _row(work, exit_pass, "print")
        row.copies += 1
        work.record(events.PRINTED, row.id, {"number": row.number, "copy": row.copies - 1})
        return to_pass(work.session, row, work.now)

    # Paper comes home

    @command(allow=DESK)
    def paper_home(self, work: Work, raw: str) -> PaperHome:
        """A copy of the returned pile was scanned. Scanned twice it changes nothing.

        Raises UserError for anything that is no paper of an exit pass of this desk, and says what it is.
        """
        row = named_by(self._read(work), self.bench, raw)
        was_home = row.paper_back_at is not None
        if not was_home:
            row.paper_back_at, row.paper_back_by = work.now, work.by.staff_id
            work.record(events.PAPER_BACK, row.id, {"number": row.number, "state": row.state})
        return PaperHome(to_pass(work.session, row, work.now), was_home)

    @command(allow=DESK)
    def undo_paper_home(self, work: Work, exit_pass: int) -> ExitPass:
        """A slip: this paper is not here. Raises IllegalStep when it never was."""
        row = _row(work, exit_pass)
        if row.paper_back_at is None:
            raise IllegalStep(N_("The paper of this pass has not come home. Nothing was changed."))
        row.paper_back_at, row.paper_back_by = None, 0
        work.record(events.PAPER_BACK_UNDONE, row.id, {"number": row.number})
        return to_pass(work.session, row, work.now)

    @command(allow=DESK)
    def note_call(self, work: Work, exit_pass: int, words: str) -> ExitPass:
        """The customer was phoned about a pass; `words` is what they said. Raises InvalidInput."""
        row = _row(work, exit_pass)
        try:
            said = clean_lines(words, MOST_CALL)
        except UserError as problem:
            raise InvalidInput({"words": problem}) from problem
        row.called_at = work.now
        work.record(events.CALLED, row.id, {"number": row.number}, {"words": said} if said else None)
        return to_pass(work.session, row, work.now)

    # Lists that come again and again

    @command(allow=DESK)
    def save_template(self, work: Work, name: str, draft: PassDraft, for_tenant: bool) -> int:
        """Keep a list of goods under a name, for the draft's tenant or for everybody; returns its id.

        The same name again writes the list anew. Raises InvalidInput.
        """
        said = checked_words("name", name, MOST_TEMPLATE_NAME, N_("Give the list a name."))
        lines = checked_lines(draft.lines)
        if for_tenant and draft.tenant is None:
            raise InvalidInput({"holder": UserError(N_("Choose the tenant whose list it is."))})
        tenant = draft.tenant if for_tenant else None
        row = work.session.scalars(
            select(TemplateRow).where(
                TemplateRow.name == said, TemplateRow.tenant.is_(tenant), TemplateRow.active
            )
        ).first()
        if row is None:
            row = TemplateRow(id=work.new_id(), name=said, tenant=tenant)
            work.session.add(row)
        row.kind, row.goods = draft.kind, " ".join(dict.fromkeys(draft.goods))
        row.lines = json.dumps(
            [[one.name, one.quantity, one.unit, one.serial, one.returnable] for one in lines],
            ensure_ascii=False,
        )
        work.record(events.TEMPLATE_SAVED, row.id, {"name": said, "tenant": tenant, "lines": len(lines)})
        return row.id

    @command(allow=DESK)
    def drop_template(self, work: Work, template: int) -> None:
        """Take a list off the offer. Raises NotFound."""
        row = work.session.get(TemplateRow, template)
        if row is None or not row.active:
            raise NotFound(N_("This list is not on record."))
        row.active = False
        work.record(events.TEMPLATE_DROPPED, row.id, {"name": row.name})


def _row(work: Work, exit_pass: int, step: str | None = None) -> PassRow:
    row = work.session.get(PassRow, exit_pass)
    if row is None:
        raise NotFound(N_("This exit pass is not on record."))
    if step is not None:
        rules.require(step, rules.state_now(PassState(row.state), row.valid_until, work.now))
    return row


def _line_of(work: Work, old: PassRow) -> list[int]:
    """The pass that is replaced, and those that it had replaced itself, the latest first."""
    found = [old.pass_id]
    while old.replaces is not None:
        old = work.session.get_one(PassRow, old.replaces)
        found.append(old.pass_id)
    return found


def _give_out(
    work: Work, row: PassRow, lines: Mapping[int, LineDraft], superseded: Sequence[int] = ()
) -> ExitPass:
    """Number the pass, sign its code, and write both with the lines by their place in the list."""
    kept = [
        LineRow(
            exit_pass=row.id,
            position=position,
            name=line.name,
            quantity=line.quantity,
            unit=line.unit,
            serial=line.serial,
            returnable=line.returnable,
        )
        for position, line in lines.items()
    ]
    claims = claims_for(
        row,
        goods_of(kept),
        work.desk,
        next_pass(work),
        now=work.now,
        trips=row.trips,
        superseded=superseded,
        places=tuple(lines),
    )
    row.pass_id = claims.pass_id
    work.session.add(row)
    work.session.flush()  # the lines hang on it, and its columns' defaults are part of the record given back
    code = code_row(claims, claims.pass_id, open_signing_key(work.secrets, Purpose.PASS), work.now)
    work.session.add_all([*kept, code])
    work.session.flush()
    return new_pass(row, kept, code, work.now)


def _successor(work: Work, old: PassRow, trips: int, request: str) -> PassRow:
    """The pass that takes another's place: all but number, time of issue and what has left."""
    return PassRow(
        id=work.new_id(),
        number=work.number(),
        kind=old.kind,
        state=PassState.ISSUED,
        day=work.today,
        tenant=old.tenant,
        holder=old.holder,
        unit=old.unit,
        reason=old.reason,
        goods=old.goods,
        signatory=old.signatory,
        signatory_name=old.signatory_name,
        sealed=old.sealed,
        carrier=old.carrier,
        carrier_phone=old.carrier_phone,
        plate=old.plate,
        valid_from=max(work.now, old.valid_from),
        valid_until=old.valid_until,
        gates=old.gates,
        trips=trips,
        due=old.due,
        remark=old.remark,
        visit=old.visit,
        issued_at=work.now,
        issued_by=work.by.staff_id,
        approved_by=old.approved_by,
        waiver=old.waiver,
        replaces=old.id,
        request=request,
    )


def _void(work: Work, row: PassRow, state: PassState, reason: str, replaced_by: int | None = None) -> None:
    """No gate lets anything out on it any more."""
    row.state, row.revoked_by, row.revoke_reason = state, work.by.staff_id, reason
    # There is one already where this desk was set back to an old copy, and hears of its own revocation.
    ended = work.session.get(RevocationRow, row.pass_id)
    if ended is None:
        ended = RevocationRow(root=row.pass_id, at=work.now)
        work.session.add(ended)
    ended.at, ended.by_name = min(ended.at, work.now), work.by.name
    ended.desk, ended.replaced_by = work.desk.desk_number, replaced_by or ended.replaced_by


def _count_use(work: Work, template: int | None) -> None:
    """A pass came from this list; one that was dropped meanwhile counts no more."""
    row = work.session.get(TemplateRow, template) if template is not None else None
    if row is not None:
        row.used += 1


def _facts(row: PassRow, lines: Sequence[LineDraft], template: int | None = None) -> dict[str, object]:
    said = facts(row, len(lines), sum(line.quantity for line in lines))
    return said if template is None else {**said, "template": template}


def _reason(reason: str) -> str:
    return checked_words("reason", reason, MOST_REASON)
