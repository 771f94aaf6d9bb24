"""Balance slips: the paper for what is left of a pass, with a code of its own that another gate can prove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.codes.claims import PassClaims, validity
from desk_app.services.codes.goods import GoodsLine, ShortLine, digest, pieces, shorten
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import PassFields, rest_fields
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.gate.numbers import next_pass
from desk_app.services.journal.work import Work
from desk_app.services.passes.records import ExitLine, Moved, Slip
from desk_app.services.passes.standing import Standing
from desk_app.services.passes.tables import CodeRow


def make_slip(work: Work, claims: PassClaims, of: Standing, lines: Sequence[ExitLine]) -> Slip | None:
    """A signed code for the rest, on record; None when the pass has run out: then there is no rest to release.

    `claims` are those of the code that was scanned, `lines` what is left (`rest_lines`).
    """
    if claims.expires_at <= work.now:
        return None
    issued, delay, lifetime = rest_of_time(claims, work.now)
    goods = [GoodsLine(one.name, one.quantity, one.unit, one.serial, one.returnable) for one in lines]
    slip = PassClaims(
        kind=claims.kind,
        desk=work.desk.desk_number,
        counter=next_pass(work),
        site=claims.site,
        issued=issued,
        delay=delay,
        lifetime=lifetime,
        gates=claims.gates,
        trips=1,
        tenant=claims.tenant,
        signatory=claims.signatory,
        digest=digest(goods),
        pieces=pieces(goods),
        fields=_fields(
            claims.fields, of.root, {one.position: _short(one, of.row is not None) for one in lines}
        ),
    )
    row = CodeRow(
        pass_id=slip.pass_id,
        root=of.root,
        code=encode(slip, open_signing_key(work.secrets, Purpose.PASS)),
        short_code=short_code(slip),
        made_at=work.now,
    )
    work.session.add(row)
    return Slip(of.now.number, row.pass_id, row.code, row.short_code, slip.expires_at, tuple(lines))


def rest_of_time(claims: PassClaims, now: datetime) -> tuple[int, int, int]:
    """`issued`, `delay` and `lifetime` that end in the very second in which the pass ends."""
    end = int(claims.expires_at.timestamp())
    whole_minutes = -((int(now.timestamp()) - end) // 60)
    issued = datetime.fromtimestamp(end - whole_minutes * 60, now.tzinfo)
    return validity(issued, claims.not_before, claims.expires_at)


def rest_lines(lines: Sequence[ExitLine], moved: Iterable[Moved] = ()) -> tuple[ExitLine, ...]:
    """What is left once so much has left as well, as quantities of their own."""
    now = {one.position: one.quantity for one in moved}
    left = {line.position: line.left - now.get(line.position, 0) for line in lines}
    return tuple(
        replace(line, quantity=left[line.position], gone=0, out=0)
        for line in lines
        if left[line.position] > 0
    )


def short_code(claims: PassClaims) -> str:
    """The digits under the code; empty when the count has outgrown them."""
    try:
        return claims.short_number.digits
    except ValueError:
        return ""


def _short(line: ExitLine, on_record: bool) -> ShortLine:
    """A line known from a code alone is short already."""
    if on_record:
        return shorten(GoodsLine(line.name, line.quantity, line.unit))
    return ShortLine(line.quantity, line.name)


def _fields(of: PassFields, root: int, lines: Mapping[int, ShortLine]) -> PassFields:
    """Plate and carrier as on the pass; a long carrier gives way to the id of the pass."""
    try:
        return rest_fields(lines, root, of.plate, of.carrier)
    except ValueError:
        return rest_fields(lines, root, of.plate)
