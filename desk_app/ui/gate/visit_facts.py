"""What the guard compares: the visitor's name and face, whom they saw, since when, what they carried in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.queries import VisitCard
from desk_app.services.visitors.records import STATE_NAMES, Host, Visit
from desk_app.ui.i18n import format_duration, format_moment, say, tr
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.pill import Pill

WIDTH = 340
_PHOTO = 108
_SHARES = (5, 3)
_COLUMNS = len(_SHARES)
_SHORT = frozenset({"floor", "badge", "plate"})
"""These share a line, two by two; the others may be long and have one each."""


class VisitFacts(QFrame):
    """One visit as the gate sees it: a narrow card, so that the word beside it stays large."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-facts")
        self.name = FitText(26, 46)
        self.company = _label("gate-company")
        self.company.setWordWrap(True)
        self.state = Pill()
        self.state.setProperty("role", "gate-state")
        self.photo = Label()
        self.photo.setFixedSize(_PHOTO, _PHOTO)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.photo, N_("Photo of the visitor"), "setAccessibleName")
        self.values: dict[str, Label] = {}
        self._captions: dict[str, Label] = {}
        self.party = _label("gate-party")
        who = column(self.name, row(self.party, None, self.state, spacing=8), spacing=4)
        head = row(self.photo, who, spacing=14)
        head.setStretch(1, 1)
        inside = column(head, self.company, self._grid(), None, spacing=6)
        inside.setContentsMargins(18, 10, 18, 12)
        self.setLayout(inside)
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """How large all of it is: 1 on the smallest screen."""
        self.setFixedWidth(round(WIDTH * scale))
        self.name.set_range(round(26 * scale), round(46 * scale))
        self.name.setFixedHeight(round(68 * scale))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for key, caption in _CAPTIONS.items():
            value = self.values[key] = _label("gate-value", self)
            title = self._captions[key] = _label("gate-caption", self)
            say(title, caption)
            value.setWordWrap(True)
        for place, share in enumerate(_SHARES):
            grid.setColumnStretch(place, share)
        self.grid = grid
        return grid

    def show_card(self, card: VisitCard, now: datetime) -> None:
        """Show a visit; what was not written down takes no place."""
        visit = card.visit
        self.name.show_text(visit.name, "text")
        self.party.setText(tr(N_("Party of {n}"), n=visit.party_size))
        self.company.setText(visit.company)
        self.company.setVisible(bool(visit.company))
        state = STATE_NAMES[visit.state]
        self.state.setText(tr(state))
        self._show_photo(card.photo)
        said = {key: text for key, text in _said(visit, now).items() if text}
        for key, value in self.values.items():
            for label in (value, self._captions[key]):
                self.grid.removeWidget(label)
                label.setVisible(key in said)
        place = 0
        for key, text in said.items():
            wide = 1 if key in _SHORT else _COLUMNS
            place += place % wide  # what needs a whole line begins one
            line, column_ = divmod(place, _COLUMNS)
            self.grid.addWidget(self._captions[key], 2 * line, column_, 1, wide)
            self.grid.addWidget(self.values[key], 2 * line + 1, column_, 1, wide, Qt.AlignmentFlag.AlignTop)
            self.values[key].setText(text)
            place += wide
        self.setAccessibleName(", ".join((visit.name, self.party.text(), *said.values())))

    def _show_photo(self, jpeg: bytes | None) -> None:
        picture = QPixmap()
        shown = jpeg is not None and picture.loadFromData(jpeg)
        self.photo.setVisible(shown)
        if shown:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.photo.setPixmap(picture.scaled(_PHOTO, _PHOTO, keep, smooth))


_CAPTIONS: dict[str, Message] = {
    "host": N_("Came to see"),
    "floor": N_("Floor / unit"),
    "since": N_("On site since", "gate"),
    "things": N_("Carried in"),
    "badge": N_("Badge"),
    "plate": N_("Plate"),
}


def _label(role: str, parent: QWidget | None = None) -> Label:
    label = Label(parent=parent)
    label.setProperty("role", role)
    return label


def _said(visit: Visit, now: datetime) -> dict[str, str]:
    return {
        "host": _host(visit.host),
        "floor": _floor(visit.host),
        "badge": visit.badge,
        "plate": visit.plate,
        "since": _since(visit, now),
        "things": visit.belongings,
    }


def _host(host: Host) -> str:
    return " · ".join(part for part in (host.tenant, host.person) if part)


def _floor(host: Host) -> str:
    floor = tr(N_("Floor {floor}"), floor=host.floor) if host.floor else ""
    return " · ".join(part for part in (floor, host.unit) if part)


def _since(visit: Visit, now: datetime) -> str:
    if visit.arrived_at is None:
        return ""
    length = format_duration((visit.left_at or now) - visit.arrived_at)
    return f"{format_moment(visit.arrived_at, now=now)} · {length}"
