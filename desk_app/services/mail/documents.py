"""The papers of single pieces: labels, return label and form, the slip that is signed (manual, Mail sorting 3 to 5).

Names stand as on the envelope; nothing else of people is printed. Sheets and lists are in `papers.py`, the month in
`archive_paper.py`. To add a paper: a DocumentKind here, and a function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.mail.records import Piece, PieceCard
from desk_app.services.printing import labels
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import Document, Size

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
    DocumentKind(LABEL, N_("Labels of special mail"), labels.SIZES),
    DocumentKind(RETURN_LABEL, N_("Return labels of mail"), labels.SIZES),
    DocumentKind(RETURN_FORM, N_("Return form of special mail"), (Size.A5, Size.A4)),
    DocumentKind(HAND_OVER, N_("Hand-over slip of mail"), (Size.A5, Size.A4, Size.RECEIPT_80)),
    DocumentKind(ROUND, N_("Delivery round of mail"), (Size.A4,)),
    DocumentKind(MONEY, N_("Money list of postage"), (Size.A4,)),
    DocumentKind(WEEK, N_("Weekly reconciliation of postage"), (Size.A4,)),
    DocumentKind(LIST, N_("List of mail"), (Size.A4,)),
    DocumentKind(ARCHIVE, N_("Archive of a month of mail"), (Size.A4,)),
)


def piece_labels(pieces: Sequence[Piece], paper: Paper, size: Size) -> Document:
    """A label a piece: its code, for whom, where it lies. Raises ValueError for none."""
    raise NotImplementedError


def return_label(piece: Piece, paper: Paper, size: Size) -> Document:
    """What is stuck on a piece that goes back or on (改退批条). Raises ValueError while that is not approved."""
    raise NotImplementedError


def return_form(card: PieceCard, paper: Paper, names: Mapping[int, str], *, size: Size = Size.A5) -> Document:
    """The form that the supervisor signs before special mail leaves (特殊邮件退信表). `names`: the staff's, by id."""
    raise NotImplementedError


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
    """What somebody collects, to be signed, or with the signature drawn on the screen. Raises ValueError for none."""
    raise NotImplementedError
