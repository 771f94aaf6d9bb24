"""The piece in hand: what is typed and scanned becomes a slip; what was not booked, or was a slip, comes back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.mail.records import MAIL_KIND_NAMES, MailKind, Piece, PieceState, Proposal
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.mail.sorting_fields import FieldsDraft, KindBar, SortingFields
from desk_app.ui.tabs.mail.sorting_flow import WHO, SortingFlow
from desk_app.ui.tabs.mail.sorting_offer import Offer
from desk_app.ui.tabs.mail.sorting_slips import NUMBERED, Slip, Stage
from desk_app.ui.tabs.mail.sorting_typed import NO_NUMBER, Typed, understand
from desk_app.ui.widgets.notice import Notice

REST_MS = 20
"""So long the keys rest before it is asked who is meant."""
BUSY = N_("Finish the piece being typed first, or drop it with Esc.", "mail sorting")
_USUAL = (MailKind.REGISTERED, MailKind.EXPRESS, MailKind.PARCEL)
_ENVELOPE = N_("Type what stands on the envelope: that is how it is found.", "mail sorting")
_SCANNED_TWICE = N_("This barcode was scanned in this batch already: {number}, {recipient}.")
_BY_ONE = N_("Special and unmatched mail is registered piece by piece.")


class Hand(QObject):
    """Keys and readings in, slips out to the flow."""

    def __init__(
        self, flow: SortingFlow, kinds: KindBar, fields: SortingFields, offer: Offer, notice: Notice
    ) -> None:
        super().__init__(fields)
        self.flow, self.kinds, self.fields, self.offer, self.notice = flow, kinds, fields, offer, notice
        self.correcting: Piece | None = None
        """The registered piece that is in the fields to be mended."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        flow.proposed.connect(self._proposed)
        flow.came_back.connect(lambda slip: self._came_back(slip))
        fields.edited.connect(self._rest.start)
        fields.entered.connect(lambda where: self.enter(where))
        fields.moved.connect(self._move)
        offer.chosen.connect(lambda _: self.enter(fields.who.line))
        kinds.chosen.connect(lambda kind: self._kind_chosen(kind))
        self._kind_chosen(self.kind)

    @property
    def busy(self) -> bool:
        """Whether something is being typed or mended."""
        return self.correcting is not None or not self.fields.blank

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
        self.fields.start()

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
        if not self.kind.special or self.correcting is not None:
            return
        marked = self.offer.marked
        place = self.flow.place_for(marked.tenant if marked is not None else None)
        self.fields.propose_place(place if self.fields.draft().line else "")  # nothing typed: no place yet

    def enter(self, where: object) -> None:
        """On to what is still needed, else it is booked."""
        fields, draft = self.fields, self.fields.draft()
        if not draft.line:
            self.fields.start()
            return
        if self.kind.special and isinstance(where, QLineEdit):
            at_barcode, at_place = where is fields.barcode.line, where is fields.place.line
            if self.kind in NUMBERED and not draft.barcode and not at_barcode and not at_place:
                fields.barcode.line.setFocus(Qt.FocusReason.TabFocusReason)
                return
            known = draft.place or (self.flow.last_place and not draft.own_place)
            if not known and not at_place:
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
            place=draft.place if special and (draft.own_place or not unmatched) else "",
            own_place=draft.own_place and special,
            damaged=draft.damaged and special,
            corrects=self.correcting,
        )
        self.empty()  # at once: a second Enter finds nothing to book
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

    def empty(self) -> None:
        """Ready for the next one; the kind stays, and the place is proposed anew."""
        self._rest.stop()
        self.correcting = None
        self.fields.fill(FieldsDraft())
        self.flow.forget()
        self.fields.start()

    def to_the_pile(self) -> None:
        """Nobody known: to the unmatched pile, with what stands on the envelope."""
        if not self.fields.draft().line:
            self.fields.show_problem(WHO, UserError(_ENVELOPE))
        else:
            self._commit(unmatched=True)

    # The scanner

    def scan(self, raw: str) -> None:
        """A barcode, whatever has the keyboard: into the piece being typed; it may be the last that lacked."""
        code = " ".join(raw.split())
        if not self.kind.special:
            self._to_special()
        asked = self.fields.barcode.line.hasFocus() and bool(self.fields.draft().line)
        before = self.fields.draft().barcode
        self.fields.barcode.line.setText(code)
        self.fields.barcode.show_problem(None)
        if self._scanned_before(code):
            return
        if before and before != code:
            self.notice.tell(
                N_("Another barcode in place of {before}.", "mail sorting"), "info", before=before
            )
        if asked:
            self.enter(self.fields.barcode.line)
        else:
            self.fields.start()

    def _to_special(self) -> None:
        """Letters bear no barcode: it is of the kind that is still to come."""
        batch = self.flow.batch
        said, found = (batch.counts, batch.sorted_counts) if batch is not None else ({}, {})
        left = {kind: said.get(kind, 0) - found.get(kind, 0) for kind in MailKind if kind in NUMBERED}
        kind = max(left, key=lambda one: (left[one], one in _USUAL))
        self.kinds.choose(kind)
        self.notice.tell(
            N_("A barcode: {kind} is sorted now. Alt and a number changes the kind.", "mail sorting"),
            "info",
            kind=tr(MAIL_KIND_NAMES[kind]),
        )

    # The way back

    def _came_back(self, slip: Slip) -> None:
        """Back into the fields if nobody types there by now, else it waits in the list."""
        if self.fields.blank and self.flow.batch is not None and self.flow.batch.id == slip.batch:
            self._take_up(slip)
        else:
            self.notice.tell(
                N_("{typed} was not booked: see the list.", "mail sorting"), "warning", typed=slip.raw
            )

    def _take_up(self, slip: Slip) -> None:
        self.flow.take_up(slip)
        self.kinds.choose(slip.kind)
        self.correcting = slip.corrects
        draft = FieldsDraft(slip.raw, slip.barcode, slip.recipient, slip.place, slip.own_place, slip.damaged)
        self.fields.fill(draft)
        self._ask()
        self.fields.show_problem(slip.at, slip.problem)

    def back(self, slip: Slip) -> None:
        """Undo it; a registered piece is corrected, one that failed is taken up again."""
        if slip.stage is Stage.DONE and slip.may_be_undone:
            self.flow.undo(slip)
            self.fields.start()
        elif not self.fields.blank:
            self.notice.tell(BUSY, "warning")
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
                bool(piece.place),
                piece.damaged,
            )
        )
        self._ask()
        self.fields.who.line.selectAll()
        text = N_("{number} is being corrected: Enter saves it, Esc leaves it as it was.", "mail sorting")
        self.notice.tell(text, "info", number=piece.number)
