"""Connecting this desk with head office: the folder, whether it is fit, head office's card, the digits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, plain
from desk_app.services.sync.cards import head_office_fingerprint, read_head_office_card
from desk_app.services.sync.frame import MOST_FILE, Refused
from desk_app.services.sync.names import Party
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.share import ShareTrouble
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import say, tr
from desk_app.ui.scan import PLAIN_TYPING
from desk_app.ui.sync.doctor_view import DoctorView
from desk_app.ui.sync.look_first import TRYING, look_first
from desk_app.ui.sync.path_field import PathField
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label

if TYPE_CHECKING:
    from desk_app.services.core.changes import Changes
    from desk_app.services.core.people import Actor
    from desk_app.services.sync.state import KnownHeadOffice
    from desk_app.ui.context import AppContext

ENDING = "headoffice"
_ROOM = 112
"""Pixels for what the doctor says: two findings."""


class ConnectDialog(FormDialog):
    """Nothing is written before all of it fits; what was recorded so far goes up as soon as this desk is admitted."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(ctx, N_("Connect with head office"), N_("Connect", "head office"), parent)
        self._known: KnownHeadOffice | None = None
        self._raw = b""
        self.folder = PathField(N_("Choose …"), self._ask_folder)
        self.doctor = DoctorView(ctx)
        self.card = PathField(N_("Choose …"), self._ask_card)
        self.told = Label(role="muted")
        self.told.setWordWrap(True)
        self.typed, self.brought = QLineEdit(), QCheckBox()
        say(self.brought, N_("I brought the file from head office myself"))
        self.typed.setProperty(PLAIN_TYPING, True)
        self.digits = Label(role="heading")
        self.digits.hide()
        folder_hint = N_("As this PC sees it, for example \\\\server\\share\\frontdesk.")
        self.form.add("folder", N_("Shared folder"), self.folder, required=True, hint=folder_hint)
        self.form.add(
            "card",
            N_("Head office's card"),
            self.card,
            required=True,
            hint=N_("The file that head office gave you."),
        )
        self.form.add(
            "fingerprint",
            N_("Digits, as head office reads them out"),
            self.typed,
            hint=N_("30 digits. Call a number that you know."),
        )
        self.form.add("brought", N_("Or without the phone"), self.brought)
        self.arrange(below=(self.told, self.digits, self.doctor.room(_ROOM)))
        self.folder.line.setText(ctx.local.get(SHARE_FOLDER))
        self.folder.settled.connect(self._look)
        self.card.settled.connect(self._read)
        self.brought.toggled.connect(self._by_hand)
        self.setMinimumWidth(600)

    def event(self, event: QEvent) -> bool:
        """What is told at a field may need more lines than its hint did, and tells so step by step."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit_texts()
        return done

    def _ask_folder(self) -> Path | None:
        return self.ctx.ask.folder(self, tr(N_("The shared folder of head office")))

    def _ask_card(self) -> Path | None:
        return self.ctx.ask.open_file(self, tr(N_("Head office's card")), card_kind())

    def _look(self) -> None:
        if self.folder.path is not None:
            self.doctor.examine(self.folder.path)

    def _read(self) -> None:
        path = self.card.path
        if path is not None:
            self.ctx.tasks.run(lambda: read_file(path), self._take, self._unreadable, owner=self)

    def _take(self, raw: bytes) -> None:
        try:
            self._known = read_head_office_card(raw)
        except Refused:
            self._unreadable(
                UserError(N_("This is not a card of head office. Ask head office for the file anew."))
            )
            return
        self._raw = raw
        self._tell_card()
        self._by_hand(self.brought.isChecked())
        self.fit_texts()

    def _tell_card(self) -> None:
        if self._known is not None:
            say(self.told, N_("Card of {name}."), name=plain(self._known.name))

    def _unreadable(self, error: Exception) -> None:
        self._known, self._raw = None, b""
        self.told.clear()
        if isinstance(error, UserError | StorageTrouble):
            self.show_problem("card", error)
        else:
            self.ctx.errors.show(error, self)

    def _by_hand(self, brought: bool) -> None:
        self.typed.setEnabled(not brought)
        known = self._known
        # Never in sight while they are to be typed: they must come from head office's own mouth.
        self.digits.setVisible(brought and known is not None)
        self.digits.setText(head_office_fingerprint(known) if known else "")

    def send(self) -> None:
        """Look at the folder, connect, then remember the folder on this PC."""
        problems: dict[str, UserError] = {}
        if self.folder.path is None:
            problems["folder"] = UserError(N_("Choose the shared folder."))
        if self._known is None:
            problems["card"] = UserError(N_("Choose the file that head office gave you."))
        if not self.brought.isChecked() and not self.typed.text().strip():
            problems["fingerprint"] = UserError(
                N_("Type the digits, or tick that you brought the file yourself.")
            )
        if problems or self.folder.path is None:
            self.show_problems(InvalidInput(dict(problems)))
            return
        self._look_first(self.folder.path)

    def _look_first(self, folder: Path) -> None:
        here, known = self.ctx.services.bench.desk, self._known
        party = Party(here.site_number, here.desk_number)
        self.sure.setEnabled(False)
        say(self.told, TRYING)
        look_first(
            self.ctx.tasks,
            self.ctx.ask,
            self,
            lambda: usable(folder, known, party),
            lambda _: self._connect(folder),
            self._not_usable,
            anyway=N_("Connect anyway"),
        )

    def _not_usable(self, error: Exception) -> None:
        self.sure.setEnabled(True)
        self._tell_card()
        if isinstance(error, ShareTrouble):
            self.show_problem("folder", error)
        else:
            self.ctx.errors.show(error, self)

    def _connect(self, folder: Path) -> None:
        self._tell_card()
        raw, exchange, local = self._raw, self.ctx.services.get(Exchange), self.ctx.local
        typed = None if self.brought.isChecked() else self.typed.text()

        def verb(by: Actor) -> Changes[str]:
            name = exchange.connect(by, raw, typed)
            local.put(SHARE_FOLDER, str(folder))
            return name

        self.do(verb)


def usable(folder: Path, known: KnownHeadOffice | None, party: Party) -> None:
    """Whether this desk could exchange there. Raises ShareTrouble; takes seconds."""
    from desk_app.services.sync.ours import require_usable_at

    require_usable_at(folder, known, party)


def card_kind() -> FileKind:
    """Head office's card."""
    return FileKind(tr(N_("Cards of head office")), (ENDING,))


def read_file(path: Path) -> bytes:
    """A card. Raises StorageTrouble."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_FILE + 1)
    except OSError as trouble:
        raise StorageTrouble(N_("The file cannot be used: {reason}."), reason=reason_of(trouble)) from trouble


def write_file(path: Path, content: bytes) -> None:
    """A card or a join file. Raises StorageTrouble."""
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be saved: {reason}."), reason=reason_of(trouble)
        ) from trouble
