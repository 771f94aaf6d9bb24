"""What the guard compares: the visitor's name and face, whom they saw, since when, what they carried in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.queries import VisitCard
from desk_app.services.visitors.records import STATE_NAMES, Host, Visit
from desk_app.ui.gate.fit_text import FitText
from desk_app.ui.i18n import format_duration, format_moment, say, tr
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.pill import Pill

_PHOTO = 132
_SHARES = (5, 3, 5)
"""How wide the columns are: hosts and times are longer than floors."""


class VisitFacts(QFrame):
    """One visit as the gate sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-facts")
        self.name = FitText(26, 46)
        self.name.setFixedHeight(58)
        self.company = _label("gate-company")
        self.state = Pill()
        self.state.setProperty("role", "gate-state")
        self.photo = Label()
        self.photo.setFixedSize(_PHOTO, _PHOTO)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.photo, N_("Photo of the visitor"), "setAccessibleName")
        self.values: dict[str, Label] = {}
        self._captions: dict[str, Label] = {}
        self.party = _label("gate-party")
        head = row(self.name, self.party, self.state, spacing=16)
        head.setStretch(0, 1)
        said = column(head, self.company, self._grid(), spacing=6)
        inside = row(self.photo, said, spacing=20)
        inside.setAlignment(self.photo, Qt.AlignmentFlag.AlignTop)
        inside.setStretch(1, 1)
        inside.setContentsMargins(20, 10, 20, 14)
        self.setLayout(inside)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        for key, caption in _CAPTIONS.items():
            value = self.values[key] = _label("gate-value", self)
            title = self._captions[key] = _label("gate-caption", self)
            say(title, caption)
            value.setWordWrap(True)
        for place, share in enumerate(_SHARES):
            grid.setColumnStretch(place, share)
            grid.setColumnMinimumWidth(place, share * 24)
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
        for place, (key, text) in enumerate(said.items()):
            line, column_ = divmod(place, len(_SHARES))
            self.grid.addWidget(self._captions[key], 2 * line, column_)
            self.grid.addWidget(self.values[key], 2 * line + 1, column_, Qt.AlignmentFlag.AlignTop)
            self.values[key].setText(text)
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
        "since": _since(visit, now),
        "badge": visit.badge,
        "plate": visit.plate,
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
