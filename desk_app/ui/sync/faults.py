"""Why a file on the share does not count, as windows say it."""

from __future__ import annotations

from desk_app.services.sync.fault_words import FAULTS
from desk_app.ui.i18n import tr

_KNOWN = {str(fault): said for fault, said in FAULTS.items()}


def said_fault(fault: str) -> str:
    """Why a file does not count."""
    return tr(_KNOWN[fault]) if fault in _KNOWN else fault
