"""The visitor log's settings."""

from __future__ import annotations

from datetime import time

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.visitors.records import PURPOSE_NAMES

CLOSING_TIME = Setting(
    "visitors.closing_time",
    time(20, 0),
    N_("Closing time"),
    N_("Whoever is still on site then is listed for the guard, and closed as “probably left”."),
)
PURPOSES_WITH_ID = Setting(
    "visitors.purposes_with_id",
    ("contractor",),
    N_("Purposes that need an ID document"),
    N_("Only for these is an ID document asked. Ask for little: it is the public's."),
    choices={purpose.value: name for purpose, name in PURPOSE_NAMES.items()},
)
PHONE_NEEDED = Setting(
    "visitors.phone_needed",
    True,
    N_("A phone number is needed"),
    N_("Off: a visitor may be checked in without a phone number."),
)
PRINT_AT_CHECK_IN = Setting(
    "visitors.print_at_check_in",
    True,
    N_("Print the pass at check-in"),
    N_("Off: the pass is printed only when asked for."),
)
UNDO_MINUTES = Setting(
    "visitors.undo_minutes",
    10,
    N_("Minutes to undo a check-out"),
    N_("For so long a check-out can be undone at the desk."),
    least=1,
    most=60,
)
PASS_HOURS = Setting(
    "visitors.pass_hours",
    14,
    N_("Hours a visitor pass is valid"),
    N_("Counted from check-in; at the gate an older pass is “expired”, and the guard asks."),
    least=1,
    most=72,
)
KEEP_MONTHS = Setting(
    "visitors.keep_months",
    6,
    N_("Months that visits are kept"),
    N_("After that, names, phones and whom they came to see are taken out; the figures stay."),
    least=1,
    most=36,
)

KEEP_DOCUMENT_DAYS = Setting(
    "visitors.keep_document_days",
    30,
    N_("Days that document numbers are kept"),
    N_("After that, only the masked form is left, until the visit itself is forgotten."),
    least=1,
    most=365,
)

KEEP_PHOTO_DAYS = Setting(
    "visitors.keep_photo_days",
    30,
    N_("Days that visitors’ pictures are kept"),
    N_("After that, the picture is deleted."),
    least=1,
    most=365,
)

SETTINGS = (
    CLOSING_TIME,
    PURPOSES_WITH_ID,
    PHONE_NEEDED,
    PRINT_AT_CHECK_IN,
    UNDO_MINUTES,
    PASS_HOURS,
    KEEP_MONTHS,
    KEEP_DOCUMENT_DAYS,
    KEEP_PHOTO_DAYS,
)
