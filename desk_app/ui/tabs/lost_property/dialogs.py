"""Short dialogs about one item: who was told, another shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import TOLD_NAMES, FoundItem, Told
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.records import StaffMember
from desk_app.ui.tabs.lost_property.columns import what_line
from desk_app.ui.tabs.lost_property.places import suggest_shelves
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def _about(item: FoundItem) -> str:
    return f"{item.number} · {what_line(item)}"


class TellDialog(FormDialog):
    """One of the three roles was told of a thing of high value: by name."""

    def __init__(self, ctx: AppContext, item: FoundItem, who: Told, parent: QWidget) -> None:
        title = N_("Tell them now: {who}", "lost property tab")
        sure = N_("They are told", "lost property tab")
        super().__init__(ctx, title, sure, parent, about=_about(item), who=TOLD_NAMES[who])
        self._item, self._who = item, who
        self.name = QLineEdit()
        hint = N_("Who answered: the name and the time stand on record.", "lost property tab")
        self.form.add("name", N_("Name"), self.name, required=True, hint=hint)
        if who is Told.SUPERVISOR:
            staff = ctx.services.get(StaffQueries)
            ctx.read(lambda _: staff.who_can_sign_in(), owner=self, done=self._propose, key="staff")

    def _propose(self, members: list[StaffMember]) -> None:
        """The one with that role, if there is one alone and nobody is named yet."""
        fit = [one.name for one in members if one.role is Role.SUPERVISOR]
        if len(fit) == 1 and not self.name.text():
            self.name.setText(fit[0])
            self.name.selectAll()

    def send(self) -> None:
        """Keep who was told."""
        verbs, item, who, name = (
            self.ctx.services.get(LostProperty),
            self._item.id,
            self._who,
            self.name.text(),
        )
        self.do(lambda actor: verbs.tell(actor, item, who, name))


class ShelveDialog(FormDialog):
    """Put it somewhere else."""

    def __init__(self, ctx: AppContext, item: FoundItem, parent: QWidget) -> None:
        title, sure = N_("Put it on another shelf", "lost property tab"), N_("Put there", "lost property tab")
        super().__init__(ctx, title, sure, parent, about=_about(item))
        self._item = item
        self.shelf = Picker()
        suggest_shelves(ctx, self, self.shelf)
        self.form.add("shelf", N_("Shelf", "lost property tab"), self.shelf, required=True)
        self.shelf.setText(item.shelf)
        self.shelf.selectAll()

    def send(self) -> None:
        """Keep where it lies now."""
        verbs, item, shelf = self.ctx.services.get(LostProperty), self._item.id, self.shelf.text()
        self.do(lambda actor: verbs.shelve(actor, item, shelf))
