"""Whether a folder is the one of a head office, and whether this desk could work there: asked before anything is done.

A look of seconds, which writes one small file where this desk writes anyway. What a file server does wrong under load
is the `doctor`'s to find out.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from desk_app.services.core.words import N_
from desk_app.services.sync import frame, names
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share, ShareTrouble
from desk_app.services.sync.state import KnownHeadOffice
from desk_app.services.sync.troubles import held

PATIENCE_S = 15.0
"""Somebody waits for the answer; where a dead server has not said so by then, it is away."""


class WrongShare(ShareTrouble):
    """The folder is not the one of the head office that this desk knows."""


def not_ours(name: str) -> WrongShare:
    """It is somebody else's folder, or an empty one."""
    return WrongShare(
        N_(
            "This is not the shared folder of head office {name}: check the folder, or connect again. "
            "Nothing was written there; all records are safe on this PC."
        ),
        name=name,
    )


def require_ours(share: Share, known: KnownHeadOffice) -> None:
    """Raise WrongShare for a folder that is not this head office's: a drive letter that moved, an empty disk."""
    raw = share.read(names.FORMAT, frame.MOST_FILE)
    if raw is None:
        raise WrongShare(
            N_(
                "There is nothing of head office {name} in this folder. Check the path; if it is right, ask head "
                "office to publish there. Nothing was written; all records are safe on this PC."
            ),
            name=known.name,
        )
    try:
        header = frame.read(frame.Kind.FORMAT, raw, [bytes.fromhex(known.root)]).header
    except frame.Refused:
        header = {}
    if header.get("share") != known.share:
        raise not_ours(known.name)


def require_usable(share: Share, known: KnownHeadOffice | None, party: Party) -> None:
    """Raise ShareTrouble when this desk could not exchange there: away, another's, not to be written, full.

    `known`: None for a building without a head office: the folder must be there, and nothing is written.
    """
    share.files("")
    if known is None:
        return
    require_ours(share, known)
    path, content = f"{names.join(party)}/{names.part()}", secrets.token_bytes(64)
    try:
        share.create(path, content)
        if share.read(path, len(content)) != content:
            raise held()
    finally:
        with suppress(ShareTrouble):
            share.delete(path)


def require_usable_at(folder: Path, known: KnownHeadOffice | None, party: Party) -> None:
    """As `require_usable`, in a process that is given up when nobody answers."""
    from desk_app.services.sync.remote import RemoteShare

    share = RemoteShare(folder, PATIENCE_S)
    try:
        require_usable(share, known, party)
    finally:
        share.close()
