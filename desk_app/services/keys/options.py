"""The key register's settings. What differs by key stands with the key."""

from __future__ import annotations

from datetime import time

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

HOME_BY = Setting(
    "keys.home_by",
    time(22, 0),
    N_("Keys are back by"),
    N_("A key that is to stay out later than this needs the supervisor's approval."),
)
BOARDS = Setting(
    "keys.boards",
    "A 60, B 40",
    N_("Key boards"),
    N_("The name of each board and how many hooks it has, such as “A 60, B 40”. Hooks are called A1 to A60."),
)
BOARD_COLUMNS = Setting(
    "keys.board_columns",
    10,
    N_("Hooks in a row of a key board"),
    N_("As they hang on the wall: the map on the screen and on paper shows the same rows."),
    least=2,
    most=30,
)
RESERVED_HOURS = Setting(
    "keys.reserved_hours",
    12,
    N_("Hours before a reservation that a key is warned about"),
    N_("Whoever takes a key so shortly before somebody else's reservation is told of it."),
    least=0,
    most=72,
)
KEEP_YEARS = Setting(
    "keys.keep_years",
    2,
    N_("Years that records of keys are kept"),
    N_("After that, names and phones of closed borrowings are taken out; the figures stay."),
    least=2,
    most=10,
)
UNDO_MINUTES = Setting(
    "keys.undo_minutes",
    10,
    N_("Minutes to undo a key's return"),
    N_("For so long a return by a slip can be undone at the desk."),
    least=1,
    most=60,
)

SETTINGS = (HOME_BY, BOARDS, BOARD_COLUMNS, RESERVED_HOURS, KEEP_YEARS, UNDO_MINUTES)
