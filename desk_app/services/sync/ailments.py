"""What can be wrong with a shared folder, in plain words, and what to do about it.

To add one: a member of Ailment, its two sentences and weight in `TOLD`, and the step of `doctor` that finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from desk_app.services.core.words import N_, Message


class Ailment(StrEnum):
    """What is wrong. The values are for programs, and a promise."""

    AWAY = "away"
    READ_ONLY = "read_only"
    FULL = "full"
    LITTLE_ROOM = "little_room"
    HELD = "held"
    ALTERED = "altered"
    LARGE = "large"
    LIST_MISSING = "list_missing"
    LIST_LATE = "list_late"
    STALE = "stale"
    NOT_EXCLUSIVE = "not_exclusive"
    RENAME_LOST = "rename_lost"
    RENAME_REFUSED = "rename_refused"
    NAMES = "names"
    NO_DELETE = "no_delete"
    CLOCK = "clock"
    CLOCK_FAR = "clock_far"
    SLOW = "slow"
    ALIEN = "alien"


class Told(NamedTuple):
    """What is said, what to do, and whether the exchange goes wrong by it (a fault) or merely suffers."""

    said: Message
    todo: Message
    fault: bool = True


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, with its figures."""

    ailment: Ailment
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def told(self) -> Told:
        """Its sentences and weight."""
        return TOLD[self.ailment]


TOLD: Mapping[Ailment, Told] = {
    Ailment.AWAY: Told(
        N_("The shared folder cannot be reached, or does not answer."),
        N_("Check the path, the network and the file server; with a stick, whether it is in."),
    ),
    Ailment.READ_ONLY: Told(
        N_("This PC may not write in the shared folder."),
        N_("Ask whoever looks after the file server for permission to read, write and delete there."),
    ),
    Ailment.FULL: Told(
        N_("The shared folder is full, or its quota is used up."),
        N_("Have room made on the file server, or the quota raised."),
    ),
    Ailment.LITTLE_ROOM: Told(
        N_("There is little room left in the shared folder: {mb} MB."),
        N_("Have room made on the file server before it is full."),
        fault=False,
    ),
    Ailment.HELD: Told(
        N_("Another program holds files in the shared folder for a while, most likely an antivirus."),
        N_("Have the folder excepted from scanning, on the server and on this PC."),
        fault=False,
    ),
    Ailment.ALTERED: Told(
        N_("The shared folder does not give back what was written."),
        N_("Do not use this folder. Have the disk and the network card of the file server checked."),
    ),
    Ailment.LARGE: Told(
        N_("A large file (8 MB) does not arrive whole."),
        N_("Have the connection and the file server's limits for files checked."),
    ),
    Ailment.LIST_MISSING: Told(
        N_("Files of one PC are not seen by another one."),
        N_(
            "Have offline files and caches of the folder switched off, and replication between servers checked."
        ),
    ),
    Ailment.LIST_LATE: Told(
        N_("Files of one PC are seen by another one only after {seconds} s."),
        N_("It works, but slowly. Have offline files and caches of the folder switched off."),
        fault=False,
    ),
    Ailment.STALE: Told(
        N_("A PC is given an old content of a file that another one has written anew."),
        N_("Have offline files and caches of the folder switched off."),
    ),
    Ailment.NOT_EXCLUSIVE: Told(
        N_("Two PCs can both create the same file, and one loses what it wrote."),
        N_("Use a folder on a Windows or Samba file server; one that a cloud drive copies is not enough."),
    ),
    Ailment.RENAME_LOST: Told(
        N_("A file that gets another name is lost or damaged on the way."),
        N_("Use a folder on a Windows or Samba file server; one that a cloud drive copies is not enough."),
    ),
    Ailment.RENAME_REFUSED: Told(
        N_("Files cannot be given another name in the shared folder."),
        N_(
            "It works without, a little later each time. Ask for permission to change files, or have the folder "
            "excepted from scanning."
        ),
        fault=False,
    ),
    Ailment.NAMES: Told(
        N_("The shared folder shortens or changes names of files."),
        N_(
            "Have the server's rules for names checked (short names, capital letters), or use another folder."
        ),
    ),
    Ailment.NO_DELETE: Told(
        N_("Files cannot be deleted in the shared folder, so it fills up."),
        N_("Ask whoever looks after the file server for permission to delete there."),
        fault=False,
    ),
    Ailment.CLOCK: Told(
        N_("The clocks of this PC and of the file server differ by {minutes} min."),
        N_("Have both clocks set by the network."),
        fault=False,
    ),
    Ailment.CLOCK_FAR: Told(
        N_(
            "The clocks of this PC and of the file server differ by {minutes} min: too much to rely on times."
        ),
        N_("Set the clock that is wrong today, and have both set by the network from then on."),
    ),
    Ailment.SLOW: Told(
        N_("The shared folder is slow: {ms} ms for a small step."),
        N_("It works. Have the connection to the file server checked if rounds take long."),
        fault=False,
    ),
    Ailment.ALIEN: Told(
        N_("Files that are not the program's lie in the shared folder: {n}."),
        N_("They are passed over. Have them taken away, and the folder used for nothing else."),
        fault=False,
    ),
}
