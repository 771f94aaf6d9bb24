"""What is known of a borrowing: facts, its keys, and what happened with them since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.keys.records import Extension, Handout, HandoutLine
from desk_app.services.keys.terms import CHECK_NAMES, LineState
from desk_app.ui.i18n import format_day, format_moment, tr
from desk_app.ui.tabs.keys.columns import purpose_line
from desk_app.ui.tabs.keys.panel_parts import entry
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.panel_parts import block, dots, facts
from desk_app.ui.widgets.parts import Label, button, column
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.tabs.keys.handout_panel import Shown

_SIGNATURE_HEIGHT = 64
LINE_NAMES: dict[LineState, tuple[Message, Tone]] = {
    LineState.WAITING: (N_("Waits", "key line"), "warning"),
    LineState.OUT: (N_("Out", "key line"), "info"),
    LineState.RETURNED: (N_("Back", "key line"), "positive"),
    LineState.LOST: (N_("Lost", "key line"), "danger"),
    LineState.VOID: (N_("Not handed over", "key line"), "neutral"),
}


def handout_facts(shown: Shown, now: datetime) -> QWidget:
    """Who, why, until when."""
    one, names = shown.card.handout, shown.names
    said = one.escorted
    escorted = [said.name, said.company, said.phone] if said is not None else []
    lines = [
        (N_("Holder", "keys tab"), dots(one.holder, shown.department)),
        (N_("Phone"), shown.phone),
        (N_("Accompanies", "keys tab"), dots(*escorted)),
        (N_("Purpose", "keys tab"), purpose_line(one)),
        (N_("Ring", "keys tab"), one.ring),
        (N_("Asked for", "keys tab"), _asked(one, names, now)),
        (N_("Taken", "keys tab"), _taken(one, names, now)),
        (N_("Back by", "keys tab"), format_moment(one.due, now=now)),
        (N_("Out of the ordinary", "keys tab"), "、".join(tr(each) for each in one.exceptions)),
        (N_("Closed", "keys tab"), format_moment(one.closed_at, now=now) if one.closed_at else ""),
        (N_("Refused because", "keys tab"), one.refused_why),
        (N_("Slip printed", "keys tab"), tr(N_("{n} ×", "keys tab"), n=one.copies) if one.copies else ""),
    ]
    return facts(lines)


def _asked(one: Handout, names: Mapping[int, str], now: datetime) -> str:
    if not one.needed:
        return ""
    return dots(format_moment(one.asked_at, now=now), names.get(one.asked_by, ""))


def _taken(one: Handout, names: Mapping[int, str], now: datetime) -> str:
    if one.out_at is None:
        return ""
    return dots(format_moment(one.out_at, now=now), "" if one.needed else names.get(one.asked_by, ""))


def lines_block(one: Handout, show_key: Callable[[int], object]) -> list[QWidget]:
    """The keys: where each stands, with the way to it."""
    return block(N_("Keys"), *(_line(line, show_key) for line in one.lines))


def _line(line: HandoutLine, show_key: Callable[[int], object]) -> QWidget:
    link = button(plain(dots(line.code, line.hook)), lambda: show_key(line.key), kind="link")
    link.setProperty("flush", True)
    message, tone = LINE_NAMES[line.state]
    back = ""
    if line.returned_at is not None:
        by = (
            N_("{time}, by {name}: not the holder", "keys tab")
            if line.by_another
            else N_("{time}, by {name}", "keys tab")
        )
        back = tr(by, time=plain(format_moment(line.returned_at)), name=plain(line.returned_by))
    return entry(line.place, back, link, Pill(message, tone))


def history_blocks(shown: Shown, now: datetime) -> list[QWidget]:
    """Approvals, who it went to, calls, reasons, what was ticked at the return, faults, the signature."""
    card, names = shown.card, shown.names

    def when(moment: datetime, by: int) -> str:
        return dots(format_moment(moment, now=now), names.get(by, ""))

    approvals = [entry(each.reason, when(each.at, each.by)) for each in card.handout.approvals]
    passed = [
        entry(dots(f"{each.giver} → {each.taker}", each.words), when(each.at, each.by))
        for each in card.handed_on
    ]
    calls = [
        entry(_call(each.owner, each.reached, each.spoke_to, each.words), when(each.at, each.by))
        for each in card.calls
    ]
    reasons = [
        entry(each.reason, dots(format_day(each.day, year=False), names.get(each.by, "")))
        for each in card.explanations
    ]
    longer = [
        entry(_longer(each, now), dots(when(each.at, each.by), *map(tr, each.exceptions)))
        for each in card.extensions
    ]
    faults = [entry(each.words, when(each.at, each.by)) for each in card.faults]
    return [
        *block(N_("Approvals", "keys tab"), *approvals),
        *block(N_("Handed on", "keys tab"), *passed),
        *block(N_("Expected return moved", "keys tab"), *longer),
        *block(N_("Calls", "keys tab"), *calls),
        *block(N_("Why it was still out"), *reasons),
        *block(N_("Seen to at the return"), *_checks(card.handout)),
        *block(N_("Faults", "keys tab"), *faults),
        *_signature(card.signature),
    ]


def _longer(one: Extension, now: datetime) -> str:
    moved = f"{format_moment(one.before, now=now)} → {format_moment(one.after, now=now)}"
    return dots(moved, one.reason)


def _checks(one: Handout) -> list[QWidget]:
    """What was answered, return by return: which keys it was for, if they did not come back together."""
    returns: dict[datetime, list[HandoutLine]] = {}
    for line in one.lines:
        if line.returned_at is not None and line.checks:
            returns.setdefault(line.returned_at, []).append(line)
    found = []
    for lines in returns.values():
        codes = "、".join(line.code for line in lines) if len(returns) > 1 else ""
        for check, each in lines[0].checks.items():
            why = "" if each.done else tr(N_("Not applicable: {why}", "keys tab"), why=plain(each.why_not))
            found.append(entry(tr(CHECK_NAMES[check]), dots(codes, why)))
    return found


def _call(owner: bool, reached: bool, spoke_to: str, words: str) -> str:
    how = N_("Owner called", "keys tab") if owner else N_("Reached", "keys tab")
    return dots(tr(how if reached else N_("Not reached", "keys tab")), spoke_to, words)


def _signature(png: bytes | None) -> list[QWidget]:
    picture = QPixmap()
    if png is None or not picture.loadFromData(png):
        return []
    view, pad = Label(), QFrame()
    view.setPixmap(
        picture.scaledToHeight(_SIGNATURE_HEIGHT) if picture.height() > _SIGNATURE_HEIGHT else picture
    )
    pad.setProperty("role", "pad")  # white in every theme: ink on paper
    pad.setLayout(column(view, margins=4))
    return block(N_("Signature"), pad)
