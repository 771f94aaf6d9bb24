"""What was written by hand is typed in here, with the time it happened."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.part import Part


class BackEntryPage(Part):
    """What was written by hand is typed in here, with the time it happened."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Back-entry", "shift tab"),
            N_("What was written by hand is typed in here, with the time it happened.", "shift tab"),
        )

    def load(self) -> None:
        """Read what it shows."""
