"""Count, read, sign: the one who comes counts without seeing what is expected."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.part import Part


class HandoverPage(Part):
    """Count, read, sign: the one who comes counts without seeing what is expected."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Handover", "shift tab"),
            N_("Count, read, sign: the one who comes counts without seeing what is expected.", "shift tab"),
        )

    def load(self) -> None:
        """Read what it shows."""
