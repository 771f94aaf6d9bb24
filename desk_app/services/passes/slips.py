"""What the gate gives out: the slip for the rest, for what may not leave, for what came back."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.core.words import N_, Message
from desk_app.services.passes.documents import BALANCE, RECEIPT, REFUSAL
from desk_app.services.passes.papers import PassPaper, grouped, narrow_table, said, total
from desk_app.services.passes.records import (
    REFUSAL_NAMES,
    AtGate,
    ExitLine,
    Moved,
    Refusal,
    RefusalReason,
    Released,
    Return,
)
from desk_app.services.printing.model import (
    Banner,
    Block,
    Code,
    Document,
    Field,
    Fields,
    Rule,
    SignatureLines,
    Size,
    Text,
    TextSize,
)

_NEW_PASS = N_("Have a new pass issued at the front desk that names what really leaves.")
NEXT_STEPS: dict[RefusalReason, Message] = {
    RefusalReason.QUANTITY: N_("Take out what the pass names, or have a new pass issued at the front desk."),
    RefusalReason.NOT_LISTED: N_(
        "Bring back what is not on the pass, or have a new pass issued at the front desk."
    ),
    RefusalReason.SERIAL: _NEW_PASS,
    RefusalReason.VEHICLE: N_(
        "The vehicle and carrier named on the pass take the goods, or a new pass is issued."
    ),
    RefusalReason.PAPER: N_("Have the pass replaced at the front desk. The old one no longer counts then."),
    RefusalReason.VERDICT: N_("Go to the front desk with this slip and the pass."),
    RefusalReason.OTHER: N_("Go to the front desk with this slip and the pass."),
}
"""What the person with the goods does next (operating manual, Exit passes 8: nothing leaves that does not match)."""


def balance_slip(released: Released, paper: PassPaper, *, size: Size) -> Document:
    """The rest of a pass that left in part, with its own code if it has one. Raises ValueError without a slip."""
    slip, of = released.slip, released.after
    if slip is None:
        raise ValueError("nothing is left of this pass")
    say = paper.words.text
    rest = Fields((Field(say(N_("Left to go", "pass paper")), total(slip.lines, paper), strong=True),))
    return Document(
        BALANCE,
        say(N_("Balance slip")),
        size,
        (
            paper.letterhead(slip.number),
            Banner(say(N_("Balance slip")), paper.gate(released.release.gate)),
            Text(say(N_("The rest of pass {number}"), number=of.number), bold=True),
            Text(of.holder, max_lines=2),
            Fields(_rest_facts(released, paper)),
            *_rest_code(released, paper),
            narrow_table(slip.lines, paper),
            rest,
            Text(say(N_("Keep it with the pass. It is good for these goods only, once.")), TextSize.SMALL),
        ),
        number=slip.number,
        subject=of.holder,
    )


def _rest_facts(released: Released, paper: PassPaper) -> tuple[Field, ...]:
    say, release, of = paper.words.text, released.release, released.after
    until = released.slip.valid_until if released.slip else of.valid_until
    return said(
        Field(say(N_("Unit", "pass holder")), of.unit),
        Field(say(N_("Plate")), of.plate),
        Field(say(N_("Valid until")), paper.until(until), strong=True),
        Field(say(N_("First part left", "pass paper")), paper.moment(release.at)),
        Field(say(N_("Guard", "pass paper")), release.by_name),
    )


def _rest_code(released: Released, paper: PassPaper) -> tuple[Block, ...]:
    say, slip = paper.words.text, released.slip
    if slip is None or not slip.pass_code:
        return (Text(say(N_("Scan the code of the pass itself: it knows what is left.")), bold=True),)
    return (
        Code(
            slip.pass_code, short=grouped(slip.short_code), caption=say(N_("Scan at the gate", "pass paper"))
        ),
    )


def refusal_slip(
    refusal: Refusal,
    paper: PassPaper,
    *,
    size: Size,
    about: str = "",
    next_step: str = "",
    phone: str = "",
) -> Document:
    """Why something did not leave, and what to do. It has no code: nothing leaves on it.

    `about`: the number of the pass, if it has one here. `next_step`: the verdict's, where the verdict was the reason.
    `phone`: whom to phone and their number, already said.
    """
    say = paper.words.text
    facts = said(
        Field(say(N_("Exit pass")), about),
        Field(say(N_("Time", "pass paper")), paper.moment(refusal.at)),
        Field(say(N_("At gate", "pass paper")), paper.gate(refusal.gate)),
        Field(say(N_("Guard", "pass paper")), refusal.by_name),
    )
    step = next_step or say(NEXT_STEPS[refusal.reason])
    return Document(
        REFUSAL,
        say(N_("Refusal slip")),
        size,
        (
            paper.letterhead(refusal.number),
            Banner(say(N_("NOT RELEASED"))),
            Text(say(REFUSAL_NAMES[refusal.reason]), TextSize.LARGE, bold=True, max_lines=3),
            *((Text(refusal.words, max_lines=6),) if refusal.words else ()),
            Fields(facts),
            Rule(),
            Text(say(N_("What to do now", "pass paper")), bold=True),
            Text(step, max_lines=6),
            *((Fields((Field(say(N_("Phone", "pass paper")), phone, strong=True),)),) if phone else ()),
            SignatureLines((say(N_("Guard signs", "pass paper")),)),
        ),
        number=refusal.number,
        subject=about or refusal.number,
    )


def return_receipt(returned: Return, of: AtGate, paper: PassPaper, *, size: Size) -> Document:
    """What came back, and what is still outside; `of` is the pass as it is afterwards."""
    say = paper.words.text
    back = tuple(_back(moved, of, paper) for moved in returned.moved)
    outside = tuple(replace(line, quantity=line.out, returnable=False) for line in of.lines if line.out)
    return Document(
        RECEIPT,
        say(N_("Receipt for returned goods")),
        size,
        (
            paper.letterhead(of.number),
            Banner(say(N_("Goods came back", "pass paper"))),
            Text(of.holder, bold=True, max_lines=2),
            Fields(_return_facts(returned, of, paper)),
            narrow_table(back, paper),
            *_outside(outside, of, paper),
            SignatureLines((say(N_("Guard signs", "pass paper")), say(N_("Customer signs", "pass paper")))),
        ),
        number=of.number,
        subject=of.holder,
    )


def _back(moved: Moved, of: AtGate, paper: PassPaper) -> ExitLine:
    """The line as it was, with what came back of it; one that this PC never saw keeps its place only."""
    line = next((line for line in of.lines if line.position == moved.position), None)
    if line is None:
        name = paper.words.text(N_("Line {n} of the pass", "pass paper"), n=moved.position)
        line = ExitLine(moved.position, name, 0, "", "", returnable=True)
    return replace(line, quantity=moved.quantity, returnable=False)


def _return_facts(returned: Return, of: AtGate, paper: PassPaper) -> tuple[Field, ...]:
    say = paper.words.text
    return said(
        Field(say(N_("Exit pass")), of.number),
        Field(say(N_("Time", "pass paper")), paper.moment(returned.at)),
        Field(say(N_("At gate", "pass paper")), paper.gate(returned.gate)),
        Field(say(N_("Guard", "pass paper")), returned.by_name),
        Field(say(N_("Remark")), returned.remark),
    )


def _outside(lines: tuple[ExitLine, ...], of: AtGate, paper: PassPaper) -> tuple[Block, ...]:
    say = paper.words.text
    if not lines:
        return (Text(say(N_("Everything is back.", "pass paper")), bold=True),)
    due = of.due.isoformat() if of.due else ""
    heads = said(
        Field(say(N_("Still outside", "pass paper")), total(lines, paper), strong=True),
        Field(say(N_("Back by", "pass paper")), due, strong=True),
    )
    return (Rule(dashed=True), Fields(heads), narrow_table(lines, paper))
