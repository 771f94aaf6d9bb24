"""The tables of a month's archive, once for both of its papers: what stands in the PDF stands in the spreadsheet.

A cell is a text, a number, money, a day or a moment; each paper says it in its own way. To add a table: a function
here, and its line in `tables_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desk_app.services.core.money import say_money
from desk_app.services.core.words import N_, Message
from desk_app.services.mail.archive_records import ArchivedPiece, MonthMail
from desk_app.services.mail.records import (
    MAIL_KIND_NAMES,
    PIECE_STATE_NAMES,
    POSTAGE_NAMES,
    RETURN_REASON_NAMES,
    Batch,
    MailKind,
    Outgoing,
    PieceState,
    WeekLine,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.sheets.cells import Money

Cell = str | int | Money | date | datetime | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, and its width as a share of the page."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """Rows under their heads; `key` names it in either language."""

    key: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Teller:
    """What every table may know: the paper's language and clock, the staff's names by id."""

    paper: Paper
    names: Mapping[int, str] = field(repr=False)

    def say(self, message: Message, **values: object) -> str:
        """In the paper's language."""
        return self.paper.words.text(message, **values)

    def name(self, staff: int) -> str:
        """What somebody of the staff is called."""
        return self.names.get(staff, "") if staff else ""

    def kind(self, kind: MailKind) -> str:
        """What a kind of mail is called."""
        return self.say(MAIL_KIND_NAMES[kind])

    def counts(self, counts: Mapping[MailKind, int]) -> str:
        """How many of each kind, in the kinds' order."""
        return " · ".join(f"{self.kind(kind)} {counts[kind]}" for kind in MailKind if counts.get(kind))

    def heads(self, *heads: tuple[Message, float]) -> tuple[Head, ...]:
        """Columns with their titles said."""
        return tuple(Head(self.say(title), width) for title, width in heads)


def said(cell: Cell, paper: Paper) -> str:
    """A cell as it stands on paper."""
    if cell is None:
        return ""
    if isinstance(cell, Money):
        return say_money(cell.fen)
    if isinstance(cell, datetime):
        return paper.moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def tables_of(month: MonthMail, paper: Paper, names: Mapping[int, str]) -> tuple[ArchiveTable, ...]:
    """Every table of the month. `names`: the staff's, by id."""
    tell = Teller(paper, names)
    return (
        summary(month, tell),
        _batches(month.batches, tell),
        _tenants(month, tell),
        _pieces("pieces", tell.say(N_("Registered mail of the month", "mail archive")), month.pieces, tell),
        _pieces(
            "earlier", tell.say(N_("From earlier months, settled now", "mail archive")), month.earlier, tell
        ),
        _returns(month, tell),
        _outgoing(month, tell),
        _money(month, tell),
        _weeks(month, tell),
    )


def summary(month: MonthMail, tell: Teller) -> ArchiveTable:
    """The month in figures."""
    here = [one.piece for one in month.pieces]
    states = {state: sum(one.state is state for one in here) for state in PieceState}
    rows: list[tuple[Cell, ...]] = [
        (tell.say(N_("Batches", "mail archive")), len(month.batches)),
        (
            tell.say(N_("Pieces, as carriers said", "mail archive")),
            sum(one.announced for one in month.batches),
        ),
        (tell.say(N_("Pieces sorted", "mail archive")), sum(one.sorted for one in month.batches)),
        (tell.say(N_("Registered one by one", "mail archive")), len(here)),
        *((tell.say(PIECE_STATE_NAMES[state]), n) for state, n in states.items() if n),
        (tell.say(N_("From earlier months, settled now", "mail archive")), len(month.earlier)),
        (
            tell.say(N_("Letters sent back or on by number", "mail archive")),
            sum(one.quantity for one in month.sent_back),
        ),
        (tell.say(N_("Sent from the desk", "mail archive")), sum(one.pieces for one in month.money)),
        (
            tell.say(N_("Postage of the month", "mail archive")),
            Money(sum(one.postage for one in month.money)),
        ),
    ]
    heads = tell.heads((N_("In figures", "mail archive"), 120), (N_("Quantity", "mail paper"), 56))
    return ArchiveTable("summary", tell.say(N_("The month in figures", "mail archive")), heads, tuple(rows))


def _batches(batches: Iterable[Batch], tell: Teller) -> ArchiveTable:
    heads = tell.heads(
        (N_("Number"), 30), (N_("Carrier", "mail paper"), 18), (N_("Arrived", "mail paper"), 28),
        (N_("Taken in by", "mail archive"), 26), (N_("Carrier said", "mail archive"), 58),
        (N_("Sorted", "mail archive"), 58), (N_("Pieces", "mail paper"), 15),
        (N_("Why the counts differ", "mail archive"), 30),
    )  # fmt: skip
    rows = tuple(
        (
            one.number, one.carrier, one.arrived_at, _taken(one, tell), tell.counts(one.counts),
            tell.counts(one.sorted_counts), one.sorted, one.difference,
        )
        for one in batches
    )  # fmt: skip
    return ArchiveTable("batches", tell.say(N_("Batches", "mail archive")), heads, rows)


def _taken(one: Batch, tell: Teller) -> str:
    guard = (
        tell.say(N_("guard {name}", "mail archive"), name=one.taken_by_guard) if one.taken_by_guard else ""
    )
    return " ".join(part for part in (tell.name(one.received_by), guard) if part)


def _tenants(month: MonthMail, tell: Teller) -> ArchiveTable:
    """A row for each tenant and kind: a spreadsheet sums them as it likes."""
    heads = tell.heads(
        (N_("Company", "mail paper"), 86), (N_("Unit", "mail paper"), 30), (N_("Kind", "mail paper"), 36),
        (N_("Quantity", "mail paper"), 24),
    )  # fmt: skip
    nobody = tell.say(N_("Nobody known", "mail archive"))
    rows = tuple(
        (one.company or nobody, one.unit, tell.kind(kind), one.counts[kind])
        for one in month.tenants
        for kind in MailKind
        if one.counts.get(kind)
    )
    return ArchiveTable("tenants", tell.say(N_("Mail by company and kind", "mail archive")), heads, rows)


def _pieces(key: str, title: str, pieces: Iterable[ArchivedPiece], tell: Teller) -> ArchiveTable:
    heads = tell.heads(
        (N_("Number"), 30), (N_("Kind", "mail paper"), 20), (N_("Barcode", "mail paper"), 36),
        (N_("For", "mail paper"), 38), (N_("Recipient", "mail paper"), 24), (N_("Arrived", "mail paper"), 27),
        (N_("State"), 20), (N_("Signed for by", "mail archive"), 26), (N_("Settled", "mail archive"), 27),
        (N_("By", "mail paper"), 15),
    )  # fmt: skip
    return ArchiveTable(key, title, heads, tuple(_piece_row(one, tell) for one in pieces))


def _piece_row(one: ArchivedPiece, tell: Teller) -> tuple[Cell, ...]:
    piece = one.piece
    at, by = _settled(one)
    return (
        piece.number, tell.kind(piece.kind), " ".join(filter(None, (piece.carrier, piece.barcode))),
        " ".join(filter(None, (piece.unit, piece.company))), piece.recipient, piece.arrived_at,
        tell.say(PIECE_STATE_NAMES[piece.state]), _signer(one, tell), at, tell.name(by),
    )  # fmt: skip


def _settled(one: ArchivedPiece) -> tuple[datetime | None, int]:
    """When it left or was closed, and who did that."""
    piece = one.piece
    if piece.state is PieceState.HANDED_OVER:
        return piece.handed_at, piece.handed_by
    if piece.state is PieceState.CLOSED:
        return one.closed_at, one.closed_by
    return piece.sent_on_at, piece.approved_by


def _signer(one: ArchivedPiece, tell: Teller) -> str:
    """Who signed, whether for somebody else, on what; without a signature the reason."""
    piece = one.piece
    if piece.state is PieceState.CLOSED:
        return piece.closed_why
    if piece.state is not PieceState.HANDED_OVER:
        return ""
    proxy = tell.say(N_("proxy", "mail paper")) if piece.proxy else ""
    return " ".join(part for part in (piece.handed_to, proxy, _how_signed(one, tell)) if part)


def _how_signed(one: ArchivedPiece, tell: Teller) -> str:
    """Letters are put into the mailbox, without anybody signing."""
    if one.piece.signed:
        return tell.say(N_("on paper", "mail archive")) if one.on_paper else ""
    signs = one.piece.kind.special or one.piece.handed_to
    return tell.say(N_("not signed", "mail archive") if signs else N_("in the mailbox", "mail archive"))


def _returns(month: MonthMail, tell: Teller) -> ArchiveTable:
    heads = tell.heads(
        (N_("Number"), 30), (N_("Return form", "mail paper"), 30), (N_("For", "mail paper"), 48),
        (N_("Reason", "mail paper"), 34), (N_("Remarks", "mail paper"), 47), (N_("Approved by", "mail paper"), 18),
        (N_("Approved", "mail archive"), 28), (N_("Left", "mail archive"), 28),
    )  # fmt: skip
    pieces = tuple(_return_row(one, tell) for one in month.returns)
    letters = tuple(
        (
            "", "", " ".join(filter(None, (one.unit, one.company))),
            tell.say(N_("Kept apart, then sent back or on", "mail archive")),
            f"{tell.kind(one.kind)} {one.quantity}", "", None, one.at,
        )
        for one in month.sent_back
    )  # fmt: skip
    title = tell.say(N_("Returns and redirects", "mail archive"))
    return ArchiveTable("returns", title, heads, (*pieces, *letters))


def _return_row(one: ArchivedPiece, tell: Teller) -> tuple[Cell, ...]:
    piece = one.piece
    reason = tell.say(RETURN_REASON_NAMES[piece.reason]) if piece.reason is not None else ""
    return (
        piece.number, piece.form_number, " ".join(filter(None, (piece.unit, piece.company, piece.recipient))), reason,
        piece.reason_words, tell.name(piece.approved_by), one.approved_at, piece.sent_on_at,
    )  # fmt: skip


def _outgoing(month: MonthMail, tell: Teller) -> ArchiveTable:
    heads = tell.heads(
        (N_("Number"), 30), (N_("Day", "mail paper"), 20), (N_("Kind", "mail paper"), 22),
        (N_("Carrier", "mail paper"), 17), (N_("Barcode", "mail paper"), 30), (N_("Sender", "mail paper"), 58),
        (N_("To", "mail paper"), 20), (N_("Paid", "mail paper"), 18), (N_("Postage", "mail paper"), 22),
        (N_("State"), 26),
    )  # fmt: skip
    numbers = {one.item.id: one.item.number for one in month.outgoing}
    rows = tuple(
        (
            one.item.number, one.item.day, tell.kind(one.item.kind), one.item.carrier, one.item.barcode,
            " ".join(filter(None, (one.item.company, one.item.sender, one.phone))), one.item.destination,
            tell.say(POSTAGE_NAMES[one.item.paid]), Money(one.item.postage), _stands(one.item, numbers, tell),
        )
        for one in month.outgoing
    )  # fmt: skip
    return ArchiveTable("outgoing", tell.say(N_("Outgoing mail", "mail archive")), heads, rows)


def _stands(one: Outgoing, numbers: Mapping[int, str], tell: Teller) -> str:
    """Void entries count nothing; one that takes another back says which, if that is of this month."""
    if one.void:
        return tell.say(N_("void", "mail paper"))
    if one.corrects is not None:
        which = numbers.get(one.corrects, "")
        return " ".join(filter(None, (tell.say(N_("reverses an earlier entry", "mail paper")), which)))
    return "" if one.gone_at is not None else tell.say(N_("not handed to the carrier", "mail archive"))


def _money(month: MonthMail, tell: Teller) -> ArchiveTable:
    heads = tell.heads(
        (N_("Carrier", "mail paper"), 60), (N_("Paid", "mail paper"), 50), (N_("Pieces", "mail paper"), 28),
        (N_("Postage", "mail paper"), 38),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (one.carrier, tell.say(POSTAGE_NAMES[one.paid]), one.pieces, Money(one.postage))
        for one in month.money
    ]
    if rows:
        total = Money(sum(one.postage for one in month.money))
        rows.append((tell.say(N_("Total", "mail paper")), "", sum(one.pieces for one in month.money), total))
    return ArchiveTable("money", tell.say(N_("Postage by carrier", "mail archive")), heads, tuple(rows))


def _weeks(month: MonthMail, tell: Teller) -> ArchiveTable:
    heads = tell.heads(
        (N_("Week from", "mail archive"), 22), (N_("Carrier", "mail paper"), 24), (N_("Register", "mail paper"), 28),
        (N_("Carrier says", "mail paper"), 28), (N_("Difference", "mail paper"), 26),
        (N_("Explanation", "mail paper"), 78), (N_("Reconciled", "mail archive"), 28), (N_("By", "mail paper"), 29),
    )  # fmt: skip
    rows = tuple(_week_row(week.monday, one, tell) for week in month.weeks for one in week.lines)
    title = tell.say(N_("Weekly reconciliations in this month", "mail archive"))
    return ArchiveTable("weeks", title, heads, rows)


def _week_row(monday: date, one: WeekLine, tell: Teller) -> tuple[Cell, ...]:
    done = one.reconciliation
    if done is None:
        waits = tell.say(N_("not reconciled", "mail archive"))
        return monday, one.carrier, Money(one.registered), None, None, waits, None, ""
    sums = (Money(done.registered), Money(done.stated), Money(done.difference))
    return monday, one.carrier, *sums, done.explanation, done.at, tell.name(done.by)
