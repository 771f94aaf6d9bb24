"""One key with its copies: where each hangs or who has it, what is wrong, who wants it, who had it last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.keys.records import Copy, Curfew, Fault, Handout, Key, KeyCard, LostReport
from desk_app.services.keys.terms import (
    COPY_STATE_NAMES,
    KEY_CATEGORY_NAMES,
    KEY_KIND,
    CopyState,
    KeyCategory,
)
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.keys import actions
from desk_app.ui.tabs.keys.columns import COPY_TONES, OVERDUE, holder_line, state_of
from desk_app.ui.tabs.keys.panel_parts import entry
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.panel_parts import Offer, block, card_link, facts, link, scrolling, steps
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REPAIR_FROM_LOST_KEY = "repair_from_lost_key"
"""Opened as this kind, the report of a lost key fills the form for a report of the tab that takes them."""


@dataclass(frozen=True)
class KeyShown:
    """What the panel shows: the key, and who is who of the staff."""

    card: KeyCard
    names: Mapping[int, str] = field(default_factory=dict)


class KeyPanel(QWidget):
    """Code, place, copies, faults, reservations, history, steps."""

    lend = Signal(object)
    """A Copy to lend."""
    show_handout = Signal(object)
    """The id of a borrowing to look at."""
    reserve = Signal(object)
    """The Key is wanted for a time."""
    history = Signal(object)
    """Everybody who had the Key."""
    hang = Signal(object)
    """A Copy that is to hang on another hook."""

    def __init__(self, ctx: AppContext, shown: KeyShown, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        self._build()

    @property
    def key(self) -> Key:
        """The key shown."""
        return self.shown.card.key

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _build(self) -> None:
        key = self.key
        place = Label(key.place, "heading")
        place.setWordWrap(True)
        pill = Pill(KEY_CATEGORY_NAMES[key.category], "info" if key.active else "neutral")
        head = column(row(Label(key.code, "title"), None, pill), place, spacing=4)
        body = scrolling(
            *self._notes(), facts(self._facts()), *self._copies(), *self._faults(), *self._others()
        )
        foot = [steps(offers)] if (offers := self._offers()) else []
        trust = key.category is KeyCategory.TRUST and key.tenant is not None
        links = [card_link(self._ctx, KEY_KIND, key.id, "building")] if trust else []
        layout = column(head, body, *foot, *links, spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _notes(self) -> list[QWidget]:
        key, notes = self.key, []
        if not key.active:
            why = N_("Deactivated: {reason}", "keys tab")
            notes.append(said_label(why, "problem", wrap=True, reason=plain(key.deactivated_why)))
        if key.instruction:
            told = said_label(N_("To be told: {text}", "keys tab"), wrap=True, text=plain(key.instruction))
            told.set_tone("warning")
            notes.append(told)
        return list(notes)

    def _facts(self) -> list[tuple[str, str]]:
        key = self.key
        return [
            (N_("Unit"), key.unit),
            (N_("Floor"), key.floor),
            (N_("Tenant"), key.tenant_name),
            (N_("Owner", "keys tab"), " · ".join(part for part in (key.owner, key.owner_phone) if part)),
            (N_("Curfew", "keys tab"), _curfew(key.curfew)),
            (N_("Approvals", "keys tab"), str(key.approvals) if key.approvals else ""),
        ]

    def _copies(self) -> list[QWidget]:
        return block(N_("Copies", "keys tab"), *(self._copy(one) for one in self.key.copies))

    def _copy(self, one: Copy) -> QWidget:
        """Hook or holder, and what can be done with it."""
        now = self._now()
        said = entry(
            " · ".join(part for part in (one.code, one.hook) if part),
            self._where(one, now),
            Pill(*_state(one, now)),
        )
        links = FlowLayout(*(link(each.message, each.on) for each in self._copy_steps(one)), spacing=16)
        box = QWidget()
        box.setLayout(column(said, links, spacing=2))
        return box

    def _where(self, one: Copy, now: datetime) -> str:
        parts = [one.holder]
        if one.due is not None:
            parts.append(tr(N_("back by {time}", "keys tab"), time=plain(format_moment(one.due, now=now))))
        return " · ".join(part for part in parts if part)

    def _copy_steps(self, one: Copy) -> list[Offer]:
        ctx, page, handout = self._ctx, self._page, one.handout
        alive = one.state in (CopyState.IN, CopyState.OUT, CopyState.WAITING)
        offers = [
            (
                one.state is CopyState.IN and self.key.active and not one.critical,
                Offer(N_("Lend", "keys tab"), lambda: self.lend.emit(one), "key"),
            ),
            (
                handout is not None,
                Offer(N_("Borrowing", "keys tab"), lambda: self.show_handout.emit(handout), "list"),
            ),
            (
                alive and self.key.active,
                Offer(N_("Another hook…", "key board"), lambda: self.hang.emit(one), "swap"),
            ),
            (alive, Offer(N_("Fault…", "keys tab"), lambda: actions.report_fault(ctx, page, one), "wrench")),
            (
                alive,
                Offer(
                    N_("Lost…", "keys tab"),
                    lambda: actions.report_lost(ctx, page, [(one.id, one.code)], one.holder),
                    "lost",
                ),
            ),
            (
                one.state is CopyState.LOST,
                Offer(N_("Found again", "keys tab"), lambda: actions.found_again(ctx, page, one), "check"),
            ),
        ]
        return [offer for fits, offer in offers if fits]

    def _faults(self) -> list[QWidget]:
        return block(N_("Faults", "keys tab"), *(self._fault(one) for one in self.shown.card.faults))

    def _fault(self, one: Fault) -> QWidget:
        code = next((each.code for each in self.key.copies if each.id == one.copy), self.key.code)
        when = " · ".join(
            part
            for part in (code, format_moment(one.at, now=self._now()), self.shown.names.get(one.by, ""))
            if part
        )
        if one.mended_at is not None:
            done = tr(N_("mended: {words}", "keys tab"), words=plain(one.mended_words))
            return entry(one.words, f"{when} · {done}")
        mended = link(N_("Mended…", "keys tab"), lambda: actions.mend(self._ctx, self._page, one, code))
        beside: list[QWidget] = [Pill(N_("Critical", "keys tab"), "danger")] if one.critical else []
        return entry(one.words, when, *beside, mended)

    def _others(self) -> list[QWidget]:
        card, now = self.shown.card, self._now()
        wanted = [
            entry(
                " · ".join(part for part in (one.name, one.words) if part),
                f"{format_moment(one.start, now=now)} – {format_moment(one.end, now=now)}",
            )
            for one in card.reservations
        ]
        lost = [
            entry(
                one.how,
                " · ".join((one.code, one.who, format_moment(one.when, now=now))),
                *self._lock_change(one),
            )
            for one in card.lost
        ]
        return [
            *block(N_("Reserved", "keys tab"), *wanted),
            *block(N_("Reported lost", "keys tab"), *lost),
            *block(N_("Last borrowings", "keys tab"), *(self._handout(one) for one in card.handouts)),
        ]

    def _lock_change(self, one: LostReport) -> list[QWidget]:
        """The lock is changed as a repair: order it, or look at it."""
        open_record, became = self._ctx.open_record, one.became
        if became is not None:
            return [link(N_("Repair", "keys tab"), lambda: open_record(one.became_kind, became))]
        if not one.lock_change or one.found_at is not None:
            return []
        return [link(N_("Order the lock change"), lambda: open_record(REPAIR_FROM_LOST_KEY, one.id))]

    def _handout(self, one: Handout) -> QWidget:
        to = link(N_("Show", "keys tab"), lambda: self.show_handout.emit(one.id))
        when = format_moment(one.out_at or one.asked_at, now=self._now())
        return entry(holder_line(one), when, Pill(*state_of(one, self._now())), to)

    def _offers(self) -> list[Offer]:
        """The likeliest step with the key as a whole: lend the first copy that can be."""
        key = self.key
        free = [one for one in key.copies if one.state is CopyState.IN and not one.critical and key.active]
        offers = (
            [Offer(N_("Lend this key"), lambda: self.lend.emit(free[0]), "key", "primary")] if free else []
        )
        if key.active:
            offers.append(Offer(N_("Reserve…", "keys tab"), lambda: self.reserve.emit(key), "calendar"))
        return [*offers, Offer(N_("History…", "keys tab"), lambda: self.history.emit(key), "history")]


def _curfew(curfew: Curfew) -> str:
    parts = [curfew.at.strftime("%H:%M")] if curfew.at is not None else []
    if curfew.hours is not None:
        parts.append(tr(N_("{n} hours after it was taken", "keys tab"), n=curfew.hours))
    return " · ".join(parts)


def _state(one: Copy, now: datetime) -> tuple[Message, Tone]:
    """Where a copy is, or what is the matter with it."""
    if one.state is CopyState.OUT and one.due is not None and one.due < now:
        return OVERDUE, "danger"
    if one.critical and one.state is CopyState.IN:
        return N_("Critical fault", "keys tab"), "danger"
    return COPY_STATE_NAMES[one.state], COPY_TONES[one.state]
