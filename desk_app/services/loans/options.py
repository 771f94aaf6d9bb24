"""The loans' settings. What differs by category stands in the categories."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

PRINT_AT_LENDING = Setting(
    "loans.print_at_lending",
    False,
    N_("Print the receipt at lending"),
    N_("Off: a receipt is printed when asked for, and always when a deposit was taken."),
)
UNDO_MINUTES = Setting(
    "loans.undo_minutes",
    10,
    N_("Minutes to undo lending and returning"),
    N_("For so long a loan or a return by a slip can be undone at the desk."),
    least=1,
    most=60,
)
KEEP_YEARS = Setting(
    "loans.keep_years",
    1,
    N_("Years that loans are kept"),
    N_("After that, borrowers and their signatures are taken out of what is settled; the figures stay."),
    least=1,
    most=10,
)

SETTINGS = (PRINT_AT_LENDING, UNDO_MINUTES, KEEP_YEARS)
