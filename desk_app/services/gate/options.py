"""The gate's settings: which gate it is, what a scan does, whom to phone, the look and sound of its window."""

from __future__ import annotations

from desk_app.services.codes.claims import GATES
from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import CHINESE, ENGLISH, N_, plain

GATE_NUMBER = Setting(
    "gate.number",
    0,
    N_("Number of this gate"),
    N_("1 to 8; 0 when this PC is no gate. Passes can name the gates that may release them."),
    Scope.LOCAL,
    least=0,
    most=8,
)
GATE_NAMES = Setting(
    "gate.names",
    "",
    N_("Names of the gates"),
    N_("Each beside its number. Passes are bound to the number: a gate keeps it when another one closes."),
    places=GATES,
)
AMBER_HOURS = Setting(
    "gate.amber_hours",
    24,
    N_("Hours until other desks' records are old"),
    N_("Every verdict at the gate says how old they are; from then on in amber."),
    least=1,
    most=240,
)
RED_HOURS = Setting(
    "gate.red_hours",
    72,
    N_("Hours until the supervisor must confirm a release"),
    N_("When this PC has not heard from the other desks for so long, a release needs the supervisor's PIN."),
    least=1,
    most=720,
)
SCAN_CHECKS_OUT = Setting(
    "gate.scan_checks_out",
    True,
    N_("A scan at the gate checks the visitor out at once"),
    N_("It can be undone for a minute. Off, or when a badge is to come back: the guard confirms."),
)
PRINT_BALANCE = Setting(
    "gate.print_balance",
    True,
    N_("The balance slip prints by itself"),
    N_("When a part of the goods leaves the gate. Off: the guard prints it with F6."),
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
CAMERA = Setting(
    "gate.camera",
    False,
    N_("Camera of the guard's window"),
    N_("Reads a code that is held before it, like a scanner. Switched with F12."),
    Scope.LOCAL,
)

SETTINGS = (
    GATE_NUMBER,
    GATE_NAMES,
    AMBER_HOURS,
    RED_HOURS,
    SCAN_CHECKS_OUT,
    PRINT_BALANCE,
    FRONT_DESK_PHONE,
    SUPERVISOR_PHONE,
    LOOK,
    LANGUAGE,
    SOUND,
    CAMERA,
)
