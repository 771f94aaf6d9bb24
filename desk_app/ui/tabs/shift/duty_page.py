"""What happened, when. An entry is never changed: a correction is a further entry."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.part import Part


class DutyPage(Part):
    """What happened, when. An entry is never changed: a correction is a further entry."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Duty log", "shift tab"),
            N_(
                "What happened, when. An entry is never changed: a correction is a further entry.",
                "shift tab",
            ),
        )

    def load(self) -> None:
        """Read what it shows."""
