"""The first start of head office: its name, and where the shared folder is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.ui.ask import Asker
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.sync.path_field import PathField
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import button, column, row, said_label


class FirstPage(Cover):
    """`founded(name, folder)` when both are typed."""

    founded = Signal(str, str)

    def __init__(self, folder: Path, ask: Asker) -> None:
        super().__init__(560)
        self._ask = ask
        self.banner, self.form = Banner(), Form(enter_submits=True)
        self.name = QLineEdit()
        self.share = PathField(N_("Choose …"), self._choose)
        self.form.add(
            "name",
            N_("Name of head office"),
            self.name,
            required=True,
            hint=N_("As the desks see it: your company."),
        )
        self.form.add(
            "share",
            N_("Shared folder"),
            self.share,
            hint=N_("A folder on the file server that all desks reach. It can be chosen later."),
        )
        self.sure = button(N_("Set up head office"), self.send, kind="primary")
        told = said_label(
            N_(
                "Head office collects what all desks recorded and sends tenants, staff and keys down. Its data lies in "
                "{folder}: back this folder up, its keys are in it."
            ),
            "muted",
            wrap=True,
            folder=str(folder),
        )
        self.form.submitted.connect(self.send)
        self.set_content(
            column(
                row(Sign("building"), None),
                said_label(N_("Set up head office"), "title"),
                told,
                self.banner,
                self.form,
                row(None, self.sure),
                spacing=16,
            )
        )

    def _choose(self) -> Path | None:
        return self._ask.folder(self, tr(N_("The shared folder of head office")))

    def send(self) -> None:
        """Found it."""
        if not self.name.text().strip():
            self.form.show_problems(InvalidInput({"name": UserError(N_("Head office needs a name."))}))
            return
        self.sure.setEnabled(False)
        self.founded.emit(self.name.text().strip(), str(self.share.path or ""))

    def refused(self, error: UserError) -> None:
        """It could not be."""
        self.sure.setEnabled(True)
        self.banner.tell(plain(error.say(speaker.words)), "warning")
