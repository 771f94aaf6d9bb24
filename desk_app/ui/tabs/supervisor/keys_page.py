"""Keys and desks: this desk's fingerprint and key card, the desks whose passes count here, every key on record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.codes.signing import Purpose
from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.secrets import Kept
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.gate.queries import ClockState, GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.trust.keyfile import MAX_BYTES
from desk_app.services.trust.queries import TrustQueries
from desk_app.services.trust.records import ENDING, CardNews, HeldKey, KeyAge, KeyState, KnownDesk
from desk_app.services.trust.service import Trust
from desk_app.ui.ask import FileKind
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_duration, format_moment, say, speaker, tr
from desk_app.ui.records_files import take_in_records
from desk_app.ui.tabs.supervisor.key_dialogs import AdmitDialog, RevokeDialog
from desk_app.ui.tabs.supervisor.passphrase_dialog import PassphraseDialog
from desk_app.ui.tabs.supervisor.rest_line import RestLine
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import ROW_HEIGHT, RowTable

_DESKS_IN_SIGHT = 4
_PURPOSES: dict[Purpose, Message] = {
    Purpose.PASS: N_("Passes", "key"),
    Purpose.SYNC: N_("Records", "key"),
}
_STATES: dict[KeyState, tuple[Message, Tone]] = {
    KeyState.IN_USE: (N_("In use", "key"), "positive"),
    KeyState.RETIRED: (N_("Replaced", "key"), "neutral"),
    KeyState.REVOKED: (N_("Revoked", "key"), "danger"),
}

_KEPT: dict[Kept, tuple[Message, Tone | None]] = {
    Kept.WINDOWS: (N_("The keys are kept by the Windows account of this PC."), None),
    Kept.KEYRING: (N_("The keys are kept in the keyring of the system."), None),
    Kept.PROTECTED: (N_("The keys are in files of this account, protected by a passphrase."), None),
    Kept.LEFT_OPEN: (
        N_(
            "The keys are in files of this account, protected by a passphrase; but a plain copy lies beside them "
            "still. Start the program again; if this stays, delete the files *.secret in the folder “secrets”."
        ),
        "warning",
    ),
    Kept.OPEN: (N_("The keys are in files of this account, not protected: set a passphrase."), "warning"),
}


def _said(moment: datetime | None, never: Message) -> str:
    return tr(never) if moment is None else format_moment(moment)


DESK_COLUMNS = (
    Column(N_("Desk"), lambda one: f"{one.code} · {one.number}", lambda one: one.number, width=110),
    Column(
        N_("State"),
        lambda one: tr(N_("Counts here")) if one.active else tr(N_("Withdrawn", "desk")),
        tone=lambda one: "positive" if one.active else "neutral",
        pill=True,
        width=130,
    ),
    Column(
        N_("Heard up to"),
        lambda one: _said(one.heard_at, N_("never", "heard")),
        lambda one: one.heard_at,
        tone=lambda one: "warning" if one.active and one.heard_at is None else None,
        width=200,
    ),
    Column(N_("Admitted"), lambda one: format_moment(one.admitted_at), lambda one: one.admitted_at, spare=1),
    Column(N_("Fingerprint"), lambda one: one.fingerprint or "–", width=340),
)
KEY_COLUMNS = (
    Column(N_("Desk"), lambda one: _owner(one), width=170),
    Column(N_("For", "key"), lambda one: tr(_PURPOSES[one.purpose]), width=100),
    Column(
        N_("State"),
        lambda one: tr(_STATES[one.state][0]),
        tone=lambda one: _STATES[one.state][1],
        pill=True,
        width=110,
    ),
    Column(N_("Since"), lambda one: _since(one.valid_from), lambda one: one.valid_from, width=200),
    Column(N_("Ended", "key"), lambda one: _ended(one), lambda one: one.ended_at, width=200),
    Column(N_("Reason"), lambda one: one.reason, spare=1),
)


def _owner(one: HeldKey) -> str:
    name = f"{one.desk_code} · {one.desk}"
    return tr(N_("{name} (this desk)"), name=name) if one.own else name


def _since(moment: datetime) -> str:
    return tr(N_("from the first day", "key")) if moment.year <= 2020 else format_moment(moment)


def _ended(one: HeldKey) -> str:
    return "–" if one.ended_at is None else format_moment(one.ended_at)


class KeysPage(Part):
    """Whom this PC believes. Admitting, renewing, revoking and withdrawing are the supervisor's."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Keys and desks"),
            N_(
                "Passes of these desks are proven here without any network. Exchange key cards with the other desks."
            ),
        )
        self._trust, self._queries = ctx.services.get(Trust), ctx.services.get(TrustQueries)
        self.save_card = button(N_("Save own key card …"), self.save, icon="download")
        self.admit = button(N_("Admit a desk …"), self.choose_card, kind="primary", icon="plus")
        self.tools.addWidget(self.save_card)
        self.tools.addWidget(self.admit)
        self.clock = Banner()
        self.body.addWidget(self.clock)
        self.unheard = Banner()
        """A desk that was admitted, but whose records never came, stops every release at this PC."""
        self.body.addWidget(self.unheard)
        self.body.addWidget(self._own_card())
        self._build_desks()
        self._build_keys()
        ctx.bus.follow(self, {"pass_keys", "clock"}, self.load)

    def _own_card(self) -> QWidget:
        card = Card(N_("Fingerprint of this desk's keys"))
        self.renew = button(N_("Renew the keys …"), self.rotate, icon="refresh")
        self.passphrase = button(N_("Passphrase …"), self.ask_passphrase, icon="lock")
        self.passphrase.hide()
        card.buttons.addWidget(self.passphrase)
        card.buttons.addWidget(self.renew)
        self.fingerprint = Label(role="figure")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.age = Label(role="muted")
        self.age.setWordWrap(True)
        card.body.setSpacing(4)
        card.body.addWidget(self.fingerprint)
        card.body.addWidget(self.age)
        self.kept = Label(role="muted")
        self.kept.setWordWrap(True)
        card.body.addWidget(self.kept)
        self.rest = RestLine(self.ctx)
        card.body.addWidget(self.rest)
        return card

    def _build_desks(self) -> None:
        self.desks = RowTable(DESK_COLUMNS, lambda one: one.number)
        self.withdraw = button(N_("Withdraw …"), self.withdraw_chosen, icon="ban")
        self.alone = said_label(
            N_(
                "No other desk: the passes of this PC count here alone. Admit the other desks of the building."
            ),
            "muted",
            wrap=True,
        )
        head = row(said_label(N_("Other desks of the building"), "heading"), None, self.withdraw)
        self.body.addLayout(column(head, self.alone, self.desks, spacing=8))
        self.desks.selected_rows.connect(self._choose_desk)
        self._choose_desk([])

    def _build_keys(self) -> None:
        self.keys = RowTable(KEY_COLUMNS, lambda one: (one.id, one.purpose))
        self.revoke = button(N_("Revoke …"), self.revoke_chosen, icon="lock")
        head = row(said_label(N_("Keys on record"), "heading"), None, self.revoke)
        self.body.addLayout(column(head, self.keys, spacing=8), 1)
        self.keys.selected_rows.connect(self._choose_key)
        self._choose_key([])

    def load(self) -> None:
        """Everything again."""
        self.ctx.read(self._queries.key_age, owner=self, done=self._show_age, key="age")
        self.rest.load()
        self.ctx.read(self._queries.kept, owner=self, done=self._show_kept, key="kept")
        self.ctx.read(self._queries.desks, owner=self, done=self._show_desks, key="desks")
        self.ctx.read(self._queries.keys, owner=self, done=self._show_keys, key="keys")
        self.ctx.read(
            self.ctx.services.get(GateQueries).clock, owner=self, done=self._show_clock, key="clock"
        )

    def _show_age(self, age: KeyAge) -> None:
        self.fingerprint.setText(age.fingerprint)
        told = (
            N_(
                "In use since {day}; days so far: {days}. Renew the keys now: they are over a year old, or were ended."
            )
            if age.renew
            else N_(
                "In use since {day}; days so far: {days}. Renew the keys every year, and when the PC changes hands."
            )
        )
        speaker.remember(self.age, "setText", told, {"day": format_day(age.since), "days": age.age.days})
        self.age.set_tone("warning" if age.renew else None)

    def _show_kept(self, kept: Kept) -> None:
        told, tone = _KEPT[kept]
        say(self.kept, told)
        self.kept.set_tone(tone)
        self.passphrase.setVisible(kept in (Kept.OPEN, Kept.PROTECTED, Kept.LEFT_OPEN))
        self._protected = kept is not Kept.OPEN

    def _show_desks(self, rows: list[KnownDesk]) -> None:
        self.desks.set_rows(rows)
        self.desks.setFixedHeight((min(len(rows), _DESKS_IN_SIGHT) + 1) * ROW_HEIGHT + 4)
        self.desks.setVisible(bool(rows))
        self.alone.setVisible(not rows)
        self.withdraw.setVisible(bool(rows))
        self._tell_unheard([one.code for one in rows if one.active and one.heard_at is None])
        self._choose_desk(self.desks.selection())

    def _tell_unheard(self, codes: list[str]) -> None:
        self.unheard.setVisible(bool(codes))
        if codes:
            self.unheard.tell(
                N_(
                    "No records of desk {codes} are here yet. Until they are, every release on this PC needs the "
                    "supervisor's PIN: save the records there, and take the file in here."
                ),
                "warning",
                action=N_("Take in its records…"),
                on=self.take_in_records,
                codes=plain(", ".join(codes)),
            )

    def take_in_records(self) -> None:
        """The other desk's records from a file; what it brought is told."""
        take_in_records(self.ctx, self, lambda _brought: self.load())

    def _show_keys(self, rows: list[HeldKey]) -> None:
        self.keys.set_rows(rows)
        self._choose_key(self.keys.selection())

    def _show_clock(self, state: ClockState) -> None:
        self.clock.setVisible(bool(state.behind))
        if state.behind:
            self.clock.tell(
                N_(
                    "This PC's clock is {behind} behind the newest time it has seen, {newest}. Passes are judged by "
                    "the newer time. Put the clock right; if it is right now and was wrong before, confirm it."
                ),
                "warning",
                action=N_("Confirm the clock …"),
                on=self.confirm_clock,
                behind=format_duration(state.behind),
                newest=format_moment(state.newest),
            )

    def _choose_desk(self, rows: list[KnownDesk]) -> None:
        self.withdraw.setEnabled(bool(rows) and rows[0].active)

    def _choose_key(self, rows: list[HeldKey]) -> None:
        self.revoke.setEnabled(
            bool(rows) and rows[0].id > 0 and not (rows[0].own and rows[0].state is KeyState.IN_USE)
        )

    def rotate(self) -> None:
        """New keys, after a yes."""
        question = tr(N_("Renew the keys of this desk?"))
        told = tr(
            N_(
                "Passes printed so far stay good until they end. The other desks do not take new passes until they "
                "have this desk's new key card: save it afterwards and admit it there."
            )
        )
        if self.ctx.ask.confirm(self, question, tr(N_("Renew")), told):
            self.ctx.do(self._trust.rotate, owner=self, done=lambda _: self._renewed())

    def _renewed(self) -> None:
        self.ctx.toasts.show(N_("The new keys are in use. Save the key card and take it to the other desks."))
        self.load()

    def ask_passphrase(self) -> None:
        """Set it, change it, or take it away."""
        self.protecting = PassphraseDialog(self.ctx, self._protected, self)
        self.protecting.accepted.connect(self.load)
        self.protecting.open()

    def save(self) -> None:
        """This desk's card into a file."""
        desk = self.ctx.services.bench.desk
        path = self.ctx.ask.save_as(
            self, tr(N_("Save own key card")), f"{desk.site_code}-{desk.desk_code}.{ENDING}", _kind()
        )
        if path is None:
            return
        actor = self.ctx.actor
        self.ctx.tasks.run(
            lambda: _write(path, self._queries.export(actor)),
            lambda _: self.ctx.toasts.show(N_("Saved: {name}"), name=path.name),
            self._refused,
            owner=self,
        )

    def choose_card(self) -> None:
        """Another desk's card from a file, looked at before anything is decided."""
        path = self.ctx.ask.open_file(self, tr(N_("Key card of another desk")), _kind())
        if path is None:
            return
        actor = self.ctx.actor
        self.ctx.tasks.run(
            lambda: self._queries.look_at(actor, _read(path)), self._ask_admission, self._refused, owner=self
        )

    def _ask_admission(self, news: CardNews) -> None:
        self.dialog = AdmitDialog(self.ctx, news, self)
        self.dialog.accepted.connect(self.load)
        self.dialog.open()

    def revoke_chosen(self) -> None:
        """Ask why and since when."""
        rows = self.keys.selection()
        if rows:
            self.revoking = RevokeDialog(self.ctx, rows[0], self)
            self.revoking.accepted.connect(self.load)
            self.revoking.open()

    def withdraw_chosen(self) -> None:
        """Ask why; its records are not waited for any more."""
        rows = self.desks.selection()
        if not rows:
            return
        desk: KnownDesk = rows[0]
        question = tr(
            N_(
                "Why is desk {code} withdrawn? What it signs from now on is refused; "
                "its passes stay good until they end."
            ),
            code=desk.code,
        )
        reason = self.ctx.ask.write(self, question)
        if reason is not None:
            self.ctx.do(
                lambda by: self._trust.withdraw(by, desk.number, reason),
                owner=self,
                done=lambda _: self.load(),
                failed=self._refused,
            )

    def confirm_clock(self) -> None:
        """The clock is right now: ask what was wrong before."""
        gate = self.ctx.services.get(Gate)
        reason = self.ctx.ask.write(
            self,
            tr(
                N_(
                    "Compare the clock with a phone first. Why was it wrong before? The answer stands on record."
                )
            ),
        )
        if reason is not None:
            self.ctx.do(
                lambda by: gate.confirm_clock(by, reason),
                owner=self,
                done=lambda _: self.load(),
                failed=self._refused,
            )

    def _refused(self, error: Exception) -> bool:
        if isinstance(error, UserError):
            self.ctx.ask.tell(self, error.say(speaker.words), tone="warning")
        else:
            self.ctx.errors.show(error, self)
        return True


def _kind() -> FileKind:
    return FileKind(tr(N_("Key cards")), (ENDING,))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as trouble:
        raise _unusable(trouble) from trouble


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise _unusable(trouble) from trouble


def _unusable(trouble: OSError) -> StorageTrouble:
    return StorageTrouble(N_("The file cannot be used: {reason}."), reason=reason_of(trouble))
