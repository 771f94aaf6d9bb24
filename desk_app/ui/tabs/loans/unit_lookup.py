"""The unit somebody types names their company: the one tenant there is filled in, several are offered.

A company that was typed or chosen by hand stays; one that was filled in goes with the unit it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.visitors.records import Host
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST = 24


class UnitLookup(QObject):
    """Watches the field of the unit and writes into the one of the company."""

    def __init__(self, ctx: AppContext, owner: QWidget, unit: QLineEdit, company: Picker) -> None:
        super().__init__(owner)
        self._ctx, self._owner, self._unit, self._company = ctx, owner, unit, company
        self._queries = ctx.services.get(DirectoryQueries)
        self._filled: Host | None = None
        unit.textEdited.connect(lambda _: self.look())
        unit.editingFinished.connect(self.look)  # the several of one unit are offered where the keyboard went

    def look(self) -> None:
        """Ask who sits in the unit typed."""
        text = self._unit.text().strip()
        if not self._free:
            return
        if not text:
            self._say(text, [])
            return
        self._ctx.read(
            lambda actor: self._tenants(actor, text),
            owner=self._owner,
            done=lambda found: self._say(text, found),
            key="unit",
        )

    @property
    def _free(self) -> bool:
        """Whether the company is nobody's choice but this one's."""
        value, text = self._company.draft()
        return not text.strip() or (value is not None and value == self._filled)

    def _tenants(self, actor: Actor, text: str) -> list[Host]:
        meant = text.casefold()
        return [
            Host(one.tenant, one.name, unit)
            for one in self._queries.find_host(actor, text, _MOST)
            if not one.contact_name
            for unit in one.units
            if unit.casefold() == meant
        ]

    def _say(self, text: str, found: Sequence[Host]) -> None:
        if text != self._unit.text().strip() or not self._free:
            return  # an answer to what is not meant any more
        self._filled = found[0] if len(found) == 1 else None
        if self._filled is not None:
            self._company.set_draft((self._filled, self._filled.tenant))
            return
        if self._company.text():
            self._company.set_draft(None)
        if found and self._company.hasFocus():
            self._company.offer("", [Suggestion(one, one.tenant, one.unit) for one in found])
