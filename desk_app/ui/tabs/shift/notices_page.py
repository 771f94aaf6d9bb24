"""What everybody on the desk must read, and who has."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.part import Part


class NoticesPage(Part):
    """What everybody on the desk must read, and who has."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Notices", "shift tab"),
            N_("What everybody on the desk must read, and who has.", "shift tab"),
        )

    def load(self) -> None:
        """Read what it shows."""
