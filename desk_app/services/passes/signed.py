"""What a signed code says, for those who count: its claims, its lines, what it is called. No database is read."""

from __future__ import annotations

from desk_app.services.codes.claims import COUNTER_BITS, PassClaims, PassKind
from desk_app.services.codes.pass_code import parse, split
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.passes import rules
from desk_app.services.passes.mapping import to_lines
from desk_app.services.passes.records import ExitLine
from desk_app.services.passes.tables import LineRow


def claims_in(code: str) -> PassClaims:
    """The claims of a code that this PC gave out or has proven before it kept it."""
    frame = read_scan(code).frame
    assert frame is not None  # only whole codes are kept
    return parse(split(frame), frame)


def code_lines(claims: PassClaims) -> tuple[ExitLine, ...]:
    """The lines that a code carries, as a slip lists them."""
    return to_lines(code_rows(claims)[0], rules.Standing(0, {}, {}))


def code_rows(claims: PassClaims) -> tuple[list[LineRow], bool]:
    """The lines that a code carries, and whether they are all. What comes back is known from the kind alone."""
    short = claims.fields.lines
    complete = 0 < claims.pieces == sum(line.quantity for line in short)
    comes_back = complete and claims.kind is PassKind.RETURNABLE
    places = claims.fields.places or range(1, len(short) + 1)
    lines = [
        LineRow(
            position=place, name=line.text, quantity=line.quantity, unit="", serial="", returnable=comes_back
        )
        for place, line in zip(places, short, strict=True)
    ]
    return lines, complete


def superseded(claims: PassClaims) -> tuple[int, ...]:
    """The passes whose place this one takes. A desk replaces its own only: of another's it says nothing that counts."""
    return tuple(one for one in claims.fields.all_superseded if one >> COUNTER_BITS == claims.desk)


def number_of(root: int) -> str:
    """What a pass is called where its record is not: its short number, or the bare count where that is too long."""
    desk, counter = divmod(root, 1 << COUNTER_BITS)
    try:
        return ShortNumber(Kind.PASS, desk, counter).format()
    except ValueError:
        return str(counter)
