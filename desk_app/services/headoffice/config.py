"""What a head office's folder says of itself: `headoffice.json`, readable by its owner alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.errors import EnvironmentTrouble, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.private_files import read_private, write_private
from desk_app.services.core.words import N_

_FILE = "headoffice.json"


@dataclass(frozen=True, slots=True)
class Config:
    """One head office. `url` may hold a password; `share` is where its shared folder is, "" while nobody said."""

    name: str
    share_id: str
    made_at: int
    url: str | None = None
    share: str = ""

    def __repr__(self) -> str:
        return f"Config({self.name!r})"

    @property
    def made(self) -> datetime:
        """When it was founded."""
        return from_ms(self.made_at)


def is_there(folder: Path) -> bool:
    """Whether a folder is a head office's."""
    return (folder / _FILE).exists()


def load(folder: Path) -> Config:
    """Raises EnvironmentTrouble when there is none, or it cannot be read."""
    try:
        return Config(**json.loads(read_private(folder / _FILE)))
    except FileNotFoundError:
        raise EnvironmentTrouble(
            N_("There is no head office in {folder} yet: desk-app headoffice init"), folder=folder
        ) from None
    except (OSError, ValueError, TypeError):
        raise EnvironmentTrouble(N_("Head office's folder {folder} cannot be read."), folder=folder) from None


def save(folder: Path, config: Config) -> None:
    """Raises StorageTrouble."""
    try:
        write_private(folder / _FILE, json.dumps(asdict(config), ensure_ascii=False).encode())
    except OSError as trouble:
        raise StorageTrouble(
            N_("Head office's folder cannot be written: {reason}. Nothing was saved."),
            reason=reason_of(trouble),
        ) from None
