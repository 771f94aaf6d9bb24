"""Which pass a scan names."""

from __future__ import annotations

from desk_app.services.codes.claims import pass_id_of
from desk_app.services.codes.pass_code import parse, split
from desk_app.services.codes.scanned import Scan, read
from desk_app.services.codes.short_number import Kind


def pass_in(raw: str) -> int | None:
    """The pass id in what was scanned or typed; None for anything that is no pass. Never raises."""
    scanned = read(raw)
    if scanned.what is Scan.SHORT_NUMBER and scanned.number is not None:
        return pass_id_of(scanned.number) if scanned.number.kind is Kind.PASS else None
    if scanned.frame is None:
        return None
    try:
        return parse(split(scanned.frame), scanned.frame).pass_id
    except ValueError:
        return None
