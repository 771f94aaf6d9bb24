"""The exit pass on paper (operating manual, Exit passes 1, 10): two copies on A5, or a slip; a reprint is marked.

To add a paper: a DocumentKind here, and a function beside those it is most like (`slips.py`, `lists.py`).
"""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.core.clocks import day_and_time_of_end
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import GOODS_KIND_NAMES
from desk_app.services.passes.papers import PassPaper, comma, grouped, narrow_table, said, total, wide_table
from desk_app.services.passes.records import EXIT_KIND_NAMES, REASON_NAMES, ExitPass
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Code,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
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
REMINDER = "passes.reminder"

_SLIPS = (Size.RECEIPT_80, Size.A5)
"""Not on a badge's paper, of which there is one page: a list may be long."""
DOCUMENTS = (
    DocumentKind(PASS, N_("Exit pass"), (Size.A5, Size.A5_LANDSCAPE, Size.RECEIPT_80)),
    DocumentKind(BALANCE, N_("Balance slip"), _SLIPS),
    DocumentKind(REFUSAL, N_("Refusal slip"), (Size.RECEIPT_80, Size.A6, Size.A5)),
    DocumentKind(RECEIPT, N_("Receipt for returned goods"), _SLIPS),
    DocumentKind(REMINDER, N_("Reminder of goods to return"), (Size.A5,)),
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
        paper.letterhead(one.number),
        Heading(f"{say(N_('Exit pass'))} · {say(EXIT_KIND_NAMES[one.kind])}", note=_copy(paper, for_gate)),
        Columns((beside, code), widths=(1.0, 0.34 if wide else 0.72)),
        Text(_guard_line(one, paper), TextSize.SMALL),
        wide_table(one.lines, paper, ticks=for_gate),
        _end_of_list(paper),
        *_signed_by_hand(paper, wide=wide),
    )


def _copy(paper: PassPaper, for_gate: bool) -> str:
    """Whose copy it is; in Chinese too, as the guard reads it."""
    text = paper.words.text(N_("Gate copy", "pass paper") if for_gate else N_("Customer copy", "pass paper"))
    chinese = _GATE if for_gate else _CUSTOMER
    return text if text == chinese else f"{text} {chinese}"


def _slip(one: ExitPass, paper: PassPaper, issued_by: str) -> tuple[Block, ...]:
    say = paper.words.text
    return (
        paper.letterhead(one.number),
        Banner(say(N_("Exit pass")), say(EXIT_KIND_NAMES[one.kind])),
        Text(one.holder, TextSize.LARGE, bold=True, max_lines=3),
        Fields(_facts(one, paper)),
        _code(one, paper),
        narrow_table(one.lines, paper),
        _end_of_list(paper),
        Fields(_signed(one, paper, issued_by)),
        Rule(dashed=True),
        Text(_guard_line(one, paper), TextSize.SMALL),
        *_signed_by_hand(paper),
    )


GUARD_LINE = N_("Guard: scan the code, compare every line and the plate. What does not match does not leave.")


_GUARD_LINE_WITHOUT_PLATE = N_(
    "Guard: scan the code, compare every line. What does not match does not leave."
)


def _guard_line(one: ExitPass, paper: PassPaper) -> str:
    return paper.words.text(GUARD_LINE if one.plate else _GUARD_LINE_WITHOUT_PLATE)


def _end_of_list(paper: PassPaper) -> Text:
    """Nothing can be written in under the last line."""
    text = paper.words.text(N_("— nothing below this line —", "pass paper"))
    return Text(text, TextSize.SMALL, align=Align.CENTRE, max_lines=1)


def _signed_by_hand(paper: PassPaper, *, wide: bool = False) -> tuple[Block, ...]:
    """The building's stamp, the carrier's identity as the guard saw it, and who signed when."""
    say = paper.words.text
    checks = (say(N_("Building's stamp", "pass paper")), say(N_("Carrier's ID checked", "pass paper")))
    signed = (
        say(N_("Customer signs", "pass paper")),
        say(N_("Guard signs", "pass paper")),
        say(N_("Time of release", "pass paper")),
    )
    return (SignatureLines((*checks, *signed)),) if wide else (SignatureLines(checks), SignatureLines(signed))


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
        Field(say(N_("Kinds of goods")), comma((say(GOODS_KIND_NAMES[kind]) for kind in one.goods), paper)),
        Field(say(N_("Remark")), one.remark),
    )


def _signed(one: ExitPass, paper: PassPaper, issued_by: str) -> tuple[Field, ...]:
    say = paper.words.text
    how = (one.signatory_name, *(say(way) for way in ways_checked(one)))
    return said(
        Field(say(N_("Signatory", "pass paper")), comma(how, paper)),
        Field(
            say(N_("Issued", "pass paper")),
            " ".join(part for part in (paper.moment(one.issued_at), issued_by) if part),
        ),
    )


def ways_checked(one: ExitPass) -> tuple[Message, ...]:
    """How it was made sure that the tenant released the goods."""
    approved = bool(one.approved_by)
    ways = {
        N_("signature compared", "pass paper"): bool(one.signatory_name) and not approved,
        N_("Company seal checked", "pass paper"): one.sealed,
        N_("approved by the supervisor", "pass paper"): approved,
    }
    return tuple(way for way, taken in ways.items() if taken)


def _code(one: ExitPass, paper: PassPaper, size_mm: float | None = None) -> Code:
    caption = paper.words.text(N_("Scan at the gate", "pass paper"))
    return Code(one.pass_code, short=grouped(one.short_code), caption=caption, size_mm=size_mm)
