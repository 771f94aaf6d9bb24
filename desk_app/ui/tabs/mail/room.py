"""What stands at the side while no piece is chosen: who collects, what is to be sorted and by when, the round.

The keyboard rests in “Who collects?”: unit or name, Enter, and what lies here for them is ready to be signed for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Batch, Piece, TenantRound
from desk_app.ui.i18n import format_duration, format_moment, say, speaker, tr
from desk_app.ui.tabs.mail.columns import COLLECTABLE, kind_line, state_of, whose_line
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.panel_parts import dots, scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SOON = timedelta(minutes=20)
"""So long before its target a batch turns amber."""
_BAR = 6


def countdown(target: datetime, now: datetime) -> tuple[str, Tone]:
    """How much time is left until mail is to be in the mailboxes, and how pressing that is."""
    if now > target:
        return tr(N_("{span} late", "mail tab"), span=plain(format_duration(now - target))), "danger"
    left = plain(format_duration(target - now))
    if target - now <= SOON:
        return tr(N_("only {span} left", "mail tab"), span=left), "warning"
    return tr(N_("{span} left", "mail tab"), span=left), "neutral"


def by_company(found: Sequence[Piece]) -> list[list[Piece]]:
    """Who may take along what: pieces of one company that wait together, any other on its own."""
    groups: dict[object, list[Piece]] = {}
    for one in found:
        collectable = one.tenant is not None and one.state in COLLECTABLE
        groups.setdefault(one.tenant if collectable else ("piece", one.id), []).append(one)
    return sorted(groups.values(), key=lambda group: group[0].state not in COLLECTABLE)


class BatchCard(Card):
    """A batch that is being sorted: how far it is, and how much time is left."""

    def __init__(self, batch: Batch, now: Callable[[], datetime], sort: Callable[[int], object]) -> None:
        super().__init__()
        self.batch, self._now = batch, now
        self.clock = Label()
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setFixedHeight(_BAR)
        bar.setRange(0, max(1, batch.announced))
        bar.setValue(min(batch.sorted, batch.announced))
        say(bar, N_("Sorted", "mail tab"), "setAccessibleName")
        self.name = Label(role="heading")
        far = said_label(N_("{n} of {m} sorted", "mail tab"), "muted", n=batch.sorted, m=batch.announced)
        self.sort = button(N_("Sort", "mail tab"), lambda: sort(batch.id), icon="arrow-right")
        for part in (row(self.name, None, self.clock), row(far, None, self.sort)):
            self.body.addLayout(part)
        self.body.insertWidget(1, bar)
        self.body.setSpacing(8)
        self.tick()
        speaker.language_changed.connect(self._retell)

    def _retell(self, _language: str) -> None:
        self.tick()

    def tick(self) -> None:
        """Time goes on."""
        arrived = format_moment(self.batch.arrived_at, now=self._now())
        self.name.setText(dots(self.batch.carrier, arrived))
        said, tone = countdown(self.batch.target_at, self._now())
        self.clock.setText(said)
        self.clock.set_tone(tone)


class Room(QWidget):
    """Who collects, batches, round."""

    collect = Signal(list)
    """The pieces of one company that somebody collects."""
    opened = Signal(object)
    """The id of a piece that cannot be collected: somebody has to look at it."""
    arrival = Signal()
    sort = Signal(object)
    """The id of the batch to go on with."""
    round = Signal()

    def __init__(self, ctx: AppContext, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._now = ctx, now
        self._queries = ctx.services.get(MailQueries)
        self.cards: list[BatchCard] = []
        self._build()
        self.who.query.connect(self._ask)
        self.who.chosen.connect(lambda one: self._take(one.value))
        self.who.returnPressed.connect(self._enter)
        self.who.textEdited.connect(lambda _: self.told.hide())

    def _build(self) -> None:
        self.who, self.told = Picker(), Label(role="muted")
        for setter in ("setPlaceholderText", "setAccessibleName"):
            say(self.who, N_("Unit, name, company, barcode, shelf", "mail tab"), setter)
        self.who.setClearButtonEnabled(True)
        self.told.setWordWrap(True)
        self.told.hide()
        self._batches = column(spacing=10)
        new = button(N_("New arrival", "mail tab"), self.arrival.emit, kind="primary", icon="plus")
        self.round_line = Label(role="muted")
        self.round_line.setWordWrap(True)
        to_round = button(N_("Delivery round", "mail tab"), self.round.emit, icon="list")
        collecting = column(said_label(N_("Who collects?", "mail tab"), "heading"), self.who, self.told)
        sorting = row(said_label(N_("To sort", "mail tab"), "heading"), None, new)
        delivering = row(said_label(N_("To deliver", "mail tab"), "heading"), None, to_round)
        body = scrolling(sorting, self._batches, rule(), delivering, self.round_line, spacing=12)
        layout = column(collecting, rule(), body, spacing=16, margins=16)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    # Who collects

    def start(self) -> None:
        """Ready for the next person."""
        self.who.setFocus()
        self.who.selectAll()

    def clear(self) -> None:
        """They have it."""
        self.who.set_draft(None)
        self.told.hide()

    def _ask(self, text: str) -> None:
        if not text.strip():
            self.told.hide()
            return
        self._ctx.read(
            lambda actor: self._queries.waiting_for(actor, text),
            owner=self,
            done=lambda found: self._offer(text, found),
            key="collect",
        )

    def _offer(self, text: str, found: Sequence[Piece]) -> None:
        if text == self.who.text():
            self.who.offer(text, [_suggestion(group) for group in by_company(found)])
            self._tell(found)

    def _enter(self) -> None:
        """Enter came before the answer: what fits first is taken when it is there."""
        text = self.who.text()
        if not text.strip():
            return
        self._ctx.read(
            lambda actor: self._queries.waiting_for(actor, text),
            owner=self,
            done=lambda found: self._found(text, found),
            key="collect",
        )

    def _found(self, text: str, found: Sequence[Piece]) -> None:
        if text != self.who.text():
            return
        groups = by_company(found)
        self._tell(found)
        if len(groups) == 1:
            self._take(groups[0])
        elif groups:
            self.who.setFocus()
            self.who.offer(text, [_suggestion(group) for group in groups])

    def _tell(self, found: Sequence[Piece]) -> None:
        say(self.told, N_("Nothing lies here for this.", "mail tab"))
        self.told.setVisible(not found)

    def _take(self, group: list[Piece]) -> None:
        self.clear()
        if group[0].state in COLLECTABLE:
            self.collect.emit(group)
        else:
            self.opened.emit(group[0].id)

    # Batches and the round

    def load(self) -> None:
        """Read again what is to be sorted and delivered."""
        today = self._now().date()
        self._ctx.read(self._queries.open_batches, owner=self, done=self._show_batches, key="batches")
        self._ctx.read(
            lambda actor: self._queries.round_sheet(actor, today),
            owner=self,
            done=self._show_round,
            key="round",
        )

    def _show_batches(self, batches: Sequence[Batch]) -> None:
        while (item := self._batches.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cards = [BatchCard(one, self._now, self.sort.emit) for one in batches]
        for card in self.cards:
            self._batches.addWidget(card)
        if not self.cards:
            self._batches.addWidget(said_label(N_("All that came is sorted.", "mail tab"), "muted"))

    def _show_round(self, rounds: Sequence[TenantRound]) -> None:
        letters = sum(sum(one.ordinary.values()) for one in rounds if one.delivered_at is None)
        tenants = sum(bool(one.ordinary) and one.delivered_at is None for one in rounds)
        pieces = sum(len(one.pieces) for one in rounds)
        say(
            self.round_line,
            N_("Letters: {n}, tenants: {m}. To announce: {k}.", "mail tab"),
            n=letters,
            m=tenants,
            k=pieces,
        )

    def tick(self) -> None:
        """Time goes on."""
        for card in self.cards:
            card.tick()


def _suggestion(group: list[Piece]) -> Suggestion:
    first = group[0]
    if first.state not in COLLECTABLE:
        name = dots(kind_line(first), first.recipient or whose_line(first) or first.number)
        return Suggestion(group, name, tr(state_of(first)[0]))
    places = tr(N_(", ")).join(sorted({one.place for one in group if one.place}))
    count = tr(N_("Pieces: {n}", "mail tab"), n=len(group))
    return Suggestion(group, whose_line(first), dots(count, places))
