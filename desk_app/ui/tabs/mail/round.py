"""The delivery round of a day: floor by floor what goes into the mailboxes, and what is to be announced.

Keyboard: arrows, Enter ticks the tenant off, F8 the whole floor, F9 all of it. What is kept apart for tenants that
moved out stands below: it goes on, or back when its time is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import MAIL_KIND_NAMES, MailKind, OrdinaryCount, Piece, TenantRound
from desk_app.ui.i18n import format_day, format_moment, format_number, say, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.columns import kind_line
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.panel_parts import dots
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import ROW_HEIGHT, RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_APART_HEIGHT, _HEADER = 190, 40
"""Pixels: what is kept apart takes no more; above its rows."""


class Apart(NamedTuple):
    """What is kept apart for one moved-out tenant, put together."""

    tenant: int
    company: str
    counts: tuple[tuple[MailKind, int], ...]
    keep_until: date
    forwarding: str


def put_together(kept: Iterable[OrdinaryCount]) -> list[Apart]:
    """One line for each tenant, what is over first. It is over when the last of it is."""
    lines: dict[int, list[OrdinaryCount]] = {}
    for one in kept:
        lines.setdefault(one.tenant, []).append(one)
    return [_apart(some) for some in lines.values()]


def _apart(some: Sequence[OrdinaryCount]) -> Apart:
    counts: Counter[MailKind] = Counter()
    for one in some:
        counts[one.kind] += one.quantity
    first = some[0]
    until = min(one.keep_until or one.day for one in some)
    return Apart(first.tenant, first.company, tuple(counts.items()), until, first.forwarding)


class RoundPlace(QWidget):
    """Fills the page while the round is prepared and ticked off."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._queries = ctx.services.get(MailQueries)
        self._day = date.min
        self._running = False
        self.rounds: tuple[TenantRound, ...] = ()
        self.apart: tuple[Apart, ...] = ()
        self._build()
        self.table.activated_row.connect(lambda one: self.deliver([one]))
        self.table.selected_rows.connect(lambda _: self._offer())
        self.kept.activated_row.connect(lambda _: self.send_back())
        self.kept.selected_rows.connect(lambda _: self._offer())

    def _build(self) -> None:
        self.day_label, self.sum = Label(role="muted"), Label(role="muted")
        self.table = RowTable(_columns(self._now), row_id=lambda one: one.tenant)
        self.kept = RowTable(_kept_columns(self._now), row_id=lambda one: one.tenant)
        self.send = button(N_("Send it off", "mail tab"), self.send_back, icon="send")
        apart = said_label(N_("Kept apart: these tenants moved out", "mail tab"), "heading")
        self.kept_box = QWidget()
        self.kept_box.setLayout(column(row(apart, None, self.send), self.kept))
        self.nothing = said_label(N_("Nothing is to be delivered on this day.", "mail tab"), "muted")
        layout = column(self._build_head(), self.table, self.nothing, self.kept_box, spacing=12, margins=16)
        layout.setStretch(1, 1)
        layout.addStretch(0)  # what is left when there is no round
        self.setLayout(layout)

    def _build_head(self) -> QWidget:
        back = button(N_("Incoming mail", "mail tab"), self.closed.emit, kind="link", icon="arrow-left")
        self.one = button(N_("In the mailbox (Enter)", "mail tab"), self.deliver_one, icon="check")
        self.floor = button(N_("This floor (F8)", "mail tab"), self.deliver_floor, icon="floor", key="F8")
        self.all = button(N_("The whole round (F9)", "mail tab"), self.deliver_all, kind="primary", key="F9")
        self.paper = button(N_("Print the sheet", "mail tab"), self.print_sheet, icon="print", key="Ctrl+P")
        title = said_label(N_("Delivery round", "mail tab"), "title")
        head = QWidget()
        first = row(back, title, self.day_label, None, self.paper)
        head.setLayout(column(first, row(self.sum, None, self.one, self.floor, self.all), spacing=12))
        return head

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    # What is in sight

    def begin(self, day: date) -> None:
        """The round of a day."""
        self._day = day
        self.load()
        self.table.setFocus()

    def load(self) -> None:
        """Read it again."""
        day = self._day
        self.day_label.setText(format_day(day, weekday=True))
        self._ctx.read(
            lambda actor: self._queries.round_sheet(actor, day), owner=self, done=self._show, key="round"
        )
        self._ctx.read(self._queries.kept_apart, owner=self, done=self._show_kept, key="apart")

    def _show(self, rounds: Sequence[TenantRound]) -> None:
        self.rounds = tuple(rounds)
        self.table.set_rows(self.rounds)
        if self.table.current_row() is None and self._open():
            self.table.select(self._open()[0].tenant)
        open_, letters = self._open(), _letters(self._open())
        say(
            self.sum,
            N_("Letters: {n}, tenants: {m}. To announce: {k}.", "mail tab"),
            n=letters,
            m=len(open_),
            k=sum(len(one.pieces) for one in self.rounds),
        )
        self.table.setVisible(bool(rounds))
        self.sum.setVisible(bool(rounds))
        self.nothing.setVisible(not rounds)
        self._offer()

    def _show_kept(self, kept: Sequence[OrdinaryCount]) -> None:
        self.apart = tuple(put_together(kept))
        self.kept.set_rows(self.apart)
        self.kept.setFixedHeight(min(_APART_HEIGHT, _HEADER + ROW_HEIGHT * len(self.apart)))
        self.kept_box.setVisible(bool(self.apart))
        self._offer()

    def _open(self) -> list[TenantRound]:
        """Those whose letters still wait."""
        return [one for one in self.rounds if _waits(one)]

    def _offer(self) -> None:
        """What may be done with what is chosen."""
        current: TenantRound | None = self.table.current_row()
        idle = not self._running
        self.one.setEnabled(idle and current is not None and _waits(current))
        self.floor.setEnabled(idle and current is not None and bool(self._floor(current.floor)))
        self.all.setEnabled(idle and bool(self._open()))
        self.paper.setEnabled(bool(self.rounds))
        kept: Apart | None = self.kept.current_row()
        self.send.setEnabled(idle and kept is not None and self._may_leave(kept))

    def _may_leave(self, one: Apart) -> bool:
        return bool(one.forwarding) or one.keep_until < self._now().date()

    def _floor(self, floor: str) -> list[TenantRound]:
        return [one for one in self._open() if one.floor == floor]

    # Ticking off

    def deliver_one(self) -> None:
        """The letters of the tenant chosen are in the mailbox."""
        if (current := self.table.current_row()) is not None:
            self.deliver([current])

    def deliver_floor(self) -> None:
        """Those of the whole floor."""
        if (current := self.table.current_row()) is not None:
            self.deliver(self._floor(current.floor))

    def deliver_all(self) -> None:
        """The whole round, after a word."""
        open_ = self._open()
        asked = tr(
            N_("Is everything in the mailboxes? Letters: {n}, tenants: {m}.", "mail tab"),
            n=_letters(open_),
            m=len(open_),
        )
        if open_ and self._ctx.ask.confirm(self, asked, tr(N_("All delivered", "mail tab"))):
            self.deliver(open_)

    def deliver(self, rounds: Collection[TenantRound]) -> None:
        """Their letters are in their mailboxes. A second Enter while it is noted does nothing."""
        tenants = [one.tenant for one in rounds if _waits(one)]
        if not tenants or self._running:
            return
        self._run()
        arrivals, day = self._ctx.services.get(Arrivals), self._day
        self._ctx.do(
            lambda actor: arrivals.deliver(actor, day, tenants),
            owner=self,
            done=lambda n: self._delivered(n, day, tenants),
            failed=self._failed,
        )

    def _delivered(self, count: int, day: date, tenants: Sequence[int]) -> None:
        """Said with an undo: Enter was perhaps pressed on the wrong line."""
        text = N_("Letters in the mailboxes: {n}.", "mail tab")
        self._done(text, count, tenants[-1], undo=lambda: self._undeliver(day, tenants))

    def _undeliver(self, day: date, tenants: Sequence[int]) -> None:
        arrivals = self._ctx.services.get(Arrivals)
        text = N_("Letters that are to be delivered again: {n}.", "mail tab")
        self._ctx.do(
            lambda actor: arrivals.undeliver(actor, day, tenants),
            owner=self,
            done=lambda n: self._ctx.toasts.show(text, n=n),
        )

    def send_back(self) -> None:
        """What was kept apart goes on to the new address, or back."""
        current: Apart | None = self.kept.current_row()
        if current is None or self._running or not self._may_leave(current):
            return
        self._run()
        arrivals, tenant = self._ctx.services.get(Arrivals), current.tenant
        on = N_("Letters that go on to {address}: {n}.", "mail tab")
        back = N_("Letters that go back to their senders: {n}.", "mail tab")
        self._ctx.do(
            lambda actor: arrivals.send_back(actor, tenant),
            owner=self,
            done=lambda n: self._done(
                on if current.forwarding else back, n, None, address=current.forwarding
            ),
            failed=self._failed,
        )

    def _run(self) -> None:
        self._running = True
        self._offer()

    def _done(
        self,
        message: Message,
        count: int,
        last: int | None,
        address: str = "",
        undo: Callable[[], object] | None = None,
    ) -> None:
        self._running = False
        self._ctx.toasts.show(message, undo=undo, n=count, address=plain(address))
        if last is not None:
            self._go_on(last)
        self._offer()

    def _go_on(self, last: int) -> None:
        """To the next tenant whose letters still wait."""
        order: list[TenantRound] = list(self.table.rows_model.rows)
        here = next((at for at, one in enumerate(order) if one.tenant == last), -1)
        rest = [one for one in (*order[here + 1 :], *order[: here + 1]) if _waits(one) and one.tenant != last]
        if rest:
            self.table.select(rest[0].tenant)

    def _failed(self, _error: Exception) -> bool:
        self._running = False
        self._offer()
        return False

    def print_sheet(self) -> None:
        """The sheet that goes along."""
        papers.preview_round(self._ctx, self, self.rounds, self._day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A step that nobody sees end must not block the next."""
        super().hideEvent(event)
        self._running = False


def _waits(one: TenantRound) -> bool:
    """Whether any of its letters are still to be put into its mailbox; a matched letter is one of its pieces."""
    return bool(one.ordinary and one.delivered_at is None) or bool(_matched(one))


def _matched(one: TenantRound) -> list[Piece]:
    """Letters from the unmatched pile that found their tenant: they go into the mailbox like the others."""
    return [each for each in one.pieces if not each.kind.special]


def _letters(rounds: Iterable[TenantRound]) -> int:
    return sum(sum(_still(one).values()) for one in rounds)


def _still(one: TenantRound) -> Counter[MailKind]:
    """The letters that wait, by kind."""
    counts = Counter(each.kind for each in _matched(one))
    return counts + Counter(one.ordinary) if one.delivered_at is None else counts


def _count(one: TenantRound, kind: MailKind) -> str:
    count = one.ordinary.get(kind, 0) + sum(each.kind is kind for each in _matched(one))
    return format_number(count) if count else ""


def _announced(one: TenantRound) -> str:
    """Special mail that waits for a signature: announced on the round, kept at the desk."""
    return tr(N_(", ")).join(dots(kind_line(each), each.place) for each in one.pieces if each.kind.special)


def _said(one: TenantRound, now: datetime) -> str:
    if _waits(one):
        return tr(N_("To deliver", "mail tab"))
    if one.delivered_at is not None:
        return tr(
            N_("Delivered {moment}", "mail tab"), moment=plain(format_moment(one.delivered_at, now=now))
        )
    return tr(N_("To announce", "mail tab"))


def _tone(one: TenantRound) -> Tone:
    if _waits(one):
        return "warning"
    return "positive" if one.delivered_at is not None else "info"


def _columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """From the lowest floor up; `now` is asked anew for each cell."""
    return (
        Column(N_("Floor", "mail tab"), lambda one: one.floor, width=72),
        Column(N_("Unit", "mail tab"), lambda one: one.unit, width=84),
        Column(N_("Company", "mail tab"), lambda one: one.company, tip=lambda one: one.company),
        Column(N_("Mailbox", "mail tab"), lambda one: one.mailbox, width=84, spare=1),
        *(
            Column(MAIL_KIND_NAMES[kind], partial(_count, kind=kind), width=112, align="right")
            for kind in (MailKind.LETTER, MailKind.PRINTED)
        ),
        Column(N_("To announce", "mail tab"), _announced, tip=_announced),
        Column(N_("State"), lambda one: _said(one, now()), tone=_tone, pill=True, width=140),
    )


def _kept_columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    return (
        Column(N_("Company", "mail tab"), lambda one: one.company, tip=lambda one: one.company),
        Column(N_("What", "mail tab"), _kept_line, width=200),
        Column(
            N_("Kept until", "mail tab"),
            lambda one: format_day(one.keep_until, year=False),
            sort_key=lambda one: one.keep_until,
            tone=lambda one: "danger" if one.keep_until < now().date() else None,
            width=112,
        ),
        Column(
            N_("New address", "mail tab"),
            lambda one: one.forwarding or tr(N_("none: it goes back when its time is over", "mail tab")),
            tip=lambda one: one.forwarding,
        ),
    )


def _kept_line(one: Apart) -> str:
    text = N_("{kind} × {n}", "mail tab")
    return tr(N_(", ")).join(tr(text, kind=MAIL_KIND_NAMES[kind], n=count) for kind, count in one.counts)
