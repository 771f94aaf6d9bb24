"""What a fault of the operating system is called in the reader's language: its own words are English, or the system's.

Not here: what a fault means for the shared folder (`services.sync.troubles`).
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from desk_app.services.core.words import N_, Message, plain

_ABSENT = N_("there is no such file or folder", "fault of the system")
_NOT_ALLOWED = N_("this account may not do that there", "fault of the system")
_NAMES: Mapping[int, Message] = {
    errno.ENOENT: _ABSENT,
    errno.ENOTDIR: _ABSENT,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: N_("the disk takes no writing", "fault of the system"),
    errno.ENOSPC: N_("the disk is full", "fault of the system"),
    errno.EISDIR: N_("it is a folder", "fault of the system"),
    errno.EBUSY: N_("another program has it open", "fault of the system"),
    errno.ENAMETOOLONG: N_("the name is too long", "fault of the system"),
    errno.EINVAL: N_("the name cannot be used", "fault of the system"),
    errno.EIO: N_("the disk or the stick reports a fault", "fault of the system"),
}


def reason_of(fault: OSError) -> Message:
    """Why it did not go, to be put into a sentence as a value; a number for what has no name here."""
    known = _NAMES.get(fault.errno or 0)
    return known or plain(f"[{fault.errno or type(fault).__name__}]")
