"""About this desk: what it is called, where its data lies, whether all of it is whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

import desk_app
from desk_app.services.checking import Wrong, check
from desk_app.services.core.desk import DeskKind
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.db.migrations import newest_version
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, tr
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, said_label

_KINDS: dict[DeskKind, Message] = {
    DeskKind.RECEPTION: N_("Reception desk"),
    DeskKind.GATE: N_("Guard's gate"),
}


class DeskPage(Part):
    """Facts, and the thorough check."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx, N_("This desk"), N_("Which desk this PC is, and where its records lie."))
        self.verify = button(N_("Check everything"), self.check_all, icon="check")
        self.tools.addWidget(self.verify)
        self.banner = Banner(closable=True)
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.hide()
        say(self.faults, N_("What is wrong"), "setAccessibleName")
        card = Card()
        card.body.addLayout(self._facts())
        self.body.addWidget(self.banner)
        self.body.addWidget(card)
        self.body.addWidget(self.faults)
        self.body.addStretch(1)

    def _facts(self) -> QGridLayout:
        desk = self.ctx.services.bench.desk
        facts: tuple[tuple[Message, Message], ...] = (
            (N_("Building"), plain(desk.building)),
            (N_("Building's code and number"), plain(f"{desk.site_code} · {desk.site_number}")),
            (N_("Desk's code and number"), plain(f"{desk.desk_code} · {desk.desk_number}")),
            (N_("Kind of desk"), _KINDS[desk.kind]),
            (N_("Data folder"), plain(str(self.ctx.folder.root))),
            (N_("Log files"), plain(str(self.ctx.folder.logs))),
            (N_("Program and data version"), plain(f"{desk_app.__version__} · {newest_version()}")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for line, (name, value) in enumerate(facts):
            grid.addWidget(said_label(name, "label"), line, 0)
            shown: Label = said_label(value, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, line, 1)
        return grid

    def load(self) -> None:
        """Facts do not change while the program runs."""

    def check_all(self) -> None:
        """File, references, journal and audit chain, in the slow lane."""
        self.verify.setEnabled(False)
        self.banner.tell(N_("Checking the whole database, the journal and the audit log …"), "info")
        folder, key = self.ctx.folder, self.ctx.services.bench.database.key
        self.ctx.tasks.run(
            lambda: list(check(folder, key)), self._checked, self._failed, owner=self, lane=Lane.SLOW
        )

    def _checked(self, found: list[Wrong]) -> None:
        self.verify.setEnabled(True)
        self.faults.setVisible(bool(found))
        self.faults.setPlainText("\n".join(tr(one.sentence, **one.values) for one in found))
        if found:
            self.banner.tell(
                N_("Faults: {n}. Keep the data as it is, and restore a good backup."), "danger", n=len(found)
            )
        else:
            self.banner.tell(N_("Database, journal and audit chain are whole."), "positive")

    def _failed(self, error: Exception) -> None:
        self.verify.setEnabled(True)
        self.banner.hide()
        self.ctx.errors.show(error, self, self.check_all)
