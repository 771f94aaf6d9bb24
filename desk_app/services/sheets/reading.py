"""A file or its bytes → lines of text. The kind is told by the content, never by the name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_
from desk_app.services.sheets.table import MOST_BYTES, Column, SheetLine, Table, UnreadableSheet, to_table

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_table(source: Path | bytes, columns: Sequence[Column]) -> Table:
    """Read XLSX or CSV and name its columns.

    Raises UnreadableSheet (what is wrong and where), StorageTrouble when the file cannot be opened.
    """
    return to_table(read_lines(source), columns)


def read_lines(source: Path | bytes) -> list[SheetLine]:
    """Every line that is not blank. Raises as `read_table` does."""
    raw = source if isinstance(source, bytes) else _bytes_of(source)
    if len(raw) > MOST_BYTES:
        raise too_big()
    if raw.startswith(_ZIP):
        from desk_app.services.sheets.xlsx import xlsx_lines

        return xlsx_lines(raw)
    if raw.startswith(_OLD_EXCEL):
        raise UnreadableSheet(
            N_(
                "This is an old or a locked Excel file. Save it as .xlsx without a password, then choose it again."
            )
        )
    from desk_app.services.sheets.delimited import csv_lines

    return csv_lines(raw)


def too_big() -> UnreadableSheet:
    """The refusal of a file beyond what a list can be."""
    return UnreadableSheet(
        N_("The file is larger than {most} MB: too large for a list."), most=MOST_BYTES >> 20
    )


def _bytes_of(path: Path) -> bytes:
    # A pipe or a device would never end; a size is known before a byte is read.
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not path.is_file() or os.fstat(handle).st_size > MOST_BYTES:
                raise too_big() if path.is_file() else UnreadableSheet(N_("This is not a file."))
            return file.read(MOST_BYTES + 1)
    except IsADirectoryError as trouble:
        raise UnreadableSheet(N_("This is not a file.")) from trouble
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be opened: {reason}. Close it in other programs, then try again."),
            reason=reason_of(trouble),
        ) from trouble
