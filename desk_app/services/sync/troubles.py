"""What a fault of the operating system means for the share, and what is said about it: in one place.

To add one: its number to a set below; a new meaning is a class in `share` and a sentence here.
"""

from __future__ import annotations

import errno

from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, Message
from desk_app.services.sync.share import ShareAway, ShareFull, ShareReadOnly, ShareTrouble

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_HELD = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EAGAIN})
"""As a mounted share says it when another program has the file open."""
_WINDOWS_HELD = frozenset({32, 33, 303})  # sharing violation, lock violation, delete pending
_WINDOWS_FULL = frozenset({39, 112, 1295, 1816})  # disk full twice, quota twice
_WINDOWS_AWAY = frozenset(
    # Not ready, unexpected network error, path or name not found, name deleted, timed out, no logon server, aborted …
    {21, 51, 53, 54, 55, 58, 59, 64, 65, 67, 71, 121, 1231, 1232, 1236, 1311, 1326, 2250}
)


def away() -> ShareAway:
    """The folder is not there."""
    return ShareAway(
        N_(
            "The shared folder cannot be reached. Check the network, or whether the stick is in. Nothing is lost: "
            "this PC goes on working and sends everything as soon as the folder is back."
        )
    )


def silent() -> ShareAway:
    """The folder does not answer in time."""
    return ShareAway(
        N_(
            "The shared folder does not answer. Nothing is lost: this PC goes on working and tries again by itself. "
            "If it lasts, ask whoever looks after the file server."
        )
    )


def full() -> ShareFull:
    """No room."""
    return ShareFull(
        N_(
            "The shared folder is full, or its quota is used up. Have room made there; nothing is lost, this PC "
            "keeps everything and sends it then."
        )
    )


def read_only() -> ShareReadOnly:
    """This PC may not write, or not even read."""
    return ShareReadOnly(
        N_(
            "This PC has no permission for the shared folder. Ask whoever looks after the file server for reading, "
            "writing and deleting; nothing is lost, this PC keeps everything and sends it then."
        )
    )


def held() -> ShareTrouble:
    """Another program has the file."""
    return ShareTrouble(
        N_(
            "Another program, an antivirus perhaps, holds a file in the shared folder. Nothing is lost; it is tried "
            "again by itself. If it lasts, have the folder excepted from scanning."
        )
    )


def broken(reason: Message) -> ShareAway:
    """The folder's device, or the way to it, reports a fault."""
    return ShareAway(
        N_(
            "The shared folder reports a fault ({reason}). Nothing is lost: this PC goes on working and tries again "
            "by itself. If it lasts, ask whoever looks after the file server."
        ),
        reason=reason,
    )


def as_trouble(fault: OSError) -> ShareTrouble:
    """What a fault of the operating system means for the exchange."""
    code: int = getattr(fault, "winerror", None) or 0
    if code in _WINDOWS_HELD or fault.errno in _HELD:
        return held()
    if code in _WINDOWS_FULL or fault.errno in _FULL:
        return full()
    if code not in _WINDOWS_AWAY and fault.errno in _NOT_ALLOWED:
        return read_only()
    if code in _WINDOWS_AWAY or fault.errno == errno.ENOENT:
        return away()
    return broken(reason_of(fault))
