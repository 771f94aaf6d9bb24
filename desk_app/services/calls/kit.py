"""The paper form of a call."""

from __future__ import annotations

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_

PAPER_FORMS = (
    PaperForm(
        "call",
        N_("Call, message", "paper form"),
        (
            N_("Caller, company", "paper form"),
            N_("Phone", "paper form"),
            N_("For: company, person", "paper form"),
            N_("Message", "paper form"),
            N_("Passed on at", "paper form"),
        ),
        "calls",
    ),
)
