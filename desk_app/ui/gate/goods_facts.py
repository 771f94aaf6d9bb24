"""What stands beside the word for goods: whose they are, plate and carrier to compare, until when, which trip."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.services.passes.records import EXIT_KIND_NAMES, AtGate
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.pill import Pill

WIDTH = 452


class GoodsFacts(QFrame):
    """One pass; what was not written down takes no place."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-facts")
        self.holder = FitText(24, 34)
        self.kind = Pill()
        self.kind.setProperty("role", "gate-state")
        self.number, self.carrier = FitText(20, 26), FitText(24, 28)
        self.plate = _label("gate-plate")
        self.until, self.remark = _label("gate-until"), _label("gate-until")
        self.remark.setWordWrap(True)
        first = row(self.number, self.until, spacing=8)
        whose = row(self.holder, self.kind, spacing=8)
        self.drive = QWidget()
        drive = row(self.plate, self.carrier, spacing=14)
        self.drive.setLayout(drive)
        for line, wide in ((first, 0), (whose, 0), (drive, 1)):
            line.setStretch(wide, 1)
        inside = column(first, whose, self.drive, self.remark, spacing=2)
        inside.setContentsMargins(18, 6, 18, 8)
        self.setLayout(inside)
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """How large all of it is: 1 on the smallest screen."""
        self.setFixedWidth(round(WIDTH * scale))
        for line, least, most, height in (
            (self.holder, 24, 34, 46),
            (self.number, 20, 26, 34),
            (self.carrier, 24, 28, 48),
        ):
            line.set_range(round(least * scale), round(most * scale))
            line.setFixedHeight(round(height * scale))
        self.plate.setFixedHeight(round(52 * scale))

    def show_goods(self, goods: AtGate, now: datetime, trip: int = 0) -> None:
        """Show a pass. `trip`: the one that has just left; 0: the next."""
        self.number.show_text(goods.number, "text")
        name = EXIT_KIND_NAMES[goods.kind]
        self.kind.setText(_trip(goods, trip) or tr(name))
        self.holder.show_text(_joined(goods.holder, goods.unit) or tr(N_("Whose: see the paper")), "text")
        self.plate.setText(goods.plate or tr(N_("No plate", "gate")))
        self.carrier.show_text(goods.carrier, "text")
        self.until.setText(_until(goods, now))
        self.remark.setText(goods.remark)
        self.remark.setVisible(bool(goods.remark))
        said = (
            goods.number,
            goods.holder,
            goods.unit,
            goods.plate,
            goods.carrier,
            self.until.text(),
            goods.remark,
        )
        self.setAccessibleName(", ".join(filter(None, said)))


def _label(role: str) -> Label:
    label = Label()
    label.setProperty("role", role)
    return label


def _until(goods: AtGate, now: datetime) -> str:
    end = goods.valid_until
    local = end.astimezone(speaker.zone)
    if local.hour or local.minute:
        return tr(N_("Valid until {when}", "gate"), when=format_moment(end, now=now))
    # Midnight is the end of the day before: 00:00 would read as if that whole day were good still.
    before = format_moment(end - timedelta(minutes=1), now=now).replace("23:59", "24:00")
    return tr(N_("Valid until {when}", "gate"), when=before)


def _trip(goods: AtGate, trip: int) -> str:
    if goods.trips == 1:
        return ""
    trip = trip or min(goods.trips, goods.trips_used + 1)
    return tr(N_("Trip {n} of {all}", "gate"), n=trip, all=goods.trips)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
