"""The day, the month, the year in figures; the day is closed and signed here."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.part import Part


class ReportPage(Part):
    """The day, the month, the year in figures; the day is closed and signed here."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Report", "shift tab"),
            N_("The day, the month, the year in figures; the day is closed and signed here.", "shift tab"),
        )

    def load(self) -> None:
        """Read what it shows."""
