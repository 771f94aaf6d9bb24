"""A slip is one piece, or one bundle of letters, from Enter until it is booked. No widgets here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import Enum, auto

from desk_app.services.core.errors import DeskError
from desk_app.services.core.words import N_
from desk_app.services.mail.records import (
    MAIL_KIND_NAMES,
    MailKind,
    Piece,
    PieceDraft,
    Proposal,
    WhyTenant,
)
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.mail.sorting_typed import Typed, recipient_of
from desk_app.ui.theme import Tone

NUMBERED = frozenset(kind for kind in MailKind if kind.special) - {MailKind.NEWSPAPER, MailKind.MAGAZINE}
"""Kinds that bear a carrier's barcode: the scanner is asked for before they are booked."""


class Stage(Enum):
    """How far a slip is."""

    UNDER_WAY = auto()
    DONE = auto()
    FAILED = auto()
    """It was not booked; what was typed is kept."""
    UNDONE = auto()


@dataclass(eq=False)
class Slip:
    """What was in the fields when Enter was pressed. Its mark stays with it: tried twice, booked once."""

    batch: int
    kind: MailKind
    raw: str = ""
    """The line as it was typed."""
    typed: Typed = field(default_factory=Typed)
    proposal: Proposal | None = None
    """The tenant; None until it is looked up, and for the unmatched pile."""
    unmatched: bool = False
    barcode: str = ""
    recipient: str = ""
    """As it was typed into its own field; "" leaves it to the line."""
    place: str = ""
    own_place: bool = False
    """Whether somebody typed the place; one that was only proposed goes with its tenant."""
    damaged: bool = False
    corrects: Piece | None = None
    """A registered piece that is mended with it."""
    request: str = field(default_factory=lambda: uuid.uuid4().hex)
    stage: Stage = Stage.UNDER_WAY
    count: int = 0
    """Letters: how many of the kind the tenant has now in this batch."""
    piece: Piece | None = None
    problem: DeskError | None = None
    at: str = ""
    """The field that is to be mended."""

    @property
    def quantity(self) -> int:
        """How many it is."""
        return 1 if self.typed.quantity is None else self.typed.quantity

    @property
    def may_be_undone(self) -> bool:
        """Letters are counted back; a registered piece is corrected instead."""
        return self.stage is Stage.DONE and self.piece is None

    def draft(self) -> PieceDraft:
        """For the desk's verbs."""
        proposal = self.proposal
        if proposal is None:
            return PieceDraft(
                self.batch, self.kind, recipient=self.recipient or self.raw.strip(), barcode=self.barcode,
                place=self.place, damaged=self.damaged, request=self.request,
            )  # fmt: skip
        special = self.kind.special
        return PieceDraft(
            self.batch,
            self.kind,
            proposal.tenant,
            unit=self.typed.unit or (proposal.unit if special else ""),
            recipient=self.recipient or recipient_of(self.typed, proposal),
            barcode=self.barcode,
            place=self.place,
            quantity=self.quantity,
            damaged=self.damaged,
            request=self.request,
        )


def recalled(piece: Piece) -> Slip:
    """The slip of a piece that was registered before the batch was opened: it can be corrected as any other."""
    whose = None
    if piece.tenant is not None:
        whose = Proposal(piece.tenant, piece.company, piece.unit, "", WhyTenant.UNIT, piece.moved_out)
    return Slip(
        piece.batch,
        piece.kind,
        piece.unit or piece.company or piece.recipient,
        proposal=whose,
        unmatched=whose is None,
        barcode=piece.barcode,
        recipient=piece.recipient,
        place=piece.place,
        damaged=piece.damaged,
        stage=Stage.DONE,
        piece=piece,
    )


# How a slip is said

_BUNDLE = N_("{kind} · {company} +{n} = {count}", "mail sorting")
_PIECE = N_("{kind} {number} · {company}", "mail sorting")
_PILE = N_("{kind} {number} · unmatched", "mail sorting")
_FAILED = N_("Not booked: {typed}", "mail sorting")
_UNDER_WAY = N_("{typed} …", "mail sorting")
_UNDONE = N_("{what} (undone)", "mail sorting")


def slip_line(slip: Slip) -> str:
    """A slip in one line of the list."""
    kind = tr(MAIL_KIND_NAMES[slip.kind])
    if slip.stage is Stage.FAILED:
        return tr(_FAILED, typed=slip.raw)
    if slip.stage is Stage.UNDER_WAY:
        return tr(_UNDER_WAY, typed=slip.raw)
    company = slip.proposal.name if slip.proposal is not None else ""
    if slip.piece is None:
        said = tr(_BUNDLE, kind=kind, company=company, n=slip.quantity, count=slip.count)
    else:
        said = tr(
            _PIECE if slip.proposal is not None else _PILE,
            kind=kind,
            company=company,
            number=slip.piece.number.rpartition("-")[2],
        )
    return tr(_UNDONE, what=said) if slip.stage is Stage.UNDONE else said


def slip_tone(slip: Slip) -> Tone | None:
    """What the line means."""
    if slip.stage is Stage.FAILED:
        return "danger"
    return "warning" if slip.stage is Stage.DONE and slip.proposal is None else None
