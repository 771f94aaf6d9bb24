"""The pages of head office's window: each a list, and what can be done with the row chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, Message
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.headoffice import advice, changes, columns
from desk_app.ui.headoffice.admitting import AdmitDialog
from desk_app.ui.headoffice.automatic import AutomaticDialog
from desk_app.ui.headoffice.join_files import JoinFileDialog
from desk_app.ui.headoffice.revoking import RevokeDialog
from desk_app.ui.headoffice.saving import saved_or_said
from desk_app.ui.i18n import format_number, tr
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.ui.headoffice.rounds import OfficeRounds, View


class Page(QWidget):
    """A list with buttons under it; `rows` says what of the view it shows, `waiting` how many need somebody."""

    title: Message
    empty: tuple[str, Message, Message]
    """Sign, headline and hint while there is nothing."""
    columns: Sequence[Column]
    multi = False

    def __init__(self, rounds: OfficeRounds, ask: Asker) -> None:
        super().__init__()
        self.rounds, self.ask = rounds, ask
        self.table = RowTable(columns.with_codes(self.columns, self._code_of), self.row_id, multi=self.multi)
        self.buttons = self.make_buttons()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(*self.empty))
        self.hint = Label(role="muted")
        self.hint.setWordWrap(True)
        foot = row(*self.buttons, *self.always(), None)
        self.setLayout(column(self._stack, self.hint, foot, spacing=12, margins=16))
        self.table.selected_rows.connect(self._chosen)
        self._chosen([])

    def _code_of(self, party: str) -> str:
        """What people call a desk; nothing for one that was never admitted."""
        desks = self.rounds.view.overview.status.desks
        return next((one.desk.code for one in desks if str(one.desk.party) == party), "")

    def rows(self, view: View) -> Sequence[Any]:
        """What it shows."""
        raise NotImplementedError

    def row_id(self, one: Any) -> Any:
        """What a row is known by."""
        return one.id

    def waiting(self, view: View) -> int:
        """How many need somebody."""
        return 0

    def make_buttons(self) -> list[PushButton]:
        """Those for the row chosen."""
        return []

    def always(self) -> list[PushButton]:
        """Those that need none."""
        return []

    def may(self, step: PushButton, rows: Sequence[Any]) -> bool:
        """Whether a step can be done with these rows."""
        return bool(rows)

    def said_of(self, one: Any) -> str:
        """What stands under the list about the row chosen."""
        return ""

    def show_view(self, view: View) -> None:
        """Show it; the row chosen stays."""
        rows = self.rows(view)
        self.table.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._chosen(self.table.selection())

    def _chosen(self, rows: Sequence[Any]) -> None:
        for one in self.buttons:
            one.setEnabled(bool(rows) and self.may(one, rows))
        said = self.said_of(rows[0]) if len(rows) == 1 else ""
        self.hint.setText(said)
        self.hint.setVisible(bool(said))

    def do(self, verb: Callable[[HeadOffice], object]) -> None:
        """Carry it out; what cannot be is told."""
        self.rounds.do(verb, lambda _: None, self.refused, owner=self)

    def refused(self, error: Exception) -> None:
        """Tell why not."""
        saved_or_said(self.ask, self)(error)


class DesksPage(Page):
    """Every desk that was ever admitted."""

    title = N_("Desks", "head office")
    empty = (
        "building",
        N_("No desk is admitted yet"),
        N_(
            "Give the desks this head office's card and the shared folder. Who asks to be admitted stands beside."
        ),
    )
    columns = columns.DESKS

    def rows(self, view: View) -> Sequence[Any]:
        """With what is lacking of them."""
        return view.overview.status.desks

    def row_id(self, one: Any) -> Any:
        """Its number."""
        return str(one.desk.party)

    def make_buttons(self) -> list[PushButton]:
        """Withdraw, and revoke."""
        return [
            button(N_("Withdraw …", "desk"), self.withdraw),
            button(N_("Revoke: PC stolen …"), self.revoke, kind="danger"),
        ]

    def may(self, step: PushButton, rows: Sequence[Any]) -> bool:
        """Only a desk that counts is withdrawn; one that is gone may still turn out to be stolen."""
        if step is self.buttons[0]:
            return bool(rows[0].desk.counts)
        return any(pc.revoked is None for pc in rows[0].desk.keys)

    def always(self) -> list[PushButton]:
        """A file for a PC that is none of the desks yet."""
        self.join = button(N_("Join file for a new PC …"), self.make_join_file, icon="download")
        return [self.join]

    def show_view(self, view: View) -> None:
        """A join file is for a building of which something is here."""
        super().show_view(view)
        self.join.setEnabled(bool(view.overview.buildings))

    def waiting(self, view: View) -> int:
        """Those of which nothing came for long, or whose batches do not come."""
        return sum(advice.wants_a_look(one) for one in view.overview.status.desks)

    def said_of(self, one: Any) -> str:
        """Its PCs by their digits, and what to do about what is lacking."""
        return advice.said_of_desk(one)

    def make_join_file(self) -> None:
        """For a further desk or gate, or in a lost PC's place."""
        self.dialog = JoinFileDialog(self.rounds, self.ask, self)
        self.dialog.open()

    def withdraw(self) -> None:
        """It is no more; what it wrote counts."""
        party = self.table.selection()[0].desk.party
        told = tr(N_("What it recorded stays. Its PC is not believed any more."))
        question = tr(N_("Withdraw desk {party}?"), party=party)
        if self.ask.confirm(self, question, tr(N_("Withdraw", "desk")), told, danger=True):
            self.do(lambda office: office.withdraw(party))

    def revoke(self) -> None:
        """It is in wrong hands."""
        self.revoking = RevokeDialog(self.rounds, self.table.selection()[0].desk, self)
        self.revoking.open()


class WaitingPage(Page):
    """Who asks to be admitted: compare the digits on the phone."""

    title = N_("To admit")
    empty = (
        "check",
        N_("Nobody waits"),
        N_("A desk that was connected puts its card on the share; it stands here with the next round."),
    )
    columns = columns.WAITING

    def rows(self, view: View) -> Sequence[Any]:
        """Their cards."""
        return view.waiting

    def row_id(self, one: Any) -> Any:
        """Its key."""
        return one.card.sync

    def waiting(self, view: View) -> int:
        """All of them."""
        return len(view.waiting)

    def make_buttons(self) -> list[PushButton]:
        """Admit."""
        return [button(N_("Admit …"), self.admit, kind="primary", icon="check")]

    def always(self) -> list[PushButton]:
        """A card that came another way."""
        return [button(N_("Card from a file …"), self.from_file, icon="folder")]

    def admit(self) -> None:
        """The one chosen."""
        chosen = self.table.selection()[0]
        self._begin(chosen.raw, replaces=chosen.replaces)

    def from_file(self) -> None:
        """A card that was carried."""
        kind = FileKind(tr(N_("Cards of desks")), ("dcd",))
        path = self.ask.open_file(self, tr(N_("Card of a desk")), kind)
        if path is None:
            return
        try:
            with path.open("rb") as file:
                raw = file.read(1 << 20)
        except OSError as trouble:
            text = tr(N_("The file cannot be used: {reason}."), reason=reason_of(trouble))
            self.ask.tell(self, text, tone="warning")
            return
        self._begin(raw)

    def _begin(self, raw: bytes, *, replaces: bool = False) -> None:
        from desk_app.services.sync.cards import read_desk_card
        from desk_app.services.sync.frame import Refused

        try:
            card = read_desk_card(raw)
        except Refused:
            self.ask.tell(self, tr(N_("This is no card of a desk, or it was altered.")), tone="warning")
            return
        self.dialog = AdmitDialog(self.rounds, card, raw, self, replaces=replaces)
        self.dialog.open()


class IncidentsPage(Page):
    """What a person has to look at."""

    title = N_("Incidents", "head office")
    empty = ("check", N_("Nothing to look at"), N_("Copied PCs, gaps and altered records stand here."))
    columns = columns.INCIDENTS

    def rows(self, view: View) -> Sequence[Any]:
        """Open ones first."""
        return view.overview.incidents

    def waiting(self, view: View) -> int:
        """The open ones."""
        return len(view.overview.status.incidents)

    def make_buttons(self) -> list[PushButton]:
        """Settle."""
        return [button(N_("Settle …"), self.settle, kind="primary", icon="check")]

    def may(self, step: PushButton, rows: Sequence[Any]) -> bool:
        """An open one."""
        return rows[0].settled_at is None

    def said_of(self, one: Any) -> str:
        """What it means, and what to do."""
        return tr(advice.ADVICE[one.kind])

    def settle(self) -> None:
        """Say what was done about it."""
        one = self.table.selection()[0]
        note = self.ask.write(
            self,
            tr(N_("What was done about it? It stands on record.")),
            missing=tr(N_("Say it in a few words.")),
        )
        if note:
            self.do(lambda office: office.settle(one.id, note))


class RefusedPage(Page):
    """Files that do not count."""

    title = N_("Refused files")
    empty = (
        "check",
        N_("All files count"),
        N_("What is damaged, altered or from a stranger stands here with its reason."),
    )
    columns = columns.REFUSED

    def rows(self, view: View) -> Sequence[Any]:
        """The newest first."""
        return view.overview.status.refusals

    def row_id(self, one: Any) -> Any:
        """Where it lies."""
        return one.path

    def said_of(self, one: Any) -> str:
        """What it means, and what to do."""
        return tr(advice.fault_advice(one.fault))


class ProposalsPage(Page):
    """What desks changed of the master data."""

    title = N_("Proposals")
    empty = (
        "check",
        N_("Nothing is proposed"),
        N_("When a desk corrects tenants, staff or keys, it is proposed here. It counts there meanwhile."),
    )
    columns = columns.PROPOSALS
    multi = True

    def rows(self, view: View) -> Sequence[Any]:
        """The oldest first."""
        return view.overview.proposals

    def waiting(self, view: View) -> int:
        """All of them."""
        return len(view.overview.proposals)

    def make_buttons(self) -> list[PushButton]:
        """Accept and refuse, as many as are chosen."""
        return [
            button(N_("Accept", "proposal"), lambda: self.decide(accept=True), kind="primary", icon="check"),
            button(N_("Refuse …", "proposal"), lambda: self.decide(accept=False), icon="cross"),
        ]

    def always(self) -> list[PushButton]:
        """Buildings that nobody looks at."""
        self.all = button(N_("Accept all …"), self.accept_all)
        self.automatic = button(N_("Accept by themselves …"), self.choose_automatic, icon="settings")
        return [self.all, self.automatic]

    def show_view(self, view: View) -> None:
        """Without a building there is nothing to choose."""
        super().show_view(view)
        self.automatic.setEnabled(bool(view.overview.buildings))
        self.all.setEnabled(bool(view.overview.proposals))

    def said_of(self, one: Any) -> str:
        """The change as a whole, for the column is narrow."""
        return changes.whole_change(one)

    def choose_automatic(self) -> None:
        """Whose proposals are accepted by themselves."""
        self.dialog = AutomaticDialog(self.rounds, self)
        self.dialog.open()

    def accept_all(self) -> None:
        """Those in the list, as a building's first desk brings its whole directory."""
        ids = [one.id for one in self.rounds.view.overview.proposals]
        told = tr(N_("They become head office's word, and every desk of their building gets them."))
        question = tr(N_("Accept all proposals: {n}?"), n=format_number(len(ids)))
        if self.ask.confirm(self, question, tr(N_("Accept", "proposal")), told):
            self.do(lambda office: office.deciding.decide(ids, accept=True))

    def decide(self, *, accept: bool) -> None:
        """Those chosen; refusing asks, for the desk takes its change back."""
        ids = [one.id for one in self.table.selection()]
        told = tr(N_("The desk takes its change back, and head office's own word counts there again."))
        question = tr(N_("Refuse these proposals: {n}?"), n=len(ids))
        if accept or self.ask.confirm(self, question, tr(N_("Refuse", "proposal")), told, danger=True):
            self.do(lambda office: office.deciding.decide(ids, accept=accept))
