"""A file of pass records on a stick or in a folder: its name, saved whole or not at all, read up to a limit."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from desk_app.services.core.desk import Desk
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_
from desk_app.services.passes.record_file import MOST_BYTES, NotTaken
from desk_app.services.sheets.writing import save

ENDING = "gaterecords"


def file_name(desk: Desk, local: datetime) -> str:
    """What the file is called; `local` is the building's wall clock."""
    return f"{desk.site_code}-{desk.desk_code}-{local:%y%m%d-%H%M}.{ENDING}"


def save_records(path: Path, data: bytes) -> None:
    """Put it where somebody wants it. Raises StorageTrouble."""
    save(path, data)


def load_records(path: Path) -> bytes:
    """The bytes, one more than a file may have at most. Raises StorageTrouble, and NotTaken for what is no file."""
    try:
        # A pipe or a device would never end.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not path.is_file():
                raise NotTaken(N_("This is not a file."))
            return file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise NotTaken(N_("This is not a file.")) from None
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be opened: {reason}. Close it in other programs, then try again."),
            reason=reason_of(trouble),
        ) from trouble
