"""The settings of the ledger: clocks, targets, surcharge, shifts."""

from __future__ import annotations

from datetime import time

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.repairs.shifts import shift_ends

PASS_ON_MINUTES = Setting(
    "repairs.pass_on_minutes", 5,
    N_("Minutes to pass a complaint on"), N_("From intake until its department knows."),
    least=1, most=240,
)  # fmt: skip
ARRIVE_MINUTES = Setting(
    "repairs.arrive_minutes", 20,
    N_("Minutes until an engineer is on site"), N_("Counted from intake, within working hours."),
    least=5, most=1440,
)  # fmt: skip
PROGRESS_HOURS = Setting(
    "repairs.progress_hours", 4,
    N_("Hours between words on the progress"), N_("An open order is reported on to the front desk so often."),
    least=1, most=72,
)  # fmt: skip
FOLLOW_UPS = Setting(
    "repairs.follow_ups_a_day", 2,
    N_("Follow-ups of a complaint a day"), N_("Until it is solved."),
    least=1, most=6,
)  # fmt: skip
SOON_PERCENT = Setting(
    "repairs.soon_percent", 25,
    N_("Amber in the last part of a clock, per cent"), N_("So much of its time left, a clock turns amber."),
    least=5, most=75,
)  # fmt: skip
NIGHT_PERCENT = Setting(
    "repairs.night_percent", 30,
    N_("Night surcharge, per cent"), N_("On the work of paid services at night; materials are apart."),
    least=0, most=200,
)  # fmt: skip
NIGHT_FROM = Setting(
    "repairs.night_from", time(20, 0), N_("Night begins"), N_("From then on the night surcharge is added.")
)
NIGHT_UNTIL = Setting("repairs.night_until", time(8, 0), N_("Night ends"), N_("The surcharge ends then."))
WORK_FROM = Setting(
    "repairs.work_from",
    time(8, 0),
    N_("Engineers work from"),
    N_("Clocks of normal orders run from then on. A change moves what open orders have to be done by."),
)
WORK_UNTIL = Setting(
    "repairs.work_until",
    time(22, 0),
    N_("Engineers work until"),
    N_("Clocks of normal orders stand still at night. A change moves what open orders have to be done by."),
)
SHIFT_ENDS = Setting(
    "repairs.shift_ends", "12:00, 18:00, 22:00",
    N_("Shifts end at"),
    N_("Free orders come back before the end of the shift. Times such as 12:00, 18:00. It holds for open orders too."),
    reads=shift_ends,
)  # fmt: skip
CALL_BACK_TARGET = Setting(
    "repairs.call_back_target",
    100,
    N_("Target: called back, per cent"),
    N_("Of the orders done."),
    least=0,
    most=100,
)
SATISFACTION_TARGET = Setting(
    "repairs.satisfaction_target",
    95,
    N_("Target: satisfied, per cent"),
    N_("Of those called back."),
    least=0,
    most=100,
)
IN_TIME_TARGET = Setting(
    "repairs.in_time_target", 95, N_("Target: in time, per cent"), N_("Orders without a missed clock."),
    least=0, most=100,
)  # fmt: skip
SAME_DAYS = Setting(
    "repairs.same_days", 14,
    N_("Days in which a report counts as a repeat"), N_("An open report for the same place and trade is offered."),
    least=1, most=90,
)  # fmt: skip
UNDO_MINUTES = Setting(
    "repairs.undo_minutes", 10,
    N_("Minutes to undo a step of an order"), N_("For so long the last step can be taken back at the desk."),
    least=1, most=60,
)  # fmt: skip
KEEP_YEARS = Setting(
    "repairs.keep_years", 2,
    N_("Years that records of repairs are kept"),
    N_("After that, names, phones, words and pictures are taken out of closed orders; the figures stay."),
    least=1, most=10,
)  # fmt: skip

SETTINGS = (
    PASS_ON_MINUTES, ARRIVE_MINUTES, PROGRESS_HOURS, FOLLOW_UPS, SOON_PERCENT, NIGHT_PERCENT, NIGHT_FROM, NIGHT_UNTIL,
    WORK_FROM, WORK_UNTIL, SHIFT_ENDS, CALL_BACK_TARGET, SATISFACTION_TARGET, IN_TIME_TARGET, SAME_DAYS, UNDO_MINUTES,
    KEEP_YEARS,
)  # fmt: skip
