"""Which buildings' proposals are accepted by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.ui.headoffice.dialogs import OfficeDialog

if TYPE_CHECKING:
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.ui.headoffice.rounds import OfficeRounds


class AutomaticDialog(OfficeDialog):
    """A tick for each building."""

    def __init__(self, rounds: OfficeRounds, parent: QWidget) -> None:
        about = N_(
            "With a tick, what the building's desks change of tenants, staff, keys and the like becomes "
            "head office's word with the next round, unseen. That suits a building whose own desks look "
            "after its data."
        )
        super().__init__(rounds, N_("Accept proposals by themselves"), N_("Save"), parent, about=about)
        self.ticks: dict[int, QCheckBox] = {}
        self._was = {one.site: one.automatic for one in rounds.view.overview.buildings}
        for one in rounds.view.overview.buildings:
            tick = self.ticks[one.site] = QCheckBox(plain(f"{one.name} · {one.site}"))
            tick.setChecked(one.automatic)
            self.form.add(str(one.site), "", tick)

    def send(self) -> None:
        """Keep what is ticked."""
        changed = {site: tick.isChecked() for site, tick in self.ticks.items()}
        changed = {site: ticked for site, ticked in changed.items() if ticked is not self._was[site]}

        def save(office: HeadOffice) -> None:
            for site, ticked in changed.items():
                office.deciding.set_automatic(site, ticked)

        self.do(save)
