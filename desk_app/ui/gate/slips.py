"""The papers a guard gives out: for the rest, for what stays, for what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.codes.answers import PHONE_NAMES, Phone
from desk_app.services.gate.options import FRONT_DESK_PHONE, SUPERVISOR_PHONE
from desk_app.services.gate.places import gates
from desk_app.services.letterhead.options import house_of
from desk_app.services.passes.documents import BALANCE, RECEIPT, REFUSAL
from desk_app.services.passes.papers import PassPaper
from desk_app.services.passes.records import Refusal, RefusalReason, Released, TakenBack
from desk_app.services.passes.slips import balance_slip, refusal_slip, return_receipt
from desk_app.ui.gate.judging import Reading
from desk_app.ui.i18n import speaker, tr

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext

PHONES = {Phone.FRONT_DESK: FRONT_DESK_PHONE, Phone.SUPERVISOR: SUPERVISOR_PHONE}


def number_of(ctx: AppContext, phone: Phone) -> str:
    """The telephone of whom a verdict says to phone; "" if nobody wrote it down."""
    setting = PHONES.get(phone)
    return ctx.services.bench.settings.get(setting).strip() if setting else ""


def print_slip(ctx: AppContext, reading: Reading, owner: QWidget) -> None:
    """The paper for what came of a scan; nothing for what has none. It waits where no printer takes it."""
    document = _document(ctx, reading)
    if document is not None:
        ctx.printing.print(lambda: document, owner=owner)


def _document(ctx: AppContext, reading: Reading) -> Document | None:
    came, paper = reading.came, _paper(ctx)
    if isinstance(came, Released):
        return balance_slip(came, paper, size=ctx.printing.size(BALANCE)) if came.slip is not None else None
    if isinstance(came, TakenBack):
        return return_receipt(came.returned, came.after, paper, size=ctx.printing.size(RECEIPT))
    return _refusal(ctx, reading, came, paper) if isinstance(came, Refusal) else None


def _refusal(ctx: AppContext, reading: Reading, came: Refusal, paper: PassPaper) -> Document:
    answer = reading.attempt.verdict.answer
    of_verdict = came.reason is RefusalReason.VERDICT
    whom = answer.phone if of_verdict and answer.phone is not Phone.NOBODY else Phone.FRONT_DESK
    name = PHONE_NAMES[whom]
    return refusal_slip(
        came,
        paper,
        size=ctx.printing.size(REFUSAL),
        about=reading.goods.number if reading.goods is not None else "",
        next_step=tr(answer.next_step) if of_verdict else "",
        phone=" ".join(filter(None, (tr(name), number_of(ctx, whom)))),
    )


def _paper(ctx: AppContext) -> PassPaper:
    bench = ctx.services.bench
    return PassPaper(
        speaker.words, bench.desk, bench.clock.zone, house_of(bench.settings), gates(bench.settings)
    )
