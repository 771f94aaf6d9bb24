"""The exchange with head office: connect, how it stands, the last rounds, what does not count, a stick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.sync.alarms import faults, notes
from desk_app.services.sync.options import SHARE_FOLDER, SYNC_EVERY_S
from desk_app.services.sync.proposals import MasterQueries, Proposal
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Refusal, Standing
from desk_app.services.sync.service import Exchange
from desk_app.ui.ask import FileKind
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_moment, format_number, speaker, tr
from desk_app.ui.sync.doctor_view import DoctorView
from desk_app.ui.sync.figures import Figures
from desk_app.ui.tabs.supervisor.sync_connect import ConnectDialog, write_file
from desk_app.ui.tabs.supervisor.sync_facts import FactsCard
from desk_app.ui.tabs.supervisor.sync_join import JoinFileDialog, keep
from desk_app.ui.tabs.supervisor.sync_lists import (
    PROPOSAL_COLUMNS,
    REFUSED_COLUMNS,
    ROUND_COLUMNS,
    proposal_id,
    refusal_id,
)
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.menus import menu_button
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.services.sync.engine import Round

_HEAD, _ROW, _MOST_ROWS = 42, 42, 6
"""Pixels of a list: as high as its rows, six at most."""


class SyncPage(Part):
    """Everything about it that is the supervisor's to see and to do."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Sync"),
            N_(
                "Records go to head office and the building's other desks through a shared folder, or on a stick."
            ),
        )
        self._queries, self._verbs = ctx.services.get(SyncQueries), ctx.services.get(Exchange)
        self.standing = Standing(False)
        self._make_tools()
        self.alone = EmptyState(
            "cloud-off",
            N_("This desk works alone"),
            N_(
                "Everything is on this PC only. Ask head office for its card (a file) and for the shared folder, then "
                "connect. What was recorded so far goes up too."
            ),
            N_("Connect …", "head office"),
            self.connect_now,
        )
        self.banner, self.figures, self.facts = Banner(), Figures(), FactsCard(ctx)
        self.doctor = DoctorView(ctx)
        self.rounds = RowTable(ROUND_COLUMNS, lambda one: one.at)
        self.refused = RowTable(REFUSED_COLUMNS, refusal_id)
        self.proposals = RowTable(PROPOSAL_COLUMNS, proposal_id)
        self.shown = self._standing_view()
        self.body.addWidget(self.alone, 1)
        self.body.addWidget(self.shown, 1)
        self.facts.folder.clicked.connect(self.change_folder)
        self.facts.every_changed.connect(self.change_interval)
        ctx.exchange.changed.connect(self._changed)
        self._show(self.standing)

    def _make_tools(self) -> None:
        self.now = button(N_("Sync now"), self.ctx.exchange.now, kind="primary", icon="sync")
        self.stick = button(N_("USB stick …"), self.on_stick, icon="save")
        self.more = menu_button(
            N_("More"),
            "more",
            (
                (N_("Try the folder"), self.try_folder),
                (N_("Change the folder …"), self.change_folder),
                (N_("Save this desk's card …"), self.save_card),
                (N_("This PC counts: begin anew …"), self.begin_epoch),
                (N_("Disconnect …"), self.disconnect_now),
            ),
        )
        # Only where two PCs write under one name: elsewhere it would cost a chain for nothing.
        self.counts = self.more.menu().actions()[3]
        self.join = button(N_("Join file …"), self.make_join_file, icon="plus")
        for tool in (self.now, self.stick, self.join, self.more):
            self.tools.addWidget(tool)

    def _standing_view(self) -> QWidget:
        self.rounds_card, self.refused_card = Card(N_("Last rounds")), Card(N_("Files that do not count"))
        self.rounds_card.body.addWidget(self.rounds)
        self.refused_card.body.addWidget(self.refused)
        self.proposals_card = Card(N_("Proposed to head office"))
        self.proposals_card.body.addWidget(self.proposals)
        self.facts.body.addWidget(self.doctor)
        return scrolling(
            self.banner, self.figures, self.facts, self.refused_card, self.proposals_card, self.rounds_card
        )

    # How it stands

    def load(self) -> None:
        """Ask anew, and whenever a round began or ended."""
        self.ctx.read(self._queries.standing, owner=self, done=self._show, key="standing")
        proposals = self.ctx.services.get(MasterQueries).proposals
        self.ctx.read(proposals, owner=self, done=self._show_proposals, key="proposals")
        self.ctx.read(self._queries.quarantine, owner=self, done=self._show_refused, key="quarantine")

    def _changed(self) -> None:
        """A round began or ended. Out of sight nothing is asked: somebody else may be signed in, who may not see it."""
        if self.isVisible():
            self.load()

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        on, exchange = standing.connected, self.ctx.exchange
        self.alone.setVisible(not on)
        self.shown.setVisible(on)
        for tool in (self.now, self.stick, self.more):
            tool.setVisible(on)
        self.counts.setVisible(standing.forked)
        self.now.setEnabled(exchange.folder is not None)
        now = self.ctx.services.bench.clock.now()
        self.figures.show_standing(standing, now)
        self.facts.show_standing(standing, exchange, now)
        _fill(self.rounds, list(exchange.past))
        self.rounds_card.setVisible(bool(exchange.past))
        self._tell()

    def _tell(self) -> None:
        """The one thing that somebody should do."""
        standing, trouble = self.standing, self.ctx.exchange.trouble
        wrong = next(faults(standing, format_moment), None)
        note = next(notes(standing), None)
        if wrong is not None:
            self.banner.tell(
                wrong[0],
                "danger",
                action=N_("This PC counts …") if standing.forked else None,
                on=self.begin_epoch if standing.forked else None,
                **wrong[1],
            )
        elif trouble is not None:
            self.banner.tell(plain(trouble.say(speaker.words)), "warning")
        elif self.ctx.exchange.folder is None:
            self.banner.tell(
                N_("No shared folder is set on this PC."),
                "warning",
                action=N_("Choose …"),
                on=self.change_folder,
            )
        elif standing.keys_expired:
            self.banner.tell(
                N_(
                    "Head office has not renewed its list of keys in time: its news may be held back. "
                    "Phone head office."
                ),
                "warning",
            )
        elif note is not None:
            self.banner.tell(note[0], "info", **note[1])
        else:
            self.banner.hide()

    def _show_refused(self, found: list[Refusal]) -> None:
        _fill(self.refused, found)
        self.refused_card.setVisible(bool(found))

    def _show_proposals(self, found: list[Proposal]) -> None:
        _fill(self.proposals, found)
        self.proposals_card.setVisible(bool(found))

    # What can be done

    def connect_now(self) -> None:
        """Folder, card, digits."""
        self.dialog = ConnectDialog(self.ctx, self)
        self.dialog.begin(self._connected)

    def _connected(self, name: str) -> None:
        self.ctx.toasts.show(
            N_("Connected with {name}. Read this desk's digits out to head office."), name=plain(name)
        )
        self.ctx.exchange.reopen()
        self.load()

    def change_folder(self) -> None:
        """Another folder on this PC: a drive letter that moved."""
        path = self.ctx.ask.folder(self, tr(N_("The shared folder of head office")))
        if path is not None:
            self.ctx.local.put(SHARE_FOLDER, str(path))
            self.doctor.examine(path)
            self.ctx.exchange.reopen()
            self.load()

    def change_interval(self, seconds: int) -> None:
        """How often, on this PC."""
        self.ctx.local.put(SYNC_EVERY_S, seconds)

    def try_folder(self) -> None:
        """The doctor looks at the folder again."""
        folder = self.ctx.exchange.folder
        if folder is None:
            self.change_folder()
        else:
            self.doctor.examine_again(folder)

    def on_stick(self) -> None:
        """A round on a folder that somebody carries."""
        told = tr(
            N_(
                "Choose the folder that head office prepared on the stick. This PC takes what lies there and puts its "
                "own records beside it; then carry the stick back."
            )
        )
        if not self.ctx.ask.confirm(self, tr(N_("Sync by USB stick?")), tr(N_("Choose the folder …")), told):
            return
        path = self.ctx.ask.folder(self, tr(N_("The folder on the stick")))
        if path is not None:
            self.stick.setEnabled(False)
            self.ctx.exchange.on_stick(path, self._stick_done, self._stick_failed)

    def _stick_done(self, result: Round) -> None:
        self.stick.setEnabled(True)
        self.load()
        if result.trouble is not None:
            self.ctx.ask.tell(self, result.trouble.say(speaker.words), tone="warning")
            return
        self.ctx.toasts.show(
            N_("The stick is ready: {sent} batches written, {heard} heard. Eject it before you pull it out."),
            sent=format_number(result.published),
            heard=format_number(result.heard),
        )

    def _stick_failed(self, error: Exception) -> None:
        self.stick.setEnabled(True)
        self.ctx.errors.show(error, self)

    def save_card(self) -> None:
        """For head office, where the folder cannot carry it."""
        desk = self.ctx.services.bench.desk
        kind = FileKind(tr(N_("Cards of desks")), ("dcd",))
        path = self.ctx.ask.save_as(
            self, tr(N_("Save this desk's card")), f"{desk.site_code}-{desk.desk_code}.dcd", kind
        )
        if path is None:
            return
        actor = self.ctx.actor
        self.ctx.tasks.run(
            lambda: write_file(path, self._queries.card(actor)),
            lambda _: self._saved(path),
            self._refused_to,
            owner=self,
        )

    def _saved(self, path: Path) -> None:
        self.ctx.toasts.show(N_("Saved: {name}"), name=path.name)

    def make_join_file(self) -> None:
        """Another PC becomes a desk of this building."""
        self.joining = JoinFileDialog(self.ctx, self)
        self.joining.begin(lambda made: keep(self.ctx, self, made))

    def begin_epoch(self) -> None:
        """Two PCs wrote under one name: this one counts."""
        told = tr(
            N_(
                "Stop the other PC first. What only the other one recorded stays with head office for a decision."
            )
        )
        if self.ctx.ask.confirm(
            self, tr(N_("Does this PC count?")), tr(N_("This PC counts")), told, danger=True
        ):
            self.ctx.do(
                self._verbs.begin_epoch, owner=self, done=lambda _: self.ctx.exchange.now(), failed=self._told
            )

    def disconnect_now(self) -> None:
        """Work alone again."""
        told = tr(
            N_(
                "Nothing here is lost, and what is on the share stays there. Nothing is exchanged until you "
                "connect again."
            )
        )
        name = self.standing.head_office
        question = tr(N_("Disconnect from {name}?"), name=name)
        if self.ctx.ask.confirm(self, question, tr(N_("Disconnect")), told, danger=True):
            self.ctx.do(self._verbs.disconnect, owner=self, done=lambda _: self.load(), failed=self._told)

    def _told(self, error: Exception) -> bool:
        if isinstance(error, UserError):
            self.ctx.ask.tell(self, error.say(speaker.words), tone="warning")
            return True
        return False

    def _refused_to(self, error: Exception) -> None:
        if not self._told(error):
            self.ctx.errors.show(error, self)


def _fill(table: RowTable, rows: Sequence[object]) -> None:
    table.set_rows(rows)
    table.setFixedHeight(_HEAD + _ROW * min(len(rows), _MOST_ROWS))
