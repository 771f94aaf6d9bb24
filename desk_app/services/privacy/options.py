"""The settings of privacy: what visitors are told."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

WHOM_TO_ASK = Setting(
    "privacy.whom_to_ask",
    "",
    N_("Whom to ask about personal data"),
    N_("Name of the office and its phone: printed on the notice for the desk. Empty: the front desk."),
)

SETTINGS = (WHOM_TO_ASK,)
