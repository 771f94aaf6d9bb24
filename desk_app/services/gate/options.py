"""The gate's settings: which gate it is, what a scan does, whom to phone, the look and sound of its window."""

from __future__ import annotations

from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import CHINESE, ENGLISH, N_, plain

GATE_NUMBER = Setting(
    "gate.number",
    0,
    N_("Number of this gate"),
    N_("1 to 8; 0 when this PC is no gate. Passes can name the gates that may release them."),
    least=0,
    most=8,
)
SCAN_CHECKS_OUT = Setting(
    "gate.scan_checks_out",
    True,
    N_("A scan at the gate checks the visitor out at once"),
    N_("It can be undone for ten seconds. Off, or when a badge is to come back: the guard confirms."),
)
FRONT_DESK_PHONE = Setting(
    "gate.front_desk_phone",
    "",
    N_("Phone of the front desk"),
    N_("Shown to the guard where a verdict says to phone the front desk. Empty: no number is shown."),
)
SUPERVISOR_PHONE = Setting(
    "gate.supervisor_phone",
    "",
    N_("Phone of the supervisor"),
    N_("Shown to the guard where a verdict says to phone the supervisor. Empty: no number is shown."),
)
LOOK = Setting(
    "gate.look",
    "dark",
    N_("Look of the guard's window"),
    N_("Night does not dazzle; day is for a bright lobby."),
    Scope.LOCAL,
    choices={"dark": N_("Night", "gate"), "light": N_("Day", "gate")},
)
LANGUAGE = Setting(
    "gate.language",
    "",
    N_("Language of the guard's window"),
    N_("A guard may read another language than the front desk."),
    Scope.LOCAL,
    choices={"": N_("As the rest of the program"), CHINESE: plain("中文"), ENGLISH: plain("English")},
)
SOUND = Setting(
    "gate.sound",
    True,
    N_("Sounds of the guard's window"),
    N_("One sound for release, one for “scan again”, one for a refusal."),
    Scope.LOCAL,
)

SETTINGS = (GATE_NUMBER, SCAN_CHECKS_OUT, FRONT_DESK_PHONE, SUPERVISOR_PHONE, LOOK, LANGUAGE, SOUND)
