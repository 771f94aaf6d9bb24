"""What this tab prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.repairs.records import Order, View

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def print_order(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Print."""


def preview_order(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Show."""


def print_slip(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Print."""


def print_list(ctx: AppContext, owner: QWidget, orders: Sequence[Order], view: View, day: date) -> None:
    """Print."""


def save_list(ctx: AppContext, owner: QWidget, orders: Sequence[Order], view: View, day: date) -> None:
    """Save."""
