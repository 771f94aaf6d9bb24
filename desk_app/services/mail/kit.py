"""The paper form of mail. The kit lists no mail: whose letters lie here is nobody else's business."""

from __future__ import annotations

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_

PAPER_FORMS = (
    PaperForm(
        "mail",
        N_("Mail in or out", "paper form"),
        (
            N_("Came or handed over?", "paper form"),
            N_("Carrier", "paper form"),
            N_("Kinds, how many", "paper form"),
            N_("Barcode or number", "paper form"),
            N_("For: company, unit, name", "paper form"),
            N_("Handed to", "paper form"),
            N_("Signature", "paper form"),
        ),
        "mail",
    ),
)
