"""What this tab prints, shows and saves; off the GUI thread, failures told by the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.mail.records import Month, OrdinaryCount, Outgoing, Piece, TenantRound, View

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def print_labels(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece]) -> None:
    """The labels of these pieces, as this PC's paper for labels wants them."""
    raise NotImplementedError


def print_return_label(ctx: AppContext, owner: QWidget, piece: Piece) -> None:
    """The label of a piece that goes back or on."""
    raise NotImplementedError


def print_return_form(ctx: AppContext, owner: QWidget, piece: Piece) -> None:
    """The form of special mail whose return was asked for."""
    raise NotImplementedError


def print_hand_over(
    ctx: AppContext,
    owner: QWidget,
    pieces: Sequence[Piece],
    to: str,
    *,
    proxy: bool = False,
    signature: bytes | None = None,
) -> None:
    """The slip to be signed on paper, or a receipt that shows the drawn signature."""
    raise NotImplementedError


def preview_round(ctx: AppContext, owner: QWidget, rounds: Sequence[TenantRound], day: date) -> None:
    """The sheet of the delivery round."""
    raise NotImplementedError


def preview_money(ctx: AppContext, owner: QWidget, day: date) -> None:
    """The money list of a day for finance, read anew."""
    raise NotImplementedError


def preview_week(ctx: AppContext, owner: QWidget, monday: date) -> None:
    """The reconciliation sheet of a week, read anew."""
    raise NotImplementedError


def print_list(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece], view: View, day: date) -> None:
    """Preview the list of pieces in sight."""
    raise NotImplementedError


def save_list(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    raise NotImplementedError


def print_outgoing(ctx: AppContext, owner: QWidget, items: Sequence[Outgoing], day: date) -> None:
    """Preview the register of what is sent."""
    raise NotImplementedError


def save_outgoing(ctx: AppContext, owner: QWidget, items: Sequence[Outgoing], day: date) -> None:
    """The same register as a spreadsheet."""
    raise NotImplementedError


def print_ordinary(ctx: AppContext, owner: QWidget, counts: Sequence[OrdinaryCount], day: date) -> None:
    """Preview the day's letters and printed matter by number."""
    raise NotImplementedError


def save_ordinary(ctx: AppContext, owner: QWidget, counts: Sequence[OrdinaryCount], day: date) -> None:
    """The same as a spreadsheet."""
    raise NotImplementedError


def preview_month(ctx: AppContext, owner: QWidget, first: date, by: Actor | None = None) -> None:
    """The archive as it would be now, not signed. `by`: the supervisor, where somebody else is signed in."""
    raise NotImplementedError


def archive_month(
    ctx: AppContext,
    owner: QWidget,
    first: date,
    done: Callable[[Month, Path], object],
    *,
    folder: Path,
    signature: bytes,
    by: Actor | None = None,
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Write the month's PDF and XLSX into `folder`, sign them and close the month; `done` gets it and the PDF's path.

    `signature`: what the supervisor drew. `failed` is told instead of the window. Whatever fails leaves no file.
    """
    raise NotImplementedError


def check_archive(ctx: AppContext, owner: QWidget) -> None:
    """Choose a PDF and say whether it is the one that a month was closed with."""
    raise NotImplementedError
