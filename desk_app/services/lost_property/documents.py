"""The papers of lost property: shelf label, claim receipt, notice to hang up (operating manual, Lost property).

No paper says what is secret, who found it, or what claimants said; phones and documents are masked. Of things of high
value the label and the notice say the kind alone. Lists are in `lists.py`. To add a paper: a DocumentKind here, and a
function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Letterhead,
    Rule,
    SignatureLines,
    Size,
    Space,
    Spring,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import grouped, said
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
        each.append(labels.tag(_publicly(one, paper), one.code, size, (one.shelf, one.number, until)))
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
        Letterhead(told.paper.desk.building, told.item.number),
        Heading(told.say(N_("Claim receipt")), note=told.say(whose)),
        Columns((head, (_code(told),)), widths=(1.0, 0.42)),
        Heading(told.say(N_("Fetched by", "found paper")), minor=True),
        Fields(_claimant(told), columns=2),
        Space(2),
        _declaration(told),
        Space(4),
        *(_signed(told) if for_desk else ()),
    )


def _roll(told: _Receipt) -> tuple[Block, ...]:
    return (
        Letterhead(told.paper.desk.building, told.item.number),
        Banner(told.say(N_("Claim receipt"))),
        _what(told),
        Fields(_facts(told)),
        _code(told),
        Fields(_claimant(told)),
    )


def _stub(told: _Receipt) -> tuple[Block, ...]:
    """What the desk tears off and keeps."""
    facts = (Field(told.say(N_("Number")), told.item.number), *_claimant(told))
    stub = Heading(told.say(N_("Desk copy", "found paper")))
    return stub, _what(told), Fields(facts), _declaration(told), *_signed(told)


def _what(told: _Receipt) -> Text:
    item = told.item
    pieces = f" × {item.quantity}" if item.quantity > 1 else ""
    return Text(f"{item.what}{pieces}", TextSize.LARGE, bold=True, max_lines=2)


def _facts(told: _Receipt) -> tuple[Field, ...]:
    item, paper = told.item, told.paper
    back = f"{paper.moment(item.returned_at)} {told.names.get(told.claim.decided_by, '')}".rstrip()
    return said(
        Field(told.say(N_("Kind", "found paper")), told.say(CATEGORY_NAMES[item.category])),
        Field(told.say(N_("Features", "found paper")), item.features),
        Field(told.say(N_("Found", "found paper")), paper.moment(item.found_at)),
        Field(told.say(N_("Where", "found paper")), _where(item)),
        Field(told.say(N_("Given back", "found paper")), back, strong=True),
    )


def _where(item: FoundItem) -> str:
    return " ".join(part for part in (item.floor, item.place) if part)


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
    return Text(
        told.say(
            N_(
                "I have received this item and declare that it is mine. Should it be another's, I return it at once."
            )
        ),
        max_lines=4,
    )


def _code(told: _Receipt) -> Code:
    return Code(told.item.code, short=grouped(told.item.code), size_mm=_CODE_MM)


def _signed(told: _Receipt) -> tuple[Block, ...]:
    claimant, desk = N_("Claimant signs", "found paper"), N_("Front desk signs", "found paper")
    if told.card.signature is None:
        return (SignatureLines((told.say(claimant), told.say(desk))),)
    drawn = (Text(told.say(claimant), TextSize.SMALL, muted=True), Image(told.card.signature, *_SIGNED_MM))
    return (*drawn, SignatureLines((told.say(desk),)))


# The notice to hang up


def notice(items: Sequence[FoundItem], paper: Paper, *, printed: datetime) -> Document:
    """What was found, to be hung up in the lobby: what, where, when, and how to get it back.

    No features, nothing secret, no finder; of things of high value the kind and the day alone. The day of the notice is
    put on record by `LostProperty.notice`.
    """
    say, title = paper.words.text, paper.words.text(N_("Found: whose is it?"))
    blocks: tuple[Block, ...] = (
        Letterhead(paper.desk.building, paper.desk.desk_code),
        Text(title, TextSize.HUGE, bold=True, align=Align.CENTRE),
        Space(4),
        Text(say(N_("These things were handed in at the front desk:")), TextSize.LARGE),
        Space(2),
        _noticed(items, paper),
        Space(3),
        *(Text(say(line), TextSize.LARGE) for line in _HOW),
        Spring(),
        Text(say(N_("Front desk of {building}"), building=paper.desk.building), align=Align.RIGHT),
        Text(paper.moment(printed)[:10], align=Align.RIGHT),
    )
    return Document(NOTICE, say(N_("Notice of found items")), Size.A4, blocks, subject=title)


_HOW = (
    N_("Please describe your item at the front desk: what only its owner knows gets it back."),
    N_("Bring an identity document; the receipt is signed by hand."),
    N_("Whatever nobody fetches in time is dealt with as the law says."),
)


def _noticed(items: Sequence[FoundItem], paper: Paper) -> Table:
    say = paper.words.text
    columns = (
        Column(say(N_("Number")), 44),
        Column(say(N_("What", "found paper")), 58),
        Column(say(N_("Where", "found paper")), 46),
        Column(say(N_("Found", "found paper")), 28),
    )
    rows = tuple(_notice_row(one, paper) for one in items)
    return Table(columns, rows, empty=say(N_("Nothing was found.", "found paper")), max_lines=3)


def _notice_row(one: FoundItem, paper: Paper) -> tuple[str, ...]:
    place = "" if one.value is ValueClass.HIGH else _where(one)
    return one.number, _publicly(one, paper), place, _day(one, paper).isoformat()


def _day(one: FoundItem, paper: Paper) -> date:
    return one.found_at.astimezone(paper.zone).date()
