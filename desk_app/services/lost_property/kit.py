"""The paper form of a found thing."""

from __future__ import annotations

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_

PAPER_FORMS = (
    PaperForm(
        "found",
        N_("Found, or given back", "paper form"),
        (
            N_("What it is", "paper form"),
            N_("Found where", "paper form"),
            N_("Found by", "paper form"),
            N_("Kept where", "paper form"),
            N_("Given back to, phone", "paper form"),
            N_("Signature", "paper form"),
        ),
        "lost_property",
    ),
)
