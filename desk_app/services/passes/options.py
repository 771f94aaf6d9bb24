"""The exit passes' settings."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

NOTICE_DAYS = Setting(
    "passes.notice_days",
    3,
    N_("Working days of notice for a move-out"),
    N_("Announced later than this before the day of the pass, a move-out gets no pass."),
    least=0,
    most=60,
)
VALID_DAYS = Setting(
    "passes.valid_days",
    1,
    N_("Days an exit pass is valid"),
    N_("1: the day of issue only. A longer time can be chosen on the pass itself."),
    least=1,
    most=45,
)
PAPER_DAYS = Setting(
    "passes.paper_days",
    1,
    N_("Days until the paper of a used pass is missing"),
    N_("Used copies come back to the front desk; after so many days without it the pass is listed."),
    least=0,
    most=60,
)
KEEP_YEARS = Setting(
    "passes.keep_years",
    2,
    N_("Years that exit passes are kept"),
    N_("After that, carriers, plates and signatories are taken out; goods and figures stay."),
    least=1,
    most=10,
)

SETTINGS = (NOTICE_DAYS, VALID_DAYS, PAPER_DAYS, KEEP_YEARS)
