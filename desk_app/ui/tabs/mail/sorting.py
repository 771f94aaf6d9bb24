"""Where a batch is worked off: type or scan, unit or recipient, Enter, next (operating manual, Mail sorting 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.options import LABEL_AT_ONCE
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import MAIL_KIND_NAMES, Batch, MailKind, Piece, PieceState, Proposal
from desk_app.ui.i18n import format_moment, format_number, say, speaker, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.arrival import ArrivalDialog
from desk_app.ui.tabs.mail.sorting_fields import KEYS, FieldsDraft, KindBar, SortingFields
from desk_app.ui.tabs.mail.sorting_finish import FinishDialog, differing
from desk_app.ui.tabs.mail.sorting_flow import WHO, SortingFlow
from desk_app.ui.tabs.mail.sorting_offer import Offer, Told
from desk_app.ui.tabs.mail.sorting_side import SortingSide
from desk_app.ui.tabs.mail.sorting_slips import NUMBERED, Slip, Stage
from desk_app.ui.tabs.mail.sorting_typed import NO_NUMBER, Typed, understand
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SHORTCUTS = (
    Shortcut("Alt+1", N_("Sorting: the kind of what is sorted, Alt and its number", "mail tab")),
    Shortcut("F8", N_("Sorting: nobody known, to the unmatched pile", "mail tab")),
    Shortcut("Ctrl+Z", N_("Sorting: undo or correct the last one", "mail tab")),
    Shortcut("Ctrl+L", N_("Sorting: print the labels of what was registered", "mail tab")),
    Shortcut("Ctrl+Return", N_("Sorting: finish the batch", "mail tab")),
)
SIDE, NARROW_SIDE, NARROW = 420, 340, 1100
"""Pixels: the right side, and below which width it is narrow."""
REST_MS, TICK_MS = 20, 20_000
"""So long the keys rest before it is asked who is meant; so often the clock goes on."""
_USUAL = (MailKind.REGISTERED, MailKind.EXPRESS, MailKind.PARCEL)
_ENVELOPE = N_("Type what stands on the envelope: that is how it is found.", "mail tab")
_SCANNED_TWICE = N_("This barcode was scanned in this batch already: {number}, {recipient}.")
_BY_ONE = N_("Special and unmatched mail is registered piece by piece.")


class SortingPlace(QWidget):
    """Fills the page while a batch is sorted. `flow` is what happens, this is how it looks and which key does it."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.flow = SortingFlow(ctx, self)
        self.correcting: Piece | None = None
        """The registered piece that is in the fields to be mended."""
        self._batches: list[Batch] = []
        self._rest, self._timer = QTimer(self), QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
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
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
        self.work = QWidget()
        self.work.setLayout(whole)
        self.nothing = EmptyState(
            "mail",
            N_("Nothing to sort", "mail tab"),
            N_("Take in what the carrier brought; then it is sorted here.", "mail tab"),
            N_("New arrival…", "mail tab"),
            self.take_in,
        )
        self.sights = QStackedWidget()
        self.sights.addWidget(self.work)
        self.sights.addWidget(self.nothing)
        self.setLayout(column(self.sights))
        self.notice = Notice(self.sights, self)

    def _head(self) -> QWidget:
        self.batches = Choice(())
        self.batches.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.batches.setSizeAdjustPolicy(self.batches.SizeAdjustPolicy.AdjustToContents)
        say(self.batches, N_("Batch", "mail tab"), "setAccessibleName")
        leave = button(N_("Back to the list (Esc)"), self.leave, kind="quiet", icon="arrow-left")
        leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QWidget()
        head.setLayout(row(said_label(N_("Sort", "mail tab"), "title"), self.batches, None, leave))
        return head

    def _wire(self) -> None:
        flow, fields = self.flow, self.fields
        flow.batch_changed.connect(self._counted)
        flow.proposed.connect(self._proposed)
        flow.slips_changed.connect(self._slips_changed)
        flow.booked.connect(lambda slip: self._booked(slip))
        flow.came_back.connect(lambda slip: self._came_back(slip))
        fields.edited.connect(self._rest.start)
        fields.entered.connect(lambda where: self._enter(where))
        fields.moved.connect(self._move)
        self._rest.timeout.connect(self._ask)
        self._timer.timeout.connect(self._counted)
        self.kinds.chosen.connect(lambda kind: self._kind_chosen(kind))
        self.offer.chosen.connect(lambda _: self._enter(self.fields.who.line))
        self.side.back.connect(lambda slip: self.back(slip))
        self.side.labels_wanted.connect(self.print_labels)
        self.side.finish_wanted.connect(self.finish)
        self.batches.activated.connect(lambda _: self._other_batch())
        for key, kind in zip(KEYS, MailKind, strict=True):
            self._on_key(f"Alt+{key}", lambda kind=kind: self.kinds.choose(kind))
        self._on_key("F8", self.to_the_pile)
        self._on_key("Ctrl+Z", self.undo)
        self._on_key("Ctrl+L", self.print_labels)
        self._on_key("Ctrl+Return", self.finish)
        self._on_key("Ctrl+Enter", self.finish)
        speaker.language_changed.connect(self._retell)
        self._kind_chosen(self.kinds.kind)

    def _on_key(self, keys: str, on: object) -> None:
        key = QShortcut(QKeySequence(keys), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(on)

    # The batch

    def begin(self, batch: int | None = None) -> None:
        """Sort this batch; without one the oldest that is open, or ask for what has arrived."""
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
            self.notice.tell(N_("This batch is finished.", "mail tab"), "info")
        chosen = next((one for one in batches if one.id == wanted), next(iter(batches), None))
        self.sights.setCurrentWidget(self.work if chosen is not None else self.nothing)
        if chosen is None:
            self.flow.batch = None
            return
        self._sort(chosen)

    def _offer_batches(self) -> None:
        now = self.ctx.services.bench.clock.now()
        texts = [
            f"{one.carrier} {format_moment(one.arrived_at, now=now)} · {format_number(one.announced)}"
            for one in self._batches
        ]
        self.batches.offer([(one.id, plain(text)) for one, text in zip(self._batches, texts, strict=True)])

    def _sort(self, batch: Batch) -> None:
        another = self.flow.batch is None or self.flow.batch.id != batch.id
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

    # Typing

    @property
    def kind(self) -> MailKind:
        """What is being sorted."""
        return self.kinds.kind

    @property
    def typed(self) -> Typed:
        """The line as it is understood."""
        return understand(self.fields.who.line.text())

    def _kind_chosen(self, kind: MailKind) -> None:
        self.fields.show_special(kind.special)
        self._propose_place()
        self.fields.who.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._rest.stop()
        if not self.flow.fits(self.typed):
            self.flow.ask(self.typed)

    def _proposed(self) -> None:
        self.offer.show_proposals(self.flow.proposals)
        self._propose_place()

    def _move(self, by: int) -> None:
        self.offer.move(by)
        self._propose_place()

    def _propose_place(self) -> None:
        marked = self.offer.marked
        if self.kind.special and self.correcting is None:
            self.fields.propose_place(self.flow.place_for(marked.tenant if marked is not None else None))

    def _enter(self, where: object) -> None:
        """On to what is still needed, else it is booked."""
        fields, draft = self.fields, self.fields.draft()
        if not draft.line:
            self.fields.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.kind.special and isinstance(where, QLineEdit):
            at_barcode, at_place = where is fields.barcode.line, where is fields.place.line
            if self.kind in NUMBERED and not draft.barcode and not at_barcode and not at_place:
                fields.barcode.line.setFocus(Qt.FocusReason.TabFocusReason)
                return
            if not draft.place and not at_place:
                fields.place.line.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self._commit()

    def _commit(self, *, unmatched: bool = False) -> None:
        batch, typed, draft = self.flow.batch, self.typed, self.fields.draft()
        if batch is None:
            return
        if typed.quantity is None:
            self.fields.show_problem(WHO, UserError(NO_NUMBER))
            return
        if typed.quantity != 1 and (self.kind.special or unmatched):
            self.fields.show_problem(WHO, UserError(_BY_ONE))
            return
        if self.kind.special and self._scanned_before(draft.barcode):
            return
        proposal = self._meant(typed)
        if proposal is None and self.flow.fits(typed) and not unmatched:
            self.fields.show_problem(WHO, typed.nobody())
            return
        special = self.kind.special
        slip = Slip(
            batch.id,
            self.kind,
            draft.line,
            typed,
            None if unmatched else proposal,
            unmatched,
            barcode=draft.barcode if special else "",
            recipient=draft.recipient if special else "",
            place=draft.place if special else "",
            damaged=draft.damaged and special,
            corrects=self.correcting,
        )
        self._empty()  # at once: a second Enter finds nothing to book
        self.flow.commit(slip)

    def _meant(self, typed: Typed) -> Proposal | None:
        """The one marked, if it was proposed for this line; one that is known already needs no looking up."""
        return self.offer.marked if self.flow.fits(typed) else None

    def _scanned_before(self, barcode: str) -> bool:
        """Whether a piece of this batch has the barcode; it is said at its field."""
        other = self.flow.with_barcode(barcode)
        if other is None or (self.correcting is not None and other.id == self.correcting.id):
            return False
        whose = other.recipient or other.company or other.unit
        problem = UserError(_SCANNED_TWICE, number=other.number, recipient=whose)
        self.fields.show_problem("barcode", problem)
        return True

    def _empty(self) -> None:
        """Ready for the next one; the kind stays, and the place is proposed anew."""
        self._rest.stop()
        self.correcting = None
        self.fields.fill(FieldsDraft())
        self.flow.forget()
        self.fields.who.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_the_pile(self) -> None:
        """Nobody known: to the unmatched pile, with what stands on the envelope."""
        if not self.fields.draft().line:
            self.fields.show_problem(WHO, UserError(_ENVELOPE))
        else:
            self._commit(unmatched=True)

    # The scanner

    def take_scan(self, raw: str) -> bool:
        """A carrier's barcode, wherever the keyboard is: into the piece being typed; it may be the last that lacked."""
        if self.flow.batch is None:
            return True
        code = " ".join(raw.split())
        if not code.isdigit():
            self.fields.drop_typed(raw)
        if not self.kind.special:
            self._to_special()
        asked = self.fields.barcode.line.hasFocus() and bool(self.fields.draft().line)
        before = self.fields.draft().barcode
        self.fields.barcode.line.setText(code)
        self.fields.barcode.show_problem(None)
        if self._scanned_before(code):
            return True
        if before and before != code:
            self.notice.tell(N_("Another barcode in place of {before}.", "mail tab"), "info", before=before)
        if asked:
            self._enter(self.fields.barcode.line)
        else:
            self.fields.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _to_special(self) -> None:
        """Letters bear no barcode: it is of the kind that is still to come."""
        batch = self.flow.batch
        said, found = (batch.counts, batch.sorted_counts) if batch is not None else ({}, {})
        left = {kind: said.get(kind, 0) - found.get(kind, 0) for kind in MailKind if kind in NUMBERED}
        kind = max(left, key=lambda one: (left[one], one in _USUAL))
        self.kinds.choose(kind)
        self.notice.tell(
            N_("A barcode: {kind} is sorted now. Alt and a number changes the kind.", "mail tab"),
            "info",
            kind=tr(MAIL_KIND_NAMES[kind]),
        )

    # What came of it

    def _booked(self, slip: Slip) -> None:
        if slip.stage is Stage.DONE:
            self.told.show_slip(slip)
        if slip.piece is not None and self.ctx.local.get(LABEL_AT_ONCE):
            self._print([slip.piece])

    def _came_back(self, slip: Slip) -> None:
        """Back into the fields if nobody types there by now, else it waits in the list."""
        if self.fields.blank and self.flow.batch is not None and self.flow.batch.id == slip.batch:
            self._take_up(slip)
        else:
            self.notice.tell(
                N_("{typed} was not booked: see the list.", "mail tab"), "warning", typed=slip.raw
            )

    def _take_up(self, slip: Slip) -> None:
        self.flow.take_up(slip)
        self.kinds.choose(slip.kind)
        self.correcting = slip.corrects
        self.fields.fill(FieldsDraft(slip.raw, slip.barcode, slip.recipient, slip.place, slip.damaged))
        self._ask()
        self.fields.show_problem(slip.at, slip.problem)

    def _slips_changed(self) -> None:
        self.side.last.show_slips(self.flow.slips)
        self.side.show_labels(len(self.flow.unlabelled))

    def back(self, slip: Slip) -> None:
        """Undo it; a registered piece is corrected, one that failed is taken up again."""
        if slip.stage is Stage.DONE and slip.may_be_undone:
            self.flow.undo(slip)
            self.told.show_slip(None)
            self.take_keyboard()
        elif not self.fields.blank:
            self.notice.tell(
                N_("Finish the piece being typed first, or drop it with Esc.", "mail tab"), "warning"
            )
        elif slip.stage is Stage.FAILED:
            self._take_up(slip)
        elif slip.piece is not None:
            self._correct(slip.piece)

    def undo(self) -> None:
        """The last one that is in the books."""
        last = next((one for one in reversed(self.flow.slips) if one.stage is Stage.DONE), None)
        if last is not None:
            self.back(last)

    def _correct(self, piece: Piece) -> None:
        """It stands in the fields again; Enter writes it anew."""
        piece = next((one for one in self.flow.pieces if one.id == piece.id), piece)
        self.kinds.choose(piece.kind)
        self.correcting = piece
        line = piece.unit or piece.company
        if piece.state is PieceState.UNMATCHED:
            line = piece.recipient
        self.fields.fill(
            FieldsDraft(
                line,
                piece.barcode,
                piece.recipient if piece.state is not PieceState.UNMATCHED else "",
                piece.place,
                piece.damaged,
            )
        )
        self._ask()
        self.fields.who.line.selectAll()
        text = N_("{number} is being corrected: Enter saves it, Esc leaves it as it was.", "mail tab")
        self.notice.tell(text, "info", number=piece.number)

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
        if not self.fields.blank:
            self.notice.tell(
                N_("Finish the piece being typed first, or drop it with Esc.", "mail tab"), "warning"
            )
            return
        if any(slip.stage in (Stage.UNDER_WAY, Stage.FAILED) for slip in self.flow.slips):
            self.notice.tell(N_("Not all of it is booked: see the list.", "mail tab"), "warning")
            return
        if differing(batch):
            FinishDialog(self.ctx, batch, self).begin(lambda done: self._finished(done))
            return
        arrivals = self.ctx.services.get(Arrivals)
        self.ctx.do(lambda by: arrivals.finish(by, batch.id, ""), owner=self, done=self._finished)

    def _finished(self, batch: Batch) -> None:
        """On to the next one, if there is one."""
        self.ctx.toasts.show(
            N_("Sorted: {carrier}, {n} pieces.", "mail tab"),
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
        self.fields.who.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Drop what is being typed, if anything is, then back to the list."""
        if not self.fields.blank or self.correcting is not None:
            self._empty()
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
