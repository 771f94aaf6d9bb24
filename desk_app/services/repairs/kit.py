"""The paper form of a repair, complaint or request."""

from __future__ import annotations

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_

PAPER_FORMS = (
    PaperForm(
        "repair",
        N_("Repair or request", "paper form"),
        (
            N_("Reported by", "paper form"),
            N_("Phone", "paper form"),
            N_("Company, unit or place", "paper form"),
            N_("What is wrong", "paper form"),
            N_("Sent: who, at", "paper form"),
            N_("Arrived at", "paper form"),
            N_("Done at, result", "paper form"),
        ),
        "repairs",
    ),
)
