"""A join file for a further PC of a building, or one in a lost PC's place; then the code that is read out, once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.desk import DeskKind
from desk_app.services.core.words import N_, plain
from desk_app.services.sync.names import Party
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.headoffice.dialogs import OfficeDialog
from desk_app.ui.headoffice.saving import save_file, saved_or_said
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.services.headoffice.overview import Building
    from desk_app.services.joining.file import Made
    from desk_app.ui.headoffice.rounds import OfficeRounds

_ENDING = "lobbyjoin"


class JoinFileDialog(OfficeDialog):
    """Asks what the new PC shall be; `keep` is given the file."""

    def __init__(self, rounds: OfficeRounds, ask: Asker, parent: QWidget) -> None:
        about = N_(
            "The new PC opens the file at its first start. Who opens it needs the code that is shown next."
        )
        super().__init__(rounds, N_("Join file for a new PC"), N_("Make the file"), parent, about=about)
        self._ask, self._page = ask, parent
        self.building = Choice([(one.site, _called(one)) for one in rounds.view.overview.buildings])
        self.way, self.code, self.folder = Choice(()), QLineEdit(), QLineEdit(rounds.view.share)
        self.form.add("building", N_("Building"), self.building)
        self.form.add("way", N_("The new PC becomes"), self.way)
        hint = N_("One to four letters or digits, for example B1; of a lost desk it is known.")
        self.form.add("desk_code", N_("Its code"), self.code, hint=hint)
        hint = N_("It may be reached by another path there. Leave it empty if only USB sticks travel.")
        self.form.add("folder", N_("Shared folder, as the new PC sees it"), self.folder, hint=hint)
        self.building.value_changed.connect(self._offer)
        self.way.value_changed.connect(self._choose)
        self._offer(self.building.value)
        self.code.setFocus()

    def _offer(self, site: object) -> None:
        desks = [one.desk for one in self.rounds.view.overview.status.desks if one.desk.party.site == site]
        lost: Sequence[tuple[object, str]] = [
            (one.party, plain(tr(N_("In the place of desk {code}"), code=f"{one.code} · {one.party}")))
            for one in desks
        ]
        ways = [(DeskKind.RECEPTION, N_("A further desk")), (DeskKind.GATE, N_("A further gate")), *lost]
        self.way.offer(ways)

    def _choose(self, value: object) -> None:
        self.code.setEnabled(not isinstance(value, Party))

    def send(self) -> None:
        """Make it."""
        way, site = self.way.value, self.building.value
        code, folder = self.code.text().strip(), self.folder.text().strip()

        def make(office: HeadOffice) -> Made:
            from desk_app.services.headoffice.joining import JoinFiles

            files = JoinFiles(office)
            return (
                files.instead(way, folder)
                if isinstance(way, Party)
                else files.further(site, code, way, folder)
            )

        self.ask_office(make, self._keep)

    def _keep(self, made: Made) -> None:
        """Ask where the file goes, and only then show the code: without the file it is no use."""
        parent = self._page
        name = f"{made.place.site_code}-{made.place.code}.{_ENDING}"
        kind = FileKind(tr(N_("Join files")), (_ENDING,))
        path = self._ask.save_as(parent, tr(N_("Save the join file")), name, kind)
        if path is None:
            return

        def show(path: Path) -> None:
            self.shown = CodeDialog(made, path, parent)
            self.shown.open()

        save_file(self.rounds, path, made.content, show, saved_or_said(self._ask, parent), parent)


class CodeDialog(Dialog):
    """The code of a join file, large enough to be read out."""

    def __init__(self, made: Made, path: Path, parent: QWidget) -> None:
        from desk_app.services.joining.code import spoken

        super().__init__(parent)
        say(self, N_("The code of the join file"), "setWindowTitle")
        place = made.place
        who = said_label(plain(f"{place.building} · {place.code} · {place.party}"), "heading", wrap=True)
        self.code = Label(spoken(made.code), role="title")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told = said_label(
            N_(
                "Carry the file {name} to the new PC. At its first start, choose “Join a building” or "
                "“Replace another PC” there, and read this code out. It is shown only now, and good "
                "until {when}. Do not send it together with the file."
            ),
            wrap=True,
            name=path.name,
            when=format_moment(made.expires),
        )
        then = said_label(
            N_("The desk then asks to be admitted, under “To admit”. Compare its digits on the phone."),
            "muted",
            wrap=True,
        )
        done = button(N_("I have noted the code"), self.accept, kind="primary")
        head = said_label(N_("The code of the join file"), "title")
        self.setLayout(column(head, who, self.code, told, then, row(None, done), spacing=16, margins=24))
        self.setMinimumWidth(560)


def _called(one: Building) -> str:
    return plain(f"{one.name} · {one.site}")
