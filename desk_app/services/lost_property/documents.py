"""The papers of lost property: shelf label, claim receipt, notice to hang up (operating manual, Lost property).

No paper says what is secret, who found it, or what claimants said; phones and documents are masked. Of things of high
value the label and the notice say the kind alone. Lists are in `lists.py`. To add a paper: a DocumentKind here, and a
function.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desk_app.services.core.people import DESK
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.lost_property.records import CATEGORY_NAMES, Claim, FoundCard, FoundItem, ValueClass
from desk_app.services.printing import labels
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    Rule,
    SignatureLines,
    Size,
    Space,
    Spring,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import floor_said, grouped, said
from desk_app.services.visitors.records import ID_KIND_NAMES, IdKind

LABEL = "lost_property.label"
RECEIPT = "lost_property.receipt"
NOTICE = "lost_property.notice"
LIST = "lost_property.list"
EXPIRED = "lost_property.expired"
REPORTS = "lost_property.reports"

DOCUMENTS = (
    DocumentKind(LABEL, N_("Shelf labels of found items"), labels.SIZES, DESK),
    DocumentKind(RECEIPT, N_("Claim receipt"), (Size.A5, Size.RECEIPT_80), DESK),
    DocumentKind(NOTICE, N_("Notice of found items"), (Size.A4,), DESK),
    DocumentKind(LIST, N_("List of found items"), (Size.A4,), DESK),
    DocumentKind(EXPIRED, N_("List of expired found items"), (Size.A4,), DESK),
    DocumentKind(REPORTS, N_("List of lost reports"), (Size.A4,), DESK),
)
_CODE_MM = 30.0
_SIGNED_MM = (52.0, 15.0)


def shelf_labels(items: Sequence[FoundItem], paper: Paper, size: Size) -> Document:
    """A label for each item: its code, what it is, where it lies, until when it is kept. Raises ValueError for none.

    A sheet is A4 with 3 × 8 labels of 63.5 × 33.9 mm; `SIZES` of `printing.labels` are the others.
    """
    say = paper.words.text
    each = []
    for one in items:
        until = say(N_("Until {day}", "found paper"), day=one.keep_until.isoformat())
        each.append(
            labels.tag(_publicly(one, paper), one.code, size, (until,), place=one.shelf, number=one.number)
        )
    return labels.labels(LABEL, say(N_("Shelf labels of found items")), size, each)


def _publicly(one: FoundItem, paper: Paper) -> str:
    """What it is, as everybody may read it."""
    return paper.words.text(CATEGORY_NAMES[one.category]) if one.value is ValueClass.HIGH else one.what


# The receipt of a claim


@dataclass(frozen=True)
class _Receipt:
    """What every part of a receipt may know."""

    card: FoundCard
    claim: Claim
    paper: Paper
    names: Mapping[int, str] = field(repr=False)

    def say(self, message: Message, **values: object) -> str:
        return self.paper.words.text(message, **values)

    @property
    def item(self) -> FoundItem:
        return self.card.item

    @property
    def high(self) -> bool:
        return self.item.value is ValueClass.HIGH


def claim_receipt(card: FoundCard, paper: Paper, names: Mapping[int, str], *, size: Size) -> Document:
    """Who fetched what, and when: the claimant's copy, and the desk's to be signed; on a roll that is torn off below.

    `names`: the staff's, by id. A reprint is marked as a copy beside its code. Raises ValueError for an item that was
    not given back.
    """
    claim = next((one for one in card.claims if one.granted), None)
    if claim is None:
        raise ValueError("it was not given back: there is no receipt")
    told, title = _Receipt(card, claim, paper, names), paper.words.text(N_("Claim receipt"))
    copy, number = max(0, claim.copies - 1), card.item.number
    document = Document(RECEIPT, title, size, (), number, copy, subject=claim.name or number)
    if size.height_mm is None:
        return replace(document, blocks=(*_roll(told), Rule(dashed=True), *_stub(told)))
    behind = replace(document, blocks=_sheet(told, for_desk=True))
    return replace(document, blocks=_sheet(told, for_desk=False), counterparts=(behind,))


def _sheet(told: _Receipt, *, for_desk: bool) -> tuple[Block, ...]:
    whose = N_("Desk copy", "found paper") if for_desk else N_("Claimant's copy", "found paper")
    head = (_what(told), Fields(_facts(told)))
    return (
        told.paper.letterhead(told.item.number),
        Heading(told.say(N_("Claim receipt")), note=told.say(whose)),
        Columns((head, (_code(told),)), widths=(1.0, 0.42)),
        Heading(told.say(N_("Claimed by", "found paper")), minor=True),
        Fields(_claimant(told), columns=2),
        Space(2),
        _declaration(told),
        Space(4),
        *(_signed(told) if for_desk else ()),
    )


def _roll(told: _Receipt) -> tuple[Block, ...]:
    return (
        told.paper.letterhead(told.item.number),
        Banner(told.say(N_("Claim receipt"))),
        _what(told),
        Fields(_facts(told)),
        _code(told),
        Fields(_claimant(told)),
    )


def _stub(told: _Receipt) -> tuple[Block, ...]:
    """What the desk tears off and keeps."""
    item = told.item
    facts = said(
        Field(told.say(N_("Number")), item.number),
        Field(told.say(N_("Code", "found paper")), grouped(item.code)),
        Field(told.say(N_("Where", "found paper")), _where(item, told.paper)),
        Field(told.say(N_("Given back", "found paper")), told.paper.moment(item.returned_at)),
        *_staff(told),
        *_claimant(told),
    )
    stub = Heading(told.say(N_("Desk copy", "found paper")))
    return stub, _what(told), Fields(facts), _declaration(told), *_signed(told)


def _what(told: _Receipt) -> Text:
    item = told.item
    pieces = f" × {item.quantity}" if item.quantity > 1 else ""
    return Text(f"{item.what}{pieces}", TextSize.LARGE, bold=True, max_lines=2)


def _facts(told: _Receipt) -> tuple[Field, ...]:
    item, paper = told.item, told.paper
    return said(
        Field(told.say(N_("Kind", "found paper")), told.say(CATEGORY_NAMES[item.category])),
        Field(told.say(N_("Features", "found paper")), item.features),
        Field(told.say(N_("Found", "found paper")), paper.moment(item.found_at)),
        Field(told.say(N_("Where", "found paper")), _where(item, paper)),
        Field(told.say(N_("Given back", "found paper")), paper.moment(item.returned_at), strong=True),
        *_staff(told),
    )


def _staff(told: _Receipt) -> tuple[Field, ...]:
    """Who heard the claim, and of a thing of high value the supervisor who gave it back."""
    claim, names = told.claim, told.names
    if not told.high:
        return said(Field(told.say(N_("Given back by", "found paper")), names.get(claim.decided_by, "")))
    return said(
        Field(told.say(N_("Given back by", "found paper")), names.get(claim.by, "")),
        Field(told.say(N_("Supervisor", "lost property")), names.get(claim.decided_by, "")),
    )


def _where(item: FoundItem, paper: Paper) -> str:
    return " ".join(part for part in (floor_said(paper.words, item.floor), item.place) if part)


def _claimant(told: _Receipt) -> tuple[Field, ...]:
    claim = told.claim
    known = claim.document_kind in tuple(IdKind)
    kind = told.say(ID_KIND_NAMES[IdKind(claim.document_kind)]) if known else ""
    return said(
        Field(told.say(N_("Name")), claim.name, strong=True),
        Field(told.say(N_("Phone")), mask_phone(claim.phone)),
        Field(
            told.say(N_("Document", "found paper")),
            f"{kind} {claim.document_mask}" if claim.document_mask else "",
        ),
    )


def _declaration(told: _Receipt) -> Text:
    mine = N_(
        "I have received this item and declare it mine. "
        "If it proves to belong to someone else, I will return it at once."
    )
    return Text(told.say(mine), max_lines=4)


def _code(told: _Receipt) -> Code:
    return Code(told.item.code, short=grouped(told.item.code), size_mm=_CODE_MM)


def _signed(told: _Receipt) -> tuple[Block, ...]:
    """Claimant and front desk, of a thing of high value the supervisor too, and the day."""
    claimant = told.say(N_("Claimant signs", "found paper"))
    others = (
        told.say(N_("Front desk signs", "found paper")),
        *((told.say(N_("Supervisor's signature", "found paper")),) if told.high else ()),
        told.say(N_("Date", "found paper")),
    )
    if told.card.signature is None:
        return tuple(SignatureLines(labels) for labels in _pairs((claimant, *others)))
    drawn = (Text(claimant, TextSize.SMALL, muted=True), Image(told.card.signature, *_SIGNED_MM))
    return (*drawn, *(SignatureLines(labels) for labels in _pairs(others)))


def _pairs(labels: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Two to a line: a name needs room."""
    for at in range(0, len(labels), 2):
        yield labels[at : at + 2]


# The notice to hang up


def notice(
    items: Sequence[FoundItem], paper: Paper, *, printed: datetime, phone: str = "", desk_hours: str = ""
) -> Document:
    """What was found, to be hung up in the lobby: what, where, when, until when, and how to get it back.

    No features, nothing secret, no finder; of things of high value the kind and the day alone. What was kept long
    enough is left out: the supervisor decides about it. `phone` and `desk_hours` (where and when the front desk is
    open) are left out when they are empty. The day of the notice is put on record by `LostProperty.notice`.
    """
    say, title = paper.words.text, paper.words.text(N_("Found property: please claim"))
    here = [one for one in items if one.keep_until >= _local(printed, paper)]
    contact = said(
        Field(say(N_("Where and when", "found paper")), desk_hours),
        Field(say(N_("Phone")), phone),
    )
    blocks: tuple[Block, ...] = (
        paper.letterhead(paper.desk.desk_code),
        Text(title, TextSize.HUGE, bold=True, align=Align.CENTRE),
        Space(4),
        Text(say(N_("These things were handed in at the front desk:")), TextSize.LARGE),
        Space(2),
        _noticed(here, paper),
        Space(3),
        *(Text(say(line), TextSize.LARGE) for line in _HOW),
        *((Space(2), Fields(contact, size=TextSize.LARGE)) if contact else ()),
        Spring(),
        Text(say(N_("Front desk of {building}"), building=paper.desk.building), align=Align.RIGHT),
        Text(_local(printed, paper).isoformat(), align=Align.RIGHT),
    )
    return Document(NOTICE, say(N_("Notice of found items")), Size.A4, blocks, subject=title)


_HOW = (
    N_("Describe your item at the front desk; it is returned once the details match."),
    N_("Please bring ID and sign the receipt."),
    N_("Unclaimed items will be handled according to law."),
)


def _noticed(items: Sequence[FoundItem], paper: Paper) -> Table:
    say = paper.words.text
    columns = (
        Column(say(N_("Number")), 42),
        Column(say(N_("What", "found paper")), 48),
        Column(say(N_("Where", "found paper")), 40),
        Column(say(N_("Found", "found paper")), 28),
        Column(say(N_("Claim by", "found paper")), 28),
    )
    rows = tuple(_notice_row(one, paper) for one in items)
    return Table(columns, rows, empty=say(N_("Nothing was found.", "found paper")), max_lines=3)


def _notice_row(one: FoundItem, paper: Paper) -> tuple[str, ...]:
    place = "" if one.value is ValueClass.HIGH else _where(one, paper)
    found = _local(one.found_at, paper).isoformat()
    return one.number, _publicly(one, paper), place, found, one.keep_until.isoformat()


def _local(moment: datetime, paper: Paper) -> date:
    return moment.astimezone(paper.zone).date()
