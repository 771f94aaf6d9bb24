"""Which gate this PC is, by name."""

from __future__ import annotations

from desk_app.services.codes.claims import GATES
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.gate.places import NUMBERED, gates
from desk_app.services.journal.work import SettingValues
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.widgets.choice import Choice


class GateChoice(Choice):
    """No gate, or one of eight: with the building's names for them, the others by number."""

    def __init__(self, settings: SettingValues) -> None:
        super().__init__([])
        self._settings = settings
        self.rename()
        speaker.language_changed.connect(self.rename)

    def rename(self, _language: str = "") -> None:
        """The names as they are now; what is chosen stays."""
        chosen = self.value or 0
        names = {gate.number: gate.name for gate in gates(self._settings) if gate.name}
        self.blockSignals(True)
        self.offer([(0, N_("No gate")), *((n, _name(n, names.get(n, ""))) for n in range(1, GATES + 1))])
        self.choose(chosen)
        self.blockSignals(False)


def _name(number: int, name: str) -> Message:
    return plain(f"{number} · {name}" if name else tr(NUMBERED, n=number))
