"""Where a batch is worked off: type or scan, unit or recipient, Enter, next (operating manual, Mail sorting 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.options import LABEL_AT_ONCE
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Batch, MailKind, Piece
from desk_app.ui.i18n import format_moment, format_number, say, speaker, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.arrival import ArrivalDialog
from desk_app.ui.tabs.mail.sorting_fields import KEYS, KindBar, SortingFields
from desk_app.ui.tabs.mail.sorting_finish import FinishDialog, differing
from desk_app.ui.tabs.mail.sorting_flow import SortingFlow
from desk_app.ui.tabs.mail.sorting_hand import BUSY, Hand
from desk_app.ui.tabs.mail.sorting_offer import Offer, Told
from desk_app.ui.tabs.mail.sorting_side import SortingSide
from desk_app.ui.tabs.mail.sorting_slips import Slip, Stage
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SHORTCUTS = (
    Shortcut("Alt+1", N_("Sorting: the kind of what is sorted, Alt and its number", "mail sorting")),
    Shortcut("F8", N_("Sorting: nobody known, to the unmatched pile", "mail sorting")),
    Shortcut("Ctrl+Z", N_("Sorting: undo or correct the last one", "mail sorting")),
    Shortcut("Alt+L", N_("Sorting: print the labels of what was registered", "mail sorting")),
    Shortcut("Ctrl+Return", N_("Sorting: finish the batch", "mail sorting")),
)
SIDE, NARROW_SIDE, NARROW = 420, 340, 1100
"""Pixels: the right side, and below which width it is narrow."""
TICK_MS = 20_000
"""So often the clock goes on."""


class SortingPlace(QWidget):
    """Fills the page while a batch is sorted. `flow` is what happens, this is how it looks and which key does it."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.flow = SortingFlow(ctx, self)
        self._batches: list[Batch] = []
        self._last: int | None = None
        """The batch that was sorted last."""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self.setProperty("role", "page")
        self._build()
        self._wire()

    # Build

    def _build(self) -> None:
        self.kinds, self.fields, self.offer, self.told = KindBar(), SortingFields(), Offer(), Told()
        self.side = SortingSide()
        left = column(self._head(), self.kinds, self.fields, self.offer, self.told, spacing=10, margins=16)
        left.setStretch(3, 1)
        left.addStretch(0)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
        self.work = QWidget()
        self.work.setLayout(whole)
        self.nothing = EmptyState(
            "mail",
            N_("Nothing to sort", "mail sorting"),
            N_("Take in what the carrier brought; then it is sorted here.", "mail sorting"),
            N_("New arrival…", "mail sorting"),
            self.take_in,
        )
        self.sights = QStackedWidget()
        self.sights.addWidget(self.work)
        self.sights.addWidget(self.nothing)
        self.setLayout(column(self.sights))
        self.notice = Notice(self.sights, self)
        self.hand = Hand(self.flow, self.kinds, self.fields, self.offer, self.notice)

    def _head(self) -> QWidget:
        self.batches = Choice(())
        self.batches.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.batches.setSizeAdjustPolicy(self.batches.SizeAdjustPolicy.AdjustToContents)
        say(self.batches, N_("Batch", "mail sorting"), "setAccessibleName")
        leave = button(N_("Back to the list (Esc)"), self.leave, kind="quiet", icon="arrow-left")
        leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QWidget()
        head.setLayout(row(said_label(N_("Sort", "mail sorting"), "title"), self.batches, None, leave))
        return head

    def _wire(self) -> None:
        flow = self.flow
        flow.batch_changed.connect(self._counted)
        flow.slips_changed.connect(self._slips_changed)
        flow.booked.connect(lambda slip: self._booked(slip))
        self.fields.refused.connect(self.told.show_refused)
        for field in self.fields.lines.values():
            field.line.textChanged.connect(lambda _: self._mended())
        self._timer.timeout.connect(self._counted)
        self.side.back.connect(lambda slip: self.hand.back(slip))
        self.side.labels_wanted.connect(self.print_labels)
        self.side.finish_wanted.connect(self.finish)
        self.batches.activated.connect(lambda _: self._other_batch())
        for key, kind in zip(KEYS, MailKind, strict=True):
            self._on_key(f"Alt+{key}", lambda kind=kind: self.kinds.choose(kind))
        self._on_key("F8", self.hand.to_the_pile)
        self._on_key("Ctrl+Z", self.hand.undo)
        self._on_key("Alt+L", self.print_labels)
        self._on_key("Ctrl+Return", self.finish)
        self._on_key("Ctrl+Enter", self.finish)
        speaker.language_changed.connect(self._retell)

    def _on_key(self, keys: str, on: object) -> None:
        key = QShortcut(QKeySequence(keys), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(on)

    # The batch

    def begin(self, batch: int | None = None) -> None:
        """Sort this batch; without one that sorted last, the oldest that is open, or ask for what has arrived."""
        queries = self.ctx.services.get(MailQueries)
        self.flow.load_places()
        self.ctx.read(
            queries.open_batches, owner=self, done=lambda found: self._choose(found, batch), key="batches"
        )

    def load(self) -> None:
        """Read again what is in sight; what is being typed stays."""
        if self.flow.batch is None:
            self.begin()
        else:
            self.flow.load()

    def _choose(self, batches: Sequence[Batch], wanted: int | None) -> None:
        self._batches = list(batches)
        self._offer_batches()
        if wanted is not None and all(one.id != wanted for one in batches):
            self.notice.tell(N_("This batch is finished.", "mail sorting"), "info")
        chosen = self._pick(batches, wanted if wanted is not None else self._last)
        self.sights.setCurrentWidget(self.work if chosen is not None else self.nothing)
        if chosen is None:
            self.flow.batch = None
            return
        self._sort(chosen)

    def _pick(self, batches: Sequence[Batch], wanted: int | None) -> Batch | None:
        """The one wanted, if it is open still; else what is due first."""
        return next((one for one in batches if one.id == wanted), next(iter(batches), None))

    def _offer_batches(self) -> None:
        now = self.ctx.services.bench.clock.now()
        text = N_("{carrier} {time} · {n} pieces", "mail sorting")
        texts = [
            tr(
                text,
                carrier=one.carrier,
                time=format_moment(one.arrived_at, now=now),
                n=format_number(one.announced),
            )
            for one in self._batches
        ]
        self.batches.offer([(one.id, plain(text)) for one, text in zip(self._batches, texts, strict=True)])

    def _sort(self, batch: Batch) -> None:
        another = self.flow.batch is None or self.flow.batch.id != batch.id
        self._last = batch.id
        self.batches.choose(batch.id)
        self.flow.begin(batch)
        if another:
            self.told.show_slip(None)
            self.kinds.choose(self._first_kind(batch))
        self.take_keyboard()

    def _first_kind(self, batch: Batch) -> MailKind:
        """What most of it is."""
        return max(batch.counts, key=lambda kind: batch.counts[kind], default=MailKind.LETTER)

    def _other_batch(self) -> None:
        chosen = next((one for one in self._batches if one.id == self.batches.value), None)
        if chosen is not None:
            self._sort(chosen)

    def take_in(self) -> None:
        """A carrier stands there: take in what it brought, then sort it."""
        ArrivalDialog(self.ctx, self).begin(lambda batch: self.begin(batch.id))

    def _counted(self) -> None:
        batch = self.flow.batch
        if batch is not None:
            self.side.show_batch(batch, self.ctx.services.bench.clock.now())
            self.kinds.announce({kind for kind, n in batch.counts.items() if n})

    # The scanner

    def take_scan(self, raw: str) -> bool:
        """A carrier's barcode, wherever the keyboard is: into the piece being typed."""
        if self.flow.batch is not None:
            self.hand.scan(raw)
        return True

    # What came of it

    def _booked(self, slip: Slip) -> None:
        if slip.stage is Stage.DONE:
            self.told.show_slip(slip)
        if slip.piece is not None and self.ctx.local.get(LABEL_AT_ONCE):
            self._print([slip.piece])

    def _mended(self) -> None:
        """Typing goes on: what was wrong is said no more."""
        if self.told.refused:
            self.told.show_slip(None)

    def _slips_changed(self) -> None:
        self.side.last.show_slips(self.flow.slips)
        if self.told.slip is not None and self.told.slip.stage is Stage.UNDONE:
            self.told.show_slip(None)
        self.side.show_labels(len(self.flow.unlabelled))

    # Labels, the end

    def print_labels(self) -> None:
        """The labels of what was registered and has none yet."""
        if self.flow.unlabelled:
            self._print(list(self.flow.unlabelled))

    def _print(self, pieces: list[Piece]) -> None:
        papers.print_labels(self.ctx, self, pieces)
        self.flow.labelled(pieces)

    def finish(self) -> None:
        """All of it is sorted; a difference needs words."""
        batch = self.flow.batch
        if batch is None or batch.sorted_at is not None:
            return
        if self.hand.busy:
            self.notice.tell(BUSY, "warning")
            return
        if any(slip.stage in (Stage.UNDER_WAY, Stage.FAILED) for slip in self.flow.slips):
            self.notice.tell(N_("Not all of it is booked: see the list.", "mail sorting"), "warning")
            return
        queries = self.ctx.services.get(MailQueries)  # as it stands now: another desk may sort too
        self.ctx.read(lambda by: queries.batch(by, batch.id), owner=self, done=self._finish, key="finish")

    def _finish(self, batch: Batch) -> None:
        if differing(batch):
            FinishDialog(self.ctx, batch, self).begin(lambda done: self._finished(done))
            return
        arrivals = self.ctx.services.get(Arrivals)
        self.ctx.do(lambda by: arrivals.finish(by, batch.id, ""), owner=self, done=self._finished)

    def _finished(self, batch: Batch) -> None:
        """On to the next one, if there is one."""
        self.ctx.toasts.show(
            N_("Sorted: {carrier}, {n} pieces.", "mail sorting"),
            carrier=batch.carrier,
            n=format_number(batch.sorted),
        )
        if self.flow.unlabelled:
            self._print(list(self.flow.unlabelled))
        self.flow.batch = None
        others = [one for one in self._batches if one.id != batch.id]
        if others:
            self.begin(others[0].id)
        else:
            self.closed.emit()

    # Events

    def take_keyboard(self) -> None:
        """Ready to type."""
        self.fields.start()

    def leave(self) -> None:
        """Drop what is being typed, if anything is, then back to the list."""
        if self.hand.busy:
            self.hand.empty()
        else:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape drops, then leaves; letters find the line from anywhere."""
        line = self.fields.who.line
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.text().isalnum() and not line.hasFocus() and self.flow.batch is not None:
            line.setFocus()
            line.insert(event.text())
            line.textEdited.emit(line.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while somebody sees it."""
        super().showEvent(event)
        self._counted()
        self._timer.start()
        if self.flow.batch is not None:
            self.take_keyboard()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the right side is narrower."""
        super().resizeEvent(event)
        self.side.setFixedWidth(NARROW_SIDE if self.width() < NARROW else SIDE)

    def _retell(self) -> None:
        self._offer_batches()
        if self.flow.batch is not None:
            self.batches.choose(self.flow.batch.id)
        self._counted()
