"""The mail desk's settings."""

from __future__ import annotations

from datetime import time

from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_

CARRIERS = Setting(
    "mail.carriers", "邮局, 顺丰, 京东, 中通, 圆通, 申通, 韵达, EMS",
    N_("Carriers"), N_("Who brings mail, separated by commas, the most frequent first."),
)  # fmt: skip
MORNING_UNTIL = Setting(
    "mail.morning_until",
    time(10, 0),
    N_("Morning post arrives until"),
    N_("What comes earlier is the morning post."),
)
MORNING_TARGET = Setting(
    "mail.morning_target", time(10, 30),
    N_("Morning post in the mailboxes by"), N_("Later, a batch is marked as late."),
)  # fmt: skip
SORT_MINUTES = Setting(
    "mail.sort_minutes", 120,
    N_("Minutes to sort other mail"), N_("From its arrival until it is in the mailboxes."),
    least=10, most=1440,
)  # fmt: skip
HOLD_DAYS = Setting(
    "mail.hold_days", 30,
    N_("Days that mail is held"), N_("Then it is listed as held too long."),
    least=1, most=90,
)  # fmt: skip
MOVED_OUT_DAYS = Setting(
    "mail.moved_out_days", 14,
    N_("Days that ordinary mail of moved-out tenants is kept"), N_("It is kept apart; then it goes back."),
    least=1, most=60,
)  # fmt: skip
ATTEMPTS = Setting(
    "mail.attempts", 2,
    N_("Failed attempts that make mail undeliverable"), N_("After so many it goes on the list of blind mail."),
    least=1, most=5,
)  # fmt: skip
ARCHIVE_FOLDER = Setting(
    "mail.archive_folder", "",
    N_("Folder for the mail's months"), N_("Closed months are written here, as PDF and spreadsheet."),
    Scope.LOCAL,
)  # fmt: skip
LABEL_AT_ONCE = Setting(
    "mail.label_at_once", False,
    N_("Print each mail label at once"), N_("While sorting; otherwise labels are collected and printed together."),
    Scope.LOCAL,
)  # fmt: skip
KEEP_YEARS = Setting(
    "mail.keep_years", 2,
    N_("Years that records of mail are kept"),
    N_("After that, names, phones and signatures are taken out of what has left; the figures stay."),
    least=1, most=10,
)  # fmt: skip

SETTINGS = (
    CARRIERS, MORNING_UNTIL, MORNING_TARGET, SORT_MINUTES, HOLD_DAYS, MOVED_OUT_DAYS, ATTEMPTS, ARCHIVE_FOLDER,
    LABEL_AT_ONCE, KEEP_YEARS,
)  # fmt: skip
