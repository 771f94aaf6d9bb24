"""Head office at work: who it is, how the share fares, and the pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_, plain
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.headoffice.pages import DesksPage, IncidentsPage, ProposalsPage, RefusedPage, WaitingPage
from desk_app.ui.headoffice.report_page import ReportPage
from desk_app.ui.headoffice.rounds import Carried, OfficeRounds
from desk_app.ui.headoffice.saving import saved_or_said, write_file
from desk_app.ui.i18n import format_moment, format_number, say, speaker, tr
from desk_app.ui.switches import other_language, other_theme
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

PAGES = (DesksPage, WaitingPage, IncidentsPage, RefusedPage, ProposalsPage, ReportPage)


class OfficePage(QWidget):
    """Reads nothing itself: `rounds` has the view."""

    def __init__(self, rounds: OfficeRounds, ask: Asker, local: LocalSettings) -> None:
        super().__init__()
        self.rounds, self.ask = rounds, ask
        self.setProperty("role", "page")
        self.name, self.state = Label(role="title"), Label(role="muted")
        self.digits, self.share = Label(), button(N_("Choose …"), self.choose_share, kind="link")
        self.share.setProperty("flush", True)
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.now = button(N_("Collect and publish now"), rounds.now, kind="primary", icon="sync")
        self.stick = button(N_("USB stick …"), self.on_stick, icon="save")
        self.card = button(N_("Save the card for desks …"), self.save_card, icon="download")
        theme = button(N_("Light or dark"), lambda: other_theme(local), kind="icon", icon="moon")
        language = button(N_("中文 or English"), lambda: other_language(local), kind="icon", icon="language")
        self.banner, self.tabs = Banner(), QTabWidget()
        self.pages = [make(rounds, ask) for make in PAGES]
        for page in self.pages:
            self.tabs.addTab(page, "")
        head = row(self.name, None, self.state, self.now, self.stick, self.card, theme, language, spacing=10)
        facts = row(
            said_label(N_("Shared folder"), "label"), self.share, said_label(N_("Head office's digits"), "label"),
            self.digits, None, spacing=10,
        )  # fmt: skip
        top = column(head, facts, self.banner, spacing=10, margins=16)
        layout = column(spacing=0)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)
        rounds.changed.connect(self.show_view)
        self.tabs.currentChanged.connect(self._opened)
        speaker.language_changed.connect(self.show_view)
        self.show_view()

    def show_view(self, _language: str = "") -> None:
        """Show what is known now."""
        rounds, view = self.rounds, self.rounds.view
        self.name.setText(view.name)
        self.digits.setText(view.digits)
        self.share.setText(view.share or tr(N_("Choose …")))
        for place, page in enumerate(self.pages):
            page.show_view(view)
            waiting = page.waiting(view)
            title = tr(page.title)
            self.tabs.setTabText(place, f"{title} ({waiting})" if waiting else title)
        if rounds.running:
            say(self.state, N_("Collecting …"))
        elif rounds.last is None:
            self.state.clear()
        else:
            say(self.state, N_("Last round {when}"), when=format_moment(rounds.last, now=rounds.clock.now()))
        if rounds.trouble is None:
            self.banner.hide()
        else:
            self.banner.tell(plain(rounds.trouble.say(speaker.words)), "warning")

    def _opened(self, place: int) -> None:
        page = self.pages[place]
        if isinstance(page, ReportPage):
            page.load()

    def choose_share(self) -> None:
        """Where the shared folder is now."""
        path = self.ask.folder(self, tr(N_("The shared folder of head office")))
        if path is not None:
            self.rounds.do(
                lambda office: office.use_share(str(path)), lambda _: None, self._refused, owner=self
            )

    def on_stick(self) -> None:
        """For desks that no network reaches."""
        told = tr(
            N_(
                "Choose a folder on the stick, the same one each time. Head office takes in what a desk "
                "put there, and puts beside it what desks are to know; then carry the stick to the desk."
            )
        )
        if not self.ask.confirm(self, tr(N_("Exchange by USB stick?")), tr(N_("Choose the folder …")), told):
            return
        path = self.ask.folder(self, tr(N_("The folder on the stick")))
        if path is not None:
            self.stick.setEnabled(False)
            self.rounds.on_stick(path, self._carried, self._not_carried)

    def _carried(self, found: Carried) -> None:
        self.stick.setEnabled(True)
        text = tr(
            N_("The stick is ready: {batches} batches taken in, {written} files written."),
            batches=format_number(found.batches),
            written=format_number(found.written),
        )
        more = [tr(N_("Eject it before you pull it out."))]
        if found.waiting:
            more.insert(
                0,
                tr(
                    N_(
                        "Desks on it that wait to be admitted: {n}. Admit them, then prepare the stick "
                        "once more."
                    ),
                    n=found.waiting,
                ),
            )
        if found.refused:
            more.insert(
                0, tr(N_("Files on it that do not count: {n}. See “Refused files”."), n=found.refused)
            )
        self.ask.tell(self, text, "\n\n".join(more))

    def _not_carried(self, error: Exception) -> None:
        self.stick.setEnabled(True)
        self._refused(error)

    def save_card(self) -> None:
        """The file that desks are connected with."""
        kind = FileKind(tr(N_("Cards of head office")), ("headoffice",))
        path = self.ask.save_as(self, tr(N_("Save the card for desks …")), "lobby.headoffice", kind)
        if path is not None:
            self.rounds.ask(
                lambda office: write_file(path, office.card()), self._saved, owner=self, failed=self._refused
            )

    def _saved(self, path: Path) -> None:
        told = tr(N_("Saved: {name}"), name=path.name)
        more = tr(
            N_("Give it to the desks. They compare it with head office's digits, read out over the phone.")
        )
        self.ask.tell(self, told, more)

    def _refused(self, error: Exception) -> None:
        saved_or_said(self.ask, self)(error)
