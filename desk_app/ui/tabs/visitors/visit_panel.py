"""One visit in full, with the steps that fit its state; the likeliest one is the large button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QScrollArea, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, plain
from desk_app.services.visitors.queries import VisitCard
from desk_app.services.visitors.records import ID_KIND_NAMES, PURPOSE_NAMES, STATE_NAMES, Visit, VisitState
from desk_app.services.visitors.rules import may
from desk_app.services.visitors.service import Visitors
from desk_app.ui.i18n import format_day, format_moment, format_time, tr
from desk_app.ui.tabs.visitors import actions
from desk_app.ui.tabs.visitors.columns import TONES, host_line
from desk_app.ui.widgets.matter_text import barred_note
from desk_app.ui.widgets.panel_parts import Offer, card_link, steps
from desk_app.ui.widgets.parts import Kind, Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.reveal import Masked, reveal

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

S = VisitState


class VisitPanel(QWidget):
    """Name, state, facts, steps."""

    correct = Signal(object)
    """The Visit to mend."""
    decide = Signal(object)
    """The Visit that waits for the supervisor."""
    arrive = Signal(object)
    """The announced Visit whose visitor stands here."""

    def __init__(self, ctx: AppContext, card: VisitCard, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces (the undo comes later)."""
        super().__init__()
        self._ctx, self._page = ctx, page
        self.card = card
        self.document: Masked | None = None
        """The number of the paper they showed, if one was asked."""
        self._build()

    @property
    def visit(self) -> Visit:
        """The visit shown."""
        return self.card.visit

    def _build(self) -> None:
        visit = self.visit
        name = Label(visit.name, "title")
        name.setWordWrap(True)
        pill = Pill(STATE_NAMES[visit.state], TONES[visit.state])
        inside = QWidget()
        barred = barred_note(self.card.barred, self._ctx.services.bench.clock.now())
        parts = [part for part in (*barred, self._note(), self._photo(), self._facts()) if part is not None]
        inside.setLayout(column(*parts, None, spacing=12))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(row(name, None, pill), area, steps(self._offers()), *self._card_link(), spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _card_link(self) -> list[QLayout]:
        """To the visitor's card, over all tabs: it is the desk's."""
        if self._ctx.actor.role is Role.GUARD:
            return []
        return [card_link(self._ctx, "visit", self.visit.id, "person")]

    def _photo(self) -> QWidget | None:
        if self.card.photo is None:
            return None
        picture, view = QPixmap(), QLabel()
        picture.loadFromData(self.card.photo)
        view.setPixmap(picture.scaledToHeight(140, Qt.TransformationMode.SmoothTransformation))
        return view

    def _facts(self) -> QWidget:
        visit = self.visit
        box, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (label, text) in enumerate(self._lines(visit)):
            value = self._value(label, text)
            value.setWordWrap(True)
            grid.addWidget(said_label(label, "label"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(column(value, value.note) if isinstance(value, Masked) else column(value), line, 1)
        box.setLayout(grid)
        return box

    def _value(self, label: str, text: str) -> Label:
        if label == DOCUMENT:
            self.document = Masked(text, self._ctx.services.bench.clock)
            return self.document
        value = Label(text)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return value

    def _lines(self, visit: Visit) -> list[tuple[str, str]]:
        floor = tr(N_("Floor {floor}"), floor=visit.host.floor) if visit.host.floor else ""
        permit = f"{visit.permit.number} · {format_day(visit.permit.until)}" if visit.permit.until else ""
        document = f"{tr(ID_KIND_NAMES[visit.id_kind])} {visit.id_mask}" if visit.id_mask else ""
        lines = [
            (N_("Host"), host_line(visit.host)),
            (N_("Floor"), floor),
            (N_("From company"), visit.company),
            (N_("Phone"), visit.phone),
            (N_("Purpose"), tr(PURPOSE_NAMES[visit.purpose])),
            (N_("Party size"), str(visit.party_size) if visit.party_size > 1 else ""),
            (N_("Expected"), _window(visit)),
            (N_("In"), format_moment(visit.arrived_at) if visit.arrived_at else ""),
            (N_("Out"), _out(visit)),
            (N_("Breaks"), _breaks(self.card)),
            (N_("Badge"), _badge(visit)),
            (N_("Plate"), visit.plate),
            (N_("Carried in"), visit.belongings),
            (DOCUMENT, document),
            (N_("Permit"), permit),
            (N_("Accompanied by"), visit.permit.escort),
            (N_("Remark"), visit.remark),
            (N_("Reason"), visit.reason),
            (N_("Number"), visit.number),
            (N_("Visits before"), str(self.card.visits_before) if self.card.visits_before else ""),
        ]
        return [(label, text) for label, text in lines if text]

    def _note(self) -> QWidget | None:
        if not self.card.overstay:
            return None
        return said_label(
            N_("After closing time: please see whether this visitor has left."), "problem", wrap=True
        )

    def _offers(self) -> list[Offer]:
        """What may be done now, likeliest first (operating manual, Visitors 2)."""
        offers = [*self._ways_in(), *self._ways_out(), *self._meanwhile()]
        if self._ctx.actor.role is not Role.GUARD:
            offers += self._desk_work()
        return [offer for fits, offer in offers if fits]

    def _ways_in(self) -> list[tuple[bool, Offer]]:
        ctx, visit, state = self._ctx, self.visit, self.visit.state
        desk = ctx.actor.role is not Role.GUARD
        return [
            (
                state is S.WAITING and desk,
                Offer(N_("Supervisor decides…"), lambda: self.decide.emit(visit), "shield", "primary"),
            ),
            (
                may("check_in", state) and desk,
                Offer(N_("Check in"), lambda: self.arrive.emit(visit), "door-in", "primary"),
            ),
            (
                may("come_back", state),
                Offer(
                    N_("Back again"), lambda: actions.come_back(ctx, self._page, visit), "door-in", "primary"
                ),
            ),
        ]

    def _meanwhile(self) -> list[tuple[bool, Offer]]:
        ctx, visit = self._ctx, self.visit
        return [
            (
                may("step_out", visit.state),
                Offer(N_("Step out"), lambda: actions.step_out(ctx, self._page, visit), "coffee"),
            ),
            (
                self._listed,
                Offer(N_("Still in the building"), lambda: actions.see(ctx, self._page, visit), "eye"),
            ),
        ]

    def _desk_work(self) -> list[tuple[bool, Offer]]:
        ctx, visit, state = self._ctx, self.visit, self.visit.state
        return [
            (
                may("print_pass", state),
                Offer(self._print_word, lambda: actions.print_pass(ctx, self._page, visit), "print"),
            ),
            (
                may("print_pass", state),
                Offer(N_("Preview"), lambda: actions.preview_pass(ctx, self, visit), "eye", "quiet"),
            ),
            (may("correct", state), Offer(N_("Correct"), lambda: self.correct.emit(visit), "edit")),
            (
                may("cancel", state),
                Offer(N_("Will not come"), lambda: actions.cancel(ctx, self._page, visit), "cross", "quiet"),
            ),
            (bool(visit.id_mask), Offer(N_("Show document number"), self._reveal, "eye", "quiet")),
        ]

    def _ways_out(self) -> list[tuple[bool, Offer]]:
        """Leaving, with the badge back or not when one was given."""
        ctx, visit = self._ctx, self.visit
        may_leave = may("check_out", visit.state)

        def out(returned: bool | None) -> Callable[[], object]:
            return lambda: actions.check_out(ctx, self._page, visit, badge_returned=returned)

        kind: Kind = "plain" if visit.state is S.ON_BREAK else "primary"
        if not visit.badge:
            return [(may_leave, Offer(N_("Check out"), out(None), "door-out", kind))]
        return [
            (may_leave, Offer(N_("Check out, badge is back"), out(True), "door-out", kind)),
            (may_leave, Offer(N_("Check out, badge missing"), out(False), "badge")),
        ]

    @property
    def _listed(self) -> bool:
        return self.card.overstay or self.visit.state is S.PROBABLY_LEFT

    @property
    def _print_word(self) -> str:
        return N_("Print pass again") if self.visit.copies else N_("Print pass")

    def _reveal(self) -> None:
        """The whole number for half a minute, against a reason on record (operating manual, Visitors 1)."""
        if self.document is not None:
            visitors, visit = self._ctx.services.get(Visitors), self.visit.id
            title = N_("Show the whole document number")
            reveal(
                self._ctx,
                self,
                title,
                self.document,
                lambda actor, why, words: visitors.reveal_document(actor, visit, words, why),
            )


DOCUMENT = N_("Document")


def _window(visit: Visit) -> str:
    if visit.expected_from is None:
        return ""
    until = f"–{format_time(visit.expected_until)}" if visit.expected_until else ""
    return f"{format_moment(visit.expected_from)}{until}"


def _out(visit: Visit) -> str:
    if visit.left_at is None:
        return ""
    if visit.state is S.PROBABLY_LEFT:
        return tr(N_("{time}, closed by the program: nobody saw it"), time=plain(format_time(visit.left_at)))
    return format_moment(visit.left_at)


def _breaks(card: VisitCard) -> str:
    return ", ".join(
        f"{format_time(one.out_at)}–{format_time(one.back_at) if one.back_at else ''}" for one in card.breaks
    )


def _badge(visit: Visit) -> str:
    if visit.badge_returned is None:
        return visit.badge
    back = tr(N_("returned")) if visit.badge_returned else tr(N_("not returned"))
    return f"{visit.badge} ({back})"
