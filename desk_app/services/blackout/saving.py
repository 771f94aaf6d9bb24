"""The newest kit as a file: in the data folder, and in the folder that was chosen for it. Older ones are not kept.

It holds personal data: only this account may read it, and each new one takes the place of the one before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desk_app.services.blackout.options import FOLDER
from desk_app.services.core.desk import Desk
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.private_files import private_folder, write_private
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_


def file_name(desk: Desk) -> str:
    """Each desk has a file of its own: several may share a stick."""
    return f"blackout-kit-{desk.site_code}-{desk.desk_code}.pdf"


def saved_at(folder: DataFolder, desk: Desk) -> datetime | None:
    """When the file in the data folder was made; None before the first."""
    try:
        made = (folder.blackout / file_name(desk)).stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(made).astimezone()


def save_kit(folder: DataFolder, local: LocalSettings, desk: Desk, pdf: bytes, now: datetime) -> list[Path]:
    """Put it where it belongs; gives the files. Raises StorageTrouble for the first place that did not take it,
    after all were tried.
    """
    saved: list[Path] = []
    trouble: StorageTrouble | None = None
    for place in _places(folder, local):
        path = place / file_name(desk)
        try:
            if place == folder.blackout:
                private_folder(place)
            elif not place.is_dir():
                raise OSError("the folder is gone")
            write_private(path, pdf)
            os.utime(path, (now.timestamp(), now.timestamp()))
            saved.append(path)
        except OSError:
            trouble = trouble or StorageTrouble(
                N_(
                    "The blackout kit could not be saved in “{folder}”: "
                    "the folder is missing, full or write-protected. Choose another one in “Shift”, “Blackout kit”."
                ),
                folder=str(place),
            )
    if trouble is not None:
        raise trouble
    return saved


def _places(folder: DataFolder, local: LocalSettings) -> Iterator[Path]:
    yield folder.blackout
    if chosen := local.get(FOLDER).strip():
        yield Path(chosen)
