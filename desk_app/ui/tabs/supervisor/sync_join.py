"""A join file for another PC: which desk it becomes, where the file goes, and the code that is read out once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.desk import DeskKind
from desk_app.services.core.words import N_, plain
from desk_app.services.joining.code import spoken
from desk_app.services.joining.service import Joining
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.trust.queries import TrustQueries
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.supervisor.sync_connect import write_file
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk_app.services.core.changes import Changes
    from desk_app.services.core.people import Actor
    from desk_app.services.joining.file import Made
    from desk_app.services.trust.records import KnownDesk
    from desk_app.ui.context import AppContext

ENDING = "lobbyjoin"


class JoinFileDialog(FormDialog):
    """Asks what the other PC shall be; the verb gives file and code."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(ctx, N_("Join file for another PC"), N_("Make the file"), parent)
        self.way = Choice(_ways(()))
        self.code, self.folder = QLineEdit(), QLineEdit(ctx.local.get(SHARE_FOLDER))
        self.form.add("replaces", N_("The other PC becomes"), self.way)
        self.form.add(
            "desk_code",
            N_("Its code"),
            self.code,
            hint=N_("One to four letters or digits, for example B1; of a lost desk it is known."),
        )
        self.form.add(
            "folder", N_("Shared folder, as the other PC sees it"), self.folder, hint=N_("May be left empty.")
        )
        self.way.value_changed.connect(self._choose)
        ctx.read(ctx.services.get(TrustQueries).desks, owner=self, done=self._offer, key="desks")

    def _offer(self, desks: list[KnownDesk]) -> None:
        self.way.offer(_ways(desks))

    def _choose(self, value: object) -> None:
        self.code.setEnabled(not isinstance(value, int))

    def send(self) -> None:
        """Make it."""
        way, code, folder = self.way.value, self.code.text().strip(), self.folder.text().strip()
        kind, replaces = (DeskKind.RECEPTION, way) if isinstance(way, int) else (way, None)
        joining = self.ctx.services.get(Joining)

        def make(by: Actor) -> Changes[Made]:
            return joining.make_file(by, "" if replaces else code, kind, replaces, folder)

        self.do(make)


def _ways(desks: Sequence[KnownDesk]) -> list[tuple[object, str]]:
    """A further desk or gate, or in the place of one that is known here."""
    lost = [
        (one.number, plain(tr(N_("In the place of desk {code}"), code=one.code)))
        for one in desks
        if one.active
    ]
    return [(DeskKind.RECEPTION, N_("A further desk")), (DeskKind.GATE, N_("A further gate")), *lost]


def keep(ctx: AppContext, parent: QWidget, made: Made) -> None:
    """Ask where the file goes, write it, and only then show the code: without the file it is no use."""
    name = f"{made.place.site_code}-{made.place.code}.{ENDING}"
    path = ctx.ask.save_as(
        parent, tr(N_("Save the join file")), name, FileKind(tr(N_("Join files")), (ENDING,))
    )
    if path is not None:
        ctx.tasks.run(
            lambda: write_file(path, made.content),
            lambda _: _tell(ctx, parent, made, path),
            lambda error: ctx.errors.show(error, parent),
            owner=parent,
        )


def _tell(ctx: AppContext, parent: QWidget, made: Made, path: Path) -> None:
    detail = tr(
        N_(
            "Carry the file {name} to the other PC, choose “Join a building” or “Replace another PC” at its first "
            "start and read this code out there. It is shown once, and good until {when}."
        ),
        name=path.name,
        when=format_moment(made.expires),
    )
    ctx.ask.tell(parent, spoken(made.code), detail)
