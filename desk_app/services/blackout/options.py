"""The blackout kit's settings."""

from __future__ import annotations

from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_
from desk_app.services.journal.back_entry import BACK_ENTRY_DAYS

EVERY_MINUTES = Setting(
    "blackout.every_minutes",
    60,
    N_("Save the blackout kit every so many minutes"),
    N_(
        "The newest lists lie as a PDF in the data folder and in the folder chosen here. 0: only at handover."
    ),
    least=0,
    most=1440,
)
FORMS_OF_EACH = Setting(
    "blackout.forms_of_each",
    4,
    N_("Forms of each kind in a blackout kit"),
    N_("Numbered forms to write on while the power is gone. Of visitors’ forms there are 6 more. 0: none."),
    least=0,
    most=40,
)
PHONES = Setting(
    "blackout.phones",
    "火警 119，报警 110，急救 120，供电抢修 95598",
    N_("Phones on the blackout kit's cover"),
    N_("Whom to call when the power is gone: name and number, with commas between."),
)
FOLDER = Setting(
    "blackout.folder",
    "",
    N_("Also save the blackout kit in"),
    N_("A folder that another PC can print from: a USB stick, a share. Empty: the data folder only."),
    Scope.LOCAL,
)

KEEP_YEARS = Setting(
    "blackout.keep_years",
    3,
    N_("Years that blackout forms are kept"),
    N_("After that, the words on spoilt forms are taken out; numbers and times stay."),
    least=1,
    most=10,
)

SETTINGS = (BACK_ENTRY_DAYS, EVERY_MINUTES, FORMS_OF_EACH, PHONES, KEEP_YEARS)
