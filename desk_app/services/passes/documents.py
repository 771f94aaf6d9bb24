"""The exit pass on paper (operating manual, Exit passes 1, 10): two copies on A5, or a slip; a reprint is marked.

To add a paper: a DocumentKind here, and a function beside those it is most like (`slips.py`, `lists.py`).
"""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.core.clocks import day_and_time_of_end
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.passes.papers import PassPaper, grouped, narrow_table, said, total, wide_table
from desk_app.services.passes.records import EXIT_KIND_NAMES, REASON_NAMES, ExitPass
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Banner,
    Block,
    Code,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Letterhead,
    Rule,
    SignatureLines,
    Size,
    Text,
    TextSize,
)

PASS = "passes.pass"  # noqa: S105 - a kind of paper, not a password
BALANCE = "passes.balance"
REFUSAL = "passes.refusal"
RECEIPT = "passes.receipt"
LIST = "passes.list"

_SLIPS = (Size.RECEIPT_80, Size.A5)
"""Not on a badge's paper, of which there is one page: a list may be long."""
DOCUMENTS = (
    DocumentKind(PASS, N_("Exit pass"), (Size.A5, Size.A5_LANDSCAPE, Size.RECEIPT_80)),
    DocumentKind(BALANCE, N_("Balance slip"), _SLIPS),
    DocumentKind(REFUSAL, N_("Refusal slip"), (Size.RECEIPT_80, Size.A6, Size.A5)),
    DocumentKind(RECEIPT, N_("Receipt for returned goods"), _SLIPS),
    DocumentKind(LIST, N_("List of exit passes"), (Size.A4,)),
)

_CUSTOMER, _GATE = "客户联", "门岗联"
"""On papers in any language: the guard reads Chinese."""
_SHEET_CODE_MM, _FLAT_CODE_MM = 46.0, 38.0
"""With the quiet zone: 440 digits are 73 modules."""


def exit_pass(one: ExitPass, paper: PassPaper, *, size: Size, issued_by: str = "") -> Document:
    """The pass: the customer's copy with the gate's behind it; on a roll one slip, as often as the print settings say.

    A reprint is marked as a copy beside its code, with the same code (operating manual, Exit passes 10).
    """
    say = paper.words.text
    document = Document(
        PASS,
        say(N_("Exit pass")),
        size,
        (),
        number=one.number,
        subject=one.holder,
        copy=max(0, one.copies - 1),
    )
    if size.height_mm is None:
        return replace(document, blocks=_slip(one, paper, issued_by))
    behind = replace(document, blocks=_sheet(one, paper, issued_by, size=size, for_gate=True))
    blocks = _sheet(one, paper, issued_by, size=size, for_gate=False)
    return replace(document, blocks=blocks, counterparts=(behind,))


def _sheet(
    one: ExitPass, paper: PassPaper, issued_by: str, *, size: Size, for_gate: bool
) -> tuple[Block, ...]:
    say = paper.words.text
    wide = size is Size.A5_LANDSCAPE
    beside = (
        Text(one.holder, TextSize.LARGE, bold=True, max_lines=3),
        Fields((*_facts(one, paper), *_signed(one, paper, issued_by)), columns=2 if wide else 1),
    )
    code = (_code(one, paper, _FLAT_CODE_MM if wide else _SHEET_CODE_MM),)
    return (
        Letterhead(paper.desk.building, one.number),
        Heading(f"{say(N_('Exit pass'))} · {say(EXIT_KIND_NAMES[one.kind])}", note=_copy(paper, for_gate)),
        Columns((beside, code), widths=(1.0, 0.34 if wide else 0.72)),
        Text(say(GUARD_LINE), TextSize.SMALL),
        wide_table(one.lines, paper, ticks=for_gate),
        SignatureLines(_boxes(paper)),
    )


def _copy(paper: PassPaper, for_gate: bool) -> str:
    """Whose copy it is; in Chinese too, as the guard reads it."""
    text = paper.words.text(N_("Gate copy", "pass paper") if for_gate else N_("Customer copy", "pass paper"))
    chinese = _GATE if for_gate else _CUSTOMER
    return text if text == chinese else f"{text} {chinese}"


def _slip(one: ExitPass, paper: PassPaper, issued_by: str) -> tuple[Block, ...]:
    say = paper.words.text
    return (
        Letterhead(paper.desk.building, one.number),
        Banner(say(N_("Exit pass")), say(EXIT_KIND_NAMES[one.kind])),
        Text(one.holder, TextSize.LARGE, bold=True, max_lines=3),
        Fields(_facts(one, paper)),
        _code(one, paper),
        narrow_table(one.lines, paper),
        Fields(_signed(one, paper, issued_by)),
        Rule(dashed=True),
        Text(say(GUARD_LINE), TextSize.SMALL),
        SignatureLines(_boxes(paper)),
    )


GUARD_LINE = N_("Guard: scan the code, compare every line and the plate. What does not match does not leave.")


def _boxes(paper: PassPaper) -> tuple[str, ...]:
    say = paper.words.text
    return (
        say(N_("Customer signs", "pass paper")),
        say(N_("Guard signs", "pass paper")),
        say(N_("Time of release", "pass paper")),
    )


def _facts(one: ExitPass, paper: PassPaper) -> tuple[Field, ...]:
    return (*_who(one, paper), *_when(one, paper), *_how(one, paper), *_what(one, paper))


def _who(one: ExitPass, paper: PassPaper) -> tuple[Field, ...]:
    say = paper.words.text
    carrier = " ".join(part for part in (one.carrier, mask_phone(one.carrier_phone)) if part)
    return said(
        Field(say(N_("Unit", "pass holder")), one.unit, strong=True),
        Field(say(N_("Reason", "pass paper")), say(REASON_NAMES[one.reason])),
        Field(say(N_("Plate")), one.plate, strong=True),
        Field(say(N_("Carrier", "pass paper")), carrier),
    )


def _when(one: ExitPass, paper: PassPaper) -> tuple[Field, ...]:
    """From when until when; each end on a line of its own when they are on different days."""
    say = paper.words.text
    first = one.valid_from.astimezone(paper.zone).date()
    if first == day_and_time_of_end(one.valid_until, paper.zone)[0]:
        return (Field(say(N_("Valid")), paper.span(one.valid_from, one.valid_until), strong=True),)
    return (
        Field(say(N_("Valid from")), paper.moment(one.valid_from), strong=True),
        Field(say(N_("Valid until")), paper.until(one.valid_until), strong=True),
    )


def _how(one: ExitPass, paper: PassPaper) -> tuple[Field, ...]:
    say = paper.words.text
    return said(
        Field(say(N_("Gate", "pass paper")), paper.any_of(one.gates), strong=True),
        Field(say(N_("Trips", "pass paper")), str(one.trips) if one.trips > 1 else ""),
        Field(say(N_("Back by", "pass paper")), one.due.isoformat() if one.due else "", strong=True),
    )


def _what(one: ExitPass, paper: PassPaper) -> tuple[Field, ...]:
    """Before the list: what the guard counts first."""
    say = paper.words.text
    return said(
        Field(say(N_("Total", "pass paper")), total(one.lines, paper), strong=True),
        Field(say(N_("Remark")), one.remark),
    )


def _signed(one: ExitPass, paper: PassPaper, issued_by: str) -> tuple[Field, ...]:
    say = paper.words.text
    seal = say(N_("Company seal checked", "pass paper")) if one.sealed else ""
    return said(
        Field(say(N_("Signatory", "pass paper")), paper.comma((one.signatory_name, seal))),
        Field(
            say(N_("Issued", "pass paper")),
            " ".join(part for part in (paper.moment(one.issued_at), issued_by) if part),
        ),
    )


def _code(one: ExitPass, paper: PassPaper, size_mm: float | None = None) -> Code:
    caption = paper.words.text(N_("Scan at the gate", "pass paper"))
    return Code(one.pass_code, short=grouped(one.short_code), caption=caption, size_mm=size_mm)
