"""The papers of single pieces: labels, return label and form, the slip that is signed (manual, Mail sorting 3 to 5).

Names stand as on the envelope; nothing else of people is printed. Sheets and lists are in `papers.py`, the month in
`archive_paper.py`. To add a paper: a DocumentKind here, and a function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.mail import rules
from desk_app.services.mail.records import (
    MAIL_KIND_NAMES,
    RETURN_REASON_NAMES,
    Piece,
    PieceCard,
    PieceState,
    ReturnReason,
)
from desk_app.services.printing import labels
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Block,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    SignatureLines,
    Size,
    Space,
    Spring,
    Table,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.parts import grouped, said

LABEL = "mail.label"
RETURN_LABEL = "mail.return_label"
RETURN_FORM = "mail.return_form"
HAND_OVER = "mail.hand_over"
ROUND = "mail.round"
MONEY = "mail.money"
WEEK = "mail.week"
LIST = "mail.list"
ARCHIVE = "mail.archive"

DOCUMENTS = (
    DocumentKind(LABEL, N_("Labels of special mail"), labels.SIZES, DESK),
    DocumentKind(RETURN_LABEL, N_("Return labels of mail"), labels.SIZES, DESK),
    DocumentKind(RETURN_FORM, N_("Return form of special mail"), (Size.A5, Size.A4), DESK),
    DocumentKind(HAND_OVER, N_("Hand-over slip of mail"), (Size.A5, Size.A4, Size.RECEIPT_80), DESK),
    DocumentKind(ROUND, N_("Delivery round of mail"), (Size.A4,), DESK),
    DocumentKind(MONEY, N_("Money list of postage"), (Size.A4,), DESK),
    DocumentKind(WEEK, N_("Weekly reconciliation of postage"), (Size.A4,), DESK),
    DocumentKind(LIST, N_("List of mail"), (Size.A4,), DESK),
    DocumentKind(ARCHIVE, N_("Archive of a month of mail"), (Size.A4_LANDSCAPE,), DESK),
)
_CODE_MM = 30.0
_SIGNED_MM = (52.0, 15.0)
_LABEL_CODE_MM = 17.0
_BY_HAND = "＿" * 10
_MOST_READ = 10
"""Characters of a name that are read on a label from where one stands."""
_MOST_ADDRESS = 24
"""Characters of an address that have room on a label in its usual type."""
_SHORT_REASONS = {
    ReturnReason.UNKNOWN: N_("Unknown here", "return label"),
    ReturnReason.MOVED_UNKNOWN: N_("Moved, unknown", "return label"),
    ReturnReason.UNCLEAR: N_("Unclear address", "return label"),
    ReturnReason.MOVED_KNOWN: N_("Moved", "return label"),
}
_BACK = (ReturnReason.UNKNOWN, ReturnReason.MOVED_UNKNOWN, ReturnReason.UNCLEAR)
"""The reasons for which mail goes back to its sender."""


def piece_labels(pieces: Sequence[Piece], paper: Paper, size: Size) -> Document:
    """A label a piece: its code, for whom it is, when it came, where it was put. Raises ValueError for none."""
    title = paper.words.text(N_("Labels of special mail"))
    return labels.labels(LABEL, title, size, [_label(piece, paper, size) for piece in pieces])


def _label(piece: Piece, paper: Paper, size: Size) -> labels.Label:
    kind = paper.words.text(MAIL_KIND_NAMES[piece.kind])
    whose = piece.company if piece.unit else ""
    came = f"{piece.day:%m-%d} {kind}"
    notes, target = (piece.recipient, came, whose), _target(piece, kind)
    return labels.tag(target, piece.code, size, notes, place=piece.place, number=piece.number)


def _target(piece: Piece, kind: str) -> str:
    """What a label is read for: the unit; without one the company, or the name on the envelope."""
    return piece.unit or _shortened(piece.company) or _shortened(piece.recipient) or kind


def _shortened(name: str) -> str:
    return name if len(name) <= _MOST_READ else name[: _MOST_READ - 1] + "…"


# Back to the sender, or on to another address


def return_label(
    piece: Piece, paper: Paper, size: Size, *, forwarding: str = "", day: date | None = None, by: str = ""
) -> Document:
    """What is stuck on a piece that goes back or on (改退批条), with room for the desk's stamp.

    `forwarding`: the address the tenant left. `day`: when it is printed; `by`: the receptionist.

    Raises IllegalStep while the return is not approved, and ValueError for paper that is no label.
    """
    if piece.state not in rules.SENT_BACK or piece.reason is None:
        raise IllegalStep(rules.NEEDS["sent_on"], number=piece.number)
    title = paper.words.text(N_("Return label", "mail paper"))
    stamp = _stamp(paper, day, by)
    small = size is Size.LABEL_40_30
    label = _small_slip(piece, paper, forwarding) if small else _slip(piece, paper, forwarding, stamp)
    return labels.labels(RETURN_LABEL, title, size, [label])


def _stamp(paper: Paper, day: date | None, by: str) -> str:
    """When, and who; what is not known is written or stamped by hand."""
    say = paper.words.text
    when = day.isoformat() if day is not None else "＿＿＿＿"
    date_said, handled = say(N_("Date", "mail paper")), say(N_("Handled, stamp", "mail paper"))
    return f"{date_said} {when}  {handled} {by or '＿＿＿'}"


def _slip(piece: Piece, paper: Paper, forwarding: str, stamp: str) -> labels.Label:
    """Back: every reason with a box, as carriers know it. On: to whom, the address, and why. The code beside it."""
    on = piece.state is PieceState.REDIRECTED
    left = _to_address(piece, paper, forwarding) if on else _reason_boxes(piece, paper)
    facts = (paper.words.text(N_("Return label", "mail paper")), paper.desk.building)
    return (
        Text(_direction(piece, paper), TextSize.LARGE, bold=True, max_lines=1),
        Columns((left, (Code(piece.code, size_mm=_LABEL_CODE_MM),)), widths=(1.0, 0.5)),
        Text(piece.number, TextSize.SMALL, align=Align.RIGHT, max_lines=1),
        Spring(),
        Text("  ".join(facts), TextSize.SMALL, max_lines=1),
        Text(stamp, TextSize.SMALL, max_lines=1),
    )


def _to_address(piece: Piece, paper: Paper, forwarding: str) -> tuple[Block, ...]:
    """Addressee, address and reason; a long address in smaller type, whole."""
    address = _address(piece, forwarding)
    size = TextSize.NORMAL if len(address) <= _MOST_ADDRESS else TextSize.SMALL
    whom = " ".join(part for part in (piece.company, piece.recipient) if part)
    return (
        Text(address, size, bold=True, max_lines=7),
        Text(whom, TextSize.SMALL, max_lines=2),
        Text(_short_reason(piece.reason, paper), TextSize.SMALL, max_lines=1),
    )


def _small_slip(piece: Piece, paper: Paper, forwarding: str) -> labels.Label:
    """Where boxes and code have no room: the reason alone, or the address."""
    on = piece.state is PieceState.REDIRECTED
    text = _address(piece, forwarding) if on else _short_reason(piece.reason, paper)
    return (
        Text(_direction(piece, paper), TextSize.LARGE, bold=True, max_lines=1),
        Text(text, bold=True, max_lines=4),
        Spring(),
        Text(paper.desk.building, TextSize.SMALL, max_lines=1),
        Text(piece.number, TextSize.SMALL, max_lines=1),
    )


def _direction(piece: Piece, paper: Paper) -> str:
    on = piece.state is PieceState.REDIRECTED
    message = N_("To the new address", "mail paper") if on else N_("Back to the sender", "mail paper")
    return paper.words.text(message)


def _reason_boxes(piece: Piece, paper: Paper) -> tuple[Block, ...]:
    """A row for each: beside a code they have no room for two columns."""
    return tuple(
        TickBoxes((Tick(_short_reason(one, paper), piece.reason is one),), columns=1) for one in _BACK
    )


def _short_reason(reason: ReturnReason | None, paper: Paper) -> str:
    return paper.words.text(_SHORT_REASONS[reason]) if reason is not None else ""


def _address(piece: Piece, forwarding: str) -> str:
    """Where it goes on to: what was said when its return was asked for, else what the tenant left."""
    return piece.reason_words or forwarding


def return_form(card: PieceCard, paper: Paper, names: Mapping[int, str], *, size: Size = Size.A5) -> Document:
    """The form that the supervisor signs before special mail leaves (特殊邮件退信表). `names`: the staff's, by id.

    Raises IllegalStep for a piece whose return nobody asked for.
    """
    piece, say = card.piece, paper.words.text
    if not piece.form_number or piece.reason is None:
        raise IllegalStep(rules.NEEDS["approve_return"], number=piece.number)
    title = say(N_("Return form of special mail"))
    left = (Fields(_form_facts(card, paper)),)
    boxes = tuple(Tick(say(RETURN_REASON_NAMES[one]), piece.reason is one) for one in ReturnReason)
    blocks = (
        paper.letterhead(paper.desk.desk_code),
        Heading(title, note=piece.form_number),
        Columns((left, (_code(piece),)), widths=(1.0, 0.4)),
        Heading(say(N_("Reason", "mail paper")), minor=True),
        TickBoxes(boxes, columns=2),
        *_form_words(card, paper),
        *_tries(card, paper, names),
        *_approval(card, paper, names),
    )
    return Document(RETURN_FORM, title, size, blocks, piece.form_number, subject=piece.number)


def _form_facts(card: PieceCard, paper: Paper) -> tuple[Field, ...]:
    piece, say = card.piece, paper.words.text
    kind = say(MAIL_KIND_NAMES[piece.kind])
    return said(
        Field(say(N_("Number")), piece.number, strong=True),
        Field(say(N_("Kind", "mail paper")), f"{kind} · {piece.carrier}"),
        Field(say(N_("Barcode", "mail paper")), piece.barcode),
        Field(say(N_("Arrived", "mail paper")), paper.moment(piece.arrived_at)),
        Field(say(N_("For", "mail paper")), whose(piece)),
        Field(say(N_("Recipient", "mail paper")), piece.recipient),
        Field(say(N_("Place", "mail paper")), piece.place),
        Field(say(N_("Held until", "mail paper")), piece.hold_until.isoformat()),
    )


def _form_words(card: PieceCard, paper: Paper) -> tuple[Block, ...]:
    say, piece = paper.words.text, card.piece
    on = piece.reason is ReturnReason.MOVED_KNOWN
    fields = said(
        Field(
            say(N_("New address", "mail paper")), _address(piece, card.forwarding) if on else "", strong=True
        ),
        Field(say(N_("Remarks", "mail paper")), "" if on else piece.reason_words),
    )
    return (Fields(fields),) if fields else ()


def _tries(card: PieceCard, paper: Paper, names: Mapping[int, str]) -> tuple[Block, ...]:
    if not card.attempts:
        return ()
    say = paper.words.text
    columns = (
        Column(say(N_("Failed attempt", "mail paper")), 30),
        Column(say(N_("By", "mail paper")), 22),
        Column(say(N_("Remarks", "mail paper")), 60),
    )
    rows = tuple((paper.moment(one.at), names.get(one.by, ""), one.words) for one in card.attempts)
    return (Table(columns, rows, size=TextSize.SMALL),)


def _approval(card: PieceCard, paper: Paper, names: Mapping[int, str]) -> tuple[Block, ...]:
    """Who asked, who approved; until then lines to sign."""
    say, piece = paper.words.text, card.piece
    asked = Field(say(N_("Asked for by", "mail paper")), names.get(card.asked_by, ""))
    if piece.approved_by:
        by = f"{names.get(piece.approved_by, '')} {paper.moment(card.approved_at)}".strip()
        fields = said(asked, Field(say(N_("Approved by", "mail paper")), by, strong=True))
    else:
        waits = say(N_("Waits for the supervisor", "mail paper"))
        fields = said(asked, Field(say(N_("Approved by", "mail paper")), waits))
    lines = (
        say(N_("Front desk signs", "mail paper")),
        say(N_("Supervisor's signature", "mail paper")),
        say(N_("Date", "mail paper")),
    )
    return Fields(fields, columns=1), Space(3), SignatureLines(lines)


def whose(piece: Piece) -> str:
    """The tenant and its unit."""
    return " ".join(part for part in (piece.unit, piece.company) if part)


def _code(piece: Piece) -> Code:
    return Code(piece.code, short=grouped(piece.code), size_mm=_CODE_MM)


# Handed over


def hand_over_slip(
    pieces: Sequence[Piece],
    paper: Paper,
    *,
    to: str,
    signature: bytes | None,
    proxy: bool = False,
    by: str = "",
    at: datetime | None = None,
    size: Size = Size.A5,
) -> Document:
    """What somebody collects, to be signed, or with the signature drawn on the screen. `by`: the receptionist.

    Raises ValueError for none.
    """
    if not pieces:
        raise ValueError("there is nothing to hand over")
    say, first = paper.words.text, pieces[0]
    title = say(N_("Mail handed over", "mail paper"))
    collector = say(N_("{name} (for the recipient)", "mail paper"), name=to) if proxy and to else to
    facts = said(
        Field(say(N_("For", "mail paper")), whose(first)),
        Field(say(N_("Collected by", "mail paper")), collector, strong=True),
        Field(say(N_("Handed over by", "mail paper")), by),
        Field(say(N_("Handed over", "mail paper")), paper.moment(at) if signature is not None else ""),
        Field(say(N_("Proxy's details", "mail paper")), _BY_HAND if proxy else "", wide=True),
        Field(say(N_("Pieces", "mail paper")), str(len(pieces)), strong=True),
    )
    blocks = (
        paper.letterhead(paper.desk.desk_code),
        Heading(title),
        Fields(facts),
        _pieces_table(pieces, paper, size),
        Text(say(N_("I have received all of it, undamaged unless noted.", "mail paper"))),
        *_signed(paper, signature),
    )
    return Document(HAND_OVER, title, size, blocks, first.number, subject=whose(first) or first.number)


def _pieces_table(pieces: Sequence[Piece], paper: Paper, size: Size) -> Table:
    say = paper.words.text
    titles = (
        (N_("Kind", "mail paper"), 20),
        (N_("Number"), 34),
        (N_("Code", "mail paper"), 22),
        (N_("Barcode", "mail paper"), 34),
        (N_("Recipient", "mail paper"), 26),
        (N_("Place", "mail paper"), 18),
    )
    columns = tuple(Column(say(title), width) for title, width in titles)
    if size is Size.RECEIPT_80:
        narrow = [(_kind_on_roll(one, paper), lines(one.number, one.barcode, one.place)) for one in pieces]
        return Table((Column(columns[0].title, 26), Column(columns[1].title, 40)), tuple(narrow), max_lines=6)
    rows = [
        (_kind_said(one, paper), one.number, grouped(one.code), one.barcode, one.recipient, one.place)
        for one in pieces
    ]
    return Table(columns, tuple(rows), size=TextSize.SMALL)


def _kind_on_roll(piece: Piece, paper: Paper) -> str:
    return lines(_kind_said(piece, paper), piece.recipient)


def lines(*parts: str) -> str:
    """One below the other, those that have something to say."""
    return "\n".join(part for part in parts if part)


def _kind_said(piece: Piece, paper: Paper) -> str:
    say = paper.words.text
    damaged = say(N_("damaged", "mail paper")) if piece.damaged else ""
    return "\n".join(part for part in (say(MAIL_KIND_NAMES[piece.kind]), damaged) if part)


def _signed(paper: Paper, signature: bytes | None) -> tuple[Block, ...]:
    label = paper.words.text(N_("Collector's signature", "mail paper"))
    if signature is None:
        return Space(5), SignatureLines((label, paper.words.text(N_("Date", "mail paper"))))
    return Text(label, TextSize.SMALL, muted=True), Image(signature, *_SIGNED_MM, align=Align.LEFT)
