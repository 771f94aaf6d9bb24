"""Which pass a paper belongs to: its own code, its short number, or a balance slip's."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.codes.claims import PassKind
from desk_app.services.codes.scanned import Scan, Scanned
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import KIND_NAMES, Kind
from desk_app.services.codes.which_pass import pass_in
from desk_app.services.core.errors import NotFound, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Bench, Read
from desk_app.services.passes.tables import CodeRow, PassRow
from desk_app.services.visitors.queries import VisitorQueries

_AGAIN = N_("The code was read only in part. Scan it once more, or type the number below it.")
_UNREAD: dict[Scan, Message] = {
    Scan.NOTHING: N_("Nothing was read. Scan the code once more."),
    Scan.READ_AGAIN: _AGAIN,
    Scan.SEVERAL: N_("Several codes were read at once. Scan one paper at a time."),
    Scan.UNKNOWN_KIND: N_("A number of a newer kind, unknown to this version of the program."),
    Scan.FOREIGN: N_("This is no code of this building's passes. Scan the square code on the exit pass."),
}


def row_of(read: Read, raw: str) -> PassRow | None:
    """The pass on record that a scan or a typed number names, and nothing else does. Never raises."""
    pass_id = pass_in(raw)
    code = read.session.get(CodeRow, pass_id) if pass_id is not None else None
    if code is None or not _same(read_scan(raw), code):
        return None
    return read.session.scalars(select(PassRow).where(PassRow.pass_id == code.root)).first()


def named_by(read: Read, bench: Bench, raw: str) -> PassRow:
    """The pass on record that a paper belongs to. Raises UserError, which says what the paper is instead."""
    row = row_of(read, raw)
    if row is not None:
        return row
    scanned = read_scan(raw)
    if scanned.what in _UNREAD:
        raise UserError(_UNREAD[scanned.what])
    number = scanned.number
    if number is not None and number.kind is not Kind.PASS:
        raise UserError(
            N_("This is the number of another record: {kind}. Scan the code on the exit pass."),
            kind=KIND_NAMES[number.kind],
        )
    pass_id = pass_in(raw)
    if pass_id is None:
        raise UserError(_AGAIN)
    if _is_visitors(read, bench, scanned, pass_id):
        raise UserError(N_("This is a visitor's pass: it belongs to the visitor log, not to this pile."))
    if read.session.get(CodeRow, pass_id) is not None:
        raise UserError(
            N_("This paper differs from the pass on record. Keep it and give it to the supervisor.")
        )
    raise NotFound(
        N_("This PC has no such exit pass: it may be another desk's. Scan it at the desk that issued it.")
    )


def _same(scanned: Scanned, code: CodeRow) -> bool:
    """Whether the code is, to the last digit, what was given out; a typed number has nothing to compare."""
    return scanned.frame is None or scanned.text == code.code


def _is_visitors(read: Read, bench: Bench, scanned: Scanned, pass_id: int) -> bool:
    if scanned.frame is not None:
        return scanned.frame.kind == PassKind.VISITOR
    return VisitorQueries(bench).by_pass(read.by, pass_id) is not None
