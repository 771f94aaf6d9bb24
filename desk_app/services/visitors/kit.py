"""The paper form of a visit."""

from __future__ import annotations

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_

PAPER_FORMS = (
    PaperForm(
        "visit",
        N_("Visitor", "paper form"),
        (
            N_("Name", "paper form"),
            N_("Phone", "paper form"),
            N_("Company", "paper form"),
            N_("Visits: company, unit, person", "paper form"),
            N_("Purpose, people", "paper form"),
            N_("Badge", "paper form"),
            N_("Left at", "paper form"),
        ),
        "visitors",
        more=6,
    ),
)
