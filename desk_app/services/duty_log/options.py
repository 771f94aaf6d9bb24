"""The settings of the duty log."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

LIFT_MINUTES = Setting(
    "duty_log.lift_minutes", 30,
    N_("Minutes until rescuers are at the lift"),
    N_("From the report of somebody shut in a lift. The clock of the incident turns red after that."),
    least=5, most=120,
)  # fmt: skip
ARRIVE_MINUTES = Setting(
    "duty_log.arrive_minutes", 15,
    N_("Minutes until somebody is at an incident"),
    N_("From the report; for every standard kind but a lift. Your own kinds have their own."),
    least=1, most=240,
)  # fmt: skip
KEEP_YEARS = Setting(
    "duty_log.keep_years", 3,
    N_("Years that the words of the duty log are kept"),
    N_("After that, words and names are taken out of entries and closed incidents; times stay."),
    least=1, most=10,
)  # fmt: skip

SETTINGS = (LIFT_MINUTES, ARRIVE_MINUTES, KEEP_YEARS)
