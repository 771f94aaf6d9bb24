"""What the desk needs on paper when the power or the PC is gone."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.part import Part


class KitPage(Part):
    """What the desk needs on paper when the power or the PC is gone."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Blackout kit", "shift tab"),
            N_("What the desk needs on paper when the power or the PC is gone.", "shift tab"),
        )

    def load(self) -> None:
        """Read what it shows."""
