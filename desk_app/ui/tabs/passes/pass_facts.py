"""What the panel says about a pass: facts, goods with what left and came back, and what happened when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.directory.records import GOODS_KIND_NAMES
from desk_app.services.passes.documents import ways_checked
from desk_app.services.passes.papers import PassPaper, grouped
from desk_app.services.passes.records import (
    EXIT_KIND_NAMES,
    KIND,
    REASON_NAMES,
    REFUSAL_NAMES,
    ExitLine,
    ExitPass,
    Moved,
    PassCard,
    Refusal,
    Release,
    Return,
)
from desk_app.ui.i18n import format_day, format_end, format_moment, tr
from desk_app.ui.widgets.parts import Label, button, column, said_label

if TYPE_CHECKING:
    from desk_app.ui.tabs.passes.pass_panel import Shown

_TOP = Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def pass_facts(shown: Shown, paper: PassPaper, open_record: Callable[[str, int], object]) -> QWidget:
    """Labels and values, those that there are; what is a record of its own opens."""
    box, grid = _grid(1)
    links = _links(shown.card.exit_pass)
    for line, (label, text) in enumerate(_facts(shown, paper)):
        grid.addWidget(said_label(label, "label"), line, 0, _TOP)
        if label in links:
            grid.addWidget(_link(text, links[label], open_record), line, 1, _LEFT)
        else:
            grid.addWidget(_value(text), line, 1)
    return box


_TENANT, _VISIT = N_("Tenant"), N_("Visit", "passes tab")
_REPLACES, _REPLACED_BY = N_("Replaces", "passes tab"), N_("Replaced by", "passes tab")


def _links(one: ExitPass) -> dict[str, tuple[str, int]]:
    """Which record stands behind a fact."""
    found = {
        _TENANT: ("tenant", one.tenant),
        _VISIT: ("visit", one.visit),
        _REPLACES: (KIND, one.replaces),
        _REPLACED_BY: (KIND, one.replaced_by),
    }
    return {label: (kind, record) for label, (kind, record) in found.items() if record is not None}


def _link(text: str, record: tuple[str, int], open_record: Callable[[str, int], object]) -> QWidget:
    made = button(plain(text), lambda: open_record(*record), kind="link")
    made.setProperty("flush", True)  # in line with the values above and below it
    return made


def _facts(shown: Shown, paper: PassPaper) -> list[tuple[str, str]]:
    one, card = shown.card.exit_pass, shown.card
    said = [
        (_TENANT, tr(N_("Look at the tenant")) if one.tenant is not None else ""),
        (_VISIT, tr(N_("Look at the visit")) if one.visit is not None else ""),
        (N_("Unit", "passes tab"), one.unit),
        (N_("Kind", "passes tab"), f"{tr(EXIT_KIND_NAMES[one.kind])} · {tr(REASON_NAMES[one.reason])}"),
        (N_("Kinds of goods"), tr(N_(", ")).join(tr(GOODS_KIND_NAMES[kind]) for kind in one.goods)),
        (N_("Valid", "passes tab"), _span(one)),
        (N_("Gate", "passes tab"), paper.any_of(one.gates)),
        (N_("Trips", "passes tab"), _trips(one)),
        (N_("Back by", "passes tab"), format_day(one.due) if one.due else ""),
        (N_("Plate"), one.plate),
        (N_("Carrier", "passes tab"), " · ".join(part for part in (one.carrier, one.carrier_phone) if part)),
        *((N_("Phone"), f"{name} {phone}".strip()) for name, phone in shown.phones),
        (N_("Signatory", "passes tab"), _signed(one)),
        (N_("Remark"), one.remark),
        (N_("Short number", "passes tab"), grouped(one.short_code)),
        (N_("Issued", "passes tab"), _by(format_moment(one.issued_at), card.issued_by)),
        (N_("Approved", "passes tab"), _by(card.approved_by, one.waiver)),
        (N_("Copies", "passes tab"), str(one.copies - 1) if one.copies > 1 else ""),
        (N_("Paper home", "passes tab"), format_moment(one.paper_back_at) if one.paper_back_at else ""),
        (N_("Phoned", "passes tab"), format_moment(one.called_at) if one.called_at else ""),
        (_REPLACES, card.replaces),
        (_REPLACED_BY, card.replaced_by),
        (N_("Revoked", "passes tab"), _revoked(card)),
        (N_("Reason", "passes tab"), one.revoke_reason),
    ]
    return [(label, text) for label, text in said if text]


def _span(one: ExitPass) -> str:
    return f"{format_moment(one.valid_from)} – {format_end(one.valid_until, now=one.valid_from)}"


def _trips(one: ExitPass) -> str:
    return tr(N_("{used} of {all} used"), used=one.trips_used, all=one.trips) if one.trips > 1 else ""


def _signed(one: ExitPass) -> str:
    return _dots(one.signatory_name, *(tr(way) for way in ways_checked(one)))


def _revoked(card: PassCard) -> str:
    at = card.exit_pass.revoked_at
    return _by(format_moment(at), card.revoked_by) if at else ""


def _by(said: str, name: str) -> str:
    return " · ".join(part for part in (said, name) if part)


def goods_block(one: ExitPass) -> QWidget:
    """Every line: how many, how many left, how many may still leave, how many are outside."""
    box, grid = _grid(0)
    anything_left = any(line.gone for line in one.lines)
    returnable = any(line.returnable for line in one.lines)
    heads: list[str] = [N_("Goods", "passes tab"), N_("Quantity", "passes tab")]
    heads += [N_("Gone", "passes tab"), N_("To go", "passes tab")] if anything_left else []
    heads += [N_("Outside", "passes tab")] if returnable else []
    for place, head in enumerate(heads):
        grid.addWidget(said_label(head, "caption"), 0, place, _RIGHT if place else _TOP)
    for number, line in enumerate(one.lines, 1):
        grid.addWidget(_value(_line(line)), number, 0)
        for place, text in enumerate(_amounts(line, anything_left, returnable), 1):
            grid.addWidget(Label(text), number, place, _RIGHT)
    return box


def _line(line: ExitLine) -> str:
    marks = [f"SN {line.serial}"] if line.serial else []
    marks += [tr(N_("to be returned"))] if line.returnable else []
    return "\n".join(part for part in (line.name, " · ".join(marks)) if part)


def _amounts(line: ExitLine, anything_left: bool, returnable: bool) -> list[str]:
    amounts = [f"{line.quantity} {line.unit}".rstrip()]
    if anything_left:
        amounts += [str(line.gone), str(line.left)]
    if returnable:
        amounts.append(str(line.out) if line.returnable else "")
    return amounts


def history_block(card: PassCard, paper: PassPaper) -> list[QWidget]:
    """What the gates did: releases, returns, refusals, each under its heading."""
    lines = {line.position: line for line in card.exit_pass.lines}
    return [
        *_section(N_("Released", "passes tab"), [_release(one, lines, paper) for one in card.releases]),
        *_section(N_("Came back", "passes tab"), [_return(one, lines, paper) for one in card.returns]),
        *_section(N_("Refused", "passes tab"), [_refusal(one, paper) for one in card.refusals]),
    ]


def _section(title: Message, texts: Sequence[str]) -> list[QWidget]:
    if not texts:
        return []
    box = QWidget()
    box.setLayout(column(said_label(title, "label"), *(_value(text) for text in texts), spacing=4))
    return [box]


def _release(one: Release, lines: dict[int, ExitLine], paper: PassPaper) -> str:
    other = tr(N_("at desk {code}"), code=one.at_desk) if one.at_desk else ""
    first = _dots(format_moment(one.at), paper.gate(one.gate), one.by_name, other)
    slip = tr(N_("balance slip {number}"), number=grouped(one.slip)) if one.slip else ""
    return _block(
        first, _moved(one.moved, lines), _dots(one.plate, one.carrier, slip), one.remark, one.override
    )


def _return(one: Return, lines: dict[int, ExitLine], paper: PassPaper) -> str:
    undone = tr(N_("undone")) if one.undone else ""
    first = _dots(format_moment(one.at), paper.gate(one.gate), one.by_name, undone)
    return _block(first, _moved(one.moved, lines), one.remark)


def _refusal(one: Refusal, paper: PassPaper) -> str:
    undone = tr(N_("undone")) if one.undone else ""
    first = _dots(format_moment(one.at), paper.gate(one.gate), one.by_name, undone)
    return _block(first, _dots(tr(REFUSAL_NAMES[one.reason]), one.words), one.number)


def _moved(moved: Sequence[Moved], lines: dict[int, ExitLine]) -> str:
    known = ((lines[one.position], one.quantity) for one in moved if one.position in lines)
    return _dots(*(f"{line.name} {quantity} {line.unit}".rstrip() for line, quantity in known))


def _dots(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _block(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _value(text: str) -> Label:
    label = Label(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _grid(wide: int) -> tuple[QWidget, QGridLayout]:
    """`wide`: the column that takes the room."""
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(wide, 1)
    box.setLayout(grid)
    return box, grid
