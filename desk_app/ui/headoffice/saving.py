"""Files that head office's window saves: written in the lane of its reading, what the disk refuses is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_
from desk_app.ui.ask import Asker
from desk_app.ui.i18n import speaker

if TYPE_CHECKING:
    from desk_app.ui.headoffice.rounds import OfficeRounds


def save_file(
    rounds: OfficeRounds,
    path: Path,
    content: bytes,
    done: Callable[[Path], object],
    failed: Callable[[Exception], object],
    owner: QWidget,
) -> None:
    """Write a file; `done` is given where it is."""
    rounds.ask(lambda _: write_file(path, content), done, owner=owner, failed=failed)


def write_file(path: Path, content: bytes) -> Path:
    """Raises StorageTrouble."""
    try:
        path.write_bytes(content)
    except OSError as trouble:
        reason = reason_of(trouble)
        raise StorageTrouble(N_("The file could not be saved: {reason}."), reason=reason) from None
    return path


def saved_or_said(ask: Asker, parent: QWidget) -> Callable[[Exception], None]:
    """What tells why a file could not be saved, or anything else could not be done."""

    def failed(error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(parent, error.say(speaker.words), tone="warning")

    return failed
