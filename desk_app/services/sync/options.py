"""Settings of the exchange on this PC."""

from __future__ import annotations

from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_

SHARE_FOLDER = Setting(
    "sync.folder", "", N_("Shared folder"), N_("Where head office's folder is."), Scope.LOCAL
)
SYNC_EVERY_S = Setting(
    "sync.every",
    60,
    N_("Exchange every"),
    N_("Seconds between two rounds."),
    Scope.LOCAL,
    least=10,
    most=3600,
)
