"""Questions of the gate. They show what the paper shows: no phone number, no ID."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.passes.balance import rest_lines
from desk_app.services.passes.holders import holder_of
from desk_app.services.passes.mapping import to_refusal
from desk_app.services.passes.records import AtGate, Refusal, Slip
from desk_app.services.passes.signed import claims_in, code_lines, number_of
from desk_app.services.passes.standing import lines_after, standing
from desk_app.services.passes.tables import CodeRow, PassRow, RefusalRow, ReleaseRow


class ReleaseQueries(Queries):
    """What a guard looks at."""

    area = "releases"

    @query(allow=EVERYONE)
    def at_gate(self, read: Read, claims: PassClaims) -> AtGate:
        """What there is to compare: by the record, else by the code alone.

        `claims` are a verdict's. Raises IllegalStep for a visitor's pass.
        """
        now = standing(read.session, claims, read.desk.desk_number).now
        if now.exit_pass is not None:
            return now
        holder, unit, signatory = holder_of(self.bench, read.by, claims)
        return replace(now, holder=holder, unit=unit, signatory=signatory)

    @query(allow=EVERYONE)
    def slip(self, read: Read, pass_id: int) -> Slip:
        """A balance slip, to print it again. Raises NotFound."""
        return slip_of(read.session, pass_id)

    @query(allow=EVERYONE)
    def refusal(self, read: Read, refusal: int) -> Refusal:
        """A refusal, to print its slip. Raises NotFound."""
        row = read.session.get(RefusalRow, refusal)
        if row is None:
            raise NotFound(N_("This refusal is not on record."))
        return to_refusal(row)


def slip_of(session: Session, pass_id: int) -> Slip:
    """A balance slip as it was given: with what was left then. Raises NotFound."""
    code = session.get(CodeRow, pass_id)
    if code is None or code.root == pass_id:
        raise NotFound(N_("This PC has no such balance slip."))
    claims = claims_in(code.code)
    given = session.scalars(
        select(ReleaseRow.id).where(ReleaseRow.root == code.root, ReleaseRow.slip == pass_id)
    ).first()
    row = session.scalars(select(PassRow).where(PassRow.pass_id == code.root)).first()
    number = row.number if row is not None else number_of(code.root)
    lines = lines_after(session, code.root, claims, given) if given is not None else code_lines(claims)
    return Slip(number, pass_id, code.code, code.short_code, claims.expires_at, rest_lines(lines))
