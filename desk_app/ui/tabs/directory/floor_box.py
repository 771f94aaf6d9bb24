"""The drop-down that narrows a list to one floor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from desk_app.services.core.words import N_
from desk_app.services.directory.records import Floor
from desk_app.ui.i18n import say, tr
from desk_app.ui.widgets.choice import ComboBox


class FloorBox(ComboBox):
    """“All floors”, then the floors from the top down; `currentData` is a label, empty for all."""

    def __init__(self) -> None:
        super().__init__()
        # Its texts come after it is first shown, and in another language again.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        say(self, N_("Floor", "directory"), "setAccessibleName")

    def offer(self, floors: Sequence[Floor]) -> None:
        """Offer these floors, from the lowest up as the queries give them; what is chosen stays."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        self.addItem(tr(N_("All floors")), "")
        for floor in reversed(floors):
            self.addItem(tr(N_("Floor {label}"), label=floor.label), floor.label)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
        self.updateGeometry()
